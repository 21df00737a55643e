import type { AliasConfig, ProfileConfig } from "../config/types";
import { MAX_ALIASES, MAX_ALIAS_FILE_BYTES } from "../limits";
import type { KnownAlias, SettledAliases } from "./choices";
import { FROM_ALIAS_FILE, FROM_CONFIGURATION } from "../matching/aliasSources";
import type { AliasSource, Match } from "../model/model";
import type { NameEntry } from "../matching/nameEntry";
import { nameKey } from "../matching/nameKey";
import { type NameRule, type RuleSettings, deriveAliasRule, deriveRule } from "../matching/rules";
import type { WorkspaceFiles } from "../ports";
import { keysOfAddress } from "../urls/articleKey";

/** Where the alias sync writes the other names: a plain JSON array that the original tool reads too. */
export const ALIAS_FILE_NAME = "cortex_aliases.json";

type AliasFile =
  | { readonly ok: true; readonly aliases: readonly string[]; readonly left: number }
  /** It is no JSON array, or larger than it may be. */
  | { readonly ok: false; readonly aliases: readonly [] };

/** Reads the alias file of a configuration folder; a missing one holds no names. */
export async function readAliasFile(files: WorkspaceFiles, configFolder: string): Promise<AliasFile> {
  const text = await files.readText(`${configFolder}/${ALIAS_FILE_NAME}`, MAX_ALIAS_FILE_BYTES);
  if (text === null) return { ok: true, aliases: [], left: 0 };
  if (typeof text !== "string") return { ok: false, aliases: [] };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { ok: false, aliases: [] };
  }
  if (!Array.isArray(value)) return { ok: false, aliases: [] };
  const all = (value as unknown[]).filter((alias) => typeof alias === "string");
  const aliases = all.slice(0, MAX_ALIASES);
  return { ok: true, aliases, left: all.length - aliases.length };
}

/**
 * The names a scan looks for: each profile, and each alias for every profile that the configuration, a record or an import gives it
 * to; of several the first says where it is from, an import before the configuration. An alias of unknown owner stands for itself; one that is a profile's
 * own name, or has no letter or digit, is left out. Names that are switched off are there, with a rule that says so.
 *
 * @param aliases those of the alias file
 * @param owners alias → profiles, from the alias sync
 * @param known aliases that came with imported names, and those written ones that are in doubt. One that is a profile's own name
 *   stays: it may stand for both.
 * @param denied aliases that were decided to be others', wherever they are written
 */
export function trackedNames(
  profiles: readonly ProfileConfig[],
  aliases: readonly string[],
  owners: ReadonlyMap<string, readonly string[]>,
  known: readonly KnownAlias[] = [],
  denied: SettledAliases["denied"] = [],
): NameEntry[] {
  const configured = aliases.length === 0 ? new Set<string>() : new Set(profiles.map(({ name }) => name));
  const ownersOf = new Map([...owners].map(([alias, names]) => [alias.toLowerCase(), names]));
  const profileKeys = aliases.length === 0 ? new Set<string>() : new Set(profiles.map(({ name }) => nameKey(name)));
  const entries: NameEntry[] = profiles.map(({ name, match, defaults = {} }) => ({
    profile: name,
    name,
    ...(isEmpty(match) && isEmpty(defaults) ? {} : { rule: deriveRule(name, { ...defaults, ...match }) }),
  }));
  const ofNobody = profiles.find(({ defaults = {} }) => !isEmpty(defaults))?.defaults ?? {};
  /** What each profile has already: filled when it gets its first alias, since most names of a long list have none. */
  const there = new Map<string | null, Set<string>>();
  const ruleOf = aliasRules(profiles);
  const add = (profile: string | null, name: string, rest: Pick<NameEntry, "aliasSource" | "ambiguous">): void => {
    const key = nameKey(name);
    const known = there.get(profile) ?? new Set(profile === null ? [] : [nameKey(profile)]);
    there.set(profile, known);
    if (key === "" || known.has(key)) return;
    known.add(key);
    if (others.size > 0 && others.has(pairKey(profile, name))) return;
    const rule = profile !== null ? ruleOf(profile, name) : isEmpty(ofNobody) ? null : deriveRule(name, ofNobody);
    entries.push({ profile, name, ...(rule === null ? {} : { rule }), ...rest });
  };

  // Whoever names an imported alias to give it a rule has not said whose it is, and a record knows of no other sources.
  const knownOf = new Map(known.map((one) => [pairKey(one.profile, one.alias), one]));
  const others = new Set(denied.map(({ profile, alias }) => pairKey(profile, alias)));
  const addWritten = (profile: string, name: string, aliasSource: AliasSource): void => {
    const settled = knownOf.size === 0 ? undefined : knownOf.get(pairKey(profile, name));
    add(profile, name, { aliasSource, ...(settled === undefined ? {} : from(settled)) });
  };
  const written = new Set<string>();
  for (const { name: profile, aliases: own } of profiles) {
    for (const { name } of own) {
      written.add(nameKey(name));
      addWritten(profile, name, FROM_CONFIGURATION);
    }
  }
  for (const alias of aliases) {
    const key = nameKey(alias);
    if (profileKeys.has(key)) continue;
    const own = (ownersOf.get(alias.toLowerCase()) ?? []).filter((owner) => configured.has(owner));
    for (const profile of own) addWritten(profile, alias, FROM_ALIAS_FILE);
    if (own.length === 0 && !written.has(key)) add(null, alias, { aliasSource: FROM_ALIAS_FILE });
  }
  for (const one of known) add(one.profile, one.alias, from(one));
  return entries;
}

function from({
  sources: [aliasSource],
  ambiguous,
  decided,
}: KnownAlias): Pick<NameEntry, "aliasSource" | "ambiguous"> {
  return {
    ...(aliasSource === undefined ? {} : { aliasSource }),
    ...(ambiguous.length === 0 && decided === undefined ? {} : { ambiguous }),
  };
}

function pairKey(profile: string | null, name: string): string {
  return JSON.stringify([profile, nameKey(name)]);
}

/** The rule the configuration gives an alias, wherever the alias is from; null when it says nothing about it. */
function aliasRules(profiles: readonly ProfileConfig[]): (profile: string, alias: string) => NameRule | null {
  const byName = new Map(
    profiles
      .filter(
        ({ match, aliases, defaults = {} }) =>
          !isEmpty(match) || !isEmpty(defaults) || aliases.some((alias) => !isEmpty(alias.match)),
      )
      .map(({ name, match, aliases, defaults = {} }) => [name, { match, aliases: settingsByKey(aliases), defaults }]),
  );
  return (profile, alias) => {
    const { match: ofProfile = {}, aliases, defaults = {} } = byName.get(profile) ?? {};
    const ofAlias = aliases?.get(nameKey(alias)) ?? {};
    if (isEmpty(ofProfile) && isEmpty(ofAlias) && isEmpty(defaults)) return null;
    // What must not stand near a name must not stand near its other names either.
    const notNear = [...(ofProfile.notNear ?? []), ...(ofAlias.notNear ?? [])];
    return deriveAliasRule(alias, ofProfile, { ...ofAlias, ...(notNear.length === 0 ? {} : { notNear }) }, defaults);
  };
}

function settingsByKey(aliases: readonly AliasConfig[]): ReadonlyMap<string, RuleSettings> {
  return new Map(aliases.map(({ name, match }) => [nameKey(name), match]));
}

function isEmpty(settings: RuleSettings): boolean {
  for (const _key in settings) return false;
  return true;
}

/** Whether the user has said that a match does not mean the name in this article (by its key). */
export type IsDismissed = (match: Match, articleKey: string) => boolean;

/** By what the configuration says: of a name it holds for all its other names, of another name for that one alone. */
export function dismissals(profiles: readonly ProfileConfig[]): IsDismissed {
  const byProfile = new Map<string, ReadonlySet<string>>();
  const byAlias = new Map<string, ReadonlySet<string>>();
  for (const { name, notHere, aliases } of profiles) {
    if (notHere.length > 0) byProfile.set(name, new Set(notHere.flatMap(keysOfAddress)));
    for (const alias of aliases) {
      if (alias.notHere.length > 0)
        byAlias.set(pairKey(name, alias.name), new Set(alias.notHere.flatMap(keysOfAddress)));
    }
  }
  return ({ profile, name }, key) =>
    profile !== null &&
    (byProfile.get(profile)?.has(key) === true ||
      (byAlias.size > 0 && byAlias.get(pairKey(profile, name))?.has(key) === true));
}

/** The aliases known to belong to each profile. */
export function aliasesByProfile(entries: readonly NameEntry[]): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  for (const { profile, name } of entries) {
    if (profile === null || profile === name) continue;
    const aliases = result.get(profile);
    if (aliases === undefined) result.set(profile, [name]);
    else aliases.push(name);
  }
  return result;
}

/** The profiles of each alias that has a known one. */
export function aliasOwners(entries: readonly NameEntry[]): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  for (const { profile, name } of entries) {
    if (profile === null || profile === name) continue;
    const owners = result.get(name);
    if (owners === undefined) result.set(name, [profile]);
    else owners.push(profile);
  }
  return result;
}
