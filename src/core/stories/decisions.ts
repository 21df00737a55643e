import type { StoryDecision } from "../memory/storyState";

/** What was decided of each pair in the end. */
export interface Decided {
  readonly same: readonly (readonly [string, string])[];
  readonly apart: readonly (readonly [string, string])[];
}

/** The last decision on a pair holds. @param decisions the oldest first */
export function decided(decisions: readonly StoryDecision[]): Decided {
  const last = new Map<string, StoryDecision>();
  for (const decision of decisions) {
    const key = [...decision.articles].sort().join("\n");
    last.delete(key);
    last.set(key, decision);
  }
  const pairs = (same: boolean) =>
    [...last.values()].filter((one) => one.same === same).map(({ articles }) => articles);
  return { same: pairs(true), apart: pairs(false) };
}
