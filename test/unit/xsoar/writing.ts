import type { RecordOutcome, RecordReport } from "../../../src/core/xsoar/reports";
import type { XsoarClient } from "../../../src/core/xsoar/client";
import type { CreateOptions } from "../../../src/core/xsoar/creation";
import type { XsoarFailure } from "../../../src/core/xsoar/failures";
import { type Lookup, type LookupName, findRecords } from "../../../src/core/xsoar/lookup";
import type { LookupOptions } from "../../../src/core/xsoar/query";
import type { NoteArticle } from "../../../src/core/xsoar/noteText";
import { type RecordRequest, writeRecords } from "../../../src/core/xsoar/sync";

/** Writes the notes of names that have a record; outcomes in the order of the requests. */
export async function recordMatches(
  client: XsoarClient,
  requests: readonly RecordRequest[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<RecordReport> {
  return written(client, requests, options, signal);
}

/** The same, with a record wanted for each name. */
export async function createRecords(
  client: XsoarClient,
  requests: readonly RecordRequest[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<RecordReport> {
  const wanted = requests.map((request) => ({ create: { sentAt: null }, ...request }));
  return written(client, wanted, options, signal);
}

/** One record wanted; a failure that concerns all is its outcome. */
export async function createRecord(
  client: XsoarClient,
  name: LookupName,
  articles: readonly NoteArticle[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<RecordOutcome | { readonly kind: "failed"; readonly failure: XsoarFailure | null }> {
  const request = { ...name, owner: true, dismissed: false, articles };
  const { outcomes, failure } = await createRecords(client, [request], options, signal);
  return outcomes[0] ?? { kind: "failed", failure };
}

/** Looks one name up. */
export async function findRecord(
  client: XsoarClient,
  name: LookupName,
  options: LookupOptions,
  signal: AbortSignal,
): Promise<Lookup> {
  const lookups = await findRecords(
    client,
    [name],
    options,
    () => undefined,
    () => false,
    signal,
  );
  return lookups.get(name) ?? { kind: "failed", failure: { code: "aborted" } };
}

async function written(
  client: XsoarClient,
  requests: readonly RecordRequest[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<RecordReport> {
  const { outcomes, failure } = await writeRecords(client, requests, options, signal);
  return { outcomes: requests.flatMap((request) => outcomes.get(request) ?? []), failure };
}
