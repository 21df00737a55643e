import { MAX_STORY_TEXT_CHARACTERS } from "../limits";
import { isPlainWord } from "../matching/plainWords";
import { urlPath } from "../matching/urlPath";
import { STOPWORDS } from "../text/stopwords";
import { isRoundup, overviewOf } from "./roundups";
import { type WordKind, looksMade, meaningOfForm, partsOfCompound, plainLetters, stem } from "./vocabulary";

/** An article, as far as stories are told by it. */
export interface StoryArticle {
  readonly key: string;
  readonly url: string;
  readonly title: string;
  /** Its outlet, however that is written. */
  readonly source: string;
  /** When it was published, else found, in milliseconds. */
  readonly at: number;
  readonly summary?: string;
}

/** What a word of an article is: `name` is any that nothing is known of. */
export type TermKind = WordKind | "name" | "number" | "cve";

/** A word of an article. */
export interface Term {
  /** What it counts as, whatever its form and language. */
  readonly id: string;
  readonly kind: TermKind;
  /** As it stands there. */
  readonly text: string;
  /** In the headline; else only in the address or the lede. */
  readonly inTitle: boolean;
}

/** An article in words. */
export interface StoryText {
  readonly terms: readonly Term[];
  /** Words of the headline that stand side by side, by their ids; each pair once. */
  readonly pairs: readonly (readonly [string, string])[];
  /** It tells several stories and is of none. */
  readonly isRoundup: boolean;
  readonly isGerman: boolean;
  /** Of whose patches it is an overview; see `overviewOf`. */
  readonly overview: string | null;
}

const CVE = /\bcve[-\u2010-\u2013_ ]?(\d{4})[-\u2010-\u2013_ ]?(\d{4,7})\b/giu;
const NUMBER =
  /(?<![\p{L}\d.,-])(\d{1,3}(?:[.,\u00a0' ]\d{3})+|\d+(?:[.,]\d+)?)\s?(k\b|m\b|b\b|bn\b|millionen|million|mio|billion|milliarden|mrd|tb|gb)?/giu;
const WORD =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:[-\u2010-\u2013_.&+]|['\u2019](?!s\b))[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;
const JOINTS = /[-\u2010-\u2013_.&+'\u2019]/;

/** Reads what an article tells its story by: the words of headline and address, and the CVE ids of its lede. */
export function readStoryText({
  title,
  url,
  summary = "",
}: Pick<StoryArticle, "title" | "url" | "summary">): StoryText {
  const headline = title.slice(0, MAX_STORY_TEXT_CHARACTERS);
  const reader = new Reader();
  reader.readHeadline(headline);
  reader.readWords(addressWords(url), false);
  reader.readCves(summary.slice(0, MAX_STORY_TEXT_CHARACTERS), false);
  return {
    terms: [...reader.terms.values()],
    pairs: reader.pairs,
    isRoundup: isRoundup(headline),
    isGerman: isGerman(headline),
    overview: overviewOf(headline),
  };
}

/** Whether a lede has anything that stories are told by. */
export function tellsBy(summary: string): boolean {
  return /cve/i.test(summary);
}

/** By its letters, or by a small word that English does not have. */
function isGerman(headline: string): boolean {
  if (/[äöüß]/i.test(headline)) return true;
  const words = headline.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => STOPWORDS.de.has(word) && !STOPWORDS.en.has(word));
}

class Reader {
  readonly terms = new Map<string, Term>();
  readonly pairs: [string, string][] = [];

  readHeadline(title: string): void {
    this.readCves(title, true);
    const text = spelledAlike(title);
    const numbered = text.replace(CVE, " | ");
    for (const { 0: whole, 1: digits = "", 2: unit = "", index } of numbered.matchAll(NUMBER)) {
      const id = isVersion(numbered.slice(0, index)) ? null : numberId(digits, unit);
      if (id !== null) this.add(id, "number", whole.trim(), true);
    }
    this.readWords(text, true);
  }

  readCves(text: string, inTitle: boolean): void {
    for (const [whole, year, number] of text.matchAll(CVE)) {
      this.add(`cve${year}${number}`, "cve", whole.toUpperCase().replace(/[\u2010-\u2013_ ]/g, "-"), inTitle);
    }
  }

  /** @param inTitle whether capitals and neighbours say something, as in no address */
  readWords(text: string, inTitle: boolean): void {
    const hasMeaningCapitals = inTitle && isSentenceCase(text);
    let last: string | null = null;
    for (const { 0: word, index } of text.replace(CVE, " | ").matchAll(WORD)) {
      for (const part of partsOf(word)) {
        const isLower = hasMeaningCapitals && index > 0 && !/\p{Lu}/u.test(part);
        const id = this.readWord(part, inTitle, isLower);
        if (id === null) continue;
        if (inTitle && last !== null) this.addPair(last, id);
        last = id;
      }
    }
  }

  private readWord(part: string, inTitle: boolean, isLower: boolean): string | null {
    let last: string | null = null;
    for (const { id, kind, text } of wordsOf(part, isLower)) last = this.add(id, kind, text, inTitle);
    return last;
  }

  private addPair(one: string, other: string): void {
    if (!this.pairs.some(([a, b]) => a === one && b === other)) this.pairs.push([one, other]);
  }

  /** The headline comes first: what stands there too is of the headline. */
  private add(id: string, kind: TermKind, text: string, inTitle: boolean): string {
    if (!this.terms.has(id)) this.terms.set(id, { id, kind, text, inTitle });
    return id;
  }
}

type Word = Pick<Term, "id" | "kind" | "text">;

const MOST_KNOWN_WORDS = 20_000;
const NO_WORDS: readonly Word[] = [];
/** The same words stand in many headlines. */
const knownWords = { lower: new Map<string, readonly Word[]>(), other: new Map<string, readonly Word[]>() };

/** What a part of a headline counts as: a word, two of a German compound, or none. @param isLower it is no name: where names have capitals, it has none */
function wordsOf(part: string, isLower: boolean): readonly Word[] {
  const map = isLower ? knownWords.lower : knownWords.other;
  const known = map.get(part);
  if (known !== undefined) return known;
  const words = findWords(part, isLower);
  if (map.size >= MOST_KNOWN_WORDS) map.clear();
  map.set(part, words);
  return words;
}

function findWords(part: string, isLower: boolean): readonly Word[] {
  const isJoined = part.includes("-");
  const text = part.replaceAll("-", "");
  const plain = plainLetters(text);
  if (plain.length < 2 || /^\d+(?:st|nd|rd|th|k|m|bn?|[tg]b)?$/.test(plain) || isSmall(text)) return NO_WORDS;
  const meaning = meaningOfForm(plain);
  if (meaning?.kind === "filler") return NO_WORDS;
  if (meaning !== undefined) return [{ id: meaning.as, kind: meaning.kind, text: part }];
  if (plain.length < 3 && !/\d/.test(plain)) {
    return /^\p{Lu}+$/u.test(text) ? [{ id: plain, kind: "plain", text: part }] : NO_WORDS;
  }
  const compound = partsOfCompound(plain);
  if (compound !== null) {
    const [first, head] = compound;
    return [...findWords(text.slice(0, first.length), isLower), ...findWords(head, isLower)];
  }
  const isOdd = isJoined || /\p{Ll}\p{Lu}|\d|^\p{Lu}{3,}$/u.test(text);
  const isOrdinary = !isOdd && (isLower || isPlainWord(plain) || looksMade(plain));
  return [{ id: stem(plain), kind: isOrdinary ? "plain" : "name", text: part }];
}

/** What is written in several ways, in one; without what belongs to no headline. */
function spelledAlike(title: string): string {
  return withoutDay(title)
    .replace(/https?:\/\/\S+/g, " | ")
    .replace(/n['\u2019]t\b/g, "")
    .replace(/north korean?|nord-?korea/gi, (korea) => (korea.startsWith("No") ? "DPRK" : "dprk"))
    .replace(/(?<![\p{L}\d])(?:zero|0)[- ]?days?(?!\p{Ll})/giu, "zeroday");
}

/** Without the day behind some headlines: *(Wed, Feb 11th)*. */
function withoutDay(title: string): string {
  const start = title.endsWith(")") ? title.lastIndexOf("(") : -1;
  const isDay = start >= 0 && /^\((?:mon|tue|wed|thu|fri|sat|sun)[^,]{0,6},/i.test(title.slice(start));
  return isDay ? title.slice(0, start) : title;
}

/** The words that the address of an article is made of; none where it is a number or a code. */
function addressWords(url: string): string {
  const path = urlPath(url);
  const segments = path.text
    .slice(path.from, path.to)
    .split("/")
    .map((segment) => segment.slice(0, MAX_STORY_TEXT_CHARACTERS));
  const slug = segments.findLast((segment) => /[a-z]{3}[-_][a-z0-9]/i.test(segment)) ?? "";
  if (/^[a-z]{2,6}(?:-\d+)+$/i.test(slug)) return "";
  return spelledAlike(slug.replace(/\.(?:html?|php|aspx?)$/i, "").replace(/[-_]+/g, " "));
}

const SHORT = 3;
const SHORT_HEAD = 5;

/** The words of a compound; its short parts belong together: *SD-WAN*, *Serv-U*, *UAT-8616*. Not so those of *in-the-wild*. */
function partsOf(word: string): readonly string[] {
  const parts: string[] = [];
  const written = word.split(JOINTS);
  for (const [at, part] of written.entries()) {
    const head = parts.at(-1);
    const isTail = part.length <= SHORT || /^\d+$/.test(part);
    const isJoining = isSmall(head ?? "") || (isSmall(part) && at < written.length - 1);
    const isHead = head !== undefined && head.length <= SHORT_HEAD && meaningOfForm(plainLetters(head)) === undefined;
    if (isHead && isTail && !isJoining) parts[parts.length - 1] = `${head}-${part}`;
    else parts.push(part);
  }
  return parts;
}

function isSmall(word: string): boolean {
  const plain = plainLetters(word);
  return STOPWORDS.en.has(plain) || STOPWORDS.de.has(plain);
}

/** Whether a headline has capitals only where the language wants them, so that a small word is no name. */
function isSentenceCase(title: string): boolean {
  const words = title.match(/\p{L}[\p{L}\u2019']{3,}/gu)?.slice(1) ?? [];
  return words.length > 3 && words.filter((word) => /^\p{Lu}/u.test(word)).length < words.length * 0.6;
}

/** Whether a number behind a text is that of a product: *Windows 11*. */
function isVersion(before: string): boolean {
  const [word = "", rest] = before.split(" ").slice(-2);
  return rest === "" && meaningOfForm(plainLetters(word.replace(/[^\p{L}\p{N}]/gu, "")))?.kind === "known";
}

const SMALLEST_NUMBER = 10;
const UNITS: readonly (readonly [unit: RegExp, factor: number])[] = [
  [/^k$/, 1e3],
  [/^(?:m|mi)/, 1e6],
  [/^b/, 1e9],
];

/** What a number counts as, however it is written: `672K` as `672,000`. Null for small ones and for years. */
function numberId(digits: string, unit: string): string | null {
  const isGrouped = /^\d{1,3}([.,\u00a0' ])\d{3}(?:\1\d{3})*$/.test(digits);
  const value = Number(isGrouped ? digits.replace(/\D/g, "") : digits.replace(",", "."));
  const small = unit.toLowerCase();
  if (/^[tg]b$/.test(small)) return `${value}${small}`;
  const factor = /^(?:mrd|milliarden)$/.test(small) ? 1e9 : (UNITS.find(([one]) => one.test(small))?.[1] ?? 1);
  // A year, or *Microsoft 365*.
  if (factor === 1 && !isGrouped && ((value >= 1990 && value <= 2035) || value === 365)) return null;
  return value * factor < SMALLEST_NUMBER ? null : `#${Math.round(value * factor)}`;
}
