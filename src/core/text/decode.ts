import { detectXmlLabel, encodingOf, headerLabel, holdsJapaneseEscapes, htmlLabel, wideEncoding } from "./charset";
import { withoutControls } from "./controls";
import { WINDOWS_1252, withoutDoubleUtf8 } from "./doubleUtf8";
import { guessCharset } from "./guessCharset";

/** What a document is written in: tells where it declares its charset. */
export type DocumentKind = "xml" | "html" | "json";

/**
 * Bytes to text. A byte-order mark decides; then the bytes themselves (UTF-16 and UTF-32 show by their zero bytes, UTF-8
 * by being valid or nearly so); then the HTTP header and the document's own label; else what the words look like. A label that the
 * bytes contradict is passed over, an unknown one ignored. Never throws; no byte-order mark and no control characters are left in the text.
 *
 * @param contentType value of the HTTP header, if there was one
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | null | undefined, kind: DocumentKind): string {
  return withoutControls(decoded(bytes, contentType, kind));
}

function decoded(bytes: Uint8Array, contentType: string | null | undefined, kind: DocumentKind): string {
  const wide = wideEncoding(bytes);
  if (wide !== null)
    return wide.encoding.startsWith("utf-32")
      ? decodeUtf32(bytes, wide)
      : withoutDoubleUtf8(decodeAs(bytes.subarray(wide.skip), wide.encoding));

  const utf8 = decodeStrictly(bytes, "utf-8");
  if (utf8 !== null) {
    // Shorter than its bytes: there are multi-byte sequences, all valid. No other encoding gives such bytes in earnest.
    if (utf8.length < bytes.length) return withoutDoubleUtf8(utf8);
    // Pure ASCII, the same in every encoding but the stateful one, which shows.
    return holdsJapaneseEscapes(bytes) ? decodeAs(bytes, "iso-2022-jp") : utf8;
  }
  if (isNearlyUtf8(bytes)) return decodeAs(bytes, "utf-8");
  const legacy = labelsOf(bytes, contentType, kind).filter((label) => label !== "utf-8");
  const fitting = legacy.find((label) => decodeStrictly(bytes, label) !== null);
  const label = fitting ?? legacy.find((one) => nearlyFits(bytes, one)) ?? null;
  return decodeAs(bytes, guessCharset(bytes, label, decodeStrictly));
}

/** Of what is beyond ASCII, hardly anything is not of this encoding: a byte got lost, or the document was cut. */
function nearlyFits(bytes: Uint8Array, encoding: string): boolean {
  const beyond = decodeAs(bytes, encoding).match(/\P{ASCII}/gu) ?? [];
  return beyond.filter((char) => char === "\uFFFD").length * 10 < beyond.length;
}

/** True when nothing about the document speaks against UTF-8, so that it can be read as such until it proves wrong. */
export function declaresUtf8(bytes: Uint8Array, contentType: string | null | undefined, kind: DocumentKind): boolean {
  const wide = wideEncoding(bytes);
  if (wide !== null) return wide.encoding === "utf-8";
  return labelsOf(bytes, contentType, kind).every((label) => label === "utf-8") && !holdsJapaneseEscapes(bytes);
}

/** Known encodings in the order of trust. `iso-8859-1` in a header is a server's default: the document knows better. */
function labelsOf(bytes: Uint8Array, contentType: string | null | undefined, kind: DocumentKind): readonly string[] {
  const header = encodingOf(headerLabel(contentType ?? ""));
  const own = kind === "json" ? null : encodingOf(kind === "html" ? htmlLabel(bytes) : detectXmlLabel(bytes));
  const ordered = header === "windows-1252" ? [own, header] : [header, own];
  // An ASCII-compatible document cannot be UTF-16, whatever it says.
  return ordered.filter((label) => label !== null && !label.startsWith("utf-16")) as string[];
}

/**
 * True for UTF-8 with a few broken spots (cut short, one stray byte): more sequences are right than wrong. Text in a
 * single-byte encoding nearly never forms a valid sequence.
 */
function isNearlyUtf8(bytes: Uint8Array): boolean {
  let valid = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const length =
      lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xc2 && lead < 0xe0 ? 1 : 0;
    let follows = 0;
    while (follows < length && ((bytes[at + follows + 1] ?? 0) & 0xc0) === 0x80) follows++;
    if (length > 0 && follows === length) valid++;
    else broken++;
    at += follows;
  }
  return valid > broken * 2;
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return asWindows1252(new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding);
  } catch {
    return null;
  }
}

function decodeAs(bytes: Uint8Array, encoding: string): string {
  try {
    return asWindows1252(new TextDecoder(encoding).decode(bytes), encoding);
  } catch {
    // A runtime without this encoding: readable ASCII is better than nothing.
    return new TextDecoder("utf-8").decode(bytes);
  }
}

/** Node 20 decodes windows-1252 as if it were ISO 8859-1: the quotes and dashes of 0x80-0x9F come out as control characters. */
function asWindows1252(text: string, encoding: string): string {
  return encoding === "windows-1252"
    ? text.replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control)
    : text;
}

/** `TextDecoder` knows no UTF-32. */
function decodeUtf32(
  bytes: Uint8Array,
  { encoding, skip }: { readonly encoding: string; readonly skip: number },
): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  let part = "";
  for (let at = skip; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, encoding === "utf-32le");
    part += code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? "\uFFFD" : String.fromCodePoint(code);
    if (part.length > 8192) {
      parts.push(part);
      part = "";
    }
  }
  parts.push(part);
  return parts.join("");
}
