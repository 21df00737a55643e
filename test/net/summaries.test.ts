import assert from "node:assert/strict";
import { createMemoryStore } from "../../src/core/memory/memoryStore";
import { placedHttp } from "../world/placedHttp";
import type { Article } from "../../src/core/model/model";
import type { Http, Parser, StateStore } from "../../src/core/ports";
import type { HostMemory } from "../../src/core/fetching/hostGate";
import { type SummaryOptions, createSummaries } from "../../src/core/summaries/summaries";
import { describeSummaryProblem } from "../../src/core/summaries/describeSummaryProblem";
import { plainText } from "../../src/core/text/translate";
import { createHttp } from "../../src/node/http";
import { createParsePool } from "../../src/node/parsePool";
import { nodeSigning } from "../../src/node/signing";
import { systemClock } from "../../src/node/systemClock";
import { type BuiltWorker, buildWorker } from "./buildWorker";
import { type TestServer, serve } from "./servers";

const PARAGRAPH =
  "Die Gruppe Emberfox ist bei drei Reedereien eingebrochen und hat Passwörter der Reedereien gestohlen. Emberfox nutzte dafür gefälschte Mails an die Reedereien. Die Reedereien änderten daraufhin alle Passwörter ihrer Mailserver und warnten ihre Kunden vor Emberfox.";

describe("summaries", function () {
  this.timeout(30_000);
  let worker: BuiltWorker;
  let parser: Parser;
  let site: TestServer;
  const pages = new Map<string, string>();
  let documents: Map<string, unknown>;
  let asked: Map<string, number>;

  before(async () => {
    worker = buildWorker();
    parser = createParsePool({ workerFile: worker.file });
    site = await serve((request, response) => {
      const page = pages.get(request.url ?? "");
      if (page === undefined) response.writeHead(404).end();
      else response.setHeader("content-type", "text/html; charset=utf-8").end(page);
    });
  });
  after(async () => {
    await parser.dispose();
    await site.close();
    worker.remove();
  });
  beforeEach(() => {
    pages.clear();
    documents = new Map();
    asked = new Map();
  });

  const article = (path: string, rest: Partial<Article> = {}): Article => ({
    key: path,
    title: "Emberfox bei Reedereien",
    url: `${site.origin}${path}`,
    source: `${site.origin}/feed`,
    published: null,
    found: "2026-03-01T08:00:00.000Z",
    ...rest,
  });
  const memory = () => {
    const store: Pick<StateStore, "read" | "write" | "setAside" | "withLock"> = {
      read: async (name) => structuredClone(documents.get(name) ?? null),
      write: async (written) => {
        for (const [name, value] of written) documents.set(name, structuredClone(value));
      },
      setAside: async (name) => name,
      withLock: async (_lock, _waitMs, work) => ({ value: await work() }),
    };
    return createMemoryStore({
      store: store as StateStore,
      clock: systemClock,
      onDamaged: () => assert.fail("damaged"),
      version: "1.2.3",
    });
  };
  const open = (http: Http = createHttp({ userAgent: "test" }), throughTor: readonly string[] = []) =>
    createSummaries(
      { memory: memory() },
      { http, parser, clock: systemClock, signing: nodeSigning, lastAsked: asked },
      async () => ({ controllerPort: 9051, throughTor: new Set(throughTor) }),
    );
  const options = (crawlDelayMs = 0): SummaryOptions => ({
    signal: new AbortController().signal,
    timeoutMs: 5000,
    crawlDelayMs,
  });
  const read = async (one: Article, from = open()) => (await from.of([one], options())).get(one.key);

  it("are made of the article of a page, without menus and scripts, in its language, and kept", async () => {
    pages.set(
      "/a",
      `<html lang="de-DE"><head><title>T</title><script>evil()</script></head><body><nav>${"<a href=/x>Menü mit vielen Einträgen</a> ".repeat(20)}</nav>` +
        `<article><h1>Emberfox</h1>${`<p>${PARAGRAPH}</p><p onclick="evil()">Forscher <b>warnen</b> seit dem Frühjahr vor Emberfox &amp; ähnlichen Gruppen.<img src=x onerror=evil()></p>`.repeat(2)}</article><footer>Impressum und vieles mehr</footer></body></html>`,
    );
    const found = await read(article("/a"));
    assert.equal(found?.from, "page");
    assert.equal(found?.language, "de");
    assert.ok((found?.sentences.length ?? 0) > 2 && (found?.sentences.length ?? 0) <= 5);
    const text = JSON.stringify(found);
    assert.match(text, /Emberfox & ähnlichen Gruppen/);
    assert.doesNotMatch(text, /<|evil|Menü|Impressum/);
    pages.clear();
    assert.equal((await read(article("/a")))?.from, "page", "kept");
    assert.match(found?.sentences[0] ?? "", /^Die Gruppe Emberfox/);
  });

  it("say when a text is longer than is shown and weighed", async () => {
    const sentences = Array.from(
      { length: 1_500 },
      (_, at) => `<p>Sentence ${at} tells of ${at * 7} hosts which nobody had named until that day.</p>`,
    );
    pages.set("/report", `<html lang="en"><body><article>${sentences.join("")}</article></body></html>`);
    pages.set("/note", `<html lang="en"><body><article>${sentences.slice(0, 40).join("")}</article></body></html>`);
    assert.equal((await read(article("/report")))?.isCut, true);
    assert.notEqual((await read(article("/note")))?.isCut, true);
  });

  it("are what the feed says where the page gives nothing", async () => {
    pages.set("/wall", "<html><body><script>app()</script><div id=root></div></body></html>");
    for (const path of ["/gone", "/wall"]) {
      const found = await read(article(path, { summary: PARAGRAPH }));
      assert.equal(found?.from, "feed", path);
      assert.equal(found?.language, "de");
      assert.deepEqual(found?.paragraphs, []);
      assert.ok(found?.failure);
    }
    const nothing = await read(article("/gone"));
    assert.deepEqual(nothing?.sentences, []);
    assert.equal(describeSummaryProblem(nothing, plainText), "There is nothing at this address (HTTP 404).");
    const wall = await read(article("/wall"));
    assert.match(describeSummaryProblem(wall ?? assert.fail(), plainText), /^The page shows hardly any text/);
    assert.equal(documents.size, 0, "nothing of that is kept");
  });

  it("are what the feed says, and why, where the article is withheld", async () => {
    const wall =
      "<p>We and our 90 partners use cookies on your device. With your consent we show personalised ads to you.</p>".repeat(
        6,
      );
    pages.set("/wall", `<html><body><main>${wall}</main></body></html>`);
    pages.set(
      "/paid",
      `<html><head><script type="application/ld+json">{"isAccessibleForFree":false}</script></head><body><article>${`<p>${PARAGRAPH}</p>`.repeat(3)}</article></body></html>`,
    );
    for (const [path, code, why] of [
      ["/wall", "consent", /^The page asks for consent/],
      ["/paid", "payment", /^The article is for those who pay/],
    ] as const) {
      const found = (await read(article(path, { summary: PARAGRAPH }))) ?? assert.fail();
      assert.deepEqual([found.from, found.failure, found.paragraphs], ["feed", { code }, []]);
      assert.equal(found.sentences.length, 3);
      assert.match(describeSummaryProblem(found, plainText), why);
    }
    assert.equal(documents.size, 0, "nothing of that is kept");
  });

  it("of a source that is read through Tor go through Tor", async () => {
    const routes: unknown[] = [];
    const http = placedHttp(
      async (request) => {
        routes.push(request.tor);
        return { ok: false, failure: { code: "tor", why: "noTor", proxy: "127.0.0.1:9050" } };
      },
      () => assert.fail("looked up"),
    );
    await read(article("/a"), open(http, [`${site.origin}/feed`]));
    await read(article("/a"), open(http));
    // Where the source is an onion service, others are not to see who reads it.
    const source = "http://emberfoxsite.onion/feed";
    await read(article("/a", { source, url: "https://news.example/a" }), open(http));
    // Nor does it lead to this machine.
    const inside = await read(article("/a", { source }), open(http));
    assert.equal(inside?.failure?.code, "redirectRefused");
    const tor = { controllerPort: 9051 };
    assert.deepEqual(routes, [tor, undefined, tor]);
  });

  it("never have a page of the own network read for a feed of the internet", async () => {
    const requests: string[] = [];
    const http = placedHttp(
      async ({ url }) => {
        requests.push(url);
        return { ok: false, failure: { code: "refused", host: "x" } };
      },
      (host) => [host === "inside.example" ? "10.0.0.7" : "93.184.215.14"],
    );
    const source = "https://news.example/feed";
    for (const url of [`${site.origin}/a`, "http://192.168.1.1/reboot", "http://inside.example/", "http://[::1]/"]) {
      const found = await read(article("/a", { url, source, summary: PARAGRAPH }), open(http));
      assert.deepEqual(found?.failure, { code: "redirectRefused", target: url, why: "private" });
      assert.equal(found?.sentences.length, 3);
    }
    assert.deepEqual(requests, []);
    await read(article("/a", { url: "https://news.example/a", source }), open(http));
    assert.deepEqual(requests, ["https://news.example/a"]);
  });

  it("keep the pause between two requests to a server, from a scan to them and from one to the next", async () => {
    const times: number[] = [];
    const slow = await serve((_request, response) => {
      times.push(Date.now());
      response.setHeader("content-type", "text/html").end(`<article>${`<p>${PARAGRAPH}</p>`.repeat(3)}</article>`);
    });
    try {
      const started = Date.now();
      asked.set("127.0.0.1", started);
      const one = open();
      const articles = ["/a", "/b", "/c"].map((path) => article(path, { url: `${slow.origin}${path}` }));
      const first = one.of(articles.slice(0, 2), options(300));
      assert.equal((await first).size + (await one.of(articles.slice(2), options(300))).size, 3);
      const pauses = times.map((time, index) => time - (times[index - 1] ?? started));
      assert.equal(pauses.length, 3);
      // The clock of the system counts in whole milliseconds.
      for (const pause of pauses) assert.ok(pause >= 295, pauses.join(", "));
    } finally {
      await slow.close();
    }
  });

  it("ask no server that wants to be left alone, and say so", async () => {
    let requests = 0;
    const busy = await serve((_request, response) => {
      requests += 1;
      response.writeHead(429, { "retry-after": "600" }).end();
    });
    try {
      const articles = ["/a", "/b"].map((path) => article(path, { url: `${busy.origin}${path}` }));
      const found = [...(await open().of(articles, options(20))).values()];
      assert.equal(requests, 1);
      assert.deepEqual(found.map((summary) => describeSummaryProblem(summary, plainText).slice(0, 52)).toSorted(), [
        "Not asked: the server wants to be left alone until 2",
        "The server asks to be called less often (HTTP 429).",
      ]);
      const until = "2099-01-01T00:00:00.000Z";
      const host: HostMemory = { failures: 0, wait: { why: "retryAfter", until } };
      await memory().change(["health"], ({ health }) => ({
        health: { ...health, hosts: new Map([[new URL(site.origin).host, host]]) },
      }));
      const before = site.log.length;
      const left = (await read(article("/a", { summary: PARAGRAPH }))) ?? assert.fail();
      assert.match(describeSummaryProblem(left, plainText), /^Not asked: the server wants to be left alone until 2099/);
      assert.equal(site.log.length, before);
    } finally {
      await busy.close();
    }
  });

  it("are not held up by hostile pages", async () => {
    pages.set("/deep", `<html><body>${"<div>".repeat(60_000)}text</body></html>`);
    pages.set("/long", `<html><body><article>${`<p>${PARAGRAPH}</p>`.repeat(8000)}</article></body></html>`);
    pages.set("/binary", "\u0000\u0001\u0002".repeat(5000));
    for (const path of ["/deep", "/long", "/binary"]) {
      const started = Date.now();
      const found = await read(article(path, { summary: PARAGRAPH }));
      assert.ok(found, path);
      assert.ok(JSON.stringify(found).length < 200_000, path);
      assert.ok(Date.now() - started < 20_000, path);
    }
  });
});
