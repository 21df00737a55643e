import { Worker } from "node:worker_threads";
import { onAbort } from "../core/text/onAbort";
import type { Http, HttpResult } from "../core/ports";
import { isOnion } from "../core/urls/onion";
import { addresses, isPublicHost } from "./reach";
import {
  type FromFetchWorker,
  type ToFetchWorker,
  WORKER_READY,
  type WorkerHttpSettings,
  type WorkerTask,
} from "./workerMessages";

/** An idle thread is ended after this long. */
const IDLE_LIMIT_MS = 30_000;

interface FetchWorker {
  readonly thread: Worker;
  idle: NodeJS.Timeout | undefined;
  readonly pending: Map<number, (result: HttpResult) => void>;
}

/**
 * The Http port in a worker thread, where agents are ours (VS Code replaces those of its extension host): for
 * certificates that are not to be checked. The thread starts with the first request and ends after a while without
 * one; when it breaks, its requests fail and the next one gets a fresh thread.
 */
export function createWorkerHttp(
  options: WorkerHttpSettings & { readonly workerFile: string; readonly privateHosts?: () => readonly string[] },
): Http & { dispose(): Promise<void> } {
  const { workerFile, privateHosts = () => [], ...settings } = options;
  let current: FetchWorker | null = null;
  let lastId = 0;

  const start = (): FetchWorker => {
    const thread = new Worker(workerFile, {
      workerData: { kind: "fetch", settings } satisfies WorkerTask,
      execArgv: [],
    });
    const worker: FetchWorker = { thread, idle: undefined, pending: new Map() };
    const broke = (): void => {
      if (current === worker) current = null;
      clearTimeout(worker.idle);
      for (const settle of worker.pending.values())
        settle({ ok: false, failure: { code: "network", why: "threadEnded" } });
      worker.pending.clear();
    };
    thread.on("message", (message: FromFetchWorker) => {
      if (message === WORKER_READY) return;
      worker.pending.get(message.id)?.(message.result);
      worker.pending.delete(message.id);
      if (worker.pending.size > 0) return;
      thread.unref();
      worker.idle = setTimeout(() => {
        current = null;
        void thread.terminate();
      }, IDLE_LIMIT_MS).unref();
    });
    thread.on("error", broke);
    thread.on("exit", broke);
    return worker;
  };

  return {
    request: ({ signal, ...request }) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve({ ok: false, failure: { code: "aborted" } });
        current ??= start();
        const { thread, pending } = current;
        clearTimeout(current.idle);
        lastId += 1;
        const id = lastId;
        const forget = onAbort(signal, () => thread.postMessage({ kind: "abort", id } satisfies ToFetchWorker));
        pending.set(id, (result) => {
          forget();
          resolve(result);
        });
        thread.ref();
        thread.postMessage({ kind: "request", id, request, privateHosts: privateHosts() } satisfies ToFetchWorker);
      }),
    isPublic: (host, lookUp = true) =>
      isPublicHost(host, async (name) => (lookUp && !isOnion(name) ? addresses(name) : []), privateHosts()),
    dispose: async () => {
      await current?.thread.terminate();
    },
  };
}
