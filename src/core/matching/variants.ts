import { classWordCuts, nounsFor } from "./classNouns";
import { hasLettersAsDigits, plainDigits } from "./leet";

/** Another spelling under which a name is found. */
export interface Variant {
  readonly text: string;
  /** Of the entry it belongs to. */
  readonly entry: number;
  /** `shortForm`: without its class word or article; `letters`: with letters for the digits that stand for them. */
  readonly kind: "shortForm" | "letters";
  /** The class words that were dropped, in lower case. */
  readonly nouns: readonly string[];
}

const CLASS_WORDS = new Set(nounsFor("ending"));
/** Most names are told apart by one look. */
const LAST_LETTERS = new Set(
  ["s", ...[...CLASS_WORDS].map((word) => word.slice(-1))]
    .flatMap((letter) => [letter, letter.toUpperCase()])
    .map((letter) => letter.charCodeAt(0)),
);
/** Shorter rests are abbreviations of much else. */
const SHORTEST_REST = 3;

/**
 * The other spellings of a name: *Lazarus* for `Lazarus Group`, *Fen* for `Fen Ransomware Group`, *Gentlemen* for `The Gentlemen`, *Cyber
 * Avengers* for `Cyber Av3ngers`. Whether such a spelling may count is for the matcher to say, when it meets one.
 */
export function addVariants(name: string, entry: number, variants: Variant[]): void {
  const cuts = LAST_LETTERS.has(name.charCodeAt(name.length - 1)) ? classWordCuts(name, CLASS_WORDS) : [];
  for (const cut of cuts) {
    const text = name.slice(0, cut);
    if (text.length < SHORTEST_REST) continue;
    variants.push({
      text,
      entry,
      kind: "shortForm",
      nouns: name
        .slice(cut)
        .toLowerCase()
        .trim()
        .split(/[\s-]+/),
    });
  }
  const bare = cuts.length === 0 ? withoutArticle(name) : null;
  if (bare !== null) variants.push({ text: bare, entry, kind: "shortForm", nouns: [] });
  if (hasLettersAsDigits(name)) {
    for (const text of plainDigits(name)) variants.push({ text, entry, kind: "letters", nouns: [] });
  }
}

function withoutArticle(name: string): string | null {
  const code = name.charCodeAt(0) | 0x20;
  if (code !== 0x74 || !/^the\s+\S{4}/iu.test(name)) return null;
  return name.replace(/^the\s+/iu, "");
}
