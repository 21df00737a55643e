import type { TextContext } from "./textContext";
import { BYSTANDER, CLASS, DEED, JOINING, LEADING, MARKER, MODIFIER, THREAT } from "./threatWords";
import type { Ordinariness } from "./ordinaryWords";

/** A name in a text, for which a word of threats is wanted. */
interface Placed {
  readonly first: number;
  readonly last: number;
  /** How much the name is also something else. */
  readonly ordinariness: Ordinariness;
  /** The name as tracked begins with a capital letter. */
  readonly isCapital: boolean;
  /** The name is all capitals, and so it stands there, in a text that has small letters too. */
  readonly isExactCaps: boolean;
}

/** Whether another tracked name, one that is no ordinary word, begins (or ends) at a word. */
export interface Neighbours {
  readonly beginsAt: (word: number) => boolean;
  readonly endsAt: (word: number) => boolean;
}

/**
 * How far a word of threats may be, in words. A headline is about one thing and has about twelve words: for a name that is
 * seldom anything else any of them will do. Where the capital letter or quotation marks show that a name is meant, most
 * of a headline. An ordinary word needs its class word right beside it: all else in a security headline is about threats too.
 */
const WHOLE_HEADLINE = 12;
const MOST_OF_HEADLINE = 8;

/**
 * The word of threats that lets a name count which is an ordinary word too.
 * @returns its place among the words, or -1
 */
export function threatWordNear(context: TextContext, placed: Placed, neighbours: Neighbours): number {
  return placed.ordinariness === "plain" || placed.ordinariness === "describing"
    ? nearOrdinaryWord(context, placed, neighbours)
    : nearOtherName(context, placed);
}

/** With fewer words a text has no room for a word of threats: a tag, a kicker, a bare name. */
const FEW_WORDS = 4;

/** Whether a borrowed name needs no such word: in quotation marks, in a list with a tracked name, in a text of few words. */
export function standsForItself(context: TextContext, { first, last }: Placed, neighbours: Neighbours): boolean {
  if (context.inUrl) return false;
  return (
    context.words.count <= FEW_WORDS ||
    isIntroduced(context, first, last) ||
    listedName(context, first, last, neighbours) >= 0
  );
}

/** For coined names, where the user wants a word of threats, and for borrowed ones. */
function nearOtherName(context: TextContext, placed: Placed): number {
  const { first, last, ordinariness, isCapital } = placed;
  const beside = classWordBehind(context, last);
  if (beside >= 0) return beside;
  if (
    ordinariness === "borrowed" &&
    (!context.isWrittenLike(isCapital, first) || isSomethingElse(context, first, last))
  )
    return -1;
  return context.nearest(first, last, THREAT, WHOLE_HEADLINE, ordinariness === "coined");
}

function nearOrdinaryWord(context: TextContext, placed: Placed, neighbours: Neighbours): number {
  const { first, last, ordinariness, isCapital, isExactCaps } = placed;
  if (isIntroduced(context, first, last)) {
    const near = context.nearest(first, last, CLASS, MOST_OF_HEADLINE);
    if (near >= 0) return near;
  }
  if (
    ordinariness === "describing" ||
    !context.isWrittenLike(isCapital, first) ||
    isPartOfCompound(context, first, last)
  )
    return -1;
  const behind = classWordBehind(context, last);
  if (behind >= 0) return behind;
  if (isInQuotedName(context, first, last)) return -1;
  if (!context.inUrl && isBesides(context.gapBefore(first)) && (context.classOf(first - 1) & LEADING) !== 0)
    return first - 1;
  if (!context.inUrl && isJoint(context.gapBefore(last + 1)) && (context.classOf(last + 1) & DEED) !== 0) {
    const near = context.nearest(first, last + 1, THREAT, MOST_OF_HEADLINE);
    if (near >= 0) return near;
  }
  const listed = Math.max(listedName(context, first, last, neighbours), classWordOfList(context, last));
  if (listed >= 0) return listed;
  if (isExactCaps || (isInnerCapital(context, first) && !isSomethingElse(context, first, last))) {
    return context.nearest(first, last, CLASS, MOST_OF_HEADLINE);
  }
  return -1;
}

/** *Play ransomware*, *Play-Bande*, *Play extortion group*, “Play”: gang …; not across the end of a sentence. */
function classWordBehind(context: TextContext, last: number): number {
  if (!isBesides(context.gapBefore(last + 1))) return -1;
  if ((context.classOf(last + 1) & CLASS) !== 0) return last + 1;
  const modified = (context.classOf(last + 1) & MODIFIER) !== 0 && isJoint(context.gapBefore(last + 2));
  return modified && (context.classOf(last + 2) & CLASS) !== 0 ? last + 2 : -1;
}

function isJoint(gap: string | null): boolean {
  return gap !== null && /^[\s\-_\u2010-\u2013]*$/u.test(gap);
}

/** Blanks, hyphens, quotation marks, a comma, a colon or a bracket: what belongs together may be so parted. */
function isBesides(gap: string | null): boolean {
  return gap !== null && /^[\s\-_\u2010-\u2013,:("'\u2018-\u201f\u2039\u203a\u00ab\u00bb)]*$/u.test(gap);
}

/** Quotation marks around it, or *dubbed*, *known as*, *namens* before it. */
function isIntroduced(context: TextContext, first: number, last: number): boolean {
  if (context.inUrl) return false;
  if ((context.classOf(first - 1) & MARKER) !== 0 && isBesides(context.gapBefore(first))) return true;
  if (first > 1 && context.folded(first - 1) === "as" && /^(?:known|tracked)$/.test(context.folded(first - 2)))
    return true;
  return isQuoteBefore(context, first) && isQuoteBehind(context, last);
}

/** The second half of a compound (*China-Nexus*, *one-stop*), or a designation with a number (*Storm-0558*). */
function isPartOfCompound(context: TextContext, first: number, last: number): boolean {
  const isHyphen = (gap: string | null): boolean => gap !== null && /^[-_\u2010-\u2013]$/u.test(gap);
  if (!context.inUrl && isHyphen(context.gapBefore(first)) && (context.classOf(first - 1) & CLASS) === 0) return true;
  return isHyphen(context.gapBefore(last + 1)) && context.isNumber(last + 1);
}

/** A capital where the language asks for none. */
function isInnerCapital(context: TextContext, first: number): boolean {
  if (context.capitals !== "sentence" || !context.isCapital(first)) return false;
  const gap = context.gapBefore(first);
  return gap !== null && !/[.:!?|\u2013\u2014]/u.test(gap);
}

/**
 * A victim, a vendor or a product by the word behind it; or a longer name: with another capitalised word beside it, in a text
 * that has capitals for names alone (*Phoenix Contact*, *Apache Hive*).
 */
function isSomethingElse(context: TextContext, first: number, last: number): boolean {
  if (isJoint(context.gapBefore(last + 1)) && (context.classOf(last + 1) & BYSTANDER) !== 0) return true;
  if (context.capitals !== "sentence") return false;
  const isPart = (word: number, gap: string | null): boolean =>
    gap === " " && context.isCapital(word) && (context.classOf(word) & (CLASS | THREAT | MODIFIER)) === 0;
  if (isPart(last + 1, context.gapBefore(last + 1))) return true;
  return first > 1 && isPart(first - 1, context.gapBefore(first));
}

const OPENING = /["'\u2018\u201a\u201c\u201e\u00ab\u00bb\u2039\u203a]/u;
/** With a letter behind it is an apostrophe. */
const CLOSING = /^[,.]?["'\u2018\u2019\u201c\u201d\u00ab\u00bb\u2039\u203a](?!\p{L})/u;

function isQuoteBefore({ text, words }: TextContext, first: number): boolean {
  const start = words.starts[first] as number;
  return OPENING.test(text.charAt(start - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(start - 2));
}

function isQuoteBehind({ text, words }: TextContext, last: number): boolean {
  const end = words.ends[last] as number;
  return CLOSING.test(text.slice(end, end + 4));
}

/** The beginning or the end of something in quotation marks: ‘Phantom Orchard’ is not `Phantom`. */
function isInQuotedName(context: TextContext, first: number, last: number): boolean {
  return !context.inUrl && isQuoteBefore(context, first) !== isQuoteBehind(context, last);
}

/** How long a list may be, in words. */
const LONGEST_LIST = 8;

/** The class word at the end of a list of names that begins with the name: *Play, Ragtag and Bogus ransomware*. */
function classWordOfList(context: TextContext, last: number): number {
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

/** In a list with another tracked name: *Play, RansomHub and DragonForce*. */
function listedName(context: TextContext, first: number, last: number, { beginsAt, endsAt }: Neighbours): number {
  const isComma = (gap: string | null): boolean => gap !== null && /^\s*[,/&+]\s*$/u.test(gap);
  const isJoining = (word: number): boolean => (context.classOf(word) & JOINING) !== 0;
  const behind = isJoining(last + 1) ? last + 2 : isComma(context.gapBefore(last + 1)) ? last + 1 : -1;
  if (behind >= 0 && beginsAt(behind)) return behind;
  const before = isJoining(first - 1) ? first - 2 : isComma(context.gapBefore(first)) ? first - 1 : -1;
  return before >= 0 && endsAt(before) ? before : -1;
}
