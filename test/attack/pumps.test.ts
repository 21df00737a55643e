import assert from "node:assert/strict";
import { compileNames } from "../../src/core/matching/matcher";
import type { MatchableText, NameEntry } from "../../src/core/matching/nameEntry";
import { type RuleSettings, deriveRule } from "../../src/core/matching/rules";
import { MATCH_FIELDS } from "../../src/core/model/model";
import { compileLinearPattern } from "../../src/core/text/linearPattern";
import { processorMs } from "../processorMs";
import { type Attack, type Random, attackClass } from "./corpus";

/** Of an article no more than 50,000 characters are kept; the double of this is below that. */
const LONGEST = 24_000;
const SHORTEST = 1500;
/** From so much work on a ratio says something. */
const MEASURABLE_MS = 4;
/** Twice the text is twice the work, and four times for what is quadratic. */
const MOST_GROWTH = 3;
const TRIES = 6;

type Work = (length: number) => void;

/** CPU time rather than time: the machine may be busy with others. The least of some runs. */
function cost(work: Work, length: number, runs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = processorMs();
    work(length);
    least = Math.min(least, processorMs() - before);
  }
  return least;
}

/**
 * By how much the work grows from some length to its double; null where even the longest text costs nothing worth a ratio. An engine
 * that takes another way for long texts costs more from there on, which is one step: what is quadratic grows at two.
 */
function growth(work: Work): number | null {
  work(SHORTEST);
  let length = SHORTEST;
  while (length < LONGEST && cost(work, 2 * length, 1) < MEASURABLE_MS) length *= 2;
  const longest = Math.min(length, LONGEST);
  const least = [longest / 2, longest, longest * 2].map((size) => ({ size, ms: Number.POSITIVE_INFINITY }));
  const between = (from: number): number => (least[from + 1]?.ms ?? 0) / (least[from]?.ms ?? 0);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    for (const one of least.slice(1)) one.ms = Math.min(one.ms, cost(work, one.size, 2));
    if ((least[2]?.ms ?? 0) < MEASURABLE_MS) return null;
    if (between(1) < MOST_GROWTH) return between(1);
    for (const one of least.slice(0, 1)) one.ms = Math.min(one.ms, cost(work, one.size, 4));
    if (between(0) < MOST_GROWTH) return between(0);
  }
  return Math.min(between(0), between(1));
}

/** Texts that make matching work hard: a piece over and over. `*` is a letter of chance. */
const PIECES: Readonly<Record<string, string>> = {
  "one letter": "*",
  "a letter and a blank": "* ",
  "two letters that look alike": "a\u0430",
  "a letter and a digit": "*1",
  digits: "1",
  "digits and dots": "1.",
  "a letter and a dot": "*.",
  "a letter and a hyphen": "*-",
  apostrophes: "*'s ",
  "combining marks": "\u0315\u0300",
  "invisible characters": "*\u200b",
  "letters that grow when folded": "\ufdfa",
  "capitals and small letters": "*Ab ",
  "an ordinary word": "play ",
  "words of threats": "ransomware group ",
  "a German noun": "*gruppe",
  "dense script": "\u9b54\u6cd5",
  Katakana: "\u30e9\u30f3",
  Hangul: "\ub77c\ub79c ",
  "escaped octets": "%41%C3",
  "walls of addresses": "/*",
};

const ORDINARY = ["play", "Mask", "SEA", "Hydra", "Lazarus Group", "DarkSide"];

const named = (names: readonly string[], settings?: RuleSettings): readonly NameEntry[] =>
  names.map((name) => ({
    profile: name,
    name,
    rule: deriveRule(name, { matchIn: MATCH_FIELDS, ...settings }),
  }));

/** Names whose search has most to do, each list with a rule of its own. */
function searches(random: Random): Readonly<Record<string, readonly NameEntry[]>> {
  const letter = letterOf(random);
  const rows = Array.from({ length: 400 }, (_, at) => `${`${letter} `.repeat(1 + (at % 5))}${at}`);
  const plain = { requireContext: false, exactCase: false };
  return {
    "names that nearly match": named(rows, plain),
    "names of one letter": named([letter, letter.repeat(2), letter.repeat(3), letter.repeat(5)], plain),
    "names that overlap": named([`${letter} ${letter}`, `${letter} ${letter} ${letter}`], plain),
    "names with digits": named([`${letter}1`, `${letter}1 ${letter}1`, "1a", "a1b2c3"], plain),
    "names without digits before them": named([`${letter}${letter}`, "ab"], { ...plain, digits: true }),
    "names of letters for digits": named(["L0ckBit", "a1l", "s3a"], plain),
    "ordinary words": named(ORDINARY),
    "words of threats": named(["ransomware", "group", "ransomware group"], { requireContext: true }),
    "short capitals": named(["AB", "ABC", letter.toUpperCase()], { exactCase: true }),
    "names that must not stand near": named([letter, "play"], {
      ...plain,
      notNear: ["a b c d e f g h i j k l m n o p", letter.repeat(300), `${letter} ${letter}`],
    }),
    "names inside of words": named([letter, `${letter}a`, "la"], { ...plain, word: false }),
    "names in dense script": named(["\u9b54\u6cd5", "\u6cd5\u9b54", "\u30e9\u30f3", "\ub77c\ub79c"], plain),
    "names of marks": named([`${letter}\u0315`, `${letter}\u0300\u0315`, "\ufdfa"], plain),
    "names with signs": named(
      [`${letter}#${letter}`, `${letter}.${letter}`, `${letter}-${letter}`, `${letter}'s`],
      plain,
    ),
    "one name for many profiles": Array.from({ length: 200 }, (_, at) => ({ profile: `p${at}`, name: letter })),
    "short forms": named([`${letter} Group`, `The ${letter}`, `${letter} Gang Group`], { shortForm: true }),
    "a pattern of repetition": named(["Fen"], { pattern: "(a+)+$" }),
    "a pattern of choices": named(["Fen"], { pattern: "(a|a|aa)*b" }),
    "a pattern of anything": named(["Fen"], { pattern: ".*1.*2.*3$" }),
    "a pattern at each place": named(["Fen"], { pattern: String.raw`\b[a-z]+\d*\b` }),
    "a pattern of counts": named(["Fen"], { pattern: "([a-z]{1,8}){1,8}!" }),
  };
}

function letterOf(random: Random): string {
  return "abelsz"[random(6)] ?? "a";
}

/** Where the text stands, from one pump to the next. */
const FIELDS: readonly ((text: string) => MatchableText)[] = [
  (text) => ({ title: text, url: "" }),
  (text) => ({ title: "", url: `https://news.example/${text}` }),
  (text) => ({ title: "", url: "", summary: text }),
  (text) => ({ title: "", url: "", content: text }),
];

describe("matcher pumps", () => {
  attackClass(
    "matcher pumps",
    {
      atLeast: 441,
      limitMs: 170_000,
      control: () => {
        const squared: Work = (length) => {
          let sum = 0;
          for (let at = 0; at < length * length * 0.05; at++) sum += at % 7;
          assert.ok(sum >= 0);
        };
        // The engine compiles it first: until then its short texts cost more than they will.
        for (let run = 0; run < 10; run++) squared(LONGEST);
        assert.ok((growth(squared) ?? 0) >= MOST_GROWTH, "what is quadratic is seen");
      },
    },
    (random) =>
      Object.entries(searches(random)).flatMap(([search, entries], row) => {
        const matcher = compileNames(entries, { compilePattern: compileLinearPattern });
        assert.deepEqual(matcher.problems, [], search);
        return Object.entries(PIECES).map(([what, form], column): Attack => {
          const piece = form.replaceAll("*", letterOf(random));
          const place = FIELDS[(row + column) % FIELDS.length] ?? FIELDS[0];
          return {
            name: `${search}, in ${what}`,
            holds: () => {
              const grown = growth((length) => {
                if (place !== undefined) matcher.match(place(`a${piece.repeat(length / piece.length)}`));
              });
              assert.ok(grown === null || grown < MOST_GROWTH, `twice the text is ${grown?.toFixed(1)} times the work`);
            },
          };
        });
      }),
  );
});
