import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Memory, MemoryStore } from "../../src/core/memory/memory";
import { createMemoryStore } from "../../src/core/memory/memoryStore";
import type { Workspace } from "../../src/core/memory/workspace";
import type { Article } from "../../src/core/model/model";
import { type OpenSearch, createArticleSearch } from "../../src/core/search/articleSearch";
import { createStateStore } from "../../src/node/stateStore";
import { systemClock } from "../../src/node/systemClock";
import { type BenchResult, median } from "./benchResult";

const STORED = [10_000, 100_000] as const;
const ROWS = 2_000;
const ADDED_AT_ONCE = 5_000;
const WARM_GOAL_MS = 100;
const COLD_GOAL_MS = 400;
const STRETCH_GOAL_MS = 50;
const NOW = Date.UTC(2026, 5, 1);
const DAY_MS = 86_400_000;
/** A name few articles have, words many have, and what none has. */
const SEARCHED = ["volkenor", "ransomware hospital", "krankenhäuser", "er", "CVE-2026-31337", "nowhere to be found"];

/** Searches among 10,000 and 100,000 stored articles, from the disk and again. */
export async function searchBench(): Promise<BenchResult[]> {
  const figures: Figures[] = [];
  for (const stored of STORED) figures.push(await measure(stored));
  const asked = figures.at(-1) as Figures;
  const lines = figures.map(
    ({ stored, openMs, coldMs, readMs, warmMs, worstWarmMs, longestMs }) =>
      `${stored.toLocaleString("en").padStart(7)} stored: opened in ${openMs.toFixed(0)} ms, first results ${coldMs.toFixed(0)} ms after that, all read after ${readMs.toFixed(0)} ms; warm ${warmMs.toFixed(0)} ms (median of ${SEARCHED.length} searches), at most ${worstWarmMs.toFixed(0)} ms; longest stretch ${longestMs.toFixed(0)} ms`,
  );
  const name = `search among ${asked.stored.toLocaleString("en")} stored articles`;
  const cold = asked.openMs + asked.coldMs;
  return [
    { name: `${name}, warm`, ...goal(asked.worstWarmMs, WARM_GOAL_MS), lines },
    { name: `${name}, first results from the disk`, ...goal(cold, COLD_GOAL_MS), lines: [] },
    { name: `${name}, longest stretch`, ...goal(asked.longestMs, STRETCH_GOAL_MS), lines: [] },
  ];
}

function goal(ms: number, most: number): Pick<BenchResult, "goal" | "ratio" | "met"> {
  return { goal: `below ${most} ms`, ratio: ms / most, met: ms < most };
}

interface Figures {
  readonly stored: number;
  readonly openMs: number;
  readonly coldMs: number;
  readonly readMs: number;
  readonly warmMs: number;
  readonly worstWarmMs: number;
  readonly longestMs: number;
}

async function measure(stored: number): Promise<Figures> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-search-bench-"));
  try {
    const memory = createMemoryStore({
      store: createStateStore(folder),
      clock: systemClock,
      version: "1.0.0",
      onDamaged: (name) => {
        throw new Error(name);
      },
    });
    await fill(memory, stored);
    const workspace = { memory, clock: systemClock } as unknown as Workspace;
    const search = createArticleSearch(workspace, { kept: async () => new Map() }, async () => []);
    const { signal } = new AbortController();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = performance.now();
    const opened = await search.open();
    const openMs = performance.now() - started;
    const coldMs = await firstMs(opened, "ransomware", signal);
    await opened.prepare(signal);
    const readMs = performance.now() - started - openMs;
    const warm: number[] = [];
    for (const typed of SEARCHED) {
      warm.push(await firstMs(opened, typed, signal));
    }
    delay.disable();
    return {
      stored,
      openMs,
      coldMs,
      readMs,
      warmMs: median(warm),
      worstWarmMs: Math.max(...warm),
      longestMs: delay.max / 1e6,
    };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Until the first results are told, or it is certain that there are none. */
async function firstMs(opened: OpenSearch, typed: string, signal: AbortSignal): Promise<number> {
  const from = performance.now();
  let first = 0;
  const told = (): void => {
    first ||= performance.now() - from;
  };
  await opened.search(typed, signal, (found) => {
    if (found.length > 0) told();
  });
  told();
  return first;
}

async function fill(memory: MemoryStore, stored: number): Promise<void> {
  const chance = chanceOf(stored);
  const rows = new Map<string, Article>();
  for (let from = 0; from < stored; from += ADDED_AT_ONCE) {
    const added = Array.from({ length: ADDED_AT_ONCE }, (_, at) => made(from + at, stored, chance));
    for (const article of added) if (rows.size < ROWS && chance() < (ROWS * 2) / stored) rows.set(article.key, article);
    await memory.change([], async () => {
      await memory.archive.add(added, new Map(), "");
      return undefined;
    });
  }
  const parts: Partial<Memory> = { articles: rows };
  await memory.change([], () => parts);
}

const WORDS =
  "attackers used a new ransomware against the network of hospital and school systems after researchers warned that flaws in Microsoft’s servers are exploited by Angreifer für Krankenhäuser über gefälschte Mails with data stolen from customers in Europe – police arrest members group malware phishing campaign victims".split(
    " ",
  );

function made(at: number, stored: number, chance: () => number): Article {
  const word = () => WORDS[Math.floor(chance() * WORDS.length)] as string;
  const text = (length: number) => Array.from({ length }, word).join(" ");
  const rare = at % 5_000 === 7 ? "Volkenor " : at % 9_000 === 11 ? "CVE-2026-31337 " : "";
  const url = `https://outlet${at % 40}.example/news/${at}`;
  const found = new Date(NOW - ((stored - at) / stored) * 30 * DAY_MS).toISOString();
  return {
    key: url,
    url,
    title: `${rare}${text(9)} ${at}`,
    summary: text(45),
    source: `https://outlet${at % 40}.example/feed`,
    published: found,
    found,
  };
}

/** The same numbers in each run. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
