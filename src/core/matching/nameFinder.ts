import { headLength } from "./compounds";
import { HARD, isApostrophe, kindOf } from "./fold";
import { LONGER, MAX_WORDS, type NameIndex, WHOLE, filterBitsOf, firstEntry, nextEntry } from "./nameIndex";
import { nameKey } from "./nameKey";
import { COMPOUND, DIGITS, DIGITS_PLURAL, EXACT, PLURAL, isDigit } from "./overlaps";
import { GAP_HARD, GAP_SOFT, GAP_WALL, Words } from "./words";

const SMALL_S = 0x73;
const SMALL_V = 0x76;
/** Shorter names are not taken for one with a version behind (*Lockerv2*). */
const SHORTEST_VERSIONED = 4;

/** Gets each spelling found: words from `first` to `last`, the units of its key, the form, and its number. */
export type Accept = (first: number, last: number, length: number, kind: number, id: number) => void;

/** Finds spellings of names in the words of a text, by their letters alone. */
export class NameFinder {
  private readonly index: NameIndex;
  private readonly names: readonly string[];
  private readonly firstVariant: number;
  private readonly keys = new Map<number, string>();
  private readonly nameWords = new Words();

  /**
   * @param names the spellings of `index` by their numbers
   * @param firstVariant from here on they are other spellings: passed over where a name is written just so
   */
  constructor(index: NameIndex, names: readonly string[], firstVariant: number) {
    this.index = index;
    this.names = names;
    this.firstVariant = firstVariant;
  }

  /** Gives every spelling that starts at word `first`: by its last word, of the same the longest first. */
  collect(text: string, words: Words, first: number, accept: Accept): void {
    const { filter, filterShift, powers, longestKey, mostWords, hardGaps } = this.index;
    const { units, hashes, unitStarts, gaps } = words;
    const from = unitStarts[first] as number;
    if (units[from] === SMALL_S && unitStarts[first + 1] === from + 1 && isPossessive(text, words, first)) return;
    const base = hashes[from] as number;
    for (let last = first; ;) {
      const to = unitStarts[last + 1] as number;
      const length = to - from;
      let bits = 0;
      if (length <= longestKey) {
        const hash = ((hashes[to] as number) - Math.imul(base, powers[length] as number)) | 0;
        bits = filterBitsOf(filter, filterShift, hash);
        if ((bits & WHOLE) !== 0) this.look(text, words, first, last, to, EXACT, accept);
      }
      const unit = units[to - 1] as number;
      if (unit === SMALL_S || isDigit(unit)) this.collectInflected(text, words, first, last, accept);
      const head = headLength(words, last);
      if (head > 0) this.look(text, words, first, last, to - head, COMPOUND, accept);
      last++;
      if ((bits & LONGER) === 0 || last >= words.count || last - first >= mostWords) return;
      const gap = gaps[last];
      if (gap === GAP_WALL || (gap === GAP_HARD && !hardGaps)) return;
    }
  }

  /** The forms with digits and plural s: both belong to the word in which the name ends. */
  private collectInflected(text: string, words: Words, first: number, last: number, accept: Accept): void {
    const { units, unitStarts } = words;
    const wordStart = unitStarts[last] as number;
    let end = unitStarts[last + 1] as number;
    let kind = DIGITS;
    if (units[end - 1] === SMALL_S && end - 1 > wordStart) {
      end--;
      kind = DIGITS_PLURAL;
      this.look(text, words, first, last, end, PLURAL, accept);
    }
    const digitsEnd = end;
    while (end > wordStart && isDigit(units[end - 1] as number)) end--;
    if (end === digitsEnd || end === wordStart) return;
    this.look(text, words, first, last, end, kind, accept);
    if (units[end - 1] === SMALL_V && end - 1 - wordStart >= SHORTEST_VERSIONED) {
      this.look(text, words, first, last, end - 1, kind, accept);
    }
  }

  /** Gives the names whose key is made of the units from word `first` up to unit `to`. */
  private look(
    text: string,
    words: Words,
    first: number,
    last: number,
    to: number,
    kind: number,
    accept: Accept,
  ): void {
    const { index, names } = this;
    const from = words.unitStarts[first] as number;
    if (to - from > index.longestKey) return;
    const base = words.hashes[from] as number;
    const hash = ((words.hashes[to] as number) - Math.imul(base, index.powers[to - from] as number)) | 0;
    if ((filterBitsOf(index.filter, index.filterShift, hash) & WHOLE) === 0) return;
    let id = firstEntry(index, hash);
    if (id < 0) return;
    const key = words.folded(from, to);
    let isName = false;
    for (; id >= 0; id = nextEntry(index, id)) {
      if (last - first >= Math.max(MAX_WORDS, index.wordCounts[id] as number)) continue;
      const name = names[id] as string;
      if ((isName && id >= this.firstVariant) || this.keyOf(id, name) !== key) continue;
      isName ||= id < this.firstVariant;
      if (index.hardGaps && !this.hasSamePunctuation(text, words, first, last, name)) continue;
      accept(first, last, to - from, kind, id);
    }
  }

  /** Kept once asked for: most names are never met. */
  private keyOf(id: number, name: string): string {
    let key = this.keys.get(id);
    if (key === undefined) {
      key = nameKey(name);
      this.keys.set(id, key);
    }
    return key;
  }

  /** Whether punctuation between the words, other than blanks and the like, stands in the name at the same place. */
  private hasSamePunctuation(text: string, words: Words, first: number, last: number, name: string): boolean {
    const { nameWords } = this;
    let split = false;
    for (let word = first + 1; word <= last; word++) {
      if (words.gaps[word] === GAP_SOFT) continue;
      if (!split) nameWords.read(name, 0, name.length, false);
      split = true;
      const offset = (words.unitStarts[word] as number) - (words.unitStarts[first] as number);
      const place = nameWords.unitStarts.subarray(0, nameWords.count).indexOf(offset);
      if (place < 1 || punctuationBefore(text, words, word) !== punctuationBefore(name, nameWords, place)) return false;
    }
    return true;
  }
}

/** Whether the word, an s, belongs to the word before it: no name begins there ("Conti's age" is not *Sage*). */
function isPossessive(text: string, words: Words, word: number): boolean {
  const start = words.starts[word] as number;
  return word > 0 && words.ends[word - 1] === start - 1 && isApostrophe(text.charAt(start - 1));
}

/** What stands before a word apart from blanks, hyphens and the like. */
function punctuationBefore(text: string, words: Words, word: number): string {
  const gap = text.slice(words.ends[word - 1], words.starts[word]);
  return Array.from(gap)
    .filter((character) => kindOf(character.codePointAt(0) as number) === HARD)
    .join("");
}
