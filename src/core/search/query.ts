import { MAX_SEARCHED_FOR_CHARACTERS } from "../limits";
import { COMPLEX, DENSE_WORD, MARK, WORD, asciiFold, kindOf } from "../matching/fold";
import { foldText, wordsToFind } from "./foldText";

/** How a word stands in a text. */
export const NOWHERE = 0;
export const WITHIN = 1;
export const AT_START = 2;
export const WHOLE = 3;
export type Fit = typeof NOWHERE | typeof WITHIN | typeof AT_START | typeof WHOLE;

/** Shorter words are looked for at the beginning of words alone: they stand within most texts. */
const SHORTEST_WITHIN = 3;

/** What is searched for. */
export interface Query {
  /** The words, the longest first: it is the rarest, mostly. All of them must be found. */
  readonly words: readonly string[];
  /** All of it as it was typed; the same as the word where it is one. */
  readonly phrase: string;
}

/** Null where nothing is typed that could be found. */
export function readQuery(typed: string): Query | null {
  const start = typed.slice(0, MAX_SEARCHED_FOR_CHARACTERS);
  const words = wordsToFind(start);
  if (words.length === 0) return null;
  const [only] = words;
  const phrase = words.length === 1 && only !== undefined ? only : foldText(start).trim();
  return { words: words.toSorted((a, b) => b.length - a.length), phrase };
}

/** Where a word stands next in a text, as it may be found; -1 where it does not. */
export function nextPlace(text: string, word: string, from: number): number {
  let at = text.indexOf(word, from);
  if (word.length < SHORTEST_WITHIN) while (at > 0 && goesOn(text, at)) at = text.indexOf(word, at + 1);
  return at;
}

/** How a word stands in a part of a folded text: the best of its occurrences. */
export function fitIn(text: string, word: string, from: number, to: number): Fit {
  let best: Fit = NOWHERE;
  const part = text.slice(from, to);
  for (let at = part.indexOf(word); at >= 0; at = part.indexOf(word, at + 1)) {
    const fit = fitAt(part, word, at);
    if (fit === WHOLE) return WHOLE;
    if (fit > best) best = fit;
  }
  return best;
}

function fitAt(text: string, word: string, at: number): Fit {
  const startsWord = at === 0 || !goesOn(text, at);
  if (!startsWord) return word.length >= SHORTEST_WITHIN ? WITHIN : NOWHERE;
  const end = at + word.length;
  return end === text.length || !goesOn(text, end) ? WHOLE : AT_START;
}

/** Whether one word reaches over this place. Scripts without blanks have words begin anywhere. */
function goesOn(text: string, at: number): boolean {
  const one = text.charCodeAt(at - 1);
  const next = text.charCodeAt(at);
  if (one < 128 && next < 128) return (asciiFold[one] as number) > COMPLEX && (asciiFold[next] as number) > COMPLEX;
  const after = kindOf(text.codePointAt(at) as number);
  if (after === MARK) return true;
  const before = kindOf(one >= 0xdc00 && one <= 0xdfff ? (text.codePointAt(at - 2) ?? one) : one);
  if (before === DENSE_WORD || after === DENSE_WORD) return false;
  return (before === WORD || before === MARK) && after === WORD;
}
