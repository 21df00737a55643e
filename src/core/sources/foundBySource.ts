import { KEEP_ARTICLES_DAYS } from "../limits";
import { daysBefore } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import type { Article } from "../model/model";

/** What a source gave in the days for which articles are kept. */
export interface Found {
  readonly articles: number;
  /** Of them, those in which a name was found. */
  readonly matches: number;
  readonly days: number;
}

/** Of each source, by its address as told; those that gave nothing are not there. */
export type FoundBySource = ReadonlyMap<string, Found>;

/**
 * Counts the stored articles of the sources, and those in which a name was found. No network.
 *
 * @param ofKeywords what the job of this name has kept: sources that it alone reads have no other articles
 */
export async function foundBySource(
  { memory, clock }: Workspace,
  ofKeywords: Iterable<Article>,
): Promise<FoundBySource> {
  const oldest = daysBefore(clock.now(), KEEP_ARTICLES_DAYS);
  const [articles, { rows, articles: matched }] = await Promise.all([
    memory.archive.counts(oldest),
    memory.load("rows", "articles"),
  ]);
  const matches = new Map<string, number>();
  const keys = new Set([...rows.values()].flatMap(({ items }) => items.map(({ key }) => key)));
  for (const key of keys) {
    const article = matched.get(key);
    if (article !== undefined && article.found >= oldest) count(matches, article.source);
  }
  const others = new Map<string, number>();
  for (const { source, found } of ofKeywords) if (found >= oldest) count(others, source);
  const all = new Set([...articles.keys(), ...matches.keys(), ...others.keys()]);
  return new Map(
    [...all].map((source) => {
      const kept = articles.get(source) ?? others.get(source) ?? 0;
      const found = matches.get(source) ?? 0;
      return [source, { articles: Math.max(kept, found), matches: found, days: KEEP_ARTICLES_DAYS }];
    }),
  );
}

/** What some sources gave together. */
export function sumOfFound(found: FoundBySource, sources: readonly string[]): Found {
  const all = sources.flatMap((source) => found.get(source) ?? []);
  return {
    articles: all.reduce((sum, { articles }) => sum + articles, 0),
    matches: all.reduce((sum, { matches }) => sum + matches, 0),
    days: KEEP_ARTICLES_DAYS,
  };
}

function count(counts: Map<string, number>, source: string): void {
  counts.set(source, (counts.get(source) ?? 0) + 1);
}
