import { READER_IDS, RECIPE_IDS } from "../core/records/types";
import type { CliCommand } from "./commands";
import { type Option, type Values, placeOf, usage } from "./options";

/** What `records` takes beside the folder. */
export const RECORDS_OPTIONS: readonly Option[] = [
  ...(["json", "name", "query", "type", "from", "option", "pick", "yes", "format", "out"] as const),
];

/** Reads `records RECIPE[,RECIPE...] [FOLDER]`. */
export function readRecords(values: Values, words: readonly string[]): CliCommand {
  const [first = "", ...folders] = words;
  const known: readonly string[] = [...RECIPE_IDS, ...READER_IDS, "undo"];
  const what = [...new Set(first.split(",").map((one) => one.trim()))];
  if (first === "") return usage(`records needs a recipe: ${known.join(", ")}.`);
  const unknown = what.find((one) => !known.includes(one));
  if (unknown !== undefined) return usage(`There is no recipe “${unknown}”: take some of ${known.join(", ")}.`);
  const alone = what.find((one) => !RECIPE_IDS.some((id) => id === one));
  if (alone !== undefined && what.length > 1) return usage(`records ${alone} goes with no other recipe.`);
  if (folders.length > 1) return usage("records takes one FOLDER.");
  const { name: names = [], query = null, type = null, from = null, format, out = null } = values;
  const ways = [names.length > 0, query !== null, from !== null].filter(Boolean).length;
  if (ways > 1) return usage("records takes one of --name, --query and --from.");
  if ([...names, query, type].some((text) => text?.trim() === ""))
    return usage("--name, --query and --type take a text that is not empty.");
  const options = pairsOf(values.option ?? []);
  if (options === null) return usage("--option takes NAME=VALUE.");
  const picks = pairsOf(values.pick ?? []);
  if (picks === null) return usage("--pick takes NAME=ID; NAME= for none of them.");
  const isUndo = what[0] === "undo";
  if (isUndo && (ways > 0 || type !== null || options.length + picks.length > 0))
    return usage("records undo takes the last update as it is: no names, queries or options.");
  const reportFormat = REPORT_FORMATS.find((one) => one === format);
  if (format !== undefined && reportFormat === undefined)
    return usage(`records takes --format ${REPORT_FORMATS.join("|")}.`);
  if (reportFormat === "odt" && out === null) return usage("--format odt needs --out FILE.");
  return {
    kind: "records",
    ...placeOf(values, folders),
    json: values.json ?? false,
    what,
    names,
    query,
    type,
    from,
    options,
    picks,
    yes: values.yes ?? false,
    format: reportFormat ?? null,
    out,
  };
}

const REPORT_FORMATS = ["md", "csv", "json", "odt"] as const;

/** Null when one is no `NAME=VALUE`. The name goes to the first sign of equality. */
function pairsOf(texts: readonly string[]): readonly (readonly [string, string])[] | null {
  const pairs = texts.map((text): readonly [string, string] => {
    const at = text.indexOf("=");
    return [text.slice(0, Math.max(0, at)).trim(), text.slice(at + 1)];
  });
  return pairs.every(([name]) => name !== "") ? pairs : null;
}
