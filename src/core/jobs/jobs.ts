import { type OwnJobFile, readOwnJobs } from "../config/ownJobs";
import { hasConfig, readConfig } from "../config/readConfig";
import { type JobId, OTHER_JOBS, type OtherJob } from "../model/model";
import { type PageVersions, pageKey, pageText } from "./contentsJob";
import type { JobsOverview, KeywordArticle, OwnFound, OwnOverview, OwnTrouble } from "./jobReports";
import type { JobWorkspace } from "./jobDocuments";
import { byKeyword, newestFirst } from "./keywords";
import { ownDocuments, ownKind } from "./ownDocuments";
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
  digest: (text: string) => string,
): Jobs {
  const { memory, clock } = workspace;
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
      case "rows":
        return {
          kind: "rows",
          rows: (await memory.with({ ownRows: documents.rows }).load("ownRows")).ownRows.rows.toReversed(),
        };
    }
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
    overview: async () => {
      const there = new Set(await configured());
      const wanted = there.has("keywords") ? await readConfig(workspace, "keywords") : null;
      const { ownRuns } = await memory.load("ownRuns");
      const own: OwnOverview[] = [];
      for (const job of await readOwnJobs(workspace)) {
        const { id, state } = job;
        const name = state.kind === "ok" && state.config.head.name !== "" ? state.config.head.name : id;
        own.push({ id, name, file: state.file, trouble: await troubleOf(job, ownRuns), found: await foundBy(job) });
      }
      return {
        keywords:
          wanted === null
            ? null
            : byKeyword(
                wanted.kind === "ok" ? wanted.config.websiteconfig.keywords : [],
                (await memory.load("keywords")).keywords.articles,
              ),
        counts: there.has("counts") ? (await memory.load("counts")).counts : null,
        contents: there.has("contents") ? (await memory.load("contents")).contents : null,
        own,
      };
    },
    ownArticles: async () => storedByOwn(workspace, await readOwnJobs(workspace), digest),
    contentVersions: async (url, id = null) =>
      (await memory.with({ text: pageText(digest(pageKey(url, id))) }).load("text")).text,
  };
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
