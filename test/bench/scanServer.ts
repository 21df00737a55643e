/**
 * The web of the scan benchmark, in a process of its own: 100 feeds and 10 listing pages, each on a host of its own, each
 * answer 100 ms late. Sends its port to the parent.
 */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { FEEDS, ITEMS, LATENCY_MS, LINKS } from "./scanWorld";

const GROUPS = ["Amber Heron", "Quiet Badger", "Iron Wren", "Slate Otter", "Copper Newt"];
const DEEDS = [
  "moves against rail operators",
  "returns with a new loader",
  "leaks files of a shipping firm",
  "abuses signed drivers",
];

function headline(source: number, item: number): string {
  const group = GROUPS[(source + item) % GROUPS.length];
  const deed = DEEDS[(source * 3 + item) % DEEDS.length];
  // One headline in ten names somebody tracked.
  return item % 10 === 0
    ? `${group} ${deed}, report ${source}-${item}`
    : `Weekly notes on patching, part ${source}-${item}`;
}

function feed(source: number, host: string): string {
  const summary = "What defenders saw, what they missed and what to look for in the logs of the coming week. ".repeat(
    8,
  );
  const items = Array.from({ length: ITEMS }, (_, item) => {
    const link = `http://${host}/news/${source}/${item}?id=${item}&amp;lang=en`;
    const date = new Date(Date.UTC(2026, 0, 1 + item, 8, source % 60)).toUTCString();
    return (
      `<item><title><![CDATA[${headline(source, item)}]]></title><link>${link}</link><guid>${link}</guid>` +
      `<pubDate>${date}</pubDate><description>&lt;p&gt;${summary}&lt;/p&gt;</description></item>`
    );
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Source ${source}</title>${items.join("\n")}</channel></rss>`;
}

function page(source: number): string {
  const nav = Array.from({ length: 40 }, (_, item) => `<li><a href="/section/${item}">Section ${item}</a></li>`).join(
    "",
  );
  const teaser = "Some words about what happened, to whom and since when, with a <b>bold</b> part. ".repeat(4);
  const articles = Array.from(
    { length: LINKS },
    (_, item) =>
      `<article class="card"><a href="/story/${source}-${item}"><h3>${headline(source, item)}</h3></a><p>${teaser}</p>` +
      `<span class="date">2026-01-${String((item % 28) + 1).padStart(2, "0")}</span></article>`,
  );
  return `<!doctype html><html><head><title>News</title></head><body><nav><ul>${nav}</ul></nav><main>${articles.join("\n")}</main></body></html>`;
}

const bodies = new Map<string, { readonly type: string; readonly body: Buffer }>();

const server = http.createServer((request, response) => {
  const host = request.headers.host ?? "";
  const source = Number(request.url?.slice(request.url.lastIndexOf("/") + 1));
  const key = `${host} ${source}`;
  const isFeed = source < FEEDS || request.url?.startsWith("/many/") === true;
  const answer = bodies.get(key) ?? {
    type: isFeed ? "application/rss+xml; charset=utf-8" : "text/html; charset=utf-8",
    body: Buffer.from(isFeed ? feed(source, host) : page(source)),
  };
  bodies.set(key, answer);
  setTimeout(() => {
    response.writeHead(200, { "content-type": answer.type, "content-length": answer.body.length });
    response.end(answer.body);
  }, LATENCY_MS);
});

// Every address of 127.0.0.0/8 is this machine's.
server.listen(0, "0.0.0.0", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
