import type { EntryList } from "./entryList";
import type { ColumnRole, ParsedEntries } from "./types";

/** What a format gives that says itself what is what, with the keys of its entries. */
export function fixedColumns(
  list: EntryList,
  keys: Readonly<Partial<Record<ColumnRole, string>>>,
): Pick<ParsedEntries, "entries" | "revoked" | "reading"> {
  const { reading, ...read } = list.read();
  const columns = Object.entries(keys).map(([role, heading]) => ({ heading, role: role as ColumnRole, samples: [] }));
  return { ...read, reading: { ...reading, columns, isTable: false, hasHeadings: false, isDoubtful: false } };
}
