import { onAbort } from "../onAbort";

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
  readonly start: () => void;
}

/**
 * At most `total` works at once, and `perHost` with the same `host`. First come, first served; a work whose host is
 * at its limit lets later ones of other hosts pass, but never one of its own host.
 */
export function createLimiter({ total, perHost }: { readonly total: number; readonly perHost: number }): Limiter {
  const waiting = new Set<Waiting>();
  const runningPerHost = new Map<string, number>();
  let running = 0;

  const startNext = (): void => {
    for (const entry of waiting) {
      if (running >= total) return;
      const sameHost = runningPerHost.get(entry.host) ?? 0;
      if (sameHost >= perHost) continue;
      waiting.delete(entry);
      running += 1;
      runningPerHost.set(entry.host, sameHost + 1);
      entry.start();
    }
  };

  const release = (host: string): void => {
    running -= 1;
    const left = (runningPerHost.get(host) ?? 1) - 1;
    if (left === 0) runningPerHost.delete(host);
    else runningPerHost.set(host, left);
    startNext();
  };

  const turn = (host: string, signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      const entry: Waiting = {
        host,
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
