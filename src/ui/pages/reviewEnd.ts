import { MAX_SHOWN_RESULTS } from "../../core/limits";
import { oneLine } from "../../core/text/foreignText";
import type { Translate } from "../../core/text/translate";
import { type Html, NOTHING, foreign, html } from "./html";
import type { ReviewButton } from "./reviewPage";

/**
 * What a page shows when its review is over.
 *
 * @param more what can be done then, before *Close*
 */
export function reviewEnd(
  sentence: string,
  lines: readonly string[],
  more: readonly ReviewButton[],
  t: Translate,
): Html {
  const left = lines.length - MAX_SHOWN_RESULTS;
  const rows = lines.slice(0, MAX_SHOWN_RESULTS).map((line) => html`<li>${foreign(line)}</li>`);
  const buttons = [...more, { action: "close", label: t("Close") }].map(
    ({ action, label }) =>
      html`<button type="button" id="do-${action}" data-do="${action}" class="secondary">${label}</button>`,
  );
  return html`<h1>${t("Changes for Cortex XSOAR")}</h1>
    <p id="message" class="message">${oneLine(sentence)}</p>
    <div class="bar">
      <div id="actions" role="group" aria-label="${t("Actions")}">${buttons}</div>
    </div>
    <ul class="plain outcomes">
      ${rows}
    </ul>
    ${left > 0 ? html`<p>${t("{count} more are in the log.", { count: left })}</p>` : NOTHING}`;
}

/** The way to what still waits. */
export function againButton(t: Translate): ReviewButton {
  return { action: "again", label: t("Review What Waits") };
}
