import assert from "node:assert/strict";
import type { SourceKind } from "../../../src/core/model/model";
import { parseSource } from "../../../src/core/parsing/parseSource";
import type { ParseOutcome } from "../../../src/core/model/parseJob";

const URL_READ = "https://news.example/feeds/all.xml";

function parse(kind: SourceKind, text: string, contentType: string | null = null): ParseOutcome {
  return parseSource({ kind, bytes: new TextEncoder().encode(text), contentType, url: URL_READ });
}

const rss = (items: string): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>c</title>${items}</channel></rss>`;
const PAGE = `<!DOCTYPE html><html><body><main><a href="/a-new-flaw.html">A new flaw</a></main></body></html>`;

describe("parseSource", () => {
  const located: readonly (readonly [why: string, feed: string, urls: readonly string[]])[] = [
    [
      "by the link of the channel, wherever it stands",
      rss("<item><title>x</title><link>/a</link></item><link>https://blog.example/x/</link><item><title>y</title><link>b</link></item>"),
      ["https://blog.example/a", "https://blog.example/x/b"],
    ],
    ["by the feed's own address when that is none", rss("<link>mailto:x@y.example</link><item><title>x</title><link>a</link></item>"), ["https://news.example/feeds/a"]],
    ["by the feed's own address when it is relative, too", rss("<link>/blog/</link><item><title>x</title><link>a</link></item>"), ["https://news.example/blog/a"]],
    ["by xml:base rather than by the channel", rss('<link>https://blog.example/</link><item xml:base="https://base.example/b/"><title>x</title><link>a</link></item>'), ["https://base.example/b/a"]],
    ["of Atom by the feed's own address", '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://blog.example/x/"/><entry><title>x</title><link href="/a"/></entry></feed>', ["https://news.example/a"]],
    ["of JSON Feed by its home page", '{"version":"https://jsonfeed.org/version/1.1","home_page_url":"https://blog.example/","items":[{"id":"1","url":"/a","title":"x"}]}', ["https://blog.example/a"]],
    ["with the host and without the scheme", rss("<link>http://www.blog.example/</link><item><title>x</title><link>blog.example/a</link></item><item><title>y</title><link>www.other.example/b</link></item><item><title>z</title><link>index.html</link></item>"), ["http://blog.example/a", "http://www.other.example/b", "http://www.blog.example/index.html"]],
    ["with a part of the site, in letters of its own", rss("<link>https://blog.example/</link><item><title>x</title><link>news.blog.example/a</link></item><item><title>y</title><link>www.bücher.example/b</link></item><item><title>z</title><link>v1.2/notes</link></item>"), ["https://news.blog.example/a", "https://www.bücher.example/b", "https://blog.example/v1.2/notes"]],
    ["with a scheme that is broken", rss("<link>https://blog.example/</link><item><title>x</title><link>https:/blog.example/a</link></item><item><title>y</title><link>https//blog.example/b</link></item><item><title>z</title><link>http://https://blog.example/c</link></item>"), ["https://blog.example/a", "https://blog.example/b", "https://blog.example/c"]],
    ["with the host of xml:base", '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/x/"><entry><title>x</title><link href="base.example/a"/></entry></feed>', ["https://base.example/a"]],
  ]; // prettier-ignore
  for (const [why, feed, urls] of located) {
    it(`resolves links ${why}`, () => {
      const outcome = parse("feed", feed);
      assert.deepEqual(outcome.ok && outcome.items.map(({ url }) => url), urls);
    });
  }

  const inner = rss("<item><title>A &amp;amp; new flaw</title><link>https://news.example/a?x=1&amp;y=2</link></item>");
  const escaped = inner.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const wrapped: readonly (readonly [why: string, page: string, isFeed: boolean])[] = [
    ["between the tags of an XHTML page", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>${inner.replace(/^<\?.*?\?>/, "")}</body></html>`, true],
    ["as the text of a page, as browsers show it", `<!DOCTYPE html><html><head><meta name="color-scheme" content="light dark"></head><body><pre style="white-space: pre-wrap;">${escaped}</pre></body></html>`, true],
    ["with a script of the browser behind", `<html><body><div>${inner}</div><script>let x = "<rss>";</script></body></html>`, true],
    ["as the result of a service", `<?xml version="1.0"?><string xmlns="http://service.example/">${escaped}</string>`, true],
    ["quoted in an article", `<html><body><p>${"How a feed is written, step by step. ".repeat(20)}</p><pre>${escaped}</pre></body></html>`, false],
    ["in a form", `<html><body><a href="/x">Home</a><textarea>${inner}</textarea></body></html>`, false],
    ["in a script", `<html><body><script>x = '${inner}'</script></body></html>`, false],
  ]; // prettier-ignore
  for (const [why, page, isFeed] of wrapped) {
    it(`${isFeed ? "reads" : "does not take for one"} a feed ${why}`, () => {
      const outcome = parse("feed", page, "text/html; charset=utf-8");
      if (!isFeed) return assert.deepEqual(outcome, { ok: false, failure: { code: "notFeed" } });
      assert.deepEqual(outcome.ok && outcome.items.map(({ title, url }) => [title, url]), [
        ["A & new flaw", "https://news.example/a?x=1&y=2"],
      ]);
    });
  }

  it("gives what a feed says, addresses as published", () => {
    const item =
      "<item><title>A new flaw</title><link>https://News.example//a?q=%26&amp;b=+</link><guid>g</guid><pubDate>Fri, 05 Jan 2024 10:00:00 GMT</pubDate></item>";
    assert.deepEqual(parse("feed", rss(item)), {
      ok: true,
      items: [
        {
          title: "A new flaw",
          url: "https://News.example//a?q=%26&b=+",
          href: "https://News.example//a?q=%26&b=+",
          guid: "g",
          published: "2024-01-05T10:00:00Z",
        },
      ],
      title: "c",
    });
  });

  it("tells what a source calls itself, and where a feed says that its site is", () => {
    const about = (outcome: ParseOutcome) => (outcome.ok ? [outcome.title, outcome.site] : outcome.failure);
    const item = "<item><title>x</title><link>https://news.example/1</link></item>";
    const channel = (head: string): string => `<rss version="2.0"><channel>${head}${item}</channel></rss>`;
    assert.deepEqual(
      about(parse("feed", channel("<title>Fen &amp; Marsh</title><link>https://fen.example/news</link>"))),
      ["Fen & Marsh", "https://fen.example/news"],
    );
    assert.deepEqual(about(parse("feed", channel("<link>javascript:alert(1)</link>"))), [undefined, undefined]);
    const page =
      '<html><head><title>Fen\n news</title></head><body><main><a href="/1">A new flaw was found</a></main></body></html>';
    assert.deepEqual(about(parse("page", page)), ["Fen news", undefined]);
  });

  it("passes over addresses of more than 4,096 characters, in feeds and on pages", () => {
    const long = (length: number): string => "https://news.example/".padEnd(length, "a");
    const item = (url: string): string =>
      `<item><title>x</title><link>${url}</link><guid>https://g.example/1</guid></item>`;
    const link = (url: string): string => `<p><a href="${url}">A new flaw was found here</a></p>`;
    const urls = (outcome: ParseOutcome): number[] => (outcome.ok ? outcome.items.map(({ url }) => url.length) : []);
    assert.deepEqual(urls(parse("feed", rss(item(long(4_096)) + item(long(4_097))))), [4_096]);
    assert.deepEqual(
      urls(
        parse("page", `<!DOCTYPE html><html><body><main>${link(long(4_096))}${link(long(4_097))}</main></body></html>`),
      ),
      [4_096],
    );
  });

  const feedItems: readonly (readonly [
    why: string,
    items: string,
    expected: readonly (readonly [title: string, url: string])[],
  ])[] = [
    [
      "relative links lead from the feed's address",
      "<item><title>x</title><link>../a</link></item>",
      [["x", "https://news.example/a"]],
    ],
    [
      "a link without scheme takes the feed's",
      "<item><title>x</title><link>//cdn.example/a</link></item>",
      [["x", "https://cdn.example/a"]],
    ],
    [
      "an address-like guid is a link, even if it says it is none",
      `<item><title>x</title><guid isPermaLink="false">https://n.example/?p=1</guid></item>`,
      [["x", "https://n.example/?p=1"]],
    ],
    [
      "a guid steps in for a link of another kind",
      "<item><title>x</title><link>javascript:alert(1)</link><guid>https://n.example/1</guid></item>",
      [["x", "https://n.example/1"]],
    ],
    [
      "items without address are opened at the feed, where it names no site",
      "<item><title>x</title><guid>7</guid></item><item><title>y</title><link>/y</link></item>",
      [
        ["x", "https://news.example/feeds/all.xml"],
        ["y", "https://news.example/y"],
      ],
    ],
    [
      "an address makes up for a title",
      "<item><link>https://n.example/news/apt28-is-back.html</link></item>",
      [["Apt28 Is Back", "https://n.example/news/apt28-is-back.html"]],
    ],
    [
      "a bad address is none",
      "<item><title>x</title><link>http://[</link></item><item><title>y</title><link>/y</link></item>",
      [
        ["x", "https://news.example/feeds/all.xml"],
        ["y", "https://news.example/y"],
      ],
    ],
    ["no items are no failure", "", []],
  ];
  for (const [why, items, expected] of feedItems) {
    it(why, () => {
      const outcome = parse("feed", rss(items));
      assert.ok(outcome.ok);
      assert.deepEqual(
        outcome.items.map(({ title, url }) => [title, url]),
        expected,
      );
    });
  }

  it("cuts a title that is a whole post", () => {
    const outcome = parse("feed", rss(`<item><title>${"word ".repeat(5000)}</title><link>/a</link></item>`));
    assert.ok(outcome.ok && (outcome.items[0]?.title.length ?? 0) <= 1001);
  });

  it("reads the links of a page", () => {
    assert.deepEqual(parse("page", PAGE), {
      ok: true,
      items: [
        {
          title: "A new flaw",
          url: "https://news.example/a-new-flaw.html",
          href: "/a-new-flaw.html",
          guid: "",
          published: null,
        },
      ],
    });
  });

  const feeds: readonly (readonly [why: string, text: string])[] = [
    ["RSS", rss("<item><title>A new flaw</title><link>/a</link></item>")],
    [
      "RSS behind a comment",
      `<!-- generated --><rss version="2.0"><channel><item><title>A new flaw</title><link>/a</link></item></channel></rss>`,
    ],
    [
      "Atom",
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A new flaw</title><link href="/a"/></entry></feed>`,
    ],
    [
      "RDF",
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item><title>A new flaw</title><link>/a</link></item></rdf:RDF>`,
    ],
    [
      "JSON Feed",
      `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"/a","title":"A new flaw"}]}`,
    ],
  ];
  for (const [why, text] of feeds) {
    for (const kind of ["feed", "page"] as const) {
      it(`reads ${why} where a ${kind} is configured, whatever its type says`, () => {
        const outcome = parse(kind, text, "text/html; charset=utf-8");
        assert.ok(outcome.ok);
        assert.deepEqual(
          outcome.items.map(({ title, url }) => [title, url]),
          [["A new flaw", "https://news.example/a"]],
        );
      });
    }
  }

  it("reads XHTML with its XML declaration as a page", () => {
    const outcome = parse(
      "page",
      `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><a href="/a">A new flaw</a></body></html>`,
    );
    assert.equal(outcome.ok && outcome.items[0]?.title, "A new flaw");
  });

  it("reads a page that quotes a feed as a page", () => {
    const outcome = parse(
      "page",
      `<html><body><a href="/a">A new flaw</a><textarea><rss version="2.0"><channel><item/></channel></rss></textarea></body></html>`,
    );
    assert.equal(outcome.ok && outcome.items[0]?.title, "A new flaw");
  });

  const failures: readonly (readonly [why: string, kind: SourceKind, text: string, code: string])[] = [
    ["a page where a feed is configured", "feed", PAGE, "notFeed"],
    ["an empty answer", "feed", "", "empty"],
    ["an empty answer", "page", "  \n", "empty"],
    ["a PDF", "feed", "%PDF-1.4", "binary"],
    ["a ZIP file", "page", "PK\u0003\u0004\0\0\0\0", "binary"],
    ["a page without links", "page", "<p>Hello</p>", "noLinks"],
    ["a feed whose items all lack an address and a headline", "feed", rss("<item><guid>x</guid></item>"), "noItems"],
    ["a feed cut short before its first item says anything", "feed", "<rss><channel><item><title>Bro", "truncated"],
  ];
  for (const [why, kind, text, code] of failures) {
    it(`${why} (${kind}): ${code}`, () => assert.deepEqual(parse(kind, text), { ok: false, failure: { code } }));
  }
});
