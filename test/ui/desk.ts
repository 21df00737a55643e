/** What a case of this tier works on: a small feed server and a workspace folder of its own. */
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { freshFolder } from "../vscode/server";

export interface Item {
  readonly title: string;
  readonly url: string;
}

/** HTML, RSS that begins with `<rss`, or where it has moved to for good. */
export type Page = string | { readonly movedTo: string };

/** A feed at `origin + "/feed.xml"` whose items can be changed. */
export interface FeedServer {
  readonly origin: string;
  readonly feed: string;
  /** Of so many feeds all but the first: of one source no more is kept than `PART`, so long lists of items are parted among them. */
  parts(count: number): readonly string[];
  items(): readonly Item[];
  setItems(items: readonly Item[]): void;
  /** Path → what is answered there; also in the place of the feed. */
  setPages(pages: Readonly<Record<string, Page>>): void;
  /** Every answer waits so long. */
  setDelay(ms: number): void;
  openSockets(): number;
  /** Paths asked for, byte for byte. */
  requests(): readonly string[];
  clearRequests(): void;
  close(): Promise<void>;
}

/** Items of one feed. */
const PART = 2_000;

/** Not `localhost` and not 127.0.0.1: VS Code treats these two differently. */
const HOST = "127.0.1.7";

export async function startFeed(items: readonly Item[]): Promise<FeedServer> {
  let shown = items;
  let pages: Readonly<Record<string, Page>> = {};
  const asked: string[] = [];
  let delayMs = 0;
  let open = 0;
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? "");
    setTimeout(() => answer(request, response), delayMs);
  });
  const answer = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const page = pages[request.url ?? ""];
    if (typeof page === "string") {
      const type = page.startsWith("<rss") ? "application/rss+xml" : "text/html";
      response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(page);
      return;
    }
    if (page !== undefined) {
      response.writeHead(301, { location: page.movedTo }).end();
      return;
    }
    const part = /^\/feed(\d*)\.xml$/.exec(request.url ?? "");
    if (part === null) {
      response.writeHead(404).end();
      return;
    }
    const from = Number(part[1]) * PART;
    const body = rss(shown.slice(from, from + PART));
    response.writeHead(200, { "content-type": "application/rss+xml; charset=utf-8" }).end(body);
  };
  server.on("connection", (socket) => {
    open += 1;
    socket.on("close", () => (open -= 1));
  });
  await new Promise<void>((resolve) => void server.listen(0, HOST, resolve));
  const origin = `http://${HOST}:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    feed: `${origin}/feed.xml`,
    parts: (count) => Array.from({ length: count - 1 }, (_, index) => `${origin}/feed${index + 1}.xml`),
    items: () => shown,
    setItems: (next) => void (shown = next),
    setPages: (next) => void (pages = next),
    setDelay: (ms) => void (delayMs = ms),
    openSockets: () => open,
    requests: () => [...asked],
    clearRequests: () => void asked.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function rss(items: readonly Item[]): string {
  const entries = items.map(
    ({ title, url }, index) =>
      `<item><title>${escape(title)}</title><link>${escape(url)}</link><pubDate>${new Date(Date.now() - (index + 1) * 60_000).toUTCString()}</pubDate></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Desk</title>${entries.join("")}</channel></rss>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

export interface ConfigChoice {
  readonly feeds: readonly string[];
  readonly names: readonly string[];
  /** Base URL of Cortex XSOAR; matches are sent there when it is given. */
  readonly xsoar?: string;
  readonly apiKey?: string;
}

/** A configuration in the original format. */
export function articlesConfig({ feeds, names, xsoar, apiKey = "" }: ConfigChoice): object {
  return {
    websiteconfig: { rss_feeds: feeds, webpages: [], stopwords: [], specialHandling: {} },
    getDeltaRecords: true,
    resultfile: { createFile: true, folder: "00 Article Result Files", filename: "articles.txt" },
    profileRecords: true,
    profiling: {
      profileData: names,
      profile2cortex: xsoar !== undefined,
      ...(xsoar === undefined
        ? {}
        : { CortexXSOARAPIConfig: { host: xsoar, api_key: apiKey, search_field: "aliases" } }),
    },
  };
}

/** A new workspace folder; `files` maps paths to texts, or to values written as JSON. */
export function makeWorkspace(files: Readonly<Record<string, string | object>>): string {
  const folder = freshFolder("workspace");
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }
  return folder;
}

/** Every file below a folder that holds the text. */
export function filesWith(folder: string, text: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => fs.readFileSync(file).includes(text));
}

/** Waits until a check holds; what it last threw or gave is the reason when it never does. */
export async function until<T>(what: string, check: () => T | Promise<T>, timeoutMs = 20_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const value = await check();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s (${String(last)})`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
