import type { ConfigFormat, ProfilingConfig } from "../config/types";
import type { RuleProblem } from "../text/patterns";
import type { Article, Match } from "../model/model";
import type { Clock } from "../ports";
import { articleDate, findMatches } from "./matchRows";
import { type MemoryStore, daysBefore } from "../memory/memory";
import { type NamesWorld, namesToFind } from "../names/namesToFind";
import { dismissals } from "../names/trackedNames";

/** A configuration with tracked names as it stands in an editor, saved or not. */
export interface ConfigText {
  readonly job: "articles" | "keywords";
  readonly text: string;
  readonly format: ConfigFormat;
}

export interface RulesWorld extends NamesWorld {
  readonly memory: MemoryStore;
  readonly clock: Clock;
}

export interface StoredMatches {
  readonly found: ReadonlyMap<string, ReadonlyMap<string, readonly Match[]>>;
  readonly problems: readonly RuleProblem[];
}

/** What the names of a configuration find in stored articles: row → article key → matches; and rules that cannot be followed. In turns. */
export async function findInStored(
  world: RulesWorld,
  profiling: ProfilingConfig,
  articles: ReadonlyMap<string, Article>,
): Promise<StoredMatches> {
  const { owners } = await world.memory.load("owners");
  await world.clock.wait(0);
  const { entries } = await namesToFind(world, profiling, owners);
  return await findMatches([articles.values()], entries, dismissals(profiling.profiles), world.clock);
}

/** The stored articles that were found in the last days, by key. */
export async function recentArticles(
  { memory, clock }: RulesWorld,
  days: number,
): Promise<ReadonlyMap<string, Article>> {
  const oldest = daysBefore(clock.now(), days);
  const recent = new Map<string, Article>();
  for await (const piece of memory.archive.pieces()) {
    for (const [key, article] of piece) if (article.found >= oldest) recent.set(key, article);
  }
  return recent;
}

/** Sorted by the date of their articles. */
export function newestFirst<T extends { readonly article: Article }>(items: readonly T[]): readonly T[] {
  const dated = items.map((item) => ({ item, date: articleDate(item.article) }));
  return dated.toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0)).map(({ item }) => item);
}
