import type { ArticlesConfig } from "./config/types";
import type { KnownAlias } from "./knowledge/choices";
import { ambiguousKeys } from "./knowledge/choices";
import { nameKey } from "./matching/matcher";
import type { Match, RecordState } from "./model";
import type { Clock, Http, Translate, WorkspaceFiles } from "./ports";
import type { Memory, MemoryStore, RowItem, RowMemory } from "./scan/memory";
import { aliasesByProfile, readAliasFile, trackedNames } from "./scan/trackedNames";
import type { CreateOutcome, CreateReport, RecordReport, XsoarAccess } from "./session";
import type { XsoarClient } from "./xsoar/client";
import { createXsoarClient } from "./xsoar/client";
import type { CreateOptions } from "./xsoar/createRecord";
import { describeXsoarFailure } from "./xsoar/failures";
import type { LookupOptions } from "./xsoar/lookup";
import type { RecordRequest } from "./xsoar/sync";
import { createRecords, recordMatches } from "./xsoar/sync";

/** For each request to XSOAR: its searches may take long. */
const XSOAR_TIMEOUT_MS = 60_000;

export interface RecordWorld {
  readonly files: WorkspaceFiles;
  readonly http: Http;
  readonly clock: Clock;
  readonly t: Translate;
  readonly configFolder: string;
  readonly config: ArticlesConfig;
  readonly memory: MemoryStore;
  /** The aliases that imported names bring along. */
  readonly knownAliases: (profiles: readonly string[]) => Promise<readonly KnownAlias[]>;
  /** Runs a read-change-write of the memory alone. */
  readonly changeMemory: <T>(work: () => Promise<T>) => Promise<T>;
}

/** The client every XSOAR job of a session uses. */
export function clientFor({ http }: RecordWorld, access: XsoarAccess): XsoarClient {
  return createXsoarClient(http, access, { timeoutMs: XSOAR_TIMEOUT_MS });
}

/**
 * Writes the pending notes of all rows, or of some articles of one row whatever their state, and remembers what XSOAR said.
 */
export async function noteRows(
  world: RecordWorld,
  access: XsoarAccess,
  chosen: { readonly name: string; readonly keys: readonly string[] } | null,
  signal: AbortSignal,
): Promise<RecordReport> {
  const memory = await world.memory.load();
  const isClear = await clearItems(world);
  const keys = new Set(chosen?.keys);
  const requests = await requestsFor(world, memory, (name, row) =>
    chosen === null
      ? row.items.filter((item) => item.note === "pending" && isClear(name, item)).map(({ key }) => key)
      : name === chosen.name
        ? row.items.filter(({ key }) => keys.has(key)).map(({ key }) => key)
        : [],
  );
  if (requests.length === 0) return { outcomes: [], failure: null };
  const report = await recordMatches(clientFor(world, access), requests, recordOptions(world), signal);
  await rememberOutcomes(world, requests, report.outcomes);
  return report;
}

/** Creates a record for each of these rows with its pending articles, or with all it has when none is pending. */
export async function createRowRecords(
  world: RecordWorld,
  access: XsoarAccess,
  names: readonly string[],
  signal: AbortSignal,
): Promise<CreateReport> {
  const memory = await world.memory.load();
  const isClear = await clearItems(world);
  const wanted = new Set(names);
  const requests = await requestsFor(world, memory, (name, row) => {
    if (!wanted.has(name)) return [];
    const pending = row.items.filter((item) => item.note === "pending" && isClear(name, item));
    return (pending.length > 0 ? pending : row.items.filter((item) => isClear(name, item))).map(({ key }) => key);
  });
  if (requests.length === 0) return { outcomes: [], failure: null };
  const report = await createRecords(clientFor(world, access), requests, recordOptions(world), signal);
  await rememberOutcomes(world, requests, report.outcomes);
  return report;
}

/**
 * Tells the items that are not in doubt. What only an alias of several actors has found is written by nobody but the user, until
 * somebody has said whose the alias is: a note on the wrong record is worse than a late one.
 */
async function clearItems({ knownAliases, config }: RecordWorld): Promise<(row: string, item: RowItem) => boolean> {
  const ambiguous = ambiguousKeys(await knownAliases(config.profiling.profileData));
  return (row, { matches }) => {
    const keys = ambiguous.get(row);
    return keys === undefined || matches.some(({ name }) => name === row || !keys.has(nameKey(name)));
  };
}

function recordOptions({ config, clock }: RecordWorld): LookupOptions & CreateOptions {
  const { search_field, nameFields } = config.profiling.CortexXSOARAPIConfig;
  return {
    searchField: search_field,
    nameFields,
    now: clock.now(),
    wait: (ms, signal) => clock.wait(ms, signal),
  };
}

async function requestsFor(
  world: RecordWorld,
  { rows, articles, owners }: Memory,
  keysOf: (name: string, row: RowMemory) => readonly string[],
): Promise<RecordRequest[]> {
  const { aliases } = await readAliasFile(world.files, world.configFolder);
  const known = aliasesByProfile(trackedNames(world.config.profiling.profileData, aliases, owners));
  return [...rows].flatMap(([name, row]): RecordRequest[] => {
    const keys = new Set(keysOf(name, row));
    const chosen = [...keys].flatMap((key) => articles.get(key) ?? []);
    if (chosen.length === 0) return [];
    return [
      {
        name,
        owner: row.owner,
        dismissed: row.record.kind === "missing" && row.record.dismissed,
        articles: chosen,
        spellings: spellings(row.items.flatMap(({ matches }) => matches)),
        aliases: known.get(name) ?? [],
      },
    ];
  });
}

function spellings(matches: readonly Match[]): string[] {
  return [...new Set(matches.map(({ text }) => text))];
}

/** Ticks off the notes that stand in XSOAR now, and keeps the state of each record. */
async function rememberOutcomes(
  world: RecordWorld,
  requests: readonly RecordRequest[],
  outcomes: readonly CreateOutcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const sent = new Map(requests.map(({ name, articles }) => [name, new Set(articles.map(({ key }) => key))]));
  await world.changeMemory(async () => {
    const rows = new Map(await world.memory.loadPart("rows"));
    for (const outcome of outcomes) {
      const row = rows.get(outcome.name);
      if (row === undefined) continue;
      const written = outcome.kind === "noted" || outcome.kind === "created";
      rows.set(outcome.name, {
        ...row,
        record: recordState(outcome, row.record, world.t),
        items: row.items.map((item) =>
          written && sent.get(outcome.name)?.has(item.key) === true ? { ...item, note: "noted" } : item,
        ),
      });
    }
    await world.memory.save({ rows });
  });
}

function recordState(outcome: CreateOutcome, before: RecordState, t: Translate): RecordState {
  switch (outcome.kind) {
    case "noted":
      return { kind: "found", id: outcome.id, value: outcome.value };
    case "created":
      return { kind: "found", id: outcome.id, value: outcome.name };
    case "missing":
      return { kind: "missing", dismissed: before.kind === "missing" && before.dismissed };
    case "ambiguous":
      return { kind: "ambiguous", values: outcome.values };
    case "failed":
      return { kind: "failed", message: describeXsoarFailure(outcome.failure, t) };
    case "excluded":
      return {
        kind: "failed",
        message: t("The name is on the exclusion list of Cortex XSOAR, so no record was made."),
      };
  }
}
