import { MAX_QUERY_CLAUSES, MAX_SEARCHES_CHARACTERS, XSOAR_SEARCHES_AT_ONCE } from "../limits";
import { mapLimit } from "../text/mapLimit";
import type { XsoarClient } from "./client";
import type { XsoarFailure } from "./failures";
import { type LookupOptions, clauseCount, recordQueries } from "./query";
import type { IndicatorRecord } from "./record";
import { type SearchOutcome, searchAll } from "./searchAll";

/** A query this short is not the reason why a server fails. */
const SHORT_QUERY_CLAUSES = 100;

/** What is searched for to find an item. */
export interface TermsOf<T> {
  readonly item: T;
  readonly terms: readonly string[];
  /** Searched for as far as they make no further query; what was left out is missing in `searched`. */
  readonly spare: readonly string[];
  /** Of texts that may hold the item's name among others. */
  readonly patterns: readonly string[];
  /** Records that are asked for by their ids. */
  readonly ids: readonly string[];
}

/** What searches for many items found together. */
export interface FoundTogether<T> {
  /** Each record once, whichever item it was found for. */
  readonly records: readonly IndicatorRecord[];
  /** The items all of whose terms were searched for. */
  readonly complete: ReadonlySet<T>;
  /** Tells whether a term was searched for, for whichever item. */
  readonly searched: (term: string) => boolean;
  readonly failures: ReadonlyMap<T, XsoarFailure>;
  /** The items for whose patterns the server did not search, and why: that nothing was found says nothing of those. */
  readonly doubtful: ReadonlyMap<T, XsoarFailure>;
}

/**
 * Searches for the terms of many items in as few queries as there can be: the first alone, so that a server that cannot
 * be used is asked once, the others side by side. A query the server finds fault with is split until the item at fault
 * stands alone, and this is searched for without its patterns and ids then; so is all that follows where a server takes none.
 *
 * @param settle gets null for each search that went well, and each failure that splitting could not mend
 * @param stop asked before each search
 */
export async function searchTermsTogether<T>(
  client: XsoarClient,
  items: readonly TermsOf<T>[],
  namesPerQuery: number,
  options: LookupOptions,
  settle: (failure: XsoarFailure | null) => void,
  stop: () => boolean,
  signal: AbortSignal,
): Promise<FoundTogether<T>> {
  const records = new Map<string, IndicatorRecord>();
  const complete = new Set<T>();
  const searched = new Set<string>();
  const failures = new Map<T, XsoarFailure>();
  const doubtful = new Map<T, XsoarFailure>();
  let refusal: XsoarFailure | null = null;
  let units = 0;
  const hasRoom = (found: readonly IndicatorRecord[]): boolean => {
    units += found.reduce((sum, { raw }) => sum + raw.length, 0);
    return units <= MAX_SEARCHES_CHARACTERS;
  };
  const search = async (group: readonly TermsOf<T>[], inDoubt: XsoarFailure | null = refusal): Promise<void> => {
    const patterns = inDoubt === null ? [...new Set(group.flatMap((one) => one.patterns))] : [];
    // That a server's search knows the field `id` is not documented: the value is among the terms.
    const ids = inDoubt === null ? [...new Set(group.flatMap((one) => one.ids))] : [];
    const terms = withSpare(group, options.searchField, patterns.length + ids.length);
    const outcome = await searchFor(client, terms, { patterns, ids }, options, signal);
    if (outcome.ok && !hasRoom(outcome.records)) {
      const failure: XsoarFailure = { code: "searchTooLarge", limitBytes: MAX_SEARCHES_CHARACTERS };
      settle(failure);
      for (const { item } of group) failures.set(item, failure);
    } else if (outcome.ok) {
      settle(null);
      for (const term of terms) searched.add(term.toLowerCase());
      for (const record of outcome.records) records.set(record.id, record);
      for (const { item } of group) complete.add(item);
      if (inDoubt === null) return;
      if (inDoubt.code === "rejected") refusal = inDoubt;
      for (const { item, patterns: own } of group) if (own.length > 0) doubtful.set(item, inDoubt);
    } else if (
      group.length > 1 &&
      isWorthSplitting(outcome.failure, clauseCount(terms, options.searchField, { patterns, ids }))
    ) {
      const middle = group.length >> 1;
      for (const half of [group.slice(0, middle), group.slice(middle)]) if (!stop()) await search(half);
    } else if (patterns.length + ids.length > 0 && isWorthSplitting(outcome.failure, 0) && !stop()) {
      await search(group, outcome.failure);
    } else {
      settle(outcome.failure);
      for (const { item } of group) failures.set(item, outcome.failure);
    }
  };
  const groups = grouped(items, namesPerQuery, options);
  await mapLimit(groups.slice(0, 1), 1, (group) => search(group), stop);
  await mapLimit(groups.slice(1), XSOAR_SEARCHES_AT_ONCE, (group) => search(group), stop);
  return {
    records: [...records.values()],
    complete,
    searched: (term) => searched.has(term.toLowerCase()),
    failures,
    doubtful,
  };
}

/** One query, unless a single item has more terms than one may hold. */
async function searchFor(
  client: XsoarClient,
  terms: readonly string[],
  { patterns, ids }: { readonly patterns: readonly string[]; readonly ids: readonly string[] },
  { searchField }: LookupOptions,
  signal: AbortSignal,
): Promise<SearchOutcome> {
  const records: IndicatorRecord[] = [];
  for (const query of recordQueries(terms, searchField, patterns, ids)) {
    const outcome = await searchAll(client, query, signal);
    if (!outcome.ok) return outcome;
    records.push(...outcome.records);
  }
  return { ok: true, records };
}

function grouped<T>(items: readonly TermsOf<T>[], namesPerQuery: number, options: LookupOptions): TermsOf<T>[][] {
  const groups: TermsOf<T>[][] = [];
  let group: TermsOf<T>[] = [];
  let clauses = 0;
  for (const item of items) {
    const own = clauseCount(item.terms, options.searchField, item);
    if (group.length === namesPerQuery || (group.length > 0 && clauses + own > MAX_QUERY_CLAUSES)) {
      groups.push(group);
      group = [];
      clauses = 0;
    }
    group.push(item);
    clauses += own;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

/** The search has no case: of terms that differ in nothing else one is asked for. */
function distinct(terms: readonly string[]): string[] {
  const known = new Map<string, string>();
  for (const term of terms) {
    const key = term.toLowerCase();
    if (!known.has(key)) known.set(key, term);
  }
  return [...known.values()];
}

/** What has to be searched for, then what there is room for. */
function withSpare<T>(group: readonly TermsOf<T>[], searchField: string, taken: number): string[] {
  const terms = distinct(group.flatMap((one) => one.terms));
  const all = distinct([...terms, ...group.flatMap((one) => one.spare)]);
  const room = Math.floor((MAX_QUERY_CLAUSES - taken) / clauseCount(["one"], searchField));
  return all.slice(0, Math.max(terms.length, room));
}

/** Refused queries may be refused for one of their terms; long ones also for their length, which servers say in many ways. */
function isWorthSplitting(failure: XsoarFailure, clauses: number): boolean {
  switch (failure.code) {
    case "rejected":
    case "incomplete":
    case "tooManyHits":
    case "tooLarge":
      return true;
    case "server":
    case "serverError":
    case "timeout":
      return clauses > SHORT_QUERY_CLAUSES;
    default:
      return false;
  }
}
