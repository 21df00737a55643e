import { isRecord } from "../text/isRecord";
import type { StateDocument } from "./documents";

/** What a person has said of two articles: they tell the same story, or they do not. */
export interface StoryDecision {
  readonly same: boolean;
  /** Keys of articles. */
  readonly articles: readonly [string, string];
}

/** What is remembered of stories beside who tells which. */
export interface StoryState {
  /** ISO 8601 UTC: the stories of what was found until then have been told; null before the first time. */
  readonly told: string | null;
  /** What was decided by hand, the oldest first. */
  readonly decisions: readonly StoryDecision[];
}

export const STORY_STATE: StateDocument<StoryState> = {
  name: "stories",
  empty: { told: null, decisions: [] },
  decode: (data) => {
    if (!isRecord(data)) return null;
    const decisions = Array.isArray(data["decisions"]) ? (data["decisions"] as unknown[]) : [];
    return {
      told: typeof data["told"] === "string" ? data["told"] : null,
      decisions: decisions.flatMap((one) => decodeDecision(one) ?? []),
    };
  },
};

function decodeDecision(value: unknown): StoryDecision | null {
  if (!isRecord(value) || typeof value["same"] !== "boolean" || !Array.isArray(value["articles"])) return null;
  const [one, other] = value["articles"] as unknown[];
  return typeof one === "string" && typeof other === "string" ? { same: value["same"], articles: [one, other] } : null;
}
