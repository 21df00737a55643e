/** How much of something is ticked. */
export type Ticked = "all" | "some" | "none";

/** What of a review is to be written. A tick stands for one row of one record: a note, a change of a field. */
export class ReviewTicks {
  /** Of each record the rows that are not ticked. */
  private readonly off: readonly Set<number>[];
  /** Records without a row to tick that are not ticked. */
  private readonly bareOff = new Set<number>();

  /** @param rows of each record, whether its rows are ticked at first */
  constructor(private readonly rows: readonly (readonly boolean[])[]) {
    this.off = rows.map((ticked) => new Set(ticked.flatMap((on, row) => (on ? [] : [row]))));
  }

  /** Ticks a row, a record with all of its rows, or everything; what is not there is left alone. */
  tick(on: boolean, record?: number, row?: number): void {
    if (record === undefined) {
      for (const index of this.rows.keys()) this.tick(on, index);
      return;
    }
    const [total, off] = [this.rows[record]?.length, this.off[record]];
    if (total === undefined || off === undefined) return;
    for (let index = 0; index < total; index++) if (row === undefined || row === index) mark(off, index, !on);
    if (total === 0 && row === undefined) mark(this.bareOff, record, !on);
  }

  isTicked(record: number, row: number): boolean {
    return this.off[record]?.has(row) === false;
  }

  /** How much of a record is ticked. */
  of(record: number): Ticked {
    const total = this.rows[record]?.length ?? 0;
    if (total === 0) return this.bareOff.has(record) ? "none" : "all";
    const off = this.off[record]?.size ?? 0;
    return off === 0 ? "all" : off < total ? "some" : "none";
  }

  /** How much of everything is ticked. */
  ofAll(): Ticked {
    const states = new Set([...this.rows.keys()].map((record) => this.of(record)));
    return states.size === 1 && !states.has("some") ? ([...states][0] ?? "none") : "some";
  }

  /** The rows of a record that are not ticked. */
  left(record: number): ReadonlySet<number> {
    return this.off[record] ?? new Set();
  }
}

function mark(marked: Set<number>, index: number, on: boolean): void {
  if (on) marked.add(index);
  else marked.delete(index);
}
