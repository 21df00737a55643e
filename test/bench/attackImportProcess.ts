/**
 * Imports a bundle of ATT&CK and reads its table, as a window does it, and tells the parent what that took. Alone in its process, as the
 * extension is in the extension host.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type * as Product from "../../src/scan";
import { projectRoot } from "../vscode/project";
import { importNames } from "../world/importNames";

export interface AttackImportFigures {
  readonly beforeMb: number;
  /** Of the process, the worker included, while it imports. */
  readonly peakMb: number;
  /** Some seconds after it. */
  readonly afterMb: number;
  readonly importMs: number;
  readonly importBlockMs: number;
  readonly tableMs: number;
  readonly tableBlockMs: number;
  /** Growth while the table is read, which is kept. */
  readonly tableMb: number;
  readonly techniques: number;
}

async function main(root: string, bundle: string): Promise<AttackImportFigures> {
  const dist = path.join(projectRoot, "dist");
  const product = require(path.join(dist, "scan.js")) as typeof Product;
  const workerFile = path.join(dist, "worker.js");
  const http = product.createHostHttp({ userAgent: "TI Scraper benchmark", verifyTls: true, workerFile });
  const parser = product.createParser(workerFile);
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const { names } = product.openSession({ root, configFolder: "config", http, parser, log, t: (message) => message });
  await names.sources();

  const before = process.memoryUsage().rss;
  const imported = await watched(() => importNames(names, bundle, new AbortController().signal));
  if (imported.value.kind !== "imported") throw new Error(`Not imported: ${JSON.stringify(imported.value)}`);
  await sleep(3_000);
  const after = process.memoryUsage().rss;
  const read = await watched(() => names.attack(["enterprise"]));
  if (read.value.kind !== "table") throw new Error(`No table: ${read.value.kind}`);
  const { table } = read.value;
  await parser.dispose();
  return {
    beforeMb: before / 1e6,
    peakMb: imported.peak / 1e6,
    afterMb: after / 1e6,
    importMs: imported.ms,
    importBlockMs: imported.blockMs,
    tableMs: read.ms,
    tableBlockMs: read.blockMs,
    tableMb: (read.peak - after) / 1e6,
    techniques: table.bearers("apt28")[0]?.techniques.length ?? 0,
  };
}

interface Watched<T> {
  readonly value: T;
  readonly ms: number;
  /** Bytes. */
  readonly peak: number;
  readonly blockMs: number;
}

async function watched<T>(work: () => Promise<T>): Promise<Watched<T>> {
  let peak = process.memoryUsage().rss;
  const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  const value = await work();
  const ms = performance.now() - started;
  delay.disable();
  clearInterval(sampler);
  return { value, ms, peak: Math.max(peak, process.memoryUsage().rss), blockMs: delay.max / 1e6 };
}

function quiet(): void {
  // A benchmark prints figures only.
}

main(process.argv[2] ?? "", process.argv[3] ?? "").then(
  (figures) => process.send?.(figures, () => process.exit()),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
