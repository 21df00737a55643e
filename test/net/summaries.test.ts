import assert from "node:assert/strict";
import type { Article } from "../../src/core/model";
import type { Http, Parser, StateStore } from "../../src/core/ports";
import { createSummaryDesk, type SummaryOptions } from "../../src/core/summaries/summaryDesk";
import { summaryText } from "../../src/core/summaries/summaryText";
import { plainText } from "../../src/core/text";
import { createHttp } from "../../src/node/http";
import { createParsePool } from "../../src/node/parsePool";
import { systemClock } from "../../src/node/systemClock";
import { buildWorker, type BuiltWorker } from "./buildWorker";
import { serve, type TestServer } from "./servers";

const PARAGRAPH =
  "Die Gruppe Emberfox ist bei drei Reedereien eingebrochen und hat Passwörter der Reedereien gestohlen. Emberfox nutzte dafür gefälschte Mails an die Reedereien. Die Reedereien änderten daraufhin alle Passwörter ihrer Mailserver und warnten ihre Kunden vor Emberfox.";

describe("summaries", function () {
  this.timeout(30_000);
  let worker: BuiltWorker;
  let parser: Parser;
  let site: TestServer;
  const pages = new Map<string, string>();
  let documents: Map<string, unknown>;

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
  const read = async (
    one: Article,
    more: Partial<SummaryOptions> = {},
    http: Http = createHttp({ userAgent: "test" }),
  ) => {
    const store: Pick<StateStore, "read" | "write" | "setAside"> = {
      read: async (name) => structuredClone(documents.get(name) ?? null),
      write: async (name, value) => void documents.set(name, structuredClone(value)),
      setAside: async (name) => name,
    };
    const desk = createSummaryDesk({
      http,
      hosts: async () => new Map(),
      parser,
      clock: systemClock,
      store: store as StateStore,
      changeMemory: (work) => work(),
      onDamaged: () => assert.fail("damaged"),
    });
    const options = {
      signal: new AbortController().signal,
      timeoutMs: 5000,
      controllerPort: 0,
      sourceRules: [],
      ...more,
    };
    return (await desk.of([one], options)).get(one.key);
  };

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
    const shown = summaryText(article("/a", { title: "x\u202ey" }), [], found ?? assert.fail(), plainText);
    assert.match(shown, /^xy\n/);
    assert.match(shown, /\n• Die Gruppe Emberfox/);
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
    assert.equal(await read(article("/gone")), undefined);
    assert.equal(documents.size, 0, "nothing of that is kept");
  });

  it("of a source that is read through Tor go through Tor", async () => {
    const routes: unknown[] = [];
    const http: Http = {
      request: async (request) => {
        routes.push(request.tor);
        return { ok: false, failure: { code: "tor", why: "noTor", proxy: "127.0.0.1:9050" } };
      },
      addresses: async () => assert.fail("looked up"),
    };
    const rule = {
      kind: "feed",
      url: `${site.origin}/feed`,
      name: "",
      enabled: true,
      include: [],
      exclude: [],
      select: "",
      category: "",
    } as const;
    await read(article("/a"), { controllerPort: 9051, sourceRules: [{ ...rule, tor: true }] }, http);
    await read(article("/a"), { controllerPort: 9051, sourceRules: [{ ...rule, tor: false }] }, http);
    const onion = article("/a", { source: "http://emberfoxnews234567.onion/feed" });
    await read(onion, { controllerPort: 9051 }, http);
    assert.deepEqual(routes, [{ controllerPort: 9051 }, undefined, { controllerPort: 9051 }]);
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
