import {
  type ActivityBy,
  type ActivityEntry,
  type ActivityField,
  type ActivityNote,
  isFullJournal,
  notesIn,
} from "../core/memory/activity";
import { PAGE } from "./nodes";

/** What was sent out within so long of each other, by one and the same, counts as one run. */
const RUN_GAP_MS = 60_000;

/** Rows of *Activity*: runs, what each has sent out, and the notes or changed fields of that. */
export type ActivityNode = SentRunNode | SentNode | SentNoteNode | SentFieldNode | OlderSentNode | ForgottenNode;

/** What one run or person has sent out at a time. */
export interface SentRunNode {
  readonly kind: "run";
  /** The same as long as the oldest entry of it is there. */
  readonly id: string;
  /** Name of the workspace folder where there are several; else "". */
  readonly folder: string;
  /** Of the newest entry: ISO 8601 UTC. */
  readonly at: string;
  readonly by: ActivityBy;
  /** Newest first. */
  readonly entries: readonly ActivityEntry[];
}

/** A record with what was added to it or changed of it, or a mail. */
export interface SentNode {
  readonly kind: "sent";
  readonly id: string;
  readonly entry: ActivityEntry;
}

export interface SentNoteNode {
  readonly kind: "note";
  readonly id: string;
  readonly note: ActivityNote;
  readonly entry: ActivityEntry;
  /** Of the article. */
  readonly url: string;
}

/** A field that an update has changed. */
export interface SentFieldNode {
  readonly kind: "field";
  readonly id: string;
  readonly field: ActivityField;
  readonly entry: ActivityEntry;
}

/** Stands for rows that are not drawn yet. */
export interface OlderSentNode {
  readonly kind: "olderSent";
  readonly id: string;
  /** The row they stand below; "" at the top. */
  readonly of: string;
  readonly count: number;
}

/** Stands for entries that the journal keeps no more, since there were too many. */
export interface ForgottenNode {
  readonly kind: "forgotten";
  readonly id: string;
  readonly folder: string;
}

/** How many rows are drawn below each row, by its id, where that is more than at first. */
export type Drawn = ReadonlyMap<string, number>;

/**
 * The runs of a folder, newest first.
 *
 * @param entries newest first
 */
export function runsOf(entries: readonly ActivityEntry[], folder: string): SentRunNode[] {
  const groups: ActivityEntry[][] = [];
  for (const entry of entries) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const isOfIt = last !== undefined && isOfRun(last, entry);
    if (group !== undefined && isOfIt) group.push(entry);
    else groups.push([entry]);
  }
  return groups.flatMap((group): SentRunNode[] => {
    const [newest, oldest] = [group[0], group.at(-1)];
    if (newest === undefined || oldest === undefined) return [];
    const { at, by } = newest;
    const own = oldest.kind === "fields" ? [oldest.run] : [];
    return [{ kind: "run", id: ["run", folder, oldest.at, by, ...own].join("\n"), folder, at, by, entries: group }];
  });
}

/** What stands below the runs of a folder. */
export function forgottenOf(entries: readonly ActivityEntry[], folder: string): readonly ForgottenNode[] {
  return isFullJournal(entries.length) ? [{ kind: "forgotten", id: `forgotten\n${folder}`, folder }] : [];
}

/** An update of records is a run of its own, however long it takes. */
function isOfRun(last: ActivityEntry, entry: ActivityEntry): boolean {
  if (last.by !== entry.by) return false;
  if (last.kind === "fields" || entry.kind === "fields")
    return last.kind === "fields" && entry.kind === "fields" && last.run === entry.run;
  return Date.parse(last.at) - Date.parse(entry.at) <= RUN_GAP_MS;
}

/** The rows at the top: the runs of all folders, newest first, as many as are drawn. */
export function topRows(runs: readonly SentRunNode[], drawn: Drawn): readonly ActivityNode[] {
  const sorted = runs.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return firstOf(sorted, "", drawn);
}

/** The rows below a row. */
export function rowsBelow(node: ActivityNode, drawn: Drawn): readonly ActivityNode[] {
  switch (node.kind) {
    case "run": {
      const { entries, id } = node;
      // Counted from the oldest: what comes to a run that goes on changes no id.
      const sent = entries.map((entry, at): SentNode => {
        return { kind: "sent", id: `${id}\n${entries.length - at}`, entry };
      });
      return firstOf(sent, id, drawn);
    }
    case "sent": {
      const { entry, id } = node;
      if (entry.kind === "fields") {
        const fields = entry.fields.map((field, at): SentFieldNode => {
          return { kind: "field", id: `${id}\n${at}`, field, entry };
        });
        return firstOf(fields, id, drawn);
      }
      const notes = notesIn(entry).map((note, at): SentNoteNode => {
        return { kind: "note", id: `${id}\n${at}`, note, entry, url: note.url };
      });
      return firstOf(notes, id, drawn);
    }
    case "note":
    case "field":
    case "olderSent":
    case "forgotten":
      return [];
  }
}

/** As many rows as are drawn after a further click on the row that stands for the others. */
export function withMore(drawn: Drawn, { of }: OlderSentNode): Drawn {
  return new Map(drawn).set(of, (drawn.get(of) ?? PAGE) + PAGE);
}

function firstOf(rows: readonly ActivityNode[], of: string, drawn: Drawn): readonly ActivityNode[] {
  const count = drawn.get(of) ?? PAGE;
  if (rows.length <= count) return rows;
  return [...rows.slice(0, count), { kind: "olderSent", id: `older\n${of}`, of, count: rows.length - count }];
}

/** The run that has sent something at a time or since; the newest. */
export function runSince(runs: readonly SentRunNode[], since: string): SentRunNode | undefined {
  return runs.filter(({ at }) => at >= since).sort((a, b) => (a.at < b.at ? 1 : -1))[0];
}
