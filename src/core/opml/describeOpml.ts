import type { Translate } from "../text/translate";
import { MAX_OPML_FOLDERS } from "../limits";
import type { OpmlFailure, OpmlOutcome } from "./types";

/** What of a file is not taken as it stands there. */
export function describeOpmlLosses(
  { passedOver, flattened }: Pick<Extract<OpmlOutcome, { ok: true }>, "passedOver" | "flattened">,
  t: Translate,
): readonly string[] {
  return [
    ...(passedOver === 0
      ? []
      : [t("{count} feeds of the file have no web address that can be used and are left out.", { count: passedOver })]),
    ...(flattened === 0
      ? []
      : [
          t(
            "{count} feeds of the file stand in more than {limit} folders inside each other. They count as in the last of these.",
            {
              count: flattened,
              limit: MAX_OPML_FOLDERS,
            },
          ),
        ]),
  ];
}

/** One sentence for each way an OPML file can be unreadable, ending in a full stop, without its name. */
export function describeOpmlFailure(failure: OpmlFailure, t: Translate): string {
  switch (failure.code) {
    case "empty":
      return t("The file is empty.");
    case "binary":
      return t("The file is binary, not text.");
    case "notOpml":
      return t("The file is not OPML.");
    case "tooLarge":
      return t("The file is larger than {limit} MB.", { limit: failure.limitBytes / 1_000_000 });
    case "tooMany":
      return t("The file holds more than {limit} feeds.", { limit: failure.limit });
  }
}
