/**
 * One window of the scale benchmark: opens a workspace, scans it twice, and tells the parent what that took. Alone in its
 * process, as the extension is in the extension host.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import path from "node:path";
import { projectRoot } from "../vscode/project";
import type * as Product from "../../src/scan";
import { runOne } from "../oneJob";

export interface ScaleFigures {
  readonly openMs: number;
  readonly firstScanMs: number;
  readonly nextScanMs: number;
  /** Of the scan: from the last answer to the report. */
  readonly afterAnswersMs: number;
  readonly longestBlockMs: number;
  readonly grownMb: number;
  readonly newArticles: number;
}

async function main(root: string): Promise<ScaleFigures> {
  const dist = path.join(projectRoot, "dist");
  const product = require(path.join(dist, "scan.js")) as typeof Product;
  const workerFile = path.join(dist, "worker.js");
  const http = product.createHostHttp({ userAgent: "TI Scraper benchmark", verifyTls: true, workerFile });
  const parser = product.createParser(workerFile);
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const session = product.openSession({ root, configFolder: "config", http, parser, log, t: (message) => message });

  const rssBefore = process.memoryUsage().rss;
  let rssMost = rssBefore;
  const sampler = setInterval(() => (rssMost = Math.max(rssMost, process.memoryUsage().rss)), 20);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const scanMs = async () => {
    const started = performance.now();
    let answered = started;
    const outcome = await runOne(session, "articles", {
      signal: new AbortController().signal,
      concurrency: 50,
      perHost: 2,
      timeoutMs: 20_000,
      askAll: true,
      onProgress: () => (answered = performance.now()),
    });
    if (outcome.kind !== "done") throw new Error(`The scan did not run: ${outcome.kind}.`);
    const bad = outcome.report.sources.find((source) => source.outcome !== "read");
    if (bad) throw new Error(`${bad.source.url} was not read: ${JSON.stringify(bad)}`);
    const ended = performance.now();
    return { ms: ended - started, afterMs: ended - answered, fresh: outcome.report.newArticles.length };
  };
  const started = performance.now();
  const { rows } = await session.articles.overview();
  const openMs = performance.now() - started;
  if (rows.length < 5) throw new Error(`Only ${rows.length} rows are shown.`);
  const first = await scanMs();
  const next = await scanMs();
  delay.disable();
  clearInterval(sampler);
  await parser.dispose();
  return {
    openMs,
    firstScanMs: first.ms,
    nextScanMs: next.ms,
    afterAnswersMs: next.afterMs,
    longestBlockMs: delay.max / 1e6,
    grownMb: (rssMost - rssBefore) / 1e6,
    newArticles: first.fresh,
  };
}

function quiet(): void {
  // A benchmark prints figures only.
}

main(process.argv[2] ?? "").then(
  (figures) => process.send?.(figures, () => process.exit()),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
