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

/** The name `TextDecoder` has for a label, or null when nothing knows it. `iso-8859-1` and ASCII are windows-1252 (WHATWG Encoding §4.2). */
export function encodingOf(label: string | null): string | null {
  if (label === null) return null;
  const name = label
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  const known = decoderName(OTHER_LABELS.get(name) ?? name) ?? decoderName(label);
  // "replacement" and the like are no encodings to read text with.
  return known === "x-user-defined" ? null : known;
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

/** Labels seen in the wild that the WHATWG table does not hold. */
const OTHER_LABELS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "utf-8n": "utf-8",
    utf8mb4: "utf-8",
    "utf-8-bom": "utf-8",
    unicode: "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "latin-1": "windows-1252",
    "latin-9": "iso-8859-15",
    latin9: "iso-8859-15",
    ansi: "windows-1252",
    "win-1251": "windows-1251",
    win1251: "windows-1251",
    windows1251: "windows-1251",
    windows1252: "windows-1252",
    koi8r: "koi8-r",
    koi8u: "koi8-u",
    cp936: "gbk",
    cp932: "shift_jis",
    cp949: "euc-kr",
    cp950: "big5",
    "ks-c-5601-1987": "euc-kr",
    eucjp: "euc-jp",
    euckr: "euc-kr",
    "x-gb2312": "gbk",
  }),
);
