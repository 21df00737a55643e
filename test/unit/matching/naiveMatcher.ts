import type { Match } from "../../../src/core/model/model";
import type { NameEntry } from "../../../src/core/matching/nameEntry";

/** The rules of matching written down as plainly as possible, without any thought of speed: what the fast matcher is held against. */

interface Word {
  readonly start: number;
  readonly end: number;
  readonly folded: string;
  /** Punctuation before the word, apart from what may stand between joined words. */
  readonly punctuation: string;
}

interface Candidate {
  readonly first: number;
  readonly last: number;
  /** Of the key of the name. */
  readonly length: number;
  readonly form: "exact" | "plural" | "digits" | "digitsPlural";
  readonly entry: NameEntry;
  readonly order: number;
}

const forms = ["exact", "plural", "digits", "digitsPlural"] as const;

export function naiveMatch(entries: readonly NameEntry[], text: string): Match[] {
  const words = split(text);
  const all = words.flatMap(({ start, folded }, first) =>
    folded === "s" && /[\p{L}\p{N}\p{M}]['’]$/u.test(text.slice(0, start))
      ? []
      : words.slice(first).flatMap((__, offset) => candidatesAt(entries, words, first, first + offset)),
  );
  // An underscore and a letter go on an identifier.
  const candidates = all.filter(({ last }) => !/^_\p{L}/u.test(text.slice(words[last]!.end)));
  const spans = [...new Set(candidates.map(spanOf))].map((span) => candidates.filter((c) => spanOf(c) === span));
  const lengthOf = (span: readonly Candidate[]): number => Math.max(...span.map(({ length }) => length));
  spans.sort((a, b) => lengthOf(b) - lengthOf(a) || a[0]!.first - b[0]!.first);
  const kept: Candidate[] = [];
  /** Which names have taken a word. */
  const taken = new Map<number, readonly Candidate[]>();
  for (const span of spans) {
    const { first, last } = span[0]!;
    const own = words.map((__, word) => word).slice(first, last + 1);
    const longer = new Set(own.flatMap((word) => taken.get(word) ?? []));
    const exact = span.some(({ form }) => form === "exact");
    const chosen = onePerProfile(
      longer.size === 0
        ? span.filter(({ form }) => !exact || form !== "plural")
        : span.filter(
            (candidate) =>
              isFollowedByDigits(words, candidate, taken) &&
              ![...longer].some(({ entry }) => entry.profile === candidate.entry.profile),
          ),
    );
    kept.push(...chosen);
    if (chosen.length > 0) for (const word of own) if (!taken.has(word)) taken.set(word, chosen);
  }
  kept.sort((a, b) => a.first - b.first || b.last - a.last || a.order - b.order);
  return kept.map(({ first, last, entry: { profile, name } }) => {
    const start = words[first]!.start;
    const end = words[last]!.end;
    return { profile, name, field: "title", start, end, text: text.slice(start, end) };
  });
}

function spanOf({ first, last }: Candidate): string {
  return `${first} ${last}`;
}

function split(text: string): Word[] {
  let before = 0;
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)].map(({ 0: word, index }) => {
    const punctuation = text.slice(before, index).replaceAll(/[\s\-_.'’$]/gu, "");
    before = index + word.length;
    return { start: index, end: before, folded: fold(word), punctuation };
  });
}

function fold(word: string): string {
  return word.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
}

function candidatesAt(entries: readonly NameEntry[], words: readonly Word[], first: number, last: number): Candidate[] {
  const run = words.slice(first, last + 1);
  const joined = run.map(({ folded }) => folded).join("");
  const lastWord = run.at(-1)!.folded;
  return entries.flatMap((entry, order) => {
    const nameWords = split(entry.name);
    const key = nameWords.map(({ folded }) => folded).join("");
    if (key === "" || run.length > Math.max(5, nameWords.length) || !joined.startsWith(key)) return [];
    // A name of one word is not split by a word that only joins others; of those the texts here have one.
    const isOneWord = /^[\p{L}\p{N}]+$/u.test(entry.name);
    if (isOneWord && run.length > 1 && run.some(({ folded }) => folded === "as")) return [];
    const rest = joined.slice(key.length);
    // What follows the name must belong to the word the name ends in.
    if (rest.length >= lastWord.length) return [];
    const form = [/^$/, /^s$/, /^\d+$/, /^\d+s$/].findIndex((shape) => shape.test(rest));
    if (form < 0 || (form > 1 && /\d$/.test(key))) return [];
    const samePunctuation = run.slice(1).every((word, offset) => {
      if (word.punctuation === "") return true;
      const length = run.slice(0, offset + 1).reduce((sum, { folded }) => sum + folded.length, 0);
      return nameWords.some(
        (own, place) =>
          place > 0 &&
          own.punctuation === word.punctuation &&
          nameWords.slice(0, place).reduce((sum, { folded }) => sum + folded.length, 0) === length,
      );
    });
    return samePunctuation ? [{ first, last, length: key.length, form: forms[form]!, entry, order }] : [];
  });
}

/** Digits as a word of their own count only as part of a longer name that holds the end of this one as well. */
function isFollowedByDigits(
  words: readonly Word[],
  { form, last }: Candidate,
  taken: ReadonlyMap<number, readonly Candidate[]>,
): boolean {
  if (form === "digits" || form === "digitsPlural") return true;
  return (
    form === "exact" &&
    taken.has(last) &&
    taken.get(last) === taken.get(last + 1) &&
    /^\d+$/.test(words[last + 1]!.folded) &&
    !/\d$/.test(words[last]!.folded)
  );
}

function onePerProfile(candidates: readonly Candidate[]): Candidate[] {
  const rank = ({ form, entry, order }: Candidate): number =>
    forms.indexOf(form) * 1e6 + (entry.name === entry.profile ? 0 : 1e5) + order;
  const best = new Map<string | null, Candidate>();
  for (const candidate of [...candidates].sort((a, b) => rank(a) - rank(b))) {
    if (!best.has(candidate.entry.profile)) best.set(candidate.entry.profile, candidate);
  }
  return [...best.values()].sort((a, b) => a.order - b.order);
}
