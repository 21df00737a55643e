import { PLAIN_WORDS } from "./plainWordList";

/** What English adds to a word, and what may have been cut off the word for it. */
const ENDINGS: readonly (readonly [ending: string, restored: readonly string[]])[] = [
  ["ies", ["y"]],
  ["ied", ["y"]],
  ["iers", ["y"]],
  ["ers", ["", "e"]],
  ["ing", ["", "e"]],
  ["es", ["", "e"]],
  ["ed", ["", "e"]],
  ["er", ["", "e"]],
  ["ly", [""]],
  ["s", [""]],
];
const SHORTEST_STEM = 3;

let words: ReadonlySet<string> | undefined;

/**
 * Whether a name is also an ordinary word, so that its mere presence says little: *Play*, *Mask*, *Fake*, *Russian*,
 * *Hunters*, *The Gentlemen*. Also names of one or two characters, and numbers. Names of several words and coined words
 * are never plain.
 *
 * @param key of the name, by `nameKey`: letters and digits, caseless and joined
 */
export function isPlainWord(key: string): boolean {
  if (key.length <= 2 || /^\p{N}+$/u.test(key)) return key !== "";
  if (isListed(key)) return true;
  return key.startsWith("the") && isListed(key.slice(3));
}

function isListed(key: string): boolean {
  words ??= new Set(PLAIN_WORDS.split(/\s+/).filter((word) => word !== ""));
  if (words.has(key)) return true;
  if (key.endsWith("men") && words.has(`${key.slice(0, -3)}man`)) return true;
  for (const [ending, restored] of ENDINGS) {
    if (!key.endsWith(ending)) continue;
    const stem = key.slice(0, -ending.length);
    if (stem.length < SHORTEST_STEM) continue;
    for (const letter of restored) if (words.has(stem + letter)) return true;
    // A doubled consonant: running, stopped, planner.
    if (ending !== "s" && stem.at(-1) === stem.at(-2) && words.has(stem.slice(0, -1))) return true;
  }
  return false;
}
