import { isRecord } from "../text/isRecord";
import { textsIn } from "../text/textsIn";

/** How long what was sent out is remembered, and how much of it: the oldest goes first. */
export const KEEP_ACTIVITY_DAYS = 90;
export const KEEP_ACTIVITY_ENTRIES = 20_000;

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

/** The entries, newest first. */
export function newestFirst(activity: Activity): readonly ActivityEntry[] {
  return [...activity].sort(([a], [b]) => Number(b) - Number(a)).map(([, entry]) => entry);
}

/** With new entries, and without those that are too old or too many. */
export function withActivity(before: Activity, entries: readonly ActivityEntry[], now: Date): Activity {
  if (entries.length === 0) return before;
  const oldest = new Date(now.getTime() - KEEP_ACTIVITY_DAYS * DAY_MS).toISOString();
  // Stored in pieces, they come in any order.
  const kept = [...before].filter(([, { at }]) => at >= oldest).sort(([a], [b]) => Number(a) - Number(b));
  let next = Math.max(0, ...[...before.keys()].map(Number).filter(Number.isFinite)) + 1;
  const all = [...kept, ...entries.map((entry) => [String(next++), entry] as const)];
  return new Map(all.slice(-KEEP_ACTIVITY_ENTRIES));
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
  if ((kind !== "notes" && kind !== "created") || !isRecord(record)) return null;
  const { id, value: name } = record;
  if (typeof id !== "string" || typeof name !== "string") return null;
  return { at, by, kind, server, record: { id, value: name }, names: textsIn(names), notes: notesOf(notes) };
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
