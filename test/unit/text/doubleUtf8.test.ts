import assert from "node:assert/strict";
import { parseFeed } from "../../../src/core/parsing/feed";
import { decodeBytes } from "../../../src/core/text/decode";
import { WINDOWS_1252, mayBeDoubleUtf8, withoutDoubleUtf8 } from "../../../src/core/text/doubleUtf8";

/** As if its UTF-8 had been Latin 1, or windows-1252. */
const wrong = (text: string, isWindows = false): string =>
  Array.from(Buffer.from(text, "utf8").toString("latin1"), (char) =>
    isWindows && char >= "\u0080" && char <= "\u009f" ? (WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char) : char,
  ).join("");

describe("text that was made UTF-8 twice", () => {
  for (const text of [
    "Überfälle in Köln",
    "„Größe“ – 5 €",
    "Vulnérabilité d’Exchange",
    "Взлом банка",
    "ソフト",
    "🙂 ok",
    "ü",
  ]) {
    it(`is mended: ${text}`, () => {
      assert.equal(withoutDoubleUtf8(wrong(text)), text);
      assert.equal(withoutDoubleUtf8(wrong(text, true)), text);
      assert.equal(withoutDoubleUtf8(wrong(wrong(text))), text);
      assert.ok(mayBeDoubleUtf8(Buffer.from(`<title>${wrong(text)}</title>`)));
      assert.equal(decodeBytes(Buffer.from(wrong(text)), null, "xml"), text);
    });
  }

  for (const text of [
    "plain",
    "Überfälle in Köln",
    "Why ö is shown as Ã¶",
    "Ã¶ and ö",
    "AMANHÃ\u00a0DE MANHÃ",
    "MANHÃ\u00a0",
    "À Paris, Ã",
    "Â£5 and € 5 — Â§",
    "Взлом",
  ]) {
    it(`stays as it is: ${text}`, () => assert.equal(withoutDoubleUtf8(text), text));
  }

  it("is mended in a feed that says it is UTF-8, whole or not at all", () => {
    const feed = (title: string): Uint8Array =>
      Buffer.from(
        `<?xml version="1.0" encoding="UTF-8"?><rss><channel><item><title>${title}</title><link>https://a.test/1</link></item></channel></rss>`,
      );
    const titleOf = (document: Uint8Array): string | undefined => {
      const read = parseFeed(document);
      return read.ok ? read.items[0]?.title : undefined;
    };
    assert.equal(titleOf(feed(wrong("Lücke in Überwachung"))), "Lücke in Überwachung");
    assert.equal(titleOf(Buffer.concat([Uint8Array.of(0xef, 0xbb, 0xbf), feed(wrong("Lücke"))])), "Lücke");
    assert.equal(titleOf(feed(`${wrong("Lücke")} und Lücke`)), `${wrong("Lücke")} und Lücke`);
  });
});
