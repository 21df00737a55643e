import { asEscapes, oneLine, shortLine } from "../../core/text/foreignText";
import type { Translate } from "../../core/text/translate";
import { shownUrl } from "../../core/urls/shownUrl";
import { describeReview } from "../../core/xsoar/describePending";
import type { PlannedNote, PlannedWrite } from "../../core/xsoar/reports";
import { sourceHost } from "../rowText";
import type { ReviewTicks, TickCounts } from "../reviewTicks";
import { type Html, NOTHING, foreign, html } from "./html";
import { placeText } from "./messages";

/** Records and notes that are drawn at once; more are drawn when they are asked for. */
export const RECORDS_SHOWN = 50;
export const NOTES_SHOWN = 100;
/** With so few notes all are open from the beginning. */
const NOTES_OPEN = 200;

/** How a page says things in the user's language. */
export interface Words {
  readonly t: Translate;
  /** A date and time. */
  readonly date: (iso: string) => string;
}

/** A review as it is shown. */
export interface ReviewModel {
  readonly ticks: ReviewTicks;
  /** The origin of the server. */
  readonly origin: string;
  /** Nothing can be written: nothing is ticked either. */
  readonly dryRun: boolean;
  /** What has just happened; empty when nothing has. */
  readonly message: string;
  /** Something is under way that a further click would disturb. */
  readonly busy: boolean;
  /** How many of the notes that are not ticked wait, and could be given up. */
  readonly discardable: number;
  readonly records: number;
  /** By record, how many of its notes are drawn; the others are closed. */
  readonly opened: ReadonlyMap<number, number>;
}

/** The records whose notes are open at first. */
export function openAtFirst(writes: readonly PlannedWrite[]): Map<number, number> {
  const notes = writes.reduce((count, write) => count + write.notes.length, 0);
  return new Map(notes > NOTES_OPEN ? [] : writes.map((_, record) => [record, NOTES_SHOWN]));
}

/** The whole page. */
export function reviewBody(model: ReviewModel, words: Words): Html {
  const { t } = words;
  const { ticks, dryRun, origin, records } = model;
  const what = dryRun
    ? t("Dry run is switched on (dry_run), so nothing is sent.")
    : t("Nothing is sent to {origin} before you write it.", { origin: shortLine(shownUrl(origin), 200) });
  const all = ticks.ofAll();
  return html`<h1>${t("Changes for Cortex XSOAR")}</h1>
    <p id="message" class="message">${oneLine(model.message)}</p>
    <p>${what}</p>
    <div class="bar">
      ${dryRun ? NOTHING : html`<label class="all">${tickBox("", all, t("All"))} ${t("All")}</label>`}
      <div id="actions" role="group" aria-label="${t("Actions")}">${reviewActions(model, words)}</div>
    </div>
    <ul id="records" class="plain">
      ${recordRows(model, 0, records, words)}
    </ul>
    <div id="moreRecords">${moreRecords(model, words)}</div>`;
}

/** The buttons, whose words follow the ticks. */
export function reviewActions({ ticks, dryRun, busy, discardable }: ReviewModel, { t }: Words): Html {
  const counts = ticks.counts();
  const button = (action: string, label: string, primary = false, disabled = busy): Html =>
    html`<button
      type="button"
      id="do-${action}"
      data-do="${action}"
      class="${primary ? "primary" : "secondary"}"
      aria-disabled="${String(disabled)}"
      title="${primary ? t("Ctrl+Enter") : ""}"
    >
      ${label}
    </button>`;
  const discard = t("Discard unticked: {notes}…", { notes: countedNotes(discardable, t) });
  return html`${dryRun ? NOTHING : button("write", writeLabel(counts, t), true, busy || counts.records === 0)}
  ${discardable === 0 || dryRun ? NOTHING : button("discard", discard)}
  ${button("diff", t("Show as Diff"), false, busy || counts.records === 0)} ${button("close", t("Close"), false, false)}`;
}

/** "Create 2 records and write 12 notes to 5 records". */
export function writeLabel({ notes, records, created, bare }: TickCounts, t: Translate): string {
  const made = countedRecords(created, t);
  const values = { made, notes: countedNotes(notes, t), records: countedRecords(records - bare, t) };
  if (records === 0) return t("Write");
  if (created === 0) return t("Write {notes} to {records}", values);
  if (notes === 0) return t("Create {made}", values);
  return created === records
    ? t("Create {made} with {notes}", values)
    : t("Create {made} and write {notes} to {records}", values);
}

/** Some of the records, from one on. */
export function recordRows(model: ReviewModel, from: number, to: number, words: Words): Html[] {
  return model.ticks.writes.slice(from, to).map((write, index) => recordRow(model, write, from + index, words));
}

/** The button behind the records that are drawn. */
export function moreRecords({ ticks, records }: ReviewModel, { t }: Words): Html {
  const left = ticks.writes.length - records;
  if (left <= 0) return NOTHING;
  return html`<button type="button" id="do-more" class="secondary" data-do="more" data-auto="true">
    ${t("Show more ({count} left)", { count: left })}
  </button>`;
}

/** Some of the notes of a record, with a button when there are more. */
export function noteRows({ ticks, dryRun }: ReviewModel, record: number, from: number, to: number, words: Words): Html {
  const { notes = [], names = [] } = ticks.writes[record] ?? {};
  const rows = notes.slice(from, to).map((note, index) => {
    const at = [record, from + index] as const;
    return noteRow(note, at, dryRun ? null : ticks.isTicked(...at), names.length > 1, words);
  });
  const left = notes.length - to;
  const more =
    left <= 0
      ? NOTHING
      : html`<li>
          <button type="button" class="secondary" data-do="moreNotes" data-at="${record}" data-once="true">
            ${words.t("Show more ({count} left)", { count: left })}
          </button>
        </li>`;
  return html`${rows}${more}`;
}

/** Where the notes of a record stand. */
export function notesId(record: number): string {
  return `notes-${record}`;
}

function recordRow(model: ReviewModel, write: PlannedWrite, record: number, words: Words): Html {
  const { t } = words;
  const { value, names, kind, notes } = write;
  const place = placeText([record]);
  const label = foreign(value);
  const shown = model.opened.get(record);
  const foundFor =
    names.length === 1 && names[0] === value
      ? ""
      : t("Found for: {names}", { names: shortLine(names.map(oneLine).join(", "), 300) });
  const waits = [...new Set(notes.flatMap(({ review }) => review ?? []))].map((why) => describeReview(why, t));
  const heading = model.dryRun
    ? html`<h2>${label}</h2>`
    : html`${tickBox(place, model.ticks.of(record), "")}
        <h2><label for="tick-${place}">${label}</label></h2>`;
  const list = html`<ul id="${notesId(record)}" class="plain notes">
    ${shown === undefined ? NOTHING : noteRows(model, record, 0, shown, words)}
  </ul>`;
  const summary = countedNotes(notes.length, t);
  const details =
    notes.length === 0
      ? NOTHING
      : shown === undefined
        ? html`<details data-fill="${record}">
            <summary>${summary}</summary>
            ${list}
          </details>`
        : html`<details open>
            <summary>${summary}</summary>
            ${list}
          </details>`;
  return html`<li class="record">
    <div class="head">
      ${heading}${kind === "create" ? html`<span class="badge">${t("New record")}</span>` : NOTHING}
      <span class="meta"><bdi>${foundFor}</bdi></span>
    </div>
    ${waits.map((why) => html`<p class="waits">${why}</p>`)} ${details}
  </li>`;
}

function noteRow(
  note: PlannedNote,
  at: readonly [record: number, note: number],
  ticked: boolean | null,
  several: boolean,
  { t, date }: Words,
): Html {
  const place = placeText(at);
  const headline = foreign(note.title === "" ? note.url : note.title);
  const open = t("Open the article in the browser");
  const foundFor = several ? [t("Found for: {names}", { names: note.names.map(oneLine).join(", ") })] : [];
  return html`<li class="note">
    ${ticked === null ? NOTHING : tickBox(place, ticked ? "all" : "none", "")}
    <div class="text">
      ${ticked === null ? headline : html`<label for="tick-${place}">${headline}</label>`}
      <div class="meta">
        ${foreign(date(note.published ?? note.found))} ·
        <button type="button" class="link" data-do="open" data-at="${place}" title="${open}">
          ${foreign(sourceHost(note.url))}
        </button>
      </div>
      ${[...foundFor, ...note.why].slice(0, 3).map((why) => html`<div class="meta">${foreign(why)}</div>`)}
      <details>
        <summary>${t("Text of the note")}</summary>
        <p class="exact" dir="auto">${visible(note.text)}</p>
      </details>
    </div>
  </li>`;
}

function tickBox(place: string, state: "all" | "some" | "none", label: string): Html {
  const id = place === "" ? "tick-all" : `tick-${place}`;
  const name = label === "" ? NOTHING : html` aria-label="${label}"`;
  const checked = state === "none" ? NOTHING : html` checked`;
  return html`<input
    type="checkbox"
    id="${id}"
    data-tick="${place}"
    data-some="${String(state === "some")}"
    ${name}${checked}
  />`;
}

export function countedNotes(count: number, t: Translate): string {
  return count === 1 ? t("1 note") : t("{count} notes", { count });
}

function countedRecords(count: number, t: Translate): string {
  return count === 1 ? t("1 record") : t("{count} records", { count });
}

/** What hides or reorders as JSON escapes, so that what is shown is what is written. */
function visible(text: string): string {
  return text.slice(0, 20_000).replace(/[\p{Cf}\p{Cc}\p{Cs}\u2028\u2029]/gu, asEscapes);
}
