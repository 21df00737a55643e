import { addressOfKey, fragmentOf, ownerKey, sharedKey } from "../urls/articleKey";
import { canonicalUrl } from "../urls/canonicalUrl";
import type { ParsedItem } from "../model/parseJob";

/** What is remembered of keys that were given before. */
export interface KnownKeys {
  has(key: string): boolean;
  /** Whether the address is known to be one of several articles that are told apart by such identifiers. */
  isShared(address: string, by: "fragment" | "id"): boolean;
}

/** @param seen keys of articles, and of those that own an address they share since */
export function knownKeys(seen: Pick<ReadonlyMap<string, unknown>, "has" | "keys">): KnownKeys {
  let shared: Readonly<Record<"fragment" | "id", ReadonlySet<string>>> | undefined;
  const collect = () => {
    const addresses = { fragment: new Set<string>(), id: new Set<string>() };
    for (const key of seen.keys()) {
      const { address, by } = addressOfKey(key);
      if (by !== null) addresses[by].add(address);
    }
    return addresses;
  };
  return { has: (key) => seen.has(key), isShared: (address, by) => (shared ??= collect())[by].has(address) };
}

type Item = Pick<ParsedItem, "title" | "url" | "guid" | "published">;

/** The key of each entry of one answer. */
export interface ItemKeys {
  readonly keys: readonly string[];
  /** To be remembered as well: see `ownerKey`. */
  readonly owners: readonly string[];
}

/**
 * The keys of the entries of one answer. Entries with one address are one article, unless they have headlines and identifiers of their own:
 * then the address does not tell them apart, and each is an article. One that had its address for itself in an earlier answer keeps the
 * key it had. An identifier that several entries have says nothing, and one that changes at the same address neither; a fragment of the
 * address does not change.
 */
export function keysOfItems(items: readonly Item[], known: KnownKeys): ItemKeys {
  const addresses = items.map(({ url }) => canonicalUrl(url));
  const byAddress = new Map<string, number[]>();
  for (const [index, address] of addresses.entries()) {
    byAddress.set(address, [...(byAddress.get(address) ?? []), index]);
  }
  const keys = [...addresses];
  const owners: string[] = [];
  for (const [address, indexes] of byAddress) {
    const told = toldApart(items, indexes);
    const [only] = told.keys();
    if (only === undefined) continue;
    const by = only.startsWith("#") ? "fragment" : "id";
    const isAlone = told.size === 1 && !known.isShared(address, by);
    // An identifier may change at one address, a fragment does not.
    if (isAlone && by === "id") continue;
    const owner = isAlone ? only : ownerOf(items, address, told, known, by);
    for (const [id, same] of told) {
      const key = id === owner ? address : sharedKey(address, id);
      for (const index of same) keys[index] = key;
    }
    if (owner !== null) owners.push(ownerKey(address, owner));
  }
  return { keys, owners };
}

/** Identifier → the entries that have it, or the headline of one that has it; empty when nothing tells them apart. */
function toldApart(items: readonly Item[], indexes: readonly number[]): ReadonlyMap<string, readonly number[]> {
  const byTitle = new Map<string, number[]>();
  for (const index of indexes) {
    const title = items[index]?.title.replace(/\s+/g, " ").trim().toLowerCase() ?? "";
    byTitle.set(title, [...(byTitle.get(title) ?? []), index]);
  }
  const groups = [...byTitle.values()];
  const first = (group: readonly number[]): Item | undefined => items[group[0] ?? -1];
  const ids = [
    groups.map((group) => fragmentOf(first(group)?.url ?? "")),
    groups.map((group) => first(group)?.guid.trim() ?? ""),
  ].find((some) => !some.includes("") && new Set(some).size === some.length);
  return new Map(ids?.map((id, at) => [id, groups[at] ?? []]));
}

/** The identifier of the entry that the address alone stands for, since an earlier answer had no other one; null when there is none. */
function ownerOf(
  items: readonly Item[],
  address: string,
  told: ReadonlyMap<string, readonly number[]>,
  known: KnownKeys,
  by: "fragment" | "id",
): string | null {
  const ids = [...told.keys()];
  const before = ids.find((id) => known.has(ownerKey(address, id)));
  if (before !== undefined) return before;
  // Where others share the address already, its owner was found out then.
  if (!known.has(address) || known.isShared(address, by)) return null;
  const dateOf = (id: string): string => items[told.get(id)?.[0] ?? -1]?.published ?? "";
  // Feeds list the newest first.
  return ids.reduceRight((oldest, id) => (dateOf(id) !== "" && dateOf(id) < dateOf(oldest) ? id : oldest));
}
