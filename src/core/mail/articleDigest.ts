import { briefReason } from "../matching/describeMatch";
import type { Article, Match, ScanReport } from "../model/model";
import type { TriageOf } from "../stories/triage";
import type { Translate } from "../text/translate";
import { siteName } from "../urls/siteName";
import type { DigestEntry, DigestGroup } from "./digest";

/**
 * What a scan of the articles job has found, for a mail: each tracked name with its new articles, then the other new ones.
 *
 * @param summaries sentences by the key of an article, where there are any
 * @param triage what was decided about the story of an article, by its key
 */
export function articleGroups(
  { newArticles, newMatches }: Pick<ScanReport, "newArticles" | "newMatches">,
  summaries: ReadonlyMap<string, readonly string[]>,
  t: Translate,
  triage: TriageOf = () => undefined,
): readonly DigestGroup[] {
  const matched = new Set(newMatches.flatMap(({ articles }) => articles.map(({ article }) => article.key)));
  const groups = newMatches.map(({ name, articles }) => ({
    kind: "matches" as const,
    heading: t("{name} ({count})", { name, count: articles.length }),
    entries: articles.map(({ article, matches }) => entry(article, matches, summaries, t, triage)),
  }));
  const others = newArticles.filter(({ key }) => !matched.has(key));
  return [
    ...groups,
    {
      kind: "others",
      heading: t("Other new articles ({count})", { count: others.length }),
      entries: others.map((article) => entry(article, [], summaries, t, triage)),
    },
  ];
}

function entry(
  { key, title, url, source, published, updated }: Article,
  matches: readonly Match[],
  summaries: ReadonlyMap<string, readonly string[]>,
  t: Translate,
  triage: TriageOf,
): DigestEntry {
  const remark = triage(key)?.remark ?? "";
  return {
    title,
    url,
    source: siteName(source),
    date: updated === undefined ? shownTime(published) : t("updated {date}", { date: shownTime(updated) }),
    marks: titleMarks(matches),
    reasons: [...new Map(matches.map((match) => [briefReason(match, t), match]))]
      .filter(([text]) => text !== "")
      .map(([text, match]) => ({ text, word: match.field === "title" ? "" : match.text })),
    ...(remark === "" ? {} : { remark: t("Remark: {remark}", { remark }) }),
    summary: summaries.get(key) ?? [],
  };
}

function shownTime(iso: string | null): string {
  return iso === null ? "" : `${iso.slice(0, 16).replace("T", " ")} UTC`;
}

function titleMarks(matches: readonly Match[]): readonly (readonly [number, number])[] {
  const marks: [number, number][] = [];
  const inTitle = matches.filter(({ field }) => field === "title").sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end } of inTitle) if (start >= (marks.at(-1)?.[1] ?? 0)) marks.push([start, end]);
  return marks;
}
