import type { Match } from "../model/model";
import { standsBesideAnything } from "../text/stopwords";

/** What lies beyond is another thought, or another part of an address. */
const BREAKS = /[:;,!?()[\]{}"“”„|/–—]/;

/** Further away a word is not beside the name any more. */
const MOST_WORDS = 4;

/**
 * The words beside a match that most likely tell what is meant there instead of the actor: the word before it, else the one
 * behind it, else from it on to the next that says something (*at the zoo*). Empty when there are none.
 *
 * @param text what the match counts its offsets in
 */
export function neighbour(text: string, { start, end }: Pick<Match, "start" | "end">): string {
  const before = wordsOf(text.slice(0, start).split(BREAKS).at(-1)).slice(-MOST_WORDS).toReversed();
  const after = wordsOf(text.slice(end).split(BREAKS)[0]).slice(0, MOST_WORDS);
  for (const words of [before, after]) if (words[0] !== undefined && says(words[0])) return words[0];
  const upTo = (words: readonly string[]): readonly string[] => words.slice(0, words.findIndex(says) + 1);
  const [near] = [upTo(after), upTo(before).toReversed()].filter((words) => words.length > 0);
  return (near ?? []).join(" ");
}

function wordsOf(text = ""): readonly string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? [];
}

function says(word: string): boolean {
  return !standsBesideAnything(word.toLowerCase());
}
