import type { Translate } from "../core/text/translate";
import type { RecordOutcome, RecordReport } from "../core/xsoar/reports";
import { busySentence, createdSentence, notedSentence } from "./sentences";

type Failed = Extract<RecordOutcome, { kind: "failed" }>;

/** What came of a review. @param edits names whose records were there when it was shown */
export function reviewedSentence(
  { outcomes, busy }: RecordReport,
  edits: ReadonlySet<string>,
  failure: (outcome: Failed) => string,
  t: Translate,
): string {
  const isEdit = ({ kind, name }: RecordOutcome): boolean => kind === "noted" && edits.has(name);
  return [
    notedSentence(outcomes.filter(isEdit), t),
    createdSentence(
      outcomes.filter((outcome) => !isEdit(outcome)),
      failure,
      t,
    ),
    busy === true ? busySentence(t) : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** The same record by record, where there are several. A name whose notes another one of the record has brought says nothing. */
export function outcomeLines(
  outcomes: readonly RecordOutcome[],
  edits: ReadonlySet<string>,
  failure: (outcome: Failed) => string,
  t: Translate,
): readonly string[] {
  const changed = new Set(outcomes.flatMap((one) => (one.kind === "noted" && one.added > 0 ? [one.id] : [])));
  const told = outcomes.filter((one) => one.kind !== "noted" || one.added > 0 || !changed.has(one.id));
  return told.length < 2
    ? []
    : told.map((outcome) => reviewedSentence({ outcomes: [outcome], failure: null }, edits, failure, t));
}
