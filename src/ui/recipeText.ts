import { READER_IDS, RECIPE_IDS, type ChangeSource, type ReaderId, type RecipeId } from "../core/records/types";
import { recipeName } from "../core/records/recipeNames";
import type { Translate } from "../core/text/translate";

/** The names of recipes as a journal has them: what a later version has written stays as it is. */
export function recipeLabels(ids: readonly string[], t: Translate): readonly string[] {
  return ids.map((id) => (isKnown(id) ? recipeName(id, t) : id));
}

/** What a recipe does, in half a sentence. */
export function recipeDetail(id: RecipeId, t: Translate): string {
  switch (id) {
    case "first-seen":
      return t("fills in first and last seen where they are not set");
    case "name-into-aliases":
      return t("adds the record's own name to its aliases");
    case "tidy-aliases":
      return t("takes stray blanks, empties and doubles out of the aliases");
    case "attack":
      return t("adds techniques, aliases and a description from the imported MITRE ATT&CK");
    case "leak-sites":
      return t("keeps the leak sites of ransomware groups up to date");
    case "set-field":
      return t("sets a field of many records, or adds to a list or removes from it");
  }
}

/** An option that is on or off. */
export interface Switch {
  readonly name: string;
  /** What the option is called then. */
  readonly on: string;
  readonly off: string;
  readonly isOn: boolean;
}

/** The options of a recipe that are asked for by a tick. */
export function switchesOf(id: RecipeId): readonly Switch[] {
  const onOff = (name: string, isOn: boolean): Switch => ({ name, on: "on", off: "off", isOn });
  switch (id) {
    case "tidy-aliases":
      return [onOff("split", true), onOff("spaced", true), onOff("repair", true), onOff("oneWord", false)];
    case "attack":
      return [
        onOff("software", false),
        onOff("campaigns", false),
        { name: "merge", on: "replace", off: "add", isOn: false },
      ];
    case "first-seen":
    case "name-into-aliases":
    case "leak-sites":
    case "set-field":
      return [];
  }
}

/** What an option does when it is on. */
export function optionLabel(name: string, t: Translate): string {
  switch (name) {
    case "split":
      return t("Propose to part aliases at commas");
    case "spaced":
      return t("Of FancyBear and Fancy Bear, propose to keep the latter");
    case "repair":
      return t("Propose blanks where ATT&CK spells a name with them");
    case "oneWord":
      return t("Propose each alias in one word as well");
    case "software":
      return t("Techniques of the software as well");
    case "campaigns":
      return t("Techniques of the campaigns as well");
    case "merge":
      return t("Replace the techniques that are there");
    default:
      return name;
  }
}

const KNOWN: ReadonlySet<string> = new Set([...RECIPE_IDS, ...READER_IDS, "job", "undo"]);

function isKnown(id: string): id is ChangeSource | ReaderId {
  return KNOWN.has(id);
}
