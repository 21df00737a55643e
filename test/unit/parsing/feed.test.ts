import assert from "node:assert/strict";
import { parseFeed } from "../../../src/core/parsing/feed";
import { A, B, NAMESPACES, atom, check, rss, table, title } from "./feedCases";

table("parseFeed: formats", [
  [
    "RSS 2.0",
    rss(
      `<item><title>One</title><link>${A}</link><guid isPermaLink="false">g1</guid><pubDate>Fri, 05 Jan 2024 10:00:00 GMT</pubDate></item><item><title>Two</title><link>${B}</link></item>`,
    ),
    [
      { title: "One", link: A, guid: "g1", published: "2024-01-05T10:00:00Z" },
      { title: "Two", link: B, guid: "", published: null },
    ],
  ],
  [
    "RSS 0.91 with a document type",
    `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://n.example/rss-0.91.dtd"><rss version="0.91"><channel><item><title>One</title><link>${A}</link></item></channel></rss>`,
    [{ title: "One", link: A }],
  ],
  [
    "RSS with its items outside the channel",
    `<rss version="0.92"><channel><title>c</title></channel><item><title>One</title><link>${A}</link></item></rss>`,
    [{ title: "One", link: A }],
  ],
  [
    "RSS 1.0",
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ${NAMESPACES}><channel rdf:about="c"><title>c</title><items><rdf:Seq><rdf:li resource="${A}"/></rdf:Seq></items></channel><item rdf:about="${A}"><title>One</title><link>${B}</link><dc:date>2024-01-05T10:00+01:00</dc:date></item></rdf:RDF>`,
    [{ title: "One", link: B, guid: A, published: "2024-01-05T09:00:00Z" }],
  ],
  [
    "RSS 0.90",
    `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>c</title></channel><item><title>One</title><link>${A}</link></item></r:RDF>`,
    [{ title: "One", link: A }],
  ],
  [
    "Atom 1.0",
    atom(
      `<entry><title>One</title><link href="${A}"/><id>tag:1</id><published>2024-01-05T10:00:00Z</published><updated>2024-02-01T00:00:00Z</updated></entry>`,
    ),
    [{ title: "One", link: A, guid: "tag:1", published: "2024-01-05T10:00:00Z" }],
  ],
  [
    "Atom 0.3",
    `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="escaped" type="text/html">A &lt;b>bold&lt;/b> one</title><link rel="alternate" type="text/html" href="${A}"/><issued>2024-01-05T10:00:00Z</issued><modified>2024-01-06T10:00:00Z</modified></entry></feed>`,
    [{ title: "A bold one", link: A, published: "2024-01-05T10:00:00Z" }],
  ],
  [
    "Atom under a prefix",
    `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>One</a:title><a:link href="${A}"/></a:entry></a:feed>`,
    [{ title: "One", link: A }],
  ],
  [
    "RSS under a prefix",
    `<r:rss xmlns:r="http://backend.userland.com/RSS2"><r:channel><r:item><r:title>One</r:title><r:link>${A}</r:link></r:item></r:channel></r:rss>`,
    [{ title: "One", link: A }],
  ],
  [
    "a lone Atom entry",
    `<entry xmlns="http://www.w3.org/2005/Atom"><title>One</title><link href="${A}"/></entry>`,
    [{ title: "One", link: A }],
  ],
  [
    "Channel Definition Format",
    `<CHANNEL HREF="https://n.example/"><TITLE>c</TITLE><ITEM HREF="${A}" LASTMOD="2024-01-05T10:00"><TITLE>One</TITLE></ITEM></CHANNEL>`,
    [{ title: "One", link: A, published: "2024-01-05T10:00:00Z" }],
  ],
  [
    "names in capitals",
    `<RSS><CHANNEL><ITEM><TITLE>One</TITLE><LINK>${A}</LINK><PUBDATE>2024-01-05</PUBDATE></ITEM></CHANNEL></RSS>`,
    [{ title: "One", link: A, published: "2024-01-05T00:00:00Z" }],
  ],
  [
    "JSON Feed",
    JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      items: [
        { id: "1", url: A, title: "One &amp; only", date_published: "2024-01-05T10:00:00+01:00" },
        { id: 2, external_url: B, title: " Two\n lines", date_modified: "2024-01-06T10:00:00Z" },
        { id: "https://n.example/c", content_text: "x" },
        null,
        "junk",
      ],
    }),
    [
      { title: "One & only", link: A, guid: "1", published: "2024-01-05T09:00:00Z" },
      { title: "Two lines", link: B, guid: "2", published: "2024-01-06T10:00:00Z" },
      { title: "x", link: "https://n.example/c", guid: "https://n.example/c", published: null },
    ],
  ],
  ["an empty channel", rss(""), []],
  ["an empty feed element", `<feed xmlns="http://www.w3.org/2005/Atom"/>`, []],
  ["an empty JSON Feed", `{"version":"https://jsonfeed.org/version/1","items":[]}`, []],
]);

table("parseFeed: dates", [
  [
    "publication before change",
    atom("<entry><updated>2024-02-01T00:00:00Z</updated><published>2024-01-01T00:00:00Z</published></entry>"),
    [{ published: "2024-01-01T00:00:00Z" }],
  ],
  [
    "change where nothing else is said",
    atom("<entry><updated>2024-02-01T00:00:00Z</updated></entry>"),
    [{ published: "2024-02-01T00:00:00Z" }],
  ],
  [
    "an unreadable one is passed over",
    rss("<item><pubDate>soon</pubDate><dc:date>2024-01-05</dc:date></item>"),
    [{ published: "2024-01-05T00:00:00Z" }],
  ],
  [
    "Dublin Core terms",
    rss("<item><dcterms:issued>2024-01-05</dcterms:issued><dcterms:modified>2024-02-05</dcterms:modified></item>"),
    [{ published: "2024-01-05T00:00:00Z" }],
  ],
  [
    "in CDATA",
    rss("<item><pubDate><![CDATA[Fri, 05 Jan 2024 10:00:00 GMT]]></pubDate></item>"),
    [{ published: "2024-01-05T10:00:00Z" }],
  ],
  ["no other vocabulary's date", rss("<item><x:date>2024-01-05</x:date></item>"), [{ published: null }]],
]);

describe("parseFeed: charsets", () => {
  const latin = (text: string): Uint8Array => Buffer.from(text, "latin1");
  const feed = (encoding: string): string =>
    `<?xml version="1.0" encoding="${encoding}"?>${title("Größe für Köln").slice(21)}`;
  const cases: readonly (readonly [why: string, bytes: Uint8Array])[] = [
    ["UTF-8", Buffer.from(feed("utf-8"))],
    ["ISO-8859-1", latin(feed("iso-8859-1"))],
    ["ISO-8859-1 that says UTF-8", latin(feed("utf-8"))],
    ["ISO-8859-1 that says nothing", latin(title("Größe für Köln"))],
    ["UTF-8 that says ISO-8859-1", Buffer.from(feed("iso-8859-1"))],
    ["UTF-8 that says UTF-16", Buffer.from(feed("utf-16"))],
    ["UTF-16 without a mark", Buffer.from(feed("utf-16"), "utf16le")],
    ["UTF-16 with a mark", Buffer.from(`\uFEFF${feed("utf-16")}`, "utf16le")],
  ];
  for (const [why, bytes] of cases) it(why, () => check(bytes, [{ title: "Größe für Köln" }]));
  it("broken bytes in what is not read spoil nothing", () =>
    check(
      Buffer.concat([
        Buffer.from("<rss><channel><item><description>"),
        latin("ü"),
        Buffer.from("</description><title>für</title></item></channel></rss>"),
      ]),
      [{ title: "für" }],
    ));
  it("the header's charset counts", () => {
    const outcome = parseFeed(
      Uint8Array.from([...Buffer.from("<rss><item><title>"), 0xcd, 0xee, ...Buffer.from("</title></item></rss>")]),
      {
        contentType: "application/rss+xml; charset=windows-1251",
      },
    );
    assert.equal(outcome.ok && outcome.items[0]?.title, "Но");
  });
});

describe("parseFeed: what is no feed", () => {
  const cases: readonly (readonly [why: string, document: string | Uint8Array, code: string])[] = [
    ["nothing", "", "empty"],
    ["blanks", " \n\t ", "empty"],
    ["a byte-order mark alone", "\uFEFF", "empty"],
    ["a page", "<!DOCTYPE html><html><head><title>x</title></head><body><item>x</item></body></html>", "notFeed"],
    [
      "XHTML",
      `<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>`,
      "notFeed",
    ],
    [
      "a page that quotes a feed",
      "<html><body><pre><rss><channel><item/></channel></rss></pre></body></html>",
      "notFeed",
    ],
    [
      "a site map",
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${A}</loc></url></urlset>`,
      "notFeed",
    ],
    ["OPML", `<opml version="2.0"><body><outline xmlUrl="${A}"/></body></opml>`, "notFeed"],
    [
      "RDF of another kind",
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description/></rdf:RDF>`,
      "notFeed",
    ],
    ["text", "Service unavailable", "notFeed"],
    ["JSON of another kind", `{"error":"x"}`, "notFeed"],
    ["broken JSON", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"`, "notFeed"],
    ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13), "binary"],
    ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3), "binary"],
    ["PDF", "%PDF-1.7 ...", "binary"],
    ["bytes with zeros", Uint8Array.of(1, 2, 0, 3, 0, 0, 4, 5, 0, 1), "binary"],
  ];
  for (const [why, document, code] of cases) {
    it(`${why}: ${code}`, () => {
      const bytes = typeof document === "string" ? new TextEncoder().encode(document) : document;
      assert.deepEqual(parseFeed(bytes), { ok: false, failure: { code } });
    });
  }
});
