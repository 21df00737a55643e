import type { AnyReport, CountsReport, KeywordsReport, OtherReport } from "../core/jobs/jobReports";
import type { OtherJob } from "../core/model/model";
import type { ScanOptions } from "../core/fetching/scanOptions";
import { describeSourceFailure } from "../core/fetching/describeSourceFailure";
import { plainText } from "../core/text/translate";
import { complainAbout, complainAboutKey, problemLine } from "./complain";
import type { CliWorld } from "./world";
import { mailGroups } from "./runMail";
import { sourceLines } from "./scanReport";

export interface OtherResults {
  readonly reports: readonly OtherReport[];
  /** What went wrong beside the sources, in sentences. */
  readonly errors: readonly string[];
  /** A job that could not run at all. */
  readonly refused: boolean;
  /** A result file could not be written. */
  readonly lacksFile: boolean;
  /** The keywords job writes notes. */
  readonly wantsXsoar: boolean;
}

/** Runs jobs one after the other; one that cannot run does not keep the next from running. */
export async function runOtherJobs(
  jobs: readonly OtherJob[],
  options: ScanOptions,
  world: CliWorld,
): Promise<OtherResults> {
  const reports: OtherReport[] = [];
  const errors: string[] = [];
  let refused = false;
  let isFileMissing = false;
  let wantsXsoar = false;
  for (const job of jobs) {
    const outcome = await world.session.jobs.run(job, options);
    if (outcome.kind === "done") {
      const { report, config } = outcome;
      for (const problem of config.warnings) world.complain(problemLine(config.file, problem));
      reports.push(report);
      isFileMissing ||= lacksFile(report, config.createsFile);
      if (report.job === "keywords" && report.notes !== null) {
        wantsXsoar = !config.plainKey;
        if (config.plainKey) {
          complainAboutKey(config.file, world);
          refused = true;
        }
      }
      errors.push(...report.notices);
      const mail = report.cancelled ? null : await world.session.jobs.mail(report, options);
      if (mail !== null) errors.push(...(await mailGroups(mail.config, mail.groups, world)));
      continue;
    }
    refused = true;
    if (outcome.kind === "busy") world.complain("Another scan of this folder is running. Try again when it has ended.");
    else if (outcome.state.kind === "none") world.complain(`There is no ${job}_config.json, .yaml or .yml.`);
    else complainAbout(outcome.state, world);
  }
  return { reports, errors, refused, lacksFile: isFileMissing, wantsXsoar };
}

/** True when some source of a job could not be read. */
export function hasFailures({ sources }: Pick<AnyReport, "sources">): boolean {
  return sources.some(({ outcome }) => outcome === "failed");
}

/** True when the result file of a job could not be written. */
export function lacksFile(
  { resultFile, cancelled }: Pick<AnyReport, "resultFile" | "cancelled">,
  createsFile: boolean,
): boolean {
  return createsFile && !cancelled && resultFile === null;
}

/** What `scan --json` prints of one of these jobs. */
export function otherJson(report: OtherReport): Record<string, unknown> {
  const { job, started, durationMs, cancelled, resultFile, notices } = report;
  const sources = report.sources.map(({ source, outcome, failure, skipped }) => ({
    url: source.url,
    kind: source.kind,
    outcome,
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
        new: report.newArticles.map(({ article, keywords }) => ({ title: article.title, url: article.url, keywords })),
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
    `  ${article.title}`,
    `    ${article.url}`,
    `    ${keywords.join(", ")}`,
  ]);
}

function countLines({ rows }: CountsReport): readonly string[] {
  return rows.map(({ name, pages }) => `  ${name}: ${pages.length}`);
}
