import { positionOf, roleOf } from "./columns";
import type { EntryList } from "./entryList";
import type { NameTable } from "./nameTables";
import type { ColumnChoice } from "./types";

/** A cell that stands again in its column is data, though it reads like a heading (“actor”). */
const ROWS_LOOKED_AT = 200;
/** What a table is called stands above its headings in a few rows. */
const TITLE_ROWS = 5;

/**
 * Rows with the first of them as headings, where it has a known one, or one that the user calls a column by. Rows above the headings
 * that hold one text alone tell what the table is: they are counted as left out.
 */
export function tableOf(
  rows: readonly (readonly string[])[],
  choice: ColumnChoice | undefined,
  list: EntryList,
): NameTable {
  const start = choice?.headings === false ? 0 : headingAt(rows);
  for (const row of rows.slice(0, start))
    list.skip(
      "outsideList",
      row.find((cell) => cell.trim() !== ""),
    );
  return headed(rows.slice(start), choice);
}

/** Where the headings stand: 0 unless all rows before one with known headings hold one text alone. */
function headingAt(rows: readonly (readonly string[])[]): number {
  const filled = rows.slice(0, TITLE_ROWS).map((row) => row.filter((cell) => cell.trim() !== ""));
  const at = filled.findIndex((cells) => cells.length > 1);
  return at > 0 && filled[at]?.some((cell) => roleOf(cell) === "name") === true ? at : 0;
}

function headed(rows: readonly (readonly string[])[], choice: ColumnChoice | undefined): NameTable {
  const first = rows[0] ?? [];
  const width = rows.slice(0, ROWS_LOOKED_AT).reduce((most, row) => Math.max(most, row.length), 0);
  const headings = Array.from({ length: width }, (_, at) => (first[at] ?? "").trim());
  const isData = (cell: string, at: number): boolean =>
    rows.slice(1, ROWS_LOOKED_AT).some((row) => row[at]?.trim().toLowerCase() === cell.toLowerCase());
  const called = [choice?.name ?? [], choice?.aliases ?? []].flat();
  const hasHeadings =
    choice?.headings ??
    (headings.some((heading, at) => roleOf(heading) !== null && !isData(heading, at)) ||
      called.some((column) => positionOf(column, headings, true) >= 0 && positionOf(column, headings, false) < 0));
  return hasHeadings
    ? { headings, hasHeadings, rows: rows.slice(1) }
    : { headings: headings.map(() => ""), hasHeadings, rows };
}
