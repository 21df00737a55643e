import { shortLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import type { FieldAction } from "./recipes/fieldActions";

/** A change that a script proposes, in a few words. */
export function proposalText({ action, field, text, values }: FieldAction, t: Translate): string {
  const said = { field, value: shortLine(text ?? values.join(", "), 200) };
  switch (action) {
    case "set":
      return t("set {field}: {value}", said);
    case "add":
      return t("add to {field}: {value}", said);
    case "remove":
      return t("remove from {field}: {value}", said);
    case "note":
      return t("community note: {value}", said);
  }
}
