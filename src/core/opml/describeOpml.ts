import type { Translate } from "../text/translate";
import type { OpmlFailure } from "./types";

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
