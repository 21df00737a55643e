import assert from "node:assert/strict";
import { describeCuts } from "../../../src/core/fetching/describeCuts";
import { CUT_CODES, type CutCode, type Cuts } from "../../../src/core/model/cuts";
import type { ParseJob } from "../../../src/core/model/parseJob";
import { parseSource } from "../../../src/core/parsing/parseSource";
import { plainText } from "../../../src/core/text/translate";

function cutsOf(text: string, job: Partial<ParseJob> = {}): Cuts | undefined {
  const bytes = new TextEncoder().encode(text);
  const outcome = parseSource({
    kind: "feed",
    bytes,
    contentType: null,
    url: "https://n.test/",
    detail: "content",
    ...job,
  });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.cuts;
}

const rss = (...items: readonly string[]) =>
  `<rss><channel>${items.map((item, at) => `<item><title>T${at}</title>${item}</item>`).join("")}</channel></rss>`;
const link = (length = 0) => `<link>https://n.test/${"x".repeat(length)}</link>`;
const times = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join("");
const json = (item: object) => JSON.stringify({ version: "1.1", items: [{ url: "https://n.test/1", ...item }] });
const page = (inner: string) => `<html><body><main>${inner}</main></body></html>`;
const asPage = { kind: "page" } as const;

const CASES: readonly (readonly [string, CutCode, number, string, Partial<ParseJob>?])[] = [
  ["an entry with an address that is too long", "address", 1, rss(link(), link(5_000))],
  [
    "two such links of a page",
    "address",
    2,
    page(times(3, (at) => `<a href="/${at}${"x".repeat(at * 5_000)}">Link ${at}</a>`)),
    asPage,
  ],
  ["a long text", "text", 1, rss(`${link()}<description>${"Word ".repeat(5_000)}</description>`, link(1))],
  [
    "a text beyond what is looked at of a field",
    "text",
    1,
    rss(`${link()}<description>${"<b></b>".repeat(10_000)}</description>`),
    { detail: "summary" },
  ],
  ["a long text of JSON", "text", 1, json({ content_text: "Word ".repeat(20_000) })],
  ["many categories", "categories", 1, rss(link() + times(51, (at) => `<category>c${at}</category>`))],
  ["a long category", "categories", 1, json({ tags: ["x".repeat(201)] })],
  [
    "many indicators",
    "indicators",
    1,
    rss(`${link()}<description>${times(201, (at) => `h${at}[.]evil[.]test `)}</description>`),
  ],
  [
    "indicators in a long text",
    "indicators",
    1,
    rss(`${link()}<description>evil[.]test ${"word ".repeat(9_000)}</description>`),
    { detail: "summary" },
  ],
  [
    "a link with many tags",
    "link",
    1,
    page(`<a href="/1">A headline of four words${"<b>".repeat(501)}</a><a href="/2">Another one</a>`),
    asPage,
  ],
  ["a link with much text", "link", 1, page(`<a href="/1">${"Word ".repeat(1_000)}</a>`), asPage],
  [
    "many names of elements",
    "elements",
    3,
    rss(
      link(),
      times(4_100, (at) => `<e${at}/>`),
    ),
  ],
  [
    "namespaces declared deep inside each other",
    "namespaces",
    1,
    `<rss><channel>${times(64, (at) => `<x xmlns:n${at}="https://n.test/${at}">`)}${"</x>".repeat(64)}<item>${link()}</item></channel></rss>`,
  ],
  [
    "namespaces declared in many ways",
    "namespaces",
    1,
    rss(
      link(),
      times(257, (at) => `<x xmlns:n${at}="https://n.test/${at}"/>`),
    ),
  ],
  [
    "many namespaces declared at once",
    "namespaces",
    1,
    rss(`${link()}<x${times(257, (at) => ` xmlns:n${at}="https://n.test/"`)}/>`),
  ],
  [
    "many bases inside each other",
    "bases",
    1,
    `<feed xmlns="http://www.w3.org/2005/Atom">${times(65, () => '<x xml:base="a/">')}<entry><title>T</title><link href="https://n.test/"/></entry>${"</x>".repeat(65)}</feed>`,
  ],
  [
    "a long base",
    "bases",
    1,
    `<feed xml:base="https://n.test/${"x".repeat(3_000)}/"><entry><title>T</title><link href="1"/></entry></feed>`,
  ],
  ["a long page", "page", 1, page("Words of a page. ".repeat(70_000)), { ...asPage, read: "text" }],
];

describe("what is read of a source in part", () => {
  for (const [what, code, count, text, job] of CASES) {
    it(`is counted: ${what}`, () => {
      const cuts = cutsOf(text, job);
      assert.deepEqual(Object.keys(cuts ?? {}), [code]);
      if (code !== "elements") assert.equal(cuts?.[code], count);
    });
  }

  it("is nothing of what is as it should be", () => {
    const whole = `${link(4_000)}<description>${"Word ".repeat(3_000)} evil[.]test</description>`;
    assert.equal(cutsOf(rss(whole + times(50, (at) => `<category>${"c".repeat(100)}${at}</category>`))), undefined);
    assert.equal(cutsOf(page(`<a href="/1">${"<b>Word</b>".repeat(200)}</a>`), asPage), undefined);
    assert.equal(cutsOf(page("Words of a page. ".repeat(1_000)), { ...asPage, read: "text" }), undefined);
    assert.equal(
      cutsOf(rss(`${link()}<description>${"x".repeat(90_000)}</description>`), { detail: "headline" }),
      undefined,
    );
  });

  it("is counted once for a feed that says UTF-8 and is not, and for the page that a feed's place holds", () => {
    const latin = Buffer.from(
      rss(link(5_000), `<link>https://n.test/2</link><description>\u00e4</description>`),
      "latin1",
    );
    assert.deepEqual(cutsOf("", { bytes: latin }), { address: 1 });
  });

  it("is told in a sentence for each kind, with its limit and how often", () => {
    const all = Object.fromEntries(CUT_CODES.map((code, at) => [code, at + 71])) as Cuts;
    const sentences = describeCuts(all, plainText);
    assert.equal(sentences.length, CUT_CODES.length);
    for (const [at, code] of CUT_CODES.entries()) {
      assert.match(sentences[at] ?? "", /\d{2,}/, code);
      if (!["answer", "markup", "elements", "namespaces", "bases", "page", "items"].includes(code))
        assert.match(sentences[at] ?? "", new RegExp(`${at + 71}\\.$`), code);
    }
    assert.deepEqual(describeCuts({}, plainText), []);
  });

  it("a summary and a category that are cut say so themselves", () => {
    const bytes = new TextEncoder().encode(
      rss(
        `${link()}<description>${"Word ".repeat(700)}</description><category>${"c".repeat(300)}</category>`,
        `${link(1)}<description>Short.</description>`,
      ),
    );
    const outcome = parseSource({ kind: "feed", bytes, contentType: null, url: "https://n.test/", detail: "summary" });
    assert.ok(outcome.ok);
    const [long, short] = outcome.items;
    assert.match(long?.summary ?? "", /^Word .*…$/);
    assert.ok((long?.summary ?? "").length <= 600);
    assert.equal(long?.categories?.[0], `${"c".repeat(199)}…`);
    assert.equal(short?.summary, "Short.");
  });
});
