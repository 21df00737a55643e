import type { ConfigState } from "../config/configState";
import type { KeywordsConfig } from "../config/types";
import type { RuleProblem } from "../text/patterns";
import type { Translate } from "../text/translate";
import type { Match } from "../model/model";
import { appendToProfileFiles } from "../results/profileFile";
import { doubtful, findMatches } from "../scan/matchRows";
import type { Names } from "../names/names";
import { namesToFind } from "../names/namesToFind";
import { isNews } from "../notes/noteRule";
import { dismissals } from "../names/trackedNames";
import { type Outbox, queueNotes } from "../xsoar/outbox";
import { attempt } from "./attempt";
import type { JobWorkspace } from "./jobDocuments";
import type { KeywordArticle } from "./jobReports";
import type { Doubted } from "./keywordsMemory";
import { notesBlocked, wantsNotes } from "../config/noteConfig";

/** Names of the keywords configuration in what the keywords have found. */
export interface NamesFound {
  /** Name → article key → matches. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, readonly Match[]>>;
  /** True for a match by an alias that may stand for other actors as well. */
  readonly isInDoubt: (match: Match) => boolean;
  readonly problems: readonly RuleProblem[];
}

const NOTHING: NamesFound = { rows: new Map(), isInDoubt: () => false, problems: [] };

/** Which tracked names are in the articles; none where the configuration writes neither profile files nor notes. */
export async function matchNames(
  workspace: JobWorkspace,
  names: Names,
  { profileRecords, profiling }: KeywordsConfig,
  articles: readonly KeywordArticle[],
): Promise<NamesFound> {
  const isWanted = profileRecords && (profiling.profile2file || profiling.profile2cortex);
  if (!isWanted || articles.length === 0) return NOTHING;
  const { entries } = await namesToFind(workspace, names, profiling);
  const { found, problems } = await findMatches(
    [articles.map(({ article }) => article)],
    entries,
    dismissals(profiling.profiles),
    workspace.clock,
  );
  return { rows: found, isInDoubt: doubtful(entries), problems };
}

/** False: the notes are off. A sentence when they are on and must not be written; null when they may be. */
export function notesProblem(
  config: KeywordsConfig,
  articles: ConfigState,
  isOwn: boolean,
  t: Translate,
): string | false | null {
  if (!wantsNotes(config)) return false;
  switch (notesBlocked(articles, config)) {
    case "otherServer":
      if (isOwn)
        return t(
          "The configuration of this job names another Cortex XSOAR than the articles configuration. There is one for a folder, so its matches were not sent.",
        );
      return t(
        "The keywords configuration names another Cortex XSOAR than the articles configuration. There is one for a folder, so the matches of the keywords were not sent.",
      );
    case "dryRun":
      if (isOwn)
        return t(
          "dry_run of the configuration of this job: its matches were not sent, since the articles configuration would write them.",
        );
      return t(
        "dry_run of the keywords configuration: the matches of the keywords were not sent, since the articles configuration would write them.",
      );
    case null:
      return null;
  }
}

/** What notes are due of. */
interface DueNotes {
  /** New ones, updates, and those of `doubted`. */
  readonly articles: readonly KeywordArticle[];
  /** What waited for somebody to say whose an alias is. */
  readonly doubted: readonly Doubted[];
  /** Of updates, by key, the names they gained. */
  readonly gained: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Puts the notes of new articles into the outbox, from where they go the way of all notes: one edit for a record, each article once,
 * a question where there is no record. As with the articles, an alias of several actors alone writes none until somebody has said
 * whose it is. Of an update, only names that it gained are noted.
 *
 * @returns how many there are, and what waits now
 */
export function queueMatches(
  { profiling }: KeywordsConfig,
  before: Outbox,
  { rows, isInDoubt }: NamesFound,
  { articles, doubted, gained }: DueNotes,
  now: Date,
): { readonly outbox: Outbox; readonly count: number; readonly doubted: readonly Doubted[] } {
  const byKey = new Map(articles.map(({ article }) => [article.key, article]));
  /** Of articles that were there before, the names that are due. */
  const due = new Map([...gained].map(([key, names]) => [key, new Set(names)] as const));
  for (const [name, key] of doubted) due.set(key, (due.get(key) ?? new Set()).add(name));
  const profiles = new Set(profiling.profileData);
  const waiting: Doubted[] = [];
  let outbox = before;
  let count = 0;
  for (const [name, row] of rows) {
    const notes = [...row].flatMap(([key, matches]) => {
      const article = byKey.get(key);
      // The other notes of such an article have been written.
      if (article === undefined || due.get(key)?.has(name) === false) return [];
      if (!isNews(article, profiling.CortexXSOARAPIConfig, now)) return [];
      if (!matches.every(isInDoubt)) return [{ article, matches }];
      waiting.push([name, key]);
      return [];
    });
    outbox = queueNotes(outbox, name, profiles.has(name), notes, now);
    count += notes.length;
  }
  return { outbox, count, doubted: waiting };
}

/** @returns false when a profile file could not be written; a sentence among the notices says why */
export async function profileFiles(
  { files, t }: JobWorkspace,
  { profiling }: KeywordsConfig,
  found: readonly KeywordArticle[],
  { rows }: NamesFound,
  notices: string[],
): Promise<boolean> {
  if (!profiling.profile2file || rows.size === 0) return true;
  const articles = new Map(found.map(({ article }) => [article.key, article]));
  const told = await attempt(notices, t, "write", async () => {
    await appendToProfileFiles(
      files,
      profiling.profileFolderName,
      profiling.profileData,
      profiling.profileData.flatMap((name) => {
        const keys = rows.get(name)?.keys();
        return keys === undefined ? [] : [{ name, articles: [...keys].flatMap((key) => articles.get(key) ?? []) }];
      }),
    );
    return true;
  });
  return told === true;
}
