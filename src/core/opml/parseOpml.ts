import { MAX_OPML_BYTES, MAX_OPML_ELEMENT_BYTES, MAX_OPML_FEEDS, MAX_OPML_FOLDERS } from "../limits";
import type { Clock } from "../ports";
import { binaryFailure } from "../text/binary";
import { decodeBytes } from "../text/decode";
import { MarkupBytes } from "../parsing/markupBytes";
import { XmlSkipper } from "../parsing/xmlSkip";
import { type Outline, readOutline } from "./outline";
import type { OpmlFeed, OpmlOutcome, PassedOver } from "./types";

/** What a file of more bytes is, which need not be read. */
export const OPML_TOO_LARGE = { ok: false, failure: { code: "tooLarge", limitBytes: MAX_OPML_BYTES } } as const;
/** Bytes read before other work of the process gets its turn: a few milliseconds' worth. */
const BYTES_PER_TURN = 200_000;

const BLANK = 32;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const BANG = 33;
const QUESTION = 63;
const SLASH = 47;
const LETTER_B = 98;
const LETTER_O = 111;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;

/**
 * Reads the feeds of an OPML file of any version: what has an address is a feed, what holds others is a folder. It is no XML
 * parser: a DTD is passed over and no entity is ever defined; time and memory grow with the length of the file alone.
 */
export async function parseOpml(bytes: Uint8Array, clock: Pick<Clock, "wait">): Promise<OpmlOutcome> {
  if (bytes.length > MAX_OPML_BYTES) return OPML_TOO_LARGE;
  const unreadable = binaryFailure(bytes);
  if (unreadable !== null) return { ok: false, failure: unreadable };
  const reader = new OpmlReader(new TextEncoder().encode(decodeBytes(bytes, null, "xml")));
  while (reader.read(BYTES_PER_TURN)) await clock.wait(0);
  return reader.outcome();
}

class OpmlReader {
  private readonly document: MarkupBytes;
  private readonly skipper: XmlSkipper;
  private at = 0;
  private isOpml = false;
  private depth = 0;
  /** The names of the outermost elements that are open; null for one that is no folder. */
  private readonly around: (string | null)[] = [];
  private readonly feeds: OpmlFeed[] = [];
  private readonly passedOver: { -readonly [Reason in keyof PassedOver]: number } = {
    noAddress: 0,
    scraped: 0,
    unreadable: 0,
  };
  private flattened = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.document = new MarkupBytes(bytes);
    this.skipper = new XmlSkipper(this.document);
  }

  /** Reads on, for about so many bytes. @returns false when it is done */
  read(most: number): boolean {
    const { bytes } = this;
    const end = this.at + most;
    while (this.at < end) {
      const open = bytes.indexOf(LESS, this.at);
      if (open < 0 || this.feeds.length > MAX_OPML_FEEDS) return false;
      const next = bytes[open + 1];
      if (next === BANG) this.at = this.skipper.skipDeclaration(open);
      else if (next === QUESTION) this.at = this.skipper.skipInstruction(open);
      else this.at = this.readTag(open, next === SLASH);
    }
    return true;
  }

  outcome(): OpmlOutcome {
    if (!this.isOpml) return { ok: false, failure: { code: "notOpml" } };
    if (this.feeds.length > MAX_OPML_FEEDS) return { ok: false, failure: { code: "tooMany", limit: MAX_OPML_FEEDS } };
    return { ok: true, feeds: this.feeds, passedOver: this.passedOver, flattened: this.flattened };
  }

  private readTag(open: number, closing: boolean): number {
    const nameStart = open + (closing ? 2 : 1);
    const name = /^[A-Za-z]{4,7}(?![\w.:-])/.exec(this.document.text(nameStart, nameStart + 8))?.[0].toLowerCase();
    if (name === "opml") this.isOpml = true;
    if (name !== "outline") return nameStart;
    if (closing) {
      this.depth = Math.max(0, this.depth - 1);
      this.around.length = Math.min(this.around.length, this.depth);
      return nameStart;
    }
    const end = this.tagEnd(nameStart);
    const isWhole = this.bytes[end] === GREATER && end - nameStart <= MAX_OPML_ELEMENT_BYTES;
    const isEmpty = this.bytes[end - 1] === SLASH;
    const attributesEnd = Math.min(isEmpty ? end - 1 : end, nameStart + MAX_OPML_ELEMENT_BYTES);
    this.add(readOutline(this.document.text(nameStart + name.length, attributesEnd), isWhole), isEmpty);
    return end;
  }

  private add(outline: Outline, isEmpty: boolean): void {
    if (outline.kind === "feed") {
      const { title, xmlUrl, htmlUrl } = outline;
      if (this.depth > MAX_OPML_FOLDERS) this.flattened += 1;
      const folders = this.around.filter((folder) => folder !== null && folder !== "") as string[];
      this.feeds.push({ folders, title, xmlUrl, htmlUrl });
    } else if (outline.kind !== "folder") this.passedOver[outline.kind] += 1;
    if (isEmpty) return;
    if (this.depth < MAX_OPML_FOLDERS) this.around.push(outline.kind === "folder" ? outline.title : null);
    this.depth += 1;
  }

  /**
   * Index of the `>` that ends a tag, minding quotes, in which a `<` is text. Where the next outline begins inside of one, or nothing ends
   * it, it was left open: then the index of what comes next, which keeps it linear.
   */
  private tagEnd(from: number): number {
    const { bytes } = this;
    let quote = 0;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === LESS && this.isNextTag(at)) return at;
      if (byte === GREATER && quote === 0) return at;
      if (byte === quote) quote = 0;
      else if (quote === 0 && (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) && this.followsEquals(at)) quote = byte;
    }
    return bytes.length;
  }

  /** Whether an outline, or the end of one, of the body or of the file stands there. */
  private isNextTag(at: number): boolean {
    const start = this.bytes[at + 1] === SLASH ? at + 2 : at + 1;
    const letter = (this.bytes[start] ?? 0) | BLANK;
    if (letter !== LETTER_O && letter !== LETTER_B) return false;
    return /^(?:outline|opml|body)(?![\w.:-])/i.test(this.document.text(start, start + 8));
  }

  private followsEquals(quote: number): boolean {
    let at = quote - 1;
    while ((this.bytes[at] ?? 0) <= BLANK && at > 0) at--;
    return this.bytes[at] === EQUALS;
  }
}
