import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../vscode/project";
import { type BenchResult, median } from "./benchResult";
import { FEEDS, LATENCY_MS, PAGES, sourceUrls, writeWorkspace } from "./scanWorld";
import type * as Product from "../../src/scan";
import { runOne } from "../oneJob";

const ROUNDS = 5;
const ownDist = path.join(projectRoot, "dist");

/**
 * A whole scan of 100 feeds and 10 pages, fetch to report, against curl fetching the same addresses to nowhere. The three
 * take turns, each scan has a workspace and a memory of its own, medians are compared.
 */
export async function scanBench(): Promise<BenchResult[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-bench-"));
  process.env["XDG_STATE_HOME"] = path.join(folder, "state");
  const { child, port } = await startServer();
  const bytes = await download(port);
  const warm = openRunningProcess(ownDist);
  try {
    const curl: number[] = [];
    const inProcess: number[] = [];
    const cli: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const times = [
        curlMs(folder, port),
        await warm.scanMs(workspace(folder, `process-${round}`, port)),
        await cliMs(ownDist, workspace(folder, `cli-${round}`, port)),
      ] as const;
      // The first round warms up all of them.
      if (round === 0) continue;
      if (times[0] !== null) curl.push(times[0]);
      inProcess.push(times[1]);
      cli.push(times[2]);
    }
    const base = curl.length > 0 ? median(curl) : null;
    const bare = `Node.js alone, from process start: ${nodeMs().toFixed(0)} ms`;
    const input = `${FEEDS} feeds and ${PAGES} pages (${(bytes / 1e6).toFixed(1)} MB) at ${LATENCY_MS} ms latency`;
    return [
      compared(`scan in a running process: ${input}, against curl`, median(inProcess), base, 1.2),
      compared(`ti-scraper scan from process start: the same, against curl`, median(cli), base, 2, bare),
    ];
  } finally {
    await warm.close();
    child.kill();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** What of a process's time is not ours; it tells as well how fast the machine is. */
function nodeMs(): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    spawnSync(process.execPath, ["--eval", "0"]);
    return performance.now() - started;
  });
  return median(times);
}

function compared(name: string, ms: number, base: number | null, limit: number, ...more: string[]): BenchResult {
  const ratio = base === null ? null : ms / base;
  const curl =
    base === null
      ? "curl is not installed here: not compared"
      : `curl --parallel --parallel-max 50: ${base.toFixed(0)} ms`;
  const lines = [`TI Scraper: ${ms.toFixed(0)} ms`, `${curl} (medians of ${ROUNDS})`, ...more];
  return { name, goal: `at most ${limit}×`, ratio, met: ratio === null ? null : ratio <= limit, lines };
}

/** Starts the web of the benchmarks in a process of its own. */
export async function startServer(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = fork(path.join(__dirname, "scanServer.js"));
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve(Number(message)));
    child.once("exit", () => reject(new Error("The benchmark's web server did not start.")));
  });
  return { child, port };
}

/** Reads every source once, so that the server has made them all; gives their bytes. */
export async function download(port: number): Promise<number> {
  const { feeds, pages } = sourceUrls(port);
  const sizes = await Promise.all(
    [...feeds, ...pages].map(async (url) => (await (await fetch(url)).arrayBuffer()).byteLength),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

export function workspace(folder: string, name: string, port: number): string {
  const root = path.join(folder, name);
  writeWorkspace(root, sourceUrls(port));
  return root;
}

function curlMs(folder: string, port: number): number | null {
  const { feeds, pages } = sourceUrls(port);
  return curlAllMs(folder, [...feeds, ...pages]);
}

/** How long curl takes for these addresses, 50 at a time, to nowhere; null when it is not installed. */
export function curlAllMs(folder: string, urls: readonly string[]): number | null {
  const config = path.join(folder, "curl.txt");
  fs.writeFileSync(config, urls.map((url) => `url = "${url}"\noutput = "${os.devNull}"\n`).join(""));
  const started = performance.now();
  const { error, status } = spawnSync("curl", ["--silent", "--parallel", "--parallel-max", "50", "--config", config]);
  if (error) return null;
  if (status !== 0) throw new Error(`curl ended with exit code ${status}.`);
  return performance.now() - started;
}

/** The product as VS Code holds it: loaded, with its workers started. */
export interface RunningProcess {
  /** A whole scan of a workspace; throws where it does not find what is there. */
  scanMs(root: string): Promise<number>;
  close(): Promise<void>;
}

export function openRunningProcess(dist: string): RunningProcess {
  const product = require(path.join(dist, "scan.js")) as typeof Product;
  const workerFile = path.join(dist, "worker.js");
  const http = product.createHostHttp({ userAgent: "TI Scraper benchmark", verifyTls: true, workerFile });
  const parser = product.createParser(workerFile);
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  return {
    scanMs: async (root) => {
      const session = product.openSession({ root, configFolder: "config", http, parser, log, t: (message) => message });
      const started = performance.now();
      const outcome = await runOne(session, "articles", {
        signal: new AbortController().signal,
        concurrency: 50,
        perHost: 2,
        timeoutMs: 20_000,
        onProgress: () => undefined,
      });
      const took = performance.now() - started;
      if (outcome.kind !== "done") throw new Error(`The scan did not run: ${outcome.kind}.`);
      const bad = outcome.report.sources.find((source) => source.outcome !== "read" || source.articles === 0);
      if (bad) throw new Error(`${bad.source.url} was not read: ${JSON.stringify(bad)}`);
      if (outcome.report.newMatches.length !== 5)
        throw new Error(`${outcome.report.newMatches.length} names matched, not 5.`);
      return took;
    },
    close: () => parser.dispose(),
  };
}

function quiet(): void {
  // A benchmark prints figures only.
}

export async function cliMs(dist: string, root: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [path.join(dist, "cli.js"), "scan", root, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.resume();
  const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  if (code !== 0) throw new Error(`ti-scraper scan ended with exit code ${code}.`);
  return performance.now() - started;
}
