import type { ReaderId, RecipeId } from "../core/records/types";
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
      return t("adds the record's own name to its aliases, so that a search for the alias finds it");
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

const KNOWN: ReadonlySet<string> = new Set<RecipeId | ReaderId | "undo">([
  "first-seen",
  "name-into-aliases",
  "tidy-aliases",
  "attack",
  "leak-sites",
  "set-field",
  "check",
  "read-out",
  "undo",
]);

function isKnown(id: string): id is RecipeId | ReaderId | "undo" {
  return KNOWN.has(id);
}
