import type { CountsReport, KeywordsReport, OtherReport } from "../core/jobs/jobReports";
import { describeSourceFailure } from "../core/fetching/describeSourceFailure";
import { plainText } from "../core/text/translate";
import { ofStory, sourceLines } from "./scanReport";

/** What `scan --json` prints of one of these jobs. */
export function otherJson(report: OtherReport, stories: ReadonlyMap<string, string>): Record<string, unknown> {
  const { job, started, durationMs, cancelled, resultFile, notices } = report;
  const sources = report.sources.map(({ source, outcome, failure, skipped, cuts }) => ({
    url: source.url,
    kind: source.kind,
    outcome,
    ...(cuts === undefined ? {} : { cuts }),
    ...(skipped === undefined ? {} : { skipped }),
    ...(failure === undefined
      ? {}
      : { error: { code: failure.code, message: describeSourceFailure(failure, plainText) } }),
  }));
  const common = { job, started, durationMs, cancelled, sources, resultFile, errors: notices };
  switch (report.job) {
    case "keywords":
      return {
        ...common,
        notes: report.notes,
        new: report.newArticles.map(({ article: { key, title, url, updated }, keywords }) => ({
          title,
          url,
          ...ofStory(stories, key),
          ...(updated === undefined ? {} : { updated }),
          keywords,
        })),
      };
    case "counts":
      return { ...common, counts: report.rows };
    case "contents":
      return { ...common, pages: report.pages.map(({ url, change, changed }) => ({ url, change, changed })) };
  }
}

/** The same for people. */
export function otherText(report: OtherReport): string {
  const [readings, ...unread] = sourceLines(report);
  return [
    `${report.job}: ${readings}`,
    ...unread,
    ...found(report),
    report.resultFile === null ? "No result file written." : `Result file: ${report.resultFile}`,
  ].join("\n");
}

function found(report: OtherReport): readonly string[] {
  switch (report.job) {
    case "keywords":
      return keywordLines(report);
    case "counts":
      return countLines(report);
    case "contents":
      return report.pages.map(({ url, change }) => `  ${change.padEnd(7)} ${url}`);
  }
}

function keywordLines({ newArticles }: KeywordsReport): readonly string[] {
  return newArticles.flatMap(({ article, keywords }) => [
    `  ${article.title}${article.updated === undefined ? "" : " (updated)"}`,
    `    ${article.url}`,
    `    ${keywords.join(", ")}`,
  ]);
}

function countLines({ rows }: CountsReport): readonly string[] {
  return rows.map(({ name, pages }) => `  ${name}: ${pages.length}`);
}
