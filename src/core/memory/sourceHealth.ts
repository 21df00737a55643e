import type { Cuts } from "../model/cuts";
import type { SourceFailure } from "../model/model";

/** How a source fared over time. */
export interface SourceHealth {
  /** When it answered last, with or without news: ISO 8601 UTC, or null. */
  readonly lastSuccess: string | null;
  readonly lastError: { readonly at: string; readonly failure: SourceFailure } | null;
  /** Failures since the last success. */
  readonly failures: number;
  /** Full answers in a row that gave no article. */
  readonly emptyRuns: number;
  /** Articles of the last full answer, after filtering. */
  readonly articles: number;
  /** Until then the server says there is nothing new: ISO 8601 UTC, or null. */
  readonly freshUntil: string | null;
  /** Where the address leads to for good, and in how many scans in a row it did. */
  readonly moved: MovedAddress | null;
  /** The last runs, oldest first. */
  readonly runs: readonly SourceRun[];
}

export interface MovedAddress {
  readonly to: string;
  readonly scans: number;
}

/** `fresh`: not asked, since its last answer still holds. `waiting`: not asked, since its host is left alone. */
export type RunOutcome = "read" | "unchanged" | "fresh" | "waiting" | "failed";

export interface SourceRun {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly outcome: RunOutcome;
  /** From the request to the articles. */
  readonly ms: number;
  readonly articles: number;
  readonly failure?: SourceFailure;
  /** Of the articles, new ones that were not kept. */
  readonly left?: number;
  /** What of the answer was left out or read in part. */
  readonly cuts?: Cuts;
}

/** The last run in which it gave an answer that was not the one before. */
export function lastRead({ runs }: Pick<SourceHealth, "runs">): SourceRun | undefined {
  return runs.findLast(({ outcome }) => outcome === "read");
}

/** After so many scans in a row that a permanent redirect was met in, the new address is suggested. */
const SCANS_TO_SUGGEST = 2;

/** The median time of the remembered runs in which the source answered, in milliseconds; null when there was none. */
export function medianLatency({ runs }: Pick<SourceHealth, "runs">): number | null {
  const times = runs.flatMap(({ outcome, ms }) => (outcome === "read" || outcome === "unchanged" ? [ms] : []));
  const sorted = times.sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2);
}

/** The address to configure instead, or null. */
export function suggestedAddress({ moved }: Pick<SourceHealth, "moved">): string | null {
  return moved !== null && moved.scans >= SCANS_TO_SUGGEST ? moved.to : null;
}
