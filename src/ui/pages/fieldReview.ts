import { MAX_SHOWN_SENTENCES } from "../../core/limits";
import { recipeName } from "../../core/records/recipeNames";
import type { PlannedChange, RecordPlan, RecordsPlan, SkippedRecord } from "../../core/records/types";
import { oneLine, shortLine } from "../../core/text/foreignText";
import type { Translate } from "../../core/text/translate";
import { namesLeakSites, withDefangedHosts } from "../../core/records/shownValues";
import { type ChangeLine, changeLines, lineWord } from "../fieldText";
import { chosenPlans } from "../fieldTicks";

import type { ReviewTicks } from "../reviewTicks";
import { type Html, NOTHING, foreign, html } from "./html";
import { type ReviewContent, type ReviewHead, type ReviewRow, countedRecords } from "./reviewPage";

/** So many sentences of one kind stand open; more are folded. */
const SENTENCES_OPEN = 3;

/**
 * Changes of fields, as a review shows them.
 *
 * @param leakField the field that hosts of leak sites stand in, which are shown so that nobody opens one by mistake
 * @param undone when the run was that is taken back, in the user's words; empty for none
 */
export function fieldReview(plan: RecordsPlan, leakField: string, undone: string, t: Translate): ReviewContent {
  const { plans } = plan;
  return {
    rows: plans.map(({ changes }) => changes.length),
    before: beforeOf(plan, undone, t),
    isOpen: true,
    head: (record) => headOf(plans[record], t),
    row: (record, row) => rowOf(plans[record]?.changes[row], leakField, t),
    writeLabel: (ticks) => fieldWriteLabel(plan, ticks, t),
    others: () => [],
  };
}

/** "Write 12 changes to 5 records"; null for nothing. */
export function fieldWriteLabel(plan: RecordsPlan, ticks: ReviewTicks, t: Translate): string | null {
  const chosen = chosenPlans(plan.plans, ticks);
  const count = chosen.reduce((sum, { changes }) => sum + changes.length, 0);
  if (count === 0) return null;
  const values = { changes: countedChanges(count, t), records: countedRecords(chosen.length, t) };
  return plan.undoes === undefined
    ? t("Write {changes} to {records}", values)
    : t("Undo {changes} of {records}", values);
}

function countedChanges(count: number, t: Translate): string {
  return count === 1 ? t("1 change") : t("{count} changes", { count });
}

function headOf(plan: RecordPlan | undefined, t: Translate): ReviewHead {
  if (plan === undefined) return { value: "", badge: "", meta: "", sentences: [], summary: "" };
  const { record, names, changes } = plan;
  const foundFor =
    names.length === 0 || (names.length === 1 && names[0] === record.value)
      ? ""
      : t("Found for: {names}", { names: names.map(oneLine).join(", ") });
  const guesses = changes.filter(({ isGuess }) => isGuess === true).length;
  return {
    value: record.value,
    badge: "",
    meta: shortLine([record.type, record.id, foundFor].filter((part) => part !== "").join(" · "), 400),
    sentences: [],
    summary: [countedChanges(changes.length, t), guesses === 0 ? "" : countedGuesses(guesses, t)]
      .filter((part) => part !== "")
      .join(", "),
  };
}

function countedGuesses(count: number, t: Translate): string {
  return count === 1 ? t("1 proposal") : t("{count} proposals", { count });
}

function rowOf(change: PlannedChange | undefined, leakField: string, t: Translate): ReviewRow {
  if (change === undefined) return { label: NOTHING, badge: "", below: NOTHING };
  const { field, recipe, before, after, edit, why, isGuess } = change;
  const hasHosts =
    recipe === "leak-sites" ||
    field === leakField ||
    [before, after].some((raw) => raw !== null && namesLeakSites(raw));
  const lines = changeLines(before, after, edit).map((line) => lineOf(line, hasHosts, t));
  return {
    label: html`${foreign(field)} · ${recipeName(recipe, t)}`,
    badge: isGuess === true ? t("Proposal") : "",
    below: html`<ul class="plain edits">
        ${lines}
      </ul>
      <div class="meta">${foreign(namesLeakSites(why) ? withDefangedHosts(why) : why)}</div>`,
  };
}

function lineOf(line: ChangeLine, hasHosts: boolean, t: Translate): Html {
  if (line.kind === "more")
    return html`<li class="meta">${t("{count} more: Show as Diff has all of it.", { count: Number(line.text) })}</li>`;
  if (line.kind === "cut")
    return html`<li class="meta">${t("What ends with … is longer: Show as Diff has all of it.")}</li>`;
  const exact = (text: string): Html =>
    text === ""
      ? html`<span class="meta">${t("nothing")}</span>`
      : html`<code class="exact" dir="auto">${hasHosts ? withDefangedHosts(text) : text}</code>`;
  const pair = (word: string, text: string): Html =>
    html`<span class="pair"><span class="what">${word}</span> ${exact(text)}</span>`;
  return html`<li>
    ${pair(lineWord(line.kind, t), line.text)} ${line.by === undefined ? NOTHING : pair(t("by"), line.by)}
  </li>`;
}

function beforeOf(plan: RecordsPlan, undone: string, t: Translate): Html {
  const { plans, skipped, untouched, warnings, remarks, data, undoes } = plan;
  const guesses = plans.some(({ changes }) => changes.some(({ isGuess }) => isGuess === true));
  const sentences = [
    undone === "" ? "" : t("This takes back the update of {date}.", { date: undone }),
    ...(plans.length === 0 ? [t("There is nothing to write.")] : []),
    guesses && undoes === undefined
      ? t(
          "What is marked as a proposal loses something that is there, or is a guess: it is written only if you tick it.",
        )
      : "",
    untouched.length === 0
      ? ""
      : t("Nothing is to be done for {records}.", { records: countedRecords(untouched.length, t) }),
  ].filter((sentence) => sentence !== "");
  const left =
    skipped.length === 1
      ? t("1 name or record is left out")
      : t("{count} names or records are left out", { count: skipped.length });
  return html`${sentences.map((sentence) => html`<p>${sentence}</p>`)}
  ${warnings.map((warning) => html`<p class="warning">${t("Warning: {text}", { text: shortLine(warning, 500) })}</p>`)}
  ${folded(
    left,
    skipped.map((one) => skippedText(one, t)),
    t,
  )}
  ${folded(
    t("Remarks: {count}", { count: remarks.length }),
    remarks.map((remark) => (namesLeakSites(remark) ? withDefangedHosts(remark) : remark)),
    t,
  )}
  ${data.map((sentence) => html`<p class="meta">${foreign(sentence)}</p>`)}`;
}

/** "Emberfox (First Seen): why" */
function skippedText({ name, recipe, why }: SkippedRecord, t: Translate): string {
  const of = shortLine(name, 100);
  return recipe === null ? `${of}: ${why}` : `${of} (${recipeName(recipe, t)}): ${why}`;
}

/** Sentences under one heading, folded when they are many. */
function folded(summary: string, sentences: readonly string[], t: Translate): Html {
  if (sentences.length === 0) return NOTHING;
  const left = sentences.length - MAX_SHOWN_SENTENCES;
  const list = html`<ul class="plain sentences">
    ${sentences.slice(0, MAX_SHOWN_SENTENCES).map((sentence) => html`<li>${foreign(sentence)}</li>`)}
    ${left > 0 ? html`<li>${t("{count} more are in the report.", { count: left })}</li>` : NOTHING}
  </ul>`;
  return sentences.length > SENTENCES_OPEN
    ? html`<details class="folded">
        <summary>${summary}</summary>
        ${list}
      </details>`
    : html`<details class="folded" open>
        <summary>${summary}</summary>
        ${list}
      </details>`;
}
