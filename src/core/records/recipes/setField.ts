import { oneLine } from "../../text/foreignText";
import type { Translate } from "../../text/translate";
import { folded } from "../../xsoar/heldNotes";
import { noteTexts } from "../../xsoar/record";
import { type FieldForm, customFieldProblem, fieldRaw, formOfField, isList } from "../../xsoar/recordFields";
import type { ProposedChange, Recipe, RecipeContext, RecipeOptions, RecipeOutcome } from "../types";
import { knownField } from "./knownFields";
import { NOTHING_TO_DO, leftAlone } from "./leftAlone";
import { sameValue, tidyText } from "./tidyText";

const ACTIONS = ["set", "add", "remove", "note"] as const;
const NOTES = "communitynotes";

/** One field of many records: set it, add to a list or take out of it; or the same community note on each. */
export const setFieldRecipe: Recipe = {
  id: "set-field",
  needs: [],
  options: [
    {
      name: "action",
      values: ACTIONS,
      help: "set a field, add to a list, remove from a list, or write a community note",
    },
    { name: "field", values: null, help: "name of the field as the API has it, such as threatactortypes" },
    { name: "value", values: null, help: "the text; of a list, values with a semicolon between them" },
  ],
  fields: ({ options }) => [options.get("action") === "note" ? NOTES : (options.get("field") ?? "")].filter(Boolean),
  problem({ options, t }) {
    const action = actionOf(options);
    if (action === null) return t('Say with "action" what is to be done: set, add, remove or note.');
    const value = options.get("value")?.trim() ?? "";
    const field = options.get("field") ?? "";
    if (value === "") return t('Say with "value" what is to be written or removed.');
    if (action === "note")
      return field === "" || field === NOTES
        ? null
        : t('A note is written to the community notes: leave "field" out, or take another action.');
    if (field === "") return t('Say with "field" which field is meant.');
    return fieldProblem(field, action, t) ?? valueProblem(field, action, value, t);
  },
  plan({ record }, context) {
    const { options, t } = context;
    const action = actionOf(options);
    const [field, value] = [options.get("field") ?? "", options.get("value")?.trim() ?? ""];
    if (action === "note") {
      const texts = noteTexts(record);
      if (texts === null) return leftAlone(NOTES, t);
      const note = oneLine(value);
      if (texts.some((text) => folded(text) === note)) return NOTHING_TO_DO;
      const row = JSON.stringify({ notes: note, timestamp: context.now.toISOString() });
      return done({ field: NOTES, edit: { kind: "rows", rows: [row] }, why: t("The note is not there yet.") });
    }
    const form = formOfField(record, field);
    if (form.kind === "other") return leftAlone(field, t);
    if (action === "set") return planSet(field, value, { form, hasList: isList(fieldRaw(record, field)) }, context);
    if (form.kind === "text") return leftAlone(field, t);
    const texts = form.kind === "list" ? form.texts : [];
    return action === "add" ? planAdd(field, value, texts, t) : planRemove(field, value, texts, t);
  },
};

type Action = (typeof ACTIONS)[number];

function actionOf(options: RecipeOptions): Action | null {
  return ACTIONS.find((action) => action === options.get("action")) ?? null;
}

function fieldProblem(field: string, action: Action, t: Translate): string | null {
  switch (customFieldProblem(field)) {
    case "protected":
      return t("{field} is kept by XSOAR itself and cannot be set.", { field: oneLine(field) });
    case "form":
      return t("{field} is no name of a field: it has small letters and digits only, as in threatactortypes.", {
        field: oneLine(field),
      });
    case null:
  }
  const kind = knownField(field)?.kind;
  if (kind === "table")
    return field === NOTES
      ? t("Community notes are written with the action note.")
      : t("{field} is a table and cannot be set.", { field });
  return kind === "text" && action !== "set"
    ? t("{field} holds one text: nothing can be added to it or removed, it can only be set.", { field })
    : null;
}

function valueProblem(field: string, action: Action, value: string, t: Translate): string | null {
  const known = knownField(field);
  if (known?.kind === "text") return null;
  const values = listValues(field, value);
  if (values.length === 0) return t('Say with "value" what is to be written or removed.');
  const allowed = known?.values ?? null;
  // What should never have been there may be removed.
  const wrong = action === "remove" ? undefined : values.find((one) => allowed?.includes(one) === false);
  return wrong === undefined
    ? null
    : t("{value} is no value of {field}. It may be: {values}", {
        value: oneLine(wrong),
        field,
        values: (allowed ?? []).join(", "),
      });
}

/** Values with semicolons between them, each once; those of a known field as it spells them. */
function listValues(field: string, value: string): readonly string[] {
  const allowed = knownField(field)?.values ?? [];
  const values = new Map<string, string>();
  for (const text of value.split(";").map(tidyText)) {
    const key = sameValue(text);
    if (text !== "" && !values.has(key)) values.set(key, allowed.find((one) => one === key) ?? text);
  }
  return [...values.values()];
}

function planSet(
  field: string,
  value: string,
  { form, hasList }: { readonly form: FieldForm; readonly hasList: boolean },
  { t }: RecipeContext,
): RecipeOutcome {
  const isKnownList = knownField(field)?.kind === "list";
  const getsList = hasList || (form.kind === "empty" && isKnownList);
  const values = getsList || isKnownList ? listValues(field, value) : [value];
  const [text] = values;
  const why = t("The field is to have this value.");
  if (!getsList) {
    // One text cannot be several values.
    if (text === undefined || values.length > 1) return leftAlone(field, t);
    const before = form.kind === "text" ? form.text : "";
    if (before === text) return NOTHING_TO_DO;
    return done({ field, edit: { kind: "set", value: JSON.stringify(text) }, why }, before.trim() !== "");
  }
  const texts = form.kind === "list" ? form.texts : [];
  const before = new Set(texts.map((one) => (one === null ? null : sameValue(one))));
  const after = new Set<string | null>(values.map(sameValue));
  const losesAny = [...before].some((key) => !after.has(key) && key !== "");
  if (!losesAny && [...after].every((key) => before.has(key))) return NOTHING_TO_DO;
  return done({ field, edit: { kind: "set", value: JSON.stringify(values) }, why }, losesAny);
}

function planAdd(field: string, value: string, texts: readonly (string | null)[], t: Translate): RecipeOutcome {
  const there = keysOf(texts);
  const added = listValues(field, value).filter((one) => !there.includes(sameValue(one)));
  if (added.length === 0) return NOTHING_TO_DO;
  return done({ field, edit: { kind: "list", added }, why: t("The list lacks what is to be added.") });
}

/** Nothing else on the list equals what goes, so it is lost. */
function planRemove(field: string, value: string, texts: readonly (string | null)[], t: Translate): RecipeOutcome {
  const wanted = new Set(listValues(field, value).map(sameValue));
  const removed = [...keysOf(texts).entries()].flatMap(([place, key]) =>
    key !== null && wanted.has(key) ? place : [],
  );
  if (removed.length === 0) return NOTHING_TO_DO;
  return done({ field, edit: { kind: "list", removed }, why: t("The list holds what is to be removed.") }, true);
}

function keysOf(texts: readonly (string | null)[]): readonly (string | null)[] {
  return texts.map((text) => (text === null ? null : sameValue(text)));
}

function done(change: ProposedChange, isGuess = false): RecipeOutcome {
  return { changes: [isGuess ? { ...change, isGuess } : change], skipped: [] };
}
