import type { Translate } from "../core/text/translate";
import type { PlannedWrite } from "../core/xsoar/reports";
import { asEscapes, oneLine } from "../core/text/foreignText";

/** A record before and after a write, as texts to compare. Foreign text is data in its own lines. */
interface ReviewTexts {
  readonly before: string;
  readonly after: string;
}

/** Of the notes a record holds already, so many are shown: the last ones, which the new ones follow. */
const SHOWN_NOTES = 20;

/** The two sides of the diff of one write. */
export function reviewTexts(write: PlannedWrite, t: Translate): ReviewTexts {
  return write.kind === "create" ? { before: "", after: createdText(write) } : editTexts(write, t);
}

/** The record as it will be. JSON escapes what could not be seen. */
function createdText({ request }: PlannedWrite): string {
  const { indicator } = JSON.parse(request.body) as { readonly indicator?: unknown };
  return `${visible(JSON.stringify(indicator, null, 2))}\n`;
}

function editTexts(write: PlannedWrite, t: Translate): ReviewTexts {
  const { id, value, names, notes, lastSeen } = write;
  const held = heldNotes(write);
  const hidden = held.length - SHOWN_NOTES;
  const head = [
    t("Record: {value}", { value: oneLine(value) }),
    t("ID: {id}", { id: oneLine(id ?? "") }),
    t("Found for: {names}", { names: names.map(oneLine).join(", ") }),
  ];
  const seen = (time: string | null) => t("Last seen: {time}", { time: time === null ? t("never") : oneLine(time) });
  const kept = [
    ...(held.length === 0 ? [t("(none so far)")] : []),
    ...(hidden > 0
      ? [t("({count|earlier note stays as it is|earlier notes stay as they are})", { count: hidden })]
      : []),
    ...held.slice(-SHOWN_NOTES).map(noteLine),
  ];
  const text = (time: string | null, rows: readonly string[]) =>
    `${[...head, seen(time), "", t("Community notes:"), ...rows].join("\n")}\n`;
  return {
    before: text(lastSeen.before, kept),
    after: text(lastSeen.after, [...(held.length === 0 ? [] : kept), ...notes.map(({ text: note }) => noteLine(note))]),
  };
}

/** The address goes to a line of its own: side by side there is little room. */
function noteLine(note: string): string {
  return `- ${oneLine(note).replace(/ (?=https?:\/\/\S+$)/i, "\n  ")}`;
}

/** The notes of the record as it is: those of the request without the ones it adds, whichever end they are at. */
function heldNotes({ request, notes }: PlannedWrite): readonly string[] {
  const body = JSON.parse(request.body) as { readonly CustomFields?: { readonly communitynotes?: unknown } | null };
  const rows = body.CustomFields?.communitynotes;
  if (!Array.isArray(rows)) return [];
  const texts = rows.map((row: unknown) => {
    const text = typeof row === "object" && row !== null ? (row as { readonly notes?: unknown }).notes : row;
    return typeof text === "string" ? text : JSON.stringify(row);
  });
  for (const { text } of notes) {
    const at = texts.lastIndexOf(text);
    if (at !== -1) texts.splice(at, 1);
  }
  return texts;
}

/** Invisible and bidirectional characters as JSON escapes, so that what is shown is what is sent. */
function visible(json: string): string {
  return json.replace(/[\p{Cf}\u2028\u2029\u0080-\u009f]/gu, asEscapes);
}

/** The same writes, in whatever order and at whatever time they would be sent. */
export function sameWrites(a: readonly PlannedWrite[], b: readonly PlannedWrite[]): boolean {
  const key = (writes: readonly PlannedWrite[]) =>
    writes
      .map(({ names, kind, id, value, notes }) =>
        JSON.stringify([names.toSorted(), kind, id, value, notes.map(({ text }) => text).toSorted()]),
      )
      .sort()
      .join("\n");
  return key(a) === key(b);
}
