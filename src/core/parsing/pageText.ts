import { MAX_PAGE_TEXT_CHARACTERS } from "../limits";
import { decodeEntities } from "../text/entities";
import { BLOCK_ELEMENTS, htmlTags } from "../text/htmlTags";
import { foldSpace } from "../text/plainText";
import { Checksum } from "../text/fingerprint";
import { PageParts } from "./pageParts";

/** A line is taken in pieces of about this size. */
const MAX_PIECE = 100_000;

interface PageText {
  /** 1,000,000 characters at most. */
  readonly text: string;
  /** A checksum of what stands behind them, whatever its line breaks; empty when nothing does. */
  readonly rest: string;
}

/** So short a `<main>` holds nearly nothing, when there is so many times as much outside of it. */
const SHORT_MAIN = 200;
const TIMES_AS_MUCH = 5;

/**
 * What a reader sees of a page: the text of its `<main>`s, or of all of it where there is none and where they hold nearly nothing,
 * without tags, scripts and style sheets; a line for each block, no empty lines. One pass, linear whatever stands there.
 */
export function pageText(html: string): PageText {
  const whole = new LineGatherer();
  const main = new LineGatherer();
  const parts = new PageParts();
  let outside = 0;
  for (const tag of htmlTags(html)) {
    const text = html.slice(tag.textStart, tag.start);
    const gatherers = parts.part === "main" ? [whole, main] : [whole];
    for (const gatherer of gatherers) gatherer.add(text);
    if (parts.part === "rest") outside += text.trim().length;
    if (BLOCK_ELEMENTS.has(tag.name)) for (const gatherer of gatherers) gatherer.end();
    parts.read(tag);
  }
  const inner = main.result();
  const { length } = inner.text;
  const isContent = parts.hasMain && (length >= SHORT_MAIN || outside <= length * TIMES_AS_MUCH);
  return isContent ? inner : whole.result();
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
