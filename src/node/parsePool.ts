import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { PARSER_START_MS, PARSE_HEAP_MB, PARSE_MS } from "../core/limits";
import type { ParserFailure } from "../core/model/failureReasons";
import type { SourceFailure } from "../core/model/model";
import { onAbort } from "../core/text/onAbort";
import type { Parser } from "../core/ports";
import type { ParseJob, ParseOutcome, ParsedItem } from "../core/model/parseJob";
import { parserFailure } from "./parserFailure";
import { type FromParseWorker, WORKER_MORE, WORKER_READY, type WorkerTask, transferable } from "./workerMessages";

/** An idle worker is ended after this long: what a page took of memory goes with it. */
const IDLE_LIMIT_MS = 60_000;

/** What a thread makes and forgets. With more of it, feeds and pages are read hardly faster, and each thread takes 15 to 25 MB more. */
const YOUNG_MB = 4;

export interface ParsePoolOptions {
  /** `dist/worker.js`. */
  readonly workerFile: string;
  /** Workers at most; by default two where the machine has cores for them beside the one that asks, else one. */
  readonly size?: number;
  /** For one job, from its start in the worker. */
  readonly deadlineMs?: number;
  /** Heap of one worker. A page at the cap of 3 MB needs less than a third of the default. */
  readonly maxHeapMb?: number;
  /** Start the workers now, while the first answers of the network are still to come, not with the first job. */
  readonly startNow?: boolean;
}

interface Job {
  readonly job: ParseJob;
  readonly settle: (outcome: ParseOutcome) => void;
}

interface PoolWorker {
  readonly thread: Worker;
  ready: boolean;
  current: Job | null;
  /** What has come of the current job's answer. */
  readonly items: ParsedItem[];
  /** Of the start, of the job or of being idle. */
  timer: NodeJS.Timeout | undefined;
}

/**
 * Parses in worker threads, one job at a time in each, started when there is work. A job that passes its deadline or
 * brings its worker down fails alone: the worker is ended and the next job gets a fresh one. `parse` takes the bytes
 * over: they may be empty for the caller afterwards. Idle workers do not keep the process alive.
 */
export function createParsePool(options: ParsePoolOptions): Parser {
  const { workerFile, deadlineMs = PARSE_MS, maxHeapMb = PARSE_HEAP_MB } = options;
  const size = options.size ?? (availableParallelism() > 2 ? 2 : 1);
  const workers = new Set<PoolWorker>();
  const idle: PoolWorker[] = [];
  const queue = new Set<Job>();
  let disposed = false;

  const dispatch = (): void => {
    for (const job of queue) {
      const worker = idle.pop() ?? (workers.size < size ? start() : undefined);
      if (worker === undefined) return;
      queue.delete(job);
      if (worker.ready) clearTimeout(worker.timer);
      worker.current = job;
      worker.thread.ref();
      if (worker.ready) post(worker, job);
    }
  };

  const start = (): PoolWorker => {
    const thread = new Worker(workerFile, {
      workerData: { kind: "parse" } satisfies WorkerTask,
      // The caller's flags (an inspector's port, say) are not meant for threads.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const worker: PoolWorker = { thread, ready: false, current: null, items: [], timer: undefined };
    workers.add(worker);
    worker.timer = setTimeout(() => discard(worker, failed("notStarted")), PARSER_START_MS);
    thread.on("message", (message: FromParseWorker) => {
      // What is under way when a thread is ended must not set it aside: whoever waits for its end would wait for nobody.
      if (!workers.has(worker)) return;
      if (message !== WORKER_READY) return receive(worker, message);
      clearTimeout(worker.timer);
      worker.ready = true;
      if (worker.current === null) rest(worker);
      else post(worker, worker.current);
    });
    thread.on("error", (error) => discard(worker, failure(parserFailure(error))));
    thread.on("exit", () => discard(worker, failed("ended")));
    return worker;
  };

  const post = (worker: PoolWorker, { job }: Job): void => {
    const bytes = transferable(job.bytes);
    const onDeadline = (): void => discard(worker, failure({ code: "parseTimeout", seconds: deadlineMs / 1000 }));
    // After a pause of the whole process the answer may be waiting already: let it in first.
    worker.timer = setTimeout(() => {
      worker.timer = setTimeout(onDeadline, 0);
    }, deadlineMs);
    worker.thread.postMessage({ ...job, bytes }, [bytes.buffer]);
  };

  const receive = (worker: PoolWorker, { outcome, more }: Exclude<FromParseWorker, string>): void => {
    if (!outcome.ok) return release(worker, outcome);
    worker.items.push(...outcome.items);
    if (more) worker.thread.postMessage(WORKER_MORE);
    else release(worker, { ...outcome, items: worker.items.splice(0) });
  };

  const release = (worker: PoolWorker, outcome: ParseOutcome): void => {
    clearTimeout(worker.timer);
    const job = worker.current;
    worker.current = null;
    idle.push(worker);
    rest(worker);
    job?.settle(outcome);
    dispatch();
  };

  const rest = (worker: PoolWorker): void => {
    worker.thread.unref();
    worker.timer = setTimeout(() => discard(worker, failed("ended")), IDLE_LIMIT_MS).unref();
  };

  const discard = (worker: PoolWorker, outcome: ParseOutcome): void => {
    if (!workers.delete(worker)) return;
    clearTimeout(worker.timer);
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
    void worker.thread.terminate();
    worker.current?.settle(outcome);
    dispatch();
  };

  while (options.startNow === true && workers.size < size) idle.push(start());

  return {
    parse: (job, signal) =>
      new Promise((resolve) => {
        if (disposed || signal.aborted) return resolve(failed("cancelled"));
        const entry: Job = {
          job,
          settle: (outcome) => {
            forget();
            resolve(outcome);
          },
        };
        const forget = onAbort(signal, () => {
          const worker = [...workers].find(({ current }) => current === entry);
          if (worker !== undefined) return discard(worker, failed("cancelled"));
          queue.delete(entry);
          entry.settle(failed("cancelled"));
        });
        queue.add(entry);
        dispatch();
      }),
    dispose: async () => {
      disposed = true;
      const waiting = [...queue];
      queue.clear();
      for (const job of waiting) job.settle(failed("cancelled"));
      const threads = [...workers].map((worker) => {
        discard(worker, failed("cancelled"));
        return worker.thread.terminate();
      });
      await Promise.all(threads);
    },
  };
}

function failure(why: SourceFailure): ParseOutcome {
  return { ok: false, failure: why };
}

function failed(why: ParserFailure["why"]): ParseOutcome {
  return failure({ code: "parseFailed", why });
}
