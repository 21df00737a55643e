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
  spliced,
  stringAt,
} from "./json";
import { listedNames } from "./listedNames";

/** An indicator as the server sent it. `raw` is its JSON, byte for byte; everything else is read from it. */
export interface IndicatorRecord {
  readonly raw: string;
  /** Opaque; digits on XSOAR 6. */
  readonly id: string;
  /** Null when the server sent none. */
  readonly version: number | null;
  readonly value: string;
  /** `indicator_type`. */
  readonly type: string;
}

/** What an edit changes: everything else of the record stays as it is. */
interface RecordEdit {
  /** Rows to append to the community notes, each the JSON text of an object. */
  readonly noteRows: readonly string[];
  /** RFC 3339 with zone; null to leave it as it is. */
  readonly lastSeen: string | null;
}

const NOTES = "communitynotes";
const FIELDS = "CustomFields";

/** The record in a JSON text, or null when the text is no JSON object with an id. */
export function readRecord(text: string): IndicatorRecord | null {
  const span = documentSpan(text);
  return span === null ? null : recordAt(text, span);
}

/** The record at a place in a well-formed text, or null when there is no object with an id. */
export function recordAt(text: string, span: Span): IndicatorRecord | null {
  if (kindAt(text, span) !== "object") return null;
  const raw = text.slice(span.start, span.end);
  let id = "";
  let version: number | null = null;
  let value = "";
  let type = "";
  for (const member of membersOf(raw, { start: 0, end: raw.length })) {
    const kind = kindAt(raw, member.value);
    if (member.key === "id") id = idAt(raw, member.value);
    else if (member.key === "version") version = kind === "number" ? Number(sliceOf(raw, member.value)) : null;
    else if (member.key === "value") value = stringAt(raw, member.value) ?? "";
    else if (member.key === "indicator_type") type = stringAt(raw, member.value) ?? "";
  }
  return id === "" ? null : { raw, id, version, value, type };
}

/** What a field holds: a list of texts, or one text, which may enumerate several. */
interface FieldTexts {
  readonly texts: readonly string[];
  /** The names in them; see `listedNames`. */
  readonly parts: readonly string[];
}

/**
 * The texts of a field, wherever the server keeps it: a custom field first, then one of the record's own. Absent, null
 * or of another kind: none. The name is compared exactly, else without regard to case.
 */
export function fieldTexts(record: IndicatorRecord, field: string): FieldTexts {
  const root = wholeOf(record.raw);
  const custom = memberOf(record.raw, root, FIELDS);
  for (const object of custom === null ? [root] : [custom, root]) {
    const span = fieldSpan(record.raw, object, field);
    if (span === null) continue;
    const text = stringAt(record.raw, span);
    if (text !== null) return { texts: [text], parts: listedNames(text, true) };
    const strings = elementsOf(record.raw, span).map((element) => stringAt(record.raw, element));
    const texts = strings.filter((string) => string !== null);
    return { texts, parts: texts.flatMap((one) => listedNames(one, false)) };
  }
  return { texts: [], parts: [] };
}

/** Every text in the rows of the community notes, whatever its column; null when the notes are of a form no row can be added to. */
export function noteTexts(record: IndicatorRecord): string[] | null {
  const place = notesPlace(record.raw);
  if (place === null) return null;
  if (place.kind !== "rows") return [];
  const texts: string[] = [];
  for (const row of elementsOf(record.raw, place.span)) {
    const cells = kindAt(record.raw, row) === "object" ? membersOf(record.raw, row).map((cell) => cell.value) : [row];
    for (const cell of cells) {
      const text = stringAt(record.raw, cell);
      if (text !== null) texts.push(text);
    }
  }
  return texts;
}

/**
 * The record's JSON with the edit made and every other byte as the server sent it: unknown fields, numbers, odd
 * timestamps, empty rows. This whole text is the body of `/indicator/edit`, which replaces the stored object.
 * Null when the notes are of a form no row can be added to.
 */
export function editedRecord(record: IndicatorRecord, edit: RecordEdit): string | null {
  const { raw } = record;
  const root = wholeOf(raw);
  const splices: Splice[] = [];
  const place = notesPlace(raw);
  if (place === null) return null;
  const rows = `[${edit.noteRows.join(",")}]`;
  switch (place.kind) {
    case "noFields":
      splices.push(insertMember(raw, root, FIELDS, `{${JSON.stringify(NOTES)}:${rows}}`));
      break;
    case "emptyFields":
      splices.push({ span: place.span, text: `{${JSON.stringify(NOTES)}:${rows}}` });
      break;
    case "noNotes":
      splices.push(insertMember(raw, place.span, NOTES, rows));
      break;
    case "emptyNotes":
      splices.push({ span: place.span, text: rows });
      break;
    case "rows":
      splices.push(appendElements(raw, place.span, edit.noteRows));
  }
  if (edit.lastSeen === null) return spliced(raw, splices);
  const lastSeen = memberOf(raw, root, "lastSeen");
  const date = JSON.stringify(edit.lastSeen);
  if (lastSeen !== null) {
    splices.push({ span: lastSeen, text: date });
    return spliced(raw, splices);
  }
  // Two insertions at one place would depend on their order, so the second is made on the outcome of the first.
  const noted = spliced(raw, splices);
  return spliced(noted, [insertMember(noted, wholeOf(noted), "lastSeen", date)]);
}

/** The record's own `lastSeen` as the server wrote it; null when there is none. */
export function lastSeenOf({ raw }: IndicatorRecord): string | null {
  const span = memberOf(raw, wholeOf(raw), "lastSeen");
  return span === null ? null : stringAt(raw, span);
}

/** When the record was changed last, as the server wrote it; null when it did not say, or never. */
export function modifiedOf({ raw }: IndicatorRecord): string | null {
  const span = memberOf(raw, wholeOf(raw), "modified");
  const time = span === null ? null : stringAt(raw, span);
  return time === null || time === "" || time.startsWith("0001-") ? null : time;
}

/** How many rows of the community notes hold something. */
export function noteCount({ raw }: IndicatorRecord): number {
  const place = notesPlace(raw);
  if (place?.kind !== "rows") return 0;
  return elementsOf(raw, place.span).filter((row) => !holdsNothing(raw, row)).length;
}

/** Where the search stands after this record, to go on from; null when the server did not say. */
export function sortValues({ raw }: IndicatorRecord): string[] | null {
  const span = memberOf(raw, wholeOf(raw), "sortValues");
  if (span === null || kindAt(raw, span) !== "array") return null;
  const values = elementsOf(raw, span).map((element) => stringAt(raw, element) ?? sliceOf(raw, element));
  return values.length === 0 ? null : values;
}

/** Where the notes of a record are, or would be. */
type NotesPlace =
  | { readonly kind: "noFields" }
  | { readonly kind: "emptyFields" | "noNotes" | "emptyNotes" | "rows"; readonly span: Span };

function notesPlace(raw: string): NotesPlace | null {
  const fields = memberOf(raw, wholeOf(raw), FIELDS);
  if (fields === null) return { kind: "noFields" };
  if (holdsNothing(raw, fields) && kindAt(raw, fields) !== "object") return { kind: "emptyFields", span: fields };
  if (kindAt(raw, fields) !== "object") return null;
  const notes = memberOf(raw, fields, NOTES);
  if (notes === null) return { kind: "noNotes", span: fields };
  if (kindAt(raw, notes) === "array") return { kind: "rows", span: notes };
  return holdsNothing(raw, notes) ? { kind: "emptyNotes", span: notes } : null;
}

/** Null, "", [] and {}: what a server may write for a field that was never filled. */
function holdsNothing(raw: string, span: Span): boolean {
  switch (kindAt(raw, span)) {
    case "null":
      return true;
    case "string":
      return stringAt(raw, span) === "";
    case "array":
      return elementsOf(raw, span).length === 0;
    case "object":
      return membersOf(raw, span).length === 0;
    default:
      return false;
  }
}

function fieldSpan(raw: string, object: Span, field: string): Span | null {
  const members = membersOf(raw, object);
  const wanted = field.toLowerCase();
  const member =
    members.findLast(({ key }) => key === field) ?? members.findLast(({ key }) => key.toLowerCase() === wanted);
  if (member !== undefined) return kindAt(raw, member.value) === "null" ? null : member.value;
  // A dotted name may also be a path.
  const dot = field.indexOf(".");
  if (dot < 0) return null;
  const head = memberOf(raw, object, field.slice(0, dot));
  return head === null ? null : fieldSpan(raw, head, field.slice(dot + 1));
}

function idAt(raw: string, span: Span): string {
  return stringAt(raw, span) ?? (kindAt(raw, span) === "number" ? sliceOf(raw, span) : "");
}

function sliceOf(raw: string, span: Span): string {
  return raw.slice(span.start, span.end);
}

function wholeOf(raw: string): Span {
  return { start: 0, end: raw.length };
}
