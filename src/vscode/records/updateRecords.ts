import type { PlanRequest } from "../../core/records/records";
import type { Selection } from "../../core/records/types";
import { profileOf, type Node } from "../../ui/nodes";
import { safe } from "../../core/text/foreignText";
import { keyOriginOf } from "../../scan";
import type { App } from "../app";
import { whereOf } from "../config/place";
import { t } from "../shell/l10n";
import { readyWithAccess } from "../xsoar/xsoarAccess";
import { chooseRecipes } from "./chooseRecipes";
import { chooseRecords } from "./chooseRecords";
import { type RecordsPlace, countOrAsk, planAndAsk, settle } from "./plan";
import { openUpdateReview } from "./review";

/** **Update Records…**: recipes, records, a plan, and its review. */
export async function updateRecords(app: App): Promise<void> {
  const at = await readyWithAccess(app, true);
  if (at === null) return;
  const title = t("Update Records");
  const chosen = await chooseRecipes(at.place.state.config.records, title);
  const selection = chosen && (await chooseRecords(at, title));
  if (chosen === undefined || selection === undefined) return;
  await planUpdate(app, at, { ...chosen, selection });
}

/** **Update Record…** of a row. */
export async function updateRecord(app: App, node?: Node): Promise<void> {
  const name = profileOf(node)?.row.name;
  const at = name === undefined ? null : await readyWithAccess(app, whereOf(app, node));
  if (name === undefined || at === null) return;
  const chosen = await chooseRecipes(at.place.state.config.records, t("Update Record: {name}", { name: safe(name) }));
  if (chosen === undefined) return;
  const selection: Selection = { kind: "names", names: [name], type: null };
  await planUpdate(app, at, { ...chosen, selection });
}

/** Makes the plan of an update and opens its review. */
export async function planUpdate(app: App, at: RecordsPlace, request: PlanRequest): Promise<void> {
  const retry = (): unknown => planUpdate(app, at, request);
  const { records } = at.place.session;
  if ((await countOrAsk(app, at, request.selection, retry)) === null) return;
  if (!(await settle(at, retry))) return;
  const { onionSource } = at.place.state.config.records;
  const leakKey = request.recipes.includes("leak-sites")
    ? await app.leakSitesKeys.keyFor(keyOriginOf(onionSource))
    : null;
  const planning: Parameters<typeof planAndAsk>[2] = (signal, count) =>
    records.plan(at.access, { ...request, leakKey }, signal, count);
  const plan = await planAndAsk(app, at, planning, retry);
  if (plan !== null) await openUpdateReview(app, { at, plan, planning, undone: "" });
}
