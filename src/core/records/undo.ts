import type { ActivityField, ActivityUpdate } from "../memory/activity";
import { surplus } from "../text/surplus";
import type { Translate } from "../text/translate";
import { type Span, appendElements, documentSpan, elementsOf, kindAt, removeElements, spliced } from "../xsoar/json";
import { fieldRaw } from "../xsoar/recordFields";
import { isSameJson } from "./journal";
import { plannedChange } from "./plan";
import type { PlannedChange, RecordPlan, SelectedRecord } from "./types";

/** What taking back an update comes to. */
export interface UndoneRecord {
  /** Null when there is nothing to change. */
  readonly plan: RecordPlan | null;
  /** Fields that are not taken back, each with a sentence that says why. */
  readonly kept: ReadonlyMap<string, string>;
  /** Fields that need not be taken back any more. */
  readonly settled: ReadonlySet<string>;
}

/**
 * What of a record is to be changed so that an update is taken back. A field that is as the update left it gets back what it held,
 * byte for byte. Where somebody has changed it since, lists lose what the update added and regain what it removed, and everything else
 * stays as it is.
 */
export function undoRecord(update: ActivityUpdate, selected: SelectedRecord, t: Translate): UndoneRecord {
  const changes: PlannedChange[] = [];
  const kept = new Map<string, string>();
  const settled = new Set<string>();
  let isWhole = true;
  for (const one of update.fields) {
    const { field } = one;
    const value = undoneValue(one, fieldRaw(selected.record, field));
    if (value.kind === "nothing") {
      settled.add(field);
      continue;
    }
    if (value.kind === "changed") {
      kept.set(field, t("{field} was changed by somebody else since, and stays as it is.", { field }));
      isWhole = false;
      continue;
    }
    if (!value.whole) isWhole = false;
    const why = value.whole
      ? t("It gets back what it held before the update.")
      : t("Somebody has changed it since: only what the update added is taken out, and what it removed comes back.");
    const edit = value.after === null ? ({ kind: "unset" } as const) : ({ kind: "set", value: value.after } as const);
    const change = plannedChange(selected, "undo", { field, edit, why });
    if (change === null || change === undefined) settled.add(field);
    else changes.push(change);
  }
  const { customFields } = update;
  const restores = isWhole && customFields !== undefined ? { customFields } : {};
  return { plan: changes.length === 0 ? null : { ...selected, changes, ...restores }, kept, settled };
}

type Undone =
  | { readonly kind: "back"; readonly after: string | null; readonly whole: boolean }
  | { readonly kind: "nothing" }
  | { readonly kind: "changed" };

function undoneValue({ texts }: ActivityField, current: string | null): Undone {
  if (texts === undefined) return { kind: "nothing" };
  const { before, after } = texts;
  if (isSameJson(current, after)) return { kind: "back", after: before, whole: true };
  if (isSameJson(current, before)) return { kind: "nothing" };
  const list = listAfter(before, after, current);
  if (list === null) return { kind: "changed" };
  return list === current ? { kind: "nothing" } : { kind: "back", after: list, whole: false };
}

/** The list as it is now without what was added and with what was removed; null where one of the values is no list. */
function listAfter(before: string | null, after: string | null, current: string | null): string | null {
  const [old, ours, now] = [elements(before ?? "[]"), elements(after ?? "[]"), elements(current ?? "[]")];
  if (old === null || ours === null || now === null) return null;
  const added = surplus(ours, old);
  const removed = surplus(old, ours);
  const wanted = new Map<string, number>();
  for (const one of added) wanted.set(one, (wanted.get(one) ?? 0) + 1);
  const places = new Set<number>();
  // Of equal ones the last go: what is added comes to the end.
  for (const [place, one] of [...now.entries()].toReversed()) {
    const left = wanted.get(one) ?? 0;
    if (left === 0) continue;
    wanted.set(one, left - 1);
    places.add(place);
  }
  const text = current ?? "[]";
  const rest = spliced(text, removeElements(text, documentSpan(text) as Span, places));
  const missing = surplus(removed, elements(rest) ?? []);
  return missing.length === 0 ? rest : spliced(rest, [appendElements(rest, documentSpan(rest) as Span, missing)]);
}

/** The elements of an array as they are written; null for what is none, but an empty value. */
function elements(json: string): string[] | null {
  const span = documentSpan(json);
  if (span === null) return null;
  if (kindAt(json, span) !== "array") return json === "null" || json === '""' ? [] : null;
  return elementsOf(json, span).map(({ start, end }) => json.slice(start, end));
}
