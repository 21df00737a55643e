import type { Clock } from "../../../src/core/ports";

export interface VirtualClock extends Clock {
  /** Moves the time on by itself; who waits until then is woken in order when it is their turn. */
  readonly later: (ms: number) => void;
  /** From now on every look at the clock takes so long. */
  readonly slowDown: (ms: number) => void;
}

/**
 * A clock whose waits end in the order of their times and take no time of ours: when everything else has come to its own wait, the time
 * moves on to the earliest. A wait of 0 lets all others that can go on do so first.
 */
export function virtualClock(startMs: number): VirtualClock {
  const waiting = new Map<() => void, number>();
  let nowMs = startMs;
  let lookMs = 0;
  let isTurning = false;

  const turn = (): void => {
    isTurning = false;
    // Of equal times the first come is first: a map keeps its order.
    const [next] = [...waiting].toSorted(([, one], [, other]) => one - other);
    if (next === undefined) return;
    const [wake, atMs] = next;
    nowMs = Math.max(nowMs, atMs);
    wake();
    takeTurns();
  };
  const takeTurns = (): void => {
    if (isTurning || waiting.size === 0) return;
    isTurning = true;
    setImmediate(turn);
  };

  return {
    now: () => new Date((nowMs += lookMs)),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          waiting.delete(wake);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        if (signal?.aborted === true) return resolve();
        waiting.set(wake, nowMs + ms);
        signal?.addEventListener("abort", wake);
        takeTurns();
      }),
    later: (ms) => void (nowMs += ms),
    slowDown: (ms) => void (lookMs = ms),
  };
}
