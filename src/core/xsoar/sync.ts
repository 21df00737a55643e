import { mapLimit } from "../text/mapLimit";
import type { RecordOutcome } from "./reports";
import type { XsoarClient } from "./client";
import type { CreateOptions, CreatedRecord } from "./creation";
import { type Creation, createTogether } from "./createTogether";
import type { XsoarFailure } from "./failures";
import { type Lookup, type LookupName, ambiguous } from "./lookup";
import { sameNameKey } from "./query";
import { LANES, type Trouble, createTrouble, lookUpAll } from "./lookupAll";
import { type NoteOptions, addNotes, byCanonicalUrl } from "./notes";
import type { NoteArticle } from "./noteText";

/** One row of the sidebar with the articles whose notes are to be written. */
export interface RecordRequest extends LookupName {
  /** False for an alias whose profile is not known: noted when it has a record, never created. */
  readonly owner: boolean;
  /** True when the user does not want to be asked again; passed on to the outcome. */
  readonly dismissed: boolean;
  readonly articles: readonly NoteArticle[];
  /** Set when a record is wanted where there is none. `sentAt`: when an earlier run has sent the creation (ISO 8601). */
  readonly create?: { readonly sentAt: string | null };
}

/** Lets the caller keep a record of what is sent and of what is done. */
export interface WriteHooks {
  /** Awaited before a creation is sent, with all requests that share the record. */
  readonly beforeCreate?: (requests: readonly RecordRequest[]) => Promise<void>;
  /** Called as soon as an outcome is known. */
  readonly onOutcome?: (request: RecordRequest, outcome: RecordOutcome) => void;
}

interface WriteReport {
  /** Requests not dealt with, because of a failure that concerns all, have no entry. */
  readonly outcomes: ReadonlyMap<RecordRequest, RecordOutcome>;
  readonly failure: XsoarFailure | null;
}

/**
 * Finds the record of each name and writes the notes it lacks: one edit for each record, also where several names lead
 * to the same one. A name without a record gets one when its request says so; names that are one (`FancyBear`,
 * `Fancy Bear`) share it. Nothing is written for a name with several records. A failure that concerns XSOAR as a whole
 * ends the run and is reported once.
 */
export async function writeRecords(
  client: XsoarClient,
  requests: readonly RecordRequest[],
  options: CreateOptions,
  signal: AbortSignal,
  hooks: WriteHooks = {},
): Promise<WriteReport> {
  const trouble = createTrouble();
  const outcomes = new Map<RecordRequest, RecordOutcome>();
  const keep = (request: RecordRequest, outcome: RecordOutcome): void => {
    outcomes.set(request, outcome);
    hooks.onOutcome?.(request, outcome);
  };
  const lookups = await lookUpAll(client, requests, options, trouble, signal);
  for (const [request, lookup] of lookups) {
    const outcome = unwritten(request, lookup);
    if (outcome !== undefined) keep(request, outcome);
  }
  await noteAll(client, lookups, options, trouble, signal, keep);
  await createAll(client, withoutRecord(requests, lookups), options, trouble, signal, hooks, keep);
  return { outcomes, failure: trouble.failure() };
}

/** The requests a record is to be made for. */
export function withoutRecord(
  requests: readonly RecordRequest[],
  lookups: ReadonlyMap<RecordRequest, Lookup>,
): RecordRequest[] {
  return requests.filter((request) => {
    const lookup = lookups.get(request);
    return isToCreate(request) && lookup?.kind === "missing" && lookup.taken === undefined;
  });
}

/** A record is wanted, and the name is no alias of unknown owner. */
function isToCreate({ create, owner }: RecordRequest): boolean {
  return create !== undefined && owner;
}

/** Requests of names that are one: they share a new record. */
export function sameNamed(requests: readonly RecordRequest[]): RecordRequest[][] {
  return groupedBy(requests, ({ name }) => sameNameKey(name));
}

type Keep = (request: RecordRequest, outcome: RecordOutcome) => void;

/** Writes the notes of all names that have a record, grouped by record. */
async function noteAll(
  client: XsoarClient,
  lookups: ReadonlyMap<RecordRequest, Lookup>,
  options: NoteOptions,
  trouble: Trouble,
  signal: AbortSignal,
  keep: Keep,
): Promise<void> {
  const note = async (group: FoundGroup): Promise<void> => {
    const articles = group.requests.flatMap((request) => request.articles);
    const outcome = await addNotes(client, group.record, articles, options, signal);
    if (trouble.concerns(outcome)) return;
    for (const entry of shared(group.requests, outcome)) keep(entry.request, entry.outcome);
  };
  await mapLimit(foundGroups(lookups), LANES, note, () => trouble.failure() !== null);
}

export interface FoundGroup {
  readonly record: Extract<Lookup, { kind: "found" }>["record"];
  readonly requests: readonly RecordRequest[];
}

/** The records that were found, each with all the requests that lead to it. */
export function foundGroups(lookups: ReadonlyMap<RecordRequest, Lookup>): FoundGroup[] {
  const found = [...lookups].flatMap(([request, lookup]) =>
    lookup.kind === "found" ? [{ request, record: lookup.record }] : [],
  );
  return groupedBy(found, ({ record }) => record.id).flatMap((group) =>
    group[0] === undefined ? [] : [{ record: group[0].record, requests: group.map(({ request }) => request) }],
  );
}

async function createAll(
  client: XsoarClient,
  requests: readonly RecordRequest[],
  options: CreateOptions,
  trouble: Trouble,
  signal: AbortSignal,
  hooks: WriteHooks,
  keep: Keep,
): Promise<void> {
  if (trouble.failure() !== null) return;
  const groups = new Map<Creation, readonly RecordRequest[]>();
  for (const group of sameNamed(requests)) {
    const [first] = group;
    if (first === undefined) continue;
    const articles = [...byCanonicalUrl(group.flatMap((request) => request.articles)).values()];
    const sentAt = group.map(({ create }) => create?.sentAt ?? null).find((time) => time !== null) ?? null;
    groups.set({ name: first, articles, sentAt }, group);
  }
  const outcomes = await createTogether(client, [...groups.keys()], options, signal, {
    stop: () => trouble.failure() !== null,
    beforeSend: (creation) => hooks.beforeCreate?.(groups.get(creation) ?? []) ?? Promise.resolve(),
    onFailure: (failure) => void trouble.concerns({ kind: "failed", failure }),
  });
  for (const [creation, created] of outcomes) {
    if (trouble.concerns(created)) continue;
    for (const entry of shared(groups.get(creation) ?? [], created)) keep(entry.request, entry.outcome);
  }
}

/** What came of a request. */
export interface Settled {
  readonly request: RecordRequest;
  readonly outcome: RecordOutcome;
}

/** What came of one record, for each name that shares it. A note that several names asked for counts for the first. */
export function shared(requests: readonly RecordRequest[], outcome: CreatedRecord): Settled[] {
  if (outcome.kind !== "noted")
    return requests.map((request) => ({ request, outcome: { name: request.name, ...outcome } }));
  const left = new Set(outcome.added);
  const { id, value } = outcome.record;
  return requests.map((request) => {
    const urls = byCanonicalUrl(request.articles);
    const added = [...urls.keys()].filter((url) => left.delete(url)).length;
    const alreadyThere = urls.size - added;
    return { request, outcome: { name: request.name, kind: "noted", added, alreadyThere, id, value } };
  });
}

/** The outcome of a name nothing is written for; undefined for one that something is. */
export function unwritten(request: RecordRequest, lookup: Lookup): RecordOutcome | undefined {
  const { name, articles, owner, dismissed } = request;
  switch (lookup.kind) {
    case "found":
      return undefined;
    case "missing":
      if (!isToCreate(request)) return { name, kind: "missing", articles, owner, dismissed };
      return lookup.taken && { name, kind: "failed", failure: { code: "otherType", ...lookup.taken } };
    case "ambiguous":
      return { name, ...ambiguous(lookup) };
    case "failed":
      return { name, kind: "failed", failure: lookup.failure };
  }
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
