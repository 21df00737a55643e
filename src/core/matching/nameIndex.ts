import type { Turns } from "../text/turns";
import { HARD, SOFT, asciiFold } from "./fold";
import { GAP_SOFT, HASH_FACTOR, Words } from "./words";

/** Filter: a longer key begins so. */
export const LONGER = 1;
/** Filter: a key is just this. */
export const WHOLE = 2;

/** However a name is written, it may stand there as up to this many words. */
export const MAX_WORDS = 5;

/**
 * All names by the rolling hash of their keys: a small filter that tells at once whether a run of words is, or begins,
 * any name, and a hash table behind it for the few runs that get past it. Hashes only preselect; the caller compares keys.
 */
export interface NameIndex {
  /** Filter: two bits a slot, four slots a byte. */
  readonly filter: Uint8Array;
  readonly filterShift: number;
  readonly tableHashes: Int32Array;
  /** First entry of the chain + 1; 0 for an empty slot. */
  readonly tableHeads: Int32Array;
  readonly tableShift: number;
  /** Next entry with the same hash + 1, in the order of the entries; 0 at the end. */
  readonly next: Int32Array;
  /** Of how many words each name consists, as it is written. */
  readonly wordCounts: Int32Array;
  /** Powers of the hash factor, up to the longest key. */
  readonly powers: Int32Array;
  readonly longestKey: number;
  /** No run of more words needs a look. */
  readonly mostWords: number;
  /** Whether a name holds punctuation, other than blanks and the like, between its words. */
  readonly hardGaps: boolean;
}

/** Names read before other work may have its turn: some milliseconds' worth. */
const NAMES_PER_TURN = 1024;

/** Builds the index in pieces. Names without a letter or digit are in it, but nothing ever finds them. */
export function* buildNameIndex(entries: readonly string[]): Turns<NameIndex> {
  let characters = 0;
  for (const name of entries) characters += name.length;
  const filterBits = bitsFor(characters * 8, 12);
  const filterShift = 32 - filterBits;
  const filter = new Uint8Array((1 << filterBits) / 4);
  const keyHashes = new Int32Array(entries.length);
  const keyLengths = new Int32Array(entries.length);
  const wordCounts = new Int32Array(entries.length);
  const words = new Words();
  let longestKey = 0;
  let mostWords = MAX_WORDS;
  let hardGaps = false;

  for (let entry = 0; entry < entries.length; entry++) {
    if (entry % NAMES_PER_TURN === NAMES_PER_TURN - 1) yield;
    const name = entries[entry] as string;
    let hash = 0;
    let length = 0;
    let count = 0;
    let inWord = false;
    let hard = false;
    let at = 0;
    for (; at < name.length; at++) {
      const code = name.charCodeAt(at);
      if (code > 127) break;
      const folded = asciiFold[code] as number;
      if (folded <= SOFT) {
        inWord = false;
        if (folded === HARD) hard = true;
        continue;
      }
      if (!inWord) {
        inWord = true;
        if (hard && count > 0) hardGaps = true;
        hard = false;
        count++;
      }
      if (length > 0) setBit(filter, filterShift, hash, LONGER);
      hash = (Math.imul(hash, HASH_FACTOR) + folded) | 0;
      length++;
    }
    if (at < name.length) {
      words.read(name, 0, name.length, false);
      count = words.count;
      length = words.unitStarts[count] as number;
      for (let i = 1; i < length; i++) setBit(filter, filterShift, words.hashes[i] as number, LONGER);
      for (let i = 1; i < count; i++) if (words.gaps[i] !== GAP_SOFT) hardGaps = true;
      hash = words.hashes[length] as number;
    }
    if (length === 0) continue;
    setBit(filter, filterShift, hash, WHOLE);
    keyHashes[entry] = hash;
    keyLengths[entry] = length;
    wordCounts[entry] = count;
    if (length > longestKey) longestKey = length;
    if (count > mostWords) mostWords = count;
  }

  const powers = new Int32Array(longestKey + 1);
  powers[0] = 1;
  for (let i = 1; i <= longestKey; i++) powers[i] = Math.imul(powers[i - 1] as number, HASH_FACTOR);
  return {
    filter,
    filterShift,
    ...(yield* buildTable(keyHashes, keyLengths)),
    wordCounts,
    powers,
    longestKey,
    mostWords,
    hardGaps,
  };
}

/** What the filter knows of a hash: 0, or LONGER and WHOLE bits that may, rarely, be set wrongly. */
export function filterBitsOf(filter: Uint8Array, shift: number, hash: number): number {
  const slot = Math.imul(hash, SPREAD) >>> shift;
  return ((filter[slot >>> 2] as number) >>> ((slot & 3) << 1)) & 3;
}

/** The first entry with that hash, or -1; the others follow through `nextEntry`. */
export function firstEntry(index: NameIndex, hash: number): number {
  const { tableHeads, tableHashes, tableShift } = index;
  const mask = tableHeads.length - 1;
  let slot = Math.imul(hash, SPREAD) >>> tableShift;
  while (tableHeads[slot] !== 0 && tableHashes[slot] !== hash) slot = (slot + 1) & mask;
  return (tableHeads[slot] as number) - 1;
}

/** The next entry, in the order of the entries, that has the same hash; -1 when there is none. */
export function nextEntry(index: NameIndex, entry: number): number {
  return (index.next[entry] as number) - 1;
}

/** Spreads a hash over its upper bits (the golden ratio, as Knuth's multiplicative hashing does). */
const SPREAD = 0x9e3779b1;

function setBit(filter: Uint8Array, shift: number, hash: number, bit: number): void {
  const slot = Math.imul(hash, SPREAD) >>> shift;
  (filter[slot >>> 2] as number) |= bit << ((slot & 3) << 1);
}

/** Open addressing; built from the last entry to the first, so that each chain is in the order of the entries. */
function* buildTable(
  keyHashes: Int32Array,
  keyLengths: Int32Array,
): Turns<Pick<NameIndex, "tableHashes" | "tableHeads" | "tableShift" | "next">> {
  const bits = bitsFor(keyHashes.length * 2, 4);
  const tableShift = 32 - bits;
  const tableHashes = new Int32Array(1 << bits);
  const tableHeads = new Int32Array(1 << bits);
  const next = new Int32Array(keyHashes.length);
  const mask = tableHeads.length - 1;
  for (let entry = keyHashes.length - 1; entry >= 0; entry--) {
    if (entry % NAMES_PER_TURN === NAMES_PER_TURN - 1) yield;
    if (keyLengths[entry] === 0) continue;
    const hash = keyHashes[entry] as number;
    let slot = Math.imul(hash, SPREAD) >>> tableShift;
    while (tableHeads[slot] !== 0 && tableHashes[slot] !== hash) slot = (slot + 1) & mask;
    next[entry] = tableHeads[slot] as number;
    tableHashes[slot] = hash;
    tableHeads[slot] = entry + 1;
  }
  return { tableHashes, tableHeads, tableShift, next };
}

/** How many bits number at least `count` slots: never fewer than `least`, nor more than a table may have. */
function bitsFor(count: number, least: number): number {
  return Math.max(least, Math.min(28, 32 - Math.clz32(Math.max(0, count - 1))));
}
