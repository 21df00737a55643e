import assert from "node:assert/strict";
import { parseFeed } from "../../../src/core/parsing/feed";
import type { FeedDetail } from "../../../src/core/model/parseJob";
import { DEFANGED } from "../text/defangedForms";
import { parseSource } from "../../../src/core/parsing/parseSource";

const bytes = (text: string) => new TextEncoder().encode(text);
const first = (text: string, detail: FeedDetail = "content") => {
  const outcome = parseFeed(bytes(text), { detail });
  assert.ok(outcome.ok);
  const [item] = outcome.items;
  assert.ok(item);
  return {
    title: item.title,
    link: item.link,
    summary: item.summary,
    content: item.content,
    categories: item.categories,
  };
};
const rss = (inner: string) =>
  `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><title>T</title><link>https://a.example/1</link>${inner}</item></channel></rss>`;

describe("what a feed says beyond the title", () => {
  it("RSS: description, content:encoded and categories", () => {
    assert.deepEqual(
      first(
        rss(
          "<description>&lt;p&gt;Emberfox &amp;amp; &lt;b&gt;friends&lt;/b&gt;&lt;/p&gt;</description>" +
            "<content:encoded><![CDATA[<p>Whole <i>text</i></p><script>x()</script><p>End</p>]]></content:encoded>" +
            "<category> Malware </category><category><![CDATA[APT & co]]></category><category>Malware</category><dc:subject>Leaks</dc:subject>",
        ),
      ),
      {
        title: "T",
        link: "https://a.example/1",
        summary: "Emberfox & friends",
        content: "Whole text End",
        categories: ["Malware", "APT & co", "Leaks"],
      },
    );
  });

  it("Atom: summary, content of each type, category terms and labels", () => {
    const atom = (inner: string) =>
      first(
        `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><link href="https://a.example/1"/>${inner}</entry></feed>`,
      );
    const { summary, content, categories } = atom(
      `<category term="apt" label="State actors"/><category term="leak"/><summary type="text">1 &lt; 2</summary>` +
        `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A <b>bold</b> <title>x</title> claim</p><link>no</link></div></content>`,
    );
    assert.deepEqual([summary, categories], ["1 < 2", ["State actors", "leak"]]);
    assert.match(content ?? "", /^A bold .*claim/);
    assert.equal(atom(`<content type="html">&lt;p&gt;Only text&lt;/p&gt;</content>`).summary, "Only text");
  });

  it("JSON Feed: summary, text or HTML, tags", () => {
    const feed = (item: object) =>
      first(
        JSON.stringify({
          version: "https://jsonfeed.org/version/1.1",
          items: [{ id: "1", url: "https://a.example/1", title: "T", ...item }],
        }),
      );
    assert.deepEqual(feed({ summary: "Short ", content_html: "<p>Long</p>", tags: ["a", 7, "", "b"] }), {
      title: "T",
      link: "https://a.example/1",
      summary: "Short",
      content: "Long",
      categories: ["a", "7", "b"],
    });
    assert.equal(feed({ content_text: "a < b" }).content, "a < b");
  });

  it("is read only as far as asked for, and changes neither title nor address", () => {
    const text = rss(
      "<description>Short <title>inner</title><link>https://b.example/x</link> text</description><content:encoded>Long</content:encoded><category>c</category>",
    );
    const { title, link } = first(text, "headline");
    assert.deepEqual(first(text, "headline"), {
      title,
      link,
      summary: undefined,
      content: undefined,
      categories: undefined,
    });
    for (const detail of ["summary", "content"] as const) {
      const read = first(text, detail);
      assert.deepEqual([read.title, read.link], [title, link], detail);
      assert.match(read.summary ?? "", /^Short/);
    }
  });

  it("is cut, never in the middle of a character, whatever its length", () => {
    const long = "🦊ü".repeat(40_000);
    const { summary, content } = first(
      rss(`<description>${long}</description><content:encoded>${long}</content:encoded>`),
    );
    assert.ok((summary ?? "").length <= 600 && (summary ?? "").length > 500);
    assert.ok((content ?? "").length <= 20_000 && (content ?? "").length > 10_000);
    assert.doesNotMatch(`${summary} ${content}`, /\uFFFD|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
    const many = Array.from({ length: 500 }, (_, index) => `<category>c${index} ${"x".repeat(1000)}</category>`).join(
      "",
    );
    const { categories = [] } = first(rss(many));
    assert.equal(categories.length, 50);
    assert.ok(categories.every((category) => category.length <= 200));
  });

  it("cuts no address in a long summary, however it is written", () => {
    for (const stretch of DEFANGED) {
      const escaped = stretch.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
      for (let room = 575; room < 600; room += 2) {
        const outcome = parseSource({
          kind: "feed",
          bytes: bytes(
            rss(`<description>${"x".repeat(room)} ${escaped.replaceAll("&", "&amp;")} in the end</description>`),
          ),
          contentType: null,
          url: "https://a.example/feed",
          detail: "summary",
        });
        assert.ok(outcome.ok);
        const { summary = "" } = outcome.items[0] ?? {};
        const before = "x".repeat(room);
        assert.ok(summary === `${before}…` || summary.startsWith(`${before} ${stretch}`), summary.slice(room - 5));
      }
    }
    // Markup is cut before it is read.
    for (let room = 2_940; room < 3_000; room++) {
      const markup = `<p>${"x ".repeat(20)}</p><i title="${"y".repeat(room)}"></i> 198[.]51[.]<b class="z">100</b>[.]23`;
      const { summary = "" } = first(rss(`<description>${markup.replaceAll("<", "&lt;")}</description>`));
      assert.match(summary, /^(?:x ?)+(?:198\[\.\]51\[\.\]100\[\.\]23)?…?$/);
    }
  });

  it("finds indicators in markup: no element parts an address, and no cell joins two", () => {
    const found = (markup: string) => {
      const outcome = parseSource({
        kind: "feed",
        bytes: bytes(rss(`<description>x</description><content:encoded><![CDATA[${markup}]]></content:encoded>`)),
        contentType: null,
        url: "https://a.example/feed",
        detail: "summary",
      });
      assert.ok(outcome.ok);
      return (outcome.items[0]?.indicators ?? []).map(({ value }) => value);
    };
    assert.deepEqual(found("mal<wbr>ware[.]evil<b>[.]</b>exam<span>ple</span>"), ["malware.evil.example"]);
    assert.deepEqual(found("<td>evil[.]example</td><td>bad[.]example</td>"), ["evil.example", "bad.example"]);
    assert.deepEqual(found("&lt;b&gt;evil[.]example&lt;/b&gt;"), ["evil.example"]);
    assert.deepEqual(found('<a href="https://vendor.example/a[.]example">post</a>'), []);
  });

  it("tells the indicators of an entry, and keeps its text only when asked for", () => {
    const text = rss(
      "<description>See CVE-2026-1234</description><content:encoded>The server is evil[.]example, hash 9e107d9d372bb6826bd81d3542a419d6</content:encoded>",
    );
    const item = (detail?: FeedDetail) => {
      const outcome = parseSource({
        kind: "feed",
        bytes: bytes(text),
        contentType: null,
        url: "https://a.example/feed",
        ...(detail === undefined ? {} : { detail }),
      });
      assert.ok(outcome.ok);
      return outcome.items[0];
    };
    assert.deepEqual(item("summary")?.indicators, [
      { kind: "cve", value: "CVE-2026-1234" },
      { kind: "md5", value: "9e107d9d372bb6826bd81d3542a419d6" },
      { kind: "domain", value: "evil.example" },
    ]);
    assert.equal(item("summary")?.content, undefined);
    assert.match(item("content")?.content ?? "", /^The server/);
    assert.deepEqual(Object.keys(item() ?? {}), ["title", "url", "href", "guid", "published"]);
  });
});
