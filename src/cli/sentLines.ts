import { numberText } from "../core/text/translate";
import { writtenNotes } from "../core/xsoar/writtenNotes";
import { counted } from "./counted";
import type { RecordReport } from "../core/xsoar/reports";

/** What was written, and what waits for a review, in one line that comes first: none of it goes without a word. */
export function sentLines({
  records,
  created,
}: {
  readonly records: RecordReport | null;
  readonly created: RecordReport | null;
}): readonly string[] {
  const written = writtenNotes([...(records?.outcomes ?? []), ...(created?.outcomes ?? [])]);
  const left = records?.review?.notes ?? 0;
  const wait = left === 1 ? "waits" : "wait";
  if (written.notes > 0) {
    const rest = left === 0 ? "" : `; ${numberText(left)} ${wait} for review`;
    return [`XSOAR: ${counted(written.notes, "note")} added to ${counted(written.records, "record")}${rest}.`];
  }
  return left === 0 ? [] : [`XSOAR: ${counted(left, "note")} ${wait} for review.`];
}
