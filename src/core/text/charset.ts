/** How a document says, or shows, which encoding it is in. */

const HEAD_BYTES = 4096;

/** A wide encoding and how many bytes of byte-order mark to pass over. */
interface WideEncoding {
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";
  readonly skip: number;
}

/**
 * What the first bytes say beyond doubt: a byte-order mark (Unicode Standard §23.8), or the zero bytes that ASCII markup
 * has in UTF-16 and UTF-32. Null when neither is there.
 */
export function wideEncoding(bytes: Uint8Array): WideEncoding | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", skip: 3 };
  if (a === 0xff && b === 0xfe)
    return c === 0 && d === 0 ? { encoding: "utf-32le", skip: 4 } : { encoding: "utf-16le", skip: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", skip: 2 };
  if (a === 0 && b === 0)
    return c === 0xfe && d === 0xff
      ? { encoding: "utf-32be", skip: 4 }
      : c === 0 && d !== 0 && d !== undefined
        ? { encoding: "utf-32be", skip: 0 }
        : null;
  if (b === 0 && c === 0 && d === 0) return { encoding: "utf-32le", skip: 0 };
  if (b === 0 && d === 0 && a !== 0 && c !== 0 && c !== undefined) return { encoding: "utf-16le", skip: 0 };
  if (a === 0 && c === 0 && b !== 0 && d !== 0 && d !== undefined) return { encoding: "utf-16be", skip: 0 };
  return null;
}

/** The escapes by which ISO 2022 switches to Japanese, in a text of ASCII alone: they stand in no other. */
export function holdsJapaneseEscapes(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(27); at >= 0; at = bytes.indexOf(27, at + 1)) {
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x40 || bytes[at + 2] === 0x42)) return true;
  }
  return false;
}

/** The charset of a `Content-Type` value, as written there. */
export function headerLabel(contentType: string): string | null {
  return /charset\s*=\s*(?:["']\s*)?([^\s"';,]+)/i.exec(contentType)?.[1] ?? null;
}

/** The encoding of an XML declaration, as written there. */
export function detectXmlLabel(bytes: Uint8Array): string | null {
  return /<\?xml\b[^>]{0,200}?encoding\s*=\s*(?:["']\s*)?([^\s"'?>]+)/i.exec(head(bytes, 1024))?.[1] ?? null;
}

/** The charset of a `<meta charset>` or `<meta http-equiv="content-type">` within the first 4096 bytes, or of an XML declaration. */
export function htmlLabel(bytes: Uint8Array): string | null {
  const text = head(bytes, HEAD_BYTES).replace(/<!--[^]*?(?:-->|$)/g, "");
  for (const [meta] of text.matchAll(/<meta\b[^<>]*>/gi)) {
    const label = /charset\s*=\s*(?:["']\s*)?([^\s"'/;>]+)/i.exec(meta)?.[1];
    if (label !== undefined) return label;
  }
  return detectXmlLabel(bytes);
}

/**
 * The name `TextDecoder` has for a label, or null when nothing knows it. `iso-8859-1` and ASCII are windows-1252 (WHATWG Encoding §4.2). Beyond
 * the labels of that standard those are known that programs write: numbers of code pages in all spellings, names of Java and Python.
 */
export function encodingOf(label: string | null): string | null {
  if (label === null) return null;
  const name = label
    .trim()
    .toLowerCase()
    .replace(/[\s_.]+/g, "-")
    .replace(/^-+|[^a-z0-9]+$/g, "");
  const known = decoderName(OTHER_LABELS.get(name) ?? numberedName(name) ?? name) ?? decoderName(label);
  // "replacement" and the like are no encodings to read text with.
  return known === "x-user-defined" ? null : known;
}

/** By the number in `cp-1251`, `windows1251`, `ISO8859_5`, `latin-2` and their like; null where there is none that is known. */
function numberedName(name: string): string | null {
  const page = /^(?:x-|cs-?)?(?:cp|ansi|windows|win|ms|microsoft-cp|ibm|dos|oem|code-?page)?-?(\d{3,5})$/.exec(
    name,
  )?.[1];
  if (page !== undefined) return /^125[0-8]$/.test(page) ? `windows-${page}` : (CODE_PAGES.get(Number(page)) ?? null);
  const part = /^(?:x-|cs-?)?(?:iso-?)?8859-?(\d{1,2})(?:-.*)?$/.exec(name)?.[1];
  if (part !== undefined) return `iso-8859-${Number(part)}`;
  const latin = /^(?:iso-)?l(?:atin)?-?(\d{1,2})$/.exec(name)?.[1];
  const latinPart = latin === undefined ? undefined : LATIN_PARTS[Number(latin) - 1];
  return latinPart === undefined ? null : `iso-8859-${latinPart}`;
}

function decoderName(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

function head(bytes: Uint8Array, length: number): string {
  return new TextDecoder("windows-1252").decode(bytes.subarray(0, length));
}

/** The parts of ISO 8859 that are Latin alphabets, from the first to the tenth. */
const LATIN_PARTS = [1, 2, 3, 4, 9, 10, 13, 14, 15, 16];

/** Numbers of Microsoft and IBM, beside those of the windows-125x. */
const CODE_PAGES: ReadonlyMap<number, string> = new Map([
  [819, "windows-1252"],
  [866, "ibm866"],
  [874, "windows-874"],
  [932, "shift_jis"],
  [936, "gbk"],
  [949, "euc-kr"],
  [950, "big5"],
  [10000, "macintosh"],
  [10007, "x-mac-cyrillic"],
  [20866, "koi8-r"],
  [21866, "koi8-u"],
  [20932, "euc-jp"],
  [50220, "iso-2022-jp"],
  [50221, "iso-2022-jp"],
  [50222, "iso-2022-jp"],
  [51932, "euc-jp"],
  [51936, "gbk"],
  [51949, "euc-kr"],
  [54936, "gb18030"],
  [65001, "utf-8"],
  ...Array.from({ length: 16 }, (_, index) => [28591 + index, `iso-8859-${index + 1}`] as const),
]);

/** Labels seen in the wild that neither the WHATWG table nor a number explains; a blank, `_` and `.` are a hyphen here. */
const OTHER_LABELS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "utf-8n": "utf-8",
    utf8n: "utf-8",
    utf8mb3: "utf-8",
    utf8mb4: "utf-8",
    "utf-8-bom": "utf-8",
    "utf8-bom": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-8-mac": "utf-8",
    u8: "utf-8",
    unicode: "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    ansi: "windows-1252",
    koi8: "koi8-r",
    koi8r: "koi8-r",
    "koi-8-r": "koi8-r",
    koi8u: "koi8-u",
    "koi-8-u": "koi8-u",
    macroman: "macintosh",
    "mac-roman": "macintosh",
    "x-macroman": "macintosh",
    "apple-roman": "macintosh",
    maccyrillic: "x-mac-cyrillic",
    "mac-cyrillic": "x-mac-cyrillic",
    "x-maccyrillic": "x-mac-cyrillic",
    "mac-ukrainian": "x-mac-cyrillic",
    macukraine: "x-mac-cyrillic",
    "gb-2312": "gbk",
    "x-gb2312": "gbk",
    "x-gbk": "gbk",
    euccn: "gbk",
    "euc-cn": "gbk",
    "gb-18030": "gb18030",
    "gb18030-2000": "gb18030",
    "big-5": "big5",
    big5hkscs: "big5",
    shiftjis: "shift_jis",
    "s-jis": "shift_jis",
    "shift-jis": "shift_jis",
    "windows-31j": "shift_jis",
    eucjp: "euc-jp",
    "euc-jp-ms": "euc-jp",
    ujis: "euc-jp",
    euckr: "euc-kr",
    uhc: "euc-kr",
    "ks-c-5601-1987": "euc-kr",
    ksc5601: "euc-kr",
    tis620: "windows-874",
    "iso2022-jp": "iso-2022-jp",
    iso2022jp: "iso-2022-jp",
    "iso-2022-jp-1": "iso-2022-jp",
    "iso-2022-jp-2": "iso-2022-jp",
    "iso-2022-jp-3": "iso-2022-jp",
    "iso-2022-jp-ms": "iso-2022-jp",
    jis: "iso-2022-jp",
    baltic: "windows-1257",
  }),
);
