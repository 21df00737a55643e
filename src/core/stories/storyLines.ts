import { parseFeedDate } from "../text/dates";
import { type JsonLineProblem, readTexts } from "../text/jsonLine";
import type { Translate } from "../text/translate";
import { articleAddress } from "../urls/articleAddress";
import type { StoryArticle } from "./storyText";

const FIELDS = ["url", "title", "date", "source", "summary"] as const;

/** What is wrong with one line of input. */
export type StoryLineProblem =
  | JsonLineProblem<(typeof FIELDS)[number]>
  | { readonly code: "noUrl" }
  | { readonly code: "badDate" };

/**
 * Reads one line of JSON Lines: `{ url, title, date, source, summary? }`. Title, source and summary may be missing or null (then they are
 * empty); other fields are ignored.
 */
export function readStoryLine(
  line: string,
): { readonly ok: true; readonly article: StoryArticle } | { readonly ok: false; readonly problem: StoryLineProblem } {
  const read = readTexts(line, FIELDS);
  if (!read.ok) return read;
  const { url, title, source, summary } = read.texts;
  if (url.trim() === "") return { ok: false, problem: { code: "noUrl" } };
  const date = parseFeedDate(read.texts.date);
  if (date === null) return { ok: false, problem: { code: "badDate" } };
  return { ok: true, article: { key: articleAddress(url), url, title, source, at: Date.parse(date), summary } };
}

/** Words a problem with one line of input; `number` counts the lines from 1. */
export function describeStoryLineProblem(problem: StoryLineProblem, number: number, t: Translate): string {
  switch (problem.code) {
    case "notJson":
      return t("Line {number} is not valid JSON.", { number });
    case "notObject":
      return t('Line {number} is not an object {"url", "title", "date", "source"}.', { number });
    case "badField":
      return t('In line {number}, "{field}" is not a string.', { number, field: problem.field });
    case "noUrl":
      return t('Line {number} has no "url".', { number });
    case "badDate":
      return t('In line {number}, "date" is missing or no date.', { number });
  }
}
