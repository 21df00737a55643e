import { isVersioned } from "./abbreviation";
import {
  FREE,
  NONE,
  OTHERWISE,
  apposition,
  classWordBefore,
  classWordBehind,
  formerName,
  isInQuotedName,
  isIntroduced,
  leakSite,
} from "./besides";
import { isHyphen, isJoint, isEnd } from "./gaps";
import { type Neighbours, type Placed, classWordOfList, listedName } from "./listed";
import { isOrigin } from "./ordinaryWords";
import { isBystander, isCulprit, isInnerCapital, isPartOfCompound, isSomethingElse } from "./otherUse";
import { sureWord } from "./proof";
import { MOST_OF_HEADLINE, type TextContext, WHOLE_HEADLINE } from "./textContext";
import { CLASS, DEED, EVENT, EVERYDAY, HARM, LEADING, LISTING, LOOSE, SPOILS, THREAT, VAGUE } from "./threatWords";
import { STOPWORDS } from "../text/stopwords";

/** Of capitals no more is asked than that the headline is about threats at all. */
const LONG_HEADLINE = 24;
/** *Iranian state APT*. */
const ORIGIN_REACH = 3;

/**
 * The word of threats that lets a name count which is an ordinary word too.
 * @returns its place among the words, `FREE`, or another number below 0 where there is none
 */
export function threatWordNear(context: TextContext, placed: Placed, neighbours: Neighbours): number {
  switch (placed.ordinariness) {
    case "describing":
    case "adjective":
      return nearDescribingWord(context, placed, neighbours);
    case "place":
    case "plain":
      return nearOrdinaryWord(context, placed, neighbours);
    case "borrowed":
    case "coined": {
      const near = nearOtherName(context, placed, neighbours);
      return near < 0 && standsForItself(context, placed) ? FREE : near;
    }
  }
}

/** Whether a name that is seldom anything else needs no such word: in quotation marks, or where nothing else is said. */
function standsForItself(context: TextContext, placed: Placed): boolean {
  if (placed.ordinariness === "coined" && !placed.isAbbreviation) return false;
  return isIntroduced(context, placed.first, placed.last) || standsAlone(context, placed);
}

/** Whether nothing else is said: a tag, a kicker, a bare name, *Lazarus is back*. */
function standsAlone(context: TextContext, { first, last }: Placed): boolean {
  const { words } = context;
  if (context.inUrl || words.count > MOST_OF_HEADLINE) return false;
  const own = context.folded(first);
  for (let word = 0; word < words.count; word++) {
    const folded = context.folded(word);
    if (word >= first && word <= last) continue;
    if (folded !== own && !isSaying(folded)) return false;
  }
  return true;
}

/** What is said of old acquaintances: *Lazarus is back*, *Emotet kehrt zurück*. */
const COMING = /^(?:back|again|returns?|strikes?|kehrt|zurück|schlägt|zu)$/;

/** Whether a word says nothing of what a headline is about. */
function isSaying(word: string): boolean {
  return STOPWORDS.en.has(word) || STOPWORDS.de.has(word) || COMING.test(word);
}

/** For words that describe threats as a matter of course: *Russian hackers*, *Android malware*, *first ransomware*. */
function nearDescribingWord(context: TextContext, placed: Placed, neighbours: Neighbours): number {
  const { first, last, ordinariness, isCapital, isExactCaps } = placed;
  if (isIntroduced(context, first, last)) {
    const near = context.nearest(first, last, CLASS, MOST_OF_HEADLINE);
    if (near >= 0) return near;
  }
  if (context.inUrl) return NONE;
  const isAdjective = ordinariness === "adjective";
  const behind = isAdjective ? classWordBehind(context, first, last) : NONE;
  const before = classWordBefore(context, first, last);
  const other = isAdjective
    ? Math.max(listedName(context, placed, neighbours), apposition(context, last), formerName(context, first, last))
    : NONE;
  const site = isAdjective ? leakSite(context, first, last) : NONE;
  // Most are nothing of the kind.
  if (Math.max(behind, before, other, site) < 0) return NONE;
  if (!context.isWrittenLike(isCapital, first) || isPartOfCompound(context, first, last)) return NONE;
  if (other >= 0) return other;
  const isMeant = isExactCaps || (isAdjective && (isInnerCapital(context, first) || context.isLoud(first)));
  // No adjective has a capital or a hyphen of its own; and nobody says of just any ransomware what it claims.
  const isNoun = isMeant || isHyphen(context.gapBefore(last + 1));
  if (behind >= 0 && (isNoun || (behind === last + 1 && isThing(context, behind) && isDoing(context, first, behind))))
    return behind;
  const isClosed = context.capitals === "sentence" && isEnd(context.gapBefore(last + 1));
  if (before >= 0 && (isMeant || isClosed || isClaiming(context, last + 1))) return before;
  return isMeant || isClaiming(context, last + 1) ? site : NONE;
}

function isThing(context: TextContext, word: number): boolean {
  return /^(?:ransomware|ransom|locker)$/.test(context.folded(word));
}

/** *Global ransomware claims …*, *Global ransomware hits port*; not *Global ransomware hits record*, *first ransomware targets …*. */
function isDoing(context: TextContext, first: number, noun: number): boolean {
  if (isClaiming(context, noun + 1)) return true;
  if (!isVerbOfHarm(context, noun + 1) || isIdiom(context, noun + 1)) return false;
  return !isSaying(context.folded(first)) && !COUNTING.test(context.folded(first));
}

/** What is said of just any ransomware. */
const COUNTING = /^(?:new|first|second|third|last|next|another|latest|other|old|unknown|neue|neuer|unbekannte)$/;

function isVerbOfHarm(context: TextContext, word: number): boolean {
  return (
    isJoint(context.gapBefore(word)) &&
    /^(?:hits|strikes|targets|cripples|paralyses|paralyzes|trifft)$/.test(context.folded(word))
  );
}

function isClaiming(context: TextContext, word: number): boolean {
  return (
    isJoint(context.gapBefore(word)) &&
    (context.classOf(word) & (DEED | LISTING)) !== 0 &&
    (context.classOf(word) & CLASS) === 0
  );
}

/** For coined names, where the user wants a word of threats, and for borrowed ones. */
function nearOtherName(context: TextContext, placed: Placed, neighbours: Neighbours): number {
  const { first, last, ordinariness, isCapital, isRare } = placed;
  if (placed.isAbbreviation) return nearAbbreviation(context, placed, neighbours);
  if (ordinariness === "coined")
    return context.nearest(first, last, THREAT | EVERYDAY | CLASS | DEED, WHOLE_HEADLINE, { acrossWalls: true });
  const beside = classWordBehind(context, first, last);
  if (beside >= 0) return beside;
  const isOther = [apposition(context, last), formerName(context, first, last)].includes(OTHERWISE);
  if (isOther || !context.isWrittenLike(isCapital, first) || isSomethingElse(context, first, last)) return NONE;
  const sure = Math.max(sureWord(context, first, last), listedName(context, placed, neighbours));
  if (sure >= 0) return sure;
  const bits = isJoint(context.gapBefore(last + 1)) ? context.classOf(last + 1) : 0;
  if ((bits & (THREAT | DEED)) === (THREAT | DEED) && !isIdiom(context, last + 1)) return last + 1;
  const near = context.nearest(first, last, THREAT, WHOLE_HEADLINE, { without: VAGUE });
  if (near >= 0 && (near !== last + 1 || !isIdiom(context, near))) return near;
  const vague = context.nearest(first, last, VAGUE, WHOLE_HEADLINE);
  if (vague >= 0 && context.nearest(first, last, EVERYDAY | DEED | LISTING, WHOLE_HEADLINE) >= 0) return vague;
  if ((bits & DEED) !== 0 && context.nearest(first, last, SPOILS, WHOLE_HEADLINE) >= 0) return last + 1;
  if (isCulprit(context, first)) return first - 2;
  return isRare ? context.nearest(first, last, EVERYDAY | DEED, WHOLE_HEADLINE) : NONE;
}

const IDIOM =
  /^(?:show|spotlight|scene|thunder|limelight|hearts?|headlines|title|album|songs?|trailer|oil|gas|water|record|mark|contract)$/;

/** *Steals the show*, *leaks oil*. */
function isIdiom(context: TextContext, verb: number): boolean {
  return IDIOM.test(context.folded(verb + 1)) || IDIOM.test(context.folded(verb + 2));
}

/** For capitals alone. In an address, which repeats its headline, all that this says counts too. */
function nearAbbreviation(context: TextContext, placed: Placed, neighbours: Neighbours): number {
  const { first, last } = placed;
  const beside = Math.max(sureWord(context, first, last), listedName(context, placed, neighbours));
  if (beside >= 0 || isVersioned(context, last) || isBystander(context, last)) return beside;
  const near = context.nearest(first, last, THREAT | CLASS | DEED | HARM, LONG_HEADLINE, { acrossWalls: true });
  if (near >= 0 && context.folded(near) !== context.folded(first)) return near;
  for (let word = first - 1; word >= first - ORIGIN_REACH && isJoint(context.gapBefore(word + 1)); word--) {
    if (isOrigin(context.folded(word))) return word;
  }
  if (context.inUrl) return context.isAboutThreats(first, last) ? FREE : NONE;
  const isNamed = neighbours.endsAt(first - 1) ?? neighbours.beginsAt(last + 1);
  return isNamed?.standing === "coined" ? isNamed.first : NONE;
}

/** For words of every day, and places. */
function nearOrdinaryWord(context: TextContext, placed: Placed, neighbours: Neighbours): number {
  const { first, last, ordinariness, isCapital, isExactCaps } = placed;
  const isPlace = ordinariness === "place";
  if (isIntroduced(context, first, last)) {
    const near = context.nearest(first, last, CLASS, MOST_OF_HEADLINE);
    if (near >= 0) return near;
  }
  if (!context.isWrittenLike(isCapital, first) || isPartOfCompound(context, first, last)) return NONE;
  const behind = classWordBehind(context, first, last);
  // What is done in a place, or by people there, is not its own: *Nevada attack*, *in Cuba hackers*.
  if (behind >= 0 && !(isPlace && isOfPlace(context, first, behind))) return behind;
  if (isInQuotedName(context, first, last)) return NONE;
  const sure = Math.max(sureWord(context, first, last), listedName(context, placed, neighbours));
  if (sure >= 0 && sure !== behind) return sure;
  if (isPlace) return NONE;
  if (!context.inUrl && isJoint(context.gapBefore(last + 1)) && (context.classOf(last + 1) & DEED) !== 0) {
    const near = context.nearest(first, last + 1, THREAT | CLASS, MOST_OF_HEADLINE);
    if (near >= 0) return near;
  }
  const listed = classWordOfList(context, last);
  if (listed >= 0) return listed;
  if (!isExactCaps && (!isInnerCapital(context, first) || isSomethingElse(context, first, last))) return NONE;
  const near = context.nearest(first, last, CLASS, MOST_OF_HEADLINE);
  if (near < 0 || (context.classOf(near) & LOOSE) === 0 || isOwn(context, near)) return near;
  return context.isAboutThreats(first, last) ? near : NONE;
}

/** What a threat has: *Hive is back, and its operators want more*. */
function isOwn(context: TextContext, noun: number): boolean {
  return (
    /^operators?$/.test(context.folded(noun)) && /^(?:its|their|his|ihre|seine|deren)$/.test(context.folded(noun - 1))
  );
}

const IN_PLACE = /^(?:in|from|to|of|at|near|across|aus|von|nach|für|for|bei)$/;

function isOfPlace(context: TextContext, first: number, noun: number): boolean {
  const bits = context.classOf(noun);
  return (bits & (EVENT | LOOSE)) !== 0 || ((bits & LEADING) === 0 && IN_PLACE.test(context.folded(first - 1)));
}
