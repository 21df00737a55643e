/** Which names an article has, by some rule. */
export type Finder = (article: { readonly title: string; readonly url: string }) => ReadonlySet<string>;

/** Counts of right and wrong answers. */
export interface Outcomes {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
}

export function noOutcomes(): Outcomes {
  return { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
}

export function addOutcome(outcomes: Outcomes, wanted: boolean, found: boolean): void {
  if (wanted && found) outcomes.truePositives += 1;
  else if (found) outcomes.falsePositives += 1;
  else if (wanted) outcomes.falseNegatives += 1;
}

/** Shares from 0 to 1; NaN where nothing was found or wanted. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function scoresOf({ truePositives, falsePositives, falseNegatives }: Outcomes): Scores {
  const precision = truePositives / (truePositives + falsePositives);
  const recall = truePositives / (truePositives + falseNegatives);
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}
