import { isShipped } from "../config/configFiles";
import type { NoConfig } from "../config/configState";
import { type OwnJobFile, readOwnJobs, readingConfigOf } from "../config/ownJobs";
import { makesArticles } from "../config/parseOwnJob";
import { readConfig } from "../config/readConfig";
import { sources as sourcesOf } from "../config/sources";
import { createHostGate } from "../fetching/hostGate";
import { scanLimiter } from "../fetching/limiter";
import type { ScanOptions } from "../fetching/scanOptions";
import { MAX_PUBLIC_HOSTS } from "../limits";
import { JOBS, type JobId } from "../model/model";
import { type SourceHealth, goneUntil } from "../memory/sourceHealth";
import type { Names } from "../names/names";
import type { Web } from "../ports";
import type { Reading } from "../scan/preparedJob";
import { joinedSources, membersAfter } from "../sources/joinedSources";
import { type Got, readOnce } from "../sources/readOnce";
import { type JobGot, healthAfterRun, sourcesAfter } from "../sources/takenAnswers";
import type { ScannedNames } from "../memory/scannedNames";
import { namesText } from "../config/namesText";
import { shownUrl } from "../urls/shownUrl";
import type { DeliverOptions, DeliverReport } from "./deliver";
import type { JobResult, OtherReport, ProposalsReport } from "./jobReports";
import type { FindRecords } from "./recordsJob";
import type { JobWorkspace } from "./jobDocuments";
import { type Scripts, type States, type Step, prepareOwnStep, prepareShipped } from "./steps";
import { rememberAll } from "./jobs";
import { isDue, runsAfter } from "./ownRuns";

/** Everything that the first stage of a run did. */
export interface ReadReport {
  /** Jobs in the order they ran in: articles, keywords, counts, contents, those of the user's own by their names. */
  readonly results: readonly JobResult[];
  /** Nothing was changed. */
  readonly cancelled: boolean;
}

export type RunOutcome =
  /** Another window or the command line reads the sources of this folder right now. */
  | { readonly kind: "busy" }
  | {
      readonly kind: "done";
      readonly read: ReadReport;
      /** The second stage: sends out what was found. To be called once; runs behind those of earlier runs. */
      readonly deliver: (options: DeliverOptions) => Promise<DeliverReport>;
    };

/** What names were looked for, where that is not what is remembered. */
function scannedAfter(
  known: ScannedNames,
  states: Pick<States, "articles" | "keywords">,
  results: readonly JobResult[],
): { readonly scannedNames?: ScannedNames } {
  const after = new Map(known);
  for (const job of ["articles", "keywords"] as const) {
    const state = states[job];
    const isDone = results.some((result) => result.job === job && result.kind === "done");
    if (isDone && state.kind === "ok") after.set(job, namesText(state.config.profiling));
  }
  const isSame = [...after].every(([job, text]) => known.get(job) === text);
  return isSame ? {} : { scannedNames: after };
}

/**
 * The first stage of a run: reads the sources of all its jobs, each once, and lets one job after the other find what is new, remember it
 * and write its files. Ended while it reads, it changes nothing; what comes behind takes a moment and is not ended.
 *
 * @param which null for all jobs that are configured, those of the user's own with `every` only where they are due
 */
export async function readJobs(
  workspace: JobWorkspace,
  web: Web,
  names: Names,
  which: readonly JobId[] | null,
  options: ScanOptions,
  scripts: Scripts,
  find: FindRecords,
): Promise<ReadReport> {
  const { memory, clock } = workspace;
  const askAll = options.askAll === true;
  const started = clock.now();
  const states: States = {
    articles: await readConfig(workspace, "articles"),
    keywords: await readConfig(workspace, "keywords"),
    counts: await readConfig(workspace, "counts"),
    contents: await readConfig(workspace, "contents"),
  };
  const own = await readOwnJobs(workspace);
  const { health, sources: sourcesBefore, ownRuns } = await memory.load("health", "sources", "ownRuns");
  const jobs = jobsOf(
    states,
    own.filter((one) => (which === null ? isDue(one, ownRuns, started) : which.includes(one.id))),
    which,
    own.length > 0,
  );
  const results = new Map<JobId, JobResult>();
  const steps: Step[] = [];
  for (const job of jobs) {
    const step =
      typeof job === "string"
        ? isShipped(job)
          ? await prepareShipped(workspace, web, names, job, states, askAll)
          : null
        : await prepareOwnStep(workspace, web, names, job, states.articles, {
            scripts,
            find,
            options,
            askAll,
            started,
          });
    const id = typeof job === "string" ? job : job.id;
    if (step === null) results.set(id, { kind: "config", job: id, state: stateOf(job, states) });
    else if ("refusal" in step) results.set(id, { kind: "passedOver", job: id, refusal: step.refusal });
    else steps.push(step);
  }
  const all = [...Object.values(states), ...own.map(({ state }) => state)];
  const listed = configuredSources(states, own);
  // Where a configuration cannot be read nothing is forgotten.
  const isWhole = all.every(({ kind }) => kind !== "invalid");
  const configured = isWhole ? listed : null;
  const joined = joinedSources(sourcesBefore, listed, notingJobs(own));
  const gate = createHostGate(health.hosts, clock, () => web.signing.jitter());
  await clock.wait(0);
  await readOnce(web, steps.flatMap(wantsOf), {
    limiter: scanLimiter(options, web),
    gate,
    timeoutMs: options.timeoutMs,
    signal: options.signal,
    onProgress: options.onProgress,
    ...(askAll ? {} : { goneUntil: (url) => goneUntilOf(health.sources.get(url)) }),
  });

  const reading: Reading = { started, cancelled: options.signal.aborted, joined };
  for (const step of steps) results.set(step.job, await step.finish(reading));
  const read = jobs.flatMap((job) => results.get(typeof job === "string" ? job : job.id) ?? []);
  if (reading.cancelled) return { results: read, cancelled: true };

  const gots = steps.flatMap((step) => gotsOf(step, results.get(step.job)));
  const failedSources = articleFailures(read);
  const ran = ownResults(steps, results);
  await memory.change(["sources", "health", "scannedNames", "ownRuns"], (known) => ({
    ...(ran.size > 0 ? { ownRuns: runsAfter(known.ownRuns, ran, own, started) } : {}),
    ...scannedAfter(known.scannedNames, states, read),
    sources: {
      ...sourcesAfter(known.sources, gots, configured, started),
      ...membersAfter(known.sources, joined, gots, listed, isWhole),
      ...(failedSources === null ? {} : { lastScan: started.toISOString(), failedSources }),
      ...(failedSources === null || known.sources.lastScan === null ? {} : { isAgain: true as const }),
    },
    health: healthAfterRun(known.health, gots, gate.memory(), configured, started),
    ...(steps.some(({ job }) => job !== "articles") ? { lastRun: started.toISOString() } : {}),
  }));
  const hasNews = read.some(
    (result) => result.kind === "done" && "newArticles" in result.report && result.report.newArticles.length > 0,
  );
  await rememberAll(workspace, { articles: states.articles, own, hasNews }, (text) => web.signing.sha256Hex(text));
  const forgotten = gate.forgotten();
  if (forgotten > 0) {
    const values = { count: forgotten, limit: MAX_PUBLIC_HOSTS };
    workspace.log.warn(
      workspace.t(
        "{count} hosts are not remembered as public any more: {limit} are, those that were met last.",
        values,
      ),
    );
  }
  return { results: read, cancelled: false };
}

function goneUntilOf(health: SourceHealth | undefined): string | null {
  return health === undefined ? null : goneUntil(health);
}

/** One of the four or a name that no file has, or a file of the user's own. */
type Chosen = JobId | OwnJobFile;

/**
 * A folder without any configuration has the articles to complain about.
 *
 * @param own those that are to run
 * @param hasOwn whether there are any, due or not
 */
function jobsOf(
  states: States,
  own: readonly OwnJobFile[],
  which: readonly JobId[] | null,
  hasOwn: boolean,
): readonly Chosen[] {
  if (which !== null) {
    const missing = which.filter((id) => !isShipped(id) && own.every((one) => one.id !== id));
    return [...JOBS.filter((job) => which.includes(job)), ...own, ...missing];
  }
  const configured = [...JOBS.filter((job) => states[job].kind !== "none"), ...own];
  return configured.length > 0 || hasOwn ? configured : ["articles"];
}

function stateOf(job: Chosen, states: States): NoConfig {
  if (typeof job !== "string") return job.state.kind === "ok" ? { kind: "none" } : job.state;
  const state = isShipped(job) ? states[job] : null;
  return state?.kind === "invalid" ? state : { kind: "none" };
}

/** The jobs that note articles. */
function notingJobs(own: readonly OwnJobFile[]): readonly JobId[] {
  const ids = own.flatMap(({ id, state }) => (state.kind === "ok" && makesArticles(state.config.base) ? [id] : []));
  return ["articles", "keywords", ...ids];
}

type OwnReport = OtherReport | ProposalsReport;

/** The reports of the jobs of the user's own that were not ended. */
function ownResults(steps: readonly Step[], results: ReadonlyMap<JobId, JobResult>): ReadonlyMap<JobId, OwnReport> {
  const reports = new Map<JobId, OwnReport>();
  for (const { job } of steps) {
    const report = isShipped(job) ? null : ownReport(results.get(job));
    if (report?.cancelled === false) reports.set(job, report);
  }
  return reports;
}

function ownReport(result: JobResult | undefined): OwnReport | null {
  if (result?.kind === "proposed") return result.report;
  return result?.kind === "done" && result.job !== "articles" ? result.report : null;
}

/** Notes down what comes of each want on its way to the job. */
function wantsOf({ prepared, gots }: Step) {
  return prepared.wants.map((want, index) => ({
    ...want,
    take: async (got: Got): Promise<void> => {
      gots.set(index, got);
      await want.take(got);
    },
  }));
}

function gotsOf({ job, lists, prepared, gots }: Step, result: JobResult | undefined): readonly JobGot[] {
  if (result?.kind !== "done") return [];
  const { wants, rules } = prepared;
  const unfinished = prepared.unfinished?.() ?? new Set();
  return wants.flatMap(({ source }, index): JobGot[] => {
    const got = gots.get(index);
    const report = result.report.sources[index];
    if (got === undefined || report === undefined) return [];
    const url = shownUrl(source.url);
    return [
      { job, ...(lists ? {} : { lists }), got, report, rules: unfinished.has(url) ? null : (rules?.get(url) ?? null) },
    ];
  });
}

/** The sources of all jobs whose configurations can be read, switched on or not. */
function configuredSources(states: States, own: readonly OwnJobFile[]): ReadonlySet<string> {
  const shipped = Object.values(states).flatMap((state) => (state.kind === "ok" ? [state.config] : []));
  return new Set(
    [...shipped, ...own.flatMap(readingConfigOf).map(({ config }) => config)].flatMap((config) =>
      [...sourcesOf(config), ...config.websiteconfig.sourceRules].map(({ url }) => shownUrl(url)),
    ),
  );
}

/** How many sources of the articles could not be read; null when the articles have no part in the run. */
function articleFailures(results: readonly JobResult[]): number | null {
  const [articles] = results.flatMap((result) => (result.kind === "done" && result.job === "articles" ? [result] : []));
  return articles?.report.sources.filter(({ outcome }) => outcome === "failed").length ?? null;
}
