import type { Translate } from "../../text/translate";
import type { RecipeOutcome } from "../types";

/** What a recipe says of a record that has all of it. */
export const NOTHING_TO_DO: RecipeOutcome = { changes: [], skipped: [] };

/** What a recipe says of a field whose value is of a form it cannot take: it never makes another of it. */
export function leftAlone(field: string, t: Translate): RecipeOutcome {
  const why = t("The field {field} holds another kind of value than is expected there, so it stays as it is.", {
    field,
  });
  return { changes: [], skipped: [why] };
}
