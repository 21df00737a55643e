import type { ConfigStateOf } from "../config/configState";
import { lacksSources, withSources } from "../config/jobSources";
import { type OwnJobFile } from "../config/ownJobs";
import { makesArticles } from "../config/parseOwnJob";
import { describeCuts } from "../fetching/describeCuts";
import { describeSourceFailure } from "../fetching/describeSourceFailure";
import type { ScanOptions } from "../fetching/scanOptions";
import { type Job, type JobId, type OtherJob } from "../model/model";
import type { Names } from "../names/names";
import type { Web } from "../ports";
import { prepareArticles } from "../scan/articlesJob";
import type { PreparedJob, Reading } from "../scan/preparedJob";
import { type Got } from "../sources/readOnce";
import { prepareContents } from "./contentsJob";
import { csvForm } from "../exports/csv";
import { prepareCounts } from "./countsJob";
import type { AnyReport, JobResult, OtherReport } from "./jobReports";
import type { JobWorkspace } from "./jobDocuments";
import { prepareKeywords } from "./keywordsJob";
import { keywordsList } from "./listJob";
import { type OwnScript, type ScriptWorld, openScript, readyScript } from "./ownScript";
import { prepareOwn } from "./prepareOwn";
import type { ScriptRefusal } from "./scriptConsent";
import { waitingProposals } from "../records/planProposals";
import { type FindRecords, runRecordsJob } from "./recordsJob";
import type { AgreedFolder } from "../notes/fieldAgreement";

/** The configurations of the four. */
export type States = { readonly [J in Job]: ConfigStateOf<J> };

/** A prepared job with what its result is made of. */
export interface Step {
  readonly prepared: Omit<PreparedJob<AnyReport>, "finish">;
  readonly job: JobId;
  /** It makes articles of what its sources list. */
  readonly lists: boolean;
  readonly gots: Map<number, Got>;
  finish(reading: Reading): Promise<JobResult>;
}

/** Null when the configuration of the job cannot be used. */
export async function prepareShipped(
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

/** What the scripts of jobs are run with. */
export interface Scripts {
  readonly world: ScriptWorld | null;
  readonly agreed: AgreedFolder;
}

interface OwnOptions {
  readonly scripts: Scripts;
  readonly find: FindRecords;
  readonly options: ScanOptions;
  readonly askAll: boolean;
  readonly started: Date;
}

/** A job of the user's own; null when its configuration cannot be used, and why it is passed over when its script may not run. */
export async function prepareOwnStep(
  workspace: JobWorkspace,
  web: Web,
  names: Names,
  { id, state }: OwnJobFile,
  articles: States["articles"],
  { scripts: { world, agreed }, find, options, askAll, started }: OwnOptions,
): Promise<Step | { readonly refusal: ScriptRefusal } | null> {
  if (state.kind !== "ok") return null;
  const digest = (text: string) => web.signing.sha256Hex(text);
  let script: OwnScript | null = null;
  if (state.config.script !== null) {
    const found = await readyScript(id, state.config.script, world, { agreed, sha256Hex: digest }, options.allowedOnce);
    if (!found.ok) return { refusal: found.refusal };
    const { memory, log, t } = workspace;
    const needs = {
      memory,
      agreed,
      sha256Hex: digest,
      nonce: () => web.signing.nonce(),
      log,
      t,
      now: started,
      isDryRun: options.isDryRun === true,
    };
    const { signal, onScriptInput: onInput } = options;
    if (world !== null)
      script = openScript(found.ready, world, { ...needs, signal, ...(onInput === undefined ? {} : { onInput }) });
  }
  const { config } = state;
  if (config.base === "records") {
    if (script === null) return null;
    const waiting = waitingProposals(workspace.memory, digest(id));
    const job = { id, config, script, find, waiting, signal: options.signal };
    const finish = ({ started: begun }: Reading) => runRecordsJob(workspace, job, begun);
    return { job: id, lists: false, prepared: { wants: [], rules: null }, gots: new Map(), finish };
  }
  const own = await prepareOwn(id, config, state, { workspace, names, digest, articles, askAll, script });
  const prepared = noticing(workspace, own.config, articles, own.prepared);
  return stepOf(id, prepared, own.result, makesArticles(config.base));
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
