import type { XsoarClient } from "./client";
import type { XsoarFailure } from "./failures";
import { isFieldName, recordQueries, sameNameKey, searchTerms } from "./query";
import { fieldTexts, type IndicatorRecord } from "./record";

/** A name to find the record of. */
export interface LookupName {
  /** As configured. */
  readonly name: string;
  /** How articles spell it: the texts that matched. Those that are no spelling of the name or an alias are left out. */
  readonly spellings: readonly string[];
  /** Other names known for it. */
  readonly aliases: readonly string[];
}

export interface LookupOptions {
  /** The indicator field that holds the names, besides `value`. */
  readonly searchField: string;
  /** Only records of this indicator type. Not given: of any, since a profile may be a malware as well as an actor. */
  readonly type?: string;
}

export type Lookup =
  | { readonly kind: "found"; readonly record: IndicatorRecord }
  | { readonly kind: "missing" }
  /** Several records bear the name; `values` tells them apart. */
  | { readonly kind: "ambiguous"; readonly values: readonly string[] }
  | { readonly kind: "failed"; readonly failure: XsoarFailure };

const PAGE_SIZE = 100;
/** Deeper than 10,000 hits the server's search engine does not go. */
const MAX_PAGES = 100;

/**
 * The record of a name: the one whose value or search field equals it (case, blanks and hyphens aside); only when there
 * is none, the one that equals a known alias. What the search returns is a proposal: it ignores case, splits long texts
 * into words and may rank, so every hit is compared before it counts.
 */
export async function findRecord(
  client: XsoarClient,
  { name, spellings, aliases }: LookupName,
  options: LookupOptions,
  signal: AbortSignal,
): Promise<Lookup> {
  if (!isFieldName(options.searchField)) {
    return { kind: "failed", failure: { code: "searchField", field: options.searchField } };
  }
  const byName = await findByTerms(client, searchTerms([name], spellings), options, signal);
  const others = aliases.filter((alias) => sameNameKey(alias) !== sameNameKey(name));
  if (byName.kind !== "missing" || others.length === 0) return byName;
  return findByTerms(client, searchTerms(others, spellings), options, signal);
}

async function findByTerms(
  client: XsoarClient,
  terms: readonly string[],
  { searchField, type }: LookupOptions,
  signal: AbortSignal,
): Promise<Lookup> {
  const keys = new Set(terms.map(sameNameKey));
  const bearers = new Map<string, IndicatorRecord>();
  for (const query of recordQueries(terms, searchField, type)) {
    const hits = await searchAll(client, query, signal);
    if (!hits.ok) return { kind: "failed", failure: hits.failure };
    for (const record of hits.records) {
      const { texts, parts } = fieldTexts(record, searchField);
      const names = [record.value, ...texts, ...parts];
      if (names.some((candidate) => keys.has(sameNameKey(candidate)))) bearers.set(record.id, record);
    }
  }
  const records = [...bearers.values()];
  const [record] = records;
  if (record === undefined) return { kind: "missing" };
  return records.length === 1 ? { kind: "found", record } : { kind: "ambiguous", values: distinguished(records) };
}

/**
 * All hits of a query, page by page, each record once. A server may give fewer rows a page than asked for, so the pages
 * go on until all hits are there; when they run out before, nothing can be concluded from what is missing.
 */
export async function searchAll(
  client: XsoarClient,
  query: string,
  signal: AbortSignal,
): Promise<
  | { readonly ok: true; readonly records: readonly IndicatorRecord[] }
  | { readonly ok: false; readonly failure: XsoarFailure }
> {
  const records = new Map<string, IndicatorRecord>();
  let total = 0;
  for (let page = 0; page < MAX_PAGES; page++) {
    const result = await client.search(query, { page, size: PAGE_SIZE }, signal);
    if (!result.ok) return result;
    const before = records.size;
    for (const record of result.value.records) records.set(record.id, record);
    ({ total } = result.value);
    if (records.size >= total) return { ok: true, records: [...records.values()] };
    if (records.size === before) break;
  }
  return { ok: false, failure: { code: "incomplete", received: records.size, total } };
}

/** The values of several records; those that are alike get their id. */
function distinguished(records: readonly IndicatorRecord[]): string[] {
  return records.map(({ value, id }) =>
    records.filter((other) => other.value === value).length > 1 ? `${value} (${id})` : value,
  );
}
