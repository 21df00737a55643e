import { MAX_SCRIPT_FAILURES } from "../core/limits";
import { rowTitle } from "../core/jobs/jobDigest";
import { proposalText } from "../core/records/proposalText";
import { counted } from "./counted";
import type { CountsReport, JobRow, KeywordsReport, OtherReport, ProposalsReport } from "../core/jobs/jobReports";
import type { OwnJobStatus } from "../core/jobs/jobs";
import { describeSourceFailure } from "../core/fetching/describeSourceFailure";
import { numberText, plainText } from "../core/text/translate";
import { ofStory, sourceLines } from "./scanReport";

/** What `scan --json` prints of one of these jobs. */
export function otherJson(report: OtherReport, stories: ReadonlyMap<string, string>): Record<string, unknown> {
  const { own, started, durationMs, cancelled, resultFile, notices } = report;
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
  const job = own === undefined ? { job: report.job } : { job: own.id, name: own.name, base: own.base };
  const script = report.script === undefined ? {} : { script: report.script };
  const common = { ...job, ...script, started, durationMs, cancelled, sources, resultFile, errors: notices };
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
    case "rows":
      return { ...common, rows: report.rowCount, new: report.newRows.map((row) => rowJson(row, report.fields)) };
    case "counts":
      return { ...common, counts: report.rows };
    case "contents":
      return { ...common, pages: report.pages.map(({ url, change, changed }) => ({ url, change, changed })) };
  }
}

/** The same of a job whose script proposes changes of records. */
export function proposalsJson(report: ProposalsReport): Record<string, unknown> {
  const { own, started, durationMs, cancelled, notices, records, proposals, script } = report;
  const changes = proposals.map(({ record, action, field, values, why }) => ({ record, action, field, values, why }));
  const job = { job: own.id, name: own.name, base: own.base, ...(script === undefined ? {} : { script }) };
  return { ...job, started, durationMs, cancelled, records, changes, errors: notices };
}

/** The same for people. */
export function proposalsText({ own, records, proposals, script }: ProposalsReport): string {
  const waits = proposals.length === 0 ? "" : ", to be reviewed in VS Code: Own Jobs";
  return [
    `${own.id}: ${counted(records, "record")}, ${counted(proposals.length, "change")} proposed${waits}`,
    ...proposals.map((one) => `  ${one.record.value}: ${proposalText(one, plainText)}`),
    ...(script?.summary === undefined || script.summary === "" ? [] : [`  ${script.summary}`]),
  ].join("\n");
}

/** The same for people. */
export function otherText(report: OtherReport): string {
  const [readings, ...unread] = sourceLines(report);
  return [
    `${report.own?.id ?? report.job}: ${readings}`,
    ...unread,
    ...found(report),
    ...(report.script?.summary === undefined || report.script.summary === "" ? [] : [`  ${report.script.summary}`]),
    report.resultFile === null ? "No result file written." : `Result file: ${report.resultFile}`,
  ].join("\n");
}

function found(report: OtherReport): readonly string[] {
  switch (report.job) {
    case "keywords":
      return keywordLines(report);
    case "rows":
      return [
        `  ${numberText(report.rowCount)} rows, ${numberText(report.newRows.length)} new`,
        ...report.newRows.map(({ values }) => `  ${rowTitle(values)}`),
      ];
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
    ...(keywords.length === 0 ? [] : [`    ${keywords.join(", ")}`]),
  ]);
}

function countLines({ rows }: CountsReport): readonly string[] {
  return rows.map(({ name, pages }) => `  ${name}: ${pages.length}`);
}

function rowJson({ values, url, names, found }: JobRow, fields: readonly string[]): Record<string, unknown> {
  const own = Object.fromEntries(fields.map((field, index) => [field, values[index] ?? ""]));
  return { fields: own, page: url, ...(names.length === 0 ? {} : { names }), found };
}

/** When a job with `every` is due, in ISO 8601 UTC; null for the others, and for one that never ran. */
export function dueAt({ state, lastRun }: OwnJobStatus): string | null {
  if (state.kind !== "ok" || state.config.head.every === null || lastRun === null) return null;
  return new Date(new Date(lastRun).getTime() + state.config.head.every * 60_000).toISOString();
}

/** What is said of a job that a scan has passed over, since it is not due. */
export function waitingText(job: OwnJobStatus): string {
  if (job.isPaused)
    return `${job.id}: paused, since its script has failed ${MAX_SCRIPT_FAILURES} times in a row. Run it with ti-scraper jobs run ${job.id}.`;
  return `${job.id}: not due before ${dueAt(job) ?? "its time"}.`;
}

/** The same in the one object; left out when there is nothing. */
export function waitingJson(jobs: readonly OwnJobStatus[]): Record<string, unknown> {
  if (jobs.length === 0) return {};
  return {
    passedOver: jobs.map((job) =>
      job.isPaused ? { job: job.id, why: "paused" } : { job: job.id, why: "notDue", until: dueAt(job) },
    ),
  };
}
