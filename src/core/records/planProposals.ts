import type { RecordsConfig } from "../config/types";
import type { MemoryStore } from "../memory/memory";
import type { JobId } from "../model/model";
import { planRecords } from "./plan";
import { type Proposal, proposalPlanner, proposalsDocument, waitingAfter } from "./proposals";
import type { NotPlanned, RecordsCount } from "./records";
import type { SelectPlace } from "./select";
import { recordsById } from "./settle";
import type { RecipeContext, RecordsPlan, RecordsReport, SkippedRecord } from "./types";

/** What the script of one job has proposed and nobody has looked at. */
export interface WaitingProposals {
  all(): Promise<readonly Proposal[]>;
  /** Instead of what waited before: a run says all of it anew. */
  put(proposals: readonly Proposal[]): Promise<void>;
  /** After its plan was written. */
  settle(report: Pick<RecordsReport, "results">): Promise<void>;
}

/** @param digest of the name of the job */
export function waitingProposals(memory: Pick<MemoryStore<object>, "with">, digest: string): WaitingProposals {
  const documents = memory.with({ proposals: proposalsDocument(digest) });
  return {
    all: async () => (await documents.load("proposals")).proposals,
    put: async (proposals) => {
      await documents.change(["proposals"], () => ({ proposals }));
    },
    settle: async (report) => {
      await documents.change(["proposals"], ({ proposals }) => ({ proposals: waitingAfter(proposals, report) }));
    },
  };
}

/**
 * What proposals of a job would change of the records as they are now.
 *
 * @param pause lets other work of the process go on
 */
export async function planProposals(
  { workspace, server, client, config }: Pick<SelectPlace, "workspace" | "server" | "client" | "config">,
  job: JobId,
  proposals: readonly Proposal[],
  pause: () => Promise<void>,
  signal: AbortSignal,
  count: RecordsCount,
): Promise<{ readonly kind: "planned"; readonly plan: RecordsPlan } | NotPlanned> {
  const { t, clock } = workspace;
  const wanted = [...new Map(proposals.map(({ record }) => [record.id, record])).values()];
  const found = await recordsById(client, wanted, signal, (done) => count(done, wanted.length));
  if (!found.ok) return { kind: "failed", failure: found.failure };
  const records = [...found.records.values()].map((record) => ({ record, names: [] }));
  const context = contextOf(config.records, { t, now: clock.now() });
  const planned = await planRecords(records, [proposalPlanner(proposals)], context, pause, () => signal.aborted);
  if (signal.aborted) return { kind: "failed", failure: { code: "aborted" } };
  const why = t("The record is not there any more.");
  const gone = wanted.flatMap((record): SkippedRecord[] =>
    found.records.has(record.id) ? [] : [{ name: record.value, record, recipe: "job", why }],
  );
  const plan: RecordsPlan = {
    ...planned,
    server,
    recipes: ["job"],
    options: [["job", job]],
    skipped: [...gone, ...planned.skipped],
    data: [],
    job,
  };
  return { kind: "planned", plan };
}

/** What a script proposes needs nothing but the records themselves. */
function contextOf(config: RecordsConfig, { t, now }: Pick<RecipeContext, "t" | "now">): RecipeContext {
  const nothing = { attack: null, leakSites: null, picks: () => undefined, chosenAttack: () => [] };
  return { t, now, config, options: new Map(), ...nothing, otherBearers: () => [] };
}
