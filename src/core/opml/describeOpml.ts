import type { Translate } from "../text/translate";
import { MAX_OPML_FOLDERS } from "../limits";
import type { OpmlFailure, OpmlOutcome } from "./types";

/** What of a file is not taken as it stands there, a sentence for each reason. */
export function describeOpmlLosses(
  { passedOver, flattened }: Pick<Extract<OpmlOutcome, { ok: true }>, "passedOver" | "flattened">,
  t: Translate,
): readonly string[] {
  const { noAddress, scraped, unreadable } = passedOver;
  const told = (count: number, one: string, several: string): readonly string[] =>
    count === 0 ? [] : [count === 1 ? one : several];
  return [
    ...told(
      noAddress,
      t("1 feed of the file has no web address that can be used and is left out."),
      t("{count} feeds of the file have no web address that can be used and are left out.", { count: noAddress }),
    ),
    ...told(
      scraped,
      t("1 source of the file is no feed: another reader makes it of a page by rules of its own. It is left out."),
      t(
        "{count} sources of the file are no feeds: another reader makes them of pages by rules of its own. They are left out.",
        { count: scraped },
      ),
    ),
    ...told(
      unreadable,
      t("1 entry of the file cannot be read, a quote is missing or it is cut, and is left out."),
      t("{count} entries of the file cannot be read, a quote is missing or they are cut, and are left out.", {
        count: unreadable,
      }),
    ),
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
