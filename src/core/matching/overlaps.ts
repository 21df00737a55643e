import type { NameEntry } from "./nameEntry";
import { type Words, grown } from "./words";

/** How the words of the text relate to the key of a name, the closest first. */
export const EXACT = 0;
export const PLURAL = 1;
/** Another spelling of the name: without its class word, or with letters for digits. */
export const VARIANT = 2;
/** A German noun is joined to the name. */
export const COMPOUND = 3;
export const DIGITS = 4;
export const DIGITS_PLURAL = 5;

const initialCapacity = 64;

/**
 * Names found in a text, in flat arrays that are used again: hit `i` is entry `entries[i]` at the words from `firsts[i]`
 * to `lasts[i]`. They stand by their first word; of the same first word by their last, then the longest first, then in
 * the order of the entries.
 */
export class Hits {
  count = 0;
  firsts = new Int32Array(initialCapacity);
  lasts = new Int32Array(initialCapacity);
  /** How many units of the text are the key of the name: digits, a plural s or a noun that follow it do not count. */
  lengths = new Int32Array(initialCapacity);
  kinds = new Uint8Array(initialCapacity);
  entries = new Int32Array(initialCapacity);

  add(first: number, last: number, length: number, kind: number, entry: number): void {
    const at = this.count++;
    if (at === this.firsts.length) this.grow(at * 2);
    this.firsts[at] = first;
    this.lasts[at] = last;
    this.lengths[at] = length;
    this.kinds[at] = kind;
    this.entries[at] = entry;
  }

  /** Where the hits of the same words as hit `begin` end. */
  endOfSpan(begin: number): number {
    const { firsts, lasts, count } = this;
    let end = begin + 1;
    while (end < count && firsts[end] === firsts[begin] && lasts[end] === lasts[begin]) end++;
    return end;
  }

  private grow(size: number): void {
    this.firsts = grown(this.firsts, new Int32Array(size));
    this.lasts = grown(this.lasts, new Int32Array(size));
    this.lengths = grown(this.lengths, new Int32Array(size));
    this.kinds = grown(this.kinds, new Uint8Array(size));
    this.entries = grown(this.entries, new Int32Array(size));
  }
}

/**
 * What is left of names that overlap, directly or through others: the longest first, of equal ones the leftmost, and
 * nothing that overlaps one left before; except that names followed by digits stay, unless the longer name is of the
 * same profile. At the same words a plural, another spelling or a compound gives way to an exact name, and each profile
 * counts once.
 * @param last the last word of any of them
 * @returns places in `hits`: by the first word, longer before shorter, then in the order of the entries
 */
export function longestWins(entries: readonly NameEntry[], words: Words, hits: Hits, last: number): readonly number[] {
  if (hits.count === 1) return [0];
  if (hits.endOfSpan(0) === hits.count) return winnersOf(entries, hits, 0, hits.count);
  const { firsts, lasts } = hits;
  const base = firsts[0] as number;
  const kept: (readonly number[])[] = [];
  // For each word where in `kept` stands what has taken it first, + 1; and a free one behind them.
  const takers = new Int32Array(last - base + 2);
  for (const begin of longestFirst(hits)) {
    const end = hits.endOfSpan(begin);
    const from = (firsts[begin] as number) - base;
    const to = (lasts[begin] as number) - base;
    const span = isFree(takers, from, to)
      ? winnersOf(entries, hits, begin, end)
      : stayingOf(entries, words, hits, begin, end, (word) => kept[(takers[word - base] as number) - 1]);
    if (span.length === 0) continue;
    kept.push(span);
    for (let at = from; at <= to; at++) takers[at] ||= kept.length;
  }
  return kept
    .sort(([a = 0], [b = 0]) => {
      return (firsts[a] as number) - (firsts[b] as number) || (lasts[b] as number) - (lasts[a] as number);
    })
    .flat();
}

/**
 * Where the hits of the same words begin: by length, of equal ones in their order. A counting sort, since a long text
 * that overlaps without end has few different lengths.
 */
function longestFirst(hits: Hits): readonly number[] {
  const byLength = new Map<number, number[]>();
  for (let begin = 0; begin < hits.count; begin = hits.endOfSpan(begin)) {
    const length = hits.lengths[begin] as number;
    const same = byLength.get(length);
    if (same === undefined) byLength.set(length, [begin]);
    else same.push(begin);
  }
  return [...byLength].sort(([a], [b]) => b - a).flatMap(([, same]) => same);
}

function isFree(takers: Int32Array, from: number, to: number): boolean {
  for (let at = from; at <= to; at++) if (takers[at] !== 0) return false;
  return true;
}

/** What counts of the hits from `begin` to `end`, which are of the same words, when nothing longer overlaps them. */
function winnersOf(entries: readonly NameEntry[], hits: Hits, begin: number, end: number): readonly number[] {
  const exact = hits.kinds[begin] === EXACT;
  const winners: number[] = [];
  for (let at = begin; at < end; at++)
    if (!exact || hits.kinds[at] === EXACT || (hits.kinds[at] as number) >= DIGITS) winners.push(at);
  return perProfile(entries, hits, winners);
}

/**
 * What stays of such hits beside the longer names that have taken words of theirs: the names followed by digits.
 * @param takerOf the longer names at a word, when there are any
 */
function stayingOf(
  entries: readonly NameEntry[],
  words: Words,
  hits: Hits,
  begin: number,
  end: number,
  takerOf: (word: number) => readonly number[] | undefined,
): readonly number[] {
  const last = hits.lasts[begin] as number;
  const staying: number[] = [];
  for (let at = begin; at < end; at++) {
    const kind = hits.kinds[at] as number;
    if (kind >= DIGITS || (kind === EXACT && isBeforeTakenDigits(words, last, takerOf))) staying.push(at);
  }
  if (staying.length === 0) return staying;
  const taken = new Set<string | null>();
  for (let word = hits.firsts[begin] as number; word <= last; word++) {
    for (const at of takerOf(word) ?? []) taken.add(profileOf(entries, hits, at));
  }
  // Without an owner there is no profile that could have been reported already.
  taken.delete(null);
  return perProfile(entries, hits, staying).filter((at) => !taken.has(profileOf(entries, hits, at)));
}

/** Whether a word of digits alone, that does not go on digits, follows word `last` and the same longer name took both. */
function isBeforeTakenDigits(
  { units, unitStarts }: Words,
  last: number,
  takerOf: (word: number) => readonly number[] | undefined,
): boolean {
  const taker = takerOf(last);
  if (taker === undefined || takerOf(last + 1) !== taker) return false;
  const start = unitStarts[last + 1] as number;
  const end = unitStarts[last + 2] as number;
  if (isDigit(units[start - 1] as number)) return false;
  for (let at = start; at < end; at++) if (!isDigit(units[at] as number)) return false;
  return true;
}

/** One hit for each profile, in the order of the entries. All are of the same words. */
function perProfile(entries: readonly NameEntry[], hits: Hits, places: readonly number[]): readonly number[] {
  if (places.length < 2) return places;
  const best = new Map<string | number, number>();
  const owned = new Set<number>();
  for (const at of places) {
    const kind = hits.kinds[at] as number;
    const profile = profileOf(entries, hits, at);
    if (profile !== null) owned.add(kind);
    // The same words in the same form are the same key: without an owner they count once.
    const known = best.get(profile ?? kind);
    if (known === undefined || isCloser(entries, hits, at, known)) best.set(profile ?? kind, at);
  }
  return [...best]
    .filter(([profile]) => typeof profile === "string" || !owned.has(profile))
    .map(([, at]) => at)
    .sort((a, b) => (hits.entries[a] as number) - (hits.entries[b] as number));
}

function isCloser(entries: readonly NameEntry[], hits: Hits, at: number, than: number): boolean {
  const difference = (hits.kinds[at] as number) - (hits.kinds[than] as number);
  if (difference !== 0) return difference < 0;
  const isOwn = (place: number): boolean =>
    entries[hits.entries[place] as number]?.name === profileOf(entries, hits, place);
  return isOwn(at) && !isOwn(than);
}

function profileOf(entries: readonly NameEntry[], hits: Hits, at: number): string | null {
  return (entries[hits.entries[at] as number] as NameEntry).profile;
}

/** Whether a folded unit is a digit. */
export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
