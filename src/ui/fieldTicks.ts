import type { RecordPlan, RecordsPlan } from "../core/records/types";
import { ReviewTicks } from "./reviewTicks";

/** The ticks of changes of fields: at first all but guesses; in an undo, and where nothing can be written, all. */
export function fieldTicks({ plans, undoes }: Pick<RecordsPlan, "plans" | "undoes">, dryRun: boolean): ReviewTicks {
  const all = dryRun || undoes !== undefined;
  return new ReviewTicks(plans.map(({ changes }) => changes.map(({ isGuess }) => all || isGuess !== true)));
}

/** The records with what is ticked of their changes; those without anything left out. */
export function chosenPlans(plans: readonly RecordPlan[], ticks: ReviewTicks): readonly RecordPlan[] {
  return plans.flatMap((plan, record) => {
    const changes = plan.changes.filter((_, row) => ticks.isTicked(record, row));
    if (changes.length === 0) return [];
    return [changes.length === plan.changes.length ? plan : { ...plan, changes }];
  });
}
