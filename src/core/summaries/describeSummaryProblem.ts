import { describeSourceFailure, describeSourceSkip } from "../fetching/describeSourceFailure";
import type { Translate } from "../text/translate";
import type { ArticleSummary } from "./summaries";

/** Why the page was of no use, in a sentence; empty when it was. */
export function describeSummaryProblem(
  { failure, skipped }: Pick<ArticleSummary, "failure" | "skipped">,
  t: Translate,
): string {
  if (skipped !== undefined) return describeSourceSkip(skipped, t);
  return failure === undefined ? "" : describeSourceFailure(failure, t);
}
