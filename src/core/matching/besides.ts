import { isActor } from "./classNouns";
import { STOPWORDS, isFunctionWord } from "../text/stopwords";
import { isClose, isComma, isEnd, isJoint } from "./gaps";
import { isVictim } from "./otherUse";
import { isOrigin } from "./ordinaryWords";
import { type TextContext, WHOLE_HEADLINE } from "./textContext";
import {
  AS,
  BYSTANDER,
  CLASS,
  DEED,
  EVENT,
  EVERYDAY,
  HARM,
  FORMER,
  JOINING,
  LEADING,
  LEAKED,
  LEAK_SITE,
  LISTING,
  LOOSE,
  MARKER,
  MODIFIER,
  OWNING,
  SITE,
  SMALL,
  SORT,
  THREAT,
} from "./threatWords";

/** Says that no word was found. */
export const NONE = -1;
/** Says that a name is described, as something else. */
export const OTHERWISE = -2;
/** Says that a name counts, and no word of threats has to be named. */
export const FREE = -3;

/** More words do not stand between a name and the noun that says what it is: *remote access trojan*. */
const MOST_MODIFIERS = 3;

/** *Play ransomware*, *Play-Bande*, *Play extortion group*, “Play” gang …; not across the end of a sentence. */
export function classWordBehind(context: TextContext, first: number, last: number): number {
  const next = context.classOf(last + 1);
  if ((next & (CLASS | MODIFIER)) === 0 || !isClose(context.gapBefore(last + 1))) return NONE;
  for (let word = last + 1; word <= last + 1 + MOST_MODIFIERS; word++) {
    const bits = context.classOf(word);
    if ((bits & CLASS) !== 0) return isTelling(context, word, first, last) ? word : NONE;
    if ((bits & MODIFIER) === 0 || !isJoint(context.gapBefore(word + 1))) return NONE;
  }
  return NONE;
}

/** *The gang Play*, *the ransomware group, Play,*, *ransomware operation Play*; not *Operation Play*, which is one against it. */
export function classWordBefore(context: TextContext, first: number, last: number): number {
  const bits = context.classOf(first - 1);
  if (context.inUrl || (bits & (LEADING | LOOSE)) === 0) return NONE;
  const gap = context.gapBefore(first);
  const isAside = isComma(gap) && isEnd(context.gapBefore(last + 1));
  if (!isClose(gap) && !isAside) return NONE;
  const isOfClass =
    (bits & LOOSE) !== 0 && (context.classOf(first - 2) & CLASS) !== 0 && isJoint(context.gapBefore(first - 1));
  if ((bits & LEADING) === 0 && !isOfClass) return NONE;
  // Where every word has a capital, *Ransomware Damage* is a noun, *Ransomware Hydra Steals* a name.
  const isThing = !isOfClass && !isActor(context.folded(first - 1)) && context.capitals !== "sentence";
  if (isThing && !isVerb(context, last + 1)) return NONE;
  return isTelling(context, first - 1, first, last) ? first - 1 : NONE;
}

function isVerb(context: TextContext, word: number): boolean {
  const bits = context.classOf(word);
  return isClose(context.gapBefore(word)) && (bits & (DEED | EVERYDAY)) !== 0 && (bits & CLASS) === 0;
}

/** Firms and theatres have groups and crews too: something else has to be about threats. */
function isTelling(context: TextContext, word: number, first: number, last: number): boolean {
  if (OF_STREETS.test(context.folded(word + 1))) return false;
  if ((context.classOf(word) & LOOSE) === 0) return true;
  if (context.inUrl) return !isVictim(context, word) && context.isAboutThreats(first, last);
  // Of an operation police and courts tell enough, whatever befalls it.
  const isOperation = OPERATION.test(context.folded(word));
  if (isOperation && context.nearest(first, last, HARM, WHOLE_HEADLINE) >= 0) return true;
  return !isVictim(context, word) && context.nearest(first, last, THREAT, WHOLE_HEADLINE) >= 0;
}

/** *Gang violence* is none of computers. */
const OF_STREETS = /^(?:violence|wars?|warfare|shootings?|killings?|murders?|rape)$/;
const OPERATION = /^operations?$/;

/** Quotation marks around it, or *dubbed*, *known as*, *namens* before it. */
export function isIntroduced(context: TextContext, first: number, last: number): boolean {
  if (context.inUrl) return false;
  const before = context.classOf(first - 1);
  if ((before & MARKER) !== 0 && isClose(context.gapBefore(first))) return true;
  if ((before & AS) !== 0 && /^(?:known|tracked)$/.test(context.folded(first - 2))) return true;
  return isQuoteBefore(context, first) && isQuoteBehind(context, last);
}

const BLANK = 0x20;
const OPENING = /["'\u2018\u201a\u201c\u201e\u00ab\u00bb\u2039\u203a]/u;
/** With a letter behind it is an apostrophe. */
const CLOSING = /^[,.]?["'\u2018\u2019\u201c\u201d\u00ab\u00bb\u2039\u203a](?!\p{L})/u;

function isQuoteBefore({ text, words }: TextContext, first: number): boolean {
  const start = words.starts[first] as number;
  if (text.charCodeAt(start - 1) === BLANK) return false;
  return OPENING.test(text.charAt(start - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(start - 2));
}

function isQuoteBehind({ text, words }: TextContext, last: number): boolean {
  const end = words.ends[last] as number;
  return CLOSING.test(text.slice(end, end + 4));
}

/** The beginning or the end of something in quotation marks: ‘Phantom Orchard’ is not `Phantom`. */
export function isInQuotedName(context: TextContext, first: number, last: number): boolean {
  if (context.inUrl || isQuoteBefore(context, first) === isQuoteBehind(context, last)) return false;
  // *Hunters’ leak site*: no mark was opened.
  const { text, words } = context;
  const end = words.ends[last] as number;
  return !/^s['\u2019]\s/u.test(text.slice(end - 1, end + 2)) || /(?:^|\s)['\u2018]/u.test(text.slice(0, end));
}

/** A firm that *fights ransomware* is none. */
const AGAINST =
  /^(?:against|anti|fighting|battling|tracking|combat(?:ing|ting)|detecting|stopping|blocking|hunting|facing|investigating|preventing)$/;
const ARTICLE = /^(?:an?|the|another|eine?|der|die|das)$/;
/** How long what describes a name may be, in words. */
const LONGEST_APPOSITION = 8;

/**
 * What the words behind a comma, a dash or a bracket say it is: *Royal, a ransomware group, is back*.
 * @returns the class word; `OTHERWISE` where an article begins the description of something else
 */
export function apposition(context: TextContext, last: number): number {
  const gap = context.gapBefore(last + 1);
  if (context.inUrl || gap === null || gap === " " || !/^\s*[,(]\s*$|^\s+[-\u2013\u2014]\s+$/u.test(gap))
    return gap === ": " ? headed(context, last) : NONE;
  const hasArticle = ARTICLE.test(context.folded(last + 1));
  const begin = hasArticle ? last + 2 : last + 1;
  let hasTrade = false;
  for (let word = begin; word < begin + LONGEST_APPOSITION; word++) {
    if (word > last + 1 && !isJoint(context.gapBefore(word))) break;
    const bits = context.classOf(word);
    if ((bits & (CLASS | EVENT)) === CLASS) {
      const head = headOf(context, word);
      const isOfThreats = hasTrade || (context.classOf(word) & LOOSE) === 0;
      if (isOfThreats && (hasArticle ? isHead(context, head) : isEnd(context.gapBefore(head + 1)))) return head;
      break;
    }
    if (isFunctionWord(context.folded(word)) && (!hasArticle || (bits & JOINING) === 0)) break;
    if (AGAINST.test(context.folded(word))) break;
    hasTrade ||= (bits & (THREAT | MODIFIER)) !== 0;
  }
  return hasArticle ? OTHERWISE : NONE;
}

const NEW = /^(?:an?|the|new|eine?|neue[rs]?)$/;

/** *3AM: new ransomware written in Rust*; of a place it tells what happens there. */
function headed(context: TextContext, last: number): number {
  if (!NEW.test(context.folded(last + 1)) || isOrigin(context.folded(last))) return NONE;
  for (let word = last + 2; word <= last + 2 + MOST_MODIFIERS && isJoint(context.gapBefore(word)); word++) {
    const bits = context.classOf(word);
    if ((bits & (CLASS | EVENT | LOOSE)) === CLASS) {
      const head = headOf(context, word);
      return isEnd(context.gapBefore(head + 1)) || isDescribed(context, head + 1) ? head : NONE;
    }
    if ((bits & MODIFIER) === 0 && !NEW.test(context.folded(word))) return NONE;
  }
  return NONE;
}

/** *Written in Rust*, *with a worm inside*. */
function isDescribed(context: TextContext, word: number): boolean {
  const folded = context.folded(word);
  return /^(?:written|with|that|which|in|from|for|built|based|mit|aus|für|von)$/.test(folded);
}

/** The last noun of a run that says what something is: *ransomware-as-a-service **operation***, *malware **family***. */
function headOf(context: TextContext, first: number): number {
  let head = first;
  for (let word = first + 1; isJoint(context.gapBefore(word)); word++) {
    if ((context.classOf(word) & (CLASS | SORT)) !== 0) head = word;
    else if ((context.classOf(word) & MODIFIER) === 0 && !/^(?:as|a|service)$/.test(context.folded(word))) break;
  }
  return head;
}

const SAID_OF_IT =
  /^(?:known|sold|written|built|seen|used|spread|offered|advertised|distributed|active|targeting|hitting|behind)$/;

/** People act, whatever follows; of things another noun may make something else: a *ransomware insurer*. */
function isHead(context: TextContext, head: number): boolean {
  const next = context.folded(head + 1);
  if (isEnd(context.gapBefore(head + 1)) || STOPWORDS.en.has(next) || STOPWORDS.de.has(next)) return true;
  if ((context.classOf(head + 1) & (FORMER | MARKER)) !== 0 || SAID_OF_IT.test(next)) return true;
  return isActor(context.folded(head));
}

/**
 * *BlackSuit, formerly Royal, is back*.
 * @returns the word before the name; `OTHERWISE` of a firm that has changed its name: what it does tells
 */
export function formerName(context: TextContext, first: number, last: number): number {
  // *Formerly the Mask*.
  let marker = /^(?:the|der|die)$/.test(context.folded(first - 1)) ? first - 2 : first - 1;
  if ((context.classOf(marker) & (FORMER | AS | MARKER)) === 0) return NONE;
  const isCalled = /^(?:as|als|called|named)$/.test(context.folded(marker));
  if (isCalled) marker--;
  if (isCalled && /^(?:known|tracked|bekannt|geführt|bezeichnet)$/.test(context.folded(marker))) marker--;
  if ((context.classOf(marker) & FORMER) === 0 || !isClose(context.gapBefore(first))) return NONE;
  if (!isCalled && /^(?:once|einst)$/.test(context.folded(marker))) return NONE;
  if (marker === 0 && !context.isAboutThreats(first, last)) return NONE;
  const isKnown = /^(?:bekannt|genannt)$/.test(context.folded(last + 1));
  const next = isKnown ? last + 2 : last + 1;
  if (!isKnown && (context.inUrl || !isEnd(context.gapBefore(next)))) return NONE;
  return (context.classOf(next) & BYSTANDER) === 0 || context.folded(next + 1) === "sich" ? marker : OTHERWISE;
}

const SUCCESSOR = /^(?:rebrand|offshoot|spin-?off|successor|remnants|nachfolger|ableger|umbenennung)$/;

/** *A rebrand of Royal, hits …*, *Royal rebrands as BlackSuit ransomware*: firms have other names as well, so a threat has to be told of. */
export function otherName(context: TextContext, first: number, last: number): number {
  if (context.inUrl) return NONE;
  const isOfIt = /^(?:of|to|von)$/.test(context.folded(first - 1)) && SUCCESSOR.test(context.folded(first - 2));
  if (isOfIt && isEnd(context.gapBefore(last + 1)) && isOfThreats(context, first, last)) return first - 2;
  const isRenamed = /^(?:rebrands|rebranded|renames|becomes)$/.test(context.folded(last + 1));
  if (!isRenamed || !isJoint(context.gapBefore(last + 1))) return NONE;
  return context.nearest(first, last, CLASS, WHOLE_HEADLINE, { without: LOOSE });
}

function isOfThreats(context: TextContext, first: number, last: number): boolean {
  return context.nearest(first, last, THREAT | HARM, WHOLE_HEADLINE) >= 0;
}

const LINKING = /^(?:of|by|von|des|der|the)$/;
/** How many words may stand between a name and its leak site. */
const SITE_REACH = 4;
const LISTING_REACH = 12;

function isLeakSite(context: TextContext, word: number): boolean {
  const bits = context.classOf(word);
  if ((bits & LEAK_SITE) !== 0) return true;
  if ((bits & LEAKED) !== 0) return isSite(context, word + 1);
  return context.folded(word) === "dark" && context.folded(word + 1) === "web" && isSite(context, word + 2);
}

function isSite(context: TextContext, word: number): boolean {
  return (context.classOf(word) & SITE) !== 0 && isJoint(context.gapBefore(word));
}

/** What only extortionists have: *Play’s leak site*, *the leak site of Play*, *Play names … on its leak site*. */
export function leakSite(context: TextContext, first: number, last: number): number {
  const behind = leakSiteBehind(context, last);
  if (behind >= 0) return behind;
  const before = leakSiteBefore(context, first);
  if (before >= 0) return before;
  if ((context.classOf(last + 1) & LISTING) === 0 || !isJoint(context.gapBefore(last + 1))) return NONE;
  for (let word = last + 2; word <= last + LISTING_REACH && context.gapBefore(word) !== null; word++) {
    if (isLeakSite(context, word)) return word;
  }
  return NONE;
}

function leakSiteBehind(context: TextContext, last: number): number {
  for (let word = last + 1; word <= last + 1 + SITE_REACH; word++) {
    const bits = context.classOf(word);
    if ((bits & (LEAKED | LEAK_SITE | OWNING | MODIFIER)) === 0 || !isClose(context.gapBefore(word))) return NONE;
    if (isLeakSite(context, word)) return word;
    if ((bits & (OWNING | MODIFIER)) === 0) return NONE;
  }
  return NONE;
}

function leakSiteBefore(context: TextContext, first: number): number {
  for (let word = first - 1; word >= first - SITE_REACH; word--) {
    const bits = context.classOf(word);
    if ((bits & (SMALL | CLASS | SITE | LEAK_SITE)) === 0 || !isClose(context.gapBefore(word + 1))) return NONE;
    const isBehindSite = word < first - 1;
    if (isBehindSite && (bits & LEAK_SITE) !== 0) return word;
    if (isBehindSite && (bits & SITE) !== 0) return [word - 1, word - 2].find((at) => isLeakSite(context, at)) ?? NONE;
    if ((bits & CLASS) === 0 && !LINKING.test(context.folded(word))) return NONE;
  }
  return NONE;
}
