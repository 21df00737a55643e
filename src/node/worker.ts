// Entry of dist/worker.js: a thread that parses untrusted bytes, or one that fetches with agents of its own.
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import type { ParsedItem, ParseJob, ParseOutcome } from "../core/sources/parseSource";
import {
  ITEMS_PER_MESSAGE,
  transferable,
  WORKER_MORE,
  WORKER_READY,
  type FromFetchWorker,
  type FromParseWorker,
  type ToFetchWorker,
  type ToParseWorker,
  type WorkerTask,
} from "./workerMessages";
import type { WorkerHttpSettings } from "./workerHttp";

// Imports on demand: each kind of worker loads only what it needs.
async function serveParsing(port: MessagePort): Promise<void> {
  const { parseSource } = await import("../core/sources/parseSource");
  const answer = (job: ParseJob): ParseOutcome => {
    try {
      return parseSource(job);
    } catch (error) {
      const reason = error instanceof Error ? error.message.slice(0, 200) : "unknown";
      return { ok: false, failure: { code: "parseFailed", reason } };
    }
  };
  let rest: readonly ParsedItem[] = [];
  port.on("message", (message: ToParseWorker) => {
    const outcome: ParseOutcome = message === WORKER_MORE ? { ok: true, items: rest } : answer(message);
    const items = outcome.ok ? outcome.items : [];
    rest = items.slice(ITEMS_PER_MESSAGE);
    port.postMessage({
      outcome: outcome.ok ? { ok: true, items: items.slice(0, ITEMS_PER_MESSAGE) } : outcome,
      more: rest.length > 0,
    } satisfies FromParseWorker);
  });
}

async function serveFetching(port: MessagePort, settings: WorkerHttpSettings): Promise<void> {
  const [{ createHttp }, { proxyAgentFor }] = await Promise.all([import("./http"), import("./proxy")]);
  const { userAgent, verifyTls, proxyUrl, noProxy } = settings;
  const proxy = { all_proxy: proxyUrl, no_proxy: noProxy };
  const http = createHttp({ userAgent, agentFor: proxyAgentFor(proxy, { verifyTls }) });
  const running = new Map<number, AbortController>();
  const serve = async ({ id, request }: Extract<ToFetchWorker, { kind: "request" }>): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    const result = await http.request({ ...request, signal: controller.signal });
    running.delete(id);
    const transfer = result.ok ? [transferable(result.response.body).buffer] : [];
    port.postMessage({ id, result } satisfies FromFetchWorker, transfer);
  };
  port.on("message", (message: ToFetchWorker) => {
    if (message.kind === "abort") running.get(message.id)?.abort();
    else void serve(message);
  });
}

async function main(port: MessagePort): Promise<void> {
  const task = workerData as WorkerTask;
  await (task.kind === "parse" ? serveParsing(port) : serveFetching(port, task.settings));
  port.postMessage(WORKER_READY);
}

if (parentPort !== null) void main(parentPort);
