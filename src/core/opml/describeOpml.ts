import type { Translate } from "../text/translate";
import type { OpmlFailure, PassedOver } from "./types";

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

/** What was left out of an OPML file and why, a sentence for each reason. */
export function describePassedOver({ noAddress, scraped, unreadable }: PassedOver, t: Translate): readonly string[] {
  const told = (count: number, one: string, several: string): readonly string[] =>
    count === 0 ? [] : [count === 1 ? one : several];
  return [
    ...told(
      noAddress,
      t("1 feed of the file has no web address and is left out."),
      t("{count} feeds of the file have no web address and are left out.", { count: noAddress }),
    ),
    ...told(
      scraped,
      t("1 source of the file is no feed: another reader makes it of a page by rules of its own. It is left out."),
      t(
        "{count} sources of the file are no feeds: another reader makes them of pages by rules of its own. They are left out.",
        {
          count: scraped,
        },
      ),
    ),
    ...told(
      unreadable,
      t("1 entry of the file cannot be read, a quote is missing or it is cut, and is left out."),
      t("{count} entries of the file cannot be read, a quote is missing or they are cut, and are left out.", {
        count: unreadable,
      }),
    ),
  ];
}
