import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { firstUnits } from "../text/beginning";
import { CutCounter } from "../model/cuts";
import { MAX_ARTICLE_TEXT_CHARACTERS } from "../limits";
import { guessLanguage } from "../text/stopwords";
import { summarise } from "../text/summarise";
import { boundedMarkup, withoutScripts } from "./pageMarkup";
import { pageText } from "./pageText";
import { readAttributes } from "../text/xmlText";
import type { ArticleText } from "../model/parseJob";

/** A line this short is a caption, a label or a button. */
const SHORTEST_LINE = 40;

/** The article of a page; no paragraphs when there is none to make out. Not to be trusted with time: it builds the whole page. */
export function articleText(html: string): ArticleText {
  const { text } = pageText(articleMarkup(html));
  let isCut = text.length > MAX_ARTICLE_TEXT_CHARACTERS;
  const paragraphs = firstUnits(text, MAX_ARTICLE_TEXT_CHARACTERS)
    .split("\n")
    .filter((line) => line.length >= SHORTEST_LINE || /[.!?:]$/.test(line));
  const said = languageOf(html);
  const language = said === "de" || said === "en" ? said : guessLanguage(paragraphs.join(" "));
  const sentences = summarise(paragraphs, language, () => {
    isCut = true;
  });
  return { language, sentences, paragraphs, ...(isCut ? { isCut } : {}) };
}

/** Readability throws for what is no page at all. */
function articleMarkup(html: string): string {
  if (!/<body\b|<p\b|<div\b|<article\b/i.test(html)) return "";
  const markup = boundedMarkup(withoutScripts(html), new CutCounter());
  const { document } = parseHTML(
    /<html\b/i.test(markup) ? markup : `<html><body>${markup}</body></html>`,
  ) as unknown as {
    readonly document: ConstructorParameters<typeof Readability>[0];
  };
  return new Readability(document, { charThreshold: 200 }).parse()?.content ?? "";
}

/** What the page says of its language: two letters, or nothing. */
function languageOf(html: string): string {
  const start = html.slice(0, 20_000);
  const tag = /<html\b([^<>]*)>/i.exec(start)?.[1] ?? "";
  const headers = [...start.matchAll(/<meta\b([^<>]*)>/gi)].map(([, attributes = ""]) => readAttributes(attributes));
  const header = headers.find((attributes) => attributes.get("http-equiv")?.toLowerCase() === "content-language");
  const said = readAttributes(tag).get("lang") ?? header?.get("content") ?? "";
  return /^\s*([a-z]{2})(?:[-_,\s]|$)/i.exec(said)?.[1]?.toLowerCase() ?? "";
}
