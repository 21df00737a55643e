import { decodeEntities } from "./entities";
import { htmlTags } from "./htmlTags";
import { foldSpace } from "./plainText";

/** Of the text of one page. */
const MAX_TEXT = 1_000_000;

const BLOCKS: ReadonlySet<string> = new Set(
  "address article aside blockquote br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td th thead tr ul".split(
    " ",
  ),
);

/**
 * What a reader sees of a page: the text of its first `<main>`, or of all of it, without tags, scripts and style sheets; a line for
 * each block, no empty lines. One pass, linear whatever stands there.
 */
export function pageText(html: string): string {
  let lines = new LineGatherer();
  let mainDepth = 0;
  for (const { name, closing, start, textStart } of htmlTags(html)) {
    lines.add(html.slice(textStart, start));
    if (BLOCKS.has(name)) lines.end();
    if (name !== "main") continue;
    if (closing && mainDepth === 1) return lines.text();
    if (!closing && mainDepth === 0) lines = new LineGatherer();
    mainDepth = Math.max(0, mainDepth + (closing ? -1 : 1));
  }
  return lines.text();
}

class LineGatherer {
  private readonly lines: string[] = [];
  private length = 0;
  private line = "";

  add(markup: string): void {
    if (markup !== "" && this.length < MAX_TEXT) this.line += markup;
  }

  end(): void {
    const text = this.line === "" ? "" : foldSpace(decodeEntities(this.line));
    this.line = "";
    if (text === "") return;
    this.lines.push(text);
    this.length += text.length + 1;
  }

  text(): string {
    this.end();
    return this.lines.join("\n").slice(0, MAX_TEXT);
  }
}
