/** The path of an address, ready to be split into words. */
export interface UrlPath {
  /** Holds the path between `from` and `to`: the raw address, or the decoded path alone. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Null when `text` is the raw address. Else where each unit of `text` starts and ends in the raw address. */
  readonly offsets: { readonly starts: Int32Array; readonly ends: Int32Array } | null;
}

/**
 * Finds the path of an address (RFC 3986 §3) without changing a byte of it: neither scheme, user, host, port, query nor
 * fragment. Percent-encoded UTF-8 is decoded, what is not valid UTF-8 stays as written. An address without a scheme
 * is a path, apart from a first segment that looks like a host (`example.org/news`).
 */
export function urlPath(url: string): UrlPath {
  const from = pathStart(url);
  let to = from;
  let encoded = false;
  for (; to < url.length; to++) {
    const code = url.charCodeAt(to);
    if (code === HASH || code === QUESTION) break;
    if (code === PERCENT) encoded = true;
  }
  return encoded ? decodePath(url, from, to) : { text: url, from, to, offsets: null };
}

const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const HASH = 0x23;
const QUESTION = 0x3f;
const PERCENT = 0x25;

// As browsers read it: for http(s) any number of slashes, in either direction, leads to the host.
const webPrefix = /^[\s\0]*(?:https?:[/\\]*|[/\\]{2})/i;
const otherPrefix = /^[\s\0]*[a-z][a-z0-9+.-]*:(\/\/)?/i;

function pathStart(url: string): number {
  const web = webPrefix.exec(url);
  if (web !== null) return authorityEnd(url, web[0].length);
  const other = otherPrefix.exec(url);
  // `example.org:8080/news` reads like a scheme, but no scheme in use holds a dot.
  if (other !== null && !other[0].includes(".")) {
    return other[1] === undefined ? other[0].length : authorityEnd(url, other[0].length);
  }
  const end = authorityEnd(url, 0);
  const beforePath = url.charCodeAt(end) === SLASH || url.charCodeAt(end) === BACKSLASH;
  return beforePath && url.lastIndexOf(".", end) > 0 ? end : 0;
}

function authorityEnd(url: string, from: number): number {
  for (let at = from; at < url.length; at++) {
    const code = url.charCodeAt(at);
    if (code === SLASH || code === BACKSLASH || code === QUESTION || code === HASH) return at;
  }
  return url.length;
}

function decodePath(url: string, from: number, to: number): UrlPath {
  const starts = new Int32Array(to - from);
  const ends = new Int32Array(to - from);
  let text = "";
  let at = from;
  while (at < to) {
    const decoded = url.charCodeAt(at) === PERCENT ? decodeSequence(url, at, to) : null;
    const end = decoded === null ? at + 1 : decoded.end;
    const piece = decoded === null ? url.charAt(at) : decoded.text;
    for (let i = 0; i < piece.length; i++) {
      starts[text.length + i] = at;
      ends[text.length + i] = end;
    }
    text += piece;
    at = end;
  }
  return { text, from: 0, to: text.length, offsets: { starts, ends } };
}

/** One character of percent-encoded UTF-8 (RFC 3629), or null when the bytes are none. */
function decodeSequence(url: string, at: number, to: number): { readonly text: string; readonly end: number } | null {
  const first = encodedByte(url, at, to);
  const length =
    first < 0 ? 0 : first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0) return null;
  let codePoint = length === 1 ? first : first & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const byte = encodedByte(url, at + 3 * i, to);
    if (byte < 0x80 || byte > 0xbf) return null;
    codePoint = (codePoint << 6) | (byte & 0x3f);
  }
  const overlong = (length === 3 && codePoint < 0x800) || (length === 4 && codePoint < 0x10000);
  if (overlong || codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return null;
  return { text: String.fromCodePoint(codePoint), end: at + 3 * length };
}

/** The byte that `%XX` stands for, or -1. */
function encodedByte(url: string, at: number, to: number): number {
  if (at + 3 > to || url.charCodeAt(at) !== PERCENT) return -1;
  const high = hexDigit(url.charCodeAt(at + 1));
  const low = hexDigit(url.charCodeAt(at + 2));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}
