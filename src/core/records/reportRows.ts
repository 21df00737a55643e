import type { Turns } from "../text/turns";
import type { XsoarFailure } from "../xsoar/failures";
import { byField, editsOf, valueAfter } from "../xsoar/fieldEdits";
import type { IndicatorRecord } from "../xsoar/record";
import type { PlannedChange, RecordPlan, RecordsPlan, RecordsReport, ResultKind } from "./types";

/** What a report of changes is made of: a plan that was not written, or what came of one. */
export type RecordsRun =
  | {
      readonly kind: "plan";
      readonly plan: RecordsPlan;
      /** ISO 8601 UTC. */
      readonly at: string;
    }
  | { readonly kind: "report"; readonly report: RecordsReport };

/** Of a record: `planned` where nothing was to be sent, in a dry run as well. */
export type ReportedOutcome = ResultKind | "planned";

/** What happens to one field of a record. */
export interface ReportedChange {
  readonly field: string;
  /** The whole field as JSON text, as it was read and with the changes made; null for no member. */
  readonly before: string | null;
  readonly after: string | null;
  /** Each once. */
  readonly recipes: readonly PlannedChange["recipe"][];
  readonly why: readonly string[];
  /** It is made only when somebody has ticked it. */
  readonly isGuess: boolean;
}

/** What a report says of one record. */
export interface ReportedRecord {
  readonly record: IndicatorRecord;
  /** The tracked names that lead to it. */
  readonly names: readonly string[];
  readonly changes: readonly ReportedChange[];
  readonly outcome: ReportedOutcome;
  readonly failure: XsoarFailure | null;
}

/** How many records came to which end. */
export type RecordCounts = Readonly<Record<ReportedOutcome, number>> & {
  /** All of the selection that are there. */
  readonly records: number;
  /** Names and records that were passed over, for one recipe or for all. */
  readonly skipped: number;
  /** Records of which something was left out since it was not ticked. */
  readonly left: number;
};

/** A run as each format writes it. */
export interface ReportedRun {
  readonly plan: RecordsPlan;
  readonly at: string;
  /** Null for a plan. */
  readonly report: RecordsReport | null;
  readonly isUndo: boolean;
  /** Records there was something to do for, in the order of the plan. */
  readonly records: readonly ReportedRecord[];
  readonly left: readonly ReportedRecord[];
  readonly counts: RecordCounts;
  /** Edits that were made; of a plan and in a dry run those it would take. */
  readonly edits: number;
}

/** After so many records others have their turn. */
export const RECORDS_PER_TURN = 20;

/** Puts together what a run has to say. */
export function* reportedRun(run: RecordsRun): Turns<ReportedRun> {
  const report = run.kind === "report" ? run.report : null;
  const plan = run.kind === "report" ? run.report.plan : run.plan;
  const wasTried = report !== null && report.dryRun !== true;
  const results = new Map(report?.results.map((result) => [result.plan.record.id, result]));
  const leftOut = new Map(report?.left.map(({ record, changes }) => [record.id, new Set(changes.map(changeKey))]));
  const records: ReportedRecord[] = [];
  for (const planned of plan.plans) {
    const result = results.get(planned.record.id);
    const notTicked = leftOut.get(planned.record.id);
    const chosen = planned.changes.filter((change) => notTicked?.has(changeKey(change)) !== true);
    if (result === undefined && chosen.length === 0) continue;
    // What the run never came to was not done, whoever stopped it.
    const outcome = result?.outcome ?? "notDone";
    const wanted = result?.plan ?? { ...planned, changes: chosen };
    const shown = reported(wanted, wasTried || outcome !== "notDone" ? outcome : "planned");
    records.push({ ...shown, failure: result?.failure ?? null });
    if (records.length % RECORDS_PER_TURN === 0) yield;
  }
  const left = (report?.left ?? []).map((planned) => reported(planned, "notDone"));
  const count = (outcome: ReportedOutcome): number => records.filter((one) => one.outcome === outcome).length;
  const counts: RecordCounts = {
    records: plan.plans.length + plan.untouched.length,
    planned: count("planned"),
    written: count("written"),
    nothing: plan.untouched.length + count("nothing"),
    changedMeanwhile: count("changedMeanwhile"),
    failed: count("failed"),
    unknown: count("unknown"),
    notDone: count("notDone"),
    skipped: plan.skipped.length,
    left: left.length,
  };
  return {
    plan,
    at: run.kind === "report" ? run.report.at : run.at,
    report,
    isUndo: plan.undoes !== undefined,
    records,
    left,
    counts,
    edits: wasTried ? counts.written : counts.planned,
  };
}

function changeKey({ recipe, field, edit }: PlannedChange): string {
  return JSON.stringify([recipe, field, edit]);
}

function reported({ record, names, changes }: RecordPlan, outcome: ReportedOutcome): ReportedRecord {
  // What is written is written at once; of a plan the guesses may stay out.
  const parts =
    outcome === "planned"
      ? [changes.filter(({ isGuess }) => isGuess !== true), changes.filter(({ isGuess }) => isGuess === true)]
      : [changes];
  return { record, names, changes: parts.flatMap(reportedChanges), outcome, failure: null };
}

/** Several changes of a field as the one that they come to. */
function reportedChanges(changes: readonly PlannedChange[]): readonly ReportedChange[] {
  return [...byField(changes)].map(([field, group]) => {
    const { before, after } = group[0];
    // Where they cannot be made together, what was shown of the first says more than nothing.
    const together = group.length === 1 ? after : valueAfter(before, editsOf(group));
    return {
      field,
      before,
      after: together === undefined ? after : together,
      recipes: [...new Set(group.map(({ recipe }) => recipe))],
      why: [...new Set(group.map(({ why }) => why))],
      isGuess: group.every(({ isGuess }) => isGuess === true),
    };
  });
}
