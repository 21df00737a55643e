import type { StateDocument } from "../memory/documents";
import { isRecord } from "../text/isRecord";
import { textsIn } from "../text/textsIn";
import type { Translate } from "../text/translate";
import { FIELD_ACTIONS, type FieldAction, planFieldAction } from "./recipes/fieldActions";
import type { Planner, RecordsReport } from "./types";

/** A change of a record that the script of a job has proposed, and nobody has looked at yet. */
export interface Proposal extends FieldAction {
  readonly record: { readonly id: string; readonly value: string };
  /** As the script has said it; may be empty. */
  readonly why: string;
}

/** Where what a job proposes waits to be reviewed: what its last run has said. @param digest of the name of the job */
export function proposalsDocument(digest: string): StateDocument<readonly Proposal[]> {
  return {
    name: `own-records-${digest.slice(0, 32)}`,
    empty: [],
    decode: (data) => (Array.isArray(data) ? (data as unknown[]).flatMap((one) => proposalOf(one) ?? []) : null),
  };
}

function proposalOf(value: unknown): Proposal | null {
  if (!isRecord(value) || !isRecord(value["record"])) return null;
  const { field, text, why } = value;
  const { id, value: name } = value["record"];
  const action = FIELD_ACTIONS.find((one) => one === value["action"]);
  if (action === undefined || typeof id !== "string" || typeof name !== "string") return null;
  if (typeof field !== "string" || typeof why !== "string" || (text !== null && typeof text !== "string")) return null;
  return { record: { id, value: name }, action, field, text, values: textsIn(value["values"]), why };
}

/** What is proposed, as changes of the records as they are now. */
export function proposalPlanner(proposals: readonly Proposal[]): Planner {
  const byRecord = new Map<string, Proposal[]>();
  for (const one of proposals) byRecord.set(one.record.id, [...(byRecord.get(one.record.id) ?? []), one]);
  return {
    id: "job",
    plan: (selected, context) => {
      const outcomes = (byRecord.get(selected.record.id) ?? []).map((proposal) => {
        const { changes, skipped } = planFieldAction(selected, proposal, context);
        const why = reasonOf(proposal, context.t);
        return { changes: changes.map((change) => ({ ...change, why: why ?? change.why })), skipped };
      });
      return {
        changes: outcomes.flatMap(({ changes }) => changes),
        skipped: outcomes.flatMap(({ skipped }) => skipped),
      };
    },
  };
}

/** Null where the script gives no reason. */
function reasonOf({ why }: Proposal, t: Translate): string | null {
  return why === "" ? null : t("The script says: {why}", { why });
}

/** What still waits when a plan of proposals was written: that of records that could not be. What was left unticked was looked at. */
export function waitingAfter(
  proposals: readonly Proposal[],
  { results }: Pick<RecordsReport, "results">,
): readonly Proposal[] {
  const open = new Set(
    results.flatMap(({ plan, outcome }) => (outcome === "written" || outcome === "nothing" ? [] : [plan.record.id])),
  );
  return proposals.filter(({ record }) => open.has(record.id));
}
