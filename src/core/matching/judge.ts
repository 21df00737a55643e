import { SHORTEST_COMPOUNDED } from "./compounds";
import type { MatchField, RuleCode } from "../model/model";
import { nameKey } from "./nameKey";
import type { NameEntry } from "./nameEntry";
import { type Phrase, isNearPhrase, readPhrases } from "./notNear";
import { type Ordinariness, isEverydayPhrase, ordinarinessOf } from "./ordinaryWords";
import { COMPOUND, DIGITS, DIGITS_PLURAL, PLURAL } from "./overlaps";
import { type NameRule, deriveRule } from "./rules";
import { isFunctionWord } from "../text/stopwords";
import type { TextContext } from "./textContext";
import { type Neighbours, standsForItself, threatWordNear } from "./threatContext";
import { CLASS, THREAT, classOfWord } from "./threatWords";
import type { Variant } from "./variants";

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
  readonly entry: NameEntry;
  readonly variant: Variant | null;
  readonly rule: NameRule;
  readonly key: string;
  readonly ordinariness: Ordinariness;
  readonly isCapital: boolean;
  /** Letters and digits as written. */
  readonly letters: string;
  readonly phrases: readonly Phrase[];
}

/** Decides whether names that were found may count, by their rules. */
export interface Judge {
  /** Null when it may not. @param id of the entry, or of the variant behind all entries */
  judge(id: number, place: Place, field: MatchField, context: TextContext, neighbours: Neighbours): Verdict | null;
  /** Whether a name is nothing but a name. */
  isCoined(id: number): boolean;
}

/** Shorter names stand in lists of anything. */
const SHORTEST_TELLING = 5;

const NOTHING_ELSE: Verdict = { codes: [], contextWord: -1 };

/** Judges places by the rules of their names; a rule is worked out when its name is first found. */
export function createJudge(entries: readonly NameEntry[], variants: readonly Variant[]): Judge {
  const spellings = new Map<number, Spelling>();

  function spellingOf(id: number): Spelling {
    let spelling = spellings.get(id);
    if (spelling === undefined) {
      const variant = id < entries.length ? null : (variants[id - entries.length] as Variant);
      spelling = readSpelling(entries[variant?.entry ?? id] as NameEntry, variant);
      spellings.set(id, spelling);
    }
    return spelling;
  }

  return {
    isCoined: (id) => {
      const { ordinariness, rule, key } = spellingOf(id);
      return rule.enabled && ordinariness === "coined" && key.length >= SHORTEST_TELLING;
    },
    judge(id, place, field, context, neighbours) {
      const spelling = spellingOf(id);
      const { rule, phrases } = spelling;
      if (!rule.enabled || !rule.matchIn.includes(field) || !hasAllowedForm(spelling, place, context)) return null;
      if (phrases.length > 0 && isNearPhrase(context.words, place.first, place.last, spelling.key, phrases))
        return null;
      return withContext(spelling, place, context, neighbours);
    },
  };
}

function readSpelling(entry: NameEntry, variant: Variant | null): Spelling {
  const rule = entry.rule ?? deriveRule(entry.name);
  const text = variant?.text ?? entry.name;
  const key = nameKey(text);
  return {
    entry,
    variant,
    rule,
    key,
    ordinariness: ordinarinessOf(key),
    isCapital: /^[^\p{L}]*\p{Lu}/u.test(text),
    letters: lettersOf(text),
    phrases: readPhrases(rule.notNear),
  };
}

/** Digits, plural and short form, as far as the rule and the name allow them. */
function hasAllowedForm(spelling: Spelling, place: Place, context: TextContext): boolean {
  const { first, last, kind } = place;
  const { rule, variant, ordinariness } = spelling;
  const isOrdinary = ordinariness === "plain" || ordinariness === "describing";
  if ((kind === DIGITS || kind === DIGITS_PLURAL) && !rule.digits) return false;
  // Of an ordinary word another one is made: *Cyberangriff*.
  if (kind === COMPOUND && (isOrdinary || spelling.key.length < SHORTEST_COMPOUNDED || variant?.kind === "letters"))
    return false;
  // *Sparks*, *Leads*: another form of the word.
  if (kind === PLURAL && isOrdinary && rule.requireContext) return false;
  // *RaaS* is a word of its own, not more than one of `RAA`.
  if (kind === PLURAL && (context.classOf(last) & CLASS) !== 0 && (classOfWord(spelling.key) & CLASS) === 0)
    return false;
  if (variant === null) return !isSplitByFunctionWord(spelling, place, context);
  // Only what is written the same way is another spelling: no words joined or split.
  if (last - first + 1 !== variant.text.split(/[\s\-_]+/).length) return false;
  if (variant.kind === "letters") return true;
  if (!rule.shortForm || kind === DIGITS || kind === DIGITS_PLURAL || kind === PLURAL) return false;
  // Without its class word an ordinary word or phrase is left; behind an article it is one before and after.
  return ordinarinessOf(nameKey(spelling.entry.name)) === "plain" || !isMadeOfOrdinaryWords(place, context);
}

function isSplitByFunctionWord({ entry }: Spelling, { first, last }: Place, context: TextContext): boolean {
  if (last === first || /[^\p{L}\p{N}]/u.test(entry.name)) return false;
  for (let word = first; word <= last; word++) if (isFunctionWord(context.folded(word))) return true;
  return false;
}

function isMadeOfOrdinaryWords({ first, last }: Place, context: TextContext): boolean {
  for (let word = first; word <= last; word++) {
    const ordinariness = ordinarinessOf(context.folded(word));
    if (ordinariness !== "plain" && ordinariness !== "describing") return false;
  }
  return true;
}

/** Upper and lower case and the words around, as far as the rule asks for them. */
function withContext(spelling: Spelling, place: Place, context: TextContext, neighbours: Neighbours): Verdict | null {
  const { rule, variant, ordinariness, isCapital } = spelling;
  const { first, last, kind } = place;
  const isShort = variant?.kind === "shortForm";
  // A pattern sees to upper and lower case by itself.
  const isCased = !isShort && rule.exactCase && rule.pattern === null;
  // Without its class word a name is often that of something else; with letters for its digits it may be a word.
  let needsContext = rule.requireContext || isShort || (variant !== null && ordinariness !== "coined");
  let isExactCaps = false;
  if (isCased) {
    // Digits make an abbreviation of it whatever its case: *apt28*.
    const isNumbered =
      ordinariness === "coined" && (kind === DIGITS || kind === DIGITS_PLURAL || context.isNumber(last + 1));
    if (context.capitals === "none") needsContext ||= !isNumbered;
    else if (hasSameCase(spelling, place, context)) isExactCaps = context.capitals !== "upper";
    else if (!isNumbered) return null;
  }
  const codes: RuleCode[] = isExactCaps ? ["case"] : [];
  if ((isShort || kind === COMPOUND) && !context.isWrittenLike(isCapital, first)) return null;
  if (isInIdentifier(place, context)) return null;
  // All capitals where others are small are no matter of style.
  if (
    spelling.entry.rule === undefined &&
    isLongCaps(spelling) &&
    context.capitals === "sentence" &&
    hasSameCase(spelling, place, context)
  ) {
    return { codes: ["case"], contextWord: -1 };
  }
  const isApart = last > first && variant === null && rule.pattern === null && isSplitPhrase(spelling);
  if (!needsContext && !isApart) return codes.length === 0 ? NOTHING_ELSE : { codes, contextWord: -1 };
  // The noun says it.
  if (kind === COMPOUND) return { codes: [...codes, "context"], contextWord: last };
  const placed = {
    first,
    last,
    isCapital,
    isExactCaps,
    ordinariness: isApart ? "plain" : isShort && ordinariness === "coined" ? "borrowed" : ordinariness,
  } as const;
  const contextWord = threatWordNear(context, placed, neighbours);
  if (contextWord >= 0) return { codes: [...codes, "context"], contextWord };
  const standsAlone = placed.ordinariness === "borrowed" && standsForItself(context, placed, neighbours);
  return standsAlone ? { codes, contextWord } : null;
}

/** Part of a longer name made by machines: *Sandstorm_Mode*. In an address without hyphens the underscore parts the words. */
function isInIdentifier({ last }: Place, context: TextContext): boolean {
  const end = context.words.ends[last] as number;
  if (context.text.charAt(end) !== "_" || (context.inUrl && !context.text.includes("-"))) return false;
  return /^_\p{L}/u.test(context.text.slice(end, end + 3)) && (context.classOf(last + 1) & THREAT) === 0;
}

/** From so many letters on all capitals are no abbreviation. */
const LONG_CAPS = 5;

function isLongCaps({ letters }: Spelling): boolean {
  return letters.length >= LONG_CAPS && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
}

function hasSameCase({ letters }: Spelling, { first, last }: Place, { text, words }: TextContext): boolean {
  return lettersOf(text.slice(words.starts[first], words.ends[last])).startsWith(letters);
}

function lettersOf(text: string): string {
  return text.normalize("NFKC").replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** A name of one word that stands there as an everyday phrase: *dark side* for `DarkSide`. */
function isSplitPhrase({ entry, key }: Spelling): boolean {
  return isEverydayPhrase(key) && !/[^\p{L}\p{N}]/u.test(entry.name);
}
