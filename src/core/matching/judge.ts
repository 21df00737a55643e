import { abbreviationWord, isNumbered } from "./abbreviation";
import { FREE, classWordBefore, classWordBehind, leakSite } from "./besides";
import { isCompatible } from "./classNouns";
import { SHORTEST_COMPOUNDED } from "./compounds";
import type { Neighbours, Placed, Standing } from "./listed";
import type { MatchField, RuleCode } from "../model/model";
import { nameKey } from "./nameKey";
import type { NameEntry } from "./nameEntry";
import { type Phrase, isNearPhrase, readPhrases } from "./notNear";
import { type Ordinariness, isOrdinary, ordinarinessOf } from "./ordinaryWords";
import { COMPOUND, DIGITS, DIGITS_PLURAL, PLURAL } from "./overlaps";
import { wordToProve } from "./proof";
import { type NameRule, deriveRule, isShortCaps } from "./rules";
import { isFunctionWord } from "../text/stopwords";
import type { TextContext } from "./textContext";
import { threatWordNear } from "./threatContext";
import { CLASS, EVENT, FORMER, THREAT, classOfWord } from "./threatWords";
import type { Variant } from "./variants";
import { type Written, readWritten, writingOf } from "./writing";

/** Where a spelling of a name stands: words of a text, and how they relate to its key. */
export interface Place {
  readonly first: number;
  readonly last: number;
  /** `EXACT`, `PLURAL`, …; other rules than words (a pattern, letters inside of a word) count as exact. */
  readonly kind: number;
}

/** What lets a name count. */
export interface Verdict {
  /** Beside the form: what else was needed. */
  readonly codes: readonly RuleCode[];
  /** The word of threats it needed; -1 when it needed none. */
  readonly contextWord: number;
}

/** What is known of one spelling, worked out when it is met first: most never are. */
interface Spelling {
  readonly id: number;
  readonly entry: NameEntry;
  readonly variant: Variant | null;
  readonly rule: NameRule;
  readonly key: string;
  readonly ordinariness: Ordinariness;
  readonly isCapital: boolean;
  /** It looks like an abbreviation. */
  readonly isShortCaps: boolean;
  /** Letters and digits as written. */
  readonly letters: string;
  /** So many capitals that they are no abbreviation. */
  readonly isLongCaps: boolean;
  readonly written: Written;
  readonly phrases: readonly Phrase[];
}

/** Decides whether names that were found may count, by their rules. */
export interface Judge {
  /** Null when it may not. @param id of the entry, or of the variant behind all entries */
  judge(id: number, place: Place, field: MatchField, context: TextContext, neighbours: Neighbours): Verdict | null;
  /** How far a name is one in a list; null where it is not written as one. */
  standingOf(id: number, place: Place, context: TextContext): Standing | null;
}

/** Shorter names stand in lists of anything. */
const SHORTEST_TELLING = 4;

const NOTHING_ELSE: Verdict = { codes: [], contextWord: -1 };

/** Judges places by the rules of their names; a rule is worked out when its name is first found. */
export function createJudge(entries: readonly NameEntry[], variants: readonly Variant[]): Judge {
  const spellings = new Map<number, Spelling>();

  function spellingOf(id: number): Spelling {
    let spelling = spellings.get(id);
    if (spelling === undefined) {
      const variant = id < entries.length ? null : (variants[id - entries.length] as Variant);
      spelling = readSpelling(id, entries[variant?.entry ?? id] as NameEntry, variant);
      spellings.set(id, spelling);
    }
    return spelling;
  }

  return {
    standingOf(id, place, context) {
      const spelling = spellingOf(id);
      const { ordinariness, rule, key, isCapital } = spelling;
      if (!rule.enabled || isNearOther(spelling, place, context)) return null;
      if (ordinariness === "coined") return key.length >= SHORTEST_TELLING ? "coined" : null;
      if (ordinariness === "describing" || ordinariness === "adjective") return null;
      if (!isCapital || !context.isCapital(place.first)) return null;
      return ordinariness;
    },
    judge(id, place, field, context, neighbours) {
      const spelling = spellingOf(id);
      const { rule } = spelling;
      if (!rule.enabled || !rule.matchIn.includes(field) || !hasAllowedForm(spelling, place, context)) return null;
      return isNearOther(spelling, place, context) ? null : withContext(spelling, place, context, neighbours);
    },
  };
}

function readSpelling(id: number, entry: NameEntry, variant: Variant | null): Spelling {
  const rule = entry.rule ?? deriveRule(entry.name);
  const text = variant?.text ?? entry.name;
  const key = nameKey(text);
  const letters = lettersOf(text);
  return {
    id,
    entry,
    variant,
    rule,
    key,
    ordinariness: ordinarinessOf(key),
    isCapital: /^[^\p{L}]*\p{Lu}/u.test(text),
    isShortCaps: isShortCaps(text),
    letters,
    isLongCaps: letters.length >= LONG_CAPS && letters === letters.toUpperCase() && letters !== letters.toLowerCase(),
    written: readWritten(text),
    phrases: readPhrases(rule.notNear),
  };
}

function isNearOther({ phrases, key }: Spelling, { first, last }: Place, { words }: TextContext): boolean {
  return phrases.length > 0 && isNearPhrase(words, first, last, key, phrases);
}

/** Digits, plural and short form, as far as the rule and the name allow them. */
function hasAllowedForm(spelling: Spelling, place: Place, context: TextContext): boolean {
  const { first, last, kind } = place;
  const { rule, variant, written } = spelling;
  const isWord = isOrdinary(spelling.ordinariness);
  if ((kind === DIGITS || kind === DIGITS_PLURAL) && !rule.digits) return false;
  // Of an ordinary word another one is made: *Cyberangriff*.
  if (kind === COMPOUND && (isWord || spelling.key.length < SHORTEST_COMPOUNDED || variant?.kind === "letters"))
    return false;
  // *Sparks*, *Leads*, *patch works*: another form of the word.
  if (kind === PLURAL && isWord && rule.requireContext) return leakSite(context, first, last) >= 0;
  if (kind === PLURAL && rule.asName && (written.signs !== "" || (last > first && written.isOneWord))) return false;
  // *RaaS* is a word of its own, not more than one of `RAA`.
  if (kind === PLURAL && (context.classOf(last) & CLASS) !== 0 && (classOfWord(spelling.key) & CLASS) === 0)
    return false;
  if (variant === null) return !isSplitByFunctionWord(spelling, place, context);
  // Only what is written the same way is another spelling: no words joined or split.
  const count = last - first + 1;
  if (count !== variant.text.split(/[\s\-_]+/).length && count !== written.words) return false;
  if (variant.kind === "letters") return true;
  return rule.shortForm && kind !== DIGITS && kind !== DIGITS_PLURAL && kind !== PLURAL;
}

function isSplitByFunctionWord({ entry }: Spelling, { first, last }: Place, context: TextContext): boolean {
  if (last === first || /[^\p{L}\p{N}]/u.test(entry.name)) return false;
  for (let word = first; word <= last; word++) if (isFunctionWord(context.folded(word))) return true;
  return false;
}

function isMadeOfOrdinaryWords({ first, last }: Place, context: TextContext): boolean {
  for (let word = first; word <= last; word++) {
    if (!isOrdinary(ordinarinessOf(context.folded(word)))) return false;
  }
  return true;
}

/** Upper and lower case and the words around, as far as the rule asks for them. */
function withContext(spelling: Spelling, place: Place, context: TextContext, neighbours: Neighbours): Verdict | null {
  const { id, rule, variant, ordinariness, isCapital, written } = spelling;
  const { first, last, kind } = place;
  const isShort = variant?.kind === "shortForm";
  // A pattern sees to upper and lower case by itself.
  const isCased = rule.pattern === null && (isShort ? spelling.isShortCaps : rule.exactCase);
  const writtenCase = isCased ? caseOf(spelling, place, context) : "any";
  if (writtenCase === "other") return byClassWord(spelling, place, context);
  const codes: RuleCode[] = writtenCase === "exact" && context.capitals !== "upper" ? ["case"] : [];
  if ((isShort || kind === COMPOUND) && !context.isWrittenLike(isCapital, first)) return null;
  if (isInIdentifier(place, context)) return null;
  if (isStyled(spelling, place, context)) return { codes: ["case"], contextWord: -1 };
  // Capitals alone are those of much else: a package tool, a conference.
  const isAbbreviation =
    writtenCase !== "any" &&
    writtenCase !== "numbered" &&
    spelling.isShortCaps &&
    ordinariness === "coined" &&
    kind !== PLURAL;
  const needsContext =
    rule.requireContext ||
    // Without its class word a name is often that of something else; with letters for its digits it may be a word.
    isShort ||
    (variant !== null && ordinariness !== "coined") ||
    writtenCase === "unknown" ||
    (isAbbreviation && rule.asName);
  // The noun says it.
  if (kind === COMPOUND && needsContext) return { codes: [...codes, "context"], contextWord: last };
  const placed: Placed = {
    first,
    last,
    isCapital,
    isExactCaps: codes.length > 0,
    isAbbreviation,
    ordinariness: isShort && ordinariness === "coined" ? "borrowed" : ordinariness,
    isRare: isShort && ordinariness === "coined",
  };
  const near = needsContext ? threatWordNear(context, placed, neighbours) : FREE;
  if (near < 0 && near !== FREE) return null;
  const isByWords = rule.asName && rule.word && rule.pattern === null && !isCased && kind !== COMPOUND;
  const writing = isByWords ? writingOf(written, spelling.key, first, last, context) : "asName";
  const isProved = writing === "asName" || context.isAccepted(id);
  const proof = isProved ? FREE : wordToProve(context, placed, writing, neighbours);
  if (proof < 0 && proof !== FREE) return null;
  const word = near === FREE ? proof : near;
  // What the headline has as something else is nothing better in the address, unless its class word stands beside it.
  const isDoubted = (needsContext || !isProved) && context.isRefused(id);
  if (isDoubted && (word < 0 || word !== classWordBehind(context, first, last))) return null;
  if (word === FREE) return codes.length === 0 ? NOTHING_ELSE : { codes, contextWord: -1 };
  return isOfKin(spelling, word, place, context) ? { codes: [...codes, "context"], contextWord: word } : null;
}

/** `unknown`: the text has no case; `numbered`: digits make an abbreviation of it whatever its case (*apt28*). */
type WrittenCase = "any" | "exact" | "unknown" | "numbered" | "other";

function caseOf(spelling: Spelling, place: Place, context: TextContext): WrittenCase {
  const { first, last, kind } = place;
  // *An apt 41 miles from town*.
  const isName = context.capitals !== "sentence" || context.isCapital(first);
  const hasDigits = kind === DIGITS || kind === DIGITS_PLURAL || (isName && isNumbered(context, last));
  if (spelling.ordinariness === "coined" && hasDigits) return "numbered";
  if (context.capitals === "none") return "unknown";
  return hasSameCase(spelling, place, context) ? "exact" : "other";
}

/** An abbreviation that is not in its capitals: *Inc Ransom*. */
function byClassWord(spelling: Spelling, place: Place, context: TextContext): Verdict | null {
  const { first, last } = place;
  if (!spelling.isShortCaps) return null;
  const word = abbreviationWord(context, { first, last, ordinariness: spelling.ordinariness });
  return word >= 0 && isOfKin(spelling, word, place, context) ? { codes: ["context"], contextWord: word } : null;
}

/** All capitals where others are small, and capitals within a word, are no matter of style. */
function isStyled(spelling: Spelling, place: Place, context: TextContext): boolean {
  const { entry, isLongCaps, written } = spelling;
  if (entry.rule !== undefined || !(isLongCaps || (written.isCamel && place.first === place.last))) return false;
  return hasSameCase(spelling, place, context) && (!isLongCaps || context.capitals === "sentence");
}

/**
 * Whether a class word is that of the name, or one that may stand for it: for a name of which but words of every day are left
 * without it, or a few letters (*Ghost malware* for `Ghost RAT`, not *Ghost ransomware*).
 */
function isOfKin(spelling: Spelling, word: number, place: Place, context: TextContext): boolean {
  const { variant } = spelling;
  if (variant?.kind !== "shortForm" || variant.nouns.length === 0) return true;
  const isTelling = spelling.key.length >= SHORTEST_TELLING && !spelling.isShortCaps;
  const isNamed = place.last > place.first && !context.inUrl;
  if (isTelling && (isNamed || !isMadeOfOrdinaryWords(place, context))) return true;
  if ((context.classOf(word) & FORMER) !== 0) return true;
  const { first, last } = place;
  const isBeside = word === classWordBehind(context, first, last) || word === classWordBefore(context, first, last);
  return isBeside && (context.classOf(word) & EVENT) === 0 && isCompatible(variant.nouns, context.folded(word));
}

/** Part of a longer name made by machines: *Sandstorm_Mode*. In an address without hyphens the underscore parts the words. */
function isInIdentifier({ last }: Place, context: TextContext): boolean {
  const end = context.words.ends[last] as number;
  if (context.text.charAt(end) !== "_" || (context.inUrl && !context.text.includes("-"))) return false;
  return /^_\p{L}/u.test(context.text.slice(end, end + 3)) && (context.classOf(last + 1) & THREAT) === 0;
}

/** From so many letters on all capitals are no abbreviation. */
const LONG_CAPS = 5;

function hasSameCase({ letters }: Spelling, { first, last }: Place, { text, words }: TextContext): boolean {
  return lettersOf(text.slice(words.starts[first], words.ends[last])).startsWith(letters);
}

function lettersOf(text: string): string {
  return text.normalize("NFKC").replaceAll(/[^\p{L}\p{N}]/gu, "");
}
