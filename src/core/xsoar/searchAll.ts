import { MAX_SEARCH_CHARACTERS, MAX_SEARCH_PAGES } from "../limits";
import type { XsoarClient } from "./client";
import type { XsoarFailure } from "./failures";
import { type IndicatorRecord, sortValues } from "./record";

export type SearchOutcome =
  | { readonly ok: true; readonly records: readonly IndicatorRecord[] }
  | { readonly ok: false; readonly failure: XsoarFailure };

/** Rows asked for at once; fewer when the answer is larger than can be read, or the server skips rows it has no room for. */
const PAGE_SIZES = [500, 50, 5, 1] as const;
/** Deeper than this the server's search engine gives no pages. */
const WINDOW = 10_000;

/**
 * All hits of a query, each record once. A server may give fewer rows a page than asked for, so the pages go on until all
 * hits are there; when they run out before, nothing can be concluded from what is missing. Past 10,000 hits it goes on
 * by `searchAfter`.
 */
export async function searchAll(client: Searcher, query: string, signal: AbortSignal): Promise<SearchOutcome> {
  const bounded = withBudget(client);
  for (const [index, size] of PAGE_SIZES.entries()) {
    const outcome = await searchPages(bounded, query, size, signal);
    if (outcome.ok || index + 1 === PAGE_SIZES.length) return outcome;
    const { code } = outcome.failure;
    if (code !== "tooLarge" && (code !== "incomplete" || index > 0)) return outcome;
  }
  throw new Error("The last page size is always tried.");
}

type Searcher = Pick<XsoarClient, "search">;

/** A client whose answers are counted together: whatever else a server gives, it does not give more than that. */
function withBudget(client: Searcher): Searcher {
  let units = 0;
  return {
    search: async (...asked) => {
      const result = await client.search(...asked);
      if (!result.ok) return result;
      units += result.value.units;
      if (units <= MAX_SEARCH_CHARACTERS) return result;
      return { ok: false, failure: { code: "searchTooLarge", limitBytes: MAX_SEARCH_CHARACTERS } };
    },
  };
}

async function searchPages(client: Searcher, query: string, size: number, signal: AbortSignal): Promise<SearchOutcome> {
  const records = new Map<string, IndicatorRecord>();
  let total = 0;
  for (let page = 0; page < MAX_SEARCH_PAGES && (page + 1) * size <= WINDOW; page++) {
    const result = await client.search(query, { page, size }, signal);
    if (!result.ok) return result;
    const before = records.size;
    for (const record of result.value.records) records.set(record.id, record);
    ({ total } = result.value);
    if (records.size >= total) return { ok: true, records: [...records.values()] };
    if (records.size === before) return incomplete(records.size, total);
    if (total > WINDOW) break;
  }
  return searchInOrder(client, query, size, signal);
}

async function searchInOrder(
  client: Searcher,
  query: string,
  size: number,
  signal: AbortSignal,
): Promise<SearchOutcome> {
  const records = new Map<string, IndicatorRecord>();
  let total = 0;
  let after: readonly string[] = [];
  for (let page = 0; page < MAX_SEARCH_PAGES; page++) {
    const result = await client.search(query, { page: 0, size, after }, signal);
    if (!result.ok) return result;
    const before = records.size;
    for (const record of result.value.records) records.set(record.id, record);
    ({ total } = result.value);
    if (records.size >= total) return { ok: true, records: [...records.values()] };
    const last = result.value.records.at(-1);
    const next = last === undefined ? null : sortValues(last);
    if (records.size === before || next === null) break;
    after = next;
  }
  return incomplete(records.size, total);
}

function incomplete(received: number, total: number): SearchOutcome {
  return { ok: false, failure: { code: "incomplete", received, total } };
}
