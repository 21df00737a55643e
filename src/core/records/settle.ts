import { MAX_XSOAR_REQUEST_MS, XSOAR_WRITES_AT_ONCE } from "../limits";
import { withUpdates } from "../memory/activity";
import type { Workspace } from "../memory/workspace";
import { mapLimit } from "../text/mapLimit";
import type { XsoarClient } from "../xsoar/client";
import type { XsoarFailure } from "../xsoar/failures";
import { RECORD_QUERIES } from "../xsoar/query";
import type { IndicatorRecord } from "../xsoar/record";
import { searchAll } from "../xsoar/searchAll";
import { foundState, isOpen, openUpdates, toldByNext, updatesIn } from "./journal";

/** Records asked for in one search. */
export const RECORDS_PER_QUERY = 50;

/** What became of updates that were sent and never heard of. */
export interface Settled {
  /** How many there were. */
  readonly open: number;
  /** How many of them were written. */
  readonly written: number;
  /** Of how many it cannot be told: the record is gone, or others have changed the fields since. */
  readonly unclear: number;
  /** How many were not written so far, and were sent so lately that they may be still. */
  readonly underWay: number;
  readonly failure: XsoarFailure | null;
}

/** Nothing was cut off. */
export const NOTHING_OPEN: Settled = { open: 0, written: 0, unclear: 0, underWay: 0, failure: null };

/** Reads records by their ids, and by their values where nothing is found so. Those that are gone have no entry. */
export async function recordsById(
  client: XsoarClient,
  wanted: readonly Pick<IndicatorRecord, "id" | "value">[],
  signal: AbortSignal,
  count: (done: number) => void = () => {},
): Promise<
  | { readonly ok: true; readonly records: ReadonlyMap<string, IndicatorRecord> }
  | { readonly ok: false; readonly failure: XsoarFailure }
> {
  const records = new Map<string, IndicatorRecord>();
  let failure: XsoarFailure | null = null;
  let done = 0;
  const parts = Array.from({ length: Math.ceil(wanted.length / RECORDS_PER_QUERY) }, (_, at) =>
    wanted.slice(at * RECORDS_PER_QUERY, (at + 1) * RECORDS_PER_QUERY),
  );
  await mapLimit(
    parts,
    XSOAR_WRITES_AT_ONCE / 2,
    async (some) => {
      for (const queryOf of RECORD_QUERIES) {
        const left = some.filter(({ id }) => !records.has(id));
        if (left.length === 0 || failure !== null) continue;
        const hits = await searchAll(client, left.map(queryOf).join(" or "), signal);
        const ids = new Set(left.map(({ id }) => id));
        if (!hits.ok) failure ??= hits.failure;
        else for (const record of hits.records) if (ids.has(record.id)) records.set(record.id, record);
      }
      done += some.length;
      count(done);
    },
    () => failure !== null,
  );
  return failure === null ? { ok: true, records } : { ok: false, failure };
}

/**
 * Looks up what runs that have ended have sent without hearing of it, and takes out of the journal what they never sent. Within the lock
 * of writing: a run that goes on is none of these.
 */
export async function settleUpdates(
  { memory, clock, log }: Workspace,
  client: XsoarClient,
  server: string,
  signal: AbortSignal,
): Promise<Settled> {
  const { activity } = await memory.load("activity");
  const open = openUpdates(activity, server);
  if (open.length === 0) return NOTHING_OPEN;
  const sent = open.filter(({ state }) => state === "sent");
  const found = await recordsById(
    client,
    sent.map(({ record }) => record),
    signal,
  );
  if (!found.ok) return { open: sent.length, written: 0, unclear: 0, underWay: 0, failure: found.failure };
  const long = new Date(clock.now().getTime() - MAX_XSOAR_REQUEST_MS).toISOString();
  let written = 0;
  let unclear = 0;
  let underWay = 0;
  await memory.change(["activity"], (now) => {
    const updates = updatesIn(now.activity);
    const activity = withUpdates(now.activity, (update) => {
      if (!isOpen(update, server)) return update;
      if (update.state === "planned") return null;
      const told = toldByNext(update, updates);
      if (told === null) return null;
      const record = found.records.get(update.record.id);
      const state = told ?? (record === undefined ? "unknown" : foundState(update, record));
      if (state !== null) {
        if (state === "confirmed") written += 1;
        else unclear += 1;
        return { ...update, state };
      }
      if (update.at < long) return null;
      underWay += 1;
      return update;
    });
    return { activity };
  });
  log.info(`Updates of records that were sent and never heard of: ${sent.length}, written: ${written}`);
  return { open: sent.length, written, unclear, underWay, failure: null };
}
