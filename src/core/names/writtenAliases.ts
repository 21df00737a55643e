import type { ProfileConfig } from "../config/types";
import { FROM_ALIAS_FILE, FROM_CONFIGURATION } from "../matching/aliasSources";
import { nameKey } from "../matching/nameKey";
import type { Choice, ChosenAlias, WrittenAlias } from "./types";

/**
 * The aliases of the configuration, but for those that are switched off, and those of the alias file whose profiles are known and that
 * are no tracked names themselves.
 *
 * @param file the aliases of the alias file
 * @param owners alias → profiles, from the alias sync
 */
export function writtenAliases(
  profiles: readonly ProfileConfig[],
  file: readonly string[],
  owners: ReadonlyMap<string, readonly string[]>,
): readonly WrittenAlias[] {
  const written: WrittenAlias[] = [];
  const off = new Set<string>();
  for (const { name, aliases } of profiles) {
    for (const { name: alias, match } of aliases) {
      if (match.enabled === false) off.add(pairKey(name, alias));
      else written.push({ profile: name, alias, source: FROM_CONFIGURATION });
    }
  }
  if (file.length === 0 || owners.size === 0) return written;
  const ownersOf = new Map([...owners].map(([alias, names]) => [alias.toLowerCase(), names]));
  const names = new Set(profiles.map(({ name }) => nameKey(name)));
  for (const alias of file) {
    if (names.has(nameKey(alias))) continue;
    for (const profile of ownersOf.get(alias.toLowerCase()) ?? []) {
      if (!off.has(pairKey(profile, alias))) written.push({ profile, alias, source: FROM_ALIAS_FILE });
    }
  }
  return written;
}

/** Who holds what records list: an alias that the records of two names list, and nobody else has, is said to be both's there. */
const RECORDS = "";

/**
 * The choices with those written aliases that another tracked name has as well: as its own name, written, or imported. The rest
 * are nobody's question.
 */
export function withWritten(
  choices: readonly Choice[],
  written: readonly WrittenAlias[],
  profiles: readonly string[],
): readonly Choice[] {
  if (written.length === 0) return choices;
  const tracked = new Set(profiles);
  /** Key of a name → who alone has it; null for several. */
  const holders = new Map<string, string | null>();
  const hold = (key: string, who: string): void => {
    const holder = holders.get(key);
    holders.set(key, holder === undefined || holder === who ? who : null);
  };
  for (const profile of profiles) hold(nameKey(profile), profile);
  for (const { profile, aliases } of choices) {
    if (tracked.has(profile)) for (const { alias } of aliases) hold(nameKey(alias), profile);
  }
  const keys = written.map(({ alias }) => nameKey(alias));
  for (const [at, { profile, source }] of written.entries()) {
    if (tracked.has(profile)) hold(keys[at] as string, source === FROM_ALIAS_FILE ? RECORDS : profile);
  }

  const extended = new Map(choices.map((choice) => [choice.profile, choice]));
  /** Profile → its written aliases that are in doubt, by key. */
  const more = new Map<string, Map<string, ChosenAlias>>();
  for (const [at, { profile, alias, source }] of written.entries()) {
    const key = keys[at] as string;
    if (key === "" || holders.get(key) !== null || !tracked.has(profile) || key === nameKey(profile)) continue;
    const known = more.get(profile) ?? new Map<string, ChosenAlias>();
    more.set(profile, known);
    if (!known.has(key)) known.set(key, { alias, sources: [source], others: [] });
  }
  for (const [profile, known] of more) {
    const choice = extended.get(profile) ?? { profile, knownAs: [], aliases: [] };
    for (const { alias } of choice.aliases) known.delete(nameKey(alias));
    extended.set(profile, { ...choice, aliases: [...choice.aliases, ...known.values()] });
  }
  return [...extended.values()];
}

function pairKey(profile: string, alias: string): string {
  return JSON.stringify([profile, nameKey(alias)]);
}
