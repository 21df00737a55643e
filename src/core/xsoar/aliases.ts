import { MAX_ALIASES, MAX_ALIASES_OF_RECORD, MAX_NAME_CHARACTERS } from "../limits";
import { oneLine } from "../text/foreignText";
import type { XsoarClient } from "./client";
import type { XsoarFailure } from "./failures";
import type { Lookup, LookupName } from "./lookup";
import { type LookupOptions, sameNameKey, spellingKey } from "./query";
import { createTrouble, lookUpAll } from "./lookupAll";
import { type IndicatorRecord, fieldTexts } from "./record";

/** What XSOAR knows of the other names of one profile. */
export type PulledAliases = { readonly name: string } & (
  | ({ readonly kind: "found" } & RecordAliases)
  | { readonly kind: "ambiguous"; readonly values: readonly string[] }
  | Exclude<Lookup, { readonly kind: "found" | "ambiguous" }>
);

/** The alias file as it should be. */
export interface AliasFilePlan {
  /** Sorted without regard to case. */
  readonly file: readonly string[];
  /** The profiles of each alias of the file that has a known one, in the order they are configured. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  /** Against the previous file, without regard to case. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Profiles that were not read: whatever aliases they owned were kept. Those without a record only when they owned some. */
  readonly kept: readonly KeptAliases[];
  readonly left: LeftAliases;
}

/** What did not get into the file because there is too much of it. */
export interface LeftAliases {
  /** Of records with more than `MAX_ALIASES_OF_RECORD`, or with some that are too long. */
  readonly ofRecords: readonly { readonly name: string; readonly count: number }[];
  /** Beyond `MAX_ALIASES` of all. */
  readonly ofAll: number;
}

/** A profile whose aliases were kept, and why. */
export interface KeptAliases {
  readonly name: string;
  readonly why: Exclude<Lookup["kind"], "found">;
}

/** The aliases that are taken of a record, and how many more it has. */
export interface RecordAliases {
  readonly aliases: readonly string[];
  readonly left: number;
}

/**
 * The other names of each profile's record. A failure that concerns XSOAR as a whole ends it: nothing is to be written
 * then.
 */
export async function pullAliases(
  client: XsoarClient,
  profiles: readonly LookupName[],
  options: LookupOptions,
  signal: AbortSignal,
): Promise<
  | { readonly ok: true; readonly pulled: readonly PulledAliases[] }
  | { readonly ok: false; readonly failure: XsoarFailure }
> {
  const trouble = createTrouble();
  const lookups = await lookUpAll(client, profiles, options, trouble, signal);
  const failure = trouble.failure();
  if (failure !== null) return { ok: false, failure };
  const pulled = [...lookups].map(([{ name }, lookup]): PulledAliases =>
    lookup.kind === "found"
      ? { name, kind: "found", ...aliasesOnRecord(lookup.record, options.searchField) }
      : lookup.kind === "ambiguous"
        ? { name, kind: "ambiguous", values: lookup.values }
        : { name, ...lookup },
  );
  return { ok: true, pulled };
}

/**
 * The aliases of a record: its field `aliases` and the search field, where that is another one. The record's value is
 * not among them: who wants news of a record's main name tracks it, or lists it as an alias in XSOAR. The first ones count.
 */
export function aliasesOnRecord(record: IndicatorRecord, searchField: string): RecordAliases {
  const fields = ["aliases", ...(/^(?:aliases|value)$/i.test(searchField) ? [] : [searchField])];
  const aliases = new Map<string, string>();
  let long = 0;
  for (const text of fields.flatMap((field) => fieldTexts(record, field).parts)) {
    const alias = aliasName(text);
    if (oneLine(text).length > MAX_NAME_CHARACTERS) long += 1;
    if (alias !== null && !aliases.has(alias.toLowerCase())) aliases.set(alias.toLowerCase(), alias);
  }
  const all = [...aliases.values()];
  const taken = all.slice(0, MAX_ALIASES_OF_RECORD);
  return { aliases: taken, left: all.length - taken.length + long };
}

/**
 * What `cortex_aliases.json` should hold.
 *
 * - An alias read now belongs to the profile it was read for: to each of them, when several records list it.
 * - A profile that could not be read, is ambiguous or has no record now keeps the aliases it owned: a record may be gone
 *   for a moment, and a lost alias is news not found.
 * - An alias of the file whose owner was never known (written by the old tool, or by hand) stays until it gets one.
 * - An alias whose profile no longer lists it, or is no longer configured, leaves.
 * - A name of a profile is never an alias.
 */
export function planAliasFile(
  previousOwners: ReadonlyMap<string, readonly string[]>,
  pulled: readonly PulledAliases[],
  profileNames: readonly string[],
  previousFile: readonly string[],
): AliasFilePlan {
  const names = new Set(profileNames.map(sameNameKey));
  const found = new Set(pulled.filter(({ kind }) => kind === "found").map(({ name }) => name));
  const owned = new Set([...previousOwners.keys()].map((alias) => alias.toLowerCase()));
  /** By the alias in lower case. */
  const planned = new Map<string, { readonly alias: string; readonly owners: Set<string> }>();
  const leftOfAll = new Set<string>();
  const plan = (text: string, owner: string | null): void => {
    const alias = aliasName(text);
    if (alias === null || names.has(sameNameKey(alias))) return;
    const known = planned.get(alias.toLowerCase());
    if (known === undefined && planned.size >= MAX_ALIASES) {
      leftOfAll.add(alias.toLowerCase());
      return;
    }
    const entry = known ?? { alias, owners: new Set() };
    planned.set(alias.toLowerCase(), entry);
    if (owner !== null) entry.owners.add(owner);
  };

  for (const one of pulled) if (one.kind === "found") for (const alias of one.aliases) plan(alias, one.name);
  const kept = new Map<string, KeptAliases["why"]>();
  for (const one of pulled) if (one.kind === "failed" || one.kind === "ambiguous") kept.set(one.name, one.kind);
  for (const [alias, owner] of [...previousOwners].flatMap(([name, owners]) =>
    owners.map((one) => [name, one] as const),
  )) {
    if (found.has(owner) || !profileNames.includes(owner)) continue;
    plan(alias, owner);
    if (!kept.has(owner)) kept.set(owner, pulled.some(({ name }) => name === owner) ? "missing" : "failed");
  }
  for (const alias of previousFile) if (!owned.has(alias.trim().toLowerCase())) plan(alias, null);

  const entries = [...planned.values()].sort((a, b) => compareNames(a.alias, b.alias));
  const before = new Map(previousFile.map((alias) => [alias.trim().toLowerCase(), alias]));
  return {
    file: entries.map(({ alias }) => alias),
    owners: new Map(
      entries
        .filter(({ owners }) => owners.size > 0)
        .map(({ alias, owners }) => [alias, profileNames.filter((name) => owners.has(name))]),
    ),
    added: entries.map(({ alias }) => alias).filter((alias) => !before.has(alias.toLowerCase())),
    removed: [...before]
      .filter(([key]) => !planned.has(key))
      .map(([, alias]) => alias)
      .sort(compareNames),
    kept: [...kept].map(([name, why]) => ({ name, why })),
    left: {
      ofRecords: pulled.flatMap((one) =>
        one.kind === "found" && one.left > 0 ? [{ name: one.name, count: one.left }] : [],
      ),
      ofAll: leftOfAll.size,
    },
  };
}

/**
 * The text of the alias file: a plain JSON array, as the old tool reads it. Everything beyond ASCII is escaped, since
 * that tool opens the file in the system's own encoding.
 */
export function aliasFileText(file: readonly string[]): string {
  const json = JSON.stringify(file, null, 2);
  return `${json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}

/** A text of an alias field as a name, or null when it can be none: nothing in it to match, or far too long. */
function aliasName(text: string): string | null {
  const name = oneLine(text);
  return name.length > MAX_NAME_CHARACTERS || spellingKey(name) === "" ? null : name;
}

/** By code units without regard to case, so that the order is the same on every machine. */
export function compareNames(a: string, b: string): number {
  const left = a.toLowerCase();
  const right = b.toLowerCase();
  if (left === right) return a < b ? -1 : Number(a > b);
  return left < right ? -1 : 1;
}
