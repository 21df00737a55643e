/** What windows-1252 has in the place of the controls 0x80 to 0x9F; the five it has nothing for are themselves. */
export const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

const BYTE_OF: ReadonlyMap<string, number> = new Map(Array.from(WINDOWS_1252, (char, index) => [char, 0x80 + index]));

/** Of a wrong turn more than once, as often as it is undone. */
const MOST_TURNS = 3;

/**
 * Text that was taken for Latin 1 or windows-1252 and made into UTF-8 once more (`Ã¶` for `ö`), as it was meant. It is certain only where
 * all of a text beyond ASCII reads as UTF-8: one letter that does not, and it stays as it is.
 */
export function withoutDoubleUtf8(text: string): string {
  let mended = text;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const once = undone(mended);
    if (once === null) break;
    mended = once;
  }
  return mended.replace(/^\uFEFF/, "");
}

/** The same of UTF-8 bytes: their first character beyond ASCII mostly tells that there is nothing to mend. */
export function mayBeDoubleUtf8(bytes: Uint8Array): boolean {
  // Found many times faster than what is beyond ASCII, and most feeds have none.
  if (!bytes.includes(0xc3)) return false;
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at++;
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  // U+00C2 to U+00F4, the lead of a sequence; then a letter from U+0080 to U+00BF, or one of windows-1252.
  return first === 0xc3 && second >= 0x82 && second <= 0xb4 && [0xc2, 0xc5, 0xc6, 0xcb, 0xe2].includes(third);
}

/** Null where it is no such text. */
function undone(text: string): string | null {
  const first = /\P{ASCII}/u.exec(text);
  if (first === null || !/^[\u00c2-\u00f4]/.test(first[0])) return null;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const byte = unit <= 0xff ? unit : BYTE_OF.get(text[at] ?? "");
    if (byte === undefined) return null;
    bytes[at] = byte;
  }
  try {
    const meant = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    // A capital A with tilde before a no-break space may be just that.
    return /[^\p{ASCII}à]|à[^]*à/u.test(meant) ? meant : null;
  } catch {
    return null;
  }
}
