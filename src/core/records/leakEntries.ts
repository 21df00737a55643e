import { spellingKey } from "../xsoar/query";
import { type LeakGroup, type LeakHost, type LeakSites, together } from "./leakSites";

/** A list of leak sites as it is looked into for one record after the other. */
export interface LeakEntries {
  /** The entries that go by one of these names: letters and digits count, of whatever script. */
  called(names: readonly string[]): readonly LeakGroup[];
  /** Entries whose name is one of these with a number behind it (`lockbit3`, `lockbit3_fs` for LockBit), or without a `.0`. */
  like(names: readonly string[]): readonly LeakGroup[];
  /** What the whole list says of a host; null when it is not in it. */
  host(host: string): LeakHost | null;
}

/** Shorter names are part of too many. */
const SHORTEST_BRAND = 3;

const known = new WeakMap<LeakSites, LeakEntries>();

/** Made once for each list. */
export function entriesOf(sites: LeakSites): LeakEntries {
  const entries = known.get(sites) ?? createEntries(sites);
  known.set(sites, entries);
  return entries;
}

function createEntries({ groups }: LeakSites): LeakEntries {
  const byName = new Map<string, LeakGroup[]>();
  const byBrand = new Map<string, LeakGroup[]>();
  const hosts = new Map<string, LeakHost>();
  for (const group of groups) {
    for (const key of new Set([group.name, ...group.aliases].map(spellingKey))) {
      if (key !== "") put(byName, key, group);
    }
    for (const brand of brandsOf(spellingKey(group.name))) put(byBrand, brand, group);
    for (const site of group.hosts) {
      const other = hosts.get(site.host);
      hosts.set(site.host, other === undefined ? site : together(other, site));
    }
  }
  const all = (index: ReadonlyMap<string, readonly LeakGroup[]>, names: readonly string[]): readonly LeakGroup[] => [
    ...new Set(names.flatMap((name) => index.get(spellingKey(name)) ?? [])),
  ];
  return {
    called: (names) => all(byName, names),
    like: (names) => [
      ...new Set([
        ...all(byBrand, names),
        ...all(
          byName,
          names.flatMap((name) => (/\.0(?!\d)/.test(name) ? [name.replace(/\.0(?!\d)/, "")] : [])),
        ),
      ]),
    ],
    host: (host) => hosts.get(host) ?? null,
  };
}

function put(index: Map<string, LeakGroup[]>, key: string, group: LeakGroup): void {
  const groups = index.get(key);
  if (groups === undefined) index.set(key, [group]);
  else groups.push(group);
}

/** What stands before each number in a name: `lockbit` of `lockbit3fs`. */
function brandsOf(key: string): readonly string[] {
  return [...key.matchAll(/(?<=\P{N})\p{N}/gu)].flatMap(({ index }) =>
    index < SHORTEST_BRAND ? [] : [key.slice(0, index)],
  );
}
