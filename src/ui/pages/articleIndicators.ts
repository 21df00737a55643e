import { type Indicator, defang } from "../../core/model/indicators";
import { oneLine } from "../../core/text/foreignText";
import type { Translate } from "../../core/text/translate";
import { type Html, NOTHING, html } from "./html";

/** What an article says of an attack, each with buttons that copy it: as it may be shown, or as a machine takes it. */
export function indicatorList(indicators: readonly Indicator[], t: Translate): Html {
  if (indicators.length === 0) return NOTHING;
  const hasBoth = indicators.some((indicator) => isDefanged(indicator));
  return html`<h2 id="indicators-title">${t("Indicators")}</h2>
    <p class="copies">
      ${copy("copyAll", "", t("Copy All"), t("Copy All"))}
      ${hasBoth ? copy("copyAllRefanged", "", t("Copy All Refanged"), t("Copy All Refanged")) : NOTHING}
    </p>
    <ul class="plain indicators">
      ${indicators.map((indicator, at) => row(indicator, String(at), t))}
    </ul>`;
}

function row(indicator: Indicator, at: string, t: Translate): Html {
  const value = oneLine(defang(indicator));
  return html`<li>
    <code dir="ltr">${value}</code>
    <span class="copies">
      ${copy("copyOne", at, t("Copy"), t("Copy {value}", { value }))}
      ${
        isDefanged(indicator)
          ? copy("copyRefanged", at, t("Copy Refanged"), t("Copy {value} refanged", { value }))
          : NOTHING
      }
    </span>
  </li>`;
}

/** Whether it is shown in another way than a machine takes it. */
function isDefanged(indicator: Indicator): boolean {
  return defang(indicator) !== indicator.value;
}

function copy(action: string, at: string, label: string, name: string): Html {
  return html`<button
    type="button"
    class="link"
    id="${action}-${at}"
    data-do="${action}"
    data-at="${at}"
    aria-label="${name}"
  >
    ${label}
  </button>`;
}
