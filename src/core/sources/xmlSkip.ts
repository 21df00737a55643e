const CDATA_OPEN = "<![CDATA[";

/**
 * Finds the ends of the parts of a document that hold no elements. Each search remembers where it has been: the whole
 * document costs one pass for each kind of end, even if ten thousand sections are opened and none is closed.
 */
export class XmlSkipper {
  private readonly cdataClose: Finder;
  private readonly cdataOpen: Finder;
  private readonly commentClose: Finder;
  private readonly instructionClose: Finder;
  private readonly tagClose: Finder;
  private doctypeIsBroken = false;

  constructor(private readonly text: string) {
    this.cdataClose = new Finder(text, "]]>");
    this.cdataOpen = new Finder(text, CDATA_OPEN);
    this.commentClose = new Finder(text, "-->");
    this.instructionClose = new Finder(text, "?>");
    this.tagClose = new Finder(text, ">");
  }

  /** From `<!`: a CDATA section, a comment, a document type. @returns where to go on, always further than `open` */
  skipDeclaration(open: number): number {
    const { text } = this;
    if (text.startsWith(CDATA_OPEN, open)) return this.skipCdata(open);
    // Without an end the mark alone is passed over, and what follows is read.
    if (text.startsWith("<!--", open)) return this.commentClose.after(open + 4) ?? open + 4;
    if (/^<!doctype/i.test(text.slice(open, open + 9))) return this.skipDoctype(open);
    return /^<![a-z]/i.test(text.slice(open, open + 3)) ? (this.tagClose.after(open) ?? open + 2) : open + 2;
  }

  /** From `<?`. */
  skipInstruction(open: number): number {
    const close = this.instructionClose.after(open);
    const tagEnd = this.tagClose.after(open);
    // `<?xml version="1.0">` with its second question mark forgotten.
    if (
      close === null ||
      (tagEnd !== null && tagEnd < close && this.text.slice(open, tagEnd).search(/^<\?xml\b/) === 0)
    ) {
      return tagEnd ?? open + 2;
    }
    return close;
  }

  /**
   * A section left open would swallow the rest of the feed, or everything up to the end of the next section: it ends at
   * its own mark when an item ends before the next section opens.
   */
  private skipCdata(open: number): number {
    const start = open + CDATA_OPEN.length;
    const close = this.cdataClose.after(start);
    if (close === null) return start;
    const next = this.cdataOpen.at(start);
    if (next !== null && next < close && /<\/(?:item|entry)>/i.test(this.text.slice(start, next))) return start;
    return close;
  }

  /** Passes over the internal subset unread: entities are not defined, let alone fetched. */
  private skipDoctype(open: number): number {
    const { text } = this;
    if (this.doctypeIsBroken) return open + 2;
    let depth = 0;
    let quote = "";
    for (let at = open + 2; at < text.length; at++) {
      const char = text[at] ?? "";
      if (quote !== "") {
        if (char === quote) quote = "";
      } else if (char === '"' || char === "'") quote = char;
      else if (char === "[") depth++;
      else if (char === "]") depth--;
      else if (char === ">" && depth <= 0) return at + 1;
      else if (text.startsWith("<!--", at)) {
        const end = this.commentClose.after(at);
        if (end === null) break;
        at = end - 1;
      }
    }
    this.doctypeIsBroken = true;
    return open + 2;
  }
}

/** Forward search for one string with memory. */
class Finder {
  private found = -1;

  constructor(
    private readonly text: string,
    private readonly wanted: string,
  ) {}

  /** First occurrence at or after `from`; `from` must not be smaller than in earlier calls by more than one section. */
  at(from: number): number | null {
    if (this.found < from) {
      const index = this.text.indexOf(this.wanted, from);
      this.found = index < 0 ? Number.POSITIVE_INFINITY : index;
    }
    return this.found === Number.POSITIVE_INFINITY ? null : this.found;
  }

  /** Where the first occurrence at or after `from` ends. */
  after(from: number): number | null {
    const start = this.at(from);
    return start === null ? null : start + this.wanted.length;
  }
}
