/**
 * Imports ATT&CK, or opens the folder after that, plans and writes an update of its records as a window does it, and tells the parent
 * what that took. Alone in its process, as the extension is in the extension host.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import path from "node:path";
import type { XsoarAccess } from "../../src/core/xsoar/connection";
import type * as Product from "../../src/scan";
import { projectRoot } from "../vscode/project";
import { importNames } from "../world/importNames";

export interface RecordsFigures {
  readonly openMs: number;
  readonly planMs: number;
  /** What the time of the plan went into, in words. */
  readonly planParts: string;
  readonly writeMs: number;
  readonly planBlockMs: number;
  readonly writeBlockMs: number;
  readonly grownMb: number;
  readonly written: number;
}

const never = new AbortController().signal;

async function main([root = "", access = "", bundle = ""]: readonly string[]): Promise<RecordsFigures | null> {
  const dist = path.join(projectRoot, "dist");
  const product = require(path.join(dist, "scan.js")) as typeof Product;
  const workerFile = path.join(dist, "worker.js");
  const http = product.createHostHttp({ userAgent: "TI Scraper benchmark", verifyTls: true, workerFile });
  const parser = product.createParser(workerFile);
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const session = product.openSession({ root, configFolder: "config", http, parser, log, t: (message) => message });
  try {
    if (bundle === "") return await update(session, JSON.parse(access) as XsoarAccess);
    const imported = await importNames(session.names, bundle, never);
    if (imported.kind !== "imported") throw new Error(`Not imported: ${JSON.stringify(imported)}`);
    return null;
  } finally {
    await parser.dispose();
  }
}

async function update(session: ReturnType<typeof Product.openSession>, access: XsoarAccess): Promise<RecordsFigures> {
  const before = process.memoryUsage.rss();
  let most = before;
  const sampler = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
  const opened = await watched(() => session.articles.overview());
  let lookedUp = 0;
  let begun = 0;
  let looking = true;
  const started = performance.now();
  const planned = await watched(() =>
    session.records.plan(
      access,
      {
        selection: { kind: "names", names: null, type: null },
        recipes: ["first-seen", "name-into-aliases", "tidy-aliases"],
        options: new Map(),
      },
      never,
      (done, total) => {
        const now = performance.now() - started;
        if (begun === 0) begun = now;
        if (looking && done === total) {
          looking = false;
          lookedUp = now;
        }
      },
    ),
  );
  if (planned.value.kind !== "planned") throw new Error(`Not planned: ${JSON.stringify(planned.value)}`);
  const { plan } = planned.value;
  const written = await watched(() => session.records.write(access, plan, plan.plans, never));
  const { results, failure } = written.value;
  if (failure !== null) throw new Error(`Not written: ${failure.code}.`);
  clearInterval(sampler);
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  return {
    openMs: opened.ms,
    planMs: planned.ms,
    planParts: `the first names after ${ms(begun)}, all after ${ms(lookedUp)}`,
    writeMs: written.ms,
    planBlockMs: planned.blockMs,
    writeBlockMs: written.blockMs,
    grownMb: (Math.max(most, process.memoryUsage.rss()) - before) / 1e6,
    written: results.filter(({ outcome }) => outcome === "written").length,
  };
}

async function watched<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly ms: number; readonly blockMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  const value = await work();
  const ms = performance.now() - started;
  delay.disable();
  return { value, ms, blockMs: delay.max / 1e6 };
}

function quiet(): void {
  // A benchmark prints figures only.
}

main(process.argv.slice(2)).then(
  (figures) => process.send?.(figures, () => process.exit()),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
