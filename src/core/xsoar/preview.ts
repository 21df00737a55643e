import type { PlannedNote, PlannedWrite, PreviewReport, RecordOutcome } from "./reports";
import type { XsoarClient } from "./client";
import { type CreateOptions, creationBody } from "./creation";
import { createTrouble, lookUpAll } from "./lookupAll";
import { byKey, planNotes } from "./notes";
import { DEFAULT_STYLE, type NoteArticle, noteText } from "./noteText";
import { lastSeenOf } from "./record";
import {
  type FoundGroup,
  type RecordRequest,
  type Settled,
  foundGroups,
  sameNamed,
  shared,
  unwritten,
  withoutRecord,
} from "./sync";

/**
 * The writes that `writeRecords` would send for these requests, as the records are now: searches, and writes nothing.
 * The outcomes are those of names nothing would be written for.
 */
export async function planWrites(
  client: XsoarClient,
  requests: readonly RecordRequest[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<PreviewReport> {
  const trouble = createTrouble();
  const lookups = await lookUpAll(client, requests, options, trouble, signal);
  const writes: PlannedWrite[] = [];
  const outcomes = new Map<RecordRequest, RecordOutcome>();
  for (const [request, lookup] of lookups) {
    const outcome = unwritten(request, lookup);
    if (outcome !== undefined) outcomes.set(request, outcome);
  }
  for (const group of foundGroups(lookups)) {
    const planned = await plannedEdit(group, options, signal);
    if (planned.kind === "write") writes.push(planned.write);
    else for (const { request, outcome } of planned.outcomes) outcomes.set(request, outcome);
  }
  for (const group of sameNamed(withoutRecord(requests, lookups))) writes.push(plannedCreation(group, options));
  return {
    writes,
    outcomes: requests.map((request) => outcomes.get(request)).filter((outcome) => outcome !== undefined),
    failure: trouble.failure(),
  };
}

type PlannedEdit =
  | { readonly kind: "write"; readonly write: PlannedWrite }
  | { readonly kind: "nothing"; readonly outcomes: readonly Settled[] };

async function plannedEdit(
  { record, requests }: FoundGroup,
  options: CreateOptions,
  signal: AbortSignal,
): Promise<PlannedEdit> {
  const plan = await planNotes(
    record,
    requests.flatMap(({ articles }) => articles),
    options,
    signal,
  );
  if (plan === null) {
    const failure = { code: "noteField", value: record.value } as const;
    return { kind: "nothing", outcomes: shared(requests, { kind: "failed", failure }) };
  }
  const { body } = plan;
  if (body === null)
    return {
      kind: "nothing",
      outcomes: shared(requests, { kind: "noted", added: [], alreadyThere: 0, theirs: plan.theirs, record }),
    };
  const notes = plannedNotes([...plan.missing.values()], requests, options);
  const before = lastSeenOf(record);
  const after = options.setLastSeen === false ? before : options.now.toISOString();
  const write: PlannedWrite = {
    names: requests.map(({ name }) => name),
    kind: "edit",
    id: record.id,
    value: record.value,
    notes,
    lastSeen: { before, after },
    request: { method: "POST", path: "/indicator/edit", body },
    diff: [
      `  value: ${JSON.stringify(record.value)}`,
      ...(before === after
        ? []
        : [
            ...(before === null ? [] : [`- lastSeen: ${JSON.stringify(before)}`]),
            `+ lastSeen: ${JSON.stringify(after)}`,
          ]),
      ...notes.map(({ text }) => `+ communitynotes: ${JSON.stringify(text)}`),
    ],
  };
  return { kind: "write", write };
}

function plannedCreation(requests: readonly RecordRequest[], options: CreateOptions): PlannedWrite {
  const value = requests[0]?.name ?? "";
  const articles = [...byKey(requests.flatMap((request) => request.articles)).values()];
  const body = creationBody(value, articles, options);
  const shown = JSON.stringify(JSON.parse(body), null, 2);
  return {
    names: requests.map(({ name }) => name),
    kind: "create",
    id: null,
    value,
    notes: plannedNotes(articles, requests, options),
    lastSeen: { before: null, after: options.setLastSeen === false ? null : options.now.toISOString() },
    request: { method: "POST", path: "/indicator/create", body },
    diff: shown.split("\n").map((line) => `+ ${line}`),
  };
}

/** The notes of one record. An article that several names have is one note, for all of them. */
function plannedNotes(
  articles: readonly NoteArticle[],
  requests: readonly RecordRequest[],
  { style = DEFAULT_STYLE }: CreateOptions,
): PlannedNote[] {
  const namesOf = new Map<string, string[]>();
  for (const request of requests) {
    for (const { key } of request.articles) namesOf.set(key, [...(namesOf.get(key) ?? []), request.name]);
  }
  return articles.map((article) => {
    const { key, title, url, source, published, found, updated, why = [], review } = article;
    return {
      key,
      title,
      url,
      source,
      published,
      found,
      ...(updated === undefined ? {} : { updated }),
      why,
      text: noteText(article, style),
      names: namesOf.get(key) ?? [],
      ...(review === undefined ? {} : { review }),
    };
  });
}
