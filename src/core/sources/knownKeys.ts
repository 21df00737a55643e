import { idsIn, leadsTo, readSeen, type Version, worthlessIdKey } from "../memory/seenKeys";
import { articleAddress, mayBeWrapped } from "../urls/articleAddress";
import { addressOfKey, ownerKey } from "../urls/articleKey";

/** What tells entries apart that share an address. */
export type ToldBy = "fragment" | "id";

/** What is remembered of keys that were given before. */
export interface KnownKeys {
  has(key: string): boolean;
  /** The key of the article an address is known to be of; null when it is not known. */
  keyAt(address: string): string | null;
  /** Whether the address is known to be one of several articles that are told apart by such identifiers. */
  isShared(address: string, by: ToldBy): boolean;
  /** Keys of the articles that share an address, besides the address itself. */
  sharing(address: string): Iterable<string>;
  /** Whether it is known which identifier the article has whose key is the address alone. */
  hasOwner(address: string): boolean;
  /** The key of the article that has an identifier (by its mark); null when none has it, or several had. */
  byId(mark: string): string | null;
  /** The version of an article that was taken last. */
  version(key: string): Version | null;
  /** The key of an article that an earlier version of the product knew by a redirector's address, or with a session in it. */
  byWrapped(address: string): string | null;
}

/**
 * @param seen keys with what is remembered of them, of one job after the other: what the first knows counts. Read through when it is
 *   asked for something that takes that.
 */
export function knownKeys(...seen: readonly ReadonlyMap<string, string>[]): KnownKeys {
  const valueOf = (key: string): string | undefined => {
    for (const some of seen) {
      const value = some.get(key);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const has = (key: string): boolean => seen.some((some) => some.has(key));
  const once = <T>(make: () => T): (() => T) => {
    let made: T | undefined;
    return () => (made ??= make());
  };
  const shared = once(() => sharedIn(seen));
  const ids = once(() => idsOf(seen));
  const wrapped = once(() => wrappedIn(seen));
  return {
    has,
    keyAt: (address) => {
      const value = valueOf(address);
      return value === undefined ? null : (leadsTo(value) ?? address);
    },
    isShared: (address, by) => shared().addresses[by].has(address),
    sharing: (address) => shared().keys.get(address) ?? [],
    hasOwner: (address) => shared().owned.has(address),
    byId: (mark) => (has(worthlessIdKey(mark)) ? null : (ids().get(mark) ?? null)),
    version: (key) => {
      const value = valueOf(key);
      return value === undefined ? null : readSeen(value).version;
    },
    byWrapped: (address) => wrapped().get(address) ?? null,
  };
}

const OWNER = ownerKey("", "");

function sharedIn(seen: readonly ReadonlyMap<string, string>[]) {
  const addresses: Readonly<Record<ToldBy, Set<string>>> = { fragment: new Set(), id: new Set() };
  const keys = new Map<string, Set<string>>();
  const owned = new Set<string>();
  for (const some of seen) {
    for (const key of some.keys()) {
      const { address, by } = addressOfKey(key);
      if (by === null || address === "") continue;
      addresses[by].add(address);
      if (key.startsWith(OWNER, address.length)) owned.add(address);
      else {
        const sharing = keys.get(address);
        if (sharing === undefined) keys.set(address, new Set([key]));
        else sharing.add(key);
      }
    }
  }
  return { addresses, keys, owned };
}

/** Mark of an identifier → the key of the article that has it; null where several have. */
function idsOf(seen: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const some of seen) {
    for (const [key, value] of some) {
      for (const id of idsIn(value)) {
        const known = found.get(id);
        found.set(id, known === undefined || known === key ? key : null);
      }
    }
  }
  return found;
}

function wrappedIn(seen: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const some of seen) {
    for (const [key, value] of some) {
      if (!mayBeWrapped(key) || key.includes(" ")) continue;
      const address = articleAddress(key);
      if (address !== key && !found.has(address)) found.set(address, leadsTo(value) ?? key);
    }
  }
  return found;
}
