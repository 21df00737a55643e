import { ENGLISH, GERMAN, INCIDENT, SMALL, THREAT, classOfWord } from "./threatWords";
import { GAP_WALL, type Words } from "./words";

/** How a text uses capitals: for names and beginnings, for every longer word, for every letter, or not at all (as addresses). */
type Capitals = "sentence" | "title" | "upper" | "none";

/** Headlines with capitals throughout write every word with one that is as long and says something. */
const SHORTEST_TELLING = 3;
/** Share of such words in lower case from which on capitals mean something. */
const SENTENCE_SHARE = 0.2;
/** Enough words to tell. */
const MOST_WORDS = 200;

/**
 * How far a word of threats may be, in words. A headline is about one thing and has about twelve words: for a name that is
 * seldom anything else any of them will do. Where the capital letter or quotation marks show that a name is meant, most
 * of a headline. An ordinary word needs its class word right beside it: all else in a security headline is about threats too.
 */
export const WHOLE_HEADLINE = 12;
export const MOST_OF_HEADLINE = 8;

/** What an address repeats. */
export interface Headline {
  /** It has a word of threats. */
  isAboutThreats(): boolean;
  /** It has the same spelling as something else, and nowhere as a name. */
  refuses(id: number): boolean;
  /** It has the same spelling as a name. */
  accepts(id: number): boolean;
}

/** What surrounds the names of one text: worked out only where a name needs it, since few do. */
export class TextContext {
  readonly text: string;
  readonly words: Words;
  readonly inUrl: boolean;
  private readonly headline: Headline | null;
  private readonly original: string;
  private readonly classes: Int32Array;
  private capitalsOfText: Capitals | undefined;
  private hasMoreGerman: boolean | undefined;

  /**
   * @param headline of an address: what the headline of the article says
   * @param original the text as it was, where letters stand in it for digits by now
   */
  constructor(text: string, words: Words, headline: Headline | null, original = text) {
    this.text = text;
    this.original = original;
    this.words = words;
    this.inUrl = headline !== null;
    this.headline = headline;
    // 0 is for not asked yet.
    this.classes = new Int32Array(words.count);
  }

  /** Bits of `classOfWord`; 0 outside of the text. */
  classOf(word: number): number {
    if (word < 0 || word >= this.words.count) return 0;
    const known = this.classes[word] as number;
    if (known !== 0) return known - 1;
    const bits = classOfWord(this.folded(word));
    this.classes[word] = bits + 1;
    return bits;
  }

  /** Whether the headline that an address repeats has this spelling as something else. */
  isRefused(id: number): boolean {
    return this.headline?.refuses(id) ?? false;
  }

  /** Whether the headline that an address repeats has this spelling as a name. */
  isAccepted(id: number): boolean {
    return this.headline?.accepts(id) ?? false;
  }

  /** Whether a word of threats stands anywhere in the text, beside those from `first` to `last`; of an address: or in its headline. */
  isAboutThreats(first = -1, last = -1): boolean {
    for (let word = 0; word < Math.min(this.words.count, MOST_WORDS); word++) {
      if ((word < first || word > last) && (this.classOf(word) & (THREAT | INCIDENT)) !== 0) return true;
    }
    return this.headline?.isAboutThreats() ?? false;
  }

  /** A word in lower case, of letters and digits alone; empty outside of the text. */
  folded(word: number): string {
    const { unitStarts, units, starts, count } = this.words;
    if (word < 0 || word >= count) return "";
    const from = unitStarts[word] as number;
    const to = unitStarts[word + 1] as number;
    // Most words stand there as they are folded.
    const start = starts[word] as number;
    let at = from;
    while (at < to && this.text.charCodeAt(start + at - from) === units[at]) at++;
    return at === to ? this.text.slice(start, start + to - from) : this.words.folded(from, to);
  }

  /** Whether letters of a word were digits: no word of every day is written so. */
  isRewritten(word: number): boolean {
    const { starts, ends } = this.words;
    return this.original.slice(starts[word], ends[word]) !== this.text.slice(starts[word], ends[word]);
  }

  /** Whether a word is all capitals in a text that has them for names alone. */
  isLoud(word: number): boolean {
    if (this.capitals !== "sentence") return false;
    const written = this.text.slice(this.words.starts[word], this.words.ends[word]);
    return written.length > SHORTEST_TELLING && !/\p{Ll}/u.test(written);
  }

  /** Whether a word is digits alone. */
  isNumber(word: number): boolean {
    return word < this.words.count && /^\p{N}+$/u.test(this.folded(word));
  }

  /** What stands before a word; null where nothing may be joined: no word before, or a `/` of an address. */
  gapBefore(word: number): string | null {
    const { starts, ends, gaps, count } = this.words;
    if (word <= 0 || word >= count || gaps[word] === GAP_WALL) return null;
    return this.text.slice(ends[word - 1], starts[word]);
  }

  /** False for a name with a capital that stands without one, in a text that has both: the ordinary word. */
  isWrittenLike(isCapital: boolean, word: number): boolean {
    return !isCapital || this.capitals === "none" || this.isCapital(word);
  }

  /** Whether a word begins with a capital letter. */
  isCapital(word: number): boolean {
    if (word < 0 || word >= this.words.count) return false;
    const start = this.words.starts[word] as number;
    return /^\P{L}*\p{Lu}/u.test(this.text.slice(start, this.words.ends[word]));
  }

  /**
   * The nearest word, at most `reach` away on either side, that has one of the bits; -1 when there is none.
   *
   * @param without but none of these
   * @param acrossWalls in an address: other segments of its path count too, the names of sections among them
   */
  nearest(first: number, last: number, bits: number, reach: number, { acrossWalls = false, without = 0 } = {}): number {
    const { gaps } = this.words;
    const isWanted = (found: number): boolean => (found & bits) !== 0 && (found & without) === 0;
    let isOpenBehind = true;
    let isOpenBefore = true;
    for (let distance = 1; distance <= reach; distance++) {
      isOpenBehind &&= acrossWalls || gaps[last + distance] !== GAP_WALL;
      if (isOpenBehind && isWanted(this.classOf(last + distance))) return last + distance;
      isOpenBefore &&= acrossWalls || gaps[first - distance + 1] !== GAP_WALL;
      if (isOpenBefore && isWanted(this.classOf(first - distance))) return first - distance;
    }
    return -1;
  }

  /** By which of its small words the text has more of. */
  get isGerman(): boolean {
    this.hasMoreGerman ??= this.countsMore(GERMAN, ENGLISH);
    return this.hasMoreGerman;
  }

  private countsMore(bits: number, thanBits: number): boolean {
    let more = 0;
    for (let word = 0; word < Math.min(this.words.count, MOST_WORDS); word++) {
      const found = this.classOf(word);
      if ((found & bits) !== 0) more += 1;
      if ((found & thanBits) !== 0) more -= 1;
    }
    return more > 0;
  }

  get capitals(): Capitals {
    this.capitalsOfText ??= this.inUrl ? "none" : this.readCapitals();
    return this.capitalsOfText;
  }

  private readCapitals(): Capitals {
    const { text, words } = this;
    let lower = 0;
    let upper = 0;
    let hasSmall = false;
    let hasCapital = false;
    for (let word = 0; word < Math.min(words.count, MOST_WORDS); word++) {
      const start = words.starts[word] as number;
      const end = words.ends[word] as number;
      const first = caseOf(text, start);
      hasCapital ||= first > 0 || hasCase(text, start + 1, end, 1);
      hasSmall ||= first < 0 || hasCase(text, start + 1, end, -1);
      if (first === 0 || end - start < SHORTEST_TELLING) continue;
      // The second half of a compound is often small whatever the style.
      if (first > 0) upper += 1;
      else if (!/[-\u2010-\u2013]/u.test(text.charAt(start - 1)) && (this.classOf(word) & SMALL) === 0) lower += 1;
    }
    if (!hasCapital) return "none";
    if (!hasSmall) return "upper";
    // German has capitals for nouns, never for every word.
    if (this.isGerman) return "sentence";
    return lower > 0 && lower / (lower + upper) >= SENTENCE_SHARE ? "sentence" : "title";
  }
}

/** 1 for a capital at a place of a text, -1 for a small letter, 0 for anything else. */
function caseOf(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) return code >= 0x61 && code <= 0x7a ? -1 : code >= 0x41 && code <= 0x5a ? 1 : 0;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return /\p{Lu}/u.test(character) ? 1 : /\p{Ll}/u.test(character) ? -1 : 0;
}

function hasCase(text: string, from: number, to: number, wanted: number): boolean {
  for (let at = from; at < to; at++) if (caseOf(text, at) === wanted) return true;
  return false;
}
