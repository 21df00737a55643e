import { nameKey } from "../matching/nameKey";
import { countryWords } from "./countries";
import type { KnownName } from "./mergeNames";
import type { NameKind } from "./types";
import { isPlainWord } from "../matching/plainWords";
import type { Turns } from "../text/turns";

const NAMES_PER_TURN = 100;
/** “Russian” finds Russia: a word that goes on where the country ends, when the country has this many letters. */
const SHORTEST_COUNTRY = 4;

/** A name that fits what was typed. */
export interface NameHit {
  readonly known: KnownName;
  readonly by: "name" | "alias" | "country" | "description";
  /** The alias or country that fits; else the name. */
  readonly text: string;
  /** The name is an ordinary word too, and so are these aliases: they start with a context word required. */
  readonly plain: boolean;
  readonly plainAliases: readonly string[];
}

/** Which of the names a search is among. */
export interface NameFilter {
  readonly kind?: NameKind;
  /** As `KnownName.country`. */
  readonly country?: string;
}

/** What a filter may be, with the number of its names; the most first. */
export interface NameFacets {
  readonly kinds: readonly (readonly [kind: NameKind, count: number])[];
  readonly countries: readonly (readonly [country: string, count: number])[];
}

export interface NameSearch {
  readonly facets: NameFacets;
  /**
   * The names that fit a query, the best first: the name itself, what a source calls it, an alias, their beginnings, a
   * word in them, any part, then country and description; actors before others. Of several words each must be found.
   */
  search(query: string, limit: number, filter?: NameFilter): readonly NameHit[];
  /** How many names fit. */
  count(query: string, filter?: NameFilter): number;
}

interface Line {
  readonly known: KnownName;
  readonly key: string;
  /** Keys of what each source calls it, each between line ends. */
  readonly ownNames: string;
  /** Keys of the aliases, each between line ends. */
  readonly aliases: string;
  /** The words of each field, caseless, each behind a blank. */
  readonly nameWords: string;
  readonly aliasWords: string;
  readonly countryWords: string;
  readonly textWords: string;
}

/** The rank of each way to fit, and of what it fits. */
const RANKS = [
  "name",
  "alias",
  "alias",
  "name",
  "alias",
  "name",
  "alias",
  "name",
  "alias",
  "country",
  "country",
  "description",
] as const;

/** Prepares the search; some milliseconds for thousands of names, in turns. */
export function* nameSearchSteps(names: readonly KnownName[]): Turns<NameSearch> {
  const lines: Line[] = [];
  for (const [index, known] of names.entries()) {
    lines.push(lineOf(known));
    if (index % NAMES_PER_TURN === 0) yield;
  }
  const among = (filter: NameFilter): readonly Line[] => lines.filter(({ known }) => isIn(known, filter));
  return {
    facets: {
      kinds: counted(names.map(({ kind }) => kind)),
      countries: counted(names.flatMap(({ country }) => country ?? [])),
    },
    search: (query, limit, filter = {}) => search(among(filter), query, limit),
    count: (query, filter = {}) => ranked(among(filter), query).length,
  };
}

function isIn({ kind, country }: KnownName, filter: NameFilter): boolean {
  return (
    (filter.kind === undefined || kind === filter.kind) && (filter.country === undefined || country === filter.country)
  );
}

function counted<T extends string>(values: readonly T[]): readonly (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

function lineOf(known: KnownName): Line {
  return {
    known,
    key: nameKey(known.name),
    ownNames: `\n${known.entries.map(({ entry }) => nameKey(entry.name)).join("\n")}\n`,
    aliases: `\n${known.aliases.map(nameKey).join("\n")}\n`,
    nameWords: wordsOf(known.name),
    aliasWords: wordsOf(known.aliases.join(" ")),
    countryWords: known.country === undefined ? "" : wordsOf(countryWords(known.country).join(" ")),
    textWords: wordsOf(
      `${known.kind} ${known.entries.map(({ entry }) => entry.id ?? "").join(" ")} ${known.description ?? ""}`,
    ),
  };
}

/** The words of a text, caseless, each behind a blank. */
function wordsOf(text: string): string {
  return ` ${text.toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")}`.trimEnd();
}

interface Ranked {
  readonly line: Line;
  readonly rank: number;
}

function search(lines: readonly Line[], query: string, limit: number): readonly NameHit[] {
  const key = nameKey(query);
  if (key === "") return lines.slice(0, limit).map(({ known }) => hit(known, "name", known.name));
  return ranked(lines, query)
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        Number(b.line.known.family === "actor") - Number(a.line.known.family === "actor") ||
        b.line.known.entries.length - a.line.known.entries.length ||
        a.line.key.length - b.line.key.length ||
        (a.line.key < b.line.key ? -1 : 1),
    )
    .slice(0, limit)
    .map(({ line, rank }) => {
      const by = RANKS[rank] ?? "description";
      return hit(line.known, by, textOf(line.known, by, key));
    });
}

/** The lines that fit; all of them where the query says nothing. */
function ranked(lines: readonly Line[], query: string): readonly Ranked[] {
  const key = nameKey(query);
  if (key === "") return lines.map((line) => ({ line, rank: 0 }));
  const words = wordsOf(query);
  const terms = words.split(" ").filter((term) => term !== "");
  return lines.flatMap((line): readonly Ranked[] => {
    const rank = rankOf(line, key, words, terms);
    return rank < 0 ? [] : [{ line, rank }];
  });
}

/** Position in `RANKS`, or -1. */
function rankOf(line: Line, key: string, words: string, terms: readonly string[]): number {
  if (line.key === key) return 0;
  if (line.ownNames.includes(`\n${key}\n`)) return 1;
  if (line.aliases.includes(`\n${key}\n`)) return 2;
  if (line.key.startsWith(key)) return 3;
  if (line.aliases.includes(`\n${key}`)) return 4;
  if (line.nameWords.includes(words)) return 5;
  if (line.aliasWords.includes(words)) return 6;
  if (line.key.includes(key)) return 7;
  if (line.aliases.includes(key)) return 8;
  if (isCountry(line, words)) return 9;
  let described = false;
  for (const term of terms) {
    const word = ` ${term}`;
    if (line.nameWords.includes(word) || line.aliasWords.includes(word) || isCountry(line, word)) continue;
    if (!line.textWords.includes(word)) return -1;
    described = true;
  }
  return described ? 11 : 10;
}

function isCountry({ countryWords }: Line, words: string): boolean {
  if (countryWords === "") return false;
  // A code is a country only as a whole: “in” is not India.
  if (words.length <= 3) return `${countryWords} `.includes(`${words} `);
  if (countryWords.includes(words)) return true;
  return countryWords.split(" ").some((word) => word.length >= SHORTEST_COUNTRY && words.startsWith(` ${word}`));
}

function textOf(known: KnownName, by: NameHit["by"], key: string): string {
  if (by === "country") return countryWords(known.country ?? "")[1] ?? known.country ?? known.name;
  if (by !== "alias") return known.name;
  const keys = known.aliases.map((alias) => [nameKey(alias), alias] as const);
  const fits = [
    keys.find(([alias]) => alias === key),
    keys.find(([alias]) => alias.startsWith(key)),
    keys.find(([alias]) => alias.includes(key)),
  ];
  return fits.find((fit) => fit !== undefined)?.[1] ?? known.name;
}

function hit(known: KnownName, by: NameHit["by"], text: string): NameHit {
  return {
    known,
    by,
    text,
    plain: isPlainWord(nameKey(known.name)),
    plainAliases: known.aliases.filter((alias) => isPlainWord(nameKey(alias))),
  };
}
