import { type OwnJobFile, readOwnJobs } from "../config/ownJobs";
import { shownName } from "../config/ownTypes";
import { hasConfig, readConfig } from "../config/readConfig";
import type { ExportFormat } from "../exports/exportRows";
import { type Article, type JobId, OTHER_JOBS, type OtherJob } from "../model/model";
import { rememberStories, storiesByKey } from "../stories/rememberStories";
import { STORY_DAYS } from "../limits";
import type { ConfigState } from "../config/configState";
import { sentencesOf } from "../summaries/mailSummaries";
import type { Summaries, SummaryOptions } from "../summaries/summaries";
import { type PageVersions, pageKey, pageText } from "./contentsJob";
import type { JobsOverview, KeywordArticle, OwnFound, OwnOverview, OwnTrouble } from "./jobReports";
import type { JobWorkspace } from "./jobDocuments";
import { byKeyword, newestFirst } from "./keywords";
import {
  type ExportedJob,
  type JobChoice,
  type JobExport,
  articleRows,
  articlesText,
  jobFormats,
  tableText,
} from "./exportJob";
import { ownDocuments, ownKind } from "./ownDocuments";
import { tableForm } from "./prepareOwn";
import { type OwnRuns, isDue, isPaused } from "./ownRuns";
import { waitingProposals } from "../records/planProposals";
import type { OwnScripts } from "./ownScripts";

/** What the front doors ask of the jobs beside *articles*, from memory: no network. */
export interface Jobs {
  /** The jobs that have a configuration file, valid or not. */
  configured(): Promise<readonly OtherJob[]>;
  /** The jobs of the user's own, by their names, valid or not. */
  own(): Promise<readonly OwnJobStatus[]>;
  /** ISO 8601 UTC of the last run of one of them that was not cancelled, by whomever; null when there was none. */
  lastRun(): Promise<string | null>;
  overview(): Promise<JobsOverview>;
  /**
   * The text of an export of what a job has found, one of the user's own or of the three beside *articles*.
   *
   * @param summaries reads the pages of articles first; left out, it has the summaries made before
   */
  export(id: JobId, format: ExportFormat, choice: JobChoice, summaries?: SummaryOptions): Promise<JobExport>;
  /** What the user's own have kept. */
  ownArticles(): Promise<readonly KeywordArticle[]>;
  /**
   * The text of a page as read last and as it was before its last change; null when it was never read.
   *
   * @param id the job of the user's own that has read it; left out for *contents*
   */
  contentVersions(url: string, id?: JobId | null): Promise<PageVersions | null>;
}

/** A job of the user's own as it stands. */
export interface OwnJobStatus extends OwnJobFile {
  /** ISO 8601 UTC of its last run that was not cancelled; null when there was none. */
  readonly lastRun: string | null;
  /** Its script has failed too often: only a run by its name begins it. */
  readonly isPaused: boolean;
  /** The next scan runs it. */
  readonly isDue: boolean;
}

/** The jobs beside *articles* of one folder. */
export function createJobs(
  workspace: JobWorkspace,
  scripts: Pick<OwnScripts, "look">,
  summaries: Summaries,
  digest: (text: string) => string,
): Jobs {
  const { memory, clock, t } = workspace;
  const configured = async (): Promise<readonly OtherJob[]> => {
    const there = await Promise.all(OTHER_JOBS.map((job) => hasConfig(workspace, job)));
    return OTHER_JOBS.filter((_job, index) => there[index]);
  };
  const troubleOf = async ({ id, state }: OwnJobFile, runs: OwnRuns): Promise<OwnTrouble | null> => {
    if (state.kind !== "ok") return "broken";
    if (isPaused(id, runs)) return "paused";
    const look = await scripts.look(id);
    if (look.kind === "refused") return "script";
    if (look.kind === "script" && !look.isAllowed) return "consent";
    return (runs.get(id)?.failures ?? 0) > 0 ? "failed" : null;
  };
  const foundBy = async ({ id, state }: OwnJobFile): Promise<OwnFound> => {
    if (state.kind !== "ok") return { kind: "nothing" };
    const documents = ownDocuments(id, digest);
    const { config } = state;
    if (config.base === "records")
      return { kind: "proposals", proposals: await waitingProposals(memory, digest(id)).all() };
    switch (ownKind(config)) {
      case "keywords": {
        const { articles } = (await memory.with({ keywords: documents.keywords }).load("keywords")).keywords;
        return config.base === "keywords"
          ? { kind: "keywords", keywords: byKeyword(config.config.websiteconfig.keywords, articles) }
          : { kind: "articles", articles: newestFirst(articles) };
      }
      case "counts":
        return { kind: "counts", rows: (await memory.with({ counts: documents.counts }).load("counts")).counts };
      case "contents": {
        const { contents } = await memory.with({ contents: documents.contents }).load("contents");
        return { kind: "contents", pages: contents };
      }
      case "rows": {
        const { rows, fields } = (await memory.with({ ownRows: documents.rows }).load("ownRows")).ownRows;
        return { kind: "rows", rows: rows.toReversed(), fields };
      }
    }
  };
  const foundByShipped = {
    keywords: async () => {
      const state = await readConfig(workspace, "keywords");
      const wanted = state.kind === "ok" ? state.config.websiteconfig.keywords : [];
      const { articles } = (await memory.load("keywords")).keywords;
      return { kind: "keywords" as const, keywords: byKeyword(wanted, articles) };
    },
    counts: async () => ({ kind: "counts" as const, rows: (await memory.load("counts")).counts }),
    contents: async () => ({ kind: "contents" as const, pages: (await memory.load("contents")).contents }),
  };
  const toExport = async (id: JobId): Promise<ExportedJob | null> => {
    const articles = await readConfig(workspace, "articles");
    const shipped = OTHER_JOBS.find((job) => job === id);
    if (shipped !== undefined) {
      const state = await readConfig(workspace, shipped);
      if (state.kind === "none") return null;
      const csv = tableForm(state.kind === "ok" ? state.config : null, articles);
      return { id, name: id, found: await foundByShipped[shipped](), csv };
    }
    const job = (await readOwnJobs(workspace)).find((own) => own.id === id);
    if (job === undefined || job.state.kind !== "ok") return null;
    const { config } = job.state;
    return {
      id,
      name: nameOf(job),
      found: await foundBy(job),
      csv: tableForm(config.base === "records" ? null : config.config, articles),
    };
  };
  return {
    configured,
    own: async () => {
      const { ownRuns } = await memory.load("ownRuns");
      return (await readOwnJobs(workspace)).map((job) => ({
        ...job,
        lastRun: ownRuns.get(job.id)?.last ?? null,
        isPaused: isPaused(job.id, ownRuns),
        isDue: isDue(job, ownRuns, clock.now()),
      }));
    },
    lastRun: async () => (await memory.load("lastRun")).lastRun,
    export: async (id, format, choice, read) => {
      const job = await toExport(id);
      if (job === null) return { kind: "none" };
      const formats = jobFormats(job.found);
      if (formats.length > 0 && !formats.includes(format)) return { kind: "format", formats };
      const rows = articleRows(job, choice);
      if (rows.length > 0) {
        const articles = rows.flatMap((row) => row.articles.map(({ article }) => article));
        const made = read === undefined ? await summaries.kept() : await summaries.of(articles, read);
        const stories = storiesByKey((await memory.load("stories")).stories);
        const means = { sentences: sentencesOf(made), stories };
        return { kind: "text", text: await articlesText(format, rows, means, clock, job.csv, t) };
      }
      const text = tableText(format, job, choice, clock.now());
      return text === null ? { kind: "nothing" } : { kind: "text", text };
    },
    overview: async () => {
      const there = new Set(await configured());
      const { ownRuns } = await memory.load("ownRuns");
      const own: OwnOverview[] = [];
      for (const job of await readOwnJobs(workspace)) {
        const { id, state } = job;
        own.push({
          id,
          name: nameOf(job),
          file: state.file,
          trouble: await troubleOf(job, ownRuns),
          found: await foundBy(job),
        });
      }
      return {
        keywords: there.has("keywords") ? (await foundByShipped.keywords()).keywords : null,
        counts: there.has("counts") ? (await foundByShipped.counts()).rows : null,
        contents: there.has("contents") ? (await foundByShipped.contents()).pages : null,
        own,
      };
    },
    ownArticles: async () => storedByOwn(workspace, await readOwnJobs(workspace), digest),
    contentVersions: async (url, id = null) =>
      (await memory.with({ text: pageText(digest(pageKey(url, id))) }).load("text")).text,
  };
}

/** As it is shown. */
function nameOf({ id, state }: OwnJobFile): string {
  return state.kind === "ok" ? shownName(id, state.config.head) : id;
}

/** Tells the stories of all that a folder has stored, and remembers them. @param digest of the names of jobs */
export async function rememberAll(
  workspace: JobWorkspace,
  { articles, own, hasNews }: StoredOf,
  digest: (text: string) => string,
): Promise<void> {
  await rememberStories(workspace, {
    others: () => storedByOthers(workspace, own, digest),
    hasNews,
    days: articles.kind === "ok" ? articles.config.stories.days : STORY_DAYS,
  });
}

/** Whose stories are told. */
interface StoredOf {
  readonly articles: ConfigState;
  readonly own: readonly OwnJobFile[];
  /** Something was stored since it was done last. */
  readonly hasNews: boolean;
}

/** The stored articles of all jobs but *articles*: those are in the archive. @param digest of the names of jobs */
export async function storedByOthers(
  workspace: JobWorkspace,
  own: readonly OwnJobFile[],
  digest: (text: string) => string,
): Promise<readonly Article[]> {
  const { keywords } = await workspace.memory.load("keywords");
  const ofOwn = await storedByOwn(workspace, own, digest);
  return [...keywords.articles, ...ofOwn].map(({ article }) => article);
}

/** The stored articles of jobs of the user's own. @param digest of the names of jobs */
export async function storedByOwn(
  { memory }: JobWorkspace,
  own: readonly OwnJobFile[],
  digest: (text: string) => string,
): Promise<readonly KeywordArticle[]> {
  const found: KeywordArticle[] = [];
  for (const { id, state } of own) {
    if (state.kind !== "ok" || state.config.base === "records" || ownKind(state.config) !== "keywords") continue;
    const { keywords } = await memory.with({ keywords: ownDocuments(id, digest).keywords }).load("keywords");
    found.push(...keywords.articles);
  }
  return found;
}
