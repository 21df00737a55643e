import type { RecordsConfig } from "../config/types";
import { type IndicatorRecord, fieldTexts, modifiedOf } from "../xsoar/record";
import { formOfField, isUnsetTime, timestampOf } from "../xsoar/recordFields";
import { notesOf, timeOf } from "../xsoar/recordTimes";

/** What a record says, as it is read out: foreign text as the server has it, for whoever shows it to clean. */
export interface Profile {
  readonly id: string;
  readonly value: string;
  readonly type: string;
  readonly aliases: readonly string[];
  /** "" for none. */
  readonly description: string;
  readonly techniques: readonly string[];
  /** As the server wrote them; null for none. */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly timestamp: string | null;
  readonly modified: string | null;
  /** Newest first. */
  readonly notes: readonly { readonly text: string; readonly time: string | null }[];
}

/** Reads a record out, whatever form its fields have. */
export function profileOf(record: IndicatorRecord, { techniqueField }: Pick<RecordsConfig, "techniqueField">): Profile {
  const description = formOfField(record, "description");
  return {
    id: record.id,
    value: record.value,
    type: record.type,
    aliases: namesIn(record, "aliases"),
    description: description.kind === "text" ? description.text : "",
    techniques: namesIn(record, techniqueField),
    firstSeen: timeIn(ownText(record, "firstSeen")),
    lastSeen: timeIn(ownText(record, "lastSeen")),
    timestamp: timeIn(timestampOf(record)),
    modified: modifiedOf(record),
    notes: newestFirst(notesOf(record)),
  };
}

/** The elements of a list as they are; one text may enumerate several. */
function namesIn(record: IndicatorRecord, field: string): readonly string[] {
  const form = formOfField(record, field);
  const { texts, parts } = fieldTexts(record, field);
  return (form.kind === "list" ? texts : parts).filter((text) => text.trim() !== "");
}

/** Rows come to the end of the table, so of notes without a time, or with the same, the last is the newest. */
function newestFirst(notes: Profile["notes"]): Profile["notes"] {
  return notes
    .map((note) => ({ note, time: (note.time === null ? null : timeOf(note.time)) ?? -Infinity }))
    .toReversed()
    .toSorted((a, b) => (a.time === b.time ? 0 : b.time - a.time))
    .map(({ note }) => note);
}

function ownText(record: IndicatorRecord, field: string): string | null {
  const form = formOfField(record, field);
  return form.kind === "text" ? form.text : null;
}

function timeIn(text: string | null): string | null {
  return text === null || isUnsetTime(JSON.stringify(text)) ? null : text;
}
