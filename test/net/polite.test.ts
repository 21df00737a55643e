import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ScanReport } from "../../src/core/model/model";
import type { ScanOptions } from "../../src/core/fetching/scanOptions";
import type { Session } from "../../src/core/session";
import type { ParseJob } from "../../src/core/model/parseJob";
import { parseSource } from "../../src/core/parsing/parseSource";
import { plainText } from "../../src/core/text/translate";
import { createHttp } from "../../src/node/http";
import { openWorkspace } from "../../src/node/openWorkspace";
import { type TestServer, serve } from "./servers";
import { runOne } from "../oneJob";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const rss = (title: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><item><title>${title}</title><link>https://news.example/${title.length}</link></item></channel></rss>`;

describe("polite fetching over the wire", function () {
  this.timeout(30_000);
  let folder: string;
  let stateHome: string | undefined;
  const servers: TestServer[] = [];

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-polite-"));
    stateHome = process.env["XDG_STATE_HOME"];
    process.env["XDG_STATE_HOME"] = path.join(folder, "state");
    fs.mkdirSync(path.join(folder, "work", "config"), { recursive: true });
  });
  afterEach(async () => {
    if (stateHome === undefined) delete process.env["XDG_STATE_HOME"];
    else process.env["XDG_STATE_HOME"] = stateHome;
    await Promise.all(servers.splice(0).map((server) => server.close()));
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  async function web(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<TestServer> {
    const server = await serve(answer);
    servers.push(server);
    return server;
  }

  /** A session of its own each time: what is remembered comes from disk. */
  function open(feeds: readonly string[]): Session {
    const config = {
      websiteconfig: { rss_feeds: feeds, webpages: [], stopwords: [], specialHandling: {} },
      resultfile: { createFile: false },
    };
    fs.writeFileSync(path.join(folder, "work", "config", "articles_config.json"), JSON.stringify(config));
    return openWorkspace({
      root: path.join(folder, "work"),
      configFolder: "config",
      http: createHttp({ userAgent: "ti-scraper/test" }),
      parser: { parse: async (job: ParseJob) => parseSource(job), dispose: async () => {} },
      log: silent,
      t: plainText,
    });
  }

  async function scan(session: Session, options: Partial<ScanOptions> = {}): Promise<ScanReport> {
    const outcome = await runOne(session, "articles", {
      signal: new AbortController().signal,
      concurrency: 50,
      perHost: 2,
      timeoutMs: 10_000,
      onProgress: () => {},
      ...options,
    });
    assert.ok(outcome.kind === "done");
    return outcome.report;
  }

  it("keeps to max-age over processes, and asks with what it knows afterwards", async () => {
    let maxAge = 3000;
    const seen: (string | undefined)[] = [];
    const server = await web((request, response) => {
      seen.push(request.headers["if-none-match"]);
      const headers = { etag: '"v1"', "cache-control": `max-age=${maxAge}` };
      if (request.headers["if-none-match"] === '"v1"') response.writeHead(304, headers).end();
      else response.writeHead(200, headers).end(rss("Clop"));
    });
    const feeds = [`${server.origin}/feed`];
    assert.equal((await scan(open(feeds))).newArticles.length, 1);
    const second = await scan(open(feeds));
    assert.deepEqual([second.sources[0]?.outcome, second.sources[0]?.skipped?.why], ["unchanged", "fresh"]);
    maxAge = 0;
    assert.equal((await scan(open(feeds), { askAll: true })).sources[0]?.outcome, "unchanged");
    assert.equal((await scan(open(feeds))).sources[0]?.skipped, undefined);
    assert.deepEqual(seen, [undefined, '"v1"', '"v1"']);
  });

  it("keeps to Expires where Cache-Control says nothing", async () => {
    const server = await web((_, response) => {
      const date = new Date(Date.now() - 7_200_000);
      const expires = new Date(date.getTime() + 600_000);
      response.sendDate = false;
      response.writeHead(200, { date: date.toUTCString(), expires: expires.toUTCString() }).end(rss("Clop"));
    });
    const feeds = [`${server.origin}/feed`];
    await scan(open(feeds));
    assert.equal((await scan(open(feeds))).sources[0]?.skipped?.why, "fresh");
    assert.equal(server.log.length, 1);
  });

  it("keeps to what the feed says of itself where its server says nothing, also when nothing has changed", async () => {
    let headers: Readonly<Record<string, string>> = { etag: '"v1"' };
    const server = await web((request, response) => {
      if (request.headers["if-none-match"] === '"v1"') response.writeHead(304, headers).end();
      else response.writeHead(200, headers).end(rss("Clop").replace("<item>", "<ttl>30</ttl><item>"));
    });
    const feeds = [`${server.origin}/feed`];
    assert.equal((await scan(open(feeds))).newArticles.length, 1);
    for (let round = 0; round < 2; round++) {
      const held = (await scan(open(feeds))).sources[0]?.skipped;
      assert.equal(held?.why, "fresh");
      assert.ok(Math.abs(Date.parse(held?.until ?? "") - Date.now() - 1_800_000) < 60_000);
      assert.equal((await scan(open(feeds), { askAll: true })).sources[0]?.outcome, "unchanged");
    }
    assert.equal(server.log.length, 3);
    headers = { etag: '"v1"', "cache-control": "no-cache" };
    await scan(open(feeds), { askAll: true });
    assert.equal((await scan(open(feeds))).sources[0]?.skipped, undefined);
  });

  it("does not ask again at once for what is gone for good, says so, and asks when everything is asked", async () => {
    let isGone = true;
    const server = await web((_, response) => {
      if (isGone) response.writeHead(410).end("gone");
      else response.writeHead(200).end(rss("Clop"));
    });
    const feeds = [`${server.origin}/feed`];
    const first = await scan(open(feeds));
    assert.deepEqual(first.sources[0]?.failure, { code: "status", status: 410 });
    for (let round = 0; round < 3; round++) {
      const { outcome, skipped } = (await scan(open(feeds))).sources[0] ?? {};
      assert.deepEqual([outcome, skipped?.why], ["waiting", "gone"]);
      assert.ok(Math.abs(Date.parse(skipped?.until ?? "") - Date.now() - 86_400_000) < 60_000);
    }
    assert.equal(server.log.length, 1);
    const listed = await open(feeds).sources.list();
    assert.deepEqual(listed.kind === "ok" && [listed.sources[0]?.state, listed.sources[0]?.skip?.why], [
      "failing",
      "gone",
    ]);
    await scan(open(feeds), { askAll: true });
    const until = (await scan(open(feeds))).sources[0]?.skipped?.until ?? "";
    assert.ok(Math.abs(Date.parse(until) - Date.now() - 7 * 86_400_000) < 60_000);
    isGone = false;
    assert.equal((await scan(open(feeds), { askAll: true })).newArticles.length, 1);
    assert.equal((await scan(open(feeds))).sources[0]?.outcome, "read");
  });

  for (const [form, value] of [
    ["in seconds", () => "2"],
    ["as a date", () => new Date(Date.now() + 3000).toUTCString()],
  ] as const) {
    it(`leaves a host alone for its Retry-After ${form}, and then reads all of it`, async () => {
      let busy = true;
      const server = await web((request, response) => {
        if (busy) response.writeHead(503, { "retry-after": value() }).end();
        else response.writeHead(200).end(rss(request.url ?? ""));
      });
      const feeds = [`${server.origin}/a`, `${server.origin}/bb`];
      const first = await scan(open(feeds), { perHost: 1 });
      assert.deepEqual(
        first.sources.map(({ outcome }) => outcome),
        ["failed", "waiting"],
      );
      busy = false;
      const waiting = await scan(open(feeds));
      const { log } = server;
      const until = Date.parse(waiting.sources[0]?.skipped?.until ?? "");
      if (Date.now() < until) assert.equal(log.length, 1);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, until - Date.now()) + 50));
      const after = await scan(open(feeds));
      assert.equal(new Set([...waiting.newArticles, ...after.newArticles].map(({ url }) => url)).size, 2);
    });
  }

  it("backs off from a host that failed in two scans", async () => {
    const server = await web((_, response) => void response.writeHead(500).end("no"));
    const feeds = [`${server.origin}/feed`];
    const outcomes: (string | undefined)[] = [];
    for (let round = 0; round < 3; round++) outcomes.push((await scan(open(feeds))).sources[0]?.outcome);
    assert.deepEqual(outcomes, ["failed", "failed", "waiting"]);
    assert.equal(server.log.length, 2);
  });

  it("pauses between two requests to one host, redirects included", async () => {
    const times: number[] = [];
    const server = await web((request, response) => {
      times.push(Date.now());
      if (request.url === "/old") response.writeHead(301, { location: "/new" }).end();
      else response.writeHead(200).end(rss(request.url ?? ""));
    });
    const feeds = [`${server.origin}/old`, `${server.origin}/1`];
    await scan(open(feeds), { crawlDelayMs: 300 });
    const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    assert.equal(gaps.length, 2);
    for (const gap of gaps) assert.ok(gap >= 290, String(gaps));
  });
});
