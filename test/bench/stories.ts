import { type KnownArticle, tellStories } from "../../src/core/stories/tellStories";
import type { StoryArticle } from "../../src/core/stories/storyText";
import { processorMs } from "../processorMs";
import type { BenchResult } from "./benchResult";

const FRESH = 3_000;
const STORED = [10_000, 100_000, 300_000] as const;
/** What is stored is of so many days, as articles are kept: the more there are, the more of them are near. */
const KEPT_DAYS = 30;
const GOAL_MS = 1_000;
const GOAL_STRETCH_MS = 50;
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);

/** 3,000 new articles among 10,000, 100,000 and 300,000 stored ones. */
export async function storiesBench(): Promise<BenchResult[]> {
  // Once for the compiler of the engine.
  measure(STORED[0]);
  const figures = STORED.map((stored) => measure(stored));
  const asked = figures[1] as Figures;
  const [least, , most] = figures as [Figures, Figures, Figures];
  const growth = most.totalMs / least.totalMs;
  return [
    {
      name: `stories of ${FRESH.toLocaleString("en")} new articles among ${STORED[1].toLocaleString("en")} stored ones of ${KEPT_DAYS} days`,
      goal: `below ${GOAL_MS} ms, no stretch above ${GOAL_STRETCH_MS} ms`,
      ratio: asked.totalMs / GOAL_MS,
      met: asked.totalMs < GOAL_MS && asked.longestMs <= GOAL_STRETCH_MS,
      lines: figures.map(
        ({ stored, totalMs, longestMs, stories }) =>
          `${stored.toLocaleString("en").padStart(7)} stored: ${totalMs.toFixed(0)} ms of the processor, longest stretch ${longestMs.toFixed(1)} ms, ${stories} stories of several`,
      ),
    },
    {
      name: `growth of that from ${STORED[0].toLocaleString("en")} to ${STORED[2].toLocaleString("en")} stored articles`,
      goal: `far below ${STORED[2] / STORED[0]}×`,
      ratio: growth,
      met: growth < STORED[2] / STORED[0] / 2,
      lines: [],
    },
  ];
}

interface Figures {
  readonly stored: number;
  readonly totalMs: number;
  readonly longestMs: number;
  readonly stories: number;
}

function measure(stored: number): Figures {
  const chance = chanceOf(stored);
  const known = Array.from({ length: stored }, (_, at): KnownArticle => {
    const article = made(at, NOW - Math.floor(((stored - at) / stored) * KEPT_DAYS * DAY_MS), chance);
    return { article, story: article.key };
  });
  const fresh = Array.from({ length: FRESH }, (_, at) => made(stored + at, NOW + (at / FRESH) * DAY_MS, chance));
  const work = tellStories({ fresh, known });
  const started = processorMs();
  let longestMs = 0;
  for (let from = started; ;) {
    const step = work.next();
    const now = processorMs();
    longestMs = Math.max(longestMs, now - from);
    from = now;
    if (step.done !== true) continue;
    const sizes = new Map<string, number>();
    for (const { story } of step.value.placed.values()) sizes.set(story, (sizes.get(story) ?? 0) + 1);
    const stories = [...sizes.values()].filter((size) => size > 1).length;
    return { stored, totalMs: now - started, longestMs, stories };
  }
}

const DEEDS = [
  "exploit critical flaw in",
  "steal data of",
  "attack",
  "target users of",
  "patch zero-day in",
  "warn of phishing at",
];
const WHO = ["Hackers", "Researchers", "Microsoft", "CISA", "Google", "Ransomware gang", "Chinese spies", "Police"];
const TAIL = [
  "",
  " again",
  " after breach",
  " in Europe",
  " for months",
  " with new malware",
  " via plugin",
  " in hospital network",
];

/** Events are told by some outlets each, within a day or two: names are rare, makers and deeds are not. */
function made(at: number, when: number, chance: () => number): StoryArticle {
  const event = Math.floor(at / 3 + chance() * 40);
  const name = `${syllables(event)}${event % 3 === 0 ? "" : ` ${syllables(event * 31)}`}`;
  const pick = (words: readonly string[]): string => words[Math.floor(chance() * words.length)] as string;
  const title = `${pick(WHO)} ${pick(DEEDS)} ${name}${pick(TAIL)}`;
  const url = `https://outlet${at % 40}.example/news/${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${at}`;
  return { key: url, url, title, source: `https://outlet${at % 40}.example/feed`, at: when };
}

const PARTS = [
  "bra",
  "ken",
  "vol",
  "tis",
  "mar",
  "lo",
  "qui",
  "zen",
  "dor",
  "fa",
  "nix",
  "pel",
  "ru",
  "sto",
  "wyn",
  "ga",
];

function syllables(number: number): string {
  let text = "";
  for (let rest = number + 4096; rest > 0; rest = Math.floor(rest / PARTS.length)) text += PARTS[rest % PARTS.length];
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The same numbers in each run. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
