import type { ConfigStateOf } from "../config/configState";
import { lacksSources, withSources } from "../config/jobSources";
import { readConfig } from "../config/readConfig";
import { sources as sourcesOf } from "../config/sources";
import { describeCuts } from "../fetching/describeCuts";
import { describeSourceFailure } from "../fetching/describeSourceFailure";
import { createHostGate } from "../fetching/hostGate";
import { scanLimiter } from "../fetching/limiter";
import type { ScanOptions } from "../fetching/scanOptions";
import { MAX_PUBLIC_HOSTS, STORY_DAYS } from "../limits";
import { JOBS, type Job, type OtherJob } from "../model/model";
import { type SourceHealth, goneUntil } from "../memory/sourceHealth";
import type { Names } from "../names/names";
import type { Web } from "../ports";
import { prepareArticles } from "../scan/articlesJob";
import type { PreparedJob, Reading } from "../scan/preparedJob";
import { joinedSources, membersAfter } from "../sources/joinedSources";
import { type Got, readOnce } from "../sources/readOnce";
import { type JobGot, healthAfterRun, sourcesAfter } from "../sources/takenAnswers";
import type { ScannedNames } from "../memory/scannedNames";
import { namesText } from "../config/namesText";
import { rememberStories } from "../stories/rememberStories";
import { shownUrl } from "../urls/shownUrl";
import { prepareContents } from "./contentsJob";
import { csvForm } from "../exports/csv";
import { prepareCounts } from "./countsJob";
import type { DeliverOptions, DeliverReport } from "./deliver";
import type { AnyReport, JobResult, ReportOf } from "./jobReports";
import type { JobWorkspace } from "./jobDocuments";
import { prepareKeywords } from "./keywordsJob";

/** Everything that the first stage of a run did. */
export interface ReadReport {
  /** Jobs in the order they ran in: articles, keywords, counts, contents. */
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

type States = { readonly [J in Job]: ConfigStateOf<J> };

/** A prepared job with what its result is made of. */
interface Step {
  readonly prepared: PreparedJob<AnyReport>;
  readonly job: Job;
  readonly gots: Map<number, Got>;
  finish(reading: Reading): Promise<JobResult>;
}

/**
 * The first stage of a run: reads the sources of all its jobs, each once, and lets one job after the other find what is new, remember it
 * and write its files. Ended while it reads, it changes nothing; what comes behind takes a moment and is not ended.
 *
 * @param which null for all jobs that are configured
 */
export async function readJobs(
  workspace: JobWorkspace,
  web: Web,
  names: Names,
  which: readonly Job[] | null,
  options: ScanOptions,
): Promise<ReadReport> {
  const { memory, clock } = workspace;
  const started = clock.now();
  const states: States = {
    articles: await readConfig(workspace, "articles"),
    keywords: await readConfig(workspace, "keywords"),
    counts: await readConfig(workspace, "counts"),
    contents: await readConfig(workspace, "contents"),
  };
  const jobs = jobsOf(states, which);
  const results = new Map<Job, JobResult>();
  const steps: Step[] = [];
  for (const job of jobs) {
    const step = await prepare(workspace, web, names, job, states, options.askAll === true);
    if (step === null) results.set(job, { kind: "config", job, state: states[job] as { readonly kind: "none" } });
    else steps.push(step);
  }
  const { health, sources: sourcesBefore } = await memory.load("health", "sources");
  const listed = configuredSources(states);
  // Where a configuration cannot be read nothing is forgotten.
  const isWhole = Object.values(states).every(({ kind }) => kind !== "invalid");
  const configured = isWhole ? listed : null;
  const joined = joinedSources(sourcesBefore, listed);
  const gate = createHostGate(health.hosts, clock, () => web.signing.jitter());
  await clock.wait(0);
  await readOnce(web, steps.flatMap(wantsOf), {
    limiter: scanLimiter(options, web),
    gate,
    timeoutMs: options.timeoutMs,
    signal: options.signal,
    onProgress: options.onProgress,
    ...(options.askAll === true ? {} : { goneUntil: (url) => goneUntilOf(health.sources.get(url)) }),
  });

  const reading: Reading = { started, cancelled: options.signal.aborted, joined };
  for (const step of steps) results.set(step.job, await step.finish(reading));
  const read = jobs.flatMap((job) => results.get(job) ?? []);
  if (reading.cancelled) return { results: read, cancelled: true };

  const gots = steps.flatMap((step) => gotsOf(step, results.get(step.job)));
  const failedSources = articleFailures(read);
  await memory.change(["sources", "health", "scannedNames"], (known) => ({
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
  const { keywords } = await memory.load("keywords");
  await rememberStories(workspace, {
    others: keywords.articles.map(({ article }) => article),
    hasNews: read.some(
      (result) => result.kind === "done" && "newArticles" in result.report && result.report.newArticles.length > 0,
    ),
    days: states.articles.kind === "ok" ? states.articles.config.stories.days : STORY_DAYS,
  });
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

/** A folder without any configuration has the articles to complain about. */
function jobsOf(states: States, which: readonly Job[] | null): readonly Job[] {
  if (which !== null) return JOBS.filter((job) => which.includes(job));
  const configured = JOBS.filter((job) => states[job].kind !== "none");
  return configured.length > 0 ? configured : ["articles"];
}

/** Null when the configuration of the job cannot be used. */
async function prepare(
  workspace: JobWorkspace,
  web: Web,
  names: Names,
  job: Job,
  states: States,
  askAll: boolean,
): Promise<Step | null> {
  switch (job) {
    case "articles": {
      const state = states.articles;
      if (state.kind !== "ok") return null;
      const prepared = await prepareArticles(workspace, names, state.config, askAll);
      return stepOf(job, prepared, (report) => ({ kind: "done", job, report, state }));
    }
    case "keywords": {
      const state = ownOrArticles(states.keywords, states.articles);
      if (state.kind !== "ok") return null;
      const prepared = noticing(
        workspace,
        state.config,
        states.articles,
        await prepareKeywords(workspace, names, state.config, states.articles, askAll),
      );
      return stepOf(job, prepared, (report) => ({ kind: "done", job, report, state }));
    }
    case "counts": {
      const state = ownOrArticles(states.counts, states.articles);
      if (state.kind !== "ok") return null;
      const { articles } = states;
      const csv = csvForm(state.config.csv) ?? (articles.kind === "ok" ? csvForm(articles.config.csv) : null);
      const prepared = noticing(workspace, state.config, articles, prepareCounts(workspace, state.config, csv));
      return stepOf(job, prepared, (report) => ({ kind: "done", job, report, state }));
    }
    case "contents": {
      const state = ownOrArticles(states.contents, states.articles);
      if (state.kind !== "ok") return null;
      const digest = (text: string) => web.signing.sha256Hex(text);
      const prepared = noticing(
        workspace,
        state.config,
        states.articles,
        prepareContents(workspace, digest, state.config),
      );
      return stepOf(job, prepared, (report) => ({ kind: "done", job, report, state }));
    }
  }
}

function ownOrArticles<J extends OtherJob>(state: ConfigStateOf<J>, articles: States["articles"]): ConfigStateOf<J> {
  return state.kind === "ok" ? { ...state, config: withSources(state.config, articles) } : state;
}

function stepOf<R extends AnyReport>(job: Job, prepared: PreparedJob<R>, result: (report: R) => JobResult): Step {
  return { job, prepared, gots: new Map(), finish: async (reading) => result(await prepared.finish(reading)) };
}

/** Says so when a job has nothing to read, and logs what it has read. */
function noticing<R extends ReportOf[OtherJob]>(
  { log, t }: JobWorkspace,
  config: Parameters<typeof lacksSources>[0],
  articles: States["articles"],
  prepared: PreparedJob<R>,
): PreparedJob<R> {
  return {
    ...prepared,
    finish: async (reading) => {
      const report = await prepared.finish(reading);
      for (const { source, outcome, durationMs, failure, cuts = {} } of report.sources) {
        const line = `${report.job}: ${source.url}: ${outcome}, ${Math.round(durationMs)} ms`;
        if (failure === undefined) log.info(line);
        else log.warn(`${line}. ${describeSourceFailure(failure, t)}`);
        for (const sentence of describeCuts(cuts, t)) log.warn(`${source.url}: ${sentence}`);
      }
      if (!lacksSources(config, articles)) return report;
      const notice = t(
        "The configuration of this job names no sources, and there is no usable configuration of the articles whose sources it could read.",
      );
      return { ...report, notices: [notice, ...report.notices] };
    },
  };
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

function gotsOf({ job, prepared, gots }: Step, result: JobResult | undefined): readonly JobGot[] {
  if (result?.kind !== "done") return [];
  const { wants, rules } = prepared;
  const unfinished = prepared.unfinished?.() ?? new Set();
  return wants.flatMap(({ source }, index): JobGot[] => {
    const got = gots.get(index);
    const report = result.report.sources[index];
    if (got === undefined || report === undefined) return [];
    const url = shownUrl(source.url);
    return [{ job, got, report, rules: unfinished.has(url) ? null : (rules?.get(url) ?? null) }];
  });
}

/** The sources of all jobs whose configurations can be read, switched on or not. */
function configuredSources(states: States): ReadonlySet<string> {
  const all = Object.values(states) as readonly States[Job][];
  return new Set(
    all
      .flatMap((state) => (state.kind === "ok" ? [state.config] : []))
      .flatMap((config) => [...sourcesOf(config), ...config.websiteconfig.sourceRules].map(({ url }) => shownUrl(url))),
  );
}

/** How many sources of the articles could not be read; null when the articles have no part in the run. */
function articleFailures(results: readonly JobResult[]): number | null {
  const [articles] = results.flatMap((result) => (result.kind === "done" && result.job === "articles" ? [result] : []));
  return articles?.report.sources.filter(({ outcome }) => outcome === "failed").length ?? null;
}
