import { listConfigOf, readJobFile, readOwnJobs, readingConfigOf } from "./config/ownJobs";
import { readConfig } from "./config/readConfig";
import { noteConfig } from "./config/noteConfig";
import { PLAIN_CSV, csvForm } from "./exports/csv";
import { XSOAR_REQUEST_MS } from "./limits";
import { createNames } from "./names/createNames";
import { earlierFacts } from "./names/earlierNames";
import type { KnowledgeParser, NameFiles } from "./names/importNames";
import { CONTENTS } from "./jobs/contentsJob";
import { COUNTS } from "./jobs/countsJob";
import { type Lent, deliver } from "./jobs/deliver";
import { createJobs, rememberAll } from "./jobs/jobs";
import type { DoneJob, JobResult } from "./jobs/jobReports";
import type { JobDocuments, JobWorkspace } from "./jobs/jobDocuments";
import { KEYWORDS } from "./jobs/keywordsMemory";
import { LAST_RUN } from "./jobs/lastRun";
import { OWN_RUNS } from "./jobs/ownRuns";
import type { ScriptWorld } from "./jobs/ownScript";
import { createOwnScripts } from "./jobs/ownScripts";
import type { FindRecords } from "./jobs/recordsJob";
import { readJobs } from "./jobs/run";
import { createMail } from "./mail/mail";
import type { Mailer } from "./mail/mailer";
import { STATE_VERSION } from "./memory/documents";
import { type ActivityBy, newestFirst } from "./memory/activity";
import { productVersion } from "./memory/laterState";
import { createMemoryStore } from "./memory/memoryStore";
import { JOBS, type Job, type JobId } from "./model/model";
import { type NamesFileNews, createNamesFile } from "./memory/namesFile";
import { describeNamesTrouble } from "./memory/namesFileText";
import { createNameStore } from "./names/nameStore";
import { questionsAbout } from "./names/namesToFind";
import type { AgreedFolder } from "./notes/fieldAgreement";
import { createNotes } from "./notes/notes";
import type { Clock, Http, Log, Parser, Processes, Signing, StateStore, Web, WorkspaceFiles } from "./ports";
import { createRecords } from "./records/createRecords";
import { RECIPES } from "./records/recipes/recipes";
import { oldResultFiles } from "./results/oldResults";
import { createArticles } from "./scan/articles";
import { createArticleSearch } from "./search/articleSearch";
import type { Session } from "./session";
import { createXsoarClients } from "./xsoar/openXsoar";
import { createSources } from "./sources/sources";
import { torSources } from "./sources/throughTor";
import { triageOf } from "./stories/triage";
import { type SummarySources, createSummaries } from "./summaries/summaries";
import type { Translate } from "./text/translate";

/** What a session is made of. */
export interface SessionPorts {
  /** What was agreed for the folder on this machine. */
  readonly agreed: AgreedFolder;
  readonly files: WorkspaceFiles;
  readonly store: StateStore;
  /** Of the product; told in what is written, for versions that cannot read it. */
  readonly version: string;
  readonly http: Http;
  readonly parser: Parser;
  readonly clock: Clock;
  readonly signing: Signing;
  /** Of the user, for all workspaces: imported names. */
  readonly library: StateStore;
  readonly nameFiles: NameFiles;
  readonly nameParser: KnowledgeParser;
  readonly mailer: Mailer;
  readonly log: Log;
  readonly t: Translate;
  /** Relative to the workspace. */
  readonly configFolder: string;
  /** How long a request to XSOAR may take, as it holds now; left out, 60 s: searches there may take long. */
  readonly xsoarTimeoutMs?: () => number;
  /** Whether the folder is part of a git repository; by default it is not. */
  readonly isInGit?: () => Promise<boolean>;
  /** Tells the user what became of the names file; by default nobody is told. */
  readonly tellNamesFile?: (news: NamesFileNews) => void;
  /** Who asks for what is asked for by name; a person by default. */
  readonly by?: ActivityBy;
  /** Runs the scripts of jobs; left out, none is run. */
  readonly processes?: Processes;
  /** The secrets of jobs of this folder: none by default. */
  readonly secretOf?: (job: JobId, secret: string) => Promise<string | null>;
  /** The language of the user, which scripts are told: a tag, by default `en`. */
  readonly locale?: string;
}

/** Lends nothing: what was to be sent waits. */
const NOTHING: Lent = { xsoar: async () => null, mail: async () => null };

/** One workspace folder with its configuration, memory and jobs. */
export function createSession(ports: SessionPorts): Session {
  const { store, signing, clock, log, t, version, files, configFolder, http, parser } = ports;
  const { xsoarTimeoutMs = () => XSOAR_REQUEST_MS, by = "person" } = ports;
  const notices: string[] = [];
  const onDamaged = (name: string, aside: string): void => {
    const values = { name, aside };
    const sentence = t(
      "The stored file {name} was damaged and has been set aside as {aside}; the rest goes on.",
      values,
    );
    notices.push(sentence);
    log.warn(sentence);
  };
  const memory = createMemoryStore({ store, version, clock, onDamaged }).with<JobDocuments>({
    keywords: KEYWORDS,
    counts: COUNTS,
    contents: CONTENTS,
    lastRun: LAST_RUN,
    ownRuns: OWN_RUNS,
  });
  const library = { store: ports.library, version, onDamaged };
  const nameStore = createNameStore(library);
  const { isInGit = async () => false, tellNamesFile = () => undefined } = ports;
  const namesFile = createNamesFile(
    { files, configFolder, memory, clock },
    { earlier: () => earlierFacts(memory, nameStore, () => clock.wait(0)), isInGit, tell: tellNamesFile },
  );
  const workspace: JobWorkspace = { files, configFolder, memory, namesFile, clock, log, t };
  const web: Web = { http, parser, clock, signing, lastAsked: new Map() };
  const names = createNames(workspace, web, {
    store: nameStore,
    library: ports.library,
    files: ports.nameFiles,
    parser: ports.nameParser,
  });
  const scriptWorld: ScriptWorld | null =
    ports.processes === undefined
      ? null
      : { processes: ports.processes, secretOf: ports.secretOf ?? (async () => null), locale: ports.locale ?? "en" };
  const usableConfigs = async () => {
    const states = await Promise.all(JOBS.map((job) => readConfig(workspace, job)));
    const own = (await readOwnJobs(workspace)).flatMap(readingConfigOf).map(({ config }) => config);
    return [...states.flatMap((state) => (state.kind === "ok" ? [state.config] : [])), ...own];
  };
  const readNoteConfig = async () => {
    const own = await readOwnJobs(workspace);
    return [await readConfig(workspace, "keywords"), ...own.flatMap(listConfigOf)].reduce(
      noteConfig,
      await readConfig(workspace, "articles"),
    );
  };

  const newsSources = async (): Promise<SummarySources> => {
    const own = (await readOwnJobs(workspace)).flatMap(listConfigOf);
    const states = [await readConfig(workspace, "articles"), await readConfig(workspace, "keywords"), ...own];
    const configs = states.flatMap((state) => (state.kind === "ok" ? [state.config] : []));
    return {
      controllerPort: configs.find(({ controllerPort }) => controllerPort > 0)?.controllerPort ?? 0,
      throughTor: new Set(configs.flatMap(({ websiteconfig }) => torSources(websiteconfig))),
    };
  };
  const summaries = createSummaries(workspace, web, newsSources);
  const scripts = createOwnScripts(
    workspace,
    { world: scriptWorld, agreed: ports.agreed },
    { sha256Hex: (text) => signing.sha256Hex(text), nonce: () => signing.nonce() },
  );
  const jobs = createJobs(workspace, scripts, summaries, (text) => signing.sha256Hex(text));
  /** Those of keywords, and of jobs of the user's own. */
  const articlesOfJobs = async (readsFolder = true) => {
    const { keywords } = await memory.load("keywords");
    const own = readsFolder ? await jobs.ownArticles() : [];
    return [...keywords.articles, ...own].map(({ article }) => article);
  };
  const xsoar = createXsoarClients(web, log, xsoarTimeoutMs);
  const mail = createMail(workspace, signing, ports.mailer);
  const notes = createNotes(workspace, web, names, readNoteConfig, xsoar, by, ports.agreed);
  const records = createRecords(workspace, {
    ...xsoar,
    web,
    names,
    noteConfig: readNoteConfig,
    by,
    recipes: RECIPES,
  });
  const findRecords =
    (lent: Lent): FindRecords =>
    async (selection, signal) => {
      const state = await readNoteConfig();
      if (state.kind !== "ok") return { kind: "config", state };
      const access = await lent.xsoar(state);
      return access === null ? { kind: "noAccess" } : records.select(access, selection, signal);
    };
  /** What waits for the names file counts before it stands there: a run that is cancelled need not write it. */
  const settleNames = async (): Promise<void> => {
    await namesFile.settle();
    const { trouble, hasGood } = await namesFile.read();
    if (trouble !== null) notices.push(describeNamesTrouble(trouble, namesFile.path, hasGood, t));
  };
  /** Runs deliver one after the other, as they have read. */
  let delivering: Promise<unknown> = Promise.resolve();

  return {
    run: async (which, options, lent = NOTHING) => {
      const read = await memory.withLock("scan", 0, async () => {
        const scripting = { world: scriptWorld, agreed: ports.agreed };
        const done = await readJobs(workspace, web, names, which, options, scripting, findRecords(lent));
        if (!done.cancelled) await settleNames();
        return done;
      });
      if (read === null) return { kind: "busy" };
      // A notification has room for the first one alone.
      for (const result of read.value.results) {
        if (result.kind === "done" || result.kind === "proposed")
          for (const notice of result.report.notices) log.warn(`${nameOf(result)}: ${notice}`);
      }
      const damaged = notices.splice(0);
      const results = read.value.results.map((result, index) =>
        index > 0 || result.kind !== "done" || damaged.length === 0 ? result : withNotices(result, damaged),
      );
      const triage = async () => {
        const known = await memory.load("triage", "stories");
        return triageOf(known.triage, known.stories, clock.now());
      };
      const outputs = { noteConfig: readNoteConfig, notes, mail, summaries, triage, t };
      return {
        kind: "done",
        read: { ...read.value, results },
        deliver: (how) => {
          const done = deliver(outputs, results, lent, how, delivering);
          delivering = done.catch(() => undefined);
          return done;
        },
      };
    },
    tellStored: async () => {
      const isTold = async (): Promise<boolean> => (await memory.load("storyState")).storyState.told !== null;
      if (await isTold()) return false;
      const articles = await readConfig(workspace, "articles");
      const own = await readOwnJobs(workspace);
      await rememberAll(workspace, { articles, own, hasNews: true }, (text) => signing.sha256Hex(text));
      return isTold();
    },
    activity: async () => newestFirst((await memory.load("activity")).activity),
    articles: createArticles(workspace, web, names, summaries),
    notes,
    records,
    jobs,
    scripts,
    names,
    summaries,
    mail,
    sources: createSources(workspace, web, () => articlesOfJobs()),
    search: createArticleSearch(workspace, summaries, articlesOfJobs),
    readConfig: <J extends Job = "articles">(job?: J) => readConfig(workspace, job ?? ("articles" as J)),
    jobFile: (job) => readJobFile(workspace, job),
    noteConfig: readNoteConfig,
    csvForm: async () => {
      const state = await readConfig(workspace, "articles");
      return (state.kind === "ok" ? csvForm(state.config.csv) : null) ?? PLAIN_CSV;
    },
    mailConfigs: async () => (await usableConfigs()).map(({ mailconfig }) => mailconfig),
    aliasQuestions: async (profiling, all = false) => questionsAbout(workspace, names, profiling, all),
    laterState: async () => {
      const later = await store.later(STATE_VERSION);
      return later === null ? null : { of: "folder", writtenBy: productVersion(later.by) };
    },
    oldResultFiles: async () => {
      const found = await Promise.all(
        (await usableConfigs()).map(async ({ resultfile, timeDelta4Delete }) => {
          return oldResultFiles(files, resultfile, timeDelta4Delete, clock.now()).catch((error: unknown) => {
            // A folder that cannot be read has nothing to offer; whoever writes there says what is wrong with it.
            log.warn(`${resultfile.folder}: ${String(error)}`);
            return [];
          });
        }),
      );
      return [...new Set(found.flat())];
    },
    lastScan: async () => (await memory.load("sources")).sources.lastScan ?? (await jobs.lastRun()),
  };
}

/** What a job is known by. */
function nameOf({ job, report }: Extract<JobResult, { readonly kind: "done" | "proposed" }>): string {
  return "own" in report && report.own !== undefined ? report.own.id : job;
}

/** What was said of damaged documents goes with the first job. */
function withNotices(result: DoneJob, damaged: readonly string[]): DoneJob {
  const { report } = result;
  return { ...result, report: { ...report, notices: [...damaged, ...report.notices] } } as DoneJob;
}
