import type { AliasSource } from "../knowledge/types";
import type { Match, RuleCode } from "../model";
import { HARD, isApostrophe, kindOf } from "./fold";
import { buildNameIndex, filterBitsOf, firstEntry, LONGER, MAX_WORDS, nextEntry, WHOLE } from "./nameIndex";
import { nameKey } from "./nameKey";
import { DIGITS, DIGITS_PLURAL, EXACT, isDigit, Hits, longestWins, PLURAL } from "./overlaps";
import { FIELD_WEIGHTS, type MatchField, type NameRule } from "./rules";
import { urlPath, type UrlPath } from "./urlPath";
import { GAP_HARD, GAP_SOFT, GAP_WALL, Words } from "./words";

/** A name to look for and the profile it stands for (null: an alias whose owner is not known). */
export interface NameEntry {
  readonly profile: string | null;
  /** The name or alias, as written. */
  readonly name: string;
  /** How to look for it; derived from the name when left out. */
  readonly rule?: NameRule;
  /** Where an alias comes from; the first source that has it. */
  readonly aliasSource?: AliasSource;
  /** Other actors the alias may stand for. */
  readonly ambiguous?: readonly string[];
}

/** What of an article is searched. */
export interface ArticleText {
  readonly title: string;
  readonly url: string;
  readonly summary?: string;
  readonly content?: string;
}

/** Finds compiled names in articles. */
export interface Matcher {
  /**
   * Every occurrence of a name in the title and in the path of the address, then in summary and content: field by field, in
   * each by start, longer before shorter, then in the order of the entries. Offsets are UTF-16 offsets into the given strings.
   */
  match(article: ArticleText): Match[];
}

/** What is searched: a text, or the path of the address. */
interface Field {
  readonly name: MatchField;
  /** As given; matches hold offsets into it. */
  readonly raw: string;
  /** What was split into words. */
  readonly text: string;
  readonly offsets: UrlPath["offsets"];
}

const SMALL_S = 0x73;

/** The working memory for longer texts is given back afterwards. */
const KEPT_LENGTH = 1 << 16;

/** The forms by their kinds in `Hits`. */
const FORMS: readonly (readonly RuleCode[])[] = [["exact"], ["plural"], ["digits"], ["digits", "plural"]];

/**
 * Prepares names for matching. The rules:
 * - A name is found where one to five consecutive words, or as many as it has itself, give its key when joined. Between
 *   them may stand blanks, hyphens, underscores, dots, apostrophes and `$`; other punctuation only where the name has
 *   the same (`DEV#POPPER`); never a `/` of an address.
 *   A possessive s begins no name.
 * - Digits may follow directly (`APT` in `APT28`) unless the name ends in a digit itself, and a plural s.
 * - The longest name wins: of names that overlap the one with the longest key counts, whatever the profile, of equally
 *   long ones the leftmost; what overlaps only names that lost is free. But a name followed by digits is a match of its
 *   own and stays beside another profile's longer one (`APT` beside `APT28`, `APT-28`, `APT28 Group`).
 * - The same words are reported once for each profile: by the closest form, then by the profile's own name. A name
 *   of unknown owner is left out where a profile owns the same name.
 *
 * Entries without letter or digit find nothing.
 */
export function compileNames(entries: readonly NameEntry[]): Matcher {
  const index = buildNameIndex(entries);
  const { filter, filterShift, powers, longestKey, mostWords, wordCounts } = index;
  const keys = new Map<number, string>();
  const ownWords = new Words();
  const ownHits = new Hits();
  const nameWords = new Words();

  /** Adds every name that starts at word `first` to `hits`. */
  function collect(text: string, words: Words, first: number, hits: Hits): void {
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
        if ((bits & WHOLE) !== 0) look(text, words, first, last, to, EXACT, hits);
      }
      const unit = units[to - 1] as number;
      if (unit === SMALL_S || isDigit(unit)) collectInflected(text, words, first, last, hits);
      last++;
      if ((bits & LONGER) === 0 || last >= words.count || last - first >= mostWords) return;
      const gap = gaps[last];
      if (gap === GAP_WALL || (gap === GAP_HARD && !index.hardGaps)) return;
    }
  }

  /** The forms with digits and plural s: both belong to the word in which the name ends. */
  function collectInflected(text: string, words: Words, first: number, last: number, hits: Hits): void {
    const { units, unitStarts } = words;
    const wordStart = unitStarts[last] as number;
    let end = unitStarts[last + 1] as number;
    let kind = DIGITS;
    if (units[end - 1] === SMALL_S && end - 1 > wordStart) {
      end--;
      kind = DIGITS_PLURAL;
      look(text, words, first, last, end, PLURAL, hits);
    }
    const digitsEnd = end;
    while (end > wordStart && isDigit(units[end - 1] as number)) end--;
    if (end < digitsEnd && end > wordStart) look(text, words, first, last, end, kind, hits);
  }

  /** Adds the names whose key is made of the units from word `first` up to unit `to`. */
  function look(text: string, words: Words, first: number, last: number, to: number, kind: number, hits: Hits): void {
    const from = words.unitStarts[first] as number;
    if (to - from > longestKey) return;
    const base = words.hashes[from] as number;
    const hash = ((words.hashes[to] as number) - Math.imul(base, powers[to - from] as number)) | 0;
    if ((filterBitsOf(filter, filterShift, hash) & WHOLE) === 0) return;
    let entry = firstEntry(index, hash);
    if (entry < 0) return;
    const key = words.folded(from, to);
    for (; entry >= 0; entry = nextEntry(index, entry)) {
      if (last - first >= Math.max(MAX_WORDS, wordCounts[entry] as number)) continue;
      const { name } = entries[entry] as NameEntry;
      if (keyOf(entry, name) !== key) continue;
      if (index.hardGaps && !hasSamePunctuation(text, words, first, last, name)) continue;
      hits.add(first, last, to - from, kind, entry);
    }
  }

  /** Kept once asked for: most names are never met. */
  function keyOf(entry: number, name: string): string {
    let key = keys.get(entry);
    if (key === undefined) {
      key = nameKey(name);
      keys.set(entry, key);
    }
    return key;
  }

  /** Whether punctuation between the words, other than blanks and the like, stands in the name at the same place. */
  function hasSamePunctuation(text: string, words: Words, first: number, last: number, name: string): boolean {
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

  /** Adds what counts of the names in the words of one field to `found`. */
  function scan(field: Field, words: Words, hits: Hits, found: Match[]): void {
    const { text } = field;
    for (let first = 0; first < words.count; first++) {
      hits.count = 0;
      collect(text, words, first, hits);
      if (hits.count === 0) continue;
      // Names that overlap, be it through others, are settled together. The last hit of a word reaches farthest.
      let last = hits.lasts[hits.count - 1] as number;
      for (let inner = first + 1; inner <= last; inner++) {
        collect(text, words, inner, hits);
        last = Math.max(last, hits.lasts[hits.count - 1] as number);
      }
      for (const at of longestWins(entries, words, hits, last)) report(field, words, hits, at, found);
      first = last;
    }
  }

  function report(field: Field, words: Words, hits: Hits, at: number, found: Match[]): void {
    const { offsets } = field;
    const { profile, name, aliasSource, ambiguous } = entries[hits.entries[at] as number] as NameEntry;
    let start = words.starts[hits.firsts[at] as number] as number;
    let end = words.ends[hits.lasts[at] as number] as number;
    if (offsets !== null) {
      start = offsets.starts[start] as number;
      end = offsets.ends[end - 1] as number;
    }
    found.push({
      profile,
      name,
      field: field.name,
      start,
      end,
      text: field.raw.slice(start, end),
      rule: FORMS[hits.kinds[at] as number] ?? [],
      weight: FIELD_WEIGHTS[field.name],
      ...(aliasSource === undefined ? {} : { aliasSource }),
      ...(ambiguous === undefined ? {} : { ambiguous }),
    });
  }

  return {
    match({ title, url }) {
      const found: Match[] = [];
      const isLong = Math.max(title.length, url.length) > KEPT_LENGTH;
      const words = isLong ? new Words() : ownWords;
      const hits = isLong ? new Hits() : ownHits;
      words.read(title, 0, title.length, false);
      scan({ name: "title", raw: title, text: title, offsets: null }, words, hits, found);
      const { text, from, to, offsets } = urlPath(url);
      words.read(text, from, to, true);
      scan({ name: "url", raw: url, text, offsets }, words, hits, found);
      return found;
    },
  };
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
