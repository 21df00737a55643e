import type { Match } from "../../../src/core/model";
import type { NameEntry } from "../../../src/core/matching/matcher";

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
  readonly form: "exact" | "plural" | "digits" | "digitsPlural";
  readonly entry: NameEntry;
  readonly order: number;
}

const forms = ["exact", "plural", "digits", "digitsPlural"] as const;

export function naiveMatch(entries: readonly NameEntry[], text: string): Match[] {
  const words = split(text);
  const candidates = words.flatMap(({ start, folded }, first) =>
    folded === "s" && /[\p{L}\p{N}\p{M}]['’]$/u.test(text.slice(0, start))
      ? []
      : words.slice(first).flatMap((__, offset) => candidatesAt(entries, words, first, first + offset)),
  );
  const found: Match[] = [];
  for (let first = 0; first < words.length; first++) {
    const here = candidates.filter((candidate) => candidate.first === first);
    if (here.length === 0) continue;
    const last = Math.max(...here.map((candidate) => candidate.last));
    const longest = here.filter((candidate) => candidate.last === last);
    const exact = longest.some(({ form }) => form === "exact");
    const winners = onePerProfile(exact ? longest.filter(({ form }) => form !== "plural") : longest);
    const taken = new Set(winners.map(({ entry }) => entry.profile));
    const inside = candidates.filter(
      (candidate) =>
        candidate.first >= first &&
        candidate.last <= last &&
        !(candidate.first === first && candidate.last === last) &&
        !taken.has(candidate.entry.profile) &&
        isFollowedByDigits(words, candidate, last),
    );
    const all = [...winners, ...inside];
    const spans = new Set(all.map(({ first: from, last: to }) => `${from} ${to}`));
    const kept = [...spans].flatMap((span) => onePerProfile(all.filter((c) => `${c.first} ${c.last}` === span)));
    kept.sort((a, b) => a.first - b.first || b.last - a.last || a.order - b.order);
    for (const candidate of kept) {
      const start = words[candidate.first]!.start;
      const end = words[candidate.last]!.end;
      const { profile, name } = candidate.entry;
      found.push({ profile, name, field: "title", start, end, text: text.slice(start, end) });
    }
    first = last;
  }
  return found;
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
    return samePunctuation ? [{ first, last, form: forms[form]!, entry, order }] : [];
  });
}

function isFollowedByDigits(words: readonly Word[], candidate: Candidate, coverLast: number): boolean {
  if (candidate.form === "digits" || candidate.form === "digitsPlural") return true;
  return (
    candidate.form === "exact" &&
    candidate.last < coverLast &&
    /^\d+$/.test(words[candidate.last + 1]!.folded) &&
    !/\d$/.test(words[candidate.last]!.folded)
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
