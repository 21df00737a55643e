import { CVE, KNOWN, MEANING, NAME, NUMBER, PLACE, PLAIN, RECURRING, SECTOR, type StoryEntry } from "./storyEntry";
import type { Term } from "./storyText";

/** A word that two articles share. */
export type SharedWord = Pick<Term, "text" | "kind">;

/**
 * What is counted of two articles, and what each counts: so much more, or less, likely is it that they tell one story. Measured on
 * headlines that people have sorted (logistic regression over pairs), but for numbers and CVE ids, of which those had too few.
 */
export const FACTORS = {
  start: -4.1,
  likeness: 1,
  name: 1.4,
  known: 1.2,
  meaning: 0.7,
  pairs: 0.8,
  number: 1,
  cve: 3,
  otherCve: -3,
  sameOutlet: -1,
  days: -0.4,
  plain: -1.2,
  recurring: 0.3,
  share: 0.7,
  words: 1.3,
  otherNames: -0.75,
} as const;

export type Factor = keyof typeof FACTORS;
export type Factors = Record<Factor, number>;
const NAMES_OF_FACTORS = Object.keys(FACTORS) as readonly Factor[];

/** Two overviews of one day of patches are the same story for sure, and two headlines without a rare word in common are none. */
const CERTAIN = 7;

/** Words that are of no attack, flaw or patch as such weigh so much together: many headlines of a day have one deed and one maker. */
export const LEAST_RARE = 0.6;
/** Where nothing is named, ordinary words have to weigh so much together. */
const LEAST_UNNAMED = 1.5;
/** What a round number weighs there. */
const ROUND_NUMBER = 0.8;
/** A word of the address weighs less than one of the headline. */
const IN_ADDRESS = 0.7;
/** The headline that the shared words are a share of has at least so much weight: of two words one is soon the half. */
const LEAST_SUM = 2.5;
const DAY_MS = 86_400_000;

/** How surely two articles tell the same story: the logarithm of the odds. Above 0 they rather do than not. The same either way round. */
export function likelihood(one: StoryEntry, other: StoryEntry): number {
  if (one.isRoundup || other.isRoundup || one.overview !== other.overview) return -CERTAIN;
  if (one.overview !== null) return CERTAIN;
  const factors = countFactors(one, other);
  if (factors === null) return -CERTAIN;
  let sum = 0;
  for (const factor of NAMES_OF_FACTORS) sum += FACTORS[factor] * factors[factor];
  return Math.max(-CERTAIN, Math.min(CERTAIN, sum));
}

/** What one of two articles has in its headline and the other has not. */
interface Own {
  /** Words that are of no attack, flaw or patch as such. */
  words: number;
  /** The rarest name, be it of a product; 0 where there is none. */
  name: number;
  /** Whom it has hit: *hospital*, *army*. */
  sector: boolean;
}

/** What two articles have in common and what not; null where that could be no story. */
export function countFactors(a: StoryEntry, b: StoryEntry): Factors | null {
  const factors = noFactors();
  const ownA: Own = { words: 0, name: 0, sector: false };
  const ownB: Own = { words: 0, name: 0, sector: false };
  let product = 0;
  let sum = 0;
  let places = 0;
  let sameSector = false;
  let isNumberOfItsOwn = false;
  let i = 0;
  let j = 0;
  while (i < a.ids.length || j < b.ids.length) {
    const step = (a.ids[i] ?? Number.MAX_SAFE_INTEGER) - (b.ids[j] ?? Number.MAX_SAFE_INTEGER);
    if (step !== 0) {
      if (step < 0) addOwn(ownA, a, i++);
      else addOwn(ownB, b, j++);
      continue;
    }
    const kind = a.kinds[i] === PLAIN || b.kinds[j] === PLAIN ? PLAIN : (a.kinds[i] as number);
    const whole = Math.min(a.weights[i] as number, b.weights[j] as number);
    const weight = a.terms[i]?.inTitle === true && b.terms[j]?.inTitle === true ? whole : whole * IN_ADDRESS;
    product += whole * weight;
    sum += weight;
    factors.words += 1;
    if (kind === NAME) factors.name = Math.max(factors.name, weight);
    else if (kind === KNOWN) factors.known += weight;
    else if (kind === PLACE) places += weight;
    else if (kind === PLAIN) factors.plain += weight;
    else if (kind === RECURRING) factors.recurring += weight;
    else if (kind === NUMBER) {
      factors.number = 1;
      if (!/^#\d0*$/.test(a.terms[i]?.id ?? "")) isNumberOfItsOwn = true;
    } else if (kind === CVE) factors.cve = 1;
    else factors.meaning += weight;
    if (kind === SECTOR) sameSector = true;
    i += 1;
    j += 1;
  }
  factors.sameOutlet = a.outlet === b.outlet ? 1 : 0;
  if (
    !mayTellOne(factors, { places, sameSector, isNumberOfItsOwn, isTranslated: a.isGerman !== b.isGerman }, ownA, ownB)
  )
    return null;
  factors.likeness = product / (a.norm * b.norm);
  factors.known = Math.min(factors.known + places, 1.5);
  factors.meaning = Math.min(factors.meaning, 2);
  factors.plain = Math.min(factors.plain, 2);
  factors.recurring = Math.min(factors.recurring, 1);
  factors.pairs = Math.min(sharedPairs(a, b), 2);
  factors.otherCve = a.hasCve && b.hasCve && factors.cve === 0 ? 1 : 0;
  factors.days = Math.abs(a.article.at - b.article.at) / DAY_MS;
  factors.share = sum / Math.max(LEAST_SUM, Math.min(a.sum, b.sum));
  factors.otherNames = Math.min(ownA.name, ownB.name);
  return factors;
}

function noFactors(): Factors {
  return {
    start: 1,
    likeness: 0,
    name: 0,
    known: 0,
    meaning: 0,
    pairs: 0,
    number: 0,
    cve: 0,
    otherCve: 0,
    sameOutlet: 0,
    days: 0,
    plain: 0,
    recurring: 0,
    share: 0,
    words: 0,
    otherNames: 0,
  };
}

function addOwn(own: Own, entry: StoryEntry, at: number): void {
  if (entry.terms[at]?.inTitle !== true) return;
  const kind = entry.kinds[at];
  if (kind === SECTOR) own.sector = true;
  else if (kind !== MEANING) own.words += 1;
  if (kind === NAME || kind === KNOWN) own.name = Math.max(own.name, entry.weights[at] as number);
}

/** What two articles share beside the factors. */
interface Beside {
  /** Weight of the places. */
  readonly places: number;
  readonly sameSector: boolean;
  /** A number that is not round: *300,000* counts customers here and there. */
  readonly isNumberOfItsOwn: boolean;
  /** They have two languages: then half of the words are shared by their meaning alone. */
  readonly isTranslated: boolean;
}

/** Whether what is shared, beside what is not, could be a story at all. */
function mayTellOne(
  shared: Factors,
  { places, sameSector, isNumberOfItsOwn, isTranslated }: Beside,
  a: Own,
  b: Own,
): boolean {
  const named = shared.name + shared.recurring + shared.cve + (isNumberOfItsOwn ? 1 : 0);
  // A subject of which nothing is named: *password managers*, *AI agents*.
  if (named + shared.known + places === 0) {
    if (shared.plain + shared.number * ROUND_NUMBER < LEAST_UNNAMED) return false;
  } else if (named + shared.known + places + shared.plain < LEAST_RARE) {
    return false;
  }
  const isNamedOnlyByMakers = named + shared.plain === 0;
  if (isNamedOnlyByMakers && isTranslated && shared.number === 0) return false;
  if (isNamedOnlyByMakers && (shared.meaning === 0 || (a.name > 0 && b.name > 0))) return false;
  if (named === 0 && a.sector && b.sector && !sameSector) return false;
  // One outlet seldom tells a story twice, and its notices resemble each other: *Maker Product A*, *Maker Product B*.
  const isNotice = shared.meaning === 0 || Math.max(shared.name, shared.recurring, shared.cve) === 0;
  return !(shared.sameOutlet === 1 && a.words > 0 && b.words > 0 && isNotice);
}

function sharedPairs(a: StoryEntry, b: StoryEntry): number {
  let sum = 0;
  let i = 0;
  let j = 0;
  while (i < a.pairs.length && j < b.pairs.length) {
    const step = (a.pairs[i] as number) - (b.pairs[j] as number);
    if (step === 0) sum += Math.min(a.pairWeights[i] as number, b.pairWeights[j] as number);
    if (step <= 0) i += 1;
    if (step >= 0) j += 1;
  }
  return sum;
}

/** The words that two articles share, the rarest first, as the first of the two has them. */
export function sharedWords(one: StoryEntry, other: StoryEntry): readonly SharedWord[] {
  return [...one.ids.keys()]
    .filter((at) => other.ids.includes(one.ids[at] as number))
    .sort((a, b) => (one.weights[b] as number) - (one.weights[a] as number) || a - b)
    .map((at) => one.terms[at] as Term);
}
