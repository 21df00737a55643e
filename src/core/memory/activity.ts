import { KEEP_ACTIVITY_DAYS, KEEP_UNDO_DAYS, MAX_ACTIVITY_ENTRIES } from "../limits";
import { isRecord } from "../text/isRecord";
import { textsIn } from "../text/textsIn";

const DAY_MS = 86_400_000;

/** Who has sent something: a scan somebody began, one by the clock, a person who asked for it by name, or the command line. */
export type ActivityBy = "scan" | "clock" | "person" | "commandLine";

/** A note as it was added to a record. */
export interface ActivityNote {
  /** Of the article. */
  readonly key: string;
  readonly title: string;
  readonly url: string;
  /** The configured address of the source the article was found in. */
  readonly source: string;
  /** As it stands on the record. */
  readonly text: string;
  /** A person asked for it by name: no limit counts it. */
  readonly asked?: true;
}

/** A field of a record as an update has changed it. */
export interface ActivityField {
  readonly field: string;
  /** Names of recipes. */
  readonly recipes: readonly string[];
  /** As JSON texts, null for no member; left out when they are too old, or the update was undone. */
  readonly texts?: { readonly before: string | null; readonly after: string | null };
}

/** An update of the fields of one record. */
export interface ActivityUpdate {
  readonly kind: "fields";
  readonly server: string;
  readonly record: { readonly id: string; readonly value: string };
  readonly names: readonly string[];
  /** Those written together. */
  readonly run: string;
  /**
   * `planned`: nothing was sent. `sent`: the answer did not come, or the program ended before it. `confirmed`: by the server, or by
   * looking. `unknown`: it was looked for, and others have changed the fields since.
   */
  readonly state: UpdateState;
  readonly fields: readonly ActivityField[];
  /** Of the record when it was read; null when the server did not say. */
  readonly version: number | null;
  /** What `CustomFields` was where it was no object: null for no member, else its JSON. */
  readonly customFields?: string | null;
  /** The run it takes back. */
  readonly undoes?: string;
  /** It was taken back. */
  readonly undone?: true;
}

export type UpdateState = "planned" | "sent" | "confirmed" | "unknown";

/** Something that was sent out: what we added, not the rest of the record. */
export type ActivityEntry = {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly by: ActivityBy;
} & (
  | {
      /** `created`: the record was made with these notes. */
      readonly kind: "notes" | "created";
      /** Base URL of Cortex XSOAR, with path and tenant. */
      readonly server: string;
      readonly record: { readonly id: string; readonly value: string };
      /** The tracked names that lead to the record. */
      readonly names: readonly string[];
      readonly notes: readonly ActivityNote[];
    }
  | ActivityUpdate
  | {
      readonly kind: "mail";
      /** Host and port. */
      readonly server: string;
      readonly from: string;
      readonly to: readonly string[];
      readonly subject: string;
    }
);

export type Activity = ReadonlyMap<string, ActivityEntry>;

/** The notes of an entry; none where it is about something else. */
export function notesIn(entry: ActivityEntry): readonly ActivityNote[] {
  return entry.kind === "notes" || entry.kind === "created" ? entry.notes : [];
}

type UpdateEntry = Extract<ActivityEntry, { readonly kind: "fields" }>;

/** What was sent, newest first. An update that nothing was sent of is none. */
export function newestFirst(activity: Activity): readonly ActivityEntry[] {
  return [...activity]
    .filter(([, entry]) => entry.kind !== "fields" || entry.state !== "planned")
    .sort(([a], [b]) => Number(b) - Number(a))
    .map(([, entry]) => entry);
}

/** With new entries, and without those that are too old or too many; updates that are open or can be undone do not count. */
export function withActivity(before: Activity, entries: readonly ActivityEntry[], now: Date): Activity {
  if (entries.length === 0) return before;
  const oldest = daysAgo(KEEP_ACTIVITY_DAYS, now);
  // Stored in pieces, they come in any order.
  const kept = [...before].filter(([, { at }]) => at >= oldest).sort(([a], [b]) => Number(a) - Number(b));
  let next = Math.max(0, ...[...before.keys()].map(Number).filter(Number.isFinite)) + 1;
  const all = [
    ...kept.map(([key, entry]) => [key, withoutOldTexts(entry, now)] as const),
    ...entries.map((entry) => [String(next++), entry] as const),
  ];
  // Those that have to stay leave the others their room: limits on notes are counted by what was written before.
  let excess = all.filter(([, entry]) => !isOpen(entry)).length - MAX_ACTIVITY_ENTRIES;
  return new Map(all.filter(([, entry]) => excess <= 0 || isOpen(entry) || (excess--, false)));
}

/** True when older entries than those may have given way. */
export function isFullJournal(count: number): boolean {
  return count >= MAX_ACTIVITY_ENTRIES;
}

/** With some updates changed; null takes one out. */
export function withUpdates(before: Activity, change: (update: UpdateEntry) => UpdateEntry | null): Activity {
  let isChanged = false;
  const after = new Map<string, ActivityEntry>();
  // Not by pairs: of a long journal those are most of what is to be cleared away.
  before.forEach((entry, key) => {
    const changed = entry.kind === "fields" ? change(entry) : entry;
    if (changed !== entry) isChanged = true;
    if (changed !== null) after.set(key, changed);
  });
  return isChanged ? after : before;
}

/** An update that is not confirmed yet, or can still be undone. */
function isOpen(entry: ActivityEntry): boolean {
  return entry.kind === "fields" && (entry.state !== "confirmed" || isUndoable(entry));
}

/** Whether an update wrote something that can be taken back. */
export function isUndoable(entry: ActivityUpdate): boolean {
  const isWritten = entry.state === "confirmed" || entry.state === "unknown";
  return (
    isWritten &&
    entry.undoes === undefined &&
    entry.undone === undefined &&
    entry.fields.some(({ texts }) => texts !== undefined)
  );
}

/** What updates have changed is kept for so long as they can be undone. */
function withoutOldTexts(entry: ActivityEntry, now: Date): ActivityEntry {
  if (entry.kind !== "fields" || entry.at >= daysAgo(KEEP_UNDO_DAYS, now)) return entry;
  const isBare = entry.fields.every(({ texts }) => texts === undefined);
  return isBare ? entry : { ...entry, fields: entry.fields.map(withoutTexts) };
}

/** The field without what it held. */
export function withoutTexts({ field, recipes }: ActivityField): ActivityField {
  return { field, recipes };
}

/** ISO 8601 UTC. */
export function daysAgo(days: number, now: Date): string {
  return new Date(now.getTime() - days * DAY_MS).toISOString();
}

/** Null for what is none. */
export function decodeActivity(value: unknown): ActivityEntry | null {
  if (!isRecord(value)) return null;
  const { at, by, kind, server } = value;
  if (typeof at !== "string" || typeof server !== "string" || !isBy(by)) return null;
  if (kind === "mail") {
    const { from, to, subject } = value;
    if (typeof from !== "string" || typeof subject !== "string") return null;
    return { at, by, kind, server, from, to: textsIn(to), subject };
  }
  const { record, names, notes } = value;
  if (!isRecord(record)) return null;
  const { id, value: name } = record;
  if (typeof id !== "string" || typeof name !== "string") return null;
  if (kind === "fields") {
    const update = decodeUpdate(value);
    return update && { at, by, kind, server, record: { id, value: name }, names: textsIn(names), ...update };
  }
  if (kind !== "notes" && kind !== "created") return null;
  return { at, by, kind, server, record: { id, value: name }, names: textsIn(names), notes: notesOf(notes) };
}

function decodeUpdate({
  run,
  state,
  fields,
  version,
  customFields,
  undoes,
  undone,
}: Record<string, unknown>): Omit<ActivityUpdate, "kind" | "server" | "record" | "names"> | null {
  const isState = state === "planned" || state === "sent" || state === "confirmed" || state === "unknown";
  if (typeof run !== "string" || !isState || !Array.isArray(fields)) return null;
  return {
    run,
    state,
    fields: (fields as unknown[]).flatMap((one) => fieldOf(one) ?? []),
    version: typeof version === "number" ? version : null,
    ...(customFields === null || typeof customFields === "string" ? { customFields } : {}),
    ...(typeof undoes === "string" ? { undoes } : {}),
    ...(undone === true ? { undone } : {}),
  };
}

function fieldOf(value: unknown): ActivityField | null {
  if (!isRecord(value) || typeof value["field"] !== "string") return null;
  const bare = { field: value["field"], recipes: textsIn(value["recipes"]) };
  const { texts } = value;
  if (!isRecord(texts)) return bare;
  const { before, after } = texts;
  const isText = (one: unknown): one is string | null => one === null || typeof one === "string";
  return isText(before) && isText(after) ? { ...bare, texts: { before, after } } : bare;
}

function isBy(value: unknown): value is ActivityBy {
  return value === "scan" || value === "clock" || value === "person" || value === "commandLine";
}

function notesOf(value: unknown): readonly ActivityNote[] {
  return Array.isArray(value) ? (value as unknown[]).flatMap((one) => noteOf(one) ?? []) : [];
}

function noteOf(value: unknown): ActivityNote | null {
  if (!isRecord(value)) return null;
  const { key, title, url, source, text, asked } = value;
  if (typeof key !== "string" || typeof title !== "string" || typeof url !== "string") return null;
  if (typeof source !== "string" || typeof text !== "string") return null;
  return { key, title, url, source, text, ...(asked === true ? { asked } : {}) };
}
