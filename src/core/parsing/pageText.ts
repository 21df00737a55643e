import { MAX_PAGE_TEXT_CHARACTERS } from "../limits";
import { decodeEntities } from "../text/entities";
import { BLOCK_ELEMENTS, htmlTags } from "../text/htmlTags";
import { foldSpace } from "../text/plainText";
import { Checksum } from "../text/fingerprint";

/** A line is taken in pieces of about this size. */
const MAX_PIECE = 100_000;

interface PageText {
  /** 1,000,000 characters at most. */
  readonly text: string;
  /** A checksum of what stands behind them, whatever its line breaks; empty when nothing does. */
  readonly rest: string;
}

/**
 * What a reader sees of a page: the text of its first `<main>`, or of all of it, without tags, scripts and style sheets; a line for
 * each block, no empty lines. One pass, linear whatever stands there.
 */
export function pageText(html: string): PageText {
  let lines = new LineGatherer();
  let mainDepth = 0;
  for (const { name, closing, start, textStart } of htmlTags(html)) {
    lines.add(html.slice(textStart, start));
    if (BLOCK_ELEMENTS.has(name)) lines.end();
    if (name !== "main") continue;
    if (closing && mainDepth === 1) return lines.result();
    if (!closing && mainDepth === 0) lines = new LineGatherer();
    mainDepth = Math.max(0, mainDepth + (closing ? -1 : 1));
  }
  return lines.result();
}

class LineGatherer {
  private readonly pieces: string[] = [];
  private length = 0;
  private markup = "";
  /** What parts the next text from the last one. */
  private gap: "" | " " | "\n" = "";
  private readonly rest = new Checksum();

  add(markup: string): void {
    this.markup += markup;
    if (this.markup.length > MAX_PIECE) this.take();
  }

  end(): void {
    this.take();
    if (this.length > 0) this.gap = "\n";
  }

  result(): PageText {
    this.take();
    return { text: this.pieces.join(""), rest: this.rest.value() };
  }

  private take(): void {
    const decoded = decodeEntities(this.markup);
    this.markup = "";
    const text = foldSpace(decoded);
    if (this.gap === "" && this.length > 0 && /^\s/.test(decoded)) this.gap = " ";
    if (text === "") return;
    this.put(this.gap + text);
    this.gap = /\s$/.test(decoded) ? " " : "";
  }

  private put(text: string): void {
    const room = MAX_PAGE_TEXT_CHARACTERS - this.length;
    if (room > 0) this.pieces.push(text.slice(0, room));
    this.length = Math.min(MAX_PAGE_TEXT_CHARACTERS, this.length + text.length);
    if (text.length > room) this.rest.add(text.slice(room));
  }
}
