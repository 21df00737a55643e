import type { ProposedChange, RecordsPlan } from "./types";

/** Whether a change is ticked before anybody has looked at it: all but guesses; in an undo all. */
export function isTickedAtFirst({ undoes }: Pick<RecordsPlan, "undoes">, { isGuess }: ProposedChange): boolean {
  return undoes !== undefined || isGuess !== true;
}
