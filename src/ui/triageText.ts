import type { ProfileArticle } from "../core/model/model";
import type { Mark } from "../core/model/triage";
import { apart, oneLine, shortLine } from "../core/text/foreignText";
import type { Translate } from "../core/text/translate";

/** Of a remark beside a headline: the rest is in the tooltip. */
const REMARK_SHOWN = 40;

/** "“ask the team”": the beginning of a remark, for beside a headline; empty where there is none. */
export function remarkText({ triage }: Pick<ProfileArticle, "triage">): string {
  const remark = triage?.remark ?? "";
  return remark === "" ? "" : `“${apart(shortLine(remark, REMARK_SHOWN))}”`;
}

/** Whether a story that was put off is back since, so that what is shown of it is old. */
export function isBack({ triage }: Pick<ProfileArticle, "triage">, now: Date): boolean {
  return triage?.mark?.kind === "later" && Date.parse(triage.mark.until) <= now.getTime();
}

/** What was decided about a story, in whole sentences. @param date writes a time */
export function triageLines(
  { triage }: Pick<ProfileArticle, "triage">,
  date: (iso: string) => string,
  t: Translate,
): readonly string[] {
  const remark = triage?.remark ?? "";
  return [
    markSentence(triage?.mark ?? null, date, t),
    remark === "" ? "" : t("Remark: {remark}", { remark: apart(oneLine(remark)) }),
  ].filter((line) => line !== "");
}

function markSentence(mark: Mark | null, date: (iso: string) => string, t: Translate): string {
  switch (mark?.kind) {
    case undefined:
      return "";
    case "important":
      return t("Marked as important.");
    case "later":
      return t("Put off: it comes back on {date}, and its notes wait until then.", { date: date(mark.until) });
    case "dismissed":
      return mark.reason === ""
        ? t("Dismissed: nothing of it is noted.")
        : t("Dismissed, so that nothing of it is noted: {reason}", { reason: apart(oneLine(mark.reason)) });
  }
}
