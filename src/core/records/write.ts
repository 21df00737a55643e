import { XSOAR_WRITES_AT_ONCE } from "../limits";
import { mapLimit } from "../text/mapLimit";
import type { XsoarClient } from "../xsoar/client";
import { type EditOptions, type EditOutcome, editRecord } from "../xsoar/editRecord";
import type { XsoarFailure } from "../xsoar/failures";
import { byField, editsOf, valueAfter, withEdits, withMissingFields } from "../xsoar/fieldEdits";
import { createTrouble } from "../xsoar/lookupAll";
import { fieldRaw } from "../xsoar/recordFields";
import type { IndicatorRecord } from "../xsoar/record";
import { type Journal, type Sent, isSameJson } from "./journal";
import { RECORDS_PER_QUERY } from "./settle";
import type { PlannedChange, RecordPlan, RecordResult, RecordsPlan, ResultKind } from "./types";

/** Records that are sent between two entries into the journal: what a crash leaves to be looked up, by one search. */
const RECORDS_PER_STEP = RECORDS_PER_QUERY;

/** What came of the writing of a plan. */
export interface Written {
  readonly results: readonly RecordResult[];
  readonly failure: XsoarFailure | null;
}

/**
 * Writes what of a plan was chosen: each record in one edit, bound to what was shown. One that changed meanwhile is planned anew, and
 * written when the same comes out. A failure that concerns XSOAR as a whole, and a cancellation, end it: the rest is not done.
 */
export async function writePlans(
  client: XsoarClient,
  chosen: readonly RecordPlan[],
  replan: RecordsPlan["replan"],
  journal: Journal,
  options: EditOptions,
  signal: AbortSignal,
  count: (done: number) => void = () => {},
): Promise<Written> {
  const results: RecordResult[] = [];
  const trouble = createTrouble();
  const isOver = (): boolean => signal.aborted || trouble.failure() !== null;
  let done = new Map<string, Sent>();
  let finished = 0;
  await journal.begin(chosen);
  for (let at = 0; at < chosen.length; at += RECORDS_PER_STEP) {
    const step = chosen.slice(at, at + RECORDS_PER_STEP);
    if (isOver()) {
      results.push(...step.map((plan): RecordResult => ({ plan, outcome: "notDone" })));
      continue;
    }
    await journal.step(
      step.map(({ record }) => record.id),
      done,
    );
    done = new Map();
    const outcomes = await mapLimit(
      step,
      XSOAR_WRITES_AT_ONCE,
      async (plan) => {
        const outcome = await writeRecord(client, plan, replan, options, signal);
        finished += 1;
        count(finished);
        if (outcome.kind === "failed") trouble.concerns(outcome);
        else trouble.concerns({ kind: outcome.told });
        return outcome;
      },
      isOver,
    );
    for (const [index, plan] of step.entries()) {
      const outcome = outcomes[index];
      const { id } = plan.record;
      if (outcome === undefined) {
        results.push({ plan, outcome: "notDone" });
        done.set(id, { kind: "nothing" });
      } else if (outcome.kind === "failed") {
        const { failure, unknown } = outcome;
        const told = unknown ? "unknown" : failure.code === "aborted" ? "notDone" : "failed";
        results.push({ plan, outcome: told, ...(failure.code === "aborted" ? {} : { failure }) });
        done.set(id, { kind: unknown ? "unknown" : "nothing" });
      } else {
        const { told, sent, record, isLost } = outcome;
        results.push({ plan, outcome: told });
        if (sent) done.set(id, { kind: "confirmed", record });
        // What others have written since is none of ours.
        else if (told === "written") done.set(id, { kind: "confirmed", record: null });
        else done.set(id, { kind: isLost ? "unknown" : "nothing" });
      }
    }
  }
  await journal.step([], done);
  await journal.end();
  return { results, failure: signal.aborted ? null : trouble.failure() };
}

type Told = Extract<ResultKind, "written" | "nothing" | "changedMeanwhile">;

/** One edit of one record. `isLost`: an answer did not come, and what it was about is not known. */
async function writeRecord(
  client: XsoarClient,
  plan: RecordPlan,
  replan: RecordsPlan["replan"],
  options: EditOptions,
  signal: AbortSignal,
): Promise<EditOutcome<Told> & { readonly isLost: boolean }> {
  let isLost = false;
  const outcome = await editRecord<Told>(
    client,
    plan.record,
    (current) => {
      if (holds(current, plan)) return { kind: "stop", told: isLost ? "written" : "nothing" };
      const isAsShown = current.raw === plan.record.raw;
      const now = isAsShown ? plan.changes : replan({ ...plan, record: current });
      // What is proposed no more is there, whoever wrote it: the journal goes on saying that it may have been us.
      const isLeft = plan.changes.some((change) => now.some((one) => isAlike(one, change)));
      if (!isLeft && isLost && !isUndo(plan)) return { kind: "stop", told: "nothing" };
      const same = isAsShown ? now : sameChanges(plan.changes, now);
      const edited = same === null ? null : withEdits(current, same);
      if (edited === null) return { kind: "stop", told: "changedMeanwhile" };
      const body = plan.customFields === undefined ? edited : withMissingFields(edited, plan.customFields);
      const onLost = (): void => {
        isLost = true;
      };
      return { kind: "send", body, told: "written", onLost };
    },
    options,
    signal,
  );
  return { ...outcome, isLost };
}

/** Whether a record has all that is to be written. */
function holds(current: IndicatorRecord, { record, changes }: RecordPlan): boolean {
  return [...byField(changes)].every(([field, own]) => {
    const after = valueAfter(fieldRaw(record, field), editsOf(own));
    return after !== undefined && isSameJson(fieldRaw(current, field), after);
  });
}

/** The chosen changes as they come out now; null unless each of them comes out the same. */
function sameChanges(chosen: readonly PlannedChange[], now: readonly PlannedChange[]): readonly PlannedChange[] | null {
  const same = chosen.map((change) => now.find((one) => changeKey(one) === changeKey(change)));
  return same.every((one) => one !== undefined) ? same : null;
}

/** In an undo a field that others have changed is left alone, too. */
function isUndo({ changes }: RecordPlan): boolean {
  return changes.some(({ recipe }) => recipe === "undo");
}

function isAlike(a: PlannedChange, b: PlannedChange): boolean {
  return a.recipe === b.recipe && a.field === b.field;
}

function changeKey({ recipe, field, edit, before, after }: PlannedChange): string {
  return JSON.stringify([recipe, field, edit, before, after]);
}
