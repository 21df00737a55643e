import type { NoConfig } from "../config/configState";
import { type ProposingConfig, type RecordsSelect, shownName } from "../config/ownTypes";
import type { JobId } from "../model/model";
import { fieldActionProblem } from "../records/recipes/fieldActions";
import type { WaitingProposals } from "../records/planProposals";
import type { Proposal } from "../records/proposals";
import type { NotPlanned } from "../records/records";
import type { Selected, SelectedRecord, Selection } from "../records/types";
import { shortLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import { describeXsoarFailure } from "../xsoar/describeFailure";
import { fieldRaw } from "../xsoar/recordFields";
import type { JobWorkspace } from "./jobDocuments";
import type { JobResult, OwnJob, ProposalsReport } from "./jobReports";
import { type OwnScript, ScriptTurn } from "./ownScript";
import type { ScriptItem } from "./script";
import type { ScriptChange } from "./scriptMessages";
import { ToldProblems } from "./toldProblems";

/** Finds the records a job looks at, with what the front door lends; `noAccess` where it lends none. */
export type FindRecords = (
  selection: Selection,
  signal: AbortSignal,
) => Promise<Selected | NotPlanned | { readonly kind: "noAccess" }>;

/** What a job that looks at records runs with. */
interface RecordsJob {
  readonly id: JobId;
  readonly config: ProposingConfig;
  readonly script: OwnScript;
  readonly find: FindRecords;
  readonly waiting: WaitingProposals;
  readonly signal: AbortSignal;
}

/** Shows records to the script of a job and keeps what that proposes: nothing is written before somebody has reviewed it. */
export async function runRecordsJob(
  { clock, t, log }: JobWorkspace,
  { id, config, script, find, waiting, signal }: RecordsJob,
  started: Date,
): Promise<JobResult> {
  const own: OwnJob = { id, name: shownName(id, config.head), base: "records" };
  const notices: string[] = [];
  const turn = new ScriptTurn(script, notices, t);
  const report = (cancelled: boolean, records: number, proposals: readonly Proposal[]): JobResult => {
    const durationMs = clock.now().getTime() - started.getTime();
    const ran = turn.ran === null ? {} : { script: turn.ran };
    const base: ProposalsReport = {
      own,
      started: started.toISOString(),
      durationMs,
      cancelled,
      notices,
      ...ran,
      records,
      proposals,
    };
    return { kind: "proposed", job: id, report: base };
  };
  if (signal.aborted) return report(true, 0, []);
  const found = await find(selectionOf(config.select), signal);
  if (signal.aborted) return report(true, 0, []);
  if (found.kind !== "selected")
    return { kind: "passedOver", job: id, refusal: { why: "records", reason: reasonOf(found, t) } };
  for (const { name, why } of found.skipped) log.info(`${id}: ${shortLine(name, 100)}: ${why}`);
  const { records } = found;
  const said = await turn.ask(records.map(({ record }) => recordItem(record, config.script.fields)));
  if (said === "cancelled") return report(true, records.length, []);
  if (said === null) return report(false, records.length, []);
  const { proposals, problems } = proposalsOf(said.changes, records, config.script.fields, t);
  notices.push(...problems);
  await waiting.put(proposals);
  await turn.applied();
  log.info(`${id}: ${records.length} records, ${proposals.length} changes proposed`);
  return report(false, records.length, proposals);
}

function selectionOf({ names, query, type }: RecordsSelect): Selection {
  const ofType = type.trim() === "" ? null : type.trim();
  return names.length > 0 ? { kind: "list", names, type: ofType } : { kind: "query", query, type: ofType };
}

function recordItem({ id, value, type, raw }: SelectedRecord["record"], fields: readonly string[]): ScriptItem {
  const shown = fields.map((field) => [field, JSON.parse(fieldRaw({ raw }, field) ?? "null") as unknown] as const);
  return { type: "record", id, value, kind: type, fields: Object.fromEntries(shown) };
}

/** Why the records could not be had, in a sentence. */
function reasonOf(found: Exclude<Awaited<ReturnType<FindRecords>>, { kind: "selected" }>, t: Translate): string {
  switch (found.kind) {
    case "noAccess":
      return t("There is no access to Cortex XSOAR: its server, key and agreement are those of the folder.");
    case "config":
      return noConfig(found.state, t);
    case "failed":
      return describeXsoarFailure(found.failure, t);
    case "refused":
      return found.why;
  }
}

function noConfig(state: NoConfig, t: Translate): string {
  return state.kind === "none"
    ? t("No configuration of this folder names a Cortex XSOAR.")
    : t("The configuration that names Cortex XSOAR has errors: {file}", { file: state.file });
}

/** What of the changes may be proposed: of records that were shown, of fields the job names. Of one field the last value that is set counts. */
function proposalsOf(
  changes: readonly ScriptChange[],
  records: readonly SelectedRecord[],
  fields: readonly string[],
  t: Translate,
): { readonly proposals: readonly Proposal[]; readonly problems: readonly string[] } {
  const shown = new Map(records.map(({ record: { id, value } }) => [id, { id, value }]));
  const proposals = new Map<string, Proposal>();
  const problems = new ToldProblems(t);
  for (const { id, actions, why } of changes) {
    const record = shown.get(id);
    if (record === undefined) {
      problems.add(t("It wants to change a record that it was not shown: {id}", { id: shortLine(id, 60) }));
      continue;
    }
    for (const action of actions) {
      const values = { field: shortLine(action.field, 60), record: shortLine(record.value, 100) };
      const isOpen = action.action === "note" || fields.includes(action.field);
      const problem = isOpen ? fieldActionProblem(action, t) : t("script.fields does not name this field.");
      if (problem !== null) {
        problems.add(t("{record}, {field}: the change is left out. {problem}", { ...values, problem }));
        continue;
      }
      const key = (kind: string): string => JSON.stringify([id, action.field, kind]);
      if (action.action !== "set" && action.action !== "note" && proposals.has(key("set"))) {
        problems.add(t("Of {record} it sets {field} and changes it besides: what it sets counts.", values));
        continue;
      }
      if (action.action === "set") for (const other of ["add", "remove"]) proposals.delete(key(other));
      const known = proposals.get(key(action.action));
      const isMore = known !== undefined && (action.action === "add" || action.action === "remove");
      proposals.set(key(action.action), {
        ...action,
        ...(isMore ? { text: null, values: [...new Set([...known.values, ...action.values])] } : {}),
        record,
        why: isMore && known.why !== "" ? known.why : why,
      });
    }
  }
  return { proposals: [...proposals.values()], problems: problems.sentences };
}
