import type { Match } from "../model/model";

/** Words that stand beside anything, in English and German: they say nothing about what a name means. */
const FUNCTION_WORDS = new Set(
  (
    "a an and are as at be by for from has have how in into is its it new no not of off on or out over s says than that the their these this to up was were what when which who why will with " +
    "aber als am an auf aus bei beim das dem den der des die durch ein eine einem einen einer es für im in ist mit nach nicht neue neuer neues oder sich sind so über um und unter vom von vor was wie wird zu zum zur"
  ).split(" "),
);

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
  return !FUNCTION_WORDS.has(word.toLowerCase());
}
