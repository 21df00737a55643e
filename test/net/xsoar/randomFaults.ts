import type { Fault } from "../../world/xsoar/faults";
import type { Random } from "./randomWorld";

/** Something that goes wrong with one request. `theirText`: a note of somebody else. */
export function randomFault(random: Random, theirText: () => string): Fault {
  const oneOf = <T>(values: readonly T[]): T => values[random(values.length)]!;
  const committed = random(2) === 0;
  const status = oneOf([500, 502, 503, 504]);
  const kinds: readonly Fault[] = [
    { kind: "answer", status, committed },
    { kind: "answer", status: oneOf([400, 403, 404, 409, 415]) },
    { kind: "busy", seconds: 1 + random(4), retryAfter: oneOf(["seconds", "date", "none"] as const) },
    { kind: "hang", committed },
    { kind: "slow", ms: random(90_000) },
    { kind: "delay", ms: random(90_000) },
    { kind: "dropBefore" },
    { kind: "dropAfter" },
    { kind: "truncate" },
    { kind: "cutJson", committed },
    { kind: "malformed", committed },
    { kind: "errorIn200", committed },
    { kind: "html", committed },
    { kind: "null", committed },
    { kind: "empty", committed },
    { kind: "redirect", location: "https://elsewhere.test/" },
    { kind: "network", failure: { code: "reset", host: "xsoar.test" } },
    { kind: "touch", note: theirText() },
    { kind: "touch", note: theirText() },
  ];
  return oneOf(kinds);
}
