import type { MarkupBytes } from "./markupBytes";

const BLANK = 32;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const SLASH = 47;
const COLON = 58;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const LETTER_S = 115;

/** Measures the tags of a document. */
export class XmlTags {
  private readonly bytes: Uint8Array;
  /** Whether the tag that was measured last has an `xml:base`. */
  hasBase = false;
  /** Whether it declares namespaces. */
  hasNamespace = false;

  constructor(private readonly document: MarkupBytes) {
    this.bytes = document.bytes;
  }

  /** Where the element name that begins at `from` ends. */
  nameEnd(from: number): number {
    const { bytes } = this;
    let at = from;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte <= BLANK || byte === GREATER || byte === SLASH || byte === LESS) break;
    }
    return at;
  }

  /** Index of the `>` that ends a start tag, minding quotes; -1 when the next tag begins before. */
  tagEnd(from: number): number {
    const { bytes } = this;
    this.hasBase = false;
    this.hasNamespace = false;
    let quote = 0;
    let inQuotes = -1;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === GREATER) {
        if (quote === 0) return at;
        if (inQuotes < 0) inQuotes = at;
      } else if (byte === LESS) return inQuotes;
      else if (byte === quote) quote = 0;
      else if (quote === 0) {
        if ((byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) && this.followsEquals(at)) quote = byte;
        else if (byte === COLON || (byte === EQUALS && bytes[at - 1] === LETTER_S)) this.noteName(at);
      }
    }
    return inQuotes;
  }

  /** The colon of `xml:base` or `xmlns:x`, or the equals sign of `xmlns=`. */
  private noteName(at: number): void {
    if (this.document.startsWith("xmlns", at - 5)) this.hasNamespace = true;
    else if (this.document.startsWith("xml:base", at - 3)) this.hasBase = true;
  }

  private followsEquals(quote: number): boolean {
    let at = quote - 1;
    while (this.bytes[at] === BLANK) at--;
    return this.bytes[at] === EQUALS;
  }
}
