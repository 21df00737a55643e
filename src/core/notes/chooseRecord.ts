import type { ArticlesConfig } from "../config/types";
import type { RowMemory } from "../memory/memory";
import type { Remembering } from "../memory/namesFile";
import type { Workspace } from "../memory/workspace";
import type { LostChoice } from "../model/model";
import type { Names } from "../names/names";
import type { XsoarClient } from "../xsoar/client";
import type { XsoarFailure } from "../xsoar/failures";
import { candidateOf, distinguished } from "../xsoar/lookup";
import { createTrouble, lookUpAll } from "../xsoar/lookupAll";
import type { RecordCandidate } from "../xsoar/reports";
import { lookupOptions } from "./lookupOptions";
import { requestsFor } from "./noteRequests";
import { createRecordChoices } from "./recordChoices";

/** The records a name fits. */
export type CandidatesOutcome =
  | {
      readonly kind: "done";
      /** The chosen one first. */
      readonly candidates: readonly RecordCandidate[];
      /** Id of the one that is chosen and holds; null when none does. */
      readonly chosen: string | null;
      /** Why the one that was chosen does not hold. */
      readonly lost: LostChoice | null;
    }
  | { readonly kind: "failed"; readonly failure: XsoarFailure };

/** The records a name fits as they are now, whatever was chosen among them. Searches, and changes nothing. */
export async function recordCandidates(
  workspace: Workspace,
  names: Names,
  config: ArticlesConfig,
  server: string,
  client: XsoarClient,
  name: string,
  signal: AbortSignal,
): Promise<CandidatesOutcome> {
  const chosen = { names: [name], byWish: true, createAll: true, allWhenNone: true };
  const requests = await requestsFor(workspace, names, config, server, chosen);
  const trouble = createTrouble();
  const options = lookupOptions(config.profiling.CortexXSOARAPIConfig);
  const [lookup] = (await lookUpAll(client, requests, options, trouble, signal)).values();
  const failure = trouble.failure() ?? (lookup?.kind === "failed" ? lookup.failure : null);
  if (failure !== null) return { kind: "failed", failure };
  switch (lookup?.kind) {
    case "found": {
      const { record, among } = lookup;
      const others = (among ?? []).filter(({ id }) => id !== record.id);
      const candidates = [record, ...others].map(candidateOf);
      return { kind: "done", candidates, chosen: among === undefined ? null : record.id, lost: null };
    }
    case "ambiguous":
      return { kind: "done", candidates: lookup.records.map(candidateOf), chosen: null, lost: lookup.lost ?? null };
    default:
      return { kind: "done", candidates: [], chosen: null, lost: null };
  }
}

/** Remembers which record a name means on a server; its row says so at once. */
export async function chooseRecord(
  workspace: Workspace,
  server: string,
  name: string,
  { id, value }: Pick<RecordCandidate, "id" | "value">,
): Promise<Remembering> {
  const done = await createRecordChoices(workspace).choose({ name, server, id, value });
  if (done.kind !== "refused") await setRecord(workspace, name, { kind: "found", id, value });
  return done;
}

/** Forgets what was chosen for a name. @param candidates what it fits: of several it is to be chosen anew */
export async function forgetRecord(
  workspace: Workspace,
  server: string,
  name: string,
  candidates: readonly RecordCandidate[],
): Promise<Remembering> {
  const done = await createRecordChoices(workspace).forget(server, name);
  if (done.kind === "refused") return done;
  const values = distinguished(candidates);
  await setRecord(workspace, name, values.length > 1 ? { kind: "ambiguous", values } : { kind: "unknown" });
  return done;
}

async function setRecord({ memory }: Workspace, name: string, record: RowMemory["record"]): Promise<void> {
  await memory.change(["rows", "aliasReadings"], ({ rows, aliasReadings }) => {
    const row = rows.get(name);
    return {
      // What was read of another record says nothing of this one.
      aliasReadings: new Map([...aliasReadings].filter(([of]) => of !== name)),
      ...(row === undefined ? {} : { rows: new Map(rows).set(name, { ...row, record }) }),
    };
  });
}
