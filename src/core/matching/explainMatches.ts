import type { Article, Match, MatchField } from "../model/model";
import { withoutParts } from "../text/addressSpans";
import { inLine, oneLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import { matchSentences } from "./describeMatch";
import type { MatchableText } from "./nameEntry";

/** UTF-16 units shown on each side of a match. */
const AROUND = 80;
const ELLIPSIS = "…";

/** A match with the words around it, each part on one line. */
export interface Excerpt {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** Why an article stands in a row: where a name was found, and by which rule. Foreign text but `place`. */
export interface MatchReason {
  readonly place: string;
  readonly excerpt: Excerpt;
  readonly sentences: readonly string[];
}

/** Everything there is to say about why an article stands in a row, match by match. */
export function explainMatches(
  article: Article & MatchableText,
  matches: readonly Match[],
  t: Translate,
): readonly MatchReason[] {
  return matches.map((match) => ({
    place: placeOf(match.field, t),
    excerpt: excerpt(fieldText(article, match.field), match),
    sentences: matchSentences(match, t).map(oneLine),
  }));
}

/** The stretch of a text around a match. */
export function excerpt(text: string, { start, end }: Pick<Match, "start" | "end">): Excerpt {
  const around = [Math.max(0, start - AROUND), Math.min(text.length, end + AROUND)] as const;
  const [from, to] = withoutParts(text, around, [start, end]);
  const before = (from > 0 ? ELLIPSIS : "") + text.slice(from, start).replace(/^[\uDC00-\uDFFF]/, "");
  const after = text.slice(end, to).replace(/[\uD800-\uDBFF]$/, "") + (to < text.length ? ELLIPSIS : "");
  return { before: inLine(before).trimStart(), match: inLine(text.slice(start, end)), after: inLine(after).trimEnd() };
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
