import { fork } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type ActivityEntry, withActivity } from "../../src/core/memory/activity";
import { createMemoryStore } from "../../src/core/memory/memoryStore";
import { mapLimit } from "../../src/core/text/mapLimit";
import { createStateStore, stateDirectory } from "../../src/node/stateStore";
import { systemClock } from "../../src/node/systemClock";
import { projectRoot } from "../vscode/project";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import type { BenchResult } from "./benchResult";
import { attackBundle } from "./recordsBundle";
import type { RecordsFigures } from "./recordsProcess";

const RECORDS = 1_000;
/** Names that one search asks for. */
const NAMES_A_SEARCH = 50;
/** What else the journal holds. */
const SENT_BEFORE = 18_000;
/** Requests of the plain peer at one time, as many as ours. */
const LANES = 8;
const KEY = "bench-records-key";
const ZERO = "0001-01-01T00:00:00Z";
const BUNDLE = path.resolve(projectRoot, "../shared/data/knowledge/mitre-attack/enterprise-attack.json");

/** 1,000 records and three recipes, in a folder that has imported ATT&CK and has a long journal, against plain requests for the same. */
export async function recordsBench(): Promise<BenchResult[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-records-"));
  const stateHome = path.join(folder, "state");
  process.env["XDG_STATE_HOME"] = stateHome;
  const xsoar = await startXsoar({ key: KEY });
  try {
    for (let index = 0; index < RECORDS; index++) xsoar.put(recordOf(index));
    const root = path.join(folder, "workspace");
    writeFolder(root, xsoar.origin);
    await fillJournal(fs.realpathSync(root), xsoar.origin);
    await forked(root, xsoar, bundleIn(folder));
    xsoar.clearRequests();
    const figures = await forked(root, xsoar);
    const edits = xsoar.requests().filter(({ action }) => action === "edit");
    const counts = {
      edits: edits.length,
      most: mostFor(edits.map(({ body }) => (body as { readonly id: string }).id)),
      searches: xsoar.requests().filter(({ action }) => action === "search").length,
    };
    return results(figures, counts, await plainRequests(xsoar));
  } finally {
    await xsoar.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function results(
  figures: RecordsFigures,
  { edits, most, searches }: { readonly edits: number; readonly most: number; readonly searches: number },
  plain: { readonly searchMs: number; readonly editMs: number },
): BenchResult[] {
  const { planMs, writeMs, planBlockMs, writeBlockMs, grownMb, written, openMs, planParts } = figures;
  const input = `${RECORDS} records × 3 recipes at 0 ms latency`;
  const allowed = Math.ceil(RECORDS / NAMES_A_SEARCH) + 1;
  return [
    {
      name: `plan: ${input}, against one plain search a name, ${LANES} at a time`,
      goal: "less than 1×",
      ratio: planMs / plain.searchMs,
      met: planMs < plain.searchMs,
      lines: [
        `TI Scraper: ${planMs.toFixed(0)} ms with ATT&CK read (${planParts}); plain: ${plain.searchMs.toFixed(0)} ms`,
      ],
    },
    limited("the plan takes", planMs, 2_000, "ms"),
    {
      name: `searches for ${RECORDS} names`,
      goal: `at most 1× of ${allowed}: names by ${NAMES_A_SEARCH}, and a page more`,
      ratio: searches / allowed,
      met: searches <= allowed,
      lines: [`${searches} searches`],
    },
    {
      name: `write: ${input}, against one plain edit a record, ${LANES} at a time`,
      goal: "at most 2×, the journal on disk included, and one edit a record",
      ratio: writeMs / plain.editMs,
      met: writeMs <= 2 * plain.editMs && most <= 1 && edits === written,
      lines: [
        `TI Scraper: ${writeMs.toFixed(0)} ms for ${written} records in ${edits} edits, ${most} at most for one; plain: ${plain.editMs.toFixed(0)} ms`,
      ],
    },
    limited("the longest block of the process while it plans", planBlockMs, 50, "ms"),
    limited("the longest block of the process while it writes", writeBlockMs, 50, "ms"),
    limited("growth of the process that opens the folder, plans and writes", grownMb, 150, "MB", [
      `opened within ${openMs.toFixed(0)} ms, with ${SENT_BEFORE.toLocaleString("en")} entries in the journal`,
    ]),
  ];
}

function limited(name: string, value: number, limit: number, unit: string, lines: readonly string[] = []): BenchResult {
  const ratio = value / limit;
  return {
    name,
    goal: `less than 1× of ${limit} ${unit}`,
    ratio,
    met: ratio < 1,
    lines: [`${value.toFixed(0)} ${unit}`, ...lines],
  };
}

function mostFor(ids: readonly string[]): number {
  const times = new Map<string, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return Math.max(0, ...times.values());
}

function nameOf(index: number): string {
  return `Tracked Heron ${index}`;
}

/** As XSOAR has them: aliases that somebody has written, notes, and no date. */
function recordOf(index: number): Record<string, unknown> {
  const notes = Array.from({ length: 5 }, (_, at) => ({
    notes: `Analyst ${at} saw ${nameOf(index)} at work and wrote down where: https://news.example/${index}/${at}`,
    timestamp: `2025-0${at + 1}-01T08:00:00Z`,
  }));
  return {
    value: nameOf(index),
    indicator_type: "Threat Actor",
    timestamp: "2024-03-01T10:00:00Z",
    firstSeen: ZERO,
    lastSeen: ZERO,
    CustomFields: {
      aliases: [` Alias  ${index}`, `Alias ${index}`, "", `Grey${index}Fox`, `Grey ${index} Fox`],
      description: `What is known of it. `.repeat(40),
      communitynotes: notes,
    },
  };
}

function writeFolder(root: string, host: string): void {
  fs.mkdirSync(path.join(root, "config"), { recursive: true });
  const config = {
    websiteconfig: { rss_feeds: ["http://127.0.0.1:9/rss"], webpages: [], stopwords: [], specialHandling: {} },
    profiling: {
      profileData: Array.from({ length: RECORDS }, (_, index) => nameOf(index)),
      CortexXSOARAPIConfig: { host },
    },
  };
  fs.writeFileSync(path.join(root, "config", "articles_config.json"), JSON.stringify(config));
}

/** Notes of three months. */
async function fillJournal(root: string, server: string): Promise<void> {
  const store = createStateStore(stateDirectory(process.env, process.platform, root));
  const onDamaged = (name: string): never => {
    throw new Error(`${name} is damaged.`);
  };
  const memory = createMemoryStore({ store, clock: systemClock, onDamaged, version: "bench" });
  const now = new Date();
  const entries = Array.from({ length: SENT_BEFORE }, (_, index): ActivityEntry => {
    const url = `https://news.example/sent/${index}`;
    return {
      at: new Date(now.getTime() - (SENT_BEFORE - index) * 360_000).toISOString(),
      by: "scan",
      kind: "notes",
      server,
      record: { id: String(index), value: nameOf(index % RECORDS) },
      names: [nameOf(index % RECORDS)],
      notes: [{ key: url, title: `Sent ${index}`, url, source: "https://news.example/feed", text: `Sent: ${url}` }],
    };
  });
  await memory.change(["activity"], ({ activity }) => ({ activity: withActivity(activity, entries, now) }));
}

/** The whole bundle where it is there, else one of its size. */
function bundleIn(folder: string): string {
  if (fs.existsSync(BUNDLE)) return BUNDLE;
  const file = path.join(folder, "attack.json");
  fs.writeFileSync(file, attackBundle());
  return file;
}

/** Updates the records, or imports a bundle before, in a process of its own. */
function forked(root: string, { connection }: Xsoar, bundle = ""): Promise<RecordsFigures> {
  const child = fork(path.join(__dirname, "recordsProcess.js"), [root, JSON.stringify(connection), bundle]);
  return new Promise((resolve, reject) => {
    child.once("message", (figures) => resolve(figures as RecordsFigures));
    child.once("exit", () => reject(new Error("The process that was to be measured ended early.")));
  });
}

/** The same work as a script does it: look for each name, then send each record back. */
async function plainRequests({ origin }: Xsoar): Promise<{ readonly searchMs: number; readonly editMs: number }> {
  const ask = async (to: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${origin}${to}`, {
      method: "POST",
      headers: { authorization: KEY, accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${to}: ${response.status}`);
    return response.json();
  };
  const goOn = (): boolean => false;
  const numbers = Array.from({ length: RECORDS }, (_, index) => index);
  const started = performance.now();
  const records = await mapLimit(
    numbers,
    LANES,
    async (index) => {
      const found = await ask("/indicators/search", { query: `value:"${nameOf(index)}"`, page: 0, size: 10 });
      return (found as { readonly iocObjects: readonly unknown[] }).iocObjects[0];
    },
    goOn,
  );
  const searched = performance.now();
  await mapLimit(records, LANES, async (record) => ask("/indicator/edit", record), goOn);
  return { searchMs: searched - started, editMs: performance.now() - searched };
}
