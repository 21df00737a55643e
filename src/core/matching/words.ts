import {
  COMPLEX,
  DENSE_WORD,
  HARD,
  IGNORED,
  MARK,
  SOFT,
  WORD,
  asciiFold,
  foldCluster,
  kindOf,
  quickFold,
} from "./fold";
import { latinTwin } from "./lookalikes";

/** The factor of the rolling hash: odd and without pattern, so that the upper bits mix well. */
export const HASH_FACTOR = 0x2c1b3c6d;

/** What lies before a word: only blanks, hyphens, underscores, dots or apostrophes (or nothing). */
export const GAP_SOFT = 0;
/** What lies before a word holds other punctuation: joined only for a name that is written with the same. */
export const GAP_HARD = 1;
/** A `/` of an address lies before the word: never joined. */
export const GAP_WALL = 2;

/** Longer runs of combining marks are cut, so that hostile text cannot make normalisation slow (UAX #15 uses the same limit). */
const MAX_MARKS = 30;

const initialCapacity = 512;

/** Up to this length letters are joined one by one, which is faster. */
const SHORT_RUN = 40;

const LAST_DIGIT = 0x39;
/** Letters from here on are not Latin. */
const FIRST_FOREIGN = 0x370;

/**
 * The words of one text in flat arrays that are used again for the next text. Word `i` is `text.slice(starts[i],
 * ends[i])`; its folded form is `units[unitStarts[i]]` up to `units[unitStarts[i + 1]]`, so that the folded forms of
 * consecutive words stand joined already. `hashes[n]` is the rolling hash of the first `n` units.
 */
export class Words {
  count = 0;
  units = new Uint16Array(initialCapacity);
  hashes = new Int32Array(initialCapacity + 1);
  starts = new Int32Array(initialCapacity);
  ends = new Int32Array(initialCapacity);
  unitStarts = new Int32Array(initialCapacity + 1);
  gaps = new Uint8Array(initialCapacity);
  /** Whether some word has a letter behind a digit: it may be meant for a letter. */
  hasInnerDigits = false;
  /** Whether some word is of a script that is written without blanks. */
  hasDense = false;
  /** While a word is read: where a look-alike stands among the units, and what it looks like. */
  private readonly twins: number[] = [];

  /**
   * Splits `text` from `from` to `to`.
   * @param inUrl in an address `/` parts words for good, and `+` stands for a blank
   */
  read(text: string, from: number, to: number, inUrl: boolean): void {
    this.reserve(to - from);
    if (!this.readSimple(text, from, to, inUrl)) this.readAny(text, from, to, inUrl);
  }

  /** The folded units from `from` to `to` as a string. */
  folded(from: number, to: number): string {
    let text = "";
    if (to - from <= SHORT_RUN) {
      for (let i = from; i < to; i++) text += String.fromCharCode(this.units[i] as number);
      return text;
    }
    for (let i = from; i < to; i += 4096) {
      text += String.fromCharCode(...this.units.subarray(i, Math.min(to, i + 4096)));
    }
    return text;
  }

  /** The fast way: gives up (false) at the first character that needs more than a table. */
  private readSimple(text: string, from: number, to: number, inUrl: boolean): boolean {
    const { units, hashes, starts, ends, unitStarts, gaps } = this;
    let count = 0;
    let length = 0;
    let hash = 0;
    let gap = GAP_SOFT;
    let inner = false;
    let at = from;
    while (at < to) {
      let code = text.charCodeAt(at);
      let folded = code < 128 ? (asciiFold[code] as number) : quickFold(code);
      if (folded <= COMPLEX) {
        if (folded === COMPLEX) return false;
        if (folded === HARD) gap = Math.max(gap, hardGap(code, inUrl));
        at++;
        continue;
      }
      starts[count] = at;
      unitStarts[count] = length;
      gaps[count] = gap;
      gap = GAP_SOFT;
      let before = folded;
      do {
        if (folded > LAST_DIGIT && before <= LAST_DIGIT) inner = true;
        before = folded;
        hash = (Math.imul(hash, HASH_FACTOR) + folded) | 0;
        units[length++] = folded;
        hashes[length] = hash;
        if (++at >= to) break;
        code = text.charCodeAt(at);
        folded = code < 128 ? (asciiFold[code] as number) : quickFold(code);
      } while (folded > COMPLEX);
      ends[count++] = at;
    }
    unitStarts[count] = length;
    this.count = count;
    this.hasInnerDigits = inner;
    this.hasDense = false;
    return true;
  }

  /** The thorough way: combining marks, invisible characters, characters beyond the BMP, dense scripts. */
  private readAny(text: string, from: number, to: number, inUrl: boolean): void {
    let count = 0;
    let length = 0;
    let gap = GAP_SOFT;
    /** The kind of the word being read, or -1 outside of words. */
    let open = -1;
    let at = from;
    this.hasInnerDigits = false;
    this.hasDense = false;
    while (at < to) {
      const code = text.codePointAt(at) as number;
      const kind = kindOf(code);
      const next = at + (code > 0xffff ? 2 : 1);
      if (kind === HARD || kind === SOFT) {
        if (open !== -1) this.closeWord(count - 1, length);
        if (kind === HARD) gap = Math.max(gap, hardGap(code, inUrl));
        open = -1;
      } else if (kind === WORD || kind === DENSE_WORD) {
        if (kind === DENSE_WORD) this.hasDense = true;
        const end = endOfMarks(text, next, to);
        const folded = foldCluster(text.slice(at, Math.min(end, next + MAX_MARKS)).replace(invisible, ""));
        if (length + folded.length >= this.units.length) this.reserve(this.units.length * 2);
        if (kind !== open && folded !== "") {
          if (open !== -1) this.closeWord(count - 1, length);
          this.starts[count] = at;
          this.unitStarts[count] = length;
          this.gaps[count] = gap;
          gap = GAP_SOFT;
          open = kind;
          count++;
        }
        if (folded !== "") this.ends[count - 1] = end;
        const twin = end === next ? latinTwin(code) : 0;
        if (twin !== 0) this.twins.push(length, twin);
        for (let i = 0; i < folded.length; i++) this.push(length++, folded.charCodeAt(i));
        at = end;
        continue;
      }
      at = next;
    }
    if (open !== -1) this.closeWord(count - 1, length);
    this.unitStarts[count] = length;
    this.count = count;
  }

  /** Letters of other scripts that look like Latin ones are taken for them where all others of the word are Latin. */
  private closeWord(word: number, end: number): void {
    const { twins, units } = this;
    const start = this.unitStarts[word] as number;
    let latin = 0;
    let foreign = 0;
    for (let at = start; at < end; at++) {
      const unit = units[at] as number;
      if (unit >= FIRST_FOREIGN) foreign++;
      else if (unit > LAST_DIGIT) latin++;
      if (at > start && unit > LAST_DIGIT && (units[at - 1] as number) <= LAST_DIGIT) this.hasInnerDigits = true;
    }
    if (twins.length > 0 && latin > 0 && foreign * 2 === twins.length) {
      for (let i = 0; i < twins.length; i += 2) units[twins[i] as number] = twins[i + 1] as number;
      for (let at = start; at < end; at++) this.push(at, units[at] as number);
    }
    twins.length = 0;
  }

  private push(at: number, unit: number): void {
    this.units[at] = unit;
    this.hashes[at + 1] = (Math.imul(this.hashes[at] as number, HASH_FACTOR) + unit) | 0;
  }

  private reserve(capacity: number): void {
    if (capacity <= this.units.length) return;
    const size = Math.max(capacity, this.units.length * 2);
    this.units = grown(this.units, new Uint16Array(size));
    this.hashes = grown(this.hashes, new Int32Array(size + 1));
    this.starts = grown(this.starts, new Int32Array(size));
    this.ends = grown(this.ends, new Int32Array(size));
    this.unitStarts = grown(this.unitStarts, new Int32Array(size + 1));
    this.gaps = grown(this.gaps, new Uint8Array(size));
  }
}

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Me}]/gu;

function hardGap(code: number, inUrl: boolean): number {
  if (!inUrl) return GAP_HARD;
  return code === 0x2f ? GAP_WALL : code === 0x2b ? GAP_SOFT : GAP_HARD;
}

/** Where the marks that follow a letter end; an invisible character counts only when a mark follows it. */
function endOfMarks(text: string, from: number, to: number): number {
  let end = from;
  let at = from;
  while (at < to) {
    const code = text.codePointAt(at) as number;
    const kind = kindOf(code);
    if (kind !== MARK && kind !== IGNORED) break;
    at += code > 0xffff ? 2 : 1;
    if (kind === MARK) end = at;
  }
  return end;
}

/** Copies a flat array into a larger one. */
export function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
