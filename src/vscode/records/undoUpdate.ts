import type { UndoableRun } from "../../core/records/types";
import { oneLine, pickText } from "../../core/text/foreignText";
import { recipeLabels } from "../../ui/recipeText";
import { countedRecords } from "../../ui/pages/reviewPage";
import type { App } from "../app";
import { localTime, t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { readyWithAccess } from "../xsoar/xsoarAccess";
import { planAndAsk, settle } from "./plan";
import { openUpdateReview } from "./review";
import { showPick } from "../shell/prompts";

/** So many of a run's records are named. */
const NAMES_SHOWN = 8;

/** **Undo Last Update…**: the runs that can be taken back, and a review of what that would change. */
export async function undoUpdate(app: App): Promise<void> {
  const at = await readyWithAccess(app, true);
  if (at === null) return;
  const retry = (): unknown => undoUpdate(app);
  if (!(await settle(at, retry))) return;
  const { records } = at.place.session;
  const runs = await records.undoable();
  if (runs.length === 0) {
    notify("info", t("No update of the last 30 days can be undone."));
    return;
  }
  const run = await pickRun(runs);
  if (run === undefined) return;
  const planning: Parameters<typeof planAndAsk>[2] = (signal, count) =>
    records.planUndo(at.access, run.id, signal, count);
  const plan = await planAndAsk(app, at, planning, retry);
  if (plan !== null) await openUpdateReview(app, { at, plan, planning, undone: localTime(run.at) });
}

async function pickRun(runs: readonly UndoableRun[]): Promise<UndoableRun | undefined> {
  const items = runs.map((run) => {
    const names = run.records.slice(0, NAMES_SHOWN).map(({ value }) => oneLine(value));
    const more = run.records.length - NAMES_SHOWN;
    const parts = [countedRecords(run.records.length, t), names.join(", ") + (more > 0 ? ", …" : "")];
    return {
      label: localTime(run.at),
      description: pickText(recipeLabels(run.recipes, t).join(", ")),
      detail: pickText(parts.join(" · ")),
      run,
    };
  });
  const title = t("Undo Last Update");
  const placeHolder = t("Which update? Nothing is changed before you have seen it.");
  return (await showPick(items, { title, placeHolder, ignoreFocusOut: true, matchOnDetail: true }))?.run;
}
