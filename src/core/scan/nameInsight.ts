import { parseConfig, prepareConfig } from "../config/parseConfig";
import type { NameEntry } from "../matching/nameEntry";
import { nameKey } from "../matching/nameKey";
import type { RuleProblem } from "../text/patterns";
import { type NameRule, deriveRule } from "../matching/rules";
import type { Workspace } from "../memory/workspace";
import type { Article } from "../model/model";
import type { Names } from "../names/names";
import { findMatches } from "./matchRows";
import { namesToFind } from "../names/namesToFind";
import { type ConfigText, findInStored, newestFirst, recentArticles } from "./storedMatches";
import { dismissals } from "../names/trackedNames";

/** What is known of one name of a configuration. */
export interface NameInsight {
  readonly profile: string;
  /** The name itself, or one of its other names. */
  readonly name: string;
  readonly rule: NameRule;
  /** All its names, its own first. */
  readonly names: readonly NameEntry[];
  readonly days: number;
  /** Stored articles that were looked at. */
  readonly articles: number;
  /** Those that its names were found in; of an alias, those that it was found in itself. */
  readonly hits: number;
  /** The last of them, newest first. */
  readonly recent: readonly Article[];
  /** Rules that could not be followed. */
  readonly problems: readonly RuleProblem[];
}

/** Articles that a hover shows. */
const RECENT = 3;

/**
 * What a name of a configuration finds in the stored articles of the last days, by itself: longer names of others, which would win
 * where they overlap it, are not looked for. Null when the text has errors or not this name.
 */
export async function explainName(
  workspace: Workspace,
  library: Names,
  { job, text, format }: ConfigText,
  profileName: string,
  alias: string | null,
  days: number,
): Promise<NameInsight | null> {
  const { clock } = workspace;
  const pause = () => clock.wait(0);
  await prepareConfig(text, format, pause);
  const { config } = parseConfig(job, text, format);
  const profile = config?.profiling.profiles.find(({ name }) => name === profileName);
  if (config === null || profile === undefined) return null;
  await pause();
  const { entries } = await namesToFind(workspace, library, config.profiling);
  const names = entries.filter((entry) => entry.profile === profileName);
  const [own] = names;
  const shown = alias === null ? own : names.find(({ name }) => nameKey(name) === nameKey(alias));
  if (shown === undefined) return null;
  const articles = await recentArticles(workspace, days);
  const wanted = alias === null ? names : [shown];
  const { found, problems } = await findMatches([articles.values()], wanted, dismissals([profile]), clock);
  const hits = newestFirst(
    [...(found.get(profileName)?.keys() ?? [])].flatMap((key) => ({ article: articles.get(key) as Article })),
  );
  return {
    profile: profileName,
    name: shown.name,
    rule: shown.rule ?? deriveRule(shown.name),
    names,
    days,
    articles: articles.size,
    hits: hits.length,
    recent: hits.slice(0, RECENT).map(({ article }) => article),
    problems,
  };
}

/** A name that finds nothing, or far too much. */
export interface NameHint {
  readonly name: string;
  readonly kind: "silent" | "noisy";
  readonly hits: number;
  readonly articles: number;
  readonly days: number;
}

/** With fewer articles it says nothing about a name that it is in none, or in many. */
const ENOUGH_ARTICLES = 200;
const NOISY_SHARE = 0.05;

/** The names of a configuration that find none of the stored articles of the last days, or more than 5 % of them. */
export async function nameHints(
  workspace: Workspace,
  library: Names,
  { job, text, format }: ConfigText,
  days: number,
): Promise<readonly NameHint[]> {
  await prepareConfig(text, format, () => workspace.clock.wait(0));
  const { config } = parseConfig(job, text, format);
  if (config === null) return [];
  const articles = await recentArticles(workspace, days);
  if (articles.size < ENOUGH_ARTICLES) return [];
  const { found } = await findInStored(workspace, library, config.profiling, articles);
  return config.profiling.profiles.flatMap(({ name, match }): readonly NameHint[] => {
    const hits = found.get(name)?.size ?? 0;
    const kind = hits === 0 ? "silent" : hits > articles.size * NOISY_SHARE ? "noisy" : null;
    return kind === null || match.enabled === false ? [] : [{ name, kind, hits, articles: articles.size, days }];
  });
}
