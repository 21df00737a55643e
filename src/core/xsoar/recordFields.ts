import { type Span, documentSpan, elementsOf, kindAt, memberOf, membersOf, stringAt } from "./json";
import type { IndicatorRecord } from "./record";

/** The member that holds what is no built-in key of an indicator. */
export const CUSTOM_FIELDS = "CustomFields";

/** Keys of an indicator itself that may be changed; every other field is a custom one. */
const OWN_FIELDS: ReadonlySet<string> = new Set(["firstSeen", "lastSeen"]);

/**
 * What no change may touch, by its lower-case name: keys of the indicator that are the server's own (`IocObject` of the API, and what
 * the vendor's field validator refuses as the name of a custom field).
 */
const PROTECTED: ReadonlySet<string> = new Set(
  (
    "id version value indicator_type type score timestamp modified sortvalues " +
    "calculatedtime rawname name createdtime investigationids source manualscore setby comment " +
    "comments sourceinstances sourcebrands expiration expirationstatus expirationsource manuallyeditedfields firstseenentryid lastseenentryid " +
    "manualsettime insightcache lastreputationrun account customfields modifiedtime isshared feed relatedincidents " +
    "relatedinccount firstseen lastseen"
  ).split(" "),
);

/** Whether a field is one of the indicator's own that may be changed. */
export function isOwnField(field: string): boolean {
  return OWN_FIELDS.has(field);
}

/** Why a name is none of a custom field: `form` is not `[0-9a-z]+`, `protected` belongs to the server. Null when it is one. */
export function customFieldProblem(field: string): "form" | "protected" | null {
  if (PROTECTED.has(field.toLowerCase())) return "protected";
  return /^[0-9a-z]+$/.test(field) ? null : "form";
}

/** What a field holds, byte for byte as JSON; null when the record has no such member. */
export function fieldRaw({ raw }: Pick<IndicatorRecord, "raw">, field: string): string | null {
  const object = objectOf(raw, field);
  const span = object === null ? null : memberOf(raw, object, field);
  return span === null ? null : raw.slice(span.start, span.end);
}

/** What a value is, as recipes tell values apart. */
export type FieldForm =
  /** Absent, null, or a list or object without anything in it, or an empty text. */
  | { readonly kind: "empty" }
  /** `texts`: null for an element that is no text. */
  | { readonly kind: "list"; readonly texts: readonly (string | null)[] }
  | { readonly kind: "text"; readonly text: string }
  /** A number, a boolean, an object; rows of a table, which are objects with no text between them. */
  | { readonly kind: "other" };

/** Reads a value as `fieldRaw` gives it. */
export function formOf(raw: string | null): FieldForm {
  const span = raw === null ? null : documentSpan(raw);
  if (raw === null || span === null) return { kind: "empty" };
  switch (kindAt(raw, span)) {
    case "null":
      return { kind: "empty" };
    case "string": {
      const text = stringAt(raw, span) ?? "";
      return text === "" ? { kind: "empty" } : { kind: "text", text };
    }
    case "array": {
      const elements = elementsOf(raw, span);
      const texts = elements.map((element) => stringAt(raw, element));
      if (texts.length === 0) return { kind: "empty" };
      const isTable =
        texts.every((text) => text === null) && elements.some((element) => kindAt(raw, element) === "object");
      return isTable ? { kind: "other" } : { kind: "list", texts };
    }
    case "object":
      return membersOf(raw, span).length === 0 ? { kind: "empty" } : { kind: "other" };
    default:
      return { kind: "other" };
  }
}

/** Whether a value is a list, also one without anything in it. */
export function isList(raw: string | null): boolean {
  const span = raw === null ? null : documentSpan(raw);
  return raw !== null && span !== null && kindAt(raw, span) === "array";
}

/** The form of a field of a record; `other` as well where the member that holds custom fields is of a form that none can be put into. */
export function formOfField(record: Pick<IndicatorRecord, "raw">, field: string): FieldForm {
  return isOwnField(field) || canHoldFields(record) ? formOf(fieldRaw(record, field)) : { kind: "other" };
}

function canHoldFields({ raw }: Pick<IndicatorRecord, "raw">): boolean {
  const span = memberOf(raw, { start: 0, end: raw.length }, CUSTOM_FIELDS);
  if (span === null || kindAt(raw, span) === "object") return true;
  return formOf(raw.slice(span.start, span.end)).kind === "empty";
}

/** The texts of a list field; empty when it holds none, null when it is no list. */
export function listTexts(record: Pick<IndicatorRecord, "raw">, field: string): readonly (string | null)[] | null {
  const form = formOfField(record, field);
  return form.kind === "empty" ? [] : form.kind === "list" ? form.texts : null;
}

/** When the server got the record, as it wrote it; null when it did not say. */
export function timestampOf({ raw }: Pick<IndicatorRecord, "raw">): string | null {
  const span = memberOf(raw, { start: 0, end: raw.length }, "timestamp");
  return span === null ? null : stringAt(raw, span);
}

/** True for a time that stands for none: absent, null, empty, or any form of year 1, which is year 0 in zones west of Greenwich. */
export function isUnsetTime(raw: string | null): boolean {
  const form = formOf(raw);
  return (
    form.kind === "empty" || (form.kind === "text" && (form.text.trim() === "" || /^\s*0{3,}[01]-/.test(form.text)))
  );
}

/** Where the members stand that a field is one of; null when there is no such object. */
export function objectOf(raw: string, field: string): Span | null {
  const root = { start: 0, end: raw.length };
  return isOwnField(field) ? root : memberOf(raw, root, CUSTOM_FIELDS);
}
