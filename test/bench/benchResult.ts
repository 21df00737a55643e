/** What one benchmark found, ready to be printed. */
export interface BenchResult {
  readonly name: string;
  /** What the ratio should be, in words: "at least 50×". */
  readonly goal: string;
  /** Measured in this run on the same input; null when it could not be measured here (`lines` say why). */
  readonly ratio: number | null;
  /** Whether the goal is met; null when it could not be measured. */
  readonly met: boolean | null;
  /** The figures behind it, one sentence or row each. */
  readonly lines: readonly string[];
}

/** The middle value; of an even number of values the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
