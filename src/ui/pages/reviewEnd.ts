import { oneLine } from "../../core/text/foreignText";
import type { Translate } from "../../core/text/translate";
import { type Html, NOTHING, foreign, html } from "./html";

/** So many lines are drawn; what came of the rest stands in the log. */
const LINES_SHOWN = 500;

/**
 * What a page shows when its review is over.
 *
 * @param again there may be something to review
 */
export function reviewEnd(sentence: string, lines: readonly string[], again: boolean, t: Translate): Html {
  const left = lines.length - LINES_SHOWN;
  const rows = lines.slice(0, LINES_SHOWN).map((line) => html`<li>${foreign(line)}</li>`);
  const button = (action: string, label: string): Html =>
    html`<button type="button" id="do-${action}" data-do="${action}" class="secondary">${label}</button>`;
  return html`<h1>${t("Changes for Cortex XSOAR")}</h1>
    <p id="message" class="message">${oneLine(sentence)}</p>
    <ul class="plain outcomes">
      ${rows}
    </ul>
    ${left > 0 ? html`<p>${t("{count} more are in the log.", { count: left })}</p>` : NOTHING}
    <div id="actions" role="group" aria-label="${t("Actions")}">
      ${again ? button("again", t("Review What Waits")) : NOTHING} ${button("close", t("Close"))}
    </div>`;
}
