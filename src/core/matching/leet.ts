/** Digits that are written for letters (*L0ckBit*, *Cyber Av3ngers*). Of 1 there are two readings. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ["0", "o"],
  ["3", "e"],
  ["4", "a"],
  ["5", "s"],
  ["7", "t"],
]);
const READINGS_OF_1 = ["l", "i"] as const;

/** Fewer letters and digits are a code, not a word; more are none either. */
const SHORTEST_WORD = 4;
const LONGEST_WORD = 40;

const digitBeforeLetter = /[013457]\p{L}/u;
const wordWithDigit = /(?<![\p{L}\p{N}])[\p{L}\p{N}]*?[013457]\p{L}[\p{L}\p{N}]*/gu;

/** Whether a name has digits that may stand for letters: those with a letter of the same word behind them. */
export function hasLettersAsDigits(text: string): boolean {
  return digitBeforeLetter.test(text);
}

/** The readings of a text with letters for such digits, without the text itself. Words keep their length. */
export function plainDigits(text: string): readonly string[] {
  const readings = READINGS_OF_1.map((one) => text.replaceAll(wordWithDigit, (word) => readWord(word, one)));
  return [...new Set(readings)].filter((reading) => reading !== text);
}

function readWord(word: string, one: string): string {
  if (word.length < SHORTEST_WORD || word.length > LONGEST_WORD) return word;
  const letters = word.replaceAll(/\P{L}/gu, "").length;
  // More digits than letters, or a digit that is no letter, make a number or a code of it: 365, 2FA, 8Base.
  if (letters * 2 < word.length || /[2689]/.test(word)) return word;
  // Digits at the end are a version or a number.
  const whole = word.replace(/(?<!\P{L})\P{L}+$/u, "");
  return whole.replaceAll(/[013457]/g, (digit) => LETTERS.get(digit) ?? one) + word.slice(whole.length);
}
