import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { RequestListener } from "node:http";
import type { Parser } from "../../src/core/ports";
import type { ScanReport, SourceFailure } from "../../src/core/model/model";
import type { ScanOptions } from "../../src/core/fetching/scanOptions";
import type { Session } from "../../src/core/session";
import { describeSourceFailure } from "../../src/core/fetching/describeSourceFailure";
import { plainText } from "../../src/core/text/translate";
import { createHttp } from "../../src/node/http";
import { openWorkspace } from "../../src/node/openWorkspace";
import { createParsePool } from "../../src/node/parsePool";
import { type BuiltWorker, buildWorker } from "./buildWorker";
import { type TestServer, fixture, serve, serveRaw, until, unusedPort } from "./servers";
import { runOne } from "../oneJob";

const TIMEOUT_MS = 700;
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function rss(title: string, link: string): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><item><title>${title}</title><link>${link}</link></item></channel></rss>`;
}

describe("a scan over the wire", function () {
  this.timeout(20_000);
  let worker: BuiltWorker;
  let parser: Parser;
  let folder: string;
  let stateHome: string | undefined;
  const servers: TestServer[] = [];

  before(() => {
    worker = buildWorker();
    parser = createParsePool({ workerFile: worker.file });
  });
  after(async () => {
    await parser.dispose();
    worker.remove();
  });
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-scan-"));
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

  const started = async (listener: RequestListener, options?: Parameters<typeof serve>[1]): Promise<TestServer> => {
    const server = await serve(listener, options);
    servers.push(server);
    return server;
  };

  function configure(feeds: readonly string[], pages: readonly string[] = []): Session {
    const config = {
      websiteconfig: { rss_feeds: feeds, webpages: pages, stopwords: [], specialHandling: {} },
      profiling: { profileData: ["Clop"] },
    };
    fs.writeFileSync(path.join(folder, "work", "config", "articles_config.json"), JSON.stringify(config));
    return openWorkspace({
      root: path.join(folder, "work"),
      configFolder: "config",
      http: createHttp({ userAgent: "ti-scraper/test" }),
      parser,
      log: silent,
      t: plainText,
    });
  }

  async function scan(session: Session, options: Partial<ScanOptions> = {}): Promise<ScanReport> {
    const outcome = await runOne(session, "articles", {
      signal: new AbortController().signal,
      concurrency: 50,
      perHost: 2,
      timeoutMs: TIMEOUT_MS,
      onProgress: () => {},
      ...options,
    });
    assert.ok(outcome.kind === "done");
    return outcome.report;
  }

  const good: RequestListener = (_, response) =>
    void response
      .writeHead(200, { "content-type": "application/rss+xml" })
      .end(rss("Clop is back", "https://news.example/clop"));

  /** What the source at an address of the failing server does, and what the report says of it. */
  const failing: readonly (readonly [
    name: string,
    url: () => Promise<string>,
    code: SourceFailure["code"],
    sentence: RegExp,
  ])[] = [
    ["an unknown host", async () => "http://no-such-host.invalid/rss", "dns", /could not be found/],
    ["a closed port", async () => `http://127.0.0.1:${await unusedPort()}/rss`, "refused", /refused the connection/],
    [
      "a certificate nobody trusts",
      async () => (await started(good, { pem: fixture("loopbackServer.pem") })).origin,
      "tls",
      /certificate is not trusted/,
    ],
    [
      "silence",
      async () => (await started(() => {})).origin,
      "timeout",
      /no complete answer within 0\.7 seconds, the request timeout \(tiScraper\.requestTimeout/,
    ],
    [
      "404",
      async () => (await started((_, r) => void r.writeHead(404).end())).origin,
      "status",
      /nothing at this address/,
    ],
    [
      "500",
      async () => (await started((_, r) => void r.writeHead(500).end("no"))).origin,
      "status",
      /server failed \(HTTP 500\)/,
    ],
    [
      "a web page in place of a feed",
      async () => (await started((_, r) => void r.end("<!doctype html><title>Log in</title><p>Please"))).origin,
      "notFeed",
      /not a feed/,
    ],
    ["an empty answer", async () => (await started((_, r) => void r.end())).origin, "empty", /is empty/],
    [
      "an answer cut short",
      async () =>
        (await started((_, r) => void r.writeHead(200, { "content-length": "9999" }).write("<rss>", () => r.destroy())))
          .origin,
      "truncated",
      /ended before it was complete/,
    ],
    [
      "50 MB",
      async () =>
        (
          await started((_, r) => {
            const chunk = Buffer.alloc(1_000_000, "a");
            let left = 50;
            const more = (): void => {
              while (left-- > 0) if (!r.write(chunk)) return void r.once("drain", more);
              r.end();
            };
            more();
          })
        ).origin,
      "tooLarge",
      /larger than 10 MB/,
    ],
    [
      "a redirect loop",
      async () => (await started((q, r) => void r.writeHead(302, { location: `${q.url}x` }).end())).origin,
      "redirectLoop",
      /redirected more than 20 times/,
    ],
    [
      "a binary file",
      async () =>
        (await started((_, r) => void r.end(Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 1, 2, 3, 0xff, 0, 0, 7])))).origin,
      "binary",
      /binary file/,
    ],
    [
      "a damaged gzip stream",
      async () => {
        const whole = gzipSync("news of the day");
        const damaged = Buffer.concat([whole.subarray(0, 10), Buffer.alloc(20, 0xff)]);
        return (await started((_, r) => void r.writeHead(200, { "content-encoding": "gzip" }).end(damaged))).origin;
      },
      "encoding",
      /compressed in an unknown way, or damaged/,
    ],
    [
      "a redirect to a file",
      async () => (await started((_, r) => void r.writeHead(301, { location: "file:///etc/passwd" }).end())).origin,
      "redirectRefused",
      /neither http nor https/,
    ],
    [
      "no HTTP at all",
      async () => {
        const server = await serveRaw((socket) => void socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
        servers.push(server);
        return server.origin;
      },
      "network",
      /connection failed/,
    ],
  ];
  for (const [name, url, code, sentence] of failing) {
    it(`tells ${name} apart and reads the other sources`, async () => {
      const ok = await started(good, { host: "127.0.1.9" });
      const report = await scan(configure([await url(), ok.origin]));
      const [bad, fine] = report.sources;
      assert.equal(bad?.outcome, "failed", JSON.stringify(bad));
      assert.equal(bad.failure?.code, code);
      assert.match(describeSourceFailure(bad.failure, plainText), sentence);
      assert.equal(fine?.outcome, "read");
      assert.deepEqual(
        report.newArticles.map(({ title }) => title),
        ["Clop is back"],
      );
    });
  }

  it("has one sentence for each failure", async () => {
    const sentences = failing.map(([, , , sentence]) => sentence.source);
    assert.equal(new Set(sentences).size, sentences.length);
  });

  it("reads a wrong charset label right", async () => {
    const { origin } = await started(
      (_, r) =>
        void r
          .writeHead(200, { "content-type": "text/xml; charset=iso-8859-1" })
          .end(rss("Clop erpresst Behörden", "https://n.example/a")),
    );
    assert.deepEqual(
      (await scan(configure([origin]))).newArticles.map(({ title }) => title),
      ["Clop erpresst Behörden"],
    );
  });

  it("reads a page of very deep nesting within its time", async () => {
    const deep = await started((_, r) => void r.end(`<body>${"<div>".repeat(200_000)}<a href="/clop-deep-down">x</a>`));
    const report = await scan(configure([], [deep.origin]), { timeoutMs: 15_000 });
    assert.deepEqual(
      report.sources.map(({ outcome }) => outcome),
      ["read"],
    );
    assert.equal(report.newArticles.length, 1);
  });

  it("leaves no socket open after Cancel, and forgets nothing", async () => {
    const hanging = await Promise.all([1, 2, 3].map((n) => started(() => {}, { host: `127.0.1.${n}` })));
    const session = configure(hanging.flatMap(({ origin }) => [`${origin}/a`, `${origin}/b`, `${origin}/c`]));
    const cancel = new AbortController();
    const ended = scan(session, { signal: cancel.signal, timeoutMs: 15_000 });
    await until(() => hanging.every(({ open }) => open.size === 2));
    const cancelled = Date.now();
    cancel.abort();
    await until(() => hanging.every(({ open }) => open.size === 0));
    const report = await ended;
    assert.equal(report.cancelled, true);
    assert.ok(Date.now() - cancelled < 10_000, "no request waits for its time to run out");
    assert.equal(fs.existsSync(path.join(folder, "work", "00 Article Result Files")), false);
  });

  it("tells its progress: the source waited for longest, and a count that ends at the total", async () => {
    const ok = await started(good);
    const seen: string[] = [];
    await scan(configure([`${ok.origin}/a`, `${ok.origin}/b`]), {
      onProgress: ({ url, done, total }) => seen.push(`${url?.replace(ok.origin, "") ?? "--"} ${done}/${total}`),
    });
    // Both start at once; which one ends first is not ours to say.
    assert.deepEqual(new Set(seen.slice(0, 2)).size, 1);
    assert.match(seen[0] ?? "", /^\/[ab] 0\/2$/);
    assert.equal(seen.at(-1), "-- 2/2");
    assert.deepEqual(
      seen.slice(2).map((line) => line.slice(3)),
      ["1/2", "2/2"],
    );
  });

  it("refuses to write a result file outside the workspace, through a link too", async () => {
    const ok = await started(good);
    const session = configure([ok.origin]);
    const outside = path.join(folder, "outside");
    fs.mkdirSync(outside);
    fs.symlinkSync(outside, path.join(folder, "work", "00 Article Result Files"));
    const report = await scan(session);
    assert.equal(report.resultFile, null);
    assert.match(report.notices.join("\n"), /could not be written/);
    assert.deepEqual(fs.readdirSync(outside), []);
  });
});
