import { oneLine } from "../../text/foreignText";
import type { Translate } from "../../text/translate";
import type { Recipe, RecipeOptions } from "../types";
import { attackRecipe } from "./attack";
import { firstSeenRecipe } from "./firstSeen";
import { leakSitesRecipe } from "./leakSites";
import { nameIntoAliasesRecipe } from "./nameIntoAliases";
import { setFieldRecipe } from "./setField";
import { tidyAliasesRecipe } from "./tidyAliases";

/** The recipes there are, in the order of their names in `RECIPE_IDS`. */
export const RECIPES: readonly Recipe[] = [
  firstSeenRecipe,
  nameIntoAliasesRecipe,
  tidyAliasesRecipe,
  attackRecipe,
  leakSitesRecipe,
  setFieldRecipe,
];

/** The first option that no chosen recipe has, or whose value none of them takes: a sentence, or null. */
export function optionProblem(
  recipes: readonly Pick<Recipe, "options">[],
  options: RecipeOptions,
  t: Translate,
): string | null {
  const known = recipes.flatMap((recipe) => recipe.options);
  for (const [name, value] of options) {
    const own = known.filter((option) => option.name === name);
    if (own.length === 0) {
      const names = [...new Set(known.map((option) => option.name))].join(", ");
      return names === ""
        ? t("There is no option {option}: what is to be done takes none.", { option: oneLine(name) })
        : t("There is no option {option}. There are: {options}", { option: oneLine(name), options: names });
    }
    const wrong = own.find(({ values }) => values?.includes(value) === false);
    if (wrong !== undefined)
      return t("The option {option} cannot be {value}. It may be: {values}", {
        option: name,
        value: oneLine(value),
        values: wrong.values?.join(", ") ?? "",
      });
  }
  return null;
}
