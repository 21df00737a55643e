import { oneLine } from "../../text/foreignText";
import type { Translate } from "../../text/translate";
import { folded } from "../../xsoar/heldNotes";
import { noteTexts } from "../../xsoar/record";
import { type FieldForm, customFieldProblem, fieldRaw, formOfField, isList } from "../../xsoar/recordFields";
import type { ProposedChange, RecipeContext, RecipeOutcome, SelectedRecord } from "../types";
import { knownField } from "./knownFields";
import { NOTHING_TO_DO, leftAlone } from "./leftAlone";
import { sameValue, tidyText } from "./tidyText";

export const FIELD_ACTIONS = ["set", "add", "remove", "note"] as const;
export const NOTES_FIELD = "communitynotes";

/** What is to be done to one field of a record. */
export interface FieldAction {
  readonly action: (typeof FIELD_ACTIONS)[number];
  /** The community notes with `note`. */
  readonly field: string;
  /** What a field of one text is to hold; null where several values were said. */
  readonly text: string | null;
  /** The same as values of a list. */
  readonly values: readonly string[];
}

/** Why an action cannot be meant, in a sentence; null when it can. */
export function fieldActionProblem(action: FieldAction, t: Translate): string | null {
  return action.action === "note" ? null : (fieldProblem(action, t) ?? valueProblem(action, t));
}

/** What an action changes of a record. */
export function planFieldAction(
  { record }: Pick<SelectedRecord, "record">,
  action: FieldAction,
  { t, now }: Pick<RecipeContext, "t" | "now">,
): RecipeOutcome {
  const { field } = action;
  if (action.action === "note") return planNote(record, action, { t, now });
  const form = formOfField(record, field);
  if (form.kind === "other") return leftAlone(field, t);
  if (action.action === "set") return planSet(action, { form, hasList: isList(fieldRaw(record, field)) }, t);
  if (form.kind === "text") return leftAlone(field, t);
  const texts = form.kind === "list" ? form.texts : [];
  return action.action === "add" ? planAdd(action, texts, t) : planRemove(action, texts, t);
}

function planNote(
  record: SelectedRecord["record"],
  { text, values }: FieldAction,
  { t, now }: Pick<RecipeContext, "t" | "now">,
): RecipeOutcome {
  const texts = noteTexts(record);
  if (texts === null) return leftAlone(NOTES_FIELD, t);
  const note = oneLine(text ?? values.join(" "));
  if (texts.some((one) => folded(one) === note)) return NOTHING_TO_DO;
  const row = JSON.stringify({ notes: note, timestamp: now.toISOString() });
  return done({ field: NOTES_FIELD, edit: { kind: "rows", rows: [row] }, why: t("The note is not there yet.") });
}

function fieldProblem({ action, field }: FieldAction, t: Translate): string | null {
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
    return field === NOTES_FIELD
      ? t("Community notes are written with the action note.")
      : t("{field} is a table and cannot be set.", { field });
  return kind === "text" && action !== "set"
    ? t("{field} holds one text: nothing can be added to it or removed, it can only be set.", { field })
    : null;
}

function valueProblem({ action, field, values: written }: FieldAction, t: Translate): string | null {
  const known = knownField(field);
  if (known?.kind === "text") return null;
  const values = listValues(field, written);
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

/** Each value once; those of a known field as it spells them. */
function listValues(field: string, written: readonly string[]): readonly string[] {
  const allowed = knownField(field)?.values ?? [];
  const values = new Map<string, string>();
  for (const text of written.map(tidyText)) {
    const key = sameValue(text);
    if (text !== "" && !values.has(key)) values.set(key, allowed.find((one) => one === key) ?? text);
  }
  return [...values.values()];
}

function planSet(
  { field, text: written, values: all }: FieldAction,
  { form, hasList }: { readonly form: FieldForm; readonly hasList: boolean },
  t: Translate,
): RecipeOutcome {
  const isKnownList = knownField(field)?.kind === "list";
  const getsList = hasList || (form.kind === "empty" && isKnownList);
  const values = getsList || isKnownList ? listValues(field, all) : written === null ? all : [written];
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

function planAdd({ field, values }: FieldAction, texts: readonly (string | null)[], t: Translate): RecipeOutcome {
  const there = keysOf(texts);
  const added = listValues(field, values).filter((one) => !there.includes(sameValue(one)));
  if (added.length === 0) return NOTHING_TO_DO;
  return done({ field, edit: { kind: "list", added }, why: t("The list lacks what is to be added.") });
}

/** Nothing else on the list equals what goes, so it is lost. */
function planRemove({ field, values }: FieldAction, texts: readonly (string | null)[], t: Translate): RecipeOutcome {
  const wanted = new Set(listValues(field, values).map(sameValue));
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
