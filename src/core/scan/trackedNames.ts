import type { KnownAlias } from "../knowledge/choices";
import type { NameEntry } from "../matching/matcher";
import { nameKey } from "../matching/nameKey";
import type { WorkspaceFiles } from "../ports";

/** Where the alias sync writes the other names: a plain JSON array that the original tool reads too. */
export const ALIAS_FILE_NAME = "cortex_aliases.json";

export type AliasFile =
  | { readonly ok: true; readonly aliases: readonly string[] }
  | { readonly ok: false; readonly aliases: readonly []; readonly reason: "syntax" | "shape"; readonly text: string };

/** Reads the alias file of a configuration folder; a missing one holds no names. */
export async function readAliasFile(files: WorkspaceFiles, configFolder: string): Promise<AliasFile> {
  const text = await files.readText(`${configFolder}/${ALIAS_FILE_NAME}`);
  if (text === null) return { ok: true, aliases: [] };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { ok: false, aliases: [], reason: "syntax", text };
  }
  if (!Array.isArray(value)) return { ok: false, aliases: [], reason: "shape", text };
  return { ok: true, aliases: (value as unknown[]).filter((alias) => typeof alias === "string") };
}

/**
 * The names a scan looks for: each profile, and each alias for every profile whose record gave it. An alias of unknown
 * owner stands for itself; one that is a profile's own name, or has no letter or digit, is left out.
 *
 * @param owners alias → profiles, from the alias sync
 * @param known aliases that came with imported names. One that is a profile's own name stays: it may stand for both.
 */
export function trackedNames(
  profiles: readonly string[],
  aliases: readonly string[],
  owners: ReadonlyMap<string, readonly string[]>,
  known: readonly KnownAlias[] = [],
): NameEntry[] {
  const configured = new Set(profiles);
  const ownersOf = new Map([...owners].map(([alias, names]) => [alias.toLowerCase(), names]));
  const profileKeys = new Set(profiles.map(nameKey));
  const entries: NameEntry[] = profiles.map((name) => ({ profile: name, name }));
  for (const alias of aliases) {
    const key = nameKey(alias);
    if (key === "" || profileKeys.has(key)) continue;
    const own = (ownersOf.get(alias.toLowerCase()) ?? []).filter((owner) => configured.has(owner));
    for (const profile of own.length === 0 ? [null] : new Set(own)) entries.push({ profile, name: alias });
  }
  const there = new Set(entries.map(({ profile, name }) => JSON.stringify([profile, nameKey(name)])));
  for (const { profile, alias, sources, ambiguous } of known) {
    const key = nameKey(alias);
    if (key === "" || there.has(JSON.stringify([profile, key]))) continue;
    const [aliasSource] = sources;
    entries.push({
      profile,
      name: alias,
      ...(aliasSource === undefined ? {} : { aliasSource }),
      ...(ambiguous.length === 0 ? {} : { ambiguous }),
    });
  }
  return entries;
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
