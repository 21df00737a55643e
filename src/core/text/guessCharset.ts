import { MAX_CHARSET_SAMPLE_BYTES } from "../limits";

/**
 * The encoding of text that is no UTF-8 and says nothing of itself, or something wrong: by what its bytes would read as. Words tell: those of
 * one script, with capitals where capitals stand, made of the letters that are frequent in its languages, or that one language has. What
 * cannot be told apart by that counts as Western.
 */

/** A reading of which so much makes sense is taken. */
const CONVINCING = 0.8;
/** What makes so little sense is no reading at all. */
const POSSIBLE = 0.5;
/** By so much another reading has to make more sense than the one that the document names. */
const FAR_BETTER = 0.25;
/** Of fewer letters none are frequent: what the document says holds where they are letters at all. */
const FEW_LETTERS = 12;
/** So many tell as much as all of them. */
const ENOUGH_LETTERS = 20_000;
/** Readings that differ by less make the same sense. */
const SAME_SENSE = 0.02;
/** By so much more of the letters have to be frequent ones where they make the same sense. */
const MORE_FREQUENT = 0.1;
/** Nothing but capitals is seldom what was written. */
const LOUD = 0.9;
/** Of the letters of a text, those that are frequent: it reaches this in every language of the script. */
const FREQUENT_SHARE = 0.5;

/** The letters that make up two thirds and more of a text, in lower case. */
const CYRILLIC = new Set("оеаинтсрвлкіу");
const GREEK = new Set("αοιετσνηρκπυςάίόέή");
const HEBREW = new Set("יהולאתרבמנשםכ");
const ARABIC = new Set("ايلنمرتوبدعسفقهك");

/**
 * The letters beyond ASCII of languages that write Latin ones, by encoding: what stands in a text is nearly all of one of them. Icelandic
 * without its rare ý, which is the ı of Turkish, Portuguese with what it writes since 1990; the last of Turkish is what İ has in small.
 */
const WESTERN = alphabets("äöüß àâæçéèêëîïôœùûÿ áéíñóúü áâãàçéêíóôõú àèéìîòù åäöéü æøåéó áéíóúþæöð ëïéèöü äõöüšž");
const CENTRAL = alphabets("áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž ąćęłńóśźż áéíóöőúüű ăâîşţ čćđšž");
const TURKISH = alphabets("çğıöşü\u0307");
const BALTIC = alphabets("ąčęėįšųūž āčēģīķļņšūž äõöüšž");

function alphabets(letters: string): readonly ReadonlySet<string>[] {
  return letters.split(" ").map((one) => new Set(one));
}

interface SingleByte {
  readonly encoding: string;
  readonly script: RegExp;
  /** For Latin, most of whose letters are ASCII, the alphabets of which those beyond it have to be. */
  readonly frequent: ReadonlySet<string> | readonly ReadonlySet<string>[];
}

const LATIN_WORD = /^\p{Script=Latin}+$/u;
const CYRILLIC_WORD = /^\p{Script=Cyrillic}+$/u;

/** Of two that make the same sense the first is taken. */
const SINGLE_BYTE: readonly SingleByte[] = [
  { encoding: "windows-1252", script: LATIN_WORD, frequent: WESTERN },
  { encoding: "windows-1250", script: LATIN_WORD, frequent: CENTRAL },
  { encoding: "iso-8859-2", script: LATIN_WORD, frequent: CENTRAL },
  { encoding: "windows-1254", script: LATIN_WORD, frequent: TURKISH },
  { encoding: "windows-1257", script: LATIN_WORD, frequent: BALTIC },
  { encoding: "macintosh", script: LATIN_WORD, frequent: WESTERN },
  { encoding: "windows-1251", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "koi8-r", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "koi8-u", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "iso-8859-5", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "ibm866", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "x-mac-cyrillic", script: CYRILLIC_WORD, frequent: CYRILLIC },
  { encoding: "windows-1253", script: /^\p{Script=Greek}+$/u, frequent: GREEK },
  { encoding: "windows-1255", script: /^[\p{Script=Hebrew}\p{M}]+$/u, frequent: HEBREW },
  { encoding: "windows-1256", script: /^[\p{Script=Arabic}\p{M}]+$/u, frequent: ARABIC },
  { encoding: "iso-8859-6", script: /^[\p{Script=Arabic}\p{M}]+$/u, frequent: ARABIC },
];

/** The encodings of East Asia and of Thai, by the characters of which their texts consist. */
const MULTI_BYTE: readonly {
  readonly encoding: string;
  readonly makesSense: (text: string, bytes: Uint8Array) => number;
}[] = [
  { encoding: "euc-jp", makesSense: kanaShare },
  { encoding: "shift_jis", makesSense: kanaShare },
  { encoding: "euc-kr", makesSense: hangulShare },
  { encoding: "gbk", makesSense: (text, bytes) => pairShare(text, bytes, { leads: [0xb0, 0xd7], trails: 0xa1 }) },
  { encoding: "big5", makesSense: (text, bytes) => pairShare(text, bytes, { leads: [0xa4, 0xc6], trails: 0x40 }) },
  { encoding: "windows-874", makesSense: thaiShare },
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
  // Of several languages.
  if (label === null && single.isLatin && single.words >= CONVINCING) return single.encoding;
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
  /** Of all characters beyond ASCII, the share of frequent letters, less where all are capitals; 0 for Latin. */
  readonly frequency: number;
  readonly isLatin: boolean;
}

const NO_SENSE = { sense: 0, words: 0, all: 0, letters: 0, frequency: 0, isLatin: false };

function isCredible({ sense, words, all }: Reading): boolean {
  return sense >= CONVINCING || (all < FEW_LETTERS && words >= POSSIBLE);
}

/** Where both make the same sense, the one that finds letters where the other one finds signs, or the more frequent letters. */
function isBetter(one: Reading, other: Reading): boolean {
  const lead = one.sense - other.sense;
  if (Math.abs(lead) > SAME_SENSE) return lead > 0;
  if (other.letters === 0 || one.letters !== other.letters) return other.letters > 0 && one.letters > other.letters;
  return one.frequency > other.frequency + MORE_FREQUENT;
}

/** The beginning, up to a line break or blank, so that no character is cut in two. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= MAX_CHARSET_SAMPLE_BYTES) return bytes;
  const sample = bytes.subarray(0, MAX_CHARSET_SAMPLE_BYTES);
  const end = Math.max(sample.lastIndexOf(10), sample.lastIndexOf(32));
  return end > 0 ? sample.subarray(0, end) : sample;
}

/** Of the characters beyond ASCII, the share of letters in words that are words of this script; 1 where there are none. */
function senseOf(text: string, script: RegExp, frequent: SingleByte["frequent"]): Omit<Reading, "encoding"> {
  const isLatin = !("has" in frequent);
  let all = 0;
  let sensible = 0;
  let isLoud = true;
  const counts = new Map<string, number>();
  for (const [token] of text.matchAll(/(?:[a-z]|(?!\s)\P{ASCII})+/giu)) {
    if (all >= ENOUGH_LETTERS) break;
    if (!BEYOND_ASCII.test(token)) continue;
    const inner = token.replace(AROUND, "");
    all += token.match(UNUSUAL)?.length ?? 0;
    for (const word of inner.split(BETWEEN)) {
      const lower = word.toLowerCase();
      const letters = lower.match(ALL_BEYOND_ASCII) ?? [];
      all += letters.length;
      if (!script.test(word) || !hasUsualCase(word, lower) || (isLatin && /\P{ASCII}{3}/u.test(word))) continue;
      sensible += letters.length;
      isLoud &&= word !== lower && word === word.toUpperCase();
      for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
  }
  if (all === 0) return { sense: 1, words: 1, all, letters: 0, frequency: 0, isLatin };
  const countOf = (wanted: ReadonlySet<string>): number =>
    [...counts].reduce((sum, [letter, count]) => sum + (wanted.has(letter) ? count : 0), 0);
  const words = sensible / all;
  if (isLatin) {
    const share = Math.max(...frequent.map(countOf)) / Math.max(1, sensible);
    return { sense: words * share, words, all, letters: 0, frequency: 0, isLatin };
  }
  const common = countOf(frequent) / all;
  const share = Math.min(1, common / FREQUENT_SHARE);
  const frequency = isLoud ? common * LOUD : common;
  return { sense: words * share, words, all, letters: sensible, frequency, isLatin };
}

const BEYOND_ASCII = /\P{ASCII}/u;
const ALL_BEYOND_ASCII = /\P{ASCII}/gu;
/** Quotes, dashes and signs that may stand before and behind a word. */
const AROUND = /^[\p{P}\p{S}\p{Z}\p{Cf}\p{No}]+|[\p{P}\p{S}\p{Z}\p{Cf}\p{No}]+$/gu;
/** Signs that stand in the news now and then are no news; all others are. */
const UNUSUAL = /(?![«»„“”‚‘’‹›…–—•·§°€£©®™№¿¡´\u00a0\u00ad])[^\p{ASCII}\p{L}\p{M}]/gu;
/** What joins words: apostrophes, dashes, soft hyphens, no-break spaces. */
const BETWEEN = /[\p{Pd}\p{Zs}’‘…·\u00ad]+/u;

function hasUsualCase(word: string, lower: string): boolean {
  if (word === lower || word === word.toUpperCase()) return true;
  const [first = "", ...rest] = word;
  return first !== first.toLowerCase() && rest.join("") === lower.slice(first.toLowerCase().length);
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

/** Thai writes its words one behind the other, with a vowel or a tone that has a sign of its own in every third place at least. */
function thaiShare(text: string): number {
  const all = text.match(ALL_BEYOND_ASCII)?.length ?? 0;
  const runs = text.match(/[\u0e01-\u0e3a\u0e40-\u0e4e]+/g) ?? [];
  const letters = runs.join("").length;
  const signs = runs.join("").match(/[\u0e30-\u0e3a\u0e40-\u0e4e]/g)?.length ?? 0;
  return letters < runs.length * LEAST_THAI || signs < letters / 4 ? 0 : letters / all;
}

const LEAST_THAI = 6;

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
