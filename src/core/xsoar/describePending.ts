import type { PendingReason } from "../model/model";
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
      return t("Several records bear this name: {values}", { values: why.values.join(", ") });
    case "excluded":
      return t("The name is on the exclusion list of Cortex XSOAR, so no record was made.");
    case "failed":
      return why.message;
  }
}
