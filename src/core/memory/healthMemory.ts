import { MAX_FRESH_SECONDS, MAX_SOURCE_RUNS } from "../limits";
import { type Cuts, isCutCode } from "../model/cuts";
import { isRecord } from "../text/isRecord";
import { textsIn } from "../text/textsIn";
import { type MovedAddress, type RunOutcome, type SourceHealth, type SourceRun, failingSince } from "./sourceHealth";
import type { SourceReport } from "../model/model";
import type { HostMemory } from "../fetching/hostGate";
import { readSourceFailure } from "../fetching/readSourceFailure";

/** What is remembered of sources and hosts between scans, beside their articles. */
export interface HealthMemory {
  /** By the address as told, without a password. */
  readonly sources: ReadonlyMap<string, SourceHealth>;
  /** By `host:port`. */
  readonly hosts: ReadonlyMap<string, HostMemory>;
}

/** What one scan learned about a source. */
export interface HealthNews {
  readonly report: SourceReport;
  /** Where permanent redirects led, as told; null when there were none; undefined when nothing was asked. */
  readonly movedTo?: string | null;
  /** For how many seconds the answer holds, by its headers; null when they say nothing, undefined when there was none. */
  readonly freshSeconds?: number | null;
  /** The same by the feed itself, where it was read whole and says something. */
  readonly holdsSeconds?: number;
  /** What it calls itself and where its site is, where it was read and says so. */
  readonly title?: string;
  readonly site?: string;
  /** False for a page whose text was read: that it gave no articles is no trouble. */
  readonly lists?: boolean;
}

export const NO_HEALTH: HealthMemory = { sources: new Map(), hosts: new Map() };

const UNKNOWN: SourceHealth = {
  lastSuccess: null,
  lastError: null,
  failures: 0,
  emptyRuns: 0,
  articles: 0,
  freshUntil: null,
  moved: null,
  runs: [],
};

/** What is known of a source that is read at another address from now on: what it is called. */
export function healthOfMoved(old: SourceHealth = UNKNOWN): SourceHealth {
  return { ...UNKNOWN, ...(old.title === undefined ? {} : { title: old.title }) };
}

/** A source's health after one run. A cancelled run says nothing about it. */
export function healthAfter(
  old: SourceHealth = UNKNOWN,
  { report, movedTo, freshSeconds, holdsSeconds, title, site, lists = true }: HealthNews,
  now: Date,
): SourceHealth {
  const { outcome, articles, durationMs, failure, skipped, left, cuts } = report;
  if (outcome === "cancelled") return old;
  const at = now.toISOString();
  const run: SourceRun = {
    at,
    outcome: skipped?.why === "fresh" || skipped?.why === "gone" ? skipped.why : outcome,
    ms: Math.round(durationMs),
    articles,
    ...(failure === undefined ? {} : { failure }),
    ...(left === undefined ? {} : { left }),
    ...(cuts === undefined ? {} : { cuts }),
  };
  // Of many runs without a question the last one tells all: they must not push out those with an answer.
  const repeats = skipped !== undefined && old.runs.at(-1)?.outcome === run.outcome;
  const health: SourceHealth = {
    ...old,
    runs: [...(repeats ? old.runs.slice(0, -1) : old.runs), run].slice(-MAX_SOURCE_RUNS),
  };
  if (skipped !== undefined) return health;
  const asked: SourceHealth = { ...health, moved: movedAfter(old.moved, movedTo) };
  if (failure !== undefined) {
    const failedFirst = failingSince(old) ?? at;
    return { ...asked, lastError: { at, failure }, failures: old.failures + 1, failedFirst, freshUntil: null };
  }
  const { holdsSeconds: heldBefore, failedFirst: _over, ...rest } = asked;
  // That it is unchanged says nothing new of it.
  const holds = outcome === "read" ? holdsSeconds : heldBefore;
  const seconds = freshSeconds === null ? Math.min(MAX_FRESH_SECONDS, holds ?? 0) : (freshSeconds ?? 0);
  const freshUntil = seconds <= 0 ? null : new Date(now.getTime() + seconds * 1000).toISOString();
  const well: SourceHealth = {
    ...rest,
    lastSuccess: at,
    failures: 0,
    freshUntil,
    ...(holds === undefined ? {} : { holdsSeconds: holds }),
    ...(title === undefined ? {} : { title }),
    ...(site === undefined ? {} : { site }),
  };
  if (outcome !== "read" || !lists) return well;
  return { ...well, articles, emptyRuns: articles === 0 ? old.emptyRuns + 1 : 0 };
}

/** A scan in which the address led to another one for good counts; one in which it did not ends the row. */
function movedAfter(old: MovedAddress | null, movedTo: string | null | undefined): MovedAddress | null {
  if (movedTo === undefined) return old;
  if (movedTo === null) return null;
  return { to: movedTo, scans: old?.to === movedTo ? old.scans + 1 : 1 };
}

/** The memory after a scan of all sources: what is configured no more is forgotten, unless `configured` has it. */
export function healthMemoryAfter(
  old: HealthMemory,
  news: readonly HealthNews[],
  hosts: ReadonlyMap<string, HostMemory>,
  configured: ReadonlySet<string>,
  now: Date,
): HealthMemory {
  const sources = new Map([...old.sources].filter(([url]) => configured.has(url)));
  for (const one of news) {
    const { url } = one.report.source;
    sources.set(url, healthAfter(old.sources.get(url), one, now));
  }
  return { sources, hosts };
}

/** As JSON: maps as lists of pairs, runs as lists, of which there are thousands. */
export function encodeHealth({ sources, hosts }: HealthMemory): unknown {
  const encoded = [...sources].map(
    ([url, { runs, ...rest }]) => [url, { ...rest, runs: runs.map(encodeRun) }] as const,
  );
  return { sources: encoded, hosts: [...hosts] };
}

function encodeRun({ at, outcome, ms, articles, failure, left, cuts }: SourceRun): readonly unknown[] {
  const more = [failure, left, cuts];
  const known = more.findLastIndex((one) => one !== undefined) + 1;
  return [at, outcome, ms, articles, ...more.slice(0, known).map((one) => one ?? null)];
}

/** Null when the shape is not ours at all; entries that are not are left out. */
export function decodeHealth(data: unknown): HealthMemory | null {
  if (!isRecord(data)) return null;
  return { sources: decodePairs(data["sources"], decodeSource), hosts: decodePairs(data["hosts"], decodeHost) };
}

function decodePairs<T>(data: unknown, decode: (value: Record<string, unknown>) => T | null): Map<string, T> {
  const map = new Map<string, T>();
  for (const pair of Array.isArray(data) ? (data as unknown[]) : []) {
    if (!Array.isArray(pair) || typeof pair[0] !== "string" || !isRecord(pair[1])) continue;
    const value = decode(pair[1]);
    if (value !== null) map.set(pair[0], value);
  }
  return map;
}

function decodeSource(value: Record<string, unknown>): SourceHealth | null {
  const { lastError, moved, runs } = value;
  const failure = isRecord(lastError) ? readSourceFailure(lastError["failure"]) : null;
  return {
    lastSuccess: text(value["lastSuccess"]),
    lastError: isRecord(lastError) && failure !== null ? { at: text(lastError["at"]) ?? "", failure } : null,
    failures: count(value["failures"]),
    ...texts(value, "failedFirst", "title", "site"),
    ...(textsIn(value["formerly"]).length > 0 ? { formerly: textsIn(value["formerly"]) } : {}),
    emptyRuns: count(value["emptyRuns"]),
    articles: count(value["articles"]),
    freshUntil: text(value["freshUntil"]),
    ...(count(value["holdsSeconds"]) > 0 ? { holdsSeconds: count(value["holdsSeconds"]) } : {}),
    moved:
      isRecord(moved) && typeof moved["to"] === "string" ? { to: moved["to"], scans: count(moved["scans"]) } : null,
    runs: (Array.isArray(runs) ? (runs as unknown[]) : [])
      .flatMap((run) => decodeRun(run) ?? [])
      .slice(-MAX_SOURCE_RUNS),
  };
}

const OUTCOMES: readonly string[] = ["read", "unchanged", "fresh", "waiting", "gone", "failed"] satisfies RunOutcome[];

function decodeRun(value: unknown): SourceRun | null {
  if (!Array.isArray(value)) return null;
  const [at, outcome, ms, articles, stored, left, counted] = value as readonly unknown[];
  const cuts = decodeCuts(counted);
  const failure = readSourceFailure(stored);
  if (typeof at !== "string" || !OUTCOMES.includes(String(outcome))) return null;
  return {
    at,
    outcome: outcome as RunOutcome,
    ms: count(ms),
    articles: count(articles),
    ...(failure === null ? {} : { failure }),
    ...(typeof left === "number" ? { left } : {}),
    ...(cuts === null ? {} : { cuts }),
  };
}

function decodeCuts(value: unknown): Cuts | null {
  const known = isRecord(value)
    ? Object.entries(value).filter(([code, number]) => isCutCode(code) && count(number) > 0)
    : [];
  return known.length === 0 ? null : Object.fromEntries(known);
}

function decodeHost(value: Record<string, unknown>): HostMemory {
  const { wait } = value;
  const isWait =
    isRecord(wait) && typeof wait["until"] === "string" && (wait["why"] === "retryAfter" || wait["why"] === "backOff");
  return {
    failures: count(value["failures"]),
    wait: isWait ? { why: wait["why"] as "retryAfter" | "backOff", until: wait["until"] as string } : null,
    ...(value["wasPublic"] === true ? { wasPublic: true } : {}),
  };
}

function texts<K extends string>(
  value: Record<string, unknown>,
  ...keys: readonly K[]
): { readonly [P in K]?: string } {
  return Object.fromEntries(keys.flatMap((key) => (text(value[key]) === null ? [] : [[key, value[key]]]))) as {
    readonly [P in K]?: string;
  };
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : 0;
}
