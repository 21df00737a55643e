import { ok } from "node:assert/strict";
import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type UpdateFigures, randomUpdates } from "./randomUpdates";

const RUNS = Number(process.env["TI_SCRAPER_RANDOM_RUNS"] ?? 5_000);
const FIRST_SEED = Number(process.env["TI_SCRAPER_RANDOM_SEED"] ?? 1);
const ENOUGH_VIOLATIONS = 5;

interface Result extends UpdateFigures {
  readonly violations: readonly string[];
}

if (isMainThread) {
  describe("updates of records × faults × kills × other writers", function () {
    this.timeout(600_000);

    it(`nothing but what was chosen changes, and an undo gives it back: ${RUNS} seeded runs`, async () => {
      const started = performance.now();
      const workers = Math.min(4, availableParallelism());
      const results = await Promise.all(Array.from({ length: workers }, (_, index) => inWorker(index, workers)));
      const sum = (key: keyof UpdateFigures): number => results.reduce((total, result) => total + result[key], 0);
      const violations = results.flatMap((result) => result.violations);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(
        `      faults injected ${sum("faults")}, runs ${RUNS}, violations ${violations.length} ` +
          `(${sum("steps")} steps, ${sum("kills")} kills, ${sum("edits")} edits, ${sum("undone")} undone, ${seconds} s)`,
      );
      ok(violations.length === 0, violations.join("\n"));
      ok(RUNS < 1_000 || (sum("faults") > RUNS && sum("kills") > RUNS / 10), "too little went wrong");
    });
  });
} else {
  void work(workerData as { readonly first: number; readonly every: number });
}

/** Every so-manyth seed, in a thread of its own: this file is its program as well. */
function inWorker(first: number, every: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    new Worker(__filename, { workerData: { first, every } })
      .once("message", (result: Result) => resolve(result))
      .once("error", reject);
  });
}

async function work({ first, every }: { readonly first: number; readonly every: number }): Promise<void> {
  const sum = { faults: 0, kills: 0, steps: 0, edits: 0, undone: 0 };
  const violations: string[] = [];
  for (let at = first; at < RUNS && violations.length < ENOUGH_VIOLATIONS; at += every) {
    try {
      const figures = await randomUpdates(FIRST_SEED + at);
      for (const key of ["faults", "kills", "steps", "edits", "undone"] as const) sum[key] += figures[key];
    } catch (error) {
      violations.push(error instanceof Error ? error.message : String(error));
    }
  }
  parentPort?.postMessage({ ...sum, violations });
}
