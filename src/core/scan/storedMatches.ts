import type { ConfigFormat, ProfilingConfig } from "../config/types";
import type { RuleProblem } from "../text/patterns";
import type { Article, Match } from "../model/model";
import { findMatches } from "./matchRows";
import { daysBefore } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import { namesToFind } from "../names/namesToFind";
import { dismissals } from "../names/trackedNames";
import { articleDate } from "../model/articleDate";

/** A configuration with tracked names as it stands in an editor, saved or not. */
export interface ConfigText {
  readonly job: "articles" | "keywords";
  readonly text: string;
  readonly format: ConfigFormat;
}

export interface StoredMatches {
  readonly found: ReadonlyMap<string, ReadonlyMap<string, readonly Match[]>>;
  readonly problems: readonly RuleProblem[];
}

/** What the names of a configuration find in stored articles: row → article key → matches; and rules that cannot be followed. In turns. */
export async function findInStored(
  workspace: Workspace,
  names: Names,
  profiling: ProfilingConfig,
  articles: ReadonlyMap<string, Article>,
): Promise<StoredMatches> {
  const { clock } = workspace;
  await clock.wait(0);
  const { entries } = await namesToFind(workspace, names, profiling);
  return await findMatches([articles.values()], entries, dismissals(profiling.profiles), clock);
}

/** The stored articles that were found in the last days, by key. */
export async function recentArticles(
  { memory, clock }: Workspace,
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
