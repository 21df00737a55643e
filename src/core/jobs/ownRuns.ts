import type { OwnJobFile } from "../config/ownJobs";
import { decodeMap } from "../memory/decodeMap";
import type { StateDocument } from "../memory/documents";
import type { JobId } from "../model/model";

/** When each job of the user's own ran last and was not cancelled: ISO 8601 UTC. */
export type OwnRuns = ReadonlyMap<JobId, string>;

export const OWN_RUNS: StateDocument<OwnRuns> = {
  name: "own-jobs",
  empty: new Map(),
  decode: (data) => decodeMap(data, (value) => (typeof value === "string" ? value : null)),
  encode: (runs) => [...runs],
};

/** So much earlier a job is due all the same: clocks of cron and of the sidebar do not tick to the second. */
const SLACK_MS = 60_000;

/** Whether a scan runs a job that nobody has asked for by name: one that has `every` only where that time has gone by. */
export function isDue({ id, state }: OwnJobFile, runs: OwnRuns, now: Date): boolean {
  if (state.kind !== "ok" || state.config.head.every === null) return true;
  const last = runs.get(id);
  const dueAt = last === undefined ? 0 : new Date(last).getTime() + state.config.head.every * 60_000 - SLACK_MS;
  // A clock that was set back must not stop a job for good.
  return !(dueAt > now.getTime()) || (last !== undefined && new Date(last) > now);
}
