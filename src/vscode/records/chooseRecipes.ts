import type * as vscode from "vscode";
import { recipeName } from "../../core/records/recipeNames";
import type { RecordsConfig } from "../../core/config/types";
import type { RecipeId, RecipeOptions } from "../../core/records/types";
import type { SafeText } from "../../core/text/foreignText";
import { RECIPES } from "../../scan";
import { optionLabel, recipeDetail, switchesOf } from "../../ui/recipeText";
import { t } from "../shell/l10n";
import { askField } from "./askField";
import { showPicks } from "../shell/prompts";

/** What is to be done with records. */
export interface ChosenRecipes {
  readonly recipes: readonly RecipeId[];
  readonly options: RecipeOptions;
}

type Item = vscode.QuickPickItem & { readonly id: RecipeId | "options" };

/** Asks for recipes, and for what they want to know; undefined when the user turns away. */
export async function chooseRecipes(config: RecordsConfig, title: SafeText): Promise<ChosenRecipes | undefined> {
  const items: readonly Item[] = [
    ...RECIPES.map(({ id }): Item => ({ id, label: recipeName(id, t), description: recipeDetail(id, t) })),
    {
      id: "options",
      label: `$(settings-gear) ${t("Options…")}`,
      description: t("asks for options of what is ticked; without it they are as usual"),
    },
  ];
  const placeHolder = t("What is to be done? Nothing is written before you see it.");
  const picked = await showPicks(items, {
    title,
    placeHolder,
    ignoreFocusOut: true,
  });
  const recipes = RECIPES.map(({ id }) => id).filter((id) => picked?.some((item) => item.id === id));
  if (picked === undefined || recipes.length === 0) return undefined;
  const field = recipes.includes("set-field") ? await askField(config, title) : new Map<string, string>();
  const wantsOptions = picked.some(({ id }) => id === "options");
  const options = field && (wantsOptions ? await askOptions(recipes, title) : new Map<string, string>());
  return field && options && { recipes, options: new Map([...options, ...field]) };
}

/** Asks which of the options are on that can be on or off. */
async function askOptions(recipes: readonly RecipeId[], title: SafeText): Promise<RecipeOptions | undefined> {
  const switches = RECIPES.filter(({ id }) => recipes.includes(id)).flatMap((recipe) =>
    switchesOf(recipe.id).map(({ name, on, off, isOn }) => ({
      label: optionLabel(name, t),
      description: recipeName(recipe.id, t),
      picked: isOn,
      name,
      on,
      off,
    })),
  );
  if (switches.length === 0) return new Map();
  const placeHolder = t("Which options?");
  const picked = await showPicks(switches, {
    title,
    placeHolder,
    ignoreFocusOut: true,
  });
  // What is as usual is not said: the report names what was chosen otherwise.
  const changed = picked && switches.filter((one) => picked.includes(one) !== one.picked);
  return changed && new Map(changed.map(({ name, picked: wasOn, on, off }) => [name, wasOn ? off : on]));
}
