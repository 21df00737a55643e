import { sources as sourcesOf } from "./config/sources";
import { exportText } from "./exports/exportMatches";
import { chosenRows } from "./exports/exportRows";
import { createNames } from "./names/createNames";
import type { KnowledgeParser, NameFiles } from "./names/importNames";
import { readJobConfig } from "./config/jobConfig";
import { noteConfig } from "./config/noteConfig";
import { createJobDesk } from "./jobs/jobDesk";
import { OTHER_JOBS } from "./model/model";
import { createMailDesk } from "./mail/mailDesk";
import type { Mailer } from "./mail/mailer";
import type { Clock, Http, Log, Parser, Signing, StateStore, WorkspaceFiles } from "./ports";
import type { Translate } from "./text/translate";
import { readConfiguration } from "./config/readConfiguration";
import type { RecordWorld } from "./notes/noteWorld";
import { noteArticles, previewRows, writePending, writeRows } from "./notes/writeNotes";
import { STATE_VERSION } from "./memory/documents";
import { productVersion } from "./memory/laterState";
import { createMemoryStore } from "./memory/memoryStore";
import { explainName, nameHints } from "./scan/nameInsight";
import { questionsAbout, recordAliases } from "./names/namesToFind";
import { previewRules } from "./scan/previewRules";
import { oldResultFiles } from "./results/oldResults";
import { toProfileMatches } from "./scan/matchRows";
import { queuePending } from "./notes/queuePending";
import { type Departed, rematch } from "./scan/rematch";
import { scanArticles } from "./scan/scanArticles";
import { createSourceDesk } from "./sources/sourceDesk";
import type { ConfigState } from "./config/configState";
import type { Overview, Session } from "./session";
import { discardPending, pendingRows } from "./notes/pendingRows";
import { syncAliasFile } from "./notes/syncAliasFile";
import { sentencesOf } from "./summaries/mailSummaries";
import { type SummarySources, createSummaryDesk } from "./summaries/summaryDesk";
import { shownUrl } from "./urls/shownUrl";
import { withoutQuestion } from "./xsoar/outbox";
import { createCircuits } from "./xsoar/circuit";

export interface SessionWorld {
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
}

/** One workspace folder with its configuration, memory and jobs. */
export function createSession(world: SessionWorld): Session {
  const { store } = world;
  const circuits = createCircuits(world);
  const notices: string[] = [];
  const onDamaged = (name: string, aside: string): void => {
    const sentence = world.t(
      "The stored file {name} was damaged and has been set aside as {aside}; the rest goes on.",
      {
        name,
        aside,
      },
    );
    notices.push(sentence);
    world.log.warn(sentence);
  };
  const takeNotices = (): readonly string[] => notices.splice(0);
  const memory = createMemoryStore({ ...world, onDamaged });
  const names = createNames({ ...world, memory, onDamaged });
  const { settle: settleAliases } = names;
  const readConfig = () => readConfiguration(world.files, world.configFolder, world.clock);
  const readNoteConfig = async (): Promise<ConfigState> =>
    noteConfig(await readConfig(), await readJobConfig(world.files, world.configFolder, "keywords"));
  const recordWorld = async (): Promise<RecordWorld> => {
    const state = await readNoteConfig();
    // The callers have just read it to learn the server's address.
    if (state.kind !== "ok") throw new Error("The configuration became invalid in the meantime.");
    return { ...world, circuits, config: state.config, memory, settleAliases };
  };

  const departed: Departed = new Map();
  const asked = new Map<string, number>();
  const hosts = async () => (await memory.load("health")).health.hosts;
  const newsSources = async (): Promise<SummarySources> => {
    const states = [await readConfig(), await readJobConfig(world.files, world.configFolder, "keywords")];
    const configs = states.flatMap((state) => (state.kind === "ok" ? [state.config] : []));
    const rules = configs.flatMap(({ websiteconfig }) => websiteconfig.sourceRules);
    return {
      controllerPort: configs.find(({ controllerPort }) => controllerPort > 0)?.controllerPort ?? 0,
      throughTor: new Set(rules.filter(({ tor }) => tor).map(({ url }) => shownUrl(url))),
    };
  };
  const summaries = createSummaryDesk({ ...world, memory, hosts, sources: newsSources, asked });
  const jobs = createJobDesk({
    ...world,
    takeNotices,
    settleAliases,
    memory,
    readConfig,
    summaries,
    asked,
  });
  const overview = async (): Promise<Overview> => {
    const { rows, articles, sources, outbox } = await memory.load("rows", "articles", "sources", "outbox");
    return {
      rows: toProfileMatches(rows, articles, queuePending(outbox, rows, articles, world.clock.now()), world.t).filter(
        (row) => row.articles.length > 0 || row.pending !== undefined,
      ),
      lastScan: sources.lastScan,
      failedSources: sources.failedSources,
    };
  };

  return {
    names,
    aliasQuestions: async (profiling, all = false) =>
      questionsAbout(world, names, profiling, (await memory.load("owners")).owners, all),
    jobs,
    summaries,
    mail: createMailDesk({ ...world, memory }),
    sources: createSourceDesk({ ...world, memory, readConfig }),
    laterState: async () => {
      const later = await store.later(STATE_VERSION);
      return later === null ? null : { of: "folder", writtenBy: productVersion(later.by) };
    },
    readConfig,
    noteConfig: readNoteConfig,
    scan: async (options) => {
      const state = await readConfig();
      if (state.kind !== "ok") return { kind: "config", state };
      const done = await store.withLock("scan", 0, () =>
        scanArticles(
          { ...world, jitter: () => world.signing.jitter(), memory, settleAliases, notices, asked },
          state.config,
          sourcesOf(state.config),
          options,
        ),
      );
      return done === null ? { kind: "busy" } : { kind: "done", report: { ...done.value, notices: takeNotices() } };
    },
    overview,
    rematch: async () => {
      const state = await readConfig();
      if (state.kind !== "ok") return { kind: "config", state };
      if (!state.config.profileRecords) return { kind: "done", gained: 0, lost: 0, lostNoted: 0, problems: [] };
      const report = await rematch({ ...world, memory, settleAliases }, state.config, departed);
      return { kind: "done", ...report };
    },
    previewRules: (edited, days) => previewRules({ ...world, memory, settleAliases }, edited, days),
    explainName: (config, profile, alias, days) =>
      explainName({ ...world, memory, settleAliases }, config, profile, alias, days),
    nameHints: (config, days) => nameHints({ ...world, memory, settleAliases }, config, days),
    exportMatches: async (format, choice, read) => {
      const { rows } = await overview();
      const profiles = rows.filter(({ owner }) => owner).map(({ name }) => name);
      const state = await readConfig();
      const profiling = state.kind === "ok" ? state.config.profiling : { profileData: profiles, profiles: [] };
      const { owners } = await memory.load("owners");
      const [facts, aliases, kept] = await Promise.all([
        names.facts(profiles),
        recordAliases({ ...world, settleAliases }, profiling, owners),
        summaries.kept(),
      ]);
      const choose = (made: typeof kept) => chosenRows(rows, choice, facts, aliases, sentencesOf(made));
      let chosen = choose(kept);
      if (chosen.length === 0) return null;
      if (read !== undefined) {
        const articles = chosen.flatMap((row) => row.articles.map(({ article }) => article));
        chosen = choose(await summaries.of(articles, read));
      }
      return exportText(
        format,
        chosen,
        world.clock,
        (namespace, name) => world.signing.uuid5(namespace, name),
        world.t,
      );
    },
    oldResultFiles: async () => {
      const states = await Promise.all([
        readConfig(),
        ...OTHER_JOBS.map((job) => readJobConfig(world.files, world.configFolder, job)),
      ]);
      const found = await Promise.all(
        states.map(async (state) =>
          state.kind === "ok"
            ? await oldResultFiles(
                world.files,
                state.config.resultfile,
                state.config.timeDelta4Delete,
                world.clock.now(),
              ).catch((error: unknown) => {
                // A folder that cannot be read has nothing to offer; whoever writes there says what is wrong with it.
                world.log.warn(`${state.config.resultfile.folder}: ${String(error)}`);
                return [];
              })
            : [],
        ),
      );
      return [...new Set(found.flat())];
    },
    lastScan: async () => (await memory.load("sources")).sources.lastScan ?? (await jobs.lastRun()),
    setRead: async (name, keys, read) => {
      const chosen = new Set(keys);
      await memory.change(["rows"], ({ rows }) => {
        const row = rows.get(name);
        if (row === undefined) return undefined;
        const items = row.items.map((item) => (chosen.has(item.key) ? { ...item, read } : item));
        return { rows: new Map(rows).set(name, { ...row, items }) };
      });
    },
    recordMatches: async (access, signal) => writePending(await recordWorld(), access, null, signal),
    retry: async (access, names, signal) =>
      writePending(await recordWorld(), access, typeof names === "string" ? [names] : names, signal),
    addNotes: async (access, name, keys, signal) => noteArticles(await recordWorld(), access, name, keys, signal),
    preview: async (access, names, signal) => previewRows(await recordWorld(), access, names, signal),
    pending: async () => pendingRows(await memory.load("rows", "articles", "outbox"), world.clock.now(), world.t),
    discard: (name, keys) => discardPending(memory, name, keys ?? null, world.clock.now()),
    createRecords: async (access, names, signal) =>
      writeRows(await recordWorld(), access, { edits: [], creates: names }, signal),
    writeReviewed: async (access, reviewed, signal) => writeRows(await recordWorld(), access, reviewed, signal),
    dismiss: async (names) => {
      await memory.change(["rows", "outbox"], ({ rows: before, outbox }) => {
        const rows = new Map(before);
        for (const name of names) {
          const row = rows.get(name);
          if (row?.record.kind === "missing") rows.set(name, { ...row, record: { kind: "missing", dismissed: true } });
        }
        const withoutRow = names.filter((name) => !rows.has(name));
        return { outbox: withoutQuestion(outbox, withoutRow), rows };
      });
    },
    syncAliases: async (access, signal) => {
      const state = await readNoteConfig();
      if (state.kind !== "ok") return { kind: "config", state };
      return syncAliasFile({ ...world, circuits, config: state.config, memory, settleAliases }, access, signal);
    },
  };
}
