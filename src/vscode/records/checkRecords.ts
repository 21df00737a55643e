import type { CheckReport } from "../../core/records/check";
import type { Selection } from "../../core/records/types";
import { reportText } from "../../scan";
import { inTurns } from "./inTurns";
import type { App } from "../app";
import { t } from "../shell/l10n";
import { type Button, notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { showChanges } from "../xsoar/review";
import { readyWithAccess } from "../xsoar/xsoarAccess";
import { type RecordsPlace, countOrAsk, sayNotPlanned } from "./plan";
import { planUpdate } from "./updateRecords";

/** **Check Records**: which records the tracked names lead to, as a text; and what can be done about it. */
export async function checkRecords(app: App): Promise<void> {
  const at = await readyWithAccess(app, true);
  if (at === null) return;
  const retry = (): unknown => checkRecords(app);
  const selection: Selection = { kind: "names", names: null, type: null };
  if ((await countOrAsk(app, at, selection, retry)) === null) return;
  const { records } = at.place.session;
  const found = await withProgress(t("Checking records in Cortex XSOAR"), (signal, count) =>
    records.check(at.access, selection, signal, count),
  );
  if (found.kind !== "checked") {
    sayNotPlanned(app, at, found, retry);
    return;
  }
  const { report } = found;
  const text = await inTurns(reportText({ kind: "check", report, at: new Date().toISOString() }, "markdown", t));
  await app.texts.show(t("Check of Records"), text, { key: at.place.folder.uri.toString(), ending: "md" });
  sayFound(app, at, report);
}

function sayFound(app: App, at: RecordsPlace, { names }: CheckReport): void {
  // An alias that leads nowhere is for people to look at: it needs no record of its own.
  const own = names.filter(({ aliasOf }) => aliasOf === undefined);
  const named = (kind: CheckReport["names"][number]["found"]): readonly string[] =>
    own.filter(({ found }) => found === kind).map(({ name }) => name);
  const [missing, byValue, several, failed] = [named("none"), named("valueOnly"), named("several"), named("failed")];
  const sentence = t(
    "Checked {count|name|names}: {missing} without a record, {byValue} found by their value only, {several} with several records, {failed} not looked up.",
    {
      count: own.length,
      missing: missing.length,
      byValue: byValue.length,
      several: several.length,
      failed: failed.length,
    },
  );
  const create: Button = {
    label: t("Create the Missing…"),
    run: () => showChanges(app, at.place, { names: missing }),
  };
  const add: Button = {
    label: t("Add Names to Aliases…"),
    run: () => {
      const selection: Selection = { kind: "names", names: byValue, type: null };
      return planUpdate(app, at, { recipes: ["name-into-aliases"], options: new Map(), selection });
    },
  };
  notify(failed.length > 0 ? "warning" : "info", sentence, [
    ...(missing.length > 0 ? [create] : []),
    ...(byValue.length > 0 ? [add] : []),
  ]);
}
