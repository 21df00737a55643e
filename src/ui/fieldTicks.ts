import { isTickedAtFirst } from "../core/records/firstTicks";
import type { RecordPlan, RecordsPlan } from "../core/records/types";
import { ReviewTicks } from "./reviewTicks";

/** The ticks of changes of fields as they are at first; where nothing can be written, all. */
export function fieldTicks(plan: Pick<RecordsPlan, "plans" | "undoes">, dryRun: boolean): ReviewTicks {
  return new ReviewTicks(
    plan.plans.map(({ changes }) => changes.map((change) => dryRun || isTickedAtFirst(plan, change))),
  );
}

/** The records with what is ticked of their changes; those without anything left out. */
export function chosenPlans(plans: readonly RecordPlan[], ticks: ReviewTicks): readonly RecordPlan[] {
  return plans.flatMap((plan, record) => {
    const changes = plan.changes.filter((_, row) => ticks.isTicked(record, row));
    if (changes.length === 0) return [];
    return [changes.length === plan.changes.length ? plan : { ...plan, changes }];
  });
}
