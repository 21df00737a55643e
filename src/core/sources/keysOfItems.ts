import { addressOfKey, fragmentOf, ownerKey, sharedKey } from "../urls/articleKey";
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

/** An entry with its canonical address. */
interface AddressedItem extends ParsedItem {
  readonly address: string;
}

/** Keys of entries of one answer. */
interface ItemKeys {
  /** By the index of the entry, where its address is not its key. */
  readonly keys: ReadonlyMap<number, string>;
  /** To be remembered as well: see `ownerKey`. */
  readonly owners: readonly string[];
}

/** The entries of one answer, put together one by one. */
export interface ItemGroups {
  readonly items: readonly AddressedItem[];
  add(item: AddressedItem): void;
  /** Groups of indexes that may hold more than one article, by their address. */
  shared(known: KnownKeys): Iterable<readonly [address: string, indexes: readonly number[]]>;
}

/** A fresh one for one answer. Most entries have an address for themselves, and cost next to nothing. */
export function createItemGroups(): ItemGroups {
  const items: AddressedItem[] = [];
  const first = new Map<string, number>();
  const groups = new Map<string, number[]>();
  return {
    items,
    add: (item) => {
      const { address, url } = item;
      const index = items.push(item) - 1;
      const before = first.get(address);
      const group = groups.get(address);
      if (group !== undefined) group.push(index);
      else if (before !== undefined) groups.set(address, [before, index]);
      else if (url.includes("#")) groups.set(address, [index]);
      if (before === undefined) first.set(address, index);
    },
    *shared(known) {
      yield* groups;
      for (const [address, index] of first) {
        if (!groups.has(address) && known.isShared(address, "id")) yield [address, [index]];
      }
    },
  };
}

/**
 * The keys of the entries of one answer. Entries with one address are one article, unless they have headlines and identifiers of their own:
 * then the address does not tell them apart, and each is an article. One that had its address for itself in an earlier answer keeps the
 * key it had. An identifier that several entries have says nothing, and one that changes at the same address neither; a fragment of the
 * address does not change.
 */
export function keysOfItems(groups: ItemGroups, known: KnownKeys): ItemKeys {
  const { items } = groups;
  const keys = new Map<number, string>();
  const owners: string[] = [];
  for (const [address, indexes] of groups.shared(known)) {
    const told = toldApart(items, indexes);
    const [only] = told.keys();
    if (only === undefined) continue;
    const by = only.startsWith("#") ? "fragment" : "id";
    const isAlone = told.size === 1 && !known.isShared(address, by);
    // An identifier may change at one address, a fragment does not.
    if (isAlone && by === "id") continue;
    const owner = isAlone ? only : ownerOf(items, address, told, known, by);
    for (const [id, same] of told) {
      if (id !== owner) for (const index of same) keys.set(index, sharedKey(address, id));
    }
    if (owner !== null) owners.push(ownerKey(address, owner));
  }
  return { keys, owners };
}

/** Identifier → the entries that have it, or the headline of one that has it; empty when nothing tells them apart. */
function toldApart(
  items: readonly AddressedItem[],
  indexes: readonly number[],
): ReadonlyMap<string, readonly number[]> {
  const byTitle = new Map<string, number[]>();
  for (const index of indexes) {
    const title = items[index]?.title.replace(/\s+/g, " ").trim().toLowerCase() ?? "";
    const same = byTitle.get(title);
    if (same === undefined) byTitle.set(title, [index]);
    else same.push(index);
  }
  const groups = [...byTitle.values()];
  const first = (group: readonly number[]): AddressedItem | undefined => items[group[0] ?? -1];
  const ids = [
    groups.map((group) => fragmentOf(first(group)?.url ?? "")),
    groups.map((group) => first(group)?.guid.trim() ?? ""),
  ].find((some) => !some.includes("") && new Set(some).size === some.length);
  return new Map(ids?.map((id, at) => [id, groups[at] ?? []]));
}

/** The identifier of the entry that the address alone stands for, since an earlier answer had no other one; null when there is none. */
function ownerOf(
  items: readonly AddressedItem[],
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
