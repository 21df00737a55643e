import { oneLine, shortLine } from "../../core/text/foreignText";
import type { Translate } from "../../core/text/translate";
import { describeReview } from "../../core/xsoar/describePending";
import type { PlannedNote, PlannedWrite } from "../../core/xsoar/reports";
import { type TickCounts, noteCounts } from "../noteTicks";
import { siteName } from "../../core/urls/siteName";
import type { ReviewTicks } from "../reviewTicks";
import { NOTHING, foreign, html } from "./html";
import { placeText } from "./messages";
import { type ReviewContent, type ReviewHead, type ReviewRow, type Words, countedRecords, visible } from "./reviewPage";
import { articleDate } from "../../core/model/articleDate";

/** With so few notes all are open from the beginning. */
const NOTES_OPEN = 200;

/**
 * Notes to be written and records to be made, as a review shows them.
 *
 * @param discardable how many of the notes that are not ticked wait, and could be given up
 */
export function noteReview(
  writes: readonly PlannedWrite[],
  discardable: (ticks: ReviewTicks) => number,
  words: Words,
): ReviewContent {
  const { t } = words;
  const rows = writes.map(({ notes }) => notes.length);
  return {
    rows,
    before: NOTHING,
    isOpen: rows.reduce((sum, count) => sum + count, 0) <= NOTES_OPEN,
    head: (record) => headOf(writes[record], t),
    row: (record, row) => {
      const { notes = [], names = [] } = writes[record] ?? {};
      return rowOf(notes[row], placeText([record, row]), names.length > 1, words);
    },
    writeLabel: (ticks) => writeLabel(noteCounts(writes, ticks), t),
    others: (ticks) => {
      const count = discardable(ticks);
      const label = t("Discard unticked: {notes}…", { notes: countedNotes(count, t) });
      return count === 0 ? [] : [{ action: "discard", label }];
    },
  };
}

/** "Create 2 records and write 12 notes to 5 records"; null for nothing. */
export function writeLabel({ notes, records, created, bare }: TickCounts, t: Translate): string | null {
  const made = countedRecords(created, t);
  const values = { made, notes: countedNotes(notes, t), records: countedRecords(records - bare, t) };
  if (records === 0) return null;
  if (created === 0) return t("Write {notes} to {records}", values);
  if (notes === 0) return t("Create {made}", values);
  return created === records
    ? t("Create {made} with {notes}", values)
    : t("Create {made} and write {notes} to {records}", values);
}

export function countedNotes(count: number, t: Translate): string {
  return count === 1 ? t("1 note") : t("{count} notes", { count });
}

function headOf(write: PlannedWrite | undefined, t: Translate): ReviewHead {
  const { value = "", names = [], kind = "edit", notes = [] } = write ?? {};
  const foundFor =
    names.length === 1 && names[0] === value
      ? ""
      : t("Found for: {names}", { names: shortLine(names.map(oneLine).join(", "), 300) });
  return {
    value,
    badge: kind === "create" ? t("New record") : "",
    meta: foundFor,
    sentences: [...new Set(notes.flatMap(({ review }) => review ?? []))].map((why) => describeReview(why, t)),
    summary: countedNotes(notes.length, t),
  };
}

function rowOf(note: PlannedNote | undefined, place: string, several: boolean, { t, date }: Words): ReviewRow {
  if (note === undefined) return { label: NOTHING, badge: "", below: NOTHING };
  const open = t("Open the article in the browser");
  const foundFor = several ? [t("Found for: {names}", { names: note.names.map(oneLine).join(", ") })] : [];
  return {
    label: foreign(note.title === "" ? note.url : note.title),
    badge: "",
    below: html`<div class="meta">
        ${note.updated === undefined ? "" : `${t("updated")} · `}${foreign(date(articleDate(note)))} ·
        <button type="button" class="link" data-do="open" data-at="${place}" title="${open}">
          ${foreign(siteName(note.url))}
        </button>
      </div>
      ${[...foundFor, ...note.why].slice(0, 3).map((why) => html`<div class="meta">${foreign(why)}</div>`)}
      <details>
        <summary>${t("Text of the note")}</summary>
        <p class="exact" dir="auto">${visible(note.text)}</p>
      </details>`,
  };
}
