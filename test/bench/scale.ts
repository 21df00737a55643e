import { fork } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Article } from "../../src/core/model/model";
import { createMemoryStore } from "../../src/core/memory/memoryStore";
import type { RowMemory } from "../../src/core/memory/memory";
import { createStateStore, stateDirectory } from "../../src/node/stateStore";
import { systemClock } from "../../src/node/systemClock";
import type { BenchResult } from "./benchResult";
import { curlAllMs, startServer } from "./scan";
import type { ScaleFigures } from "./scaleProcess";
import { ITEMS, LATENCY_MS, MANY, manyUrls, writeWorkspace } from "./scanWorld";

const STORED = 100_000;
const NAMES = ["AmberHeron", "QuietBadger", "IronWren", "SlateOtter", "CopperNewt"];
/** One stored article in twenty is in a row. */
const MATCHED_EVERY = 20;
const DAY_MS = 86_400_000;

/** A workspace with 1,000 feeds and 100,000 stored articles: how it opens, scans and grows. */
export async function scaleBench(): Promise<BenchResult[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-scale-"));
  process.env["XDG_STATE_HOME"] = path.join(folder, "state");
  const { child, port } = await startServer();
  try {
    const root = path.join(folder, "workspace");
    const urls = manyUrls(port);
    writeWorkspace(root, { feeds: urls, pages: [] });
    await fill(fs.realpathSync(root));
    curlAllMs(folder, urls);
    const curl = curlAllMs(folder, urls);
    const figures = await measured(root);
    return results(figures, curl);
  } finally {
    child.kill();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function results(figures: ScaleFigures, curl: number | null): BenchResult[] {
  const { openMs, firstScanMs, nextScanMs, afterAnswersMs, longestBlockMs, grownMb, newArticles } = figures;
  const stored = `${STORED.toLocaleString("en")} stored articles`;
  const ratio = curl === null ? null : nextScanMs / curl;
  const curlLine = curl === null ? "curl is not installed here: not compared" : `curl: ${curl.toFixed(0)} ms`;
  return [
    {
      name: `scan of ${MANY} feeds of ${ITEMS} items at ${LATENCY_MS} ms latency with ${stored}, against curl --parallel --parallel-max 50`,
      goal: "at most 1.15×",
      ratio,
      met: ratio === null ? null : ratio <= 1.15,
      lines: [
        `TI Scraper: ${nextScanMs.toFixed(0)} ms, of which ${afterAnswersMs.toFixed(0)} ms after the last answer was read`,
        `the scan before, with ${newArticles} new articles and all stored ones matched: ${firstScanMs.toFixed(0)} ms`,
        curlLine,
      ],
    },
    limited(`opening a workspace with ${stored}`, openMs, 200, "ms"),
    limited("the longest block of the process while it opens and scans twice", longestBlockMs, 25, "ms"),
    limited("growth of the process, threads included, while it opens and scans twice", grownMb, 200, "MB"),
  ];
}

function limited(name: string, value: number, limit: number, unit: string): BenchResult {
  const ratio = value / limit;
  return {
    name,
    goal: `less than 1× of ${limit} ${unit}`,
    ratio,
    met: ratio < 1,
    lines: [`${value.toFixed(0)} ${unit}`],
  };
}

/** A memory as a month of scans leaves it. */
async function fill(root: string): Promise<void> {
  const store = createStateStore(stateDirectory(process.env, process.platform, root));
  const onDamaged = (name: string): never => {
    throw new Error(`${name} is damaged.`);
  };
  const memory = createMemoryStore({ store, clock: systemClock, onDamaged, version: "bench" });
  const summary = "What defenders saw, what they missed and what to look for in the logs of the coming week. ".repeat(
    4,
  );
  const now = Date.now();
  const all = Array.from({ length: STORED }, (_, index): Article => {
    const key = `archive.test/news/${index}`;
    const about = index % MATCHED_EVERY === 0 ? NAMES[(index / MATCHED_EVERY) % NAMES.length] : "Somebody";
    return {
      key,
      title: `${about} in the month's report number ${index}`,
      url: `https://${key}`,
      source: "https://archive.test/feed",
      published: null,
      found: new Date(now - 29 * DAY_MS * (1 - index / STORED)).toISOString(),
      summary,
    };
  });
  const matched = all.filter((_, index) => index % MATCHED_EVERY === 0);
  const rows = NAMES.map((name): [string, RowMemory] => [
    name,
    {
      owner: true,
      record: { kind: "unknown" },
      items: matched
        .filter(({ title }) => title.startsWith(name))
        .map(({ key }) => ({
          key,
          matches: [{ profile: name, name, text: name, field: "title", start: 0, end: name.length }],
          read: true,
          note: "off",
        })),
    },
  ]);
  await memory.archive.add(all, new Map(), "");
  await memory.change([], () => ({
    articles: new Map(matched.map((article) => [article.key, article])),
    rows: new Map(rows),
    seen: new Map(all.map(({ key, found }) => [key, found.slice(0, 10)])),
  }));
}

function measured(root: string): Promise<ScaleFigures> {
  const child = fork(path.join(__dirname, "scaleProcess.js"), [root]);
  return new Promise((resolve, reject) => {
    child.once("message", (figures) => resolve(figures as ScaleFigures));
    child.once("exit", () => reject(new Error("The process that was to be measured ended early.")));
  });
}
