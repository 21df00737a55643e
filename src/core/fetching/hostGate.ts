import { FIRST_HOST_PAUSE_MS, KEEP_HOST_FAILURES_MS, LONGEST_HOST_PAUSE_MS, MAX_PUBLIC_HOSTS } from "../limits";
import type { Clock, HttpResponse, Place } from "../ports";
import { retryAfterSeconds } from "../text/httpTimes";

/** Why a host is left alone: it asked for it, or it failed again and again. */
type HostWaitReason = "retryAfter" | "backOff";

export interface HostWait {
  readonly why: HostWaitReason;
  /** ISO 8601 UTC. */
  readonly until: string;
}

/** What is remembered of one host. */
export interface HostMemory {
  /** Scans in a row in which it only failed (HTTP 429 or 5xx, or no answer). */
  readonly failures: number;
  /** Null, or over, when it may be asked. */
  readonly wait: HostWait | null;
  /** Set when it once was in the public internet: inside a private network it is another host than the one that was configured. */
  readonly wasPublic?: true;
}

/** Keeps requests from hosts that are to be left alone. */
export interface HostGate {
  /** Null when the host may be asked now. */
  waits(host: string): HostWait | null;
  /** Takes over what a host answered. */
  answered(host: string, response: Pick<HttpResponse, "status" | "headers">): void;
  /** Takes over that a host could not be reached. */
  unreachable(host: string): void;
  /** Whether a host that a source names has been in the public internet before this scan. */
  wasPublic(host: string): boolean;
  /** Takes over where a host that a source names was met. */
  met(host: string, place: Place): void;
  /** What to remember after the scan. */
  memory(): ReadonlyMap<string, HostMemory>;
  /** How many hosts that were public are not in that memory, since there are too many: each counts as one that was never met. */
  forgotten(): number;
}

/**
 * `Retry-After` holds at once, for every source of the host; without it a host that only failed in two scans in a row is left
 * alone for five minutes, and twice as long with each scan more, up to six hours. Where most hosts cannot be reached, it is not
 * they who fail.
 *
 * @param jitter from 0 up to 1: each pause is between half and the whole of that, so that not all come back at one moment
 */
export function createHostGate(
  known: ReadonlyMap<string, HostMemory>,
  clock: Pick<Clock, "now">,
  jitter: () => number,
): HostGate {
  const asked = new Map<string, HostWait>();
  const failed = new Set<string>();
  const lost = new Set<string>();
  const isActive = ({ until }: HostWait): boolean => until > clock.now().toISOString();
  const well = new Set<string>();
  const met = new Set<string>();
  let remembered: ReadonlyMap<string, HostMemory> = known;

  /** Those that were met last at the end. */
  const publicHosts = (): readonly string[] => [
    ...[...known].flatMap(([host, { wasPublic }]) => (wasPublic === true && !met.has(host) ? [host] : [])),
    ...met,
  ];

  const backOff = (failures: number): HostWait => {
    const longest =
      failures < 2 ? 0 : Math.min(LONGEST_HOST_PAUSE_MS, FIRST_HOST_PAUSE_MS * 2 ** Math.min(20, failures - 2));
    return { why: "backOff", until: later(clock.now(), longest * (0.5 + jitter() / 2)) };
  };

  return {
    waits: (host) => {
      const wait = asked.get(host) ?? known.get(host)?.wait ?? null;
      return wait !== null && isActive(wait) ? wait : null;
    },
    answered: (host, { status, headers }) => {
      const isTrouble = status === 429 || status >= 500;
      (isTrouble ? failed : well).add(host);
      const now = clock.now();
      const seconds = (isTrouble ? retryAfterSeconds(headers, now) : null) ?? 0;
      if (seconds > 0) asked.set(host, { why: "retryAfter", until: later(now, seconds * 1000) });
    },
    unreachable: (host) => void lost.add(host),
    wasPublic: (host) => known.get(host)?.wasPublic === true,
    met: (host, place) => {
      if (place === "public") met.add(host);
    },
    memory: () => {
      const hosts = new Map<string, HostMemory>();
      // What nobody has asked stays as it is, for a while.
      const oldest = later(clock.now(), -KEEP_HOST_FAILURES_MS);
      for (const [host, old] of known) if (old.wait !== null && old.wait.until > oldest) hosts.set(host, old);
      for (const host of well) hosts.delete(host);
      const isOnline = well.size >= lost.size;
      for (const host of new Set([...failed, ...(isOnline ? lost : [])])) {
        if (well.has(host)) continue;
        const failures = (known.get(host)?.failures ?? 0) + 1;
        hosts.set(host, { failures, wait: backOff(failures) });
      }
      for (const [host, wait] of asked) hosts.set(host, { failures: hosts.get(host)?.failures ?? 0, wait });
      for (const host of publicHosts().slice(-MAX_PUBLIC_HOSTS)) {
        const one: HostMemory = { failures: 0, wait: null, ...hosts.get(host), wasPublic: true };
        // Behind those that were met before it, whatever else is known of it.
        hosts.delete(host);
        hosts.set(host, one);
      }
      remembered = hosts;
      return hosts;
    },
    forgotten: () => publicHosts().filter((host) => remembered.get(host)?.wasPublic !== true).length,
  };
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + Math.round(ms)).toISOString();
}
