import { KEEP_UNDO_DAYS } from "../limits";
import { isRecord } from "../text/isRecord";
import {
  type Activity,
  type ActivityBy,
  type ActivityEntry,
  type ActivityField,
  type ActivityUpdate,
  type UpdateState,
  daysAgo,
  isUndoable,
  withActivity,
  withUpdates,
  withoutTexts,
} from "../memory/activity";
import type { MemoryStore } from "../memory/memory";
import type { Clock } from "../ports";
import { documentSpan } from "../xsoar/json";
import { byField, editsOf, missingFields, valueAfter } from "../xsoar/fieldEdits";
import { fieldRaw, isOwnField } from "../xsoar/recordFields";
import type { IndicatorRecord } from "../xsoar/record";
import type { RecordPlan, UndoableRun } from "./types";

/** Where a run of updates stands, record by record, on disk before and after each step. */
export interface Journal {
  /** All of the run, before anything is sent. */
  begin(plans: readonly RecordPlan[]): Promise<void>;
  /** These are about to be sent; and what has become of those sent before. */
  step(sending: readonly string[], done: ReadonlyMap<string, Sent>): Promise<void>;
  /** What was never sent is none of the journal; and what this run has found out about earlier ones. */
  end(): Promise<void>;
}

/** What has become of what was sent to a record. */
export type Sent =
  /** `record`: as the server has it right after; null when it was read later, and may hold what others have written since. */
  | { readonly kind: "confirmed"; readonly record: IndicatorRecord | null }
  /** Nothing was written. */
  | { readonly kind: "nothing" }
  | { readonly kind: "unknown" };

/** What one run is about. */
export interface Run {
  readonly id: string;
  readonly by: ActivityBy;
  readonly server: string;
  readonly undoes?: string;
}

type Update = Extract<ActivityEntry, { readonly kind: "fields" }>;

/** Entries that are made before others get their turn. */
const ENTRIES_PER_TURN = 20;

/** The journal of a new run. */
export function createJournal(
  { memory, clock }: { readonly memory: MemoryStore; readonly clock: Clock },
  run: Run,
): Journal {
  const change = async (of: (update: Update) => Update | null): Promise<void> => {
    await memory.change(["activity"], ({ activity }) => ({
      activity: withUpdates(activity, (update) => (update.run === run.id ? of(update) : update)),
    }));
  };
  return {
    begin: async (plans) => {
      const now = clock.now();
      const entries: Update[] = [];
      for (const plan of plans) {
        if (entries.length % ENTRIES_PER_TURN === 0) await clock.wait(0);
        entries.push(plannedEntry(plan, run, now));
      }
      await memory.change(["activity"], ({ activity }) => ({ activity: withActivity(activity, entries, now) }));
    },
    step: async (sending, done) => {
      const isSent = new Set(sending);
      await change((update) => {
        const { id } = update.record;
        if (isSent.has(id)) return { ...update, at: clock.now().toISOString(), state: "sent" };
        const outcome = done.get(id);
        if (outcome === undefined || outcome.kind === "unknown") return update;
        return outcome.kind === "nothing" ? null : confirmed(update, outcome.record);
      });
    },
    end: async () => {
      await memory.change(["activity"], ({ activity }) => {
        const updates = updatesIn(activity);
        return {
          activity: withUpdates(activity, (update) => {
            if (update.run === run.id) return update.state === "planned" ? null : update;
            if (update.state !== "sent") return update;
            const state = toldByNext(update, updates);
            return state === undefined ? update : state && { ...update, state };
          }),
        };
      });
    },
  };
}

function plannedEntry({ record, names, changes }: RecordPlan, { id: run, by, server, undoes }: Run, now: Date): Update {
  const fields = [...byField(changes)].map(([field, own]): ActivityField => {
    const before = fieldRaw(record, field);
    const after = valueAfter(before, editsOf(own));
    return {
      field,
      recipes: [...new Set(own.map(({ recipe }) => recipe))],
      texts: { before, after: after === undefined ? before : after },
    };
  });
  const missing = changes.some(({ field }) => !isOwnField(field)) ? missingFields(record) : undefined;
  return {
    at: now.toISOString(),
    by,
    kind: "fields",
    server,
    record: { id: record.id, value: record.value },
    names,
    run,
    state: "planned",
    fields,
    version: record.version,
    ...(missing === undefined ? {} : { customFields: missing }),
    ...(undoes === undefined ? {} : { undoes }),
  };
}

/** What the server has is what may be taken back. */
function confirmed(update: Update, record: IndicatorRecord | null): Update {
  if (record === null) return { ...update, state: "confirmed" };
  const fields = update.fields.map((one): ActivityField => {
    if (one.texts === undefined) return one;
    const { before, after } = one.texts;
    const now = fieldRaw(record, one.field);
    // An answer need not hold all of the record.
    return { ...one, texts: { before, after: now === null ? after : now } };
  });
  return { ...update, state: "confirmed", fields };
}

/** The updates that were sent and never heard of, or never sent by a run that has ended before. */
export function openUpdates(activity: Activity, server: string): readonly Update[] {
  return updatesIn(activity).filter((update) => isOpen(update, server));
}

/** Whether an update is one of those. */
export function isOpen({ server: at, state }: ActivityUpdate, server: string): boolean {
  return at === server && (state === "sent" || state === "planned");
}

/** What a look at the record says of an update that was sent: null for nothing written. */
export function foundState(
  update: ActivityUpdate,
  record: IndicatorRecord,
): Exclude<UpdateState, "planned" | "sent"> | null {
  const texts = update.fields.flatMap(({ field, texts: held }) => (held === undefined ? [] : [{ field, ...held }]));
  if (texts.length < update.fields.length) return "unknown";
  if (texts.every(({ field, after }) => isSameJson(fieldRaw(record, field), after))) return "confirmed";
  // In another version what was written may have been taken back.
  const isUntouched = record.version === update.version;
  return isUntouched && texts.every(({ field, before }) => isSameJson(fieldRaw(record, field), before))
    ? null
    : "unknown";
}

/**
 * What the next update of ours of the same record tells of one that was sent: it has found a field as that one had left it, or as it was
 * before, and then has made a new version of the record, which no request of the earlier one is for. Null: that one has written nothing.
 * Undefined: it tells nothing.
 */
export function toldByNext(
  update: ActivityUpdate & { readonly at: string },
  updates: readonly Update[],
): "confirmed" | null | undefined {
  const { server, record, run, at } = update;
  const next = updates.findLast(
    (one) => one.at > at && one.run !== run && one.record.id === record.id && one.server === server,
  );
  if (next?.state !== "confirmed") return undefined;
  const held = new Map(next.fields.map(({ field, texts }) => [field, texts]));
  for (const { field, texts } of update.fields) {
    const found = held.get(field);
    if (texts === undefined || found === undefined || isSameJson(texts.before, texts.after)) continue;
    if (isSameJson(found.before, texts.before)) return null;
    if (isSameJson(found.before, texts.after)) return "confirmed";
  }
  return undefined;
}

/** The runs that can be undone, newest first. */
export function undoableRuns(activity: Activity, now: Date): readonly UndoableRun[] {
  const oldest = daysAgo(KEEP_UNDO_DAYS, now);
  const runs = new Map<string, Update[]>();
  for (const update of updatesIn(activity)) {
    if (isUndoable(update) && update.at >= oldest) runs.set(update.run, [...(runs.get(update.run) ?? []), update]);
  }
  return [...runs].map(([id, updates]) => {
    const [first] = updates as [Update];
    return {
      id,
      at: first.at,
      server: first.server,
      recipes: [...new Set(updates.flatMap(({ fields }) => fields.flatMap(({ recipes }) => recipes)))],
      records: updates.map(({ record }) => record),
    };
  });
}

/** The updates of a run that can be undone. */
export function updatesOf(activity: Activity, run: string): readonly Update[] {
  return updatesIn(activity).filter((update) => update.run === run && isUndoable(update));
}

/**
 * The journal after records of a run were taken back.
 *
 * @param back by the record's id, the fields that are as they were before the run
 * @param lost the same of those that cannot be taken back: what they held is kept no longer
 */
export function withUndone(
  activity: Activity,
  run: string,
  back: ReadonlyMap<string, ReadonlySet<string>>,
  lost: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): Activity {
  return withUpdates(activity, (update) => {
    const { id } = update.record;
    if (update.run !== run || !(back.has(id) || lost.has(id))) return update;
    const isIn = (fields: typeof back, field: string): boolean => fields.get(id)?.has(field) === true;
    const isDone = update.fields.every(({ field, texts }) => texts === undefined || isIn(back, field));
    const fields = update.fields.map((one) =>
      isIn(back, one.field) || isIn(lost, one.field) ? withoutTexts(one) : one,
    );
    return { ...update, fields, ...(isDone ? { undone: true } : {}) };
  });
}

/** The updates of a journal, newest first. */
export function updatesIn(activity: Activity): readonly Update[] {
  return [...activity]
    .toSorted(([a], [b]) => Number(b) - Number(a))
    .flatMap(([, entry]) => (entry.kind === "fields" ? [entry] : []));
}

/** Whether two JSON texts hold the same, however they are written. */
export function isSameJson(a: string | null, b: string | null): boolean {
  return a === b || (a !== null && b !== null && plain(a) === plain(b));
}

function plain(json: string): string {
  // What lies on disk may be anything.
  return documentSpan(json) === null ? json : JSON.stringify(sorted(JSON.parse(json) as unknown));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
