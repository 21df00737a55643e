import type { ActivityUpdate } from "../memory/activity";
import type { IndicatorRecord } from "../xsoar/record";
import { updatesOf, withUndone } from "./journal";
import { RECORDS_PER_TURN } from "./plan";
import type { NotPlanned, RecordsCount } from "./records";
import type { SelectPlace } from "./select";
import { recordsById } from "./settle";
import type { RecordPlan, RecordsPlan, SkippedRecord } from "./types";
import { undoRecord } from "./undo";

/**
 * What undoing a run would change. Fields that are by now what they were before the run need not be undone any more, which is remembered.
 *
 * @param pause lets other work of the process go on
 */
export async function planUndo(
  { workspace, server, client }: Pick<SelectPlace, "workspace" | "server" | "client">,
  run: string,
  pause: () => Promise<void>,
  signal: AbortSignal,
  count: RecordsCount,
): Promise<{ readonly kind: "planned"; readonly plan: RecordsPlan } | NotPlanned> {
  const { memory, t } = workspace;
  const updates = updatesOf((await memory.load("activity")).activity, run);
  const [first] = updates;
  if (first === undefined) return { kind: "refused", why: t("There is no such update to undo any more.") };
  if (first.server !== server) {
    const values = { server: first.server, other: server };
    return {
      kind: "refused",
      why: t("The update was written to {server}; the configuration names {other}.", values),
    };
  }
  const wanted = updates.map(({ record }) => record);
  const found = await recordsById(client, wanted, signal, (done) => count(done, wanted.length));
  if (!found.ok) return { kind: "failed", failure: found.failure };
  const plans: RecordPlan[] = [];
  const skipped: SkippedRecord[] = [];
  const untouched: { readonly id: string; readonly value: string }[] = [];
  const settled = new Map<string, ReadonlySet<string>>();
  const lost = new Map<string, ReadonlySet<string>>();
  for (const [done, update] of updates.entries()) {
    if (done % RECORDS_PER_TURN === 0) await pause();
    const { record: at, names } = update;
    const record = found.records.get(at.id);
    const said = { name: at.value, record: at, recipe: "undo" } as const;
    if (record === undefined) {
      skipped.push({ ...said, why: t("The record is not there any more.") });
      lost.set(at.id, new Set(update.fields.map(({ field }) => field)));
      continue;
    }
    const undone = undoRecord(update, { record, names }, t);
    for (const why of undone.kept.values()) skipped.push({ ...said, why });
    if (undone.kept.size > 0) lost.set(at.id, new Set(undone.kept.keys()));
    const isOld = undone.settled.size > 0 && mayBeOld(update, record);
    if (undone.settled.size > 0 && !isOld) settled.set(at.id, undone.settled);
    if (undone.plan !== null) plans.push(undone.plan);
    else if (isOld)
      skipped.push({ ...said, why: t("Cortex XSOAR still gives it as it was before. Try again in a moment.") });
    else if (undone.kept.size === 0) untouched.push(at);
  }
  if (signal.aborted) return { kind: "failed", failure: { code: "aborted" } };
  if (settled.size > 0) {
    await memory.change(["activity"], ({ activity }) => ({ activity: withUndone(activity, run, settled) }));
  }
  const byId = new Map(updates.map((update) => [update.record.id, update]));
  const plan: RecordsPlan = {
    server,
    recipes: ["undo"],
    options: [],
    plans,
    untouched,
    skipped,
    questions: [],
    warnings: [],
    remarks: [],
    data: [],
    replan: (selected) => {
      const update = byId.get(selected.record.id);
      return update === undefined ? [] : (undoRecord(update, selected, t).plan?.changes ?? []);
    },
    undoes: run,
    lost,
  };
  return { kind: "planned", plan };
}

/** A search may lag behind an edit: what it gives is no newer than what was read before the update, so it says nothing of what is there. */
function mayBeOld({ version, state }: ActivityUpdate, record: IndicatorRecord): boolean {
  return state === "confirmed" && version !== null && record.version !== null && record.version <= version;
}
