import type { SourceReport } from "../model/model";
import type { Clock } from "../ports";
import type { Joined } from "../sources/joinedSources";
import type { Want } from "../sources/readOnce";

/** When the reading of a run began, and whether it was ended before it was over. */
export interface Reading {
  readonly started: Date;
  readonly cancelled: boolean;
  /** Sources that have joined the folder since it was scanned, and are read for the first time. */
  readonly joined: Joined;
}

/** A job made ready for one run: what it wants to have read, and what it does with that. */
export interface PreparedJob<R> {
  readonly wants: readonly Want[];
  /** By source as told, the rules its answers are taken with; null for a job that has to have each answer whole. */
  readonly rules: ReadonlyMap<string, string> | null;
  /**
   * Called once, when all is read: remembers what was found and writes the files. A cancelled one changes nothing. The sources of its
   * report are in the order of `wants`.
   */
  finish(reading: Reading): Promise<R>;
  /** Asked when it has finished: sources, as told, of which something is left for the next run, which has to read them whole. */
  readonly unfinished?: () => ReadonlySet<string>;
}

/** What the report of every job begins with, whatever it found. */
export function reportBase(
  clock: Clock,
  { started, cancelled }: Pick<Reading, "started" | "cancelled">,
  read: readonly { readonly report: SourceReport }[],
  notices: readonly string[],
) {
  return {
    started: started.toISOString(),
    durationMs: clock.now().getTime() - started.getTime(),
    cancelled,
    sources: read.map(({ report }) => report),
    resultFile: null,
    notices,
  };
}
