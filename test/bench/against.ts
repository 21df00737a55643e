import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../vscode/project";
import { type BenchResult, median } from "./benchResult";
import { type RunningProcess, cliMs, download, openRunningProcess, startServer, workspace } from "./scan";
import { FEEDS, LATENCY_MS, PAGES } from "./scanWorld";

const ROUNDS = 10;
/**
 * Of the median of the pairs. Two scans of a pair run right after each other, so that whatever else the machine does slows both: their
 * ratio has that taken out, and the median has the pairs taken out in which it began or ended between the two. Medians of each copy's
 * times, divided, have it in full: an hour of other work in the middle of the rounds moves one and not the other.
 */
const LIMIT = 1.05;

/**
 * The scan of the scan benchmark by this copy of the product and by the one built in another folder, in turns on one machine: what
 * else it does at the time slows both down. Each scan has a workspace and a memory of its own.
 */
export async function againstBench(other: string): Promise<BenchResult[]> {
  const folders = [projectRoot, path.resolve(other)] as const;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-against-"));
  process.env["XDG_STATE_HOME"] = path.join(folder, "state");
  const { child, port } = await startServer();
  await download(port);
  const fresh = (): string => workspace(folder, `${(made += 1)}`, port);
  let made = 0;
  const running = folders.map((root) => openRunningProcess(path.join(root, "dist")));
  const input = `${FEEDS} feeds and ${PAGES} pages at ${LATENCY_MS} ms latency`;
  try {
    return [
      await compared(`ti-scraper scan from process start: ${input}`, folders, (which) =>
        cliMs(path.join(folders[which], "dist"), fresh()),
      ),
      await compared(`scan in a running process: ${input}`, folders, (which) => scanMs(running[which], fresh())),
    ];
  } finally {
    await Promise.all(running.map((each) => each.close()));
    child.kill();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Which of the two folders: this one, the other one. */
type Which = 0 | 1;

function scanMs(running: RunningProcess | undefined, root: string): Promise<number> {
  if (running === undefined) throw new Error("There is no such copy.");
  return running.scanMs(root);
}

async function compared(
  name: string,
  folders: readonly [string, string],
  measure: (which: Which) => Promise<number>,
): Promise<BenchResult> {
  const times: readonly [number[], number[]] = [[], []];
  const goal = `at most ${LIMIT}× of the other, in the median of pairs`;
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      // Who comes second finds the machine warmer: that takes turns as well.
      const order: readonly Which[] = round % 2 === 0 ? [0, 1] : [1, 0];
      for (const which of order) {
        const ms = await measure(which);
        // The first round warms up both.
        if (round > 0) times[which].push(ms);
      }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, goal, ratio: null, met: null, lines: [`not compared: ${reason}`] };
  }
  const pairs = times[0].map((ms, round) => ms / (times[1][round] ?? Number.NaN));
  const ratio = median(pairs);
  return {
    name,
    goal,
    ratio,
    met: ratio <= LIMIT,
    lines: [
      ...folders.map((folder, at) => `${folder}: ${spread(at === 0 ? times[0] : times[1], 0)} ms`),
      `ratios of the ${ROUNDS} pairs: ${spread(pairs, 2)}`,
    ],
  };
}

/** The median with the least and the most, and the middle half. */
function spread(values: readonly number[], digits: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN).toFixed(digits);
  return `median ${median(values).toFixed(digits)}, ${at(0)} to ${at(1)}, half of them ${at(0.25)} to ${at(0.75)}`;
}
