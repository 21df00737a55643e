import {
  FILLERS,
  HEADS,
  MEANINGS,
  ORDINARY,
  PLACES,
  PRODUCTS,
  RECURRING,
  RECURRING_SHARE,
  SECTORS,
} from "./wordTables";

/** What is known of a word: see the tables. */
export type WordKind = "meaning" | "sector" | "place" | "known" | "recurring" | "filler" | "plain";

export interface Meaning {
  /** What the word counts as: the first word of its line. */
  readonly as: string;
  /** The share of headlines it stands in. */
  readonly share: number;
  readonly kind: WordKind;
}

let meanings: ReadonlyMap<string, Meaning> | undefined;

/** What is known of a word, by its stem; undefined for all others. */
function meaningOf(stemmed: string): Meaning | undefined {
  meanings ??= build();
  return meanings.get(stemmed);
}

const GERMAN_ENDING = /(?:(?<=isch)e[mnrs]?|e[mns]|n)$/;
const SHORTEST_WITH_ENDING = 6;

/** The same of a word in any form, German ones included. @param word by `plainLetters` */
export function meaningOfForm(word: string): Meaning | undefined {
  const direct = meaningOf(stem(word));
  if (direct !== undefined || word.length < SHORTEST_WITH_ENDING || !GERMAN_ENDING.test(word)) return direct;
  return meaningOf(stem(word.replace(GERMAN_ENDING, "")));
}

const SHORTEST_FIRST_PART = 3;

/** The two parts of a German compound whose second one is of the trade: *Botnetzangriff*; null for all others. */
export function partsOfCompound(word: string): readonly [string, string] | null {
  const head = HEADS.find((one) => word.endsWith(one) && word.length - one.length >= SHORTEST_FIRST_PART);
  if (head === undefined) return null;
  const first = word.slice(0, -head.length);
  return [first.length > SHORTEST_FIRST_PART + 1 ? first.replace(/s$/, "") : first, head];
}

function build(): ReadonlyMap<string, Meaning> {
  const map = new Map<string, Meaning>();
  const put = (words: string, share: number, kind: Meaning["kind"], alone: boolean): void => {
    const all = words.split(/\s+/).filter((word) => word !== "");
    const as = stem(plainLetters(all[0] ?? ""));
    for (const word of all) {
      const key = stem(plainLetters(word));
      if (!map.has(key)) map.set(key, { as: alone ? key : as, share, kind });
    }
  };
  for (const [share, words] of MEANINGS) put(words, share, "meaning", false);
  for (const [share, words] of SECTORS) put(words, share, "sector", false);
  for (const [share, words] of PLACES) put(words, share, "place", false);
  for (const [share, words] of PRODUCTS) put(words, share, "known", true);
  put(RECURRING, RECURRING_SHARE, "recurring", true);
  put(FILLERS, 0.04, "filler", true);
  put(ORDINARY, 0.004, "plain", true);
  return map;
}

/** Letters without accents, in lower case: `ü` as `u`, `ß` as `ss`. */
export function plainLetters(text: string): string {
  if (/^[\w-]*$/.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
}

/** A word without what English adds to it, so that its forms meet; what holds digits stays. @param word by `plainLetters` */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  let base = word;
  if (base.endsWith("ies")) base = `${base.slice(0, -3)}y`;
  else if (base.endsWith("sses") || base.endsWith("ches") || base.endsWith("shes") || base.endsWith("xes"))
    base = base.slice(0, -2);
  else if (base.endsWith("s") && !/(?:ss|us|is)$/.test(base)) base = base.slice(0, -1);
  if (base.length > 5 && base.endsWith("ing")) base = undoubled(base.slice(0, -3));
  else if (base.length > 4 && base.endsWith("ied")) base = `${base.slice(0, -3)}y`;
  else if (base.length > 4 && base.endsWith("ed")) base = undoubled(base.slice(0, -2));
  return base.length > 3 && base.endsWith("e") ? base.slice(0, -1) : base;
}

function undoubled(base: string): string {
  return base.length > 3 && base.at(-1) === base.at(-2) && !/[lsz]$/.test(base) ? base.slice(0, -1) : base;
}

/** How words end that are made of others, and hardly ever a name. */
const MADE =
  /(?:tion|sion|ment|ity|ness|ance|ence|ancy|ency|ism|ship|ology|ally|able|ible|ious|eous|ising|izing|ised|ized|isation|less|ward|fully|ically|ung|ungen|keit|heit|schaft|lich|liche|lichen|ische|ischen|tät|ieren|iert)$/u;

/** Whether a word looks made of others: *prioritization*, *undetectable*, *Untersuchung*. @param word by `plainLetters` */
export function looksMade(word: string): boolean {
  return word.length > 6 && MADE.test(word.replace(/s$/, ""));
}

/** The share of headlines that a word of which nothing is known stands in. */
const UNKNOWN_SHARES: Readonly<Record<string, number>> = { name: 0.0004, plain: 0.003, number: 0.0005, cve: 0.0004 };

/** The share of headlines a word stands in as a rule. @param id as the word counts, by `meaningOf` or `stem` */
export function shareOf(id: string, kind: string): number {
  const meaning = meaningOf(id);
  if (meaning !== undefined && meaning.kind === kind) return meaning.share;
  return UNKNOWN_SHARES[kind] ?? 0.004;
}
