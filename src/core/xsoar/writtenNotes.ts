import type { RecordOutcome } from "./reports";

/** What was added to records that were there. */
interface WrittenNotes {
  readonly notes: number;
  /** Each once, however many names lead to it. */
  readonly records: number;
  /** Of the first of them. */
  readonly name: string;
}

/** Sums up the notes of a run. Those of records that were made in it are told with these. */
export function writtenNotes(outcomes: readonly RecordOutcome[]): WrittenNotes {
  const noted = outcomes.flatMap((outcome) => (outcome.kind === "noted" && outcome.added > 0 ? [outcome] : []));
  return {
    notes: noted.reduce((sum, { added }) => sum + added, 0),
    records: new Set(noted.map(({ id }) => id)).size,
    name: noted[0]?.value ?? "",
  };
}
