import { nameKey } from "./nameKey";
import { wellKnownPhrases } from "./notNear";
import { isOrdinary, ordinarinessOf } from "./ordinaryWords";
import type { MatchField } from "../model/model";

/**
 * How much a match in a part of an article says, from 0 to 1: a headline is about what it names, an address repeats the
 * headline, a summary names the neighbours of the story as well, and a whole text anything at all.
 */
export const FIELD_WEIGHTS: Readonly<Record<MatchField, number>> = { title: 1, url: 0.8, summary: 0.6, content: 0.4 };

/** How one name or alias is looked for. `deriveRule` gives the one that its shape suggests. */
export interface NameRule {
  /** Found as whole words only, joined or apart. Else also inside of longer words. */
  readonly word: boolean;
  /** Digits may follow directly: `APT` finds *APT28*. */
  readonly digits: boolean;
  /** Upper and lower case as written. In an address, which has none, a word of threats must stand near instead. */
  readonly exactCase: boolean;
  /** A word of threats (*group*, *ransomware*, *Bande* …) must stand near: for names that are ordinary words too. */
  readonly requireContext: boolean;
  /** Found without its class word as well: *Lazarus* for `Lazarus Group`. */
  readonly shortForm: boolean;
  /** It has to stand there as a name does: with its capitals and signs, not as words of every day. */
  readonly asName: boolean;
  /** Not where one of these phrases stands around or right beside the name: `Google Play`, or just `Google`. */
  readonly notNear: readonly string[];
  /** A regular expression that says what the name looks like, in place of its letters; null for none. */
  readonly pattern: string | null;
  readonly matchIn: readonly MatchField[];
  readonly enabled: boolean;
}

/** What a configuration says about a name; the rest is derived. */
export type RuleSettings = Partial<NameRule>;

const DEFAULT_FIELDS: readonly MatchField[] = ["title", "url"];
/** All-caps names up to this many letters are written like abbreviations of something else (*LEAD*, *SEA*, *INC*); digits tell them apart. */
const SHORT_CAPS = 4;

/**
 * The rule for a name: by its shape, and over that what is set. Phrases that must not stand near come on top of the
 * well-known ones; none at all when they are set to be none.
 *
 * @param name as written: its case counts
 */
export function deriveRule(name: string, settings: RuleSettings = {}): NameRule {
  const key = nameKey(name);
  const ordinariness = ordinarinessOf(key);
  const { notNear } = settings;
  return {
    word: true,
    digits: !isOrdinary(ordinariness) && !/\p{N}$/u.test(key),
    exactCase: isShortCaps(name),
    // Who writes an expression has said what the name looks like.
    requireContext: ordinariness !== "coined" && (settings.pattern ?? null) === null,
    shortForm: true,
    pattern: null,
    matchIn: DEFAULT_FIELDS,
    enabled: true,
    // Who asks for less elsewhere means the letters alone.
    asName: settings.requireContext !== false && settings.exactCase !== false,
    ...settings,
    notNear: notNear?.length === 0 ? [] : [...wellKnownPhrases(key), ...(notNear ?? [])],
  };
}

/**
 * The rule for an alias of a profile: what is set for the alias, and from the profile's settings what is meant for all
 * its names: whether it is looked for, in which parts, and what must not stand near.
 *
 * @param defaults what holds for all names that say nothing else
 */
export function deriveAliasRule(
  alias: string,
  ofProfile: RuleSettings = {},
  ofAlias: RuleSettings = {},
  defaults: RuleSettings = {},
): NameRule {
  const { enabled, matchIn, notNear } = ofProfile;
  return deriveRule(alias, {
    ...defaults,
    ...(enabled === undefined ? {} : { enabled }),
    ...(matchIn === undefined ? {} : { matchIn }),
    ...(notNear === undefined ? {} : { notNear }),
    ...ofAlias,
  });
}

/** Whether a name looks like an abbreviation: up to four letters, all capitals, no digit. */
export function isShortCaps(name: string): boolean {
  if (name.length > SHORT_CAPS * 4 || /\p{N}/u.test(name)) return false;
  const letters = Array.from(name).filter((character) => /\p{L}/u.test(character));
  return letters.length > 0 && letters.length <= SHORT_CAPS && letters.every((letter) => /\p{Lu}/u.test(letter));
}
