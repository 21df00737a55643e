import type { ProfileArticle } from "../../core/model/model";
import type { Translate } from "../../core/text/translate";
import type { ArticleModel } from "./articleModel";
import { type Html, NOTHING, html } from "./html";

interface Action {
  readonly action: string;
  readonly label: string;
  /** As `aria-keyshortcuts` writes it, by which the script finds what a key does. */
  readonly key: string;
  readonly isPrimary?: boolean;
  readonly isOff?: boolean;
}

const BROWSER_KEY = "Control+Enter";

/** What can be decided about the story of an article. */
function triageActions({ triage }: ProfileArticle, t: Translate): readonly Action[] {
  const { mark = null, remark = "" } = triage ?? {};
  return [
    ...(mark?.kind === "important" ? [] : [{ action: "important", label: t("Important"), key: "I" }]),
    { action: "later", label: t("Later…"), key: "L" },
    ...(mark?.kind === "dismissed" ? [] : [{ action: "dismiss", label: t("Dismiss"), key: "D" }]),
    { action: "remark", label: remark === "" ? t("Add Remark…") : t("Change Remark…"), key: "R" },
    ...(mark === null ? [] : [{ action: "removeMark", label: t("Remove Mark"), key: "" }]),
  ];
}

/** The buttons of the reading pane, and what has a key and no button. */
export function articleActions(model: ArticleModel, t: Translate): Html {
  const { why, page, isReading, isGone, isTrusted, hasXsoar, hasLetterKeys } = model;
  const isRow = why.kind === "match" && !isGone;
  const read: readonly Action[] =
    page !== null
      ? []
      : isReading
        ? [{ action: "stop", label: t("Cancel"), key: "S", isPrimary: true }]
        : [{ action: "readPage", label: t("Read Page"), key: "S", isPrimary: true, isOff: !isTrusted }];
  const actions: readonly Action[] = [
    ...read,
    { action: "browser", label: t("Open in Browser"), key: BROWSER_KEY },
    ...(isRow && hasXsoar && why.item.note !== "noted"
      ? [{ action: "addNote", label: t("Add to XSOAR"), key: "A" }]
      : []),
    ...(isRow
      ? [
          { action: "notHere", label: t("Not This Actor Here"), key: "X" },
          { action: "mark", label: why.item.read ? t("Mark Unread") : t("Mark Read"), key: "M" },
        ]
      : []),
    ...(isRow ? triageActions(why.item, t) : []),
    { action: "copyLink", label: t("Copy Link"), key: "" },
    { action: "previous", label: t("Previous Unread"), key: "P" },
    { action: "next", label: t("Next Unread"), key: "N" },
  ];
  const keyed = (key: string): Html => {
    const isKey = key !== "" && (hasLetterKeys || key === BROWSER_KEY);
    return isKey ? html` aria-keyshortcuts="${key}" title="${key === BROWSER_KEY ? t("Ctrl+Enter") : key}"` : NOTHING;
  };
  return html`${actions.map(
    ({ action, label, key, isPrimary = false, isOff = false }) =>
      html`<button
        type="button"
        id="do-${action}"
        data-do="${action}"
        class="${isPrimary ? "primary" : "secondary"}"
        aria-disabled="${String(isOff)}"
        ${keyed(key)}
      >
        ${label}
      </button>`,
  )}${isRow ? html`<span hidden data-do="dismiss" aria-keyshortcuts="Delete"></span>` : NOTHING}${hasLetterKeys ? html`<span hidden data-do="undo" aria-keyshortcuts="U"></span>` : NOTHING}`;
}
