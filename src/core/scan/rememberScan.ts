import type { ArticlesConfig } from "../config/types";
import {
  KEEP_ARTICLES_DAYS,
  MAX_ALIASES,
  MAX_ALIAS_FILE_BYTES,
  MAX_ARTICLES_OF_SOURCE,
  MAX_SEEN_OF_SOURCE,
} from "../limits";
import { describeRuleProblem } from "../text/patterns";
import type { Article, NewMatches } from "../model/model";
import { movedToOwners } from "../xsoar/outbox";
import { askAbout, withNotes } from "../memory/backfill";
import { withDecidedNotes } from "../memory/decidedNotes";
import { type RowsResult, matchRows, matchStamp } from "./matchRows";
import { type Archive, type Memory, type Pending, type SourcesMemory, daysBefore } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import { freshNote } from "../notes/noteRule";
import { namesToFind } from "../names/namesToFind";
import type { SourceReading } from "../sources/articlesOf";
import type { Listed } from "../sources/mergeArticles";
import { type Texts, beyondNewest, withText } from "../memory/archive";
import { type KeptArticles, keptArticles } from "./keptArticles";
import { findArticles, isEmpty, storedArticles } from "../memory/storedArticles";
import { aliasOwners, dismissals } from "../names/trackedNames";
import { seenAfterScan } from "./rememberSeen";
import { type Revisions, judgeRevisions } from "./revisions";

const CHANGED = [
  "articles",
  "backfill",
  "matched",
  "outbox",
  "pending",
  "rows",
  "seen",
  "sources",
] as const satisfies readonly (keyof Memory)[];

/** What a scan has found. */
interface Findings {
  readonly listed: Listed;
  readonly newArticles: readonly Article[];
  /** Not seen here before, and held by an earlier result file. To be found like any other, and no news. */
  readonly isTold: (article: Article) => boolean;
  readonly readings: readonly SourceReading[];
  readonly rules: ReadonlyMap<string, string>;
  readonly started: Date;
}

/** What the files are to be told. */
export interface Remembered extends KeptArticles {
  /** Changed entries by source that are left for the next scan. */
  readonly later: Revisions["left"];
  readonly unfinished: Revisions["unfinished"];
  readonly articles: ReadonlyMap<string, Article>;
  readonly fresh: readonly NewMatches[];
  readonly pending: Pending;
}

/** Puts everything found into the memory before any result file is written: what a crash cuts off, the next scan completes. */
export async function rememberScan(
  workspace: Workspace,
  names: Names,
  config: ArticlesConfig,
  findings: Findings,
  notices: string[],
): Promise<Remembered> {
  const { clock, t } = workspace;
  const { archive } = workspace.memory;
  const { profiles, profile2file, profile2cortex } = config.profiling;
  const { articles, ...told } = await workspace.memory.change(CHANGED, async (memory) => {
    const { entries, aliasFileRead, aliasesLeft } = await namesToFind(workspace, names, config.profiling);
    if (config.profileRecords && !aliasFileRead) {
      notices.push(
        t(
          "The alias file is not a JSON array of names, or larger than {limit} MB; the aliases known from before were looked for. Run Sync Aliases to write it anew.",
          { limit: MAX_ALIAS_FILE_BYTES / 1_000_000 },
        ),
      );
    }
    if (config.profileRecords && aliasesLeft > 0) {
      const values = { count: aliasesLeft, limit: MAX_ALIASES };
      notices.push(t("The alias file has {count|name|names} more than the {limit} that are looked for.", values));
    }
    const searched = { entries, isDismissed: dismissals(profiles) };
    const { kept, left } = await keptArticles(findings.newArticles, config.profileRecords ? entries : null, clock);
    const find = async (keys: ReadonlySet<string>) => storedOf(archive, memory.articles, keys);
    const before = { seen: memory.seen, rows: memory.rows, stored: find };
    const lookedFor = config.profileRecords ? searched : null;
    const revisions = await judgeRevisions(findings.listed, before, lookedFor, findings.started, clock);
    const { updates, texts, changes, left: later, unfinished } = revisions;
    const news = [...kept, ...updates];
    const again = await find(new Set(updates.map(({ key }) => key)));
    const unstored = [
      ...kept,
      ...(await toldToStore(archive, findings)),
      ...updates.filter(({ key }) => !again.has(key)),
    ];
    const stored = await storedBefore(archive, memory, findings, unstored, texts);
    const adding = archive.add(unstored, stored.texts, stored.oldest);
    const note = profile2cortex ? "pending" : "off";
    const stamp = (added: number): string => matchStamp(entries, profiles, note, added);
    const rowsAfter = async (): Promise<Omit<RowsResult, "problems"> & Partial<RowsResult>> => {
      // Without matching the rows stay as they are: switched on again, it must not report old news.
      if (!config.profileRecords) return { rows: memory.rows, fresh: [], articles: stored.ofRows };
      const { isTold } = findings;
      const common = {
        ...searched,
        before: memory.rows,
        note: freshNote(config.profiling, findings.started),
        isTold,
        isUpdated: (key: string) => changes.get(key) === "gained",
      };
      const isMatched = memory.matched === stamp(stored.added) && !stored.hasContents && hasAll(memory);
      if (isMatched || stored.isEmpty) {
        const added = new Set(unstored.map(({ key }) => key));
        const changed = [...texts.values()].filter(({ key }) => !added.has(key));
        return matchRows({ ...common, articles: [unstored, changed], known: stored.ofRows }, clock);
      }
      await adding;
      const all = storedArticles(archive, stored.ofRows, stored.oldest);
      return matchRows({ ...common, articles: all, known: new Map() }, clock);
    };
    // What is added is on its way to the disk while it is matched.
    const [{ added, gone }, { rows, fresh, articles, problems = [] }] = await Promise.all([adding, rowsAfter()]);
    for (const [source, count] of gone) {
      const values = { source, count, limit: MAX_ARTICLES_OF_SOURCE };
      notices.push(
        t(
          "{source}: {count|stored article was|stored articles were} given up, the oldest first. {limit} of a source are kept.",
          values,
        ),
      );
    }
    for (const problem of problems) notices.push(describeRuleProblem(problem, t));
    const moved = movedToOwners(memory.outbox, aliasOwners(entries));
    const { seen, forgotten } = await seenAfterScan(clock, memory.seen, findings, kept, changes);
    if (forgotten > 0) {
      const values = { count: forgotten, limit: MAX_SEEN_OF_SOURCE };
      notices.push(
        t(
          "{count} articles are not remembered as seen any more. Of a source {limit} are: those it lists, and then the newest.",
          values,
        ),
      );
    }
    const outbox = await withDecidedNotes(moved, rows, async () => articles, findings.started);
    const pending: Pending = {
      result: config.resultfile.createFile
        ? [...new Set([...memory.pending.result, ...news.map(({ key }) => key)])]
        : [],
      profiles: profile2file
        ? [
            ...memory.pending.profiles,
            ...fresh.flatMap((row) =>
              row.owner ? row.articles.map(({ article }) => [row.name, article.key] as const) : [],
            ),
          ]
        : [],
    };
    return {
      // What the later ones rely on comes first.
      articles,
      outbox,
      rows,
      matched: config.profileRecords ? stamp(added) : memory.matched,
      pending,
      backfill: askAbout(withNotes(memory.backfill, profile2cortex), profile2cortex ? joinedNames(fresh) : []),
      seen,
      fresh,
      kept: news,
      left,
      later,
      unfinished,
    };
  });
  const { fresh, pending, kept, left, later, unfinished } = told;
  const promised = await promisedArticles(archive, articles, kept, pending);
  return { articles: promised, fresh, pending, kept, left, later, unfinished };
}

/** The tracked names that joined sources alone have found something for. */
function joinedNames(fresh: readonly NewMatches[]): readonly string[] {
  return fresh.flatMap(({ name, owner, articles }) =>
    owner && articles.some(({ article }) => article.joined === true) ? [name] : [],
  );
}

/** What was told before and is not stored: an interrupted scan may have stored it, or what was seen is lost alone. */
async function toldToStore(archive: Archive, { listed, isTold }: Findings): Promise<readonly Article[]> {
  const told = [...listed.articles.values()].filter(isTold);
  const stored = await findArticles(archive, new Set(told.map(({ key }) => key)));
  return told.filter(({ key }) => !stored.has(key));
}

/** Those of the keys that are stored, be it with the rows alone. */
async function storedOf(
  archive: Archive,
  ofRows: Memory["articles"],
  keys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Article>> {
  const found = new Map(await findArticles(archive, keys));
  for (const key of keys) {
    const article = found.has(key) ? undefined : ofRows.get(key);
    if (article !== undefined) found.set(key, article);
  }
  return found;
}

/** What is stored before further articles are. */
interface Stored {
  readonly oldest: string;
  /** How many articles were ever stored; 0 as well for an archive of an earlier version. */
  readonly added: number;
  /** Whether nothing is stored, of the rows neither. */
  readonly isEmpty: boolean;
  /** What stands in for stored articles, and whether texts are among it that they had none of. */
  readonly texts: Texts;
  readonly hasContents: boolean;
  /** The articles of the rows that are not too old. */
  readonly ofRows: ReadonlyMap<string, Article>;
}

async function storedBefore(
  archive: Archive,
  memory: Pick<Memory, "articles" | "sources">,
  findings: Findings,
  unstored: readonly Article[],
  revised: Revisions["texts"],
): Promise<Stored> {
  const oldest = daysBefore(findings.started, KEEP_ARTICLES_DAYS);
  const contents = newContents(memory.sources, findings, unstored);
  const texts = new Map<string, Article | string>([...contents, ...revised]);
  const ofRows = new Map<string, Article>();
  // They are in the order of the rows.
  const inOrder =
    memory.articles.size <= MAX_ARTICLES_OF_SOURCE
      ? memory.articles
      : [...memory.articles].toSorted(([, a], [, b]) => (a.found < b.found ? -1 : Number(a.found > b.found)));
  const isTooMuch = beyondNewest([...inOrder].map(([, article]) => article));
  for (const [key, article] of inOrder) {
    if (article.found >= oldest && !isTooMuch(article)) ofRows.set(key, withText(article, texts));
  }
  const added = await archive.added();
  const hasNone = added === 0 && ofRows.size === 0 && (await isEmpty(archive));
  return { oldest, added, isEmpty: hasNone, texts, hasContents: contents.size > 0, ofRows };
}

/**
 * Texts of articles that are stored already, from sources that were read for other rules before: a rule that looks into texts is
 * of use for what was stored before it as well.
 */
function newContents(
  known: SourcesMemory,
  { readings, rules }: Findings,
  unstored: readonly Article[],
): ReadonlyMap<string, string> {
  const added = new Set(unstored.map(({ key }) => key));
  const contents = new Map<string, string>();
  for (const { report, articles } of readings) {
    const { url } = report.source;
    if (known.taken.get(url)?.get("articles") === rules.get(url)) continue;
    for (const { key, content } of articles) {
      if (content !== undefined && !added.has(key) && !contents.has(key)) contents.set(key, content);
    }
  }
  return contents;
}

/** False when an article of a row is lost: then all are matched anew. */
function hasAll({ articles, rows }: Pick<Memory, "articles" | "rows">): boolean {
  return [...rows.values()].every(({ items }) => items.every(({ key }) => articles.has(key)));
}

/** Every article that the files are still to be told of. */
async function promisedArticles(
  archive: Archive,
  ofRows: ReadonlyMap<string, Article>,
  newArticles: readonly Article[],
  pending: Pending,
): Promise<ReadonlyMap<string, Article>> {
  const articles = new Map(newArticles.map((article) => [article.key, article]));
  const missing = new Set<string>();
  for (const key of [...pending.result, ...pending.profiles.map(([, one]) => one)]) {
    if (articles.has(key)) continue;
    const article = ofRows.get(key);
    if (article === undefined) missing.add(key);
    else articles.set(key, article);
  }
  for (const [key, article] of await findArticles(archive, missing)) articles.set(key, article);
  return articles;
}
