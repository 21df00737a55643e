import type { LostChoice, PendingReason, ReviewReason } from "../model/model";
import type { Translate } from "../text/translate";

/** One sentence: why something still waits to be written to XSOAR. */
export function describePending(why: PendingReason, t: Translate): string {
  switch (why.kind) {
    case "notTried":
      return t("It has not been sent yet.");
    case "dryRun":
      return t("Dry run is switched on, so nothing is sent.");
    case "review":
      return t("It waits for your review.");
    case "missing":
      return t("There is no record for this name in Cortex XSOAR.");
    case "ambiguous":
      if (why.lost !== undefined) return describeLost(why.lost, why.values, t);
      return t("Several records bear this name: {values}", { values: why.values.join(", ") });
    case "excluded":
      return t("The name is on the exclusion list of Cortex XSOAR, so no record was made.");
    case "failed":
      return why.message;
  }
}

/** Why the record that was chosen is not taken any more, and what there is to choose from. */
export function describeLost(lost: LostChoice, values: readonly string[], t: Translate): string {
  const texts = { values: values.join(", ") };
  switch (lost) {
    case "gone":
      return t("The chosen record is no longer there. Choose again: {values}", texts);
    case "renamed":
      return t("The chosen record has another value now. Choose again: {values}", texts);
    case "type":
      return t("The chosen record has another type now. Choose again: {values}", texts);
  }
}

/** One sentence: why a note waits for somebody to decide. */
export function describeReview(why: ReviewReason, t: Translate): string {
  switch (why) {
    case "write":
      return t("The configuration wants every note to be reviewed (write: review).");
    case "record":
      return t("More notes for one record within a day than are written without a question (review_above).");
    case "source":
      return t("More notes from one source within a day than are written without a question (review_above).");
    case "folder":
      return t("More notes of this folder within a day than are written without a question (review_above).");
    case "run":
      return t("More notes than this run was allowed to write (--max-notes).");
  }
}
