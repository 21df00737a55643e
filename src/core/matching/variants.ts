import { nounsFor } from "./classNouns";
import { hasLettersAsDigits, plainDigits } from "./leet";
import { isShortCaps } from "./rules";

/** Another spelling under which a name is found. */
export interface Variant {
  readonly text: string;
  /** Of the entry it belongs to. */
  readonly entry: number;
  /** `shortForm`: without its class word or article; `letters`: with letters for the digits that stand for them. */
  readonly kind: "shortForm" | "letters";
}

const CLASS_WORDS = new Set(nounsFor("ending"));
/** Most names are told apart by one look. */
const LAST_LETTERS = new Set(
  [...CLASS_WORDS]
    .flatMap((word) => [word.slice(-1), word.slice(-1).toUpperCase()])
    .map((letter) => letter.charCodeAt(0)),
);
const LONGEST_CLASS_WORD = Math.max(...[...CLASS_WORDS].map((word) => word.length));
/** Shorter rests are abbreviations of much else. */
const SHORTEST_REST = 4;

/**
 * The other spellings of a name: *Lazarus* for `Lazarus Group`, *Gentlemen* for `The Gentlemen`, *Cyber Avengers* for `Cyber
 * Av3ngers`. Whether such a spelling may count is for the matcher to say, when it meets one.
 */
export function addVariants(name: string, entry: number, variants: Variant[]): void {
  const short = withoutClassWord(name) ?? withoutArticle(name);
  if (short !== null) variants.push({ text: short, entry, kind: "shortForm" });
  if (hasLettersAsDigits(name)) {
    for (const text of plainDigits(name)) variants.push({ text, entry, kind: "letters" });
  }
}

function withoutClassWord(name: string): string | null {
  if (!LAST_LETTERS.has(name.charCodeAt(name.length - 1))) return null;
  const space = name.lastIndexOf(" ");
  const length = name.length - space - 1;
  if (space < SHORTEST_REST || length > LONGEST_CLASS_WORD) return null;
  if (!CLASS_WORDS.has(name.slice(space + 1).toLowerCase())) return null;
  const rest = name.slice(0, space).trimEnd();
  return isShortCaps(rest) ? null : rest;
}

function withoutArticle(name: string): string | null {
  const code = name.charCodeAt(0) | 0x20;
  if (code !== 0x74 || !/^the\s+\S{4}/iu.test(name)) return null;
  return name.replace(/^the\s+/iu, "");
}
