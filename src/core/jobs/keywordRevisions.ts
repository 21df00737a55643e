import { isRevised, readSeen } from "../memory/seenKeys";
import type { Listed } from "../sources/mergeArticles";
import { updateOf, withTextOf } from "../scan/revisions";
import type { KeywordArticle } from "./jobReports";
import type { NamesFound } from "./keywordNames";
import type { FindArticles } from "./listJob";
import type { KeywordsMemory } from "./keywordsMemory";

/** Changes of entries that the job knows. */
export interface KeywordRevisions {
  /** Those that gained a keyword or a tracked name: news once more. */
  readonly updates: readonly KeywordArticle[];
  /** Of them, by key, the tracked names they gained. */
  readonly gained: ReadonlyMap<string, ReadonlySet<string>>;
  /** By key, those of which the text alone is another one. */
  readonly texts: ReadonlyMap<string, KeywordArticle>;
  readonly changes: ReadonlyMap<string, "gained" | "changed">;
  /** Sources of which an update has to wait for another day: the next run has to read them whole. */
  readonly unfinished: ReadonlySet<string>;
}

/** What has become of entries with another headline at a later date, by the rules of `judgeRevisions`. */
export async function keywordRevisions(
  { versions }: Listed,
  { seen, articles }: Pick<KeywordsMemory, "seen" | "articles">,
  find: FindArticles,
  namesOf: (articles: readonly KeywordArticle[]) => Promise<NamesFound>,
  now: Date,
): Promise<KeywordRevisions> {
  const today = now.toISOString().slice(0, 10);
  const stored = new Map(articles.map((one) => [one.article.key, one]));
  const updates: KeywordArticle[] = [];
  const gained = new Map<string, ReadonlySet<string>>();
  const texts = new Map<string, KeywordArticle>();
  const changes = new Map<string, "gained" | "changed">();
  const unfinished = new Set<string>();
  const revised = [...versions].flatMap(([key, { version, article }]) => {
    const old = stored.get(key);
    const known = readSeen(seen.get(key) ?? "");
    if (old === undefined || article.joined === true || !isRevised(known.version, version)) return [];
    if (known.gained === today) {
      unfinished.add(article.source);
      return [];
    }
    const [after] = find([article]);
    return after === undefined ? [] : [{ key, date: version.date ?? 0, old, after, isText: known.changed !== today }];
  });
  if (revised.length === 0) return { updates, gained, texts, changes, unfinished };
  const before = namesByKey(await namesOf(revised.map(({ old }) => old)));
  const after = namesByKey(await namesOf(revised.map((one) => one.after)));
  for (const { key, date, old, after: one, isText } of revised) {
    const names = new Set([...(after.get(key) ?? [])].filter((name) => before.get(key)?.has(name) !== true));
    if (names.size > 0 || one.keywords.some((keyword) => !old.keywords.includes(keyword))) {
      updates.push({ ...one, article: updateOf(old.article, one.article, date, now) });
      gained.set(key, names);
      changes.set(key, "gained");
    } else if (isText) {
      changes.set(key, "changed");
      const isLess = old.keywords.some((keyword) => !one.keywords.includes(keyword));
      if (!isLess) texts.set(key, { ...one, article: withTextOf(old.article, one.article) });
    }
  }
  return { updates, gained, texts, changes, unfinished };
}

function namesByKey({ rows }: NamesFound): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const [name, row] of rows) {
    for (const key of row.keys()) names.set(key, (names.get(key) ?? new Set()).add(name));
  }
  return names;
}
