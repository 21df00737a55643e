import {
  type Span,
  type Splice,
  appendElements,
  documentSpan,
  elementsOf,
  insertMember,
  kindAt,
  memberOf,
  membersOf,
  removeElements,
  removeMembers,
  spliced,
  stringAt,
} from "./json";
import type { IndicatorRecord } from "./record";
import { CUSTOM_FIELDS, fieldRaw, formOf, isList, isOwnField, objectOf } from "./recordFields";
import { withLines } from "./textLines";

/** What is done to one field. Data that survives JSON. */
export type FieldEdit =
  /** The whole value, as JSON text. */
  | { readonly kind: "set"; readonly value: string }
  /** The member goes. */
  | { readonly kind: "unset" }
  /**
   * Elements of a list, by their places in it as it was read. What is added comes to its end unless an element is the same by then
   * (`sameText`). A list that is not there, or null or empty text, is made.
   */
  | {
      readonly kind: "list";
      readonly replaced?: readonly (readonly [place: number, text: string])[];
      readonly removed?: readonly number[];
      readonly added?: readonly string[];
    }
  /**
   * Lines of a text, by their places in it as it was read (`textLines`); every other line stays byte for byte. What is added comes to
   * its end unless the same line stands there by then. A text that is not there, or null, is made.
   */
  | {
      readonly kind: "lines";
      readonly replaced?: readonly (readonly [place: number, line: string])[];
      readonly removed?: readonly number[];
      readonly added?: readonly string[];
    }
  /** Rows of a grid, each the JSON text of an object, that come to its end. */
  | { readonly kind: "rows"; readonly rows: readonly string[] };

/** An edit with the field it is about. */
export interface EditedField {
  readonly field: string;
  readonly edit: FieldEdit;
}

/** Edits by the fields they are about, both in the order in which they came. */
export function byField<T extends EditedField>(edits: readonly T[]): ReadonlyMap<string, readonly [T, ...T[]]> {
  const fields = new Map<string, [T, ...T[]]>();
  for (const one of edits) {
    const known = fields.get(one.field);
    if (known === undefined) fields.set(one.field, [one]);
    else known.push(one);
  }
  return fields;
}

/** The edits alone. */
export function editsOf(edits: readonly EditedField[]): readonly FieldEdit[] {
  return edits.map(({ edit }) => edit);
}

/** What two texts of a list have in common when they are the same value: normal form, blanks at the ends and case aside. Blanks inside count. */
export function sameText(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

/**
 * What a field holds after some edits of it, as JSON text; null for no member.
 *
 * @param before as `fieldRaw` gives it
 * @returns undefined when the value is of a form that the edits cannot be made on
 */
export function valueAfter(before: string | null, edits: readonly FieldEdit[]): string | null | undefined {
  const whole = edits.findLast(({ kind }) => kind === "set" || kind === "unset");
  if (whole !== undefined) return whole.kind === "set" ? whole.value : null;
  const lines = edits.filter((edit) => edit.kind === "lines");
  if (lines.length > 0) return lines.length === edits.length ? withLines(before, lines) : undefined;
  const isEmpty = formOf(before).kind === "empty";
  const list = isEmpty && !isList(before) ? "[]" : (before ?? "[]");
  if (!isList(list)) return undefined;
  const span = documentSpan(list) as Span;
  const removed = new Set<number>();
  const replaced = new Map<number, string>();
  const added: string[] = [];
  const rows: string[] = [];
  for (const edit of edits) {
    if (edit.kind === "rows") rows.push(...edit.rows);
    if (edit.kind !== "list") continue;
    for (const place of edit.removed ?? []) removed.add(place);
    for (const [place, text] of edit.replaced ?? []) replaced.set(place, text);
    added.push(...(edit.added ?? []));
  }
  const elements = elementsOf(list, span);
  const splices: Splice[] = removeElements(list, span, removed);
  for (const [place, text] of replaced) {
    const element = elements[place];
    if (element !== undefined && !removed.has(place)) splices.push({ span: element, text: JSON.stringify(text) });
  }
  const changed = spliced(list, splices);
  const wanted = [...missingTexts(changed, added).map((text) => JSON.stringify(text)), ...rows];
  const after =
    wanted.length === 0 ? changed : spliced(changed, [appendElements(changed, documentSpan(changed) as Span, wanted)]);
  // Nothing came of it: what stood there stays as it was.
  return after === list ? before : after;
}

/** The record's JSON with the edits made and every other byte as the server sent it; null when a field is of a form that one cannot be made on. */
export function withEdits({ raw }: Pick<IndicatorRecord, "raw">, edits: readonly EditedField[]): string | null {
  let text = raw;
  for (const [field, own] of byField(edits)) {
    const before = fieldRaw({ raw: text }, field);
    const after = valueAfter(before, editsOf(own));
    if (after === undefined) return null;
    if (after === before) continue;
    const next = after === null ? withoutField(text, field) : withField(text, field, after);
    if (next === null) return null;
    text = next;
  }
  return text;
}

/** What `CustomFields` is where it is no object: null for no member, else its JSON. Undefined where it is one. */
export function missingFields({ raw }: Pick<IndicatorRecord, "raw">): string | null | undefined {
  const span = memberOf(raw, wholeOf(raw), CUSTOM_FIELDS);
  if (span === null) return null;
  return kindAt(raw, span) === "object" ? undefined : raw.slice(span.start, span.end);
}

/** The record with `CustomFields` as it was before a field was put into it, when nothing is in it any more. */
export function withMissingFields(raw: string, before: string | null): string {
  const span = memberOf(raw, wholeOf(raw), CUSTOM_FIELDS);
  if (span === null || kindAt(raw, span) !== "object" || membersOf(raw, span).length > 0) return raw;
  return before === null
    ? spliced(raw, removeMembers(raw, wholeOf(raw), CUSTOM_FIELDS))
    : spliced(raw, [{ span, text: before }]);
}

function missingTexts(list: string, added: readonly string[]): readonly string[] {
  const known = new Set(
    elementsOf(list, documentSpan(list) as Span).flatMap((element) => {
      const text = stringAt(list, element);
      return text === null ? [] : [sameText(text)];
    }),
  );
  return added.filter((text) => {
    const key = sameText(text);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

function withField(raw: string, field: string, value: string): string | null {
  const root = wholeOf(raw);
  if (isOwnField(field)) return withMember(raw, root, field, value);
  const fields = memberOf(raw, root, CUSTOM_FIELDS);
  const object = `{${JSON.stringify(field)}:${value}}`;
  if (fields === null) return spliced(raw, [insertMember(raw, root, CUSTOM_FIELDS, object)]);
  if (kindAt(raw, fields) === "object") return withMember(raw, fields, field, value);
  return formOf(raw.slice(fields.start, fields.end)).kind === "empty"
    ? spliced(raw, [{ span: fields, text: object }])
    : null;
}

function withMember(raw: string, object: Span, field: string, value: string): string {
  const span = memberOf(raw, object, field);
  return spliced(raw, [span === null ? insertMember(raw, object, field, value) : { span, text: value }]);
}

function withoutField(raw: string, field: string): string {
  const object = objectOf(raw, field);
  return object === null ? raw : spliced(raw, removeMembers(raw, object, field));
}

function wholeOf(raw: string): Span {
  return { start: 0, end: raw.length };
}
