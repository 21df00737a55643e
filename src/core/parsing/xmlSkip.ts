import { Finder, type MarkupBytes } from "./markupBytes";

const CDATA_OPEN = "<![CDATA[";

const BRACKET = 91;
const DASH = 45;
const BRACKET_CLOSE = 93;
const GREATER = 62;
const LESS = 60;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;

/**
 * Finds the ends of the parts of a document that hold no elements, at the cost of one pass for each kind of end, even if
 * ten thousand sections are opened and none is closed.
 */
export class XmlSkipper {
  private readonly cdataClose: Finder;
  private readonly cdataOpen: Finder;
  private readonly commentClose: Finder;
  private readonly instructionClose: Finder;
  private readonly tagClose: Finder;
  private doctypeIsBroken = false;

  constructor(private readonly document: MarkupBytes) {
    this.cdataClose = new Finder(document, "]]>", 0);
    this.cdataOpen = new Finder(document, CDATA_OPEN, 2);
    this.commentClose = new Finder(document, "-->", 0);
    this.instructionClose = new Finder(document, "?>", 0);
    this.tagClose = new Finder(document, ">", 0);
  }

  /** From `<!`: a CDATA section, a comment, a document type. @returns where to go on, always further than `open` */
  skipDeclaration(open: number): number {
    const { document } = this;
    const next = document.bytes[open + 2] ?? 0;
    if (next === BRACKET) return document.startsWith(CDATA_OPEN, open) ? this.skipCdata(open) : open + 2;
    // Without an end the mark alone is passed over, and what follows is read.
    if (next === DASH)
      return document.startsWith("<!--", open) ? (this.commentClose.after(open + 4) ?? open + 4) : open + 2;
    if (!isLetter(next)) return open + 2;
    if (/^doctype$/i.test(document.text(open + 2, open + 9))) return this.skipDoctype(open);
    return this.tagClose.after(open) ?? open + 2;
  }

  /** From `<?`. */
  skipInstruction(open: number): number {
    const close = this.instructionClose.after(open);
    const tagEnd = this.tagClose.after(open);
    // `<?xml version="1.0">`, its second question mark forgotten.
    const isCut = close === null || (tagEnd !== null && tagEnd < close && this.document.startsWith("<?xml ", open));
    return isCut ? (tagEnd ?? open + 2) : close;
  }

  /**
   * A section left open would swallow everything up to the end of the next section, or the rest of the feed: when an item
   * ends before the next section opens, the mark alone is passed over.
   */
  private skipCdata(open: number): number {
    const start = open + CDATA_OPEN.length;
    const close = this.cdataClose.after(start);
    if (close === null) return start;
    const next = this.cdataOpen.at(start);
    if (next === null || next >= close) return close;
    const before = new TextDecoder().decode(this.document.bytes.subarray(start, next));
    return /<\/(?:item|entry)>/i.test(before) ? start : close;
  }

  /** Passes over the internal subset unread: entities are not defined, let alone fetched. */
  private skipDoctype(open: number): number {
    const { document } = this;
    const { bytes } = document;
    if (this.doctypeIsBroken) return open + 2;
    let depth = 0;
    let quote = 0;
    for (let at = open + 2; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) quote = byte;
      else if (byte === BRACKET) depth++;
      else if (byte === BRACKET_CLOSE) depth--;
      else if (byte === GREATER && depth <= 0) return at + 1;
      else if (byte === LESS && document.startsWith("<!--", at)) {
        const end = this.commentClose.after(at);
        if (end === null) break;
        at = end - 1;
      }
    }
    this.doctypeIsBroken = true;
    return open + 2;
  }
}

function isLetter(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}
