import assert from "node:assert/strict";
import { type DocumentKind, decodeBytes } from "../../../src/core/text/decode";

const TEXT = "Größe – “Überfall” für 5 €";
const WORD = "Größe für Köln";

/** Upper halves of the code pages, as far as the cases need them. */
const PAGES = {
  "windows-1252": { "€": 0x80, "“": 0x93, "”": 0x94, "–": 0x96, Ü: 0xdc, ß: 0xdf, ö: 0xf6, ü: 0xfc },
  "windows-1251": { Н: 0xcd, в: 0xe2, и: 0xe8, о: 0xee, с: 0xf1, т: 0xf2 },
  "koi8-r": { Н: 0xee, в: 0xd7, и: 0xc9, о: 0xcf, с: 0xd3, т: 0xd4 },
};

function encode(text: string, page: keyof typeof PAGES): Uint8Array {
  const table = new Map(Object.entries<number>(PAGES[page]));
  return Uint8Array.from(Array.from(text), (char) => table.get(char) ?? char.charCodeAt(0));
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");
const utf32 = (text: string): Buffer => {
  const bytes = Buffer.alloc(text.length * 4);
  Array.from(text).forEach((char, index) => bytes.writeUInt32LE(char.codePointAt(0) ?? 0, index * 4));
  return bytes;
};
const swapped = (bytes: Buffer, size: 2 | 4): Buffer =>
  size === 2 ? Buffer.from(bytes).swap16() : Buffer.from(bytes).swap32();
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
const prolog = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>`;

interface Case {
  readonly why: string;
  readonly bytes: Uint8Array;
  readonly header?: string;
  readonly kind?: DocumentKind;
  readonly holds: string;
}

const CASES: readonly Case[] = [
  { why: "UTF-8 without any label", bytes: utf8(TEXT), holds: TEXT },
  { why: "UTF-8 with a byte-order mark", bytes: joined(Uint8Array.of(0xef, 0xbb, 0xbf), utf8(TEXT)), holds: TEXT },
  { why: "UTF-16LE with a mark", bytes: joined(Uint8Array.of(0xff, 0xfe), utf16(TEXT)), holds: TEXT },
  { why: "UTF-16BE with a mark", bytes: joined(Uint8Array.of(0xfe, 0xff), swapped(utf16(TEXT), 2)), holds: TEXT },
  { why: "UTF-16LE without a mark", bytes: utf16(`<a>${TEXT}`), holds: TEXT },
  { why: "UTF-16BE without a mark", bytes: swapped(utf16(`<a>${TEXT}`), 2), holds: TEXT },
  { why: "UTF-32LE with a mark", bytes: joined(Uint8Array.of(0xff, 0xfe, 0, 0), utf32(TEXT)), holds: TEXT },
  { why: "UTF-32BE with a mark", bytes: joined(Uint8Array.of(0, 0, 0xfe, 0xff), swapped(utf32(TEXT), 4)), holds: TEXT },
  { why: "UTF-32LE without a mark", bytes: utf32(`<a>${TEXT}`), holds: TEXT },
  {
    why: "a mark against every label",
    bytes: joined(Uint8Array.of(0xff, 0xfe), utf16(prolog("utf-8") + TEXT)),
    header: "text/xml; charset=koi8-r",
    holds: TEXT,
  },
  { why: "windows-1252 without any label", bytes: encode(TEXT, "windows-1252"), holds: TEXT },
  {
    why: "a label in the header",
    bytes: encode("Новости", "windows-1251"),
    header: "text/xml; charset=windows-1251",
    holds: "Новости",
  },
  {
    why: "a quoted label in the header",
    bytes: encode("Новости", "windows-1251"),
    header: 'text/xml;charset="Windows-1251"',
    holds: "Новости",
  },
  { why: "a label in the XML declaration", bytes: encode(`${prolog("koi8-r")}Новости`, "koi8-r"), holds: "Новости" },
  {
    why: "a label in single quotes",
    bytes: encode("<?xml version='1.0' encoding='koi8-r' ?>Новости", "koi8-r"),
    holds: "Новости",
  },
  {
    why: "meta charset",
    bytes: encode("<meta charset=windows-1251>Новости", "windows-1251"),
    kind: "html",
    holds: "Новости",
  },
  {
    why: "meta http-equiv",
    bytes: encode('<META http-equiv="Content-Type" content="text/html; charset=windows-1251">Новости', "windows-1251"),
    kind: "html",
    holds: "Новости",
  },
  { why: "ISO-8859-1 that is windows-1252", bytes: encode(prolog("ISO-8859-1") + TEXT, "windows-1252"), holds: TEXT },
  // Wrong labels
  {
    why: "UTF-8 that the header calls Latin 1",
    bytes: utf8(TEXT),
    header: "text/xml; charset=iso-8859-1",
    holds: TEXT,
  },
  { why: "UTF-8 that the declaration calls Latin 1", bytes: utf8(prolog("iso-8859-1") + TEXT), holds: TEXT },
  {
    why: "UTF-8 that is called windows-1251",
    bytes: utf8("Новости"),
    header: "text/xml; charset=windows-1251",
    holds: "Новости",
  },
  { why: "UTF-8 that the declaration calls UTF-16", bytes: utf8(prolog("utf-16") + TEXT), holds: TEXT },
  {
    why: "windows-1252 that is called UTF-8",
    bytes: encode(prolog("utf-8") + TEXT, "windows-1252"),
    header: "text/xml; charset=utf-8",
    holds: TEXT,
  },
  {
    why: "windows-1251 that the header calls UTF-8, the declaration right",
    bytes: encode(`${prolog("windows-1251")}Новости`, "windows-1251"),
    header: "text/xml; charset=utf-8",
    holds: "Новости",
  },
  {
    why: "windows-1251 behind a server's default of Latin 1",
    bytes: encode(`${prolog("windows-1251")}Новости`, "windows-1251"),
    header: "text/xml; charset=ISO-8859-1",
    holds: "Новости",
  },
  { why: "an unknown label", bytes: utf8(prolog("x-klingon") + TEXT), header: "text/xml; charset=none", holds: TEXT },
  {
    why: "an unknown label on windows-1252",
    bytes: encode(TEXT, "windows-1252"),
    header: "text/xml; charset=none",
    holds: TEXT,
  },
  {
    why: "UTF-8 with one broken byte",
    bytes: joined(utf8(TEXT), Uint8Array.of(0xff), utf8(TEXT)),
    holds: `${TEXT}\uFFFD${TEXT}`,
  },
  {
    why: "UTF-8 cut in the middle of a letter",
    bytes: utf8(WORD + WORD + "ü").subarray(0, -1),
    header: "text/xml; charset=iso-8859-1",
    holds: WORD,
  },
  {
    why: "labels other than the standard's",
    bytes: encode("Новости", "windows-1251"),
    header: "text/xml; charset=win-1251",
    holds: "Новости",
  },
  {
    why: "a stateful encoding of ASCII bytes",
    bytes: utf8(`${prolog("iso-2022-jp")}\u001B$BF|K\\\u001B(B`),
    holds: "日本",
  },
];

describe("decodeBytes", () => {
  for (const { why, bytes, header, kind = "xml", holds } of CASES) {
    it(`reads ${why}`, () => {
      const text = decodeBytes(bytes, header, kind);
      assert.ok(text.includes(holds), text);
      assert.ok(!text.startsWith("\uFEFF"));
    });
  }
  it("gives text for any bytes and no label it cannot stand", () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, index) => (index * 167) % 256);
    for (const label of [
      "",
      "utf-8",
      "gbk",
      "shift_jis",
      "utf-7",
      "replacement",
      "x-user-defined",
      '"',
      "a".repeat(1e5),
    ]) {
      assert.equal(typeof decodeBytes(bytes, `text/xml; charset=${label}`, "html"), "string");
    }
    assert.equal(decodeBytes(new Uint8Array(), null, "xml"), "");
  });
});
