/** The simulator's time. */
export interface SimulatorClock {
  now(): Date;
  /** Resolves after `ms`, or at once when the signal fires. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: SimulatorClock = {
  now: () => new Date(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done);
    }),
};

/**
 * Time that costs none: `now` stands still until somebody waits, and jumps to whoever waits for the earliest moment once
 * everything else of the process has had a turn. Hours of back-off and hanging servers pass in milliseconds. Give the same
 * clock to the simulator and to what is tested against it.
 */
export function virtualClock(start: Date = new Date("2026-01-01T00:00:00Z")): SimulatorClock {
  let now = start.getTime();
  let sequence = 0;
  let pumping = false;
  const waiting: { readonly due: number; readonly order: number; readonly wake: () => void }[] = [];

  const pump = (): void => {
    // Two turns: what an earlier wake-up started may itself begin to wait for something sooner.
    setImmediate(() =>
      setImmediate(() => {
        waiting.sort((left, right) => left.due - right.due || left.order - right.order);
        const next = waiting.shift();
        pumping = waiting.length > 0;
        if (next !== undefined) {
          now = Math.max(now, next.due);
          next.wake();
        }
        if (pumping) pump();
      }),
    );
  };

  return {
    now: () => new Date(now),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const entry = { due: now + Math.max(0, ms), order: sequence++, wake };
        function wake(): void {
          signal?.removeEventListener("abort", leave);
          resolve();
        }
        function leave(): void {
          const at = waiting.indexOf(entry);
          if (at >= 0) waiting.splice(at, 1);
          wake();
        }
        signal?.addEventListener("abort", leave);
        waiting.push(entry);
        if (!pumping) {
          pumping = true;
          pump();
        }
      }),
  };
}
