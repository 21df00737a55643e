import { apart } from "../text/foreignText";
import type { Translate } from "../text/translate";
import type { Placed } from "./tellStories";

const MOST_WORDS = 6;

/** Why an article is in its story, or alone, in a sentence. @param titleOf the headline of an article by its key */
export function describePlaced(
  { why, isRoundup }: Pick<Placed, "why" | "isRoundup">,
  titleOf: (key: string) => string,
  t: Translate,
): string {
  if (why === null) {
    return isRoundup ? t("It tells several stories, and so is of none.") : t("No other article tells it.");
  }
  const title = apart(titleOf(why.with));
  if (why.byHand) return t("Somebody has said that it tells the same as “{title}”.", { title });
  if (why.shared.length === 0) return t("It is an overview of the same patches as “{title}”.", { title });
  const words = why.shared
    .slice(0, MOST_WORDS)
    .map(({ text }) => apart(text))
    .join(", ");
  return t("It shares {words} with “{title}”.", { words, title });
}

/** That an article tells what another one does, where no more is known of it. */
export function sameStory(title: string, t: Translate): string {
  return t("It tells the same story as “{title}”.", { title: apart(title) });
}
