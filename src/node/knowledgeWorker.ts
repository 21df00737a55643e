import { Worker } from "node:worker_threads";
import { IMPORT_HEAP_MB, IMPORT_PARSE_MS } from "../core/limits";
import type { AttackItem } from "../core/names/attackItems";
import type { KnowledgeParser } from "../core/names/importNames";
import type { KnowledgeEntry, KnowledgeOutcome, ParseFailure } from "../core/names/types";
import { onAbort } from "../core/text/onAbort";
import { parserFailure } from "./parserFailure";
import { type FromKnowledgeWorker, WORKER_MORE, WORKER_READY, type WorkerTask, transferable } from "./workerMessages";

interface KnowledgeParserOptions {
  /** `dist/worker.js`. */
  readonly workerFile: string;
  /** For one job, the start of the worker included. */
  readonly deadlineMs?: number;
  readonly maxHeapMb?: number;
}

/** Parses each job in a worker thread of its own, which ends with it: imports are rare, and large ones take much memory. */
export function createKnowledgeParser(options: KnowledgeParserOptions): KnowledgeParser {
  const { workerFile, deadlineMs = IMPORT_PARSE_MS, maxHeapMb = IMPORT_HEAP_MB } = options;
  return {
    parse: (job, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(failed({ code: "parseFailed", why: "cancelled" }));
        const thread = new Worker(workerFile, {
          workerData: { kind: "knowledge" } satisfies WorkerTask,
          execArgv: [],
          resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
        });
        const entries: KnowledgeEntry[] = [];
        const items: AttackItem[] = [];
        const settle = (outcome: KnowledgeOutcome): void => {
          clearTimeout(timer);
          forget();
          void thread.terminate();
          resolve(outcome);
        };
        const timer = setTimeout(
          () => settle(failed({ code: "parseTimeout", seconds: deadlineMs / 1000 })),
          deadlineMs,
        );
        const forget = onAbort(signal, () => settle(failed({ code: "parseFailed", why: "cancelled" })));
        thread.on("message", (message: FromKnowledgeWorker) => {
          if (message === WORKER_READY) {
            const bytes = transferable(job.bytes);
            thread.postMessage({ ...job, bytes }, [bytes.buffer]);
            return;
          }
          const { outcome, more } = message;
          if (!outcome.ok) return settle(outcome);
          entries.push(...outcome.entries);
          items.push(...(outcome.attack?.items ?? []));
          if (more) thread.postMessage(WORKER_MORE);
          else settle({ ...outcome, entries, ...(outcome.attack && { attack: { ...outcome.attack, items } }) });
        });
        thread.on("error", (error) => settle(failed(parserFailure(error))));
        thread.on("exit", () => settle(failed({ code: "parseFailed", why: "ended" })));
      }),
  };
}

function failed(failure: ParseFailure): KnowledgeOutcome {
  return { ok: false, failure };
}
