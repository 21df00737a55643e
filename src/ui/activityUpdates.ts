import type { ActivityEntry, ActivityField, ActivityUpdate } from "../core/memory/activity";
import { namesLeakSites, withDefangedHosts } from "../core/records/shownValues";
import { apart, oneLine } from "../core/text/foreignText";
import type { Translate } from "../core/text/translate";
import { shownElements } from "./fieldText";
import { recipeLabels } from "./recipeText";

/** "Updated 12 records", "Took back an update of Clop": what the updates of a run come to; empty where there are none. */
export function updateCounts(entries: readonly ActivityEntry[], t: Translate): string {
  const updates = entries.flatMap((entry) => (entry.kind === "fields" ? [entry] : []));
  const [first] = updates;
  if (first === undefined) return "";
  const count = updates.length;
  const values = { count, name: apart(first.record.value) };
  if (first.undoes !== undefined) {
    return count === 1
      ? t("Took back an update of {name}", values)
      : t("Took back an update of {count|record|records}", values);
  }
  return count === 1 ? t("Updated {name}", values) : t("Updated {count} records", values);
}

/** "aliases, firstSeen · sent, not confirmed" */
export function updateDescription(update: ActivityUpdate, t: Translate): string {
  return [fieldNames(update), stateWords(update, t)].filter((part) => part !== "").join(" · ");
}

/** What was changed of a record as a sentence. */
export function updateSentenceOf(update: ActivityUpdate, t: Translate): string {
  const values = { name: apart(update.record.value), fields: fieldNames(update) };
  const sentence =
    update.undoes === undefined
      ? t("The record {name} was updated: {fields}.", values)
      : t("An update of the record {name} was taken back: {fields}.", values);
  return [sentence, stateSentence(update, t)].filter((part) => part !== "").join(" ");
}

/** More of an update, line by line. */
export function updateLinesOf(update: ActivityUpdate, t: Translate): readonly string[] {
  const recipes = [...new Set(update.fields.flatMap((field) => field.recipes))];
  return [
    ...(recipes.length === 0
      ? []
      : [t("Recipes: {recipes}", { recipes: recipeLabels(recipes, t).map(oneLine).join(", ") })]),
    stateSentence(update, t),
  ].filter((line) => line !== "");
}

/** "Tidy aliases" */
export function fieldDescription({ recipes }: ActivityField, t: Translate): string {
  return recipeLabels(recipes, t).map(oneLine).join(", ");
}

/** A field before and after, as texts to compare: the elements of a list each in a line. */
export function fieldBlock(
  { field, texts }: ActivityField,
  t: Translate,
): { readonly before: string; readonly after: string } {
  const head = `${oneLine(field)}:`;
  if (texts === undefined) {
    const gone = `${head}\n  ${t("(what it held before and after is not kept any more)")}`;
    return { before: gone, after: gone };
  }
  const block = (raw: string | null): string => {
    const lines = shownElements(raw).flatMap((element) => element.split("\n"));
    const shown = lines.length === 0 ? [t("(nothing)")] : lines;
    const text = shown.map((line) => `  ${line}`).join("\n");
    return `${head}\n${namesLeakSites(text) ? withDefangedHosts(text) : text}`;
  };
  return { before: block(texts.before), after: block(texts.after) };
}

function fieldNames({ fields }: ActivityUpdate): string {
  return fields.map(({ field }) => apart(field)).join(", ");
}

function stateWords({ state, undone }: ActivityUpdate, t: Translate): string {
  if (state === "sent") return t("sent, not confirmed");
  if (state === "unknown") return t("not known whether it was written");
  return undone === true ? t("taken back") : "";
}

function stateSentence({ state, undone }: ActivityUpdate, t: Translate): string {
  if (state === "sent") return t("It was sent, and no answer came: the next update looks up what became of it.");
  if (state === "unknown")
    return t(
      "It was sent without an answer, and others have changed the record since: whether it was written is not known.",
    );
  return undone === true ? t("It was taken back since.") : "";
}
