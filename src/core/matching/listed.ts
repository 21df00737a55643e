import { isEnd } from "./gaps";
import type { Ordinariness } from "./ordinaryWords";
import { isInnerCapital } from "./otherUse";
import { type TextContext, WHOLE_HEADLINE } from "./textContext";
import { CLASS, EVERYDAY, JOINING, THREAT } from "./threatWords";

/** How far another tracked name is one: nothing but a name, or an ordinary word as well that is written as a name. */
export type Standing = "coined" | "borrowed" | "plain" | "place";

/** The other tracked names of a text, by the word at which they begin or end; null where there is none. */
export interface Neighbours {
  readonly beginsAt: (word: number) => Neighbour | null;
  readonly endsAt: (word: number) => Neighbour | null;
}

export interface Neighbour {
  readonly first: number;
  readonly last: number;
  readonly standing: Standing;
}

/** A name in a text, for which a word of threats is wanted. */
export interface Placed {
  readonly first: number;
  readonly last: number;
  /** How much the name is also something else. */
  readonly ordinariness: Ordinariness;
  /** The name as tracked begins with a capital letter. */
  readonly isCapital: boolean;
  /** The name is all capitals, and so it stands there, in a text that has small letters too. */
  readonly isExactCaps: boolean;
  /** The name is capitals alone, as the names of much else are. */
  readonly isAbbreviation: boolean;
  /** Little else is called so: verbs of every day are enough. */
  readonly isRare: boolean;
}

/** In a list with another tracked name: *Play, RansomHub and DragonForce*. */
export function listedName(context: TextContext, listed: Placed, { beginsAt, endsAt }: Neighbours): number {
  const { first, last } = listed;
  const isComma = (gap: string | null): boolean => gap !== null && gap !== " " && /^\s*[,/&+]\s*$/u.test(gap);
  const isJoining = (word: number): boolean => (context.classOf(word) & JOINING) !== 0;
  const behind = isJoining(last + 1) ? last + 2 : isComma(context.gapBefore(last + 1)) ? last + 1 : -1;
  const next = behind < 0 ? null : beginsAt(behind);
  if (next !== null && isList(context, listed, next)) return behind;
  const before = isJoining(first - 1) ? first - 2 : isComma(context.gapBefore(first)) ? first - 1 : -1;
  const previous = before < 0 ? null : endsAt(before);
  return previous !== null && isList(context, listed, previous) ? before : -1;
}

/** Whether two names beside each other are a list of threats, not of two things that are called so as well. */
function isList(context: TextContext, listed: Placed, other: Neighbour): boolean {
  if (other.standing === "coined") return true;
  if (context.inUrl || context.capitals === "upper" || context.capitals === "none") return false;
  const last = Math.max(listed.last, other.last);
  if (isBeforeNoun(context, last)) return false;
  // Two places are two places.
  if (listed.ordinariness === "place" && other.standing === "place") return false;
  const isPlain = listed.ordinariness !== "borrowed";
  const ordinary = [...(isPlain ? [listed.first] : []), ...(other.standing === "borrowed" ? [] : [other.first])];
  const first = Math.min(listed.first, other.first);
  if (ordinary.length < 2 && context.nearest(first, last, THREAT | EVERYDAY | CLASS, WHOLE_HEADLINE) >= 0) return true;
  if (context.capitals === "title") return false;
  return ordinary.some((word) => isInnerCapital(context, word));
}

/** What two names are joined to describe: *Mercury and Apollo missions*. */
function isBeforeNoun(context: TextContext, last: number): boolean {
  if (isEnd(context.gapBefore(last + 1))) return false;
  const bits = context.classOf(last + 1);
  return /[^s]s$/.test(context.folded(last + 1)) && (bits & (CLASS | THREAT | EVERYDAY)) === 0;
}

/** How long a list may be, in words. */
const LONGEST_LIST = 8;

/** The class word at the end of a list of names that begins with the name: *Play, Ragtag and Bogus ransomware*. */
export function classWordOfList(context: TextContext, last: number): number {
  const first = context.gapBefore(last + 1);
  if (context.inUrl || first === null || (first.trim() !== "," && (context.classOf(last + 1) & JOINING) === 0))
    return -1;
  for (let word = last + 1; word <= last + LONGEST_LIST; word++) {
    const gap = context.gapBefore(word);
    if (gap === null || !/^\s*(?:,\s*)?$/.test(gap)) return -1;
    const bits = context.classOf(word);
    if ((bits & CLASS) !== 0) return word;
    if ((bits & JOINING) === 0 && !context.isCapital(word)) return -1;
  }
  return -1;
}
