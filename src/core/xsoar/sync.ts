import { XSOAR_WRITES_AT_ONCE } from "../limits";
import { mapLimit } from "../text/mapLimit";
import type { RecordOutcome } from "./reports";
import type { XsoarClient } from "./client";
import type { CreateOptions, CreatedRecord } from "./creation";
import { type Creation, createTogether } from "./createTogether";
import type { XsoarFailure } from "./failures";
import { type Lookup, type LookupName, ambiguous } from "./lookup";
import { sameNameKey } from "./query";
import { type Trouble, createTrouble, lookUpAll } from "./lookupAll";
import { addNotes, byKey } from "./notes";
import {
  type DueNotes,
  type Held,
  NO_DETAIL,
  type NotesDetail,
  type WrittenNotes,
  dueForNew,
  dueOnto,
} from "./dueNotes";
import type { NoteArticle } from "./noteText";
import type { IndicatorRecord } from "./record";

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
  /** Called with the record of each request that has one, as it was read. */
  readonly onFound?: (request: RecordRequest, record: IndicatorRecord) => void;
  /**
   * Decides, before the first write, which of the notes that are due are left for somebody to review: the keys of their articles with the
   * reason, for each record. Left out, none is.
   */
  readonly hold?: (due: readonly DueNotes[]) => Promise<ReadonlyMap<DueNotes, Held>>;
  /** Called as soon as notes stand on a record that we have written, before the outcomes of its names. */
  readonly onWritten?: (written: WrittenNotes) => void;
  /** Called as soon as an outcome is known. */
  readonly onOutcome?: (request: RecordRequest, outcome: RecordOutcome, notes: NotesDetail) => void;
}

interface WriteReport {
  /** Requests not dealt with, because of a failure that concerns all, have no entry. */
  readonly outcomes: ReadonlyMap<RecordRequest, RecordOutcome>;
  readonly details: ReadonlyMap<RecordRequest, NotesDetail>;
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
  const details = new Map<RecordRequest, NotesDetail>();
  const keep = (request: RecordRequest, outcome: RecordOutcome, detail = NO_DETAIL): void => {
    outcomes.set(request, outcome);
    details.set(request, detail);
    hooks.onOutcome?.(request, outcome, detail);
  };
  const lookups = await lookUpAll(client, requests, options, trouble, signal);
  for (const [request, lookup] of lookups) {
    if (lookup.kind === "found") hooks.onFound?.(request, lookup.record);
    const outcome = unwritten(request, lookup);
    if (outcome !== undefined) keep(request, outcome);
  }
  const articlesOf = (some: readonly RecordRequest[]) => some.flatMap(({ articles }) => articles);
  const edits = foundGroups(lookups).map((group): DueEdit => {
    return { group, due: dueOnto(group.record, articlesOf(group.requests), options, signal) };
  });
  const creations = sameNamed(withoutRecord(requests, lookups)).map((some): DueCreation => {
    return { requests: some, due: dueForNew(articlesOf(some)) };
  });
  const held = (await hooks.hold?.([...edits, ...creations].map(({ due }) => due))) ?? new Map<DueNotes, Held>();
  const heldOf = ({ due }: { readonly due: DueNotes }): Held => held.get(due) ?? NO_DETAIL.held;
  const writing: Writing = { client, options, trouble, signal, hooks, keep };
  await noteAll(
    writing,
    edits.map((edit) => ({ ...edit, held: heldOf(edit) })),
  );
  await createAll(
    writing,
    creations.map((creation) => ({ ...creation, held: heldOf(creation) })),
  );
  return { outcomes, details, failure: trouble.failure() };
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

/** What the steps of one run share. */
interface Writing {
  readonly client: XsoarClient;
  readonly options: CreateOptions;
  readonly trouble: Trouble;
  readonly signal: AbortSignal;
  readonly hooks: WriteHooks;
  readonly keep: (request: RecordRequest, outcome: RecordOutcome, detail?: NotesDetail) => void;
}

/** The notes for a record that is there. */
interface DueEdit {
  readonly group: FoundGroup;
  readonly due: DueNotes;
}

/** The notes for a record that is to be made. */
interface DueCreation {
  readonly requests: readonly RecordRequest[];
  readonly due: DueNotes;
}

/** Writes the notes of all names that have a record, grouped by record. */
async function noteAll(
  { client, options, trouble, signal, hooks, keep }: Writing,
  edits: readonly (DueEdit & { readonly held: Held })[],
): Promise<void> {
  const note = async ({ group: { record, requests }, due, held }: (typeof edits)[number]): Promise<void> => {
    const articles = due.articles.filter(({ key }) => !held.has(key));
    const outcome = await addNotes(client, record, articles, options, signal);
    if (trouble.concerns(outcome)) return;
    tellWritten(hooks, requests, outcome, due.articles);
    for (const entry of shared(requests, outcome, held)) keep(entry.request, entry.outcome, entry.detail);
  };
  await mapLimit(edits, XSOAR_WRITES_AT_ONCE, note, () => trouble.failure() !== null);
}

function tellWritten(
  { onWritten }: WriteHooks,
  requests: readonly RecordRequest[],
  outcome: CreatedRecord,
  articles: readonly NoteArticle[],
): void {
  const names = requests.map(({ name }) => name);
  if (outcome.kind === "created") {
    const record = { id: outcome.id, value: names[0] ?? "" };
    onWritten?.({ kind: "created", record, names, articles });
  } else if (outcome.kind === "noted" && outcome.added.length > 0) {
    const added = new Set(outcome.added);
    const { id, value } = outcome.record;
    onWritten?.({
      kind: "notes",
      record: { id, value },
      names,
      articles: articles.filter(({ key }) => added.has(key)),
    });
  }
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

/** Makes the records, but for those all of whose notes are left to be reviewed. */
async function createAll(
  { client, options, trouble, signal, hooks, keep }: Writing,
  creations: readonly (DueCreation & { readonly held: Held })[],
): Promise<void> {
  if (trouble.failure() !== null) return;
  const wanted = new Map<Creation, (typeof creations)[number]>();
  for (const one of creations) {
    const { requests, due, held } = one;
    const [first] = requests;
    if (first === undefined) continue;
    const articles = due.articles.filter(({ key }) => !held.has(key));
    if (articles.length === 0 && held.size > 0) {
      for (const request of requests) keep(request, withoutItsRecord(request), { ...NO_DETAIL, held });
      continue;
    }
    const sentAt = requests.map(({ create }) => create?.sentAt ?? null).find((time) => time !== null) ?? null;
    wanted.set({ name: first, articles, sentAt }, one);
  }
  const outcomes = await createTogether(client, [...wanted.keys()], options, signal, {
    stop: () => trouble.failure() !== null,
    beforeSend: (creation) => hooks.beforeCreate?.(wanted.get(creation)?.requests ?? []) ?? Promise.resolve(),
    onFailure: (failure) => void trouble.concerns({ kind: "failed", failure }),
  });
  for (const [creation, created] of outcomes) {
    if (trouble.concerns(created)) continue;
    const { requests = [], held = NO_DETAIL.held } = wanted.get(creation) ?? {};
    tellWritten(hooks, requests, created, creation.articles);
    for (const entry of shared(requests, created, held)) keep(entry.request, entry.outcome, entry.detail);
  }
}

/** What came of a request. */
export interface Settled {
  readonly request: RecordRequest;
  readonly outcome: RecordOutcome;
  readonly detail: NotesDetail;
}

/** What came of one record, for each name that shares it. A note that several names asked for counts for the first. */
export function shared(
  requests: readonly RecordRequest[],
  outcome: CreatedRecord,
  held: Held = NO_DETAIL.held,
): Settled[] {
  if (outcome.kind !== "noted") {
    return requests.map((request) => ({
      request,
      outcome: { name: request.name, ...outcome },
      detail: { ...NO_DETAIL, held },
    }));
  }
  const left = new Set(outcome.added);
  const { id, value } = outcome.record;
  const detail = { held, theirs: new Set(outcome.theirs) };
  return requests.map((request) => {
    const keys = [...byKey(request.articles).keys()];
    const heldHere = keys.filter((key) => held.has(key)).length;
    const added = keys.filter((key) => left.delete(key)).length;
    const alreadyThere = keys.length - added - heldHere;
    const counts = { added, alreadyThere, ...(heldHere === 0 ? {} : { held: heldHere }) };
    return { request, outcome: { name: request.name, kind: "noted", ...counts, id, value }, detail };
  });
}

/** The outcome of a name nothing is written for; undefined for one that something is. */
export function unwritten(request: RecordRequest, lookup: Lookup): RecordOutcome | undefined {
  const { name } = request;
  switch (lookup.kind) {
    case "found":
      return undefined;
    case "missing":
      if (!isToCreate(request)) return withoutItsRecord(request);
      return lookup.taken && { name, kind: "failed", failure: { code: "otherType", ...lookup.taken } };
    case "ambiguous":
      return { name, ...ambiguous(lookup) };
    case "failed":
      return { name, kind: "failed", failure: lookup.failure };
  }
}

function withoutItsRecord({ name, articles, owner, dismissed }: RecordRequest): RecordOutcome {
  return { name, kind: "missing", articles, owner, dismissed };
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
