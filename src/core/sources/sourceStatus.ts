import type { ConfigOf, SourceRule } from "../config/types";
import { sources as readSourcesOf } from "../config/sources";
import type { JobId, Source, SourceKind, SourceSkip } from "../model/model";
import type { HealthMemory } from "../memory/healthMemory";
import { canonicalUrl } from "../urls/canonicalUrl";
import { type SourceHealth, failingSince, goneUntil, medianLatency, suggestedAddress } from "../memory/sourceHealth";
import { shownUrl } from "../urls/shownUrl";
import { type Found, type FoundBySource, sumOfFound } from "./foundBySource";

/** How a source is doing, the worst first. */
const SOURCE_STATES = ["failing", "empty", "waiting", "new", "well", "off"] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

/** A configured source with all that is known of it. */
export interface SourceStatus {
  readonly kind: SourceKind;
  /** As told: without a password. */
  readonly url: string;
  /** The jobs that read it, and those whose configuration file names it. */
  readonly jobs: readonly JobId[];
  readonly homes: readonly JobId[];
  /** As configured, or empty. */
  readonly name: string;
  /** What it called itself when it was read last, or empty. */
  readonly title: string;
  /** The name, else the title, else the place. */
  readonly label: string;
  /** The host, with path and query where several sources are of that host. */
  readonly place: string;
  /** Folders with `/` between them, or empty. */
  readonly category: string;
  /** Its place in the configuration, feeds first. */
  readonly order: number;
  /** `empty`: it answers, and gave no article in its last answers. `waiting`: its host is left alone right now. `new`: never read. */
  readonly state: SourceState;
  /** Why it is not asked now; null when a scan would ask it. */
  readonly skip: SourceSkip | null;
  readonly health: SourceHealth | null;
  /** Since when it fails: ISO 8601 UTC; null when it does not. */
  readonly failingSince: string | null;
  /** What it gave lately; null where only jobs read it that keep no articles. */
  readonly found: Found | null;
  /** Where its site is. */
  readonly site: string;
  readonly latencyMs: number | null;
  /** Where the address leads for good, when it did so in several scans. */
  readonly movedTo: string | null;
  /** It has rules that choose articles. */
  readonly hasRules: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** So many full answers in a row without an article are no accident. */
const EMPTY_RUNS = 3;

/** The jobs that keep articles. */
const GIVING_JOBS: readonly JobId[] = ["articles", "keywords"];

/** What a job reads. */
export interface JobSources {
  readonly job: JobId;
  /** A job of the user's own that keeps articles. */
  readonly lists?: true;
  readonly websiteconfig: Pick<ConfigOf["keywords"]["websiteconfig"], "webpages" | "sourceRules"> & {
    readonly rss_feeds?: readonly string[];
  };
  /** Its file names no sources: they are those of the articles. */
  readonly isBorrowed: boolean;
}

interface Listed extends Source {
  readonly enabled: boolean;
  readonly rule: SourceRule | undefined;
  readonly jobs: JobId[];
  readonly homes: JobId[];
}

/**
 * The sources of all jobs, each once, the articles' first. What is switched off here and on elsewhere is on; what is switched off twice
 * is one.
 */
function listedSources(jobs: readonly JobSources[]): readonly Listed[] {
  const listed = new Map<string, Listed>();
  for (const isOn of [true, false]) {
    for (const { job, websiteconfig, isBorrowed } of jobs) {
      const rules = new Map(
        websiteconfig.sourceRules.map((rule) => [`${rule.kind} ${rule.url} ${rule.enabled}`, rule]),
      );
      const sources: readonly Source[] = isOn
        ? readSourcesOf({ websiteconfig })
        : websiteconfig.sourceRules.filter(({ enabled }) => !enabled);
      for (const { kind, url } of sources) {
        const key = canonicalUrl(url);
        const known = listed.get(key);
        const one = known ?? {
          kind,
          url,
          enabled: isOn,
          rule: rules.get(`${kind} ${url} ${isOn}`),
          jobs: [],
          homes: [],
        };
        if (known === undefined) listed.set(key, one);
        if (isOn && !one.jobs.includes(job)) one.jobs.push(job);
        if (!isBorrowed && !one.homes.includes(job)) one.homes.push(job);
      }
    }
  }
  const order = placesOf(jobs);
  return [...listed.values()].toSorted((a, b) => placeIn(order, a.url) - placeIn(order, b.url));
}

/** Where each source stands in the configurations, those that are switched off between the others: by `canonicalUrl`. */
function placesOf(jobs: readonly JobSources[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { websiteconfig } of jobs) {
    const off = websiteconfig.sourceRules.filter(({ enabled }) => !enabled);
    for (const [kind, addresses] of [
      ["feed", websiteconfig.rss_feeds ?? []],
      ["page", websiteconfig.webpages],
    ] as const) {
      const all = [...addresses];
      // From the first on, so that each comes to where it stands.
      for (const { url, at = all.length } of off.filter((rule) => rule.kind === kind)) all.splice(at, 0, url);
      for (const key of all.map(canonicalUrl)) if (!places.has(key)) places.set(key, places.size);
    }
  }
  return places;
}

function placeIn(places: ReadonlyMap<string, number>, url: string): number {
  return places.get(canonicalUrl(url)) ?? places.size;
}

/** A source with the state it would have if it were switched on: what is switched off stays in its place. */
interface Placed {
  readonly status: SourceStatus;
  readonly rank: number;
}

/**
 * All configured sources, those that need somebody first, else in the order of the configurations. One that is switched off stands where
 * it stood before.
 */
export function sourceStatuses(
  jobs: readonly JobSources[],
  memory: HealthMemory,
  now: Date,
  found: FoundBySource = new Map(),
): readonly SourceStatus[] {
  const all = listedSources(jobs);
  const giving = new Set([...GIVING_JOBS, ...jobs.flatMap(({ job, lists }) => (lists === true ? [job] : []))]);
  const hosts = new Map<string, number>();
  for (const { url } of all) hosts.set(siteOf(url), (hosts.get(siteOf(url)) ?? 0) + 1);
  const statuses = all.map(({ kind, url, enabled, rule, jobs: readBy, homes }, order): Placed => {
    const shown = shownUrl(url);
    const health = memory.sources.get(shown) ?? null;
    const name = rule?.name.trim() ?? "";
    const site = siteOf(url);
    const { pathname, search } = new URL(url);
    const place = (hosts.get(site) ?? 0) > 1 ? site + pathname.replace(/\/$/, "") + search : site;
    const skip = skipOf(url, health, memory, now);
    const title = health?.title ?? "";
    const state = stateOf(health, skip);
    const status: SourceStatus = {
      kind,
      url: shown,
      jobs: readBy,
      homes,
      name,
      title,
      label: name || title || place,
      place,
      category: rule?.category.trim() ?? "",
      order,
      state: enabled ? state : "off",
      skip,
      health,
      failingSince: health === null ? null : failingSince(health),
      found: (enabled ? readBy : homes).some((job) => giving.has(job))
        ? sumOfFound(found, [shown, ...(health?.formerly ?? [])])
        : null,
      site: kind === "page" ? shown : (health?.site ?? new URL("/", shown).href),
      latencyMs: health === null ? null : medianLatency(health),
      movedTo: health === null ? null : suggestedAddress(health),
      hasRules: rule !== undefined && (rule.include.length > 0 || rule.exclude.length > 0 || rule.select !== ""),
      include: rule?.include ?? [],
      exclude: rule?.exclude ?? [],
    };
    return { status, rank: SOURCE_STATES.indexOf(state) };
  });
  return statuses.sort((a, b) => a.rank - b.rank).map(({ status }) => status);
}

function siteOf(url: string): string {
  return new URL(url).host.replace(/^www\./, "");
}

function skipOf(url: string, health: SourceHealth | null, { hosts }: HealthMemory, now: Date): SourceSkip | null {
  const isOver = (until: string) => until <= now.toISOString();
  const wait = hosts.get(new URL(url).host)?.wait ?? null;
  if (wait !== null && !isOver(wait.until)) return wait;
  const gone = health === null ? null : goneUntil(health);
  if (gone !== null && !isOver(gone)) return { why: "gone", until: gone };
  const until = health?.freshUntil ?? null;
  return until === null || isOver(until) ? null : { why: "fresh", until };
}

function stateOf(health: SourceHealth | null, skip: SourceSkip | null): SourceState {
  if (health !== null && health.failures > 0) return "failing";
  if (skip !== null && skip.why !== "fresh") return "waiting";
  if (health === null || health.lastSuccess === null) return "new";
  return health.emptyRuns >= EMPTY_RUNS ? "empty" : "well";
}
