import type { Article, Match, MatchField } from "../model/model";
import { withoutParts } from "../text/addressSpans";
import { oneLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import { matchSentences } from "./describeMatch";
import type { MatchableText } from "./nameEntry";

/** UTF-16 units shown on each side of a match. */
const AROUND = 80;
const ELLIPSIS = "…";

/**
 * Everything there is to say about why an article stands in a row, as the lines of a plain text: the article, and for each match
 * its place with the words around it, and the sentences of `matchSentences`. Foreign text is in it as it came, each on one line.
 *
 * @param row name of the row
 */
export function explainMatches(
  row: string,
  article: Article & MatchableText,
  matches: readonly Match[],
  t: Translate,
): string {
  const lines = [
    t("Why {name} matches this article", { name: oneLine(row) }),
    "",
    oneLine(article.title),
    oneLine(article.url),
    t("Source: {source}", { source: oneLine(article.source) }),
    article.published === null
      ? t("Found {date}", { date: article.found })
      : t("Published {date}", { date: article.published }),
    ...(article.updated === undefined ? [] : [t("Updated {date}", { date: article.updated })]),
  ];
  for (const [index, match] of matches.entries()) {
    lines.push(
      "",
      `${index + 1}. ${placeOf(match.field, t)}`,
      `   ${excerpt(fieldText(article, match.field), match)}`,
      ...matchSentences(match, t).map((sentence) => `   ${oneLine(sentence)}`),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** The stretch of a text around a match, the match itself between » and «. */
export function excerpt(text: string, { start, end }: Pick<Match, "start" | "end">): string {
  const around = [Math.max(0, start - AROUND), Math.min(text.length, end + AROUND)] as const;
  const [from, to] = withoutParts(text, around, [start, end]);
  const before = (from > 0 ? ELLIPSIS : "") + text.slice(from, start).replace(/^[\uDC00-\uDFFF]/, "");
  const after = text.slice(end, to).replace(/[\uD800-\uDBFF]$/, "") + (to < text.length ? ELLIPSIS : "");
  return oneLine(`${before}»${text.slice(start, end)}«${after}`);
}

/** The part of an article a match counts its offsets in; empty when it is not kept. */
export function fieldText(article: MatchableText, field: MatchField): string {
  return article[field] ?? "";
}

function placeOf(field: MatchField, t: Translate): string {
  switch (field) {
    case "title":
      return t("Headline");
    case "url":
      return t("Address");
    case "summary":
      return t("Summary");
    case "content":
      return t("Text");
  }
}
