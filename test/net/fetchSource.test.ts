import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type FetchOptions, type FetchOutcome, fetchSource } from "../../src/core/fetching/fetchSource";
import { MAX_FEED_BYTES } from "../../src/core/limits";
import { createLimiter } from "../../src/core/fetching/limiter";
import { systemClock } from "../../src/node/systemClock";
import { createHttp } from "../../src/node/http";
import { type TestServer, serve, sleep, until } from "./servers";

const http = createHttp({ userAgent: "ti-scraper/test" });
const clock = { now: () => new Date() };

function read(url: string, options: Partial<FetchOptions> = {}, kind: "feed" | "page" = "feed"): Promise<FetchOutcome> {
  const signal = new AbortController().signal;
  return fetchSource(http, { kind, url }, { timeoutMs: 5000, signal, clock, ...options });
}

const told = (outcome: FetchOutcome): string => (outcome.kind === "failed" ? outcome.failure.code : outcome.kind);

describe("fetchSource over the wire", () => {
  const servers: TestServer[] = [];
  const started = async (...args: Parameters<typeof serve>): Promise<TestServer> => {
    const server = await serve(...args);
    servers.push(server);
    return server;
  };
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  it("asks again with what the server said, and takes 304 for unchanged", async () => {
    const { origin } = await started((request, response) => {
      const isKnown =
        request.headers["if-none-match"] === '"v1"' || request.headers["if-modified-since"] === "yesterday";
      if (isKnown) return void response.writeHead(304).end();
      const header = request.url === "/etag" ? { ETag: '"v1"' } : { "Last-Modified": "yesterday" };
      response.writeHead(200, header).end("<rss/>");
    });
    for (const path of ["/etag", "/date"]) {
      const first = await read(origin + path);
      assert.equal(first.kind, "body");
      if (first.kind !== "body") return;
      const { finalUrl, etag, lastModified } = first;
      const validators = {
        url: finalUrl,
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      };
      assert.equal((await read(origin + path, { validators })).kind, "unchanged");
    }
  });

  it("gives the charset of the header on as it came", async () => {
    const { origin } = await started((_, response) =>
      response.writeHead(200, { "Content-Type": "text/xml; charset=windows-1252" }).end(Buffer.from([0xe4])),
    );
    const outcome = await read(origin);
    assert.deepEqual(outcome.kind === "body" && [outcome.contentType, [...outcome.bytes]], [
      "text/xml; charset=windows-1252",
      [0xe4],
    ]);
  });

  it("ends a loop, a hop to where configuration does not go, and a page over its cap", async () => {
    const { origin, log } = await started((request, response) => {
      if (request.url === "/big") return void response.end(Buffer.alloc(MAX_FEED_BYTES + 1, "x"));
      response.writeHead(302, { Location: request.url === "/loop" ? "/loop" : "file:///etc/passwd" }).end();
    });
    assert.equal(told(await read(`${origin}/loop`)), "redirectLoop");
    assert.equal(log.length, 21);
    assert.equal(told(await read(`${origin}/file`)), "redirectRefused");
    for (const kind of ["page", "feed"] as const) {
      assert.equal(told(await read(`${origin}/big`, {}, kind)), "tooLarge");
      const cut = await read(`${origin}/big`, { mayCut: true }, kind);
      assert.deepEqual(cut.kind === "body" && [cut.isCut, cut.bytes.length], [true, MAX_FEED_BYTES]);
    }
  });

  it("counts the time of all hops together", async () => {
    const { origin } = await started((request, response) => {
      const hop = Number(request.url?.slice(1));
      setTimeout(() => response.writeHead(302, { Location: `/${hop + 1}` }).end(), 120);
    });
    assert.deepEqual(await read(`${origin}/0`, { timeoutMs: 300 }), {
      kind: "failed",
      failure: { code: "timeout", seconds: 0.3 },
    });
  });

  it("keeps the limit of each host, redirects included, as the hosts see it", async () => {
    const most = new Map<string, number>();
    const startHost = (host: string, next: string | null): Promise<TestServer> => {
      let running = 0;
      const listener = async (_: IncomingMessage, response: ServerResponse): Promise<void> => {
        running += 1;
        most.set(host, Math.max(most.get(host) ?? 0, running));
        await sleep(10);
        running -= 1;
        if (next === null) response.end("news");
        else response.writeHead(302, { Location: next }).end();
      };
      return started((request, response) => void listener(request, response), { host });
    };
    const last = await startHost("127.0.1.6", null);
    const hosts = ["127.0.0.1", "127.0.1.5", "127.0.2.1"];
    const firsts = await Promise.all(hosts.map((host) => startHost(host, `${last.origin}/end`)));
    const limiter = createLimiter({ total: 50, perHost: 2, clock: systemClock });
    const reads = Array.from({ length: 30 }, (_, n) => read(`${firsts[n % 3]?.origin}/go`, { limiter }));
    assert.ok((await Promise.all(reads)).every(({ kind }) => kind === "body"));
    assert.deepEqual([...most.values()], [2, 2, 2, 2]);
  });

  it("has no socket open 200 ms after cancelling a whole scan", async () => {
    const server = await started((request, response) => {
      if (Number(request.url?.slice(1)) % 2 === 0) response.write("half of it");
    });
    const warnings: string[] = [];
    const warned = ({ name }: Error): void => void warnings.push(name);
    process.on("warning", warned);
    const cancel = new AbortController();
    const limiter = createLimiter({ total: 20, perHost: 20, clock: systemClock });
    const reads = Array.from({ length: 60 }, (_, n) =>
      read(`${server.origin}/${n}`, { limiter, signal: cancel.signal }),
    );
    await until(() => server.log.length === 20);
    cancel.abort();
    assert.ok((await Promise.all(reads)).every(({ kind }) => kind === "cancelled"));
    await until(() => server.open.size === 0, 200);
    assert.equal(server.log.length, 20);
    process.off("warning", warned);
    assert.deepEqual(warnings, []);
  });
});
