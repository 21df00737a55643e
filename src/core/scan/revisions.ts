import { MAX_REVISED } from "../limits";
import type { Memory } from "../memory/memory";
import { hasOtherHead, isRevised, readSeen } from "../memory/seenKeys";
import type { Article } from "../model/model";
import type { Clock } from "../ports";
import type { Listed } from "../sources/mergeArticles";
import { type Searched, findMatches } from "./matchRows";

const MINUTE_MS = 60_000;

/** Changes of entries that were listed before. */
export interface Revisions {
  /** Articles that gained a tracked name: they are news once more. */
  readonly updates: readonly Article[];
  /** By key, articles as they read now: the updates, and those of which the text alone is another one. */
  readonly texts: ReadonlyMap<string, Article>;
  /** What became of them, by key. Whatever is not in here is looked at again by the next scan. */
  readonly changes: ReadonlyMap<string, "gained" | "changed">;
  /** By source, how many are left for the next scan. */
  readonly left: ReadonlyMap<string, number>;
  /** Those sources, and those of which an update has to wait for another day: the next scan has to read them whole. */
  readonly unfinished: ReadonlySet<string>;
}

/** What is known of the articles before this scan. */
interface Before extends Pick<Memory, "seen" | "rows"> {
  /** Gives those of the keys that are stored. */
  readonly stored: (keys: ReadonlySet<string>) => Promise<ReadonlyMap<string, Article>>;
}

/**
 * What has become of entries with another headline at a later date. One in which a tracked name stands that it was not found for is an
 * update, once a day. One that gains none has another text from then on, once a day as well, unless a name would be lost by it: what was
 * found stays.
 *
 * @param names null where none are looked for
 */
export async function judgeRevisions(
  { versions }: Listed,
  { seen, rows, stored: find }: Before,
  names: Searched | null,
  now: Date,
  clock: Clock,
): Promise<Revisions> {
  const today = now.toISOString().slice(0, 10);
  const revised: {
    readonly key: string;
    readonly date: number;
    readonly article: Article;
    readonly hasChanged: boolean;
  }[] = [];
  const unfinished = new Set<string>();
  for (const [key, { version, article }] of versions) {
    const value = seen.get(key);
    // What a joined source lists first is known, whatever others say of it.
    if (value === undefined || article.joined === true || !hasOtherHead(value, version)) continue;
    const { version: known, gained, changed } = readSeen(value);
    if (!isRevised(known, version)) continue;
    if (gained === today) unfinished.add(article.source);
    else revised.push({ key, date: version.date ?? 0, article, hasChanged: changed === today });
  }
  const updates: Article[] = [];
  const texts = new Map<string, Article>();
  const changes = new Map<string, "gained" | "changed">();
  const { chosen, left } = newestOfEach(revised);
  for (const source of left.keys()) unfinished.add(source);
  if (chosen.length === 0) return { updates, texts, changes, left, unfinished };
  const articles = chosen.map(({ article }) => article);
  const named: ReadonlyMap<string, ReadonlySet<string>> = names === null
    ? new Map()
    : await namesIn(articles, names, clock);
  const before = namesBefore(rows, new Set(chosen.map(({ key }) => key)));
  const judged = chosen.flatMap((one) => {
    const known: ReadonlySet<string> = before.get(one.key) ?? new Set();
    const found: ReadonlySet<string> = named.get(one.key) ?? new Set();
    const isUpdate = [...found].some((name) => !known.has(name));
    const isLess = [...known].some((name) => !found.has(name));
    return isUpdate || !one.hasChanged ? [{ ...one, isUpdate, isLess }] : [];
  });
  if (judged.length === 0) return { updates, texts, changes, left, unfinished };
  const stored = await find(new Set(judged.map(({ key }) => key)));
  for (const { key, date, article, isUpdate, isLess } of judged) {
    const old = stored.get(key);
    changes.set(key, isUpdate ? "gained" : "changed");
    if (isUpdate) {
      const update = updateOf(old, article, date, now);
      updates.push(update);
      texts.set(key, update);
    } else if (old !== undefined && !isLess) texts.set(key, withTextOf(old, article));
  }
  return { updates, texts, changes, left, unfinished };
}

/** An article that is news once more: as its entry reads now, published when it was first. @param date of the change, in minutes */
export function updateOf(old: Article | undefined, now: Article, date: number, found: Date): Article {
  const { published = now.published, source = now.source } = old ?? {};
  const updated = `${new Date(date * MINUTE_MS).toISOString().slice(0, 19)}Z`;
  const firstFound = old?.firstFound ?? old?.found;
  return {
    ...now,
    published,
    source,
    found: found.toISOString(),
    updated,
    ...(firstFound === undefined ? {} : { firstFound }),
  };
}

/** What an entry says now, of an article that is otherwise as it was. */
export function withTextOf(old: Article, { title, summary, content, categories, indicators }: Article): Article {
  const { summary: _s, content: _c, categories: _k, indicators: _i, ...rest } = old;
  return {
    ...rest,
    title,
    ...(summary === undefined ? {} : { summary }),
    ...(content === undefined ? {} : { content }),
    ...(categories === undefined ? {} : { categories }),
    ...(indicators === undefined ? {} : { indicators }),
  };
}

function newestOfEach<T extends { readonly date: number; readonly article: Article }>(
  revised: readonly T[],
): { readonly chosen: readonly T[]; readonly left: ReadonlyMap<string, number> } {
  const bySource = new Map<string, T[]>();
  for (const one of revised) {
    const same = bySource.get(one.article.source);
    if (same === undefined) bySource.set(one.article.source, [one]);
    else same.push(one);
  }
  const left = new Map<string, number>();
  const chosen = [...bySource].flatMap(([source, own]) => {
    if (own.length <= MAX_REVISED) return own;
    left.set(source, own.length - MAX_REVISED);
    return own.toSorted((a, b) => b.date - a.date).slice(0, MAX_REVISED);
  });
  return { chosen, left };
}

/** Key → the names that are found in an article as it reads now. */
async function namesIn(
  articles: readonly Article[],
  names: Searched,
  clock: Clock,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { found } = await findMatches([articles], names.entries, names.isDismissed, clock);
  return inverted([...found].map(([name, row]) => [name, row.keys()] as const));
}

/** Key → the names an article was found for. */
function namesBefore(rows: Memory["rows"], keys: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  return inverted(
    [...rows].map(([name, { items }]) => [name, items.flatMap(({ key }) => (keys.has(key) ? [key] : []))] as const),
  );
}

function inverted(rows: readonly (readonly [name: string, keys: Iterable<string>])[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const [name, keys] of rows) {
    for (const key of keys) {
      const known = names.get(key);
      if (known === undefined) names.set(key, new Set([name]));
      else known.add(name);
    }
  }
  return names;
}
