import type { Fault, FaultKind } from "./faults";
import type { Action } from "./flavour";

export interface ChaosOptions {
  readonly seed: number;
  /** The share of requests that a fault meets, 0 to 1. */
  readonly rate: number;
  /** Only these kinds; all when left out. */
  readonly only?: readonly Fault["kind"][];
  /** How long delays and slow answers take, in ms; 500 when left out. */
  readonly slowMs?: number;
}

/** Random numbers in [0, 1), the same for the same seed (a linear congruential generator modulo 2^32). */
export function seeded(seed: number): () => number {
  let state = (Math.imul(seed, 2_654_435_761) + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

/** Faults at random for `setChaos`: whatever may go wrong with a request of its kind, each about as often. */
export function seededChaos({ seed, rate, only, slowMs = 500 }: ChaosOptions): (action: Action | null) => Fault | null {
  const random = seeded(seed);
  let rivals = 0;
  return (action) => {
    if (random() >= rate) return null;
    const faults = possible(action, slowMs, ++rivals).filter(({ kind }) => only === undefined || only.includes(kind));
    return faults[Math.floor(random() * faults.length)] ?? null;
  };
}

function possible(action: Action | null, slowMs: number, number: number): readonly FaultKind[] {
  const always: readonly FaultKind[] = [
    { kind: "answer", status: 500 },
    { kind: "answer", status: 502, body: "<html>Bad Gateway</html>", headers: { "content-type": "text/html" } },
    { kind: "answer", status: 504, committed: true },
    { kind: "busy", status: 503, seconds: 2, retryAfter: "date" },
    { kind: "busy", status: 429, seconds: 1 },
    { kind: "busy", status: 429, retryAfter: "none" },
    { kind: "delay", ms: slowMs },
    { kind: "slow", ms: slowMs },
    { kind: "hang" },
    { kind: "hang", committed: true },
    { kind: "dropBefore" },
    { kind: "dropAfter" },
    { kind: "truncate" },
    { kind: "cutJson" },
    { kind: "malformed" },
    { kind: "errorIn200" },
    { kind: "errorIn200", committed: true },
    { kind: "html" },
    { kind: "html", committed: true },
    { kind: "redirect", location: "https://elsewhere.test/login" },
    { kind: "network", failure: { code: "refused", host: "xsoar" } },
  ];
  const note = `another analyst's note ${number}`;
  if (action === "create") return [...always, { kind: "rival", note }, { kind: "empty", committed: true }];
  if (action === "edit") return [...always, { kind: "touch", note }, { kind: "null", committed: true }];
  if (action === "search") return [...always, { kind: "touch", note }, { kind: "null" }, { kind: "empty" }];
  return always;
}
