import type { ExtractConfig, FormatConfig } from "../config/ownTypes";
import { KEEP_SEEN_DAYS, MAX_KEPT_ROWS, MAX_KNOWN_ROWS } from "../limits";
import type { StateDocument } from "../memory/documents";
import { dayOf, daysBefore } from "../memory/memory";
import type { ParsedRow } from "../model/parseJob";
import { isRecord } from "../text/isRecord";
import { textsIn } from "../text/textsIn";
import type { JobRow } from "./jobReports";
import type { Values } from "./layout";

/** What a job of the user's own remembers of its rows. */
export interface RowsMemory {
  /** Key → day a page had it last. */
  readonly seen: ReadonlyMap<string, string>;
  /** As the pages had them when they were read last, the newest last. */
  readonly rows: readonly JobRow[];
  /** Names of the fields, in the order of the values. */
  readonly fields: readonly string[];
  /** Keys of rows that no result file could be told of yet. */
  readonly unwritten: readonly string[];
}

export const NO_ROWS: RowsMemory = { seen: new Map(), rows: [], fields: [], unwritten: [] };

/** @param name of the document */
export function rowsDocument(name: string): StateDocument<RowsMemory> {
  return {
    name,
    empty: NO_ROWS,
    decode: decodeRows,
    encode: ({ seen, ...rest }) => ({ seen: [...seen], ...rest }),
  };
}

function decodeRows(data: unknown): RowsMemory | null {
  if (!isRecord(data) || !Array.isArray(data["seen"]) || !Array.isArray(data["rows"])) return null;
  const pairs = (data["seen"] as unknown[]).filter(
    (pair): pair is [string, string] =>
      Array.isArray(pair) && typeof pair[0] === "string" && typeof pair[1] === "string",
  );
  return {
    seen: new Map(pairs),
    rows: (data["rows"] as unknown[]).filter(isJobRow),
    fields: textsIn(data["fields"]),
    unwritten: textsIn(data["unwritten"]),
  };
}

function isJobRow(value: unknown): value is JobRow {
  if (!isRecord(value)) return false;
  const { key, url, found, values, names } = value;
  return (
    [key, url, found].every((part) => typeof part === "string") &&
    [values, names].every((part) => Array.isArray(part) && part.every((one) => typeof one === "string"))
  );
}

/** A page of a run with the rows that were taken out of it. */
export interface PageRows {
  readonly url: string;
  readonly rows: readonly ParsedRow[];
}

/** The rows of pages, each once, with what they are known by: the fields of `key`, or all that are not volatile. */
export function keyedRows(
  pages: readonly PageRows[],
  { fields, key }: ExtractConfig,
  digest: (text: string) => string,
  now: Date,
): readonly JobRow[] {
  const counted = fields.flatMap(([name, { volatile }], index) =>
    (key.length === 0 ? !volatile : key.includes(name)) ? [index] : [],
  );
  const rows = new Map<string, JobRow>();
  for (const { url, rows: parsed } of pages) {
    for (const { values, names } of parsed) {
      const known = digest(JSON.stringify(counted.map((index) => [fields[index]?.[0], values[index]]))).slice(0, 32);
      if (!rows.has(known)) rows.set(known, { key: known, url, values, names, found: now.toISOString() });
    }
  }
  return [...rows.values()];
}

/**
 * What is remembered after a run. Rows of pages that could not be read stay.
 *
 * @param read addresses of the pages that were read
 * @param configured addresses of all pages of the job
 */
export function rowsAfter(
  before: RowsMemory,
  rows: readonly JobRow[],
  {
    read,
    configured,
    fields,
    now,
  }: {
    readonly read: ReadonlySet<string>;
    readonly configured: ReadonlySet<string>;
    readonly fields: readonly string[];
    readonly now: Date;
  },
): { readonly ownRows: RowsMemory; readonly fresh: readonly JobRow[]; readonly gone: number } {
  const today = dayOf(now);
  const fresh = rows.filter(({ key }) => !before.seen.has(key));
  const seen = new Map(before.seen);
  for (const { key } of rows) {
    // The last ones of the map are those that were seen last.
    seen.delete(key);
    seen.set(key, today);
  }
  const oldest = daysBefore(now, KEEP_SEEN_DAYS);
  const kept = [...seen].filter(([, day]) => day >= oldest).slice(-MAX_KNOWN_ROWS);
  const first = new Map(before.rows.map(({ key, found }) => [key, found]));
  const sameFields = JSON.stringify(before.fields) === JSON.stringify(fields);
  const here = new Set(rows.map(({ key }) => key));
  const elsewhere = sameFields
    ? before.rows.filter(({ key, url }) => !here.has(key) && configured.has(url) && !read.has(url))
    : [];
  const late = new Set([...before.unwritten, ...fresh.map(({ key }) => key)]);
  const present = [...elsewhere, ...rows.map((row) => ({ ...row, found: first.get(row.key) ?? row.found }))].sort(
    (a, b) => (a.found < b.found ? -1 : a.found > b.found ? 1 : 0),
  );
  const shown = present.slice(-MAX_KEPT_ROWS);
  const unwritten = shown.flatMap(({ key }) => (late.has(key) ? [key] : []));
  return {
    ownRows: { seen: new Map(kept), rows: shown, fields, unwritten },
    fresh,
    gone: present.length - shown.length,
  };
}

/** What a layout can say of a row: its fields first, then where it stands and which names it holds. */
export function rowValues({ url, values, names, found }: JobRow, fields: readonly string[]): Values {
  const all = new Map([
    ["url", url],
    ["name", names.join(", ")],
    ["found", found],
    ...fields.map((field, index) => [field, values[index] ?? ""] as const),
  ]);
  return (name) => all.get(name);
}

/** Where the file says nothing: a column for each field, and the page. */
export function fieldColumns(fields: readonly string[]): FormatConfig {
  const columns = fields.map((field) => [field, `{${field}}`] as const);
  return { item: "", columns: fields.includes("url") ? columns : [...columns, ["url", "{url}"]] };
}
