import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { firstUnits } from "../text/beginning";
import { CutCounter } from "../model/cuts";
import { LEAST_ARTICLE_CHARACTERS, MAX_ARTICLE_TEXT_CHARACTERS } from "../limits";
import type { ArticleText } from "../model/parseJob";
import { guessLanguage } from "../text/stopwords";
import { summarise } from "../text/summarise";
import { type BoxNode, makePlain, withoutBoxes } from "./articleBoxes";
import { boilerplateOf } from "./boilerplate";
import { boundedMarkup } from "./pageMarkup";
import { pageText } from "./pageText";
import { readableMarkup } from "./readableMarkup";

/** A line this short is a caption, a label or a button. */
const SHORTEST_LINE = 40;
/** An article that is found is not so much shorter than what stands in one place of the page. */
const SHORT_ARTICLE = 1_500;
const TIMES_AS_MUCH = 2;

/**
 * The article of a page; no paragraphs when there is none to make out, and a reason when the page says it, or shows a wall in its place.
 * Not to be trusted with time: it builds the whole page.
 */
export function articleText(html: string): ArticleText {
  const { markup, isPaid, language: said } = readableMarkup(html);
  const cuts = new CutCounter();
  const found = isPaid
    ? { paragraphs: [], withheld: "payment" as const, isCut: false }
    : articleOf(boundedMarkup(markup, cuts));
  const { paragraphs } = found;
  const language = said === "de" || said === "en" ? said : guessLanguage(paragraphs.join(" "));
  let isCut = found.isCut || cuts.cuts() !== undefined;
  const sentences = summarise(paragraphs, language, () => {
    isCut = true;
  });
  const { withheld } = found;
  return {
    language,
    sentences,
    paragraphs,
    ...(withheld === undefined ? {} : { withheld }),
    ...(isCut ? { isCut } : {}),
  };
}

interface Found extends Pick<ArticleText, "paragraphs" | "withheld"> {
  /** There is more text than is kept. */
  readonly isCut: boolean;
}

function articleOf(markup: string): Found {
  const first = read(markup, false);
  const length = lengthOf(first);
  const isShort = length < SHORT_ARTICLE && first.prose > length * TIMES_AS_MUCH;
  const kind = boilerplateOf(first.paragraphs);
  if (length >= LEAST_ARTICLE_CHARACTERS && kind === null && !isShort) return first;
  // An unlucky name of what it stands in may have hidden the article.
  const second = first.isHidden ? read(markup, true) : first;
  const isBetter = lengthOf(second) > length && boilerplateOf(second.paragraphs) === null;
  if (isBetter || kind === null) return isBetter ? second : first;
  return { paragraphs: [], isCut: false, ...(kind === "consent" || kind === "payment" ? { withheld: kind } : {}) };
}

/** linkedom's types speak of the browser's, which a program for Node does not have. */
interface ArticleDocument {
  readonly body: BoxNode;
  createElement(name: string): BoxNode;
}

interface Read {
  readonly paragraphs: readonly string[];
  readonly isCut: boolean;
  /** Characters of the paragraphs of the page, boxes left out. */
  readonly prose: number;
  /** Whether most of them stand in something that has a name of its own. */
  readonly isHidden: boolean;
}

/** @param isPlain what most of the page's paragraphs stand in counts, whatever it is called */
function read(markup: string, isPlain: boolean): Read {
  // Readability throws for what is no page at all.
  if (!/<(?:body|p|div|article)\b/i.test(markup)) return { paragraphs: [], isCut: false, prose: 0, isHidden: false };
  const { document } = parseHTML(
    /<html\b/i.test(markup) ? markup : `<html><body>${markup}</body></html>`,
  ) as unknown as {
    readonly document: ArticleDocument;
  };
  const { path, prose } = withoutBoxes(document.body);
  if (isPlain) makePlain(path, (name) => document.createElement(name));
  const { text } = pageText(new Readability(document).parse()?.content ?? "");
  const paragraphs = firstUnits(text, MAX_ARTICLE_TEXT_CHARACTERS)
    .split("\n")
    .filter((line) => line.length >= SHORTEST_LINE || /[.!?:]$/.test(line));
  return { paragraphs, isCut: text.length > MAX_ARTICLE_TEXT_CHARACTERS, prose, isHidden: path.length > 1 };
}

function lengthOf({ paragraphs }: Found): number {
  return paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0);
}
