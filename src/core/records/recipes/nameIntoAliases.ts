import { sameText } from "../../xsoar/fieldEdits";
import { listTexts } from "../../xsoar/recordFields";
import type { Recipe } from "../types";
import { NOTHING_TO_DO, leftAlone } from "./leftAlone";
import { tidyText } from "./tidyText";

/** The name of a record among its aliases, so that a search for the alias finds it. */
export const nameIntoAliasesRecipe: Recipe = {
  id: "name-into-aliases",
  needs: [],
  options: [],
  fields: () => ["aliases"],
  plan({ record }, { t }) {
    const name = tidyText(record.value);
    if (name === "") return NOTHING_TO_DO;
    const aliases = listTexts(record, "aliases");
    if (aliases === null) return leftAlone("aliases", t);
    // Blanks inside count: to the search of XSOAR they make another alias.
    const wanted = new Set([name, record.value].map(sameText));
    if (aliases.some((alias) => alias !== null && wanted.has(sameText(alias)))) return NOTHING_TO_DO;
    const why = t("The record's own name is not among its aliases, so a search for the alias misses it.");
    return { changes: [{ field: "aliases", edit: { kind: "list", added: [name] }, why }], skipped: [] };
  },
};
