import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { parseFeed } from "../../../src/core/parsing/feed";
import { parseSource } from "../../../src/core/parsing/parseSource";
import { binaryFailure } from "../../../src/core/text/binary";
import { decodeBytes } from "../../../src/core/text/decode";

const RSS = (text: string): string =>
  `<rss version="2.0"><channel><item><title>${text}</title><link>https://a.test/1</link></item></channel></rss>`;
/** As if random, and the same each time. */
const noise = (length: number): Uint8Array =>
  Buffer.concat(Array.from({ length: length / 32 }, (_, index) => createHash("sha256").update(String(index)).digest()));
const latin = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("what is no text", () => {
  const files: Readonly<Record<string, Uint8Array>> = {
    PNG: latin("\x89PNG\r\n\x1a\n"),
    "a film": latin("\0\0\0\x20ftypisom"),
    tar: Buffer.concat([latin("news.xml"), Buffer.alloc(249), latin("ustar\0")]),
    "an old office document": latin("\xd0\xcf\x11\xe0\xa1\xb1"),
    Zstandard: latin("\x28\xb5\x2f\xfd\x04"),
    SQLite: latin("SQLite format 3\0"),
    "anything compressed": deflateSync(noise(6400)).subarray(2),
    "random bytes": noise(3200),
  };
  for (const [name, bytes] of Object.entries(files)) {
    it(`${name} is binary`, () => assert.deepEqual(binaryFailure(bytes), { code: "binary" }));
  }

  it("a few controls make no text binary, many only what does not begin as markup", () => {
    for (const text of [
      `plain ${"x".repeat(100)}\0\0`,
      RSS("a\0b\0c\0"),
      `\0\0${RSS("a")}`,
      `${RSS("a")}${"\0".repeat(8000)}`,
      '{"a":"\0\0\0"}',
    ])
      assert.equal(binaryFailure(latin(text)), null, JSON.stringify(text.slice(0, 40)));
  });

  it("controls are dropped from titles, names and JSON, and no entry with them", () => {
    const title = (bytes: Uint8Array): string | undefined => {
      const read = parseFeed(bytes);
      return read.ok ? read.items[0]?.title : JSON.stringify(read);
    };
    assert.equal(title(latin(RSS("Copper\0finch\u0003 is back\u001f"))), "Copperfinch is back");
    assert.equal(title(latin(RSS("Copperfinch").replaceAll("title", "ti\0tle"))), "Copperfinch");
    assert.equal(title(latin(`\0\0${RSS("Copperfinch")}${"\0".repeat(5000)}`)), "Copperfinch");
    assert.equal(title(Buffer.from(RSS("Gr\0öße"))), "Größe");
    const json =
      '{"version":"https://jsonfeed.org/version/1","items":[{"id":"https://a.test/1","title":"Copper\0finch\nis\tback"}]}';
    assert.equal(title(latin(json)), "Copperfinch is back");
    assert.equal(decodeBytes(latin("a\0b\u0008c\td\r\n\u001be"), null, "html"), "abc\td\r\ne");
  });

  it("nor from the links of a page", () => {
    const bytes = latin("<main>\0<a hr\0ef='/1\0'>Copper\0finch</a></main>");
    const read = parseSource({ kind: "page", bytes, contentType: null, url: "https://a.test/" });
    assert.deepEqual(read.ok && read.items.map(({ title, url }) => [title, url]), [
      ["Copperfinch", "https://a.test/1"],
    ]);
  });
});
