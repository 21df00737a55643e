import type { DigestEntry, DigestGroup } from "../mail/digest";
import type { Translate } from "../ports";
import type { OtherReport } from "./jobReports";

/** What a run of one of the other jobs has found, for a mail. */
export function jobGroups(report: OtherReport, t: Translate): readonly DigestGroup[] {
  switch (report.job) {
    case "keywords": {
      const names = [...new Set(report.newArticles.flatMap(({ keywords }) => keywords))];
      return names.map((keyword) => {
        const articles = report.newArticles.filter(({ keywords }) => keywords.includes(keyword));
        return {
          heading: t("{name} ({count})", { name: keyword, count: articles.length }),
          entries: articles.map(({ article }) => entry(article.title, article.url, marks(article.title, keyword))),
        };
      });
    }
    case "counts":
      return report.rows
        .filter(({ pages }) => pages.length > 0)
        .map(({ name, pages }) => ({
          heading: t("{name} ({count})", { name, count: pages.length }),
          entries: pages.map(({ url, before, from }) => {
            const text = `…${before}${from}…`;
            return entry(text, url, [[1 + before.length, Math.min(text.length - 1, 1 + before.length + name.length)]]);
          }),
        }));
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

function entry(title: string, url: string, found: DigestEntry["marks"]): DigestEntry {
  return { title, url, source: "", date: "", marks: found, reasons: [], summary: [] };
}

/** The first place of a keyword, where lower case does not change the length. */
function marks(title: string, keyword: string): DigestEntry["marks"] {
  const lower = title.toLowerCase();
  const at = lower.length === title.length ? lower.indexOf(keyword.toLowerCase()) : -1;
  return at < 0 ? [] : [[at, at + keyword.length]];
}
