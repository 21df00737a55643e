import type { Translate } from "../text/translate";
import type { NamesFileCode } from "./problems";

/** Words for what is wrong in the names file; `arg` gives an argument fit to be shown. */
export function describeNamesFile(
  code: NamesFileCode,
  arg: (name: string) => string,
  place: string,
  t: Translate,
): string {
  switch (code) {
    case "namesFileTooLong":
      return t(
        "The file has more than {lines} lines or {limit} MB, so nothing in it counts. Run “ti-scraper names --compact”, which leaves out the lines that later ones have replaced.",
        { lines: Number(arg("lines")), limit: Number(arg("limit")) },
      );
    case "conflictMark":
      return t(
        "A merge has left both sides here. Nothing in this file counts until that is settled: keep the lines of both sides, and remove those of marks.",
      );
    case "lineTooLong":
      return t("This line has more than {limit} characters, so it does not count.", { limit: Number(arg("limit")) });
    case "noFact":
      return t("This is no fact, so it does not count. A fact is one line such as: {example}", {
        example: '- {name: "Clop", alias: "TA505", at: "2026-06-01T12:00:00Z"}',
      });
    case "factLacks":
      return t("This line does not count, since it does not say: {missing}.", { missing: arg("missing") });
    case "factKey":
      return t('"{key}" says nothing in a line of this kind: it is ignored. Remove it.', { key: arg("key") });
    case "notTime":
      return t('{place} must be a time such as {example}, but is "{value}".', {
        place,
        value: arg("value"),
        example: "2026-06-01T12:00:00Z",
      });
    case "listTooLong":
      return t("{place} is too long: {limit} entries are the most.", { place, limit: Number(arg("limit")) });
  }
}
