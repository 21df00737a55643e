import { isDigit } from "./overlaps";
import { isEverydayPhrase, isOrdinaryPart } from "./ordinaryWords";
import { isInLongerName } from "./otherUse";
import type { TextContext } from "./textContext";
import { CLASS, MODIFIER } from "./threatWords";
import { isFunctionWord } from "../text/stopwords";

/**
 * How a name stands there, beside its letters:
 * - `asName`: as a name would
 * - `apart`: written as one word, it stands there as words of every day (*lock bit by bit*); or of several words, in an address
 * - `small`: without its capitals, in a text that has them for names (*the clop of hooves*)
 * - `unsigned`: without a sign that belongs to it (*Lapsus* for `Lapsus$`)
 * - `longer`: of several words, and a part of a longer name (*Salt Typhoon Island*)
 */
export type Writing = "asName" | "apart" | "small" | "unsigned" | "longer";

/** What has to be known of a name for that. */
export interface Written {
  /** How many words it has, as it is tracked. */
  readonly words: number;
  readonly isOneWord: boolean;
  /** Its words begin with capitals, as it is tracked. */
  readonly capitals: readonly boolean[];
  /** A capital behind a small letter: *SideWinder*. */
  readonly isCamel: boolean;
  /** A capital or a digit within a word shows a name, however it is written: *QakBot*. */
  readonly hasInnerCapital: boolean;
  /** Signs that belong to it, such as the $ of `Lapsus$`. */
  readonly signs: string;
}

const SIGNS = /[$!@\u20ac\u00a3\u00a5\u00a7^*+?%&#~=<>]/gu;

export function readWritten(name: string): Written {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  return {
    words: words.length,
    isOneWord: words.length === 1,
    capitals: words.map((word) => /^\p{Lu}/u.test(word)),
    isCamel: words.length === 1 && /\p{Ll}\p{Lu}/u.test(name),
    hasInnerCapital: words.some((word) => /\p{L}\p{N}|\p{N}\p{L}|\p{Ll}\p{Lu}|\p{Lu}\p{Lu}\p{Ll}/u.test(word)),
    signs: [...new Set(name.match(SIGNS))].join(""),
  };
}

/** @param key of the name, by `nameKey` */
export function writingOf(written: Written, key: string, first: number, last: number, context: TextContext): Writing {
  if (written.signs !== "" && !hasSigns(written.signs, first, last, context)) return "unsigned";
  if (last > first && written.isOneWord) {
    if (isEverydayPhrase(key)) return "apart";
    if (isSmallBehind(first, last, context)) return isApart(first, last, context) ? "apart" : "small";
    return !isApart(first, last, context) || areNames(first, last, context) ? "asName" : "apart";
  }
  if (last > first && context.inUrl) return "apart";
  if (context.capitals !== "sentence") return "asName";
  if (isSmall(written, first, last, context)) return "small";
  return last > first && isInLongerName(context, first, last) ? "longer" : "asName";
}

/** Signs at the edges stand outside of the words. */
function hasSigns(signs: string, first: number, last: number, { text, words }: TextContext): boolean {
  const start = Math.max(0, (words.starts[first] as number) - signs.length);
  const around = text.slice(start, (words.ends[last] as number) + signs.length);
  return Array.from(signs).every((sign) => around.includes(sign));
}

/** Whether all its words may stand beside others. */
function isApart(first: number, last: number, context: TextContext): boolean {
  let longest = 0;
  for (let word = first; word <= last; word++) {
    const part = context.folded(word);
    if (!isOrdinaryPart(part)) return false;
    if (!context.isNumber(word)) longest = Math.max(longest, part.length);
  }
  // *APT 28* is a designation, *Windows 10* a thing.
  return !context.isNumber(last) || longest > LONGEST_DESIGNATION;
}

const LONGEST_DESIGNATION = 4;

/** *Gold digger*: no name is parted and goes on small, but for what it says of its kind (*Raccoon stealer*). */
function isSmallBehind(first: number, last: number, context: TextContext): boolean {
  if (context.capitals !== "sentence") return false;
  for (let word = first + 1; word <= last; word++) {
    if (hasCapital(word, context) || context.isNumber(word)) continue;
    if ((context.classOf(word) & (CLASS | MODIFIER)) === 0) return true;
  }
  return false;
}

/** Each word has a capital, in a text that has them for names alone. */
function areNames(first: number, last: number, context: TextContext): boolean {
  // In German every noun has one.
  if (context.capitals !== "sentence" || context.isGerman) return false;
  for (let word = first; word <= last; word++) {
    const isNumber = isDigit(context.words.units[context.words.unitStarts[word] as number] as number);
    if (!context.isCapital(word) && !isNumber) return false;
  }
  return true;
}

/** A word that has a capital as tracked has none there. */
function isSmall(
  { capitals, isOneWord, hasInnerCapital }: Written,
  first: number,
  last: number,
  context: TextContext,
): boolean {
  if (isOneWord) {
    return capitals[0] === true && !hasInnerCapital && !hasCapital(first, context) && !context.isRewritten(first);
  }
  // Words that are joined or parted otherwise cannot be compared.
  if (capitals.length !== last - first + 1) return false;
  return capitals.some((isCapital, at) => {
    if (!isCapital || hasCapital(first + at, context)) return false;
    // What kind of thing it is, or an article, may be small all the same: *Fen group*, *the Gentlemen*.
    return (context.classOf(first + at) & (CLASS | MODIFIER)) === 0 && !isFunctionWord(context.folded(first + at));
  });
}

/** Anywhere in the word: *iPhone*, *d’Or*. */
function hasCapital(word: number, { text, words }: TextContext): boolean {
  return /\p{Lu}/u.test(text.slice(words.starts[word], words.ends[word]));
}
