import { addressSpans } from "./addressSpans";

/** So far around a cut is looked for addresses that it would part. */
const WINDOW = 2_500;
/** Scripts that part no words by blanks, and the signs that stand between their sentences. */
const UNPARTED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303F\uFF00-\uFFEF]/u;

/** A run without blanks that means something else when its end is cut off: an address, a number, an id, the name of a file. */
const WHOLE = /[\p{N}@/\\_]|[.:]\S/u;

/**
 * The beginning of a text, `length` UTF-16 units at most. No character is cut in two, and no number, id, file name or address, however it
 * is written: where one is longer than all of it, nothing is left. Other words are cut.
 */
export function firstUnits(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = wholeEnd(text, length);
  return end === length ? text.slice(0, end) : text.slice(0, end).trimEnd();
}

/** At most so many UTF-16 units of a text, an ellipsis included where something is missing; empty where nothing is left. */
export function shortText(text: string, length: number): string {
  if (text.length <= length) return text;
  const start = firstUnits(text, length - 1).trimEnd();
  return start === "" ? "" : `${start}…`;
}

/** The beginning of what parts an address that is written apart. */
const OPEN_END =
  /(?:\s?[[({<]\s?(?:\.|d(?:ot?)?|p(?:u(?:n(?:kt?)?)?)?|@|at?|:)?\s?[\])}>]?|\s(?:d(?:ot?)?|p(?:u(?:n(?:kt?)?)?)?|\.)|\s?\\\.?|(?<=\p{N})\u3002){1,4}$/iu;

/** A text that was cut somewhere behind its end, without the word or address that may not be whole. */
export function withoutCutEnd(text: string): string {
  const words = text.trimEnd();
  const open = OPEN_END.exec(words.slice(-80))?.[0] ?? "";
  const before = words.slice(0, words.length - open.length);
  const rest = firstUnits(`${before}x`, before.length);
  // What stands before such a beginning is a part of it, whatever it looks like.
  return open !== "" && rest === before ? rest.slice(0, Math.max(0, rest.lastIndexOf(" "))) : rest;
}

/** The last place not behind `at` where a text may be cut. */
function wholeEnd(text: string, at: number): number {
  const from = Math.max(0, at - WINDOW);
  const spans = addressSpans(text.slice(from, at + WINDOW));
  let end = at;
  for (let before = -1; before !== end;) {
    before = end;
    end = runStart(text, end);
    for (const [start, stop] of spans) if (from + start < end && end < from + stop) end = from + start;
  }
  const isHalf = /[\uD800-\uDBFF]/.test(text[end - 1] ?? "") && /[\uDC00-\uDFFF]/.test(text[end] ?? "");
  return end - (isHalf ? 1 : 0);
}

/** Where the run begins that a cut at `end` would part and must not; `end` itself where there is none. */
function runStart(text: string, end: number): number {
  const isParted = (at: number): boolean => /\s/.test(text[at] ?? " ") || UNPARTED.test(text[at] ?? "");
  let [start, stop] = [end, end];
  while (start > 0 && !isParted(start - 1)) start -= 1;
  while (stop < end + WINDOW && !isParted(stop)) stop += 1;
  return start < end && end < stop && WHOLE.test(text.slice(start, stop)) ? start : end;
}
