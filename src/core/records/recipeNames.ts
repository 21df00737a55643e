import type { Translate } from "../text/translate";
import type { ChangeSource, ReaderId } from "./types";

/** What a recipe is called where people read of it. */
export function recipeName(id: ChangeSource | ReaderId, t: Translate): string {
  switch (id) {
    case "first-seen":
      return t("First seen");
    case "name-into-aliases":
      return t("Name into aliases");
    case "tidy-aliases":
      return t("Tidy aliases");
    case "attack":
      return t("ATT&CK");
    case "leak-sites":
      return t("Leak sites");
    case "set-field":
      return t("Set a field");
    case "check":
      return t("Check records");
    case "read-out":
      return t("Read profiles out");
    case "job":
      return t("Job of your own");
    case "undo":
      return t("Undo");
  }
}
