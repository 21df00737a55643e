import { MAX_ARTICLE_TEXT_CHARACTERS, MAX_SENTENCES } from "../limits";
import { describeMatch } from "../matching/describeMatch";
import type { Article, Match } from "../model/model";
import { oneLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import { describeSourceFailure, describeSourceSkip } from "../fetching/describeSourceFailure";
import type { ArticleSummary } from "./summaries";

/** A summary to be read: what the article is, why it matched, its main sentences, and then all of it. Plain text. */
export function summaryText(
  article: Article,
  matches: readonly Match[],
  { sentences, paragraphs, from, isCut = false, ...problem }: ArticleSummary,
  t: Translate,
): string {
  const reasons = [...new Set(matches.map((match) => describeMatch(match, t)))];
  const why = describeSummaryProblem(problem, t);
  return [
    [
      article.title,
      article.url,
      t("Source: {source}", { source: article.source }),
      ...(article.published === null ? [] : [t("Published {date}", { date: article.published.slice(0, 10) })]),
      ...(article.updated === undefined ? [] : [t("Updated {date}", { date: article.updated.slice(0, 10) })]),
    ].join("\n"),
    ...(reasons.length === 0 ? [] : [reasons.join("\n")]),
    ...(from === "page" ? [] : [t("The page could not be read, so this is what the feed says. {why}", { why }).trim()]),
    sentences.map((sentence) => `• ${sentence}`).join("\n"),
    ...(isCut
      ? [
          t(
            "The text is long: its first {limit} characters are shown, and the first {sentences} sentences were weighed.",
            {
              limit: MAX_ARTICLE_TEXT_CHARACTERS,
              sentences: MAX_SENTENCES,
            },
          ),
        ]
      : []),
    ...(paragraphs.length === 0 ? [] : ["―".repeat(20), ...paragraphs]),
  ]
    .map((part) => part.split("\n").map(oneLine).join("\n"))
    .join("\n\n")
    .concat("\n");
}

/** Why the page was of no use, in a sentence; empty when it was. */
export function describeSummaryProblem(
  { failure, skipped }: Pick<ArticleSummary, "failure" | "skipped">,
  t: Translate,
): string {
  if (skipped !== undefined) return describeSourceSkip(skipped, t);
  return failure === undefined ? "" : describeSourceFailure(failure, t);
}
