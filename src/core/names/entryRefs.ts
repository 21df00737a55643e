import type { KnownName } from "./mergeNames";
import type { EntryRef } from "./types";

/** What a choice remembers of a name: its entries, by which it is found again when a source is read anew. */
export function entryRefs({ entries }: KnownName): readonly EntryRef[] {
  return entries.map(({ sourceId, entry }) => ({ source: sourceId, name: entry.name }));
}
