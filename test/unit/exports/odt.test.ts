import assert from "node:assert/strict";
import type { TextDocument } from "../../../src/core/exports/document";
import { toOdt } from "../../../src/core/exports/odt";
import { finish } from "../../../src/core/text/turns";
import { readZip } from "../../readZip";
import { HOSTILE } from "./hostile";
import { elementNames } from "./xml";

const DOCUMENT: TextDocument = {
  title: "Füchse & Co.",
  created: new Date("2026-03-02T12:00:00.500Z"),
  header: "Top <1>",
  footer: "2026-03-02",
  blocks: [
    { kind: "heading", level: 1, text: "First" },
    {
      kind: "heading",
      level: 3,
      text: ["Third ", { text: "with link", url: "https://soar.example/#/indicator/1?a=1&b=2" }],
    },
    { kind: "paragraph", lines: ["one", "two"] },
    { kind: "list", items: ["a", "b"] },
    { kind: "list", items: [] },
    { kind: "table", columns: ["A", "B"], widths: [1, 3], rows: [[["x", "y"], []], [["only one cell"]]] },
    { kind: "table", columns: ["C"], rows: [] },
  ],
};

function partsOf(document: TextDocument): ReadonlyMap<string, string> {
  return new Map(readZip(finish(toOdt(document))).map(({ name, bytes }) => [name, bytes.toString("utf8")]));
}

describe("OpenDocument text", () => {
  it("is a ZIP that tells its type by its first bytes", () => {
    const made = finish(toOdt(DOCUMENT));
    const parts = readZip(made);
    assert.deepEqual(
      parts.map(({ name }) => name),
      ["mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml", "meta.xml"],
    );
    const type = "application/vnd.oasis.opendocument.text";
    assert.equal(parts[0]?.isCompressed, false);
    assert.equal(parts[0].extra, 0);
    assert.equal(Buffer.from(made).toString("latin1", 30, 38 + type.length), `mimetype${type}`);
    const manifest = parts[1]?.bytes.toString("utf8") ?? "";
    const listed = Array.from(manifest.matchAll(/full-path="([^"]*)"/g), ([, path]) => path);
    assert.deepEqual(listed, ["/", "content.xml", "styles.xml", "meta.xml"]);
  });

  it("is the same to the byte for the same document, in every time zone", () => {
    const zone = process.env["TZ"];
    try {
      const made = ["UTC", "Asia/Tokyo", "America/Los_Angeles"].map((name) => {
        process.env["TZ"] = name;
        return Buffer.from(finish(toOdt(DOCUMENT))).toString("base64");
      });
      assert.equal(new Set(made).size, 1);
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  it("holds headings, paragraphs, links, lists and tables", () => {
    const parts = partsOf(DOCUMENT);
    const content = parts.get("content.xml") ?? "";
    for (const text of [...parts].filter(([name]) => name.endsWith(".xml")).map(([, xml]) => xml)) elementNames(text);
    assert.match(content, /<text:p text:style-name="Title">Füchse &amp; Co\.<\/text:p>/);
    assert.match(content, /<text:h [^>]*text:outline-level="1">First<\/text:h>/);
    assert.match(
      content,
      /outline-level="3">Third <text:a [^>]*xlink:href="https:\/\/soar\.example\/#\/indicator\/1\?a=1&amp;b=2">with link<\/text:a>/,
    );
    assert.match(content, />one<text:line-break\/>two</);
    const names = elementNames(content);
    const count = (name: string): number => names.filter((one) => one === name).length;
    assert.equal(count("text:list"), 1, "a list without items is none");
    assert.equal(count("text:list-item"), 2);
    assert.equal(count("table:table"), 2);
    assert.equal(count("table:table-header-rows"), 2);
    assert.equal(count("table:table-row"), 4);
    assert.equal(count("table:table-cell"), 2 + 2 + 2 + 1, "each row has all columns");
    assert.deepEqual(
      Array.from(content.matchAll(/style:column-width="([^"]*)"/g), ([, width]) => width),
      ["4.25cm", "12.75cm", "17cm"],
    );
    const used = Array.from(content.matchAll(/text:style-name="([^"]*)"/g), ([, name]) => name ?? "");
    for (const name of used) assert.ok(parts.get("styles.xml")?.includes(`style:name="${name}"`), `no style ${name}`);
    const styles = parts.get("styles.xml") ?? "";
    assert.match(styles, /<style:header>.*Top &lt;1&gt;.*<\/style:header>/);
    assert.match(styles, /<style:footer>.*2026-03-02.*<text:page-number/);
    assert.match(parts.get("meta.xml") ?? "", /<meta:creation-date>2026-03-02T12:00:00Z</);
  });

  it("keeps foreign text text, wherever it stands", () => {
    const shape = elementNames(partsOf(hostileDocument("plain", "https://soar.example/")).get("content.xml") ?? "");
    for (const text of HOSTILE) {
      const parts = partsOf(hostileDocument(text, "https://soar.example/"));
      for (const [name, xml] of parts) if (name.endsWith(".xml")) elementNames(xml);
      assert.deepEqual(elementNames(parts.get("content.xml") ?? ""), shape, JSON.stringify(text));
    }
    const content = partsOf(hostileDocument("a\u0000b \u202Ec\uFFFEd\uD800", "https://soar.example/")).get(
      "content.xml",
    );
    assert.ok(content?.includes(">a b cd<"));
  });

  it("links to pages of the web alone", () => {
    for (const url of [
      "javascript:alert(1)",
      "file:///etc/passwd",
      "http://abcdefghijklmnop.onion/",
      "https://a b/",
      "",
      'https://x.example/"><text:p/>',
    ]) {
      const content = partsOf(hostileDocument("text", url)).get("content.xml") ?? "";
      assert.ok(!elementNames(content).includes("text:a"), url);
    }
  });

  function hostileDocument(text: string, url: string): TextDocument {
    return {
      title: text,
      created: new Date(0),
      header: text,
      footer: text,
      blocks: [
        { kind: "heading", level: 2, text },
        { kind: "paragraph", lines: [text, [{ text, url }]] },
        { kind: "list", items: [text] },
        { kind: "table", columns: [text], rows: [[[text, [text, text]]]] },
      ],
    };
  }
});
