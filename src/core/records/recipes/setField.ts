import type { Translate } from "../../text/translate";
import type { Recipe, RecipeOptions } from "../types";
import { FIELD_ACTIONS, type FieldAction, NOTES_FIELD, fieldActionProblem, planFieldAction } from "./fieldActions";
import { NOTHING_TO_DO } from "./leftAlone";

/** One field of many records: set it, add to a list or take out of it; or the same community note on each. */
export const setFieldRecipe: Recipe = {
  id: "set-field",
  needs: [],
  options: [
    {
      name: "action",
      values: FIELD_ACTIONS,
      help: "set a field, add to a list, remove from a list, or write a community note",
    },
    { name: "field", values: null, help: "name of the field as the API has it, such as threatactortypes" },
    { name: "value", values: null, help: "the text; of a list, values with a semicolon between them" },
  ],
  fields: ({ options }) =>
    [options.get("action") === "note" ? NOTES_FIELD : (options.get("field") ?? "")].filter(Boolean),
  problem: ({ options, t }) => problemOf(options, t),
  plan(selected, context) {
    const action = actionOf(context.options);
    return action === null ? NOTHING_TO_DO : planFieldAction(selected, action, context);
  },
};

function problemOf(options: RecipeOptions, t: Translate): string | null {
  const action = actionOf(options);
  if (action === null) return t('Say with "action" what is to be done: set, add, remove or note.');
  if (action.text === "") return t('Say with "value" what is to be written or removed.');
  const field = options.get("field") ?? "";
  if (action.action === "note")
    return field === "" || field === NOTES_FIELD
      ? null
      : t('A note is written to the community notes: leave "field" out, or take another action.');
  return field === "" ? t('Say with "field" which field is meant.') : fieldActionProblem(action, t);
}

/** What the options say; of a list, there are semicolons between the values. */
function actionOf(options: RecipeOptions): FieldAction | null {
  const action = FIELD_ACTIONS.find((one) => one === options.get("action"));
  if (action === undefined) return null;
  const text = options.get("value")?.trim() ?? "";
  const field = action === "note" ? NOTES_FIELD : (options.get("field") ?? "");
  return { action, field, text, values: text.split(";") };
}
