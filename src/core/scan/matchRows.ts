import type { ProfileConfig } from "../config/types";
import { compileLinearPattern } from "../text/linearPattern";
import { compileNamesInTurns } from "../matching/matcher";
import type { NameEntry } from "../matching/nameEntry";
import type { RuleProblem } from "../text/patterns";
import type { Article, Match, NewMatches, ProfileArticle, StoredNote } from "../model/model";
import type { Clock } from "../ports";
import { fingerprint } from "../text/fingerprint";
import type { RowItem, RowMemory } from "../memory/memory";
import type { IsDismissed } from "../names/trackedNames";

/** Characters searched, and names or items put together, before other work of the process gets its turn: some milliseconds' worth. */
const CHARACTERS_PER_TURN = 100_000;
const STEPS_PER_TURN = 2_500;

export interface RowsResult {
  readonly rows: ReadonlyMap<string, RowMemory>;
  /** Only what no earlier scan knew, with the articles it stands in. */
  readonly fresh: readonly NewMatches[];
  /** The articles of the rows. */
  readonly articles: ReadonlyMap<string, Article>;
  /** Rules that could not be followed. */
  readonly problems: readonly RuleProblem[];
}

/** What is looked for. */
export interface Searched {
  readonly entries: readonly NameEntry[];
  readonly isDismissed: IsDismissed;
}

/** What is matched with what. */
interface MatchPlan extends Searched {
  /** Pieces of what is to be searched. */
  readonly articles: AsyncIterable<Iterable<Article>> | Iterable<Iterable<Article>>;
  readonly before: ReadonlyMap<string, RowMemory>;
  /** Articles of the rows before that need not be searched: what was found in them counts. */
  readonly known: ReadonlyMap<string, Article>;
  /** What a new pair with an article starts with, unless it is found by an ambiguous alias alone. */
  readonly note: (article: Article) => StoredNote;
  /** Was reported before anything was remembered here. A new pair with it is read, has no note and is not fresh. */
  readonly isTold: (article: Article) => boolean;
  /** By key: is news once more, by a change of its entry. All of it is unread. */
  readonly isUpdated: (key: string) => boolean;
}

/**
 * Matches articles against all names and carries over what is remembered of each pair (read, note). When every stored article is
 * matched anew, a name or alias added since the last scan finds the articles that came before it.
 */
export async function matchRows(
  { articles: searched, entries, isDismissed, before, known: settled, note, isTold, isUpdated }: MatchPlan,
  clock: Clock,
): Promise<RowsResult> {
  const { found, articles, problems } = await findMatches(searched, entries, isDismissed, clock);
  for (const [name, { items }] of before) {
    const row = found.get(name) ?? new Map<string, Match[]>();
    for (const { key, matches } of items) {
      const article = settled.get(key);
      if (article === undefined || articles.has(key)) continue;
      row.set(key, [...matches]);
    }
    if (row.size > 0) found.set(name, row);
  }
  for (const [key, article] of settled) if (!articles.has(key)) articles.set(key, article);
  await clock.wait(0);
  const unowned = unownedItems(before);
  const isInDoubt = doubtful(entries);
  const rows = new Map<string, RowMemory>();
  const fresh: NewMatches[] = [];
  let steps = 0;
  for (const entry of entries) {
    if (++steps % STEPS_PER_TURN === 0) await clock.wait(0);
    const name = entry.profile ?? entry.name;
    if (rows.has(name)) continue;
    const old = before.get(name);
    const oldItems = new Map(old?.items.map((item) => [item.key, item]));
    const items: RowItem[] = [];
    const freshArticles: ProfileArticle[] = [];
    for (const [key, matches] of found.get(name) ?? []) {
      if (++steps % STEPS_PER_TURN === 0) await clock.wait(0);
      // An alias whose owner became known takes its articles along to the profile.
      const known =
        oldItems.get(key) ?? unowned.get(key)?.find(({ alias }) => matches.some((match) => match.name === alias))?.item;
      const article = articles.get(key);
      const told = known === undefined && article !== undefined && isTold(article);
      const item: RowItem = {
        key,
        matches,
        read: (known?.read ?? told) && !isUpdated(key),
        note: told
          ? "off"
          : noteOf(known?.note, matches.every(isInDoubt), article === undefined ? "off" : note(article)),
        ...(known?.theirs === true ? { theirs: true } : {}),
        ...(known?.given === true ? { given: true } : {}),
      };
      items.push(item);
      if (known === undefined && !told && article !== undefined) freshArticles.push({ ...item, article });
    }
    const row: RowMemory = { owner: entry.profile !== null, record: old?.record ?? { kind: "unknown" }, items };
    if (items.length > 0 || row.record.kind !== "unknown") rows.set(name, row);
    if (freshArticles.length > 0) fresh.push({ name, owner: row.owner, articles: freshArticles });
  }
  await clock.wait(0);
  const kept = new Map<string, Article>();
  for (const { items } of rows.values()) {
    for (const { key } of items) {
      const article = articles.get(key);
      if (article !== undefined) kept.set(key, article);
    }
  }
  return { rows, fresh, articles: kept, problems };
}

/** Tells matches by an alias that may stand for other actors as well. */
export function doubtful(entries: readonly NameEntry[]): (match: Match) => boolean {
  const keyOf = (profile: string | null, name: string) => JSON.stringify([profile, name]);
  const keys = new Set(
    entries.flatMap(({ profile, name, ambiguous = [] }) => (ambiguous.length === 0 ? [] : [keyOf(profile, name)])),
  );
  return ({ profile, name }) => keys.size > 0 && keys.has(keyOf(profile, name));
}

/** A held note waits for somebody to say whose the alias is; from then on it is like a new one. */
function noteOf(known: StoredNote | undefined, isInDoubt: boolean, fresh: StoredNote): StoredNote {
  if (known !== undefined && known !== "held") return known;
  return isInDoubt && (fresh === "pending" || known === "held") ? "held" : fresh;
}

/** Row name → key → matches, in turns, with the articles something was found in. */
export async function findMatches(
  pieces: MatchPlan["articles"],
  entries: readonly NameEntry[],
  isDismissed: IsDismissed,
  clock: Clock,
): Promise<{
  readonly found: Map<string, Map<string, Match[]>>;
  readonly articles: Map<string, Article>;
  readonly problems: readonly RuleProblem[];
}> {
  // Who calls has just put the names together.
  await clock.wait(0);
  const matcher = await compileNamesInTurns(entries, () => clock.wait(0), {
    compilePattern: compileLinearPattern,
    now: () => clock.now().getTime(),
  });
  const found = new Map<string, Map<string, Match[]>>();
  const articles = new Map<string, Article>();
  let sinceTurn = 0;
  for await (const piece of pieces) {
    for (const article of piece) {
      const { key } = article;
      for (const match of matcher.match(article)) {
        if (isDismissed(match, key)) continue;
        articles.set(key, article);
        const name = match.profile ?? match.name;
        const row = found.get(name) ?? new Map<string, Match[]>();
        found.set(name, row);
        const matches = row.get(key);
        if (matches === undefined) row.set(key, [match]);
        else matches.push(match);
      }
      sinceTurn += charactersOf(article);
      if (sinceTurn >= CHARACTERS_PER_TURN) {
        sinceTurn = 0;
        await clock.wait(0);
      }
    }
  }
  return { found, articles, problems: matcher.problems };
}

/** To be raised when the same names and rules find other places than before. */
const MATCHING = 3;

/**
 * A short text for all that decides what the stored articles are found by, and for how many of them there were. As long as it is
 * the same only new articles have to be matched.
 */
export function matchStamp(
  entries: readonly NameEntry[],
  profiles: readonly ProfileConfig[],
  note: StoredNote,
  added: number,
): string {
  const dismissed = profiles.map(({ name, notHere, aliases }) => [
    name,
    notHere,
    aliases.map((alias) => [alias.name, alias.notHere]),
  ]);
  return `${fingerprint(JSON.stringify([MATCHING, entries, dismissed, note]))} ${added}`;
}

function charactersOf({ title, url, summary = "", content = "" }: Article): number {
  return title.length + url.length + summary.length + content.length;
}

function unownedItems(rows: ReadonlyMap<string, RowMemory>): Map<string, { alias: string; item: RowItem }[]> {
  const result = new Map<string, { alias: string; item: RowItem }[]>();
  for (const [alias, row] of rows) {
    if (row.owner) continue;
    for (const item of row.items) result.set(item.key, [...(result.get(item.key) ?? []), { alias, item }]);
  }
  return result;
}
