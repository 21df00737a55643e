import { shortText } from "../../core/text/beginning";
import { MAX_SHOWN_FIELD_CHARACTERS } from "../../core/limits";
import { asEscapes, oneLine, shortLine } from "../../core/text/foreignText";
import type { Translate } from "../../core/text/translate";
import { shownUrl } from "../../core/urls/shownUrl";
import type { ReviewTicks, Ticked } from "../reviewTicks";
import { type Html, NOTHING, foreign, html } from "./html";
import { placeText } from "./messages";

/** Records and rows that are drawn at once; more are drawn when they are asked for. */
export const RECORDS_SHOWN = 50;
export const ROWS_SHOWN = 100;

/** How a page says things in the user's language. */
export interface Words {
  readonly t: Translate;
  /** A date and time. */
  readonly date: (iso: string) => string;
}

/** What a review is about: records, and below each of them rows that have a tick of their own. Whatever is to be decided is shown so. */
export interface ReviewContent {
  /** Of each record how many rows it has. */
  readonly rows: readonly number[];
  /** What is to be known before the records are looked at. */
  readonly before: Html;
  /** Whether the rows stand open at first. */
  readonly isOpen: boolean;
  readonly head: (record: number) => ReviewHead;
  readonly row: (record: number, row: number) => ReviewRow;
  /** What the button that writes says of what is ticked; null when that is nothing. */
  readonly writeLabel: (ticks: ReviewTicks) => string | null;
  /** Further buttons. */
  readonly others: (ticks: ReviewTicks) => readonly ReviewButton[];
}

export interface ReviewButton {
  readonly action: string;
  readonly label: string;
}

/** A record: foreign text but `badge` and `summary`. */
export interface ReviewHead {
  readonly value: string;
  /** A word of its own; empty for none. */
  readonly badge: string;
  readonly meta: string;
  /** Why it is here. */
  readonly sentences: readonly string[];
  /** What its rows are: "3 notes". */
  readonly summary: string;
}

/** What is ticked by itself. */
export interface ReviewRow {
  /** Of its box. */
  readonly label: Html;
  /** Beside that. */
  readonly badge: string;
  readonly below: Html;
}

/** A review as it is shown. */
export interface ReviewModel {
  readonly content: ReviewContent;
  readonly ticks: ReviewTicks;
  /** The origin of the server. */
  readonly origin: string;
  /** Nothing can be written: nothing is ticked either. */
  readonly dryRun: boolean;
  /** What has just happened; empty when nothing has. */
  readonly message: string;
  /** Something is under way that a further click would disturb. */
  readonly busy: boolean;
  readonly records: number;
  /** By record, how many of its rows are drawn; the others are closed. */
  readonly opened: ReadonlyMap<number, number>;
}

/** The records whose rows are open at first. */
export function openAtFirst({ rows, isOpen }: ReviewContent): Map<number, number> {
  return new Map(isOpen ? rows.map((_, record) => [record, ROWS_SHOWN]) : []);
}

/** The whole page. */
export function reviewBody(model: ReviewModel, words: Words): Html {
  const { t } = words;
  const { content, ticks, dryRun, origin, records } = model;
  const what = dryRun
    ? t("Dry run is switched on (dry_run), so nothing is sent.")
    : t("Nothing is sent to {origin} before you write it.", { origin: shortLine(shownUrl(origin), 200) });
  const isBoxed = !dryRun && content.rows.length > 0;
  return html`<h1>${t("Changes for Cortex XSOAR")}</h1>
    <p id="message" class="message">${oneLine(model.message)}</p>
    <p>${what}</p>
    ${content.before}
    <div class="bar">
      ${isBoxed ? html`<label class="all">${tickBox("", ticks.ofAll(), t("All"))} ${t("All")}</label>` : NOTHING}
      <div id="actions" role="group" aria-label="${t("Actions")}">${reviewActions(model, words)}</div>
    </div>
    <ul id="records" class="plain">
      ${recordRows(model, 0, records, words)}
    </ul>
    <div id="moreRecords">${moreRecords(model, words)}</div>`;
}

/** The buttons, whose words follow the ticks. */
export function reviewActions({ content, ticks, dryRun, busy }: ReviewModel, { t }: Words): Html {
  const label = content.writeLabel(ticks);
  const button = (action: string, words: string, primary = false, disabled = busy): Html =>
    html`<button
      type="button"
      id="do-${action}"
      data-do="${action}"
      class="${primary ? "primary" : "secondary"}"
      aria-disabled="${String(disabled)}"
      title="${primary ? t("Ctrl+Enter") : ""}"
    >
      ${words}
    </button>`;
  const others = dryRun ? [] : content.others(ticks);
  return html`${dryRun ? NOTHING : button("write", label ?? t("Write"), true, busy || label === null)}
  ${others.map((one) => button(one.action, one.label))}
  ${button("diff", t("Show as Diff"), false, busy || label === null)} ${button("close", t("Close"), false, false)}`;
}

/** Some of the records, from one on. */
export function recordRows(model: ReviewModel, from: number, to: number, words: Words): Html[] {
  const { length } = model.content.rows;
  return Array.from({ length: Math.max(0, Math.min(to, length) - from) }, (_, index) =>
    recordRow(model, from + index, words),
  );
}

/** The button behind the records that are drawn. */
export function moreRecords({ content, records }: ReviewModel, { t }: Words): Html {
  const left = content.rows.length - records;
  if (left <= 0) return NOTHING;
  return html`<button type="button" id="do-more" class="secondary" data-do="more" data-auto="true">
    ${t("Show more ({count} left)", { count: left })}
  </button>`;
}

/** Some of the rows of a record, with a button when there are more. */
export function rowsOfRecord(model: ReviewModel, record: number, from: number, to: number, { t }: Words): Html {
  const total = model.content.rows[record] ?? 0;
  const rows = Array.from({ length: Math.max(0, Math.min(to, total) - from) }, (_, index) =>
    rowOf(model, [record, from + index]),
  );
  const left = total - to;
  const more =
    left <= 0
      ? NOTHING
      : html`<li>
          <button type="button" class="secondary" data-do="moreRows" data-at="${record}" data-once="true">
            ${t("Show more ({count} left)", { count: left })}
          </button>
        </li>`;
  return html`${rows}${more}`;
}

/** Where the rows of a record stand. */
export function rowsId(record: number): string {
  return `rows-${record}`;
}

function recordRow(model: ReviewModel, record: number, words: Words): Html {
  const { content, ticks, dryRun, opened } = model;
  const { value, badge, meta, sentences, summary } = content.head(record);
  const place = placeText([record]);
  const label = foreign(value);
  const shown = opened.get(record);
  const heading = dryRun
    ? html`<h2>${label}</h2>`
    : html`${tickBox(place, ticks.of(record), "")}
        <h2><label for="tick-${place}">${label}</label></h2>`;
  const list = html`<ul id="${rowsId(record)}" class="plain notes">
    ${shown === undefined ? NOTHING : rowsOfRecord(model, record, 0, shown, words)}
  </ul>`;
  const details =
    content.rows[record] === 0
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
      ${heading}${badge === "" ? NOTHING : html`<span class="badge">${badge}</span>`}
      <span class="meta"><bdi>${meta}</bdi></span>
    </div>
    ${sentences.map((why) => html`<p class="waits">${why}</p>`)} ${details}
  </li>`;
}

function rowOf({ content, ticks, dryRun }: ReviewModel, at: readonly [record: number, row: number]): Html {
  const place = placeText(at);
  const { label, badge, below } = content.row(...at);
  return html`<li class="note">
    ${dryRun ? NOTHING : tickBox(place, ticks.isTicked(...at) ? "all" : "none", "", `below-${place}`)}
    <div class="text">
      ${dryRun ? label : html`<label for="tick-${place}">${label}</label>`}
      ${badge === "" ? NOTHING : html`<span class="badge">${badge}</span>`}
      <div id="below-${place}">${below}</div>
    </div>
  </li>`;
}

function tickBox(place: string, state: Ticked, label: string, below = ""): Html {
  const id = place === "" ? "tick-all" : `tick-${place}`;
  const name = label === "" ? NOTHING : html` aria-label="${label}"`;
  const description = below === "" ? NOTHING : html` aria-describedby="${below}"`;
  const checked = state === "none" ? NOTHING : html` checked`;
  return html`<input
    type="checkbox"
    id="${id}"
    data-tick="${place}"
    data-some="${String(state === "some")}"
    ${name}${description}${checked}
  />`;
}

export function countedRecords(count: number, t: Translate): string {
  return count === 1 ? t("1 record") : t("{count} records", { count });
}

/** What hides or reorders as JSON escapes, so that what is shown is what is written. */
export function visible(text: string): string {
  const shown = shortText(text, MAX_SHOWN_FIELD_CHARACTERS) || `${text.slice(0, MAX_SHOWN_FIELD_CHARACTERS - 1)}…`;
  return shown.replace(/[\p{Cf}\p{Cc}\p{Cs}\u2028\u2029]/gu, asEscapes);
}
