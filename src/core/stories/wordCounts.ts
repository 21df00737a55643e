import type { Turns } from "../text/turns";
import type { WordCounts } from "./storyEntry";
import type { StoryText } from "./storyText";

/** Articles counted between two turns of others. */
const AT_A_TIME = 20;

/** How many stories hold each word: what ten outlets tell of one event is rare all the same. @param near articles by their stories, each with its text */
export function* countWords(
  near: readonly { readonly story: string }[],
  texts: readonly StoryText[],
): Turns<WordCounts> {
  const holders = new Map<string, number>();
  const counted = new Map<string, Set<string>>();
  for (const [at, { story }] of near.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) yield;
    const words = counted.get(story);
    for (const { id } of texts[at]?.terms ?? []) {
      if (words?.has(id) !== true) holders.set(id, (holders.get(id) ?? 0) + 1);
    }
    const ids = texts[at]?.terms.map(({ id }) => id) ?? [];
    if (words === undefined) counted.set(story, new Set(ids));
    else for (const id of ids) words.add(id);
  }
  return { stories: counted.size, holders };
}
