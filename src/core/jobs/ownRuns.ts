import type { OwnJobFile } from "../config/ownJobs";
import { decodeMap } from "../memory/decodeMap";
import type { StateDocument } from "../memory/documents";
import { MAX_SCRIPT_FAILURES } from "../limits";
import type { JobId } from "../model/model";
import { isRecord } from "../text/isRecord";
import type { OtherReport } from "./jobReports";

/** The last run of a job of the user's own that was not cancelled. */
interface OwnRun {
  /** ISO 8601 UTC. */
  readonly last: string;
  /** How often its script has failed since it did not. */
  readonly failures: number;
}

export type OwnRuns = ReadonlyMap<JobId, OwnRun>;

export const OWN_RUNS: StateDocument<OwnRuns> = {
  name: "own-jobs",
  empty: new Map(),
  decode: (data) =>
    decodeMap(data, (value) =>
      isRecord(value) && typeof value["last"] === "string"
        ? { last: value["last"], failures: typeof value["failures"] === "number" ? value["failures"] : 0 }
        : null,
    ),
  encode: (runs) => [...runs],
};

/** So much earlier a job is due all the same: clocks of cron and of the sidebar do not tick to the second. */
const SLACK_MS = 60_000;

/** Whether a job runs no more by itself, since its script has failed too often: a run by hand that succeeds ends that. */
export function isPaused(id: JobId, runs: OwnRuns): boolean {
  return (runs.get(id)?.failures ?? 0) >= MAX_SCRIPT_FAILURES;
}

/** Whether a scan runs a job that nobody has asked for by name: one that has `every` only where that time has gone by. */
export function isDue({ id, state }: OwnJobFile, runs: OwnRuns, now: Date): boolean {
  if (isPaused(id, runs)) return false;
  if (state.kind !== "ok" || state.config.head.every === null) return true;
  const last = runs.get(id)?.last;
  const dueAt = last === undefined ? 0 : new Date(last).getTime() + state.config.head.every * 60_000 - SLACK_MS;
  // A clock that was set back must not stop a job for good.
  return !(dueAt > now.getTime()) || (last !== undefined && new Date(last) > now);
}

/** What is not there any more is forgotten. */
export function runsAfter(
  known: OwnRuns,
  ran: ReadonlyMap<JobId, Pick<OtherReport, "script">>,
  own: readonly OwnJobFile[],
  now: Date,
): OwnRuns {
  const ids = new Set(own.map(({ id }) => id));
  const after = new Map([...known].filter(([id]) => ids.has(id)));
  for (const [id, { script }] of ran) {
    const failures = script?.ok === false ? (known.get(id)?.failures ?? 0) + 1 : 0;
    after.set(id, { last: now.toISOString(), failures });
  }
  return after;
}
