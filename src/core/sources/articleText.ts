import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { pageText } from "./pageText";

/** The text of an article without what stands around it. Plain text throughout. */
export interface ArticleText {
  /** Of the `lang` attribute or a header in the page, lower case; empty when the page does not say. */
  readonly lang: string;
  readonly paragraphs: readonly string[];
}

const MAX_TEXT = 100_000;
/** A line this short is a caption, a label or a button. */
const SHORTEST_LINE = 40;

/** The article of a page; no paragraphs when there is none to make out. Not to be trusted with time: it builds the whole page. */
export function articleText(html: string): ArticleText {
  const { document } = parseHTML(html) as unknown as {
    readonly document: ConstructorParameters<typeof Readability>[0];
  };
  const found = new Readability(document, { charThreshold: 200 }).parse();
  const { text } = pageText(found?.content ?? "");
  const lines = text
    .slice(0, MAX_TEXT)
    .split("\n")
    .filter((line) => line.length >= SHORTEST_LINE || /[.!?:]$/.test(line));
  return { lang: languageOf(html), paragraphs: lines };
}

function languageOf(html: string): string {
  const start = html.slice(0, 20_000);
  const attribute = /<html\b[^>]*?\blang\s*=\s*["']?([a-z]{2,3})/i.exec(start)?.[1];
  const header = /<meta\b[^>]*?http-equiv\s*=\s*["']?content-language["']?[^>]*?content\s*=\s*["']?([a-z]{2,3})/i.exec(
    start,
  )?.[1];
  return (attribute ?? header ?? "").toLowerCase();
}
