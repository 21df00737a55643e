import { type Chosen, isCertain, notesOfItems, requestsFor } from "./noteRequests";
import { createRemembrance } from "./rememberOutcomes";
import type { PreviewReport, RecordOutcome, RecordReport } from "../xsoar/reports";
import type { XsoarAccess } from "../xsoar/connection";
import type { XsoarClient } from "../xsoar/client";
import { openXsoar } from "../xsoar/openXsoar";
import { queueCreation, queueNotes } from "../xsoar/outbox";
import { planWrites } from "../xsoar/preview";
import { type RecordRequest, type WriteOptions, writeRecords } from "../xsoar/sync";
import type { RecordWorld } from "./noteWorld";

/** For each request to XSOAR: its searches may take long. */
const XSOAR_TIMEOUT_MS = 60_000;
/** How long a run waits for that of another window or process, and how often it looks whether it was cancelled. */
const RUN_LOCK_WAIT_MS = 60_000;
const RUN_LOCK_SLICE_MS = 250;

/** The client every XSOAR job of a session uses. */
export function clientFor(world: RecordWorld, access: XsoarAccess): XsoarClient {
  return openXsoar(world, access, { timeoutMs: XSOAR_TIMEOUT_MS });
}

/** Writes what waits in the outbox: of all names, or of some by the user's own wish. */
export async function writePending(
  world: RecordWorld,
  access: XsoarAccess,
  names: readonly string[] | null,
  signal: AbortSignal,
): Promise<RecordReport> {
  const chosen: Chosen = { names, byWish: names !== null };
  return run(world, access, chosen, signal);
}

/** Writes the notes of some articles of one row, whatever their state. */
export async function noteArticles(
  world: RecordWorld,
  access: XsoarAccess,
  name: string,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<RecordReport> {
  const wanted = new Set(keys);
  const chosen: Chosen = { names: [name], keys: wanted, byWish: true };
  if (isDry(world)) return dryRun(world, access, { ...chosen, anyState: true }, signal);
  await world.memory.change(["rows", "articles", "outbox"], ({ rows, articles, outbox }) => {
    const row = rows.get(name);
    const notes = notesOfItems(row?.items.filter(({ key }) => wanted.has(key)) ?? [], articles);
    return { outbox: queueNotes(outbox, name, row?.owner ?? true, notes, world.clock.now(), true) };
  });
  return run(world, access, chosen, signal);
}

/**
 * Makes a record for each of these rows, and puts notes onto the records of the others, in one run: the pending articles of
 * each row, or all it has when none is pending.
 */
export async function writeRows(
  world: RecordWorld,
  access: XsoarAccess,
  { edits, creates }: { readonly edits: readonly string[]; readonly creates: readonly string[] },
  signal: AbortSignal,
): Promise<RecordReport> {
  const names = [...new Set([...edits, ...creates])];
  const wanted = new Set(creates);
  const chosen: Chosen = { names, byWish: true };
  if (isDry(world)) {
    return dryRun(world, access, { ...chosen, allWhenNone: true, createAll: true }, signal);
  }
  await world.memory.change(["rows", "articles", "outbox"], ({ rows, articles, outbox }) => {
    const now = world.clock.now();
    let queued = outbox;
    for (const name of names) {
      const row = rows.get(name);
      const waits = queued.get(name)?.notes.some(({ done }) => !done) ?? false;
      if (row !== undefined && !waits) {
        queued = queueNotes(queued, name, row.owner, notesOfItems(row.items.filter(isCertain), articles), now, true);
      }
      const waiting = queued.get(name);
      if (waiting !== undefined && waiting.owner && wanted.has(name)) queued = queueCreation(queued, name, now);
    }
    return { outbox: queued };
  });
  return run(world, access, chosen, signal);
}

/** What would be written: searches, and changes nothing anywhere. */
export async function previewRows(
  world: RecordWorld,
  access: XsoarAccess,
  names: readonly string[] | null,
  signal: AbortSignal,
): Promise<PreviewReport> {
  const chosen: Chosen = { names, byWish: true, createAll: true, allWhenNone: names !== null };
  allowTrial(world, access, chosen);
  const requests = await requestsFor(world, chosen);
  if (requests.length === 0) return { writes: [], outcomes: [], failure: null };
  return planWrites(clientFor(world, access), requests, writeOptions(world), signal);
}

/** One run of writing: alone in this workspace, reading first what others have left. */
async function run(
  world: RecordWorld,
  access: XsoarAccess,
  chosen: Chosen,
  signal: AbortSignal,
): Promise<RecordReport> {
  allowTrial(world, access, chosen);
  if (isDry(world)) return dryRun(world, access, chosen, signal);
  for (let waited = 0; waited < RUN_LOCK_WAIT_MS; waited += RUN_LOCK_SLICE_MS) {
    const started = world.clock.now().getTime();
    const done = await world.store.withLock("xsoar", RUN_LOCK_SLICE_MS, () =>
      writeChosen(world, access, chosen, signal),
    );
    if (done !== null) return done.value;
    if (signal.aborted) return { outcomes: [], failure: { code: "aborted" } };
    const spent = world.clock.now().getTime() - started;
    if (spent < RUN_LOCK_SLICE_MS) await world.clock.wait(RUN_LOCK_SLICE_MS - spent, signal);
  }
  return { outcomes: [], failure: null, busy: true };
}

/** Who asks for something by name wants to know how the server is now, also while it is left alone. */
function allowTrial({ circuits }: RecordWorld, { baseUrl }: XsoarAccess, { byWish }: Chosen): void {
  if (byWish) circuits.of(baseUrl).allowTrial();
}

async function writeChosen(
  world: RecordWorld,
  access: XsoarAccess,
  chosen: Chosen,
  signal: AbortSignal,
): Promise<RecordReport> {
  const requests = await requestsFor(world, chosen);
  const remembrance = createRemembrance(world);
  if (requests.length === 0) {
    await remembrance.finish(requests, new Map(), null);
    return { outcomes: [], failure: null };
  }
  const report = await writeRecords(clientFor(world, access), requests, writeOptions(world), signal, remembrance.hooks);
  await remembrance.finish(requests, report.outcomes, report.failure);
  return { outcomes: inOrder(requests, report.outcomes), failure: report.failure };
}

async function dryRun(
  world: RecordWorld,
  access: XsoarAccess,
  chosen: Chosen,
  signal: AbortSignal,
): Promise<RecordReport> {
  const requests = await requestsFor(world, chosen);
  if (requests.length === 0) return { outcomes: [], failure: null, planned: [] };
  const { writes, outcomes, failure } = await planWrites(
    clientFor(world, access),
    requests,
    writeOptions(world),
    signal,
  );
  await createRemembrance(world).finishDry(writes.flatMap((write) => write.names));
  return { outcomes, failure, planned: writes };
}

function isDry({ config }: RecordWorld): boolean {
  return config.profiling.CortexXSOARAPIConfig.dry_run;
}

function writeOptions({ config, clock, signing }: RecordWorld): WriteOptions {
  const xsoar = config.profiling.CortexXSOARAPIConfig;
  return {
    searchField: xsoar.search_field,
    nameFields: xsoar.nameFields,
    indicatorType: xsoar.indicator_type,
    style: { template: xsoar.note_template, maxLength: xsoar.note_max_length },
    setLastSeen: xsoar.set_last_seen,
    now: clock.now(),
    wait: (ms, signal) => clock.wait(ms, signal),
    jitter: () => signing.jitter(),
  };
}

function inOrder(
  requests: readonly RecordRequest[],
  outcomes: ReadonlyMap<RecordRequest, RecordOutcome>,
): RecordOutcome[] {
  return requests.map((request) => outcomes.get(request)).filter((outcome) => outcome !== undefined);
}
