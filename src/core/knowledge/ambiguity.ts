import { nameKey } from "../matching/nameKey";
import type { Merged } from "./mergeNames";
import { mergeNames } from "./mergeNames";
import type { KnowledgeEntry } from "./types";

/** A name that two or more actors go by. */
export interface AmbiguousAlias {
  readonly alias: string;
  readonly owners: readonly AliasOwner[];
}

export interface AliasOwner {
  readonly name: string;
  /** Titles of the sources that say so. */
  readonly sources: readonly string[];
  readonly country?: string;
}

/** The names that two or more actors go by, whichever source says so; entries that several sources have count once. */
export function ambiguousAliases(entries: readonly KnowledgeEntry[]): readonly AmbiguousAlias[] {
  const merged = mergeNames(entries.map((entry) => ({ sourceId: entry.source, entry })));
  return [...merged.owners.keys()].flatMap((key) => {
    const owners = aliasOwners(merged, key);
    return owners.length < 2 ? [] : [{ alias: spellingOf(merged, key), owners }];
  });
}

/** The actors that go by a name. */
export function aliasOwners({ names, owners }: Merged, key: string): readonly AliasOwner[] {
  return (owners.get(key) ?? []).flatMap((position) => {
    const known = names[position];
    if (known?.family !== "actor") return [];
    const sources = known.entries.filter(({ entry }) =>
      [entry.name, ...entry.aliases].some((name) => nameKey(name) === key),
    );
    return [
      {
        name: known.name,
        sources: [...new Set(sources.map(({ entry }) => entry.source))],
        ...(known.country === undefined ? {} : { country: known.country }),
      },
    ];
  });
}

function spellingOf({ names, owners }: Merged, key: string): string {
  const [first] = owners.get(key) ?? [];
  const known = first === undefined ? undefined : names[first];
  return [known?.name ?? "", ...(known?.aliases ?? [])].find((name) => nameKey(name) === key) ?? key;
}
