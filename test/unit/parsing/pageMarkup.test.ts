import assert from "node:assert/strict";
import { MAX_MARKUP_CHARACTERS } from "../../../src/core/limits";
import { CutCounter } from "../../../src/core/model/cuts";
import { parsePage } from "../../../src/core/parsing/page";
import { boundedMarkup, withoutBrokenEnd, withoutScripts } from "../../../src/core/parsing/pageMarkup";
import { parseSource } from "../../../src/core/parsing/parseSource";

const bytes = (html: string): Uint8Array => new TextEncoder().encode(html);
const url = "https://news.test/list";

describe("the beginning of a page", () => {
  const rows: readonly (readonly [why: string, html: string, kept: string])[] = [
    ["whole", "<p>one</p>", "<p>one</p>"],
    ["a tag cut in two", "<p>one</p><di", "<p>one</p>"],
    ["a link cut in its text", "<a href=/1>One</a> <p><a href=/2>Tw", "<a href=/1>One</a>"],
    ["a link cut in its tag", "<a href=/1>One</a> <p><a hre", "<a href=/1>One</a>"],
    ["text behind the last link", "<a href=/1>One</a> <p>more te", "<a href=/1>One</a> <p>more te"],
    ["the only link", "<a href=/1>One and o", "<a href=/1>One and o"],
    ["a script that does not end", "<a href=/1>One</a><script>x('<a href=/2>Two</a>')", "<a href=/1>One</a>"],
    ["a script behind another", "<script>1</script><p>one</p><SCRIPT>2", "<script>1</script><p>one</p>"],
    ["a comment that does not end", "<p>one</p><!-- <a href=/2>Two</a>", "<p>one</p>"],
  ];
  for (const [why, html, kept] of rows) {
    it(why, () => assert.equal(withoutBrokenEnd(html), kept));
  }

  it("gives the links that came whole, and says so", () => {
    const list = Array.from({ length: 50 }, (_, index) => `<li><a href="/n/${index}">News number ${index}</a></li>`);
    const page = `<main><ul>${list.join("")}</ul></main>`;
    const at = page.indexOf("number 30") + 8;
    const read = parseSource({ kind: "page", bytes: bytes(page).subarray(0, at), contentType: null, url, isCut: true });
    assert.ok(read.ok);
    assert.deepEqual([read.items.length, read.cuts], [30, { answer: 1 }]);
    assert.equal(read.items.at(-1)?.title, "News number 29");
    const whole = parseSource({ kind: "page", bytes: bytes(page), contentType: null, url });
    assert.ok(whole.ok && !("cuts" in whole));
  });

  it("is read for its text and for names as well", () => {
    const page = bytes("<main><p>Copperfinch is back.</p><p>And more</p><script>var Copperfinch =");
    const job = { kind: "page", bytes: page, contentType: null, url, isCut: true } as const;
    const text = parseSource({ ...job, read: "text" });
    assert.ok(text.ok);
    assert.deepEqual([text.text, text.cuts], ["Copperfinch is back.\nAnd more", { answer: 1 }]);
    const hits = parseSource({ ...job, read: { hits: ["Copperfinch"] } });
    assert.ok(hits.ok);
    assert.deepEqual([hits.hits?.length, hits.cuts], [1, { answer: 1 }]);
  });
});

describe("the scripts of a page", () => {
  it("go, and what describes the article stays", () => {
    const described = '<script type="application/ld+json">{"a":1}</script>';
    const html = `<head>${described}<SCRIPT a=">">x</SCRIPT ><style>p{}</style></head><p>one<script src=/x></script>two`;
    assert.equal(withoutScripts(html), `<head>${described}</head><p>onetwo`);
    assert.equal(withoutScripts("<p>one<script>never ends"), "<p>one<script>never ends");
    assert.equal(withoutScripts("<scripted>1</scripted><p>one"), "<scripted>1</scripted><p>one");
  });

  it("are not in the way of a selector, however many there are", () => {
    const script = `<script type="application/json">${"x".repeat(6_000_000)}</script>`;
    const page = `<body>${script}<div class=list><a href=/1>One</a><a href=/2>Two</a></div>${script}</body>`;
    const began = performance.now();
    const cuts = new CutCounter();
    const read = parsePage(bytes(page), { url, select: ".list a" }, cuts);
    assert.ok(read.ok);
    assert.deepEqual([read.links.map((link) => link.title), cuts.cuts()], [["One", "Two"], undefined]);
    assert.ok(performance.now() - began < 2000);
  });

  it("are cut in time that grows with the length of the page", () => {
    for (const part of [
      "<script",
      "<script>",
      "<style ",
      "<script>a</scrip",
      "<style></style",
      "<script type=ld+json>",
    ]) {
      const began = performance.now();
      withoutScripts(part.repeat(100_000));
      withoutBrokenEnd(part.repeat(100_000));
      assert.ok(performance.now() - began < 1500, part);
    }
  });
});

describe("the markup of a page that is too much", () => {
  it("is read as far as its last whole link, and that is said", () => {
    const link = (index: number): string => `<a href="/news/${index}">News number ${index}</a>\n`;
    const page = `<main>${Array.from({ length: 100_000 }, (_, index) => link(index)).join("")}</main>`;
    assert.ok(page.length > MAX_MARKUP_CHARACTERS);
    const cuts = new CutCounter();
    const markup = boundedMarkup(page, cuts);
    assert.deepEqual([markup.endsWith("</a>"), markup.length > MAX_MARKUP_CHARACTERS - 100], [true, true]);
    assert.deepEqual(cuts.cuts(), { markup: 1 });
    const read = parseSource({ kind: "page", bytes: bytes(page), contentType: null, url });
    assert.deepEqual(read.ok && read.cuts, { markup: 1 });
    const none = new CutCounter();
    assert.deepEqual([boundedMarkup("<p>", none), none.cuts()], ["<p>", undefined]);
  });
});
