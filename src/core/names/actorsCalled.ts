import { nameKey } from "../matching/nameKey";
import type { Merged } from "./mergeNames";
import type { AliasOwner } from "./types";

/** The actors that go by a name, whichever source says so; entries that several sources have count once. */
export function actorsCalled({ names, owners }: Merged, key: string): readonly AliasOwner[] {
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
