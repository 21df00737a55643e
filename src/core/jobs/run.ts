import { isShipped } from "../config/configFiles";
import type { ConfigStateOf, NoConfig } from "../config/configState";
import { lacksSources, withSources } from "../config/jobSources";
import { type OwnJobFile, type OwnState, readOwnJobs } from "../config/ownJobs";
import { makesArticles } from "../config/parseOwnJob";
import { readConfig } from "../config/readConfig";
import { sources as sourcesOf } from "../config/sources";
import { describeCuts } from "../fetching/describeCuts";
import { describeSourceFailure } from "../fetching/describeSourceFailure";
import { createHostGate } from "../fetching/hostGate";
import { scanLimiter } from "../fetching/limiter";
import type { ScanOptions } from "../fetching/scanOptions";
import { MAX_PUBLIC_HOSTS } from "../limits";
import { JOBS, type Job, type JobId, type OtherJob } from "../model/model";
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
import { shownUrl } from "../urls/shownUrl";
import { prepareContents } from "./contentsJob";
import { csvForm } from "../exports/csv";
import { prepareCounts } from "./countsJob";
import type { DeliverOptions, DeliverReport } from "./deliver";
import type { AnyReport, JobResult, OtherReport } from "./jobReports";
import type { JobWorkspace } from "./jobDocuments";
import { prepareKeywords } from "./keywordsJob";
import { keywordsList } from "./listJob";
import { type OwnRuns, isDue } from "./ownRuns";
import { prepareOwn } from "./prepareOwn";

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

type States = { readonly [J in Job]: ConfigStateOf<J> };

/** A prepared job with what its result is made of. */
interface Step {
  readonly prepared: PreparedJob<AnyReport>;
  readonly job: JobId;
  /** It makes articles of what its sources list. */
  readonly lists: boolean;
  readonly gots: Map<number, Got>;
  finish(reading: Reading): Promise<JobResult>;
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
          ? await prepare(workspace, web, names, job, states, askAll)
          : null
        : await prepareStep(workspace, web, names, job, states.articles, askAll);
    const id = typeof job === "string" ? job : job.id;
    if (step !== null) steps.push(step);
    else results.set(id, { kind: "config", job: id, state: stateOf(job, states) });
  }
  const all = [...Object.values(states), ...own.map(({ state }) => state)];
  const listed = configuredSources(all);
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
  const ran = steps.flatMap(({ job }) => (isShipped(job) ? [] : [job]));
  await memory.change(["sources", "health", "scannedNames", "ownRuns"], (known) => ({
    ...(ran.length > 0 ? { ownRuns: runsAfter(known.ownRuns, ran, own, started) } : {}),
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

/** What is not there any more is forgotten. */
function runsAfter(known: OwnRuns, ran: readonly JobId[], own: readonly OwnJobFile[], now: Date): OwnRuns {
  const ids = new Set(own.map(({ id }) => id));
  const kept = [...known].filter(([id]) => ids.has(id));
  return new Map([...kept, ...ran.map((id) => [id, now.toISOString()] as const)]);
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
        await prepareKeywords(
          workspace,
          names,
          state.config,
          states.articles,
          askAll,
          keywordsList(state.config.websiteconfig.keywords),
        ),
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

/** A job of the user's own; null when its configuration cannot be used. */
async function prepareStep(
  workspace: JobWorkspace,
  web: Web,
  names: Names,
  { id, state }: OwnJobFile,
  articles: States["articles"],
  askAll: boolean,
): Promise<Step | null> {
  if (state.kind !== "ok") return null;
  const digest = (text: string) => web.signing.sha256Hex(text);
  const own = await prepareOwn(id, state.config, state, { workspace, names, digest, articles, askAll });
  const prepared = noticing(workspace, own.config, articles, own.prepared);
  return stepOf(id, prepared, own.result, makesArticles(state.config.base));
}

function ownOrArticles<J extends OtherJob>(state: ConfigStateOf<J>, articles: States["articles"]): ConfigStateOf<J> {
  return state.kind === "ok" ? { ...state, config: withSources(state.config, articles) } : state;
}

function stepOf<R extends AnyReport>(
  job: JobId,
  prepared: PreparedJob<R>,
  result: (report: R) => JobResult,
  lists = job === "articles" || job === "keywords",
): Step {
  return { job, lists, prepared, gots: new Map(), finish: async (reading) => result(await prepared.finish(reading)) };
}

/** Says so when a job has nothing to read, and logs what it has read. */
function noticing<R extends OtherReport>(
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
        const line = `${report.own?.id ?? report.job}: ${source.url}: ${outcome}, ${Math.round(durationMs)} ms`;
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
function configuredSources(all: readonly (States[Job] | OwnState)[]): ReadonlySet<string> {
  return new Set(
    all
      .flatMap((state) => (state.kind !== "ok" ? [] : "head" in state.config ? [state.config.config] : [state.config]))
      .flatMap((config) => [...sourcesOf(config), ...config.websiteconfig.sourceRules].map(({ url }) => shownUrl(url))),
  );
}

/** How many sources of the articles could not be read; null when the articles have no part in the run. */
function articleFailures(results: readonly JobResult[]): number | null {
  const [articles] = results.flatMap((result) => (result.kind === "done" && result.job === "articles" ? [result] : []));
  return articles?.report.sources.filter(({ outcome }) => outcome === "failed").length ?? null;
}
