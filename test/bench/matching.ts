import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Matcher, compileNames, compileNamesInTurns } from "../../src/core/matching/matcher";
import type { NameEntry } from "../../src/core/matching/nameEntry";
import { deriveRule } from "../../src/core/matching/rules";
import { type BenchResult, median } from "./benchResult";
import { processorMs } from "../processorMs";

const TITLES = 14_000;
const NAMES = 10_000;
const MANY_NAMES = 100_000;
const NAMED_SHARE = 0.05;
const RG_RUNS = 3;
const ROUNDS = 25;
const BLOCK_ROUNDS = 5;

/** Names that are words of the headlines, so that they are met all the time and need the words around them. */
const ORDINARY = ["Attack", "Chinese", "Cloud", "Global", "Massive", "Patch", "Server", "Steals", "Warns", "Zero"];
/** Each hundredth name has a rule of its own. */
const RULED_EVERY = 100;
/** What the extension host may be held up for at most. */
const BLOCK_LIMIT_MS = 50;

/**
 * Matches 14,000 made-up headlines with 10,000 made-up names, words of every day and rules of their own among them: against
 * ripgrep, which looks for the same names as fixed
 * strings, whole words, without case, and starts as a process; and the time to compile the names against one pass over
 * the headlines. Times in this process are medians of warm rounds. Takes some seconds, nearly all of them ripgrep's.
 */
export async function matchingBench(): Promise<BenchResult[]> {
  const random = randomFrom(2024);
  const names = [...ORDINARY, ...makeNames(random, MANY_NAMES - ORDINARY.length)];
  const titles = makeTitles(random, names.slice(0, NAMES));
  const blockMs = await measureBlocks(names);
  const few = measure(names.slice(0, NAMES), titles);
  const many = measure(names, titles);
  const rgMs = measureRipgrep(names.slice(0, NAMES), titles);
  const perTitle = (ms: number): string => `${((ms / TITLES) * 1000).toFixed(2)} µs a title`;
  const against = rgMs === null ? null : rgMs / few.passMs;
  const compile = few.passMs / few.compileMs;
  const growth = many.passMs / few.passMs;
  return [
    {
      name: `match ${TITLES} titles with ${NAMES} names, against ripgrep`,
      goal: "at least 50×",
      ratio: against,
      met: against === null ? null : against >= 50,
      lines: [
        `TI Scraper: ${few.passMs.toFixed(1)} ms (${perTitle(few.passMs)}), ${few.matched} titles with a match`,
        rgMs === null
          ? "ripgrep (rg) is not installed here: not compared"
          : `rg -F -w -i -f: ${rgMs.toFixed(0)} ms (median of ${RG_RUNS} runs, process start included)`,
      ],
    },
    {
      name: `compile ${NAMES} names, against one pass over the titles`,
      goal: "at least 1×",
      ratio: compile,
      met: compile >= 1,
      lines: [`compile: ${few.compileMs.toFixed(2)} ms; pass: ${few.passMs.toFixed(2)} ms`],
    },
    {
      name: `a title with ${MANY_NAMES} names, against ${NAMES} names`,
      goal: "at most 2×",
      ratio: growth,
      met: growth <= 2,
      lines: [
        `${NAMES} names: ${perTitle(few.passMs)}; ${MANY_NAMES} names: ${perTitle(many.passMs)}, ` +
          `compiled in ${many.compileMs.toFixed(1)} ms`,
      ],
    },
    {
      name: `the longest block while ${MANY_NAMES} names are compiled in turns, against ${BLOCK_LIMIT_MS} ms`,
      goal: "at most 1×",
      ratio: blockMs / BLOCK_LIMIT_MS,
      met: blockMs <= BLOCK_LIMIT_MS,
      lines: [`longest block: ${blockMs.toFixed(1)} ms (median of ${BLOCK_ROUNDS} rounds, the first ones cold)`],
    },
  ];
}

interface Measured {
  readonly compileMs: number;
  readonly passMs: number;
  /** Titles with at least one match. */
  readonly matched: number;
}

/** The most processor time without a turn for others, the median of some rounds: time on the wall is also that of others. */
async function measureBlocks(names: readonly string[]): Promise<number> {
  const entries = entriesOf(names);
  const longest: number[] = [];
  for (let round = 0; round < BLOCK_ROUNDS; round++) {
    let block = 0;
    let last = processorMs();
    const pause = async (): Promise<void> => {
      block = Math.max(block, processorMs() - last);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      last = processorMs();
    };
    await compileNamesInTurns(entries, pause);
    longest.push(Math.max(block, processorMs() - last));
  }
  return median(longest);
}

function entriesOf(names: readonly string[]): NameEntry[] {
  return names.map((name, at) => ({
    profile: name,
    name,
    ...(at % RULED_EVERY === 0
      ? { rule: deriveRule(name, { notNear: ["security conference"], requireContext: true }) }
      : {}),
  }));
}

function measure(names: readonly string[], titles: readonly string[]): Measured {
  const entries = entriesOf(names);
  const compileMs: number[] = [];
  const passMs: number[] = [];
  let matched = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const matcher = compileNames(entries);
    const compiled = performance.now();
    matched = pass(matcher, titles);
    compileMs.push(compiled - started);
    passMs.push(performance.now() - compiled);
  }
  // The first rounds warm up the just-in-time compiler.
  return { compileMs: median(compileMs.slice(5)), passMs: median(passMs.slice(5)), matched };
}

function pass(matcher: Matcher, titles: readonly string[]): number {
  let matched = 0;
  for (const title of titles) if (matcher.match({ title, url: "" }).length > 0) matched++;
  return matched;
}

/** Null when ripgrep is not installed. */
function measureRipgrep(names: readonly string[], titles: readonly string[]): number | null {
  const folder = mkdtempSync(path.join(tmpdir(), "ti-scraper-bench-"));
  try {
    const namesFile = path.join(folder, "names.txt");
    const titlesFile = path.join(folder, "titles.txt");
    writeFileSync(namesFile, `${names.join("\n")}\n`);
    writeFileSync(titlesFile, `${titles.join("\n")}\n`);
    const times: number[] = [];
    for (let run = 0; run < RG_RUNS; run++) {
      const started = performance.now();
      const { error, status } = spawnSync("rg", ["-F", "-w", "-i", "-f", namesFile, titlesFile], { stdio: "ignore" });
      if (error !== undefined || status !== 0) return null;
      times.push(performance.now() - started);
    }
    return median(times);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const consonants = [
  "b",
  "c",
  "d",
  "f",
  "g",
  "h",
  "k",
  "l",
  "m",
  "n",
  "p",
  "r",
  "s",
  "t",
  "v",
  "w",
  "br",
  "cr",
  "dr",
  "gr",
  "kr",
  "sh",
  "st",
  "tr",
  "th",
];
const vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
const endings = ["n", "r", "x", "t", "k", "l", "m", "nd", "rk", "st", ""];
const surnames = [
  "Bear",
  "Spider",
  "Panda",
  "Kitten",
  "Typhoon",
  "Tempest",
  "Jackal",
  "Wolf",
  "Locker",
  "Stealer",
  "Loader",
  "Group",
];
const everyday = (
  "the a of in to and for on with as by from after over new via at its more than into amid out up under across before " +
  "hackers attackers researchers experts officials users customers firms banks hospitals governments vendors agencies " +
  "malware ransomware phishing botnet backdoor exploit flaw vulnerability breach leak attack campaign patch update fix " +
  "zero-day data security cloud network email password browser router server supply chain software app API kernel " +
  "exposes targets steals hits warns says finds fixes abuses uses spreads leaks claims disrupts seizes arrests reveals " +
  "critical severe stealthy massive global Chinese Russian Iranian North Korean European German US UK 2025 million 12"
).split(" ");

function makeNames(random: () => number, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    const shape = random();
    const first = capital(inventWord(random));
    if (shape < 0.45) names.add(first);
    else if (shape < 0.6) names.add(`${first} ${pick(random, surnames)}`);
    else if (shape < 0.75) names.add(first + capital(inventWord(random)));
    else if (shape < 0.9) names.add(`${first} ${capital(inventWord(random))}`);
    else names.add(`${first.slice(0, 3).toUpperCase()}${shape < 0.95 ? "" : "-"}${Math.floor(random() * 9000)}`);
  }
  return [...names];
}

/** About 70 characters each; every twentieth holds a name. A tenth of the other words is rare, as in real headlines. */
function makeTitles(random: () => number, names: readonly string[]): string[] {
  return Array.from({ length: TITLES }, () => {
    const words: string[] = [];
    let length = 0;
    const wanted = 50 + random() * 40;
    while (length < wanted) {
      const word = random() < 0.1 ? `${inventWord(random)}${inventWord(random)}ing` : pick(random, everyday);
      words.push(random() < 0.5 ? capital(word) : word);
      length += word.length + 1;
    }
    if (random() < NAMED_SHARE) words[Math.floor(random() * words.length)] = pick(random, names);
    return words.join(" ");
  });
}

function inventWord(random: () => number): string {
  let word = "";
  for (let syllables = random() < 0.3 ? 1 : 2; syllables > 0; syllables--)
    word += pick(random, consonants) + pick(random, vowels);
  return word + pick(random, consonants) + pick(random, vowels) + pick(random, endings);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function pick(random: () => number, items: readonly string[]): string {
  return items[Math.floor(random() * items.length)] ?? "";
}

/** Repeatable random numbers from 0 up to 1 (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
