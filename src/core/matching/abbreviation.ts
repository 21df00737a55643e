import { NONE, classWordBefore, classWordBehind } from "./besides";
import { isEnd, isJoint } from "./gaps";
import type { Ordinariness } from "./ordinaryWords";
import { isInnerCapital } from "./otherUse";
import type { TextContext } from "./textContext";
import { CLASS, DEED, EVERYDAY, EVENT, LEADING, LISTING, LOOSE, THREAT } from "./threatWords";
import { isFunctionWord, standsBesideAnything } from "../text/stopwords";

interface Abbreviation {
  readonly first: number;
  readonly last: number;
  readonly ordinariness: Ordinariness;
}

/** A version makes software of it: *APT 3.0*; a bare number one of many: *APT 41*. */
const VERSION = /^[\s_-]v?\d+\.\d/iu;
const YEAR = /^(?:19|20)\d\d$/;

/** Whether software of that name is meant. */
export function isVersioned(context: TextContext, last: number): boolean {
  const end = context.words.ends[last] as number;
  return VERSION.test(context.text.slice(end, end + 8));
}

/** Whether a number of its own follows an abbreviation: *APT 28*, *apt-28*; neither a year nor another part of an address. */
export function isNumbered(context: TextContext, last: number): boolean {
  const next = last + 1;
  if (!context.isNumber(next) || !isJoint(context.gapBefore(next)) || isVersioned(context, last)) return false;
  return !YEAR.test(context.folded(next));
}

/**
 * The class word that makes a name of an abbreviation that is not in capitals: *Inc Ransom claims …* for `INC`, but neither
 * *Acme Inc ransomware attack* nor *Stop ransomware*.
 */
export function abbreviationWord(context: TextContext, { first, last, ordinariness }: Abbreviation): number {
  if (last > first || context.inUrl || !context.isCapital(first)) return NONE;
  // As the group is also written: *Inc. Ransom*.
  const isDotted =
    context.gapBefore(last + 1) === ". " && isExtortion(context, last + 1) && !context.isCapital(first - 1);
  if (isDotted) return last + 1;
  const behind = isJoint(context.gapBefore(last + 1)) ? classWordBehind(context, first, last) : NONE;
  if (behind >= 0 && isKind(context, behind, ordinariness) && !isBehindName(context, first)) {
    const isMeant = isInnerCapital(context, first) || BY.test(context.folded(first - 1));
    if (ordinariness === "coined" || isMeant || isActing(context, behind)) return behind;
  }
  const before = classWordBefore(context, first, last);
  const isMeant = isInnerCapital(context, first) || (context.classOf(last + 1) & DEED) !== 0;
  return before >= 0 && isMeant ? before : NONE;
}

function isExtortion(context: TextContext, word: number): boolean {
  return /^ransom(?:ware)?$/.test(context.folded(word));
}

/** What follows it is somebody. */
const BY = /^(?:by|from|of|von|durch)$/;

/** *Ransomware*, *gang*: neither people and deeds (*lead hackers*) nor, for a word of every day, what firms have (*Sea Group*). */
function isKind(context: TextContext, word: number, ordinariness: Ordinariness): boolean {
  const bits = context.classOf(word);
  if (ordinariness === "coined") return true;
  return (bits & (EVENT | LOOSE)) === 0 && ((bits & LEADING) !== 0 || context.folded(word) === "ransom");
}

/** The abbreviation belongs to a firm: *Acme Inc*. */
function isBehindName(context: TextContext, first: number): boolean {
  const word = context.folded(first - 1);
  if (isEnd(context.gapBefore(first)) || !context.isCapital(first - 1)) return false;
  const isPlain = isFunctionWord(word) || standsBesideAnything(word);
  return !isPlain && (context.classOf(first - 1) & (CLASS | THREAT | EVERYDAY | DEED)) === 0;
}

/** Whether the class words end in somebody who does something: *Hive ransomware hits …*, not *Stop ransomware attacks*. */
function isActing(context: TextContext, noun: number): boolean {
  let word = noun + 1;
  while ((context.classOf(word) & (CLASS | DEED)) === CLASS && isJoint(context.gapBefore(word))) word++;
  return (
    isJoint(context.gapBefore(word)) &&
    (context.classOf(word) & (EVERYDAY | DEED | LISTING | THREAT)) !== 0 &&
    (context.classOf(word) & CLASS) === 0
  );
}
