import { onAbort } from "../text/onAbort";
import type { Clock, Web } from "../ports";
import type { ScanOptions } from "./scanOptions";

/** Works that begin before other work of the process gets its turn: many answers may come in one moment. */
const STARTS_PER_TURN = 5;

/** Runs work side by side within limits. */
export interface Limiter {
  /**
   * Runs `work` as soon as both limits allow. Gives null, without having run it, when the signal fires before its
   * turn; once running, ending early is the work's own business.
   */
  run<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T | null>;
}

interface Waiting {
  readonly host: string;
  readonly signal: AbortSignal;
  readonly start: () => void;
}

interface LimiterOptions {
  readonly total: number;
  readonly perHost: number;
  readonly clock: Clock;
  /** With it the works of one host come one by one, with a pause between the end of one and the start of the next. */
  readonly pause?: {
    readonly ms: number;
    /** When the last work of a host ended, in milliseconds; shared, the pause also holds from one limiter to the next. */
    readonly ended?: Map<string, number>;
  };
}

/**
 * At most `total` works at once, and `perHost` with the same `host`. First come, first served; a work whose host is
 * at its limit lets later ones of other hosts pass, but never one of its own host.
 */
export function createLimiter({ total, perHost: most, clock, pause }: LimiterOptions): Limiter {
  const perHost = pause === undefined ? most : 1;
  const waiting = new Set<Waiting>();
  const runningPerHost = new Map<string, number>();
  const ended = pause?.ended ?? new Map<string, number>();
  /** Hosts of which somebody waits for the end of the pause. */
  const awaited = new Set<string>();
  let running = 0;
  let startable = STARTS_PER_TURN;

  const startNext = (): void => {
    for (const entry of waiting) {
      if (running >= total || startable === 0) return;
      const sameHost = runningPerHost.get(entry.host) ?? 0;
      if (sameHost >= perHost || isPausing(entry)) continue;
      waiting.delete(entry);
      running += 1;
      runningPerHost.set(entry.host, sameHost + 1);
      startable -= 1;
      if (startable === 0) void clock.wait(0).then(nextTurn);
      entry.start();
    }
  };

  const nextTurn = (): void => {
    startable = STARTS_PER_TURN;
    startNext();
  };

  const isPausing = ({ host, signal }: Waiting): boolean => {
    const last = ended.get(host);
    if (pause === undefined || last === undefined) return false;
    const ms = last + pause.ms - clock.now().getTime();
    if (ms > 0 && !awaited.has(host)) {
      awaited.add(host);
      void clock.wait(ms, signal).then(() => {
        awaited.delete(host);
        // Cut short, the pause still holds for the others.
        if (!signal.aborted && ended.get(host) === last) ended.delete(host);
        startNext();
      });
    }
    return ms > 0;
  };

  const release = (host: string): void => {
    running -= 1;
    const left = (runningPerHost.get(host) ?? 1) - 1;
    if (left === 0) runningPerHost.delete(host);
    else runningPerHost.set(host, left);
    if (pause !== undefined) ended.set(host, clock.now().getTime());
    startNext();
  };

  const turn = (host: string, signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      const entry: Waiting = {
        host,
        signal,
        start: () => {
          stay();
          resolve(true);
        },
      };
      const stay = onAbort(signal, () => {
        waiting.delete(entry);
        resolve(false);
      });
      waiting.add(entry);
      startNext();
    });

  return {
    run: async (host, signal, work) => {
      if (signal.aborted || !(await turn(host, signal))) return null;
      try {
        // The turn may come in the same moment as the end of it all.
        return signal.aborted ? null : await work();
      } finally {
        release(host);
      }
    },
  };
}

/** The limits of a scan. */
export function scanLimiter(
  { concurrency, perHost, crawlDelayMs = 0 }: Pick<ScanOptions, "concurrency" | "perHost" | "crawlDelayMs">,
  { clock, lastAsked }: Pick<Web, "clock" | "lastAsked">,
): Limiter {
  const pause = crawlDelayMs > 0 ? { pause: { ms: crawlDelayMs, ended: lastAsked } } : {};
  return createLimiter({ total: concurrency, perHost, clock, ...pause });
}
