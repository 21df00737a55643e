import type { Article } from "../model";
import type { CreateOutcome, CreateReport, RecordOutcome, RecordReport } from "../session";
import { canonicalUrl } from "../sources/canonicalUrl";
import type { XsoarClient } from "./client";
import { createMissing, type CreateOptions, type CreatedRecord } from "./createRecord";
import type { Lookup, LookupName, LookupOptions } from "./lookup";
import { createTrouble, LANES, lookUpAll, type Trouble } from "./lookupAll";
import { addNotes, type NoteOptions, type NotesOutcome } from "./notes";
import { sameNameKey } from "./query";
import { sideBySide } from "./sideBySide";

/** One row of the sidebar with the articles whose notes are to be written. */
export interface RecordRequest extends LookupName {
  /** False for an alias whose profile is not known: noted when it has a record, never created. */
  readonly owner: boolean;
  /** True when the user does not want to be asked again; passed on to the outcome. */
  readonly dismissed: boolean;
  readonly articles: readonly Article[];
}

/**
 * Finds the record of each name and writes the notes it lacks: one edit for each record, also where several names lead
 * to the same one. Nothing is written for a name without a record or with several. A failure that concerns XSOAR as a
 * whole ends the run and is reported once; names not dealt with by then have no outcome.
 */
export async function recordMatches(
  client: XsoarClient,
  requests: readonly RecordRequest[],
  options: LookupOptions & NoteOptions,
  signal: AbortSignal,
): Promise<RecordReport> {
  const trouble = createTrouble();
  const lookups = await lookUpAll(client, requests, options, trouble, signal);
  const noted = await noteAll(client, lookups, options, trouble, signal);
  const outcomes = requests.map((request) => {
    const lookup = lookups.get(request);
    return lookup === undefined ? undefined : (noted.get(request) ?? unwritten(request, lookup));
  });
  return { outcomes: outcomes.filter((outcome) => outcome !== undefined), failure: trouble.failure() };
}

/**
 * Creates a record for each name that has none, with its articles as notes; a name that has one by now gets the notes.
 * Names that are one (`FancyBear`, `Fancy Bear`) share one record. Names without an owner are left as missing.
 */
export async function createRecords(
  client: XsoarClient,
  requests: readonly RecordRequest[],
  options: LookupOptions & CreateOptions,
  signal: AbortSignal,
): Promise<CreateReport> {
  const trouble = createTrouble();
  const lookups = await lookUpAll(client, requests, options, trouble, signal);
  const outcomes = new Map<RecordRequest, CreateOutcome>(await noteAll(client, lookups, options, trouble, signal));

  const missing = requests.filter((request) => request.owner && lookups.get(request)?.kind === "missing");
  const groups = groupedBy(missing, ({ name }) => sameNameKey(name));
  const create = async (group: readonly RecordRequest[]): Promise<void> => {
    const [first] = group;
    if (first === undefined) return;
    const articles = group.flatMap((request) => request.articles);
    const created = await createMissing(client, first, articles, options, signal);
    if (trouble.concerns(created)) return;
    for (const request of group) outcomes.set(request, creationOutcome(request, created));
  };
  await sideBySide(groups, LANES / 2, create, () => trouble.failure() !== null);

  for (const [request, lookup] of lookups) {
    const outcome = outcomes.has(request) || missing.includes(request) ? undefined : unwritten(request, lookup);
    if (outcome !== undefined) outcomes.set(request, outcome);
  }
  return {
    outcomes: requests.map((request) => outcomes.get(request)).filter((outcome) => outcome !== undefined),
    failure: trouble.failure(),
  };
}

/** Writes the notes of all names that have a record, grouped by record. */
async function noteAll(
  client: XsoarClient,
  lookups: ReadonlyMap<RecordRequest, Lookup>,
  options: NoteOptions,
  trouble: Trouble,
  signal: AbortSignal,
): Promise<Map<RecordRequest, RecordOutcome>> {
  const found = [...lookups].flatMap(([request, lookup]) =>
    lookup.kind === "found" ? [{ request, record: lookup.record }] : [],
  );
  const groups = groupedBy(found, ({ record }) => record.id);
  const outcomes = new Map<RecordRequest, RecordOutcome>();
  const note = async (group: typeof found): Promise<void> => {
    const [first] = group;
    if (first === undefined) return;
    const articles = group.flatMap(({ request }) => request.articles);
    const outcome = await addNotes(client, first.record, articles, options, signal);
    if (trouble.concerns(outcome)) return;
    const requests = group.map(({ request }) => request);
    for (const entry of shared(requests, outcome)) outcomes.set(entry.request, entry.outcome);
  };
  await sideBySide(groups, LANES, note, () => trouble.failure() !== null);
  return outcomes;
}

/** The outcome of one edit for each name in it. A note that several names asked for counts for the first. */
function shared(
  requests: readonly RecordRequest[],
  outcome: NotesOutcome,
): { readonly request: RecordRequest; readonly outcome: RecordOutcome }[] {
  if (outcome.kind === "failed")
    return requests.map((request) => ({ request, outcome: { ...outcome, name: request.name } }));
  const left = new Set(outcome.added);
  return requests.map((request) => {
    const urls = new Set(request.articles.map(({ url }) => canonicalUrl(url)));
    const added = [...urls].filter((url) => left.delete(url)).length;
    const { id, value } = outcome.record;
    return {
      request,
      outcome: { name: request.name, kind: "noted", added, alreadyThere: urls.size - added, id, value },
    };
  });
}

/** The outcome of a name nothing was written for; undefined for one with a record, whose writing was not reached. */
function unwritten(request: RecordRequest, lookup: Lookup): RecordOutcome | undefined {
  const { name, articles, owner, dismissed } = request;
  switch (lookup.kind) {
    case "found":
      return undefined;
    case "missing":
      return { name, kind: "missing", articles, owner, dismissed };
    case "ambiguous":
      return { name, kind: "ambiguous", values: lookup.values };
    case "failed":
      return { name, kind: "failed", failure: lookup.failure };
  }
}

function creationOutcome({ name, articles }: RecordRequest, created: CreatedRecord): CreateOutcome {
  switch (created.kind) {
    case "created":
      return { name, kind: "created", id: created.record.id, notes: created.notes, answer: created.answer };
    case "noted": {
      const urls = new Set(articles.map(({ url }) => canonicalUrl(url)));
      const added = created.outcome.added.filter((url) => urls.has(url)).length;
      const { id, value } = created.outcome.record;
      return { name, kind: "noted", added, alreadyThere: urls.size - added, id, value };
    }
    case "excluded":
      return { name, kind: "excluded" };
    case "ambiguous":
      return { name, kind: "ambiguous", values: created.values };
    case "failed":
      return { name, kind: "failed", failure: created.failure };
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
