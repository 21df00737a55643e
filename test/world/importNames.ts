import type { ImportOutcome, Names } from "../../src/core/names/names";
import type { ColumnChoice } from "../../src/core/names/types";

/** Imports names without looking at what was read. */
export async function importNames(
  names: Names,
  location: string,
  signal: AbortSignal,
  columns?: ColumnChoice,
): Promise<ImportOutcome> {
  const read = await names.readImport(location, signal, columns);
  return read.kind === "read" ? read.take() : read;
}
