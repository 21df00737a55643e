import { nounsFor } from "./classNouns";
import type { Words } from "./words";

/** Of shorter names too many are the beginning of some word (*Haup*, *Ziel*). */
export const SHORTEST_COMPOUNDED = 5;
const SHORTEST_HEAD = 4;

let byLastUnit: ReadonlyMap<number, readonly string[]> | undefined;

/** How many units at the end of a word are such a noun, when enough for a name stand before it; else 0. */
export function headLength({ units, unitStarts }: Words, word: number): number {
  const start = unitStarts[word] as number;
  const end = unitStarts[word + 1] as number;
  if (end - start < SHORTEST_COMPOUNDED + SHORTEST_HEAD) return 0;
  byLastUnit ??= readHeads();
  for (const head of byLastUnit.get(units[end - 1] as number) ?? []) {
    const from = end - head.length;
    if (from - start < SHORTEST_COMPOUNDED) continue;
    let at = 0;
    while (at < head.length && units[from + at] === head.charCodeAt(at)) at++;
    if (at === head.length) return at;
  }
  return 0;
}

function readHeads(): ReadonlyMap<number, readonly string[]> {
  const heads = new Map<number, string[]>();
  for (const head of nounsFor("head").toSorted((a, b) => b.length - a.length)) {
    const unit = head.charCodeAt(head.length - 1);
    heads.set(unit, [...(heads.get(unit) ?? []), head]);
  }
  return heads;
}
