import type { PlannedWrite, ReviewScope } from "../core/xsoar/reports";

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

/** What of a review is to be written: at first all of it. A tick stands for one note on one record. */
export class ReviewTicks {
  /** Of each record the notes that are not ticked. */
  private readonly off: readonly Set<number>[];
  /** Records without a note to tick that are not ticked. */
  private readonly bareOff = new Set<number>();

  constructor(readonly writes: readonly PlannedWrite[]) {
    this.off = writes.map(() => new Set());
  }

  /** Ticks a note, a record with all of its notes, or everything; what is not there is left alone. */
  tick(on: boolean, record?: number, note?: number): void {
    if (record === undefined) {
      for (const index of this.writes.keys()) this.tick(on, index);
      return;
    }
    const [write, off] = [this.writes[record], this.off[record]];
    if (write === undefined || off === undefined) return;
    const notes = note === undefined ? [...write.notes.keys()] : note < write.notes.length ? [note] : [];
    for (const index of notes) mark(off, index, !on);
    if (write.notes.length === 0 && note === undefined) mark(this.bareOff, record, !on);
  }

  isTicked(record: number, note: number): boolean {
    return this.off[record]?.has(note) === false;
  }

  /** How much of a record is ticked. */
  of(record: number): "all" | "some" | "none" {
    const total = this.writes[record]?.notes.length ?? 0;
    if (total === 0) return this.bareOff.has(record) ? "none" : "all";
    const off = this.off[record]?.size ?? 0;
    return off === 0 ? "all" : off < total ? "some" : "none";
  }

  /** How much of everything is ticked. */
  ofAll(): "all" | "some" | "none" {
    const states = new Set([...this.writes.keys()].map((record) => this.of(record)));
    return states.size === 1 && !states.has("some") ? ([...states][0] ?? "none") : "some";
  }

  counts(): TickCounts {
    const chosen = this.chosen();
    const notes = chosen.reduce((count, write) => count + write.notes.length, 0);
    const created = chosen.filter(({ kind }) => kind === "create").length;
    return { notes, records: chosen.length, created, bare: chosen.filter((write) => write.notes.length === 0).length };
  }

  /** The writes with what is ticked of them; those without anything left out. */
  chosen(): readonly PlannedWrite[] {
    return this.writes.flatMap((write, record) => {
      const state = this.of(record);
      if (state !== "some") return state === "all" ? [write] : [];
      const notes = write.notes.filter((_, note) => this.isTicked(record, note));
      const left = new Set(notes.flatMap(({ names }) => names));
      // A new record bears the first of its names, whichever of them has a note.
      const names = write.kind === "create" ? write.names : write.names.filter((name) => left.has(name));
      return [{ ...write, names, notes }];
    });
  }

  /** By name, the keys of the articles that are not ticked, whether they wait or not. */
  unticked(): ReadonlyMap<string, ReadonlySet<string>> {
    const keys = new Map<string, Set<string>>();
    for (const [record, write] of this.writes.entries()) {
      for (const [note, { key, names }] of write.notes.entries()) {
        if (this.isTicked(record, note)) continue;
        for (const name of names) keys.set(name, (keys.get(name) ?? new Set()).add(key));
      }
    }
    return keys;
  }

  /** What is not ticked. @param waiting by name, the keys of what waits: only that can be given up */
  left(waiting: ReadonlyMap<string, ReadonlySet<string>>): Left {
    const keys = new Map<string, string[]>();
    const records: string[] = [];
    let notes = 0;
    for (const [record, write] of this.writes.entries()) {
      if (write.kind === "create" && this.of(record) === "none") records.push(...write.names);
      for (const index of this.off[record] ?? []) {
        const note = write.notes[index];
        const names = note?.names.filter((name) => waiting.get(name)?.has(note.key)) ?? [];
        for (const name of names) keys.set(name, [...(keys.get(name) ?? []), note?.key ?? ""]);
        if (names.length > 0) notes += 1;
      }
    }
    return { keys, notes, records };
  }
}

/** The preview that finds exactly these writes again, when nothing has changed. */
export function scopeOf(writes: readonly PlannedWrite[]): ReviewScope {
  const keys = new Map<string, Set<string>>();
  for (const { names, notes } of writes) {
    for (const name of names) keys.set(name, new Set([...(keys.get(name) ?? []), ...notes.map(({ key }) => key)]));
  }
  return { names: [...keys.keys()], keys };
}

function mark(marked: Set<number>, index: number, on: boolean): void {
  if (on) marked.add(index);
  else marked.delete(index);
}
