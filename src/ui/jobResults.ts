import { describeRefusal } from "../core/jobs/scriptConsent";
import type { JobResult } from "../core/jobs/jobReports";
import type { Translate } from "../core/text/translate";
import { harmless } from "../core/text/foreignText";
import { isNews, isResult, jobSentence, proposalSentence } from "./jobText";
import type { BrokenConfig } from "../core/config/configState";

/** What the one notification of a scan says of the jobs beside the articles. */
export interface JobsDigest {
  /** What was found; empty when no job was done. */
  readonly sentence: string;
  /** What went wrong, in sentences. */
  readonly trouble: readonly string[];
  /** Result files, relative to the workspace. */
  readonly files: readonly string[];
  /** A source or a page could not be read. */
  readonly hasFailed: boolean;
  readonly hasNews: boolean;
  /** Something to answer with that is no news: what was counted, or read for the first time. */
  readonly hasResult: boolean;
  /** The first configuration with errors. */
  readonly broken: BrokenConfig | null;
}

/**
 * @param articles the broken configuration of the articles job, if it is to be told
 * @param problem words the first error of a configuration, with file and line
 */
export function digestJobs(
  results: readonly JobResult[],
  articles: BrokenConfig | null,
  problem: (state: BrokenConfig) => string,
  t: Translate,
): JobsDigest {
  const reports = results.flatMap((result) =>
    result.kind === "done" && result.job !== "articles" && !result.report.cancelled ? [result.report] : [],
  );
  const proposed = results.flatMap((result) =>
    result.kind === "proposed" && !result.report.cancelled ? [result.report] : [],
  );
  const broken = [
    ...(articles === null ? [] : [articles]),
    ...results.flatMap((result) => (result.kind === "config" && result.state.kind === "invalid" ? [result.state] : [])),
  ];
  return {
    sentence: [
      ...reports.map((report) => jobSentence(report, t)),
      ...proposed.flatMap((report) => (report.script?.ok === true ? [proposalSentence(report, t)] : [])),
    ].join(" "),
    trouble: [
      ...broken.map(problem),
      ...results.flatMap((result) =>
        result.kind === "passedOver"
          ? [harmless(`${result.job}: ${describeRefusal(result.job, result.refusal, t)}`)]
          : [],
      ),
      ...[...reports, ...proposed].flatMap(({ notices }) => notices.slice(0, 1)).map(harmless),
    ],
    files: reports.flatMap(({ resultFile }) => resultFile ?? []),
    hasFailed: reports.some(({ sources }) => sources.some(({ outcome }) => outcome === "failed")),
    hasNews: reports.some(isNews) || proposed.some(({ proposals }) => proposals.length > 0),
    hasResult: reports.some(isResult),
    broken: broken[0] ?? null,
  };
}

export const NO_JOBS: JobsDigest = {
  sentence: "",
  trouble: [],
  files: [],
  hasFailed: false,
  hasNews: false,
  hasResult: false,
  broken: null,
};
