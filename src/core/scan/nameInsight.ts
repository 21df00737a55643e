import { parseConfig, prepareConfig } from "../config/parseConfig";
import type { ProfilingConfig } from "../config/types";
import type { NameEntry } from "../matching/nameEntry";
import { nameKey } from "../matching/nameKey";
import type { RuleProblem } from "../text/patterns";
import { type NameRule, type RuleSettings, deriveRule } from "../matching/rules";
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
  /**
   * `absent`: it stands nowhere. `contextless`: it stands in articles, never near a word of threats. `refused`: it does, and other rules
   * (case, phrases beside it, parts of an article) let none of them count.
   */
  readonly kind: "absent" | "contextless" | "refused" | "noisy";
  /** Articles it was found in, or stands in. */
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
  const { profiling } = config;
  const { found } = await findInStored(workspace, library, profiling, articles);
  const hitsOf = (name: string): number => found.get(name)?.size ?? 0;
  const looked = profiling.profiles.filter(({ match }) => match.enabled !== false).map(({ name }) => name);
  const silent = new Set(looked.filter((name) => hitsOf(name) === 0));
  const why = await whySilent(workspace, library, profiling, articles, silent);
  return looked.flatMap((name): readonly NameHint[] => {
    const counts = { articles: articles.size, days };
    const hits = hitsOf(name);
    if (hits === 0) return [{ name, ...counts, ...(why.get(name) ?? { kind: "absent", hits: 0 }) }];
    return hits > articles.size * NOISY_SHARE ? [{ name, kind: "noisy", hits, ...counts }] : [];
  });
}

/** Why names that were found in no article were not: in how many they stand all the same. */
async function whySilent(
  workspace: Workspace,
  library: Names,
  profiling: ProfilingConfig,
  articles: ReadonlyMap<string, Article>,
  silent: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Pick<NameHint, "kind" | "hits">>> {
  if (silent.size === 0) return new Map();
  const { entries } = await namesToFind(workspace, library, profiling);
  const standing = async (loosen: RuleSettings): Promise<ReadonlyMap<string, number>> => {
    const loose = entries.flatMap((entry): readonly NameEntry[] => {
      if (entry.profile === null || !silent.has(entry.profile)) return [];
      return [{ ...entry, rule: { ...(entry.rule ?? deriveRule(entry.name)), ...loosen } }];
    });
    const { found } = await findMatches([articles.values()], loose, () => false, workspace.clock);
    return new Map([...found].map(([name, keys]) => [name, keys.size]));
  };
  const [contextless, anywhere] = [
    await standing({ requireContext: false }),
    await standing({
      requireContext: false,
      exactCase: false,
      asName: false,
      notNear: [],
      matchIn: ["title", "url", "summary", "content"],
    }),
  ];
  const reasons = new Map<string, Pick<NameHint, "kind" | "hits">>();
  for (const [name, hits] of anywhere) reasons.set(name, { kind: "refused", hits });
  for (const [name, hits] of contextless) reasons.set(name, { kind: "contextless", hits });
  return reasons;
}
