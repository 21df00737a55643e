import type { PlannedWrite, ReviewScope } from "../core/xsoar/reports";
import { ReviewTicks } from "./reviewTicks";

type Writes = readonly PlannedWrite[];

/** What is ticked, in numbers. */
export interface TickCounts {
  /** Notes, those of new records among them, and the records they go to. */
  readonly notes: number;
  readonly records: number;
  /** Of the records, those to be made; and those without a note. */
  readonly created: number;
  readonly bare: number;
}

/** What is not ticked. */
interface Left {
  /** By name, the articles whose notes wait, and how many notes that is. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  readonly notes: number;
  /** The names of new records of which nothing is ticked. */
  readonly records: readonly string[];
}

/** The ticks of notes: at first all of them. */
export function noteTicks(writes: Writes): ReviewTicks {
  return new ReviewTicks(writes.map(({ notes }) => notes.map(() => true)));
}

export function noteCounts(writes: Writes, ticks: ReviewTicks): TickCounts {
  const chosen = chosenWrites(writes, ticks);
  const notes = chosen.reduce((count, write) => count + write.notes.length, 0);
  const created = chosen.filter(({ kind }) => kind === "create").length;
  return { notes, records: chosen.length, created, bare: chosen.filter((write) => write.notes.length === 0).length };
}

/** The writes with what is ticked of them; those without anything left out. */
export function chosenWrites(writes: Writes, ticks: ReviewTicks): Writes {
  return writes.flatMap((write, record) => {
    const state = ticks.of(record);
    if (state !== "some") return state === "all" ? [write] : [];
    const notes = write.notes.filter((_, note) => ticks.isTicked(record, note));
    const left = new Set(notes.flatMap(({ names }) => names));
    // A new record bears the first of its names, whichever of them has a note.
    const names = write.kind === "create" ? write.names : write.names.filter((name) => left.has(name));
    return [{ ...write, names, notes }];
  });
}

/** By name, the keys of the articles that are not ticked, whether they wait or not. */
export function untickedNotes(writes: Writes, ticks: ReviewTicks): ReadonlyMap<string, ReadonlySet<string>> {
  const keys = new Map<string, Set<string>>();
  for (const [record, write] of writes.entries()) {
    for (const [note, { key, names }] of write.notes.entries()) {
      if (ticks.isTicked(record, note)) continue;
      for (const name of names) keys.set(name, (keys.get(name) ?? new Set()).add(key));
    }
  }
  return keys;
}

/** What is not ticked. @param waiting by name, the keys of what waits: only that can be given up */
export function leftNotes(writes: Writes, ticks: ReviewTicks, waiting: ReadonlyMap<string, ReadonlySet<string>>): Left {
  const keys = new Map<string, string[]>();
  const records: string[] = [];
  let notes = 0;
  for (const [record, write] of writes.entries()) {
    if (write.kind === "create" && ticks.of(record) === "none") records.push(...write.names);
    for (const index of ticks.left(record)) {
      const note = write.notes[index];
      const names = note?.names.filter((name) => waiting.get(name)?.has(note.key)) ?? [];
      for (const name of names) keys.set(name, [...(keys.get(name) ?? []), note?.key ?? ""]);
      if (names.length > 0) notes += 1;
    }
  }
  return { keys, notes, records };
}

/** The preview that finds exactly these writes again, when nothing has changed. */
export function scopeOf(writes: Writes): ReviewScope {
  const keys = new Map<string, Set<string>>();
  for (const { names, notes } of writes) {
    for (const name of names) keys.set(name, new Set([...(keys.get(name) ?? []), ...notes.map(({ key }) => key)]));
  }
  return { names: [...keys.keys()], keys };
}
