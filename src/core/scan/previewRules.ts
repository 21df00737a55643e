import { configFileName } from "../config/configFiles";
import { MAX_CONFIG_BYTES } from "../config/configNode";
import { type Problem, parseConfig, prepareConfig } from "../config/parseConfig";
import type { ProfilingConfig } from "../config/types";
import type { RuleProblem } from "../text/patterns";
import type { Workspace } from "../memory/workspace";
import type { Article, Match } from "../model/model";
import type { Names } from "../names/names";
import { type ConfigText, type StoredMatches, findInStored, newestFirst, recentArticles } from "./storedMatches";

/** An article under a name, and why. */
export interface PreviewArticle {
  readonly article: Article;
  readonly matches: readonly Match[];
}

/** What a name finds by the configuration of the last scan and by the other one; articles newest first. */
export interface NamePreview {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly gained: readonly PreviewArticle[];
  readonly lost: readonly PreviewArticle[];
}

export interface RulesPreview {
  readonly days: number;
  /** Stored articles that were looked at. */
  readonly articles: number;
  /** The names with a difference, in the order of the other configuration; names it no longer has last. */
  readonly names: readonly NamePreview[];
  /** False when there is nothing to compare with: all that is found counts as gained. */
  readonly compared: boolean;
  /** What it is compared with: what the last scan looked for, else the file as it is saved; null for nothing. */
  readonly against: "scan" | "file" | null;
  /** Rules of the other configuration that could not be followed. */
  readonly problems: readonly RuleProblem[];
}

export type PreviewOutcome =
  | { readonly kind: "done"; readonly preview: RulesPreview }
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] };

/**
 * What a configuration would find in the stored articles of the last days, against the one of the last scan (an editor
 * that saves by itself has long saved the change): where none has remembered it, the one that is saved. Asks no server and
 * changes nothing. In turns, so that other work of the process goes on.
 */
export async function previewRules(
  workspace: Workspace,
  names: Names,
  edited: ConfigText,
  days: number,
): Promise<PreviewOutcome> {
  const pause = () => workspace.clock.wait(0);
  await prepareConfig(edited.text, edited.format, pause);
  const parsed = parseConfig(edited.job, edited.text, edited.format);
  if (parsed.config === null) return { kind: "invalid", problems: parsed.problems };
  // Reading ten thousand names takes tens of milliseconds: each time is a turn of its own.
  await pause();
  const scanned = await scannedProfiling(workspace, edited.job);
  const saved = scanned ?? (await savedProfiling(workspace, edited.job));
  const against = scanned !== null ? "scan" : saved === null ? null : "file";
  const articles = await recentArticles(workspace, days);
  const { found: after, problems } = await findInStored(workspace, names, parsed.config.profiling, articles);
  const before: StoredMatches["found"] =
    saved === null ? new Map() : (await findInStored(workspace, names, saved, articles)).found;
  const all = new Set([...after.keys(), ...before.keys()]);
  const order = new Map(parsed.config.profiling.profileData.map((name, index) => [name, index]));
  const changes = [...all]
    .map((name) => difference(name, before.get(name), after.get(name), articles))
    .filter(({ gained, lost }) => gained.length + lost.length > 0)
    .toSorted((a, b) => (order.get(a.name) ?? order.size) - (order.get(b.name) ?? order.size));
  return {
    kind: "done",
    preview: { days, articles: articles.size, names: changes, compared: saved !== null, against, problems },
  };
}

function difference(
  name: string,
  before: ReadonlyMap<string, readonly Match[]> = new Map(),
  after: ReadonlyMap<string, readonly Match[]> = new Map(),
  articles: ReadonlyMap<string, Article>,
): NamePreview {
  const only = (
    these: ReadonlyMap<string, readonly Match[]>,
    others: ReadonlyMap<string, readonly Match[]>,
  ): readonly PreviewArticle[] =>
    newestFirst(
      [...these].flatMap(([key, matches]) => {
        const article = articles.get(key);
        return article === undefined || others.has(key) ? [] : [{ article, matches }];
      }),
    );
  return { name, before: before.size, after: after.size, gained: only(after, before), lost: only(before, after) };
}

/** The names that the last run of a job looked for; null when that is not known. */
async function scannedProfiling({ memory, clock }: Workspace, job: ConfigText["job"]): Promise<ProfilingConfig | null> {
  const text = (await memory.load("scannedNames")).scannedNames.get(job);
  if (text === undefined) return null;
  await clock.wait(0);
  return parseConfig(job, text, "json").config?.profiling ?? null;
}

/** The names of the saved configuration of a job; null when there is none or it has errors. */
async function savedProfiling(
  { files, configFolder, clock }: Workspace,
  job: ConfigText["job"],
): Promise<ProfilingConfig | null> {
  for (const extension of ["json", "yaml", "yml"] as const) {
    const text = await files.readText(`${configFolder}/${configFileName(job, extension)}`, MAX_CONFIG_BYTES);
    if (text === null) continue;
    if (typeof text !== "string") return null;
    const format = extension === "json" ? "json" : "yaml";
    await prepareConfig(text, format, () => clock.wait(0));
    return parseConfig(job, text, format).config?.profiling ?? null;
  }
  return null;
}
