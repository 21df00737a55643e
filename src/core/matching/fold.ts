/**
 * What a character means for matching, and its caseless form. Two spellings are the same when they agree after NFKC
 * and case folding, so full-width letters, ligatures, `ß`/`SS` and the Turkish `İ`/`ı` meet their plain twins.
 */
import { latinTwin } from "./lookalikes";

/** Ends a run of words that may be joined: commas, colons, brackets, quotation marks, slashes, symbols … */
export const HARD = 0;
/** May stand between joined words: blanks, hyphens, underscores, dots, apostrophes, and the `$`, `™`, `®` of brand-like names. */
export const SOFT = 1;
/** Invisible (soft hyphen, zero-width and direction marks, variation selectors): as if it were not there. */
export const IGNORED = 2;
/** A combining mark: belongs to the character before it. */
export const MARK = 3;
/** A letter or digit. */
export const WORD = 4;
/** A letter of a script written without blanks, or with particles glued to foreign names: a word ends where it begins. */
export const DENSE_WORD = 5;

const ignored = /[\p{Default_Ignorable_Code_Point}\p{Me}]/u;
const mark = /\p{M}/u;
// Vowels and finals of decomposed Hangul are letters, but compose with the letter before them as marks do.
const conjoining = /[\u1160-\u11ff]/;
const word = /[\p{L}\p{N}]/u;
const dense =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
// U+02B9 and U+02BC are letters to Unicode, but they are typed as apostrophes. The long dashes (U+2014, U+2015) part sentences.
const apostrophe = /['`\u00b4\u02b9\u02bc\u2018\u2019\u201b\u2032\uff07]/u;
const soft = /[\s\p{Pc}\-\u2010-\u2013\u2043\u2212\ufe63\uff0d.\u00b7\u2024\u2027\uff0e$\u2122\u00ae]/u;

const folds = new Map<string, string>();
const MAX_FOLDS = 10_000;

/** Kind + 1 of every code point asked for so far. */
const kinds = new Uint8Array(0x110000);

/** The kind of a code point: one of the constants above. A lone surrogate is HARD. */
export function kindOf(codePoint: number): number {
  const known = kinds[codePoint] as number;
  if (known !== 0) return known - 1;
  const kind = computeKind(codePoint);
  kinds[codePoint] = kind + 1;
  return kind;
}

/** Whether a character is typed or typeset as an apostrophe. */
export function isApostrophe(character: string): boolean {
  return apostrophe.test(character);
}

/** Below are the scripts that part words by blanks. */
const FIRST_DENSE = 0xe00;

/** Whether all letters of a name are of a script written without blanks, or with particles glued to names. */
export function isDense(name: string): boolean {
  if (name === "" || name.charCodeAt(0) < FIRST_DENSE) return false;
  const kinds = Array.from(name, (character) => kindOf(character.codePointAt(0) as number));
  return kinds.includes(DENSE_WORD) && !kinds.includes(WORD);
}

function computeKind(codePoint: number): number {
  const text = String.fromCodePoint(codePoint);
  if (apostrophe.test(text)) return SOFT;
  if (ignored.test(text)) return IGNORED;
  if (mark.test(text) || conjoining.test(text)) return MARK;
  if (word.test(text)) return dense.test(text) ? DENSE_WORD : WORD;
  return soft.test(text) ? SOFT : HARD;
}

/**
 * The caseless form of a letter or digit with its combining marks. May be longer than what it was made of; never
 * holds anything but letters, digits and marks.
 */
export function foldCluster(cluster: string): string {
  const known = folds.get(cluster);
  if (known !== undefined) return known;
  const folded = computeFold(cluster);
  if (folds.size >= MAX_FOLDS) folds.clear();
  if (cluster.length <= 2) folds.set(cluster, folded);
  return folded;
}

function computeFold(cluster: string): string {
  return (
    cluster
      .normalize("NFKC")
      // Upper case first: it is what brings `ß`, `ſ`, `ς` and `ı` to a common form.
      .toUpperCase()
      .toLowerCase()
      .replaceAll("i\u0307", "i")
      .normalize("NFKC")
      .replace(/[^\p{L}\p{N}\p{M}]/gu, "")
  );
}

/** What `quickFold` gives for a character that needs `kindOf` and `foldCluster`. Lower than every letter and digit. */
export const COMPLEX = 2;

/** `quickFold` of the ASCII characters. */
export const asciiFold = Uint16Array.from({ length: 128 }, (_, code) => computeQuickFold(code));

const pages: (Uint16Array | undefined)[] = [asciiFold];

/**
 * For most characters a table says it all: HARD, SOFT, or the one UTF-16 unit a letter or digit folds to. COMPLEX for
 * the rest: marks, ignored characters, surrogates, dense scripts, folds that grow, look-alikes of Latin letters.
 * @param code a UTF-16 unit
 */
export function quickFold(code: number): number {
  const page = (pages[code >> 7] ??= Uint16Array.from({ length: 128 }, (_, low) =>
    computeQuickFold((code & ~127) + low),
  ));
  return page[code & 127] ?? COMPLEX;
}

function computeQuickFold(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return COMPLEX;
  // Among Latin letters it may stand for one.
  if (latinTwin(code) !== 0) return COMPLEX;
  const kind = kindOf(code);
  if (kind === HARD || kind === SOFT) return kind;
  if (kind !== WORD) return COMPLEX;
  const folded = foldCluster(String.fromCharCode(code));
  return folded.length === 1 ? folded.charCodeAt(0) : COMPLEX;
}
