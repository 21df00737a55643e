import { GONE_AGAIN_DAYS, GONE_DAYS } from "../limits";
import type { Cuts } from "../model/cuts";
import type { SourceFailure } from "../model/model";

/** How a source fared over time. */
export interface SourceHealth {
  /** When it answered last, with or without news: ISO 8601 UTC, or null. */
  readonly lastSuccess: string | null;
  readonly lastError: { readonly at: string; readonly failure: SourceFailure } | null;
  /** Failures since the last success. */
  readonly failures: number;
  /** When the first of them was: ISO 8601 UTC. Left out by earlier versions: see `failingSince`. */
  readonly failedFirst?: string;
  /** What it called itself last, as plain text; left out where it has not said, as with the next one. */
  readonly title?: string;
  /** Where it says that its site is. */
  readonly site?: string;
  /** The addresses at which it was read before, as told: what was found there is of this source as well. */
  readonly formerly?: readonly string[];
  /** Full answers in a row that gave no article. */
  readonly emptyRuns: number;
  /** Articles of the last full answer, after filtering. */
  readonly articles: number;
  /** Until then the server, or the feed, says there is nothing new: ISO 8601 UTC, or null. */
  readonly freshUntil: string | null;
  /** For so long the feed says that it holds, whenever it was asked; left out when it says nothing. */
  readonly holdsSeconds?: number;
  /** Where the address leads to for good, and in how many scans in a row it did. */
  readonly moved: MovedAddress | null;
  /** The last runs, oldest first. */
  readonly runs: readonly SourceRun[];
}

export interface MovedAddress {
  readonly to: string;
  readonly scans: number;
}

/**
 * `fresh`: not asked, since its last answer still holds. `waiting`: not asked, since its host is left alone. `gone`: not asked, since its
 * server has said that it is gone for good.
 */
export type RunOutcome = "read" | "unchanged" | "fresh" | "waiting" | "gone" | "failed";

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

/** Since when it fails, in ISO 8601 UTC; null when it does not. Where an earlier version has begun to count, what is still known. */
export function failingSince({
  failures,
  failedFirst,
  lastError,
  runs,
}: Pick<SourceHealth, "failures" | "failedFirst" | "lastError" | "runs">): string | null {
  if (failures === 0) return null;
  const asked = runs.filter(({ outcome }) => outcome === "read" || outcome === "unchanged" || outcome === "failed");
  const first = asked[asked.findLastIndex(({ outcome }) => outcome !== "failed") + 1];
  return failedFirst ?? first?.at ?? lastError?.at ?? null;
}

/** The address to configure instead, or null. */
export function suggestedAddress({ moved }: Pick<SourceHealth, "moved">): string | null {
  return moved !== null && moved.scans >= SCANS_TO_SUGGEST ? moved.to : null;
}

/**
 * Until when a source is not asked that is gone for good by its server's word (HTTP 410), in ISO 8601 UTC; null when it is not. The first
 * such answer may be a mistake and holds for a day, each further one in a row for a week.
 */
export function goneUntil({
  failures,
  lastError,
  runs,
}: Pick<SourceHealth, "failures" | "lastError" | "runs">): string | null {
  if (failures === 0 || lastError === null || !saysGone(lastError.failure)) return null;
  const asked = runs.filter(({ outcome }) => outcome === "read" || outcome === "unchanged" || outcome === "failed");
  const others = asked.toReversed().findIndex(({ failure }) => failure === undefined || !saysGone(failure));
  const days = (others < 0 ? asked.length : others) > 1 ? GONE_AGAIN_DAYS : GONE_DAYS;
  return new Date(Date.parse(lastError.at) + days * 86_400_000).toISOString();
}

function saysGone(failure: SourceFailure): boolean {
  return failure.code === "status" && failure.status === 410;
}
