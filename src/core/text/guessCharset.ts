import { MAX_CHARSET_SAMPLE_BYTES } from "../limits";

/**
 * The encoding of text that is no UTF-8 and says nothing of itself, or something wrong: by what its bytes would read as. Words tell: those of
 * one script, with capitals where capitals stand, made of the letters that are frequent in its languages. What cannot be told apart by that,
 * as the accents of Czech from those of French, counts as Western.
 */

/** A reading of which so much makes sense is taken. */
const CONVINCING = 0.8;
/** What makes so little sense is no reading at all. */
const POSSIBLE = 0.5;
/** By so much another reading has to make more sense than the one that the document names. */
const FAR_BETTER = 0.25;
/** Of fewer letters none are frequent: what the document says holds where they are letters at all. */
const FEW_LETTERS = 12;
/** Readings that differ by less make the same sense. */
const SAME_SENSE = 0.02;
/** Of the letters of a text, those that are frequent: it reaches this in every language of the script. */
const FREQUENT_SHARE = 0.5;

/** The letters that make up two thirds and more of a text, in lower case. */
const CYRILLIC = new Set("оеаинтсрвлкіу");
const GREEK = new Set("αοιετσνηρκπυςάίόέή");
const HEBREW = new Set("יהולאתרבמנשםכ");
const ARABIC = new Set("ايلنمرتوبدعسفقهك");

interface SingleByte {
  readonly encoding: string;
  readonly script: RegExp;
  /** Null where the letters of the script tell nothing: most of them are ASCII. */
  readonly frequent: ReadonlySet<string> | null;
}

const LATIN_WORD = /^\p{Script=Latin}+$/u;
const CYRILLIC_WORD = /^\p{Script=Cyrillic}+$/u;

/** Of two that make the same sense the first is taken. */
const SINGLE_BYTE: readonly SingleByte[] = [
  { encoding: "windows-1252", script: LATIN_WORD, frequent: null },
  { encoding: "windows-1250", script: LATIN_WORD, frequent: null },
  { encoding: "iso-8859-2", script: LATIN_WORD, frequent: null },
  { encoding: "windows-1251", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "koi8-r", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "koi8-u", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "iso-8859-5", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "ibm866", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "x-mac-cyrillic", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "windows-1253", script: /^\p{Script=Greek}+$/u, frequent: GREEK },
  { encoding: "windows-1255", script: /^[\p{Script=Hebrew}\p{M}]+$/u, frequent: HEBREW },
  { encoding: "windows-1256", script: /^[\p{Script=Arabic}\p{M}]+$/u, frequent: ARABIC },
];

/** The encodings of East Asia, by the characters of which their texts consist. */
const MULTI_BYTE: readonly {
  readonly encoding: string;
  readonly makesSense: (text: string, bytes: Uint8Array) => number;
}[] = [
  { encoding: "euc-jp", makesSense: kanaShare },
  { encoding: "shift_jis", makesSense: kanaShare },
  { encoding: "euc-kr", makesSense: hangulShare },
  { encoding: "gbk", makesSense: (text, bytes) => pairShare(text, bytes, { leads: [0xb0, 0xd7], trails: 0xa1 }) },
  { encoding: "big5", makesSense: (text, bytes) => pairShare(text, bytes, { leads: [0xa4, 0xc6], trails: 0x40 }) },
];

/**
 * @param label what the document or the header says, where it can be: taken unless it makes no sense and another one does
 * @param decode strictly: null for bytes that are not of the encoding
 * @returns a name that `TextDecoder` has
 */
export function guessCharset(
  bytes: Uint8Array,
  label: string | null,
  decode: (bytes: Uint8Array, encoding: string) => string | null,
): string {
  const sample = wholeCharacters(bytes);
  const read = ({ encoding, script, frequent }: SingleByte): Reading => {
    const text = decode(sample, encoding);
    return { encoding, ...(text === null ? NO_SENSE : senseOf(text, script, frequent)) };
  };
  const known = SINGLE_BYTE.find(({ encoding }) => encoding === label);
  if (label !== null && known === undefined) return label;
  const named = known === undefined ? null : read(known);
  if (named !== null && isCredible(named)) return named.encoding;
  const single = SINGLE_BYTE.map(read).reduce((best, one) => (isBetter(one, best) ? one : best));
  if (single.sense >= Math.max(CONVINCING, (named?.sense ?? 0) + FAR_BETTER)) return single.encoding;
  if (named !== null && named.sense >= POSSIBLE) return named.encoding;
  for (const { encoding, makesSense } of MULTI_BYTE) {
    const text = decode(sample, encoding);
    if (text !== null && makesSense(text, sample) >= CONVINCING) return encoding;
  }
  return label ?? (single.sense >= POSSIBLE ? single.encoding : "windows-1252");
}

/** What a text reads as in one encoding. */
interface Reading {
  readonly encoding: string;
  /** From 0 to 1. */
  readonly sense: number;
  /** The same, whatever the letters are: that they are letters and stand in words of one script. */
  readonly words: number;
  /** Characters beyond ASCII. */
  readonly all: number;
  /** Of them those in words that make sense; 0 where signs stand before words as often, as in Spanish. */
  readonly letters: number;
}

const NO_SENSE = { sense: 0, words: 0, all: 0, letters: 0 };

function isCredible({ sense, words, all }: Reading): boolean {
  return sense >= CONVINCING || (all < FEW_LETTERS && words >= POSSIBLE);
}

/** Where both make the same sense, the one that finds letters where the other one finds signs. */
function isBetter(one: Reading, other: Reading): boolean {
  const lead = one.sense - other.sense;
  return lead > SAME_SENSE || (lead > -SAME_SENSE && other.letters > 0 && one.letters > other.letters);
}

/** The beginning, up to a line break or blank, so that no character is cut in two. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= MAX_CHARSET_SAMPLE_BYTES) return bytes;
  const sample = bytes.subarray(0, MAX_CHARSET_SAMPLE_BYTES);
  const end = Math.max(sample.lastIndexOf(10), sample.lastIndexOf(32));
  return end > 0 ? sample.subarray(0, end) : sample;
}

/** Of the characters beyond ASCII, the share of letters in words that are words of this script; 1 where there are none. */
function senseOf(text: string, script: RegExp, frequent: ReadonlySet<string> | null): Omit<Reading, "encoding"> {
  let all = 0;
  let sensible = 0;
  let common = 0;
  for (const [token] of text.matchAll(/(?:[a-z]|(?!\s)\P{ASCII})+/giu)) {
    if (!BEYOND_ASCII.test(token)) continue;
    const inner = token.replace(AROUND, "");
    all += token.match(UNUSUAL)?.length ?? 0;
    for (const word of inner.split(BETWEEN)) {
      const letters = word.match(ALL_BEYOND_ASCII)?.length ?? 0;
      all += letters;
      if (!script.test(word) || !hasUsualCase(word) || (frequent === null && /\P{ASCII}{3}/u.test(word))) continue;
      sensible += letters;
      if (frequent !== null) for (const letter of word.toLowerCase()) common += Number(frequent.has(letter));
    }
  }
  const share = frequent === null ? 1 : Math.min(1, common / all / FREQUENT_SHARE);
  const words = all === 0 ? 1 : sensible / all;
  return { sense: all === 0 ? 1 : words * share, words, all, letters: frequent === null ? 0 : sensible };
}

const BEYOND_ASCII = /\P{ASCII}/u;
const ALL_BEYOND_ASCII = /\P{ASCII}/gu;
/** Quotes, dashes and signs that may stand before and behind a word. */
const AROUND = /^[\p{P}\p{S}\p{Z}\p{Cf}\p{No}]+|[\p{P}\p{S}\p{Z}\p{Cf}\p{No}]+$/gu;
/** Signs that stand in the news now and then are no news; all others are. */
const UNUSUAL = /(?![«»„“”‚‘’‹›…–—•·§°€£©®™№¿¡´\u00a0\u00ad])[^\p{ASCII}\p{L}\p{M}]/gu;
/** What joins words: apostrophes, dashes, soft hyphens, no-break spaces. */
const BETWEEN = /[\p{Pd}\p{Zs}’‘…·\u00ad]+/u;

function hasUsualCase(word: string): boolean {
  const lower = word.toLowerCase();
  if (word === lower || word === word.toUpperCase()) return true;
  const [first = "", ...rest] = word;
  return first !== first.toLowerCase() && rest.join("") === lower.slice(first.length);
}

/** Of what Japanese text consists of beside ASCII, kana are a third at least. */
function kanaShare(text: string): number {
  const all = text.match(ALL_BEYOND_ASCII)?.length ?? 0;
  const kana = text.match(/[\u3041-\u3096\u30a1-\u30fc]/g)?.length ?? 0;
  const japanese = text.match(/[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff60]/g)?.length ?? 0;
  return all === 0 || kana < all * 0.15 ? 0 : japanese / all;
}

/** The syllables of Korean stand in one half of what Chinese characters are spread over: nearly all have to. */
function hangulShare(text: string, bytes: Uint8Array): number {
  const share = pairShare(text, bytes, { leads: [0xb0, 0xc8], trails: 0xa1 });
  return share >= 0.95 ? share : 0;
}

/** Of the pairs of bytes that are characters, the share of those in the part of the table where the frequent ones stand. */
function pairShare(
  text: string,
  bytes: Uint8Array,
  { leads: [from, to], trails }: { readonly leads: readonly [number, number]; readonly trails: number },
): number {
  // In these scripts hardly a character stands alone.
  const runs = text.match(/[\u3400-\u9fff\uac00-\ud7a3]+/g) ?? [];
  const all = runs.reduce((sum, run) => sum + run.length, 0);
  if (all < 3 || all < runs.length * 1.5) return 0;
  let pairs = 0;
  let frequent = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x81) continue;
    const trail = bytes[at + 1] ?? 0;
    at++;
    // Punctuation and signs of the first rows.
    if (lead < 0xa4 && lead > 0xa0) continue;
    pairs++;
    if (lead >= from && lead <= to && trail >= trails) frequent++;
  }
  return pairs === 0 ? 0 : frequent / pairs;
}
