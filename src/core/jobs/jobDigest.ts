import type { DigestEntry, DigestGroup } from "../mail/digest";
import type { Translate } from "../text/translate";
import type { OtherReport } from "./jobReports";

/**
 * What a run of one of the other jobs has found, for a mail.
 *
 * @param summaries sentences by the key of an article, where there are any
 */
export function jobGroups(
  report: OtherReport,
  summaries: ReadonlyMap<string, readonly string[]>,
  t: Translate,
): readonly DigestGroup[] {
  switch (report.job) {
    case "keywords": {
      if (report.own?.base === "articles") {
        const { own, newArticles } = report;
        const entries = newArticles.map(({ article: { key, title, url } }) => ({
          ...entry(title, url, []),
          summary: summaries.get(key) ?? [],
        }));
        return [{ heading: t("{name} ({count})", { name: own.name, count: entries.length }), entries }];
      }
      const names = [...new Set(report.newArticles.flatMap(({ keywords }) => keywords))];
      return names.map((keyword) => {
        const articles = report.newArticles.filter(({ keywords }) => keywords.includes(keyword));
        return {
          heading: t("{name} ({count})", { name: keyword, count: articles.length }),
          entries: articles.map(({ article: { key, title, url } }) => ({
            ...entry(title, url, marks(title, keyword)),
            summary: summaries.get(key) ?? [],
          })),
        };
      });
    }
    case "counts":
      return report.rows
        .filter(({ pages }) => pages.length > 0)
        .map(({ name, pages }) => ({
          heading: t("{name} ({count})", { name, count: pages.length }),
          entries: pages.map(({ url, before, from }) => {
            const start = `…${words(before.replace(/^[^<>]*>/, ""))}`;
            const held = from.slice(0, name.length);
            const text = `${start}${held}${words(from.slice(name.length).replace(/<[^<>]*$/, ""))}…`;
            return entry(text, url, [[start.length, start.length + held.length]]);
          }),
        }));
    case "rows":
      return [
        {
          heading: t("{name} ({count})", { name: report.own.name, count: report.newRows.length }),
          entries: report.newRows.map(({ values, url }) => entry(rowTitle(values), url, [])),
        },
      ];
    case "contents": {
      const changed = report.pages.filter(({ change }) => change === "changed" || change === "new");
      return [
        {
          heading: t("Changed pages ({count})", { count: changed.length }),
          entries: changed.map(({ url }) => entry(url, url, [])),
        },
      ];
    }
  }
}

/** A row in one line: what its fields hold. */
export function rowTitle(values: readonly string[]): string {
  return values.filter((value) => value !== "").join(" · ");
}

function entry(title: string, url: string, found: DigestEntry["marks"]): DigestEntry {
  return { title, url, source: "", date: "", marks: found, reasons: [], summary: [] };
}

/** The source of a page without the tags. */
function words(markup: string): string {
  return markup.replace(/<[^<>]*>/g, " ").replace(/\s+/g, " ");
}

/** The first place of a keyword, where lower case does not change the length. */
function marks(title: string, keyword: string): DigestEntry["marks"] {
  const lower = title.toLowerCase();
  const at = lower.length === title.length ? lower.indexOf(keyword.toLowerCase()) : -1;
  return at < 0 ? [] : [[at, at + keyword.length]];
}
