// Entry of dist/worker.js: a thread that parses untrusted bytes (sources, or names to import), or one that fetches with agents of its own.
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import type { KnowledgeJob, KnowledgeOutcome } from "../core/names/types";
import type { FeedOutcome } from "../core/parsing/feed";
import type { ParseJob, ParseOutcome, ParsedItem } from "../core/model/parseJob";
import {
  type FromFetchWorker,
  type FromKnowledgeWorker,
  type FromParseWorker,
  ITEMS_PER_MESSAGE,
  NAMES_PER_MESSAGE,
  type ToFetchWorker,
  type ToKnowledgeWorker,
  type ToParseWorker,
  WORKER_MORE,
  WORKER_READY,
  type WorkerHttpSettings,
  type WorkerTask,
  transferable,
} from "./workerMessages";
import type { HttpOptions } from "./http";
import { parserFailure } from "./parserFailure";
import type { SocksAddress } from "./tor/torAgent";

// Imports on demand: each kind of worker loads only what it needs.
async function serveParsing(port: MessagePort): Promise<void> {
  const { parseSource } = await import("../core/parsing/parseSource");
  const answer = (job: ParseJob): ParseOutcome => {
    try {
      return parseSource(job);
    } catch (error) {
      return { ok: false, failure: parserFailure(error) };
    }
  };
  let rest: readonly ParsedItem[] = [];
  port.on("message", (message: ToParseWorker) => {
    const outcome: ParseOutcome = message === WORKER_MORE ? { ok: true, items: rest } : answer(message);
    const items = outcome.ok ? outcome.items : [];
    rest = items.slice(ITEMS_PER_MESSAGE);
    port.postMessage({
      outcome: outcome.ok ? { ...outcome, items: items.slice(0, ITEMS_PER_MESSAGE) } : outcome,
      more: rest.length > 0,
    } satisfies FromParseWorker);
  });
}

async function serveKnowledge(port: MessagePort): Promise<void> {
  const { parseKnowledge } = await import("../core/names/parseKnowledge");
  const answer = (job: KnowledgeJob): KnowledgeOutcome => {
    try {
      return parseKnowledge(job);
    } catch (error) {
      return { ok: false, failure: parserFailure(error) };
    }
  };
  let whole: KnowledgeOutcome;
  let from = 0;
  port.on("message", (message: ToKnowledgeWorker) => {
    if (message === WORKER_MORE) from += NAMES_PER_MESSAGE;
    else [whole, from] = [answer(message), 0];
    port.postMessage(pieceOf(whole, from) satisfies FromKnowledgeWorker);
  });
}

function pieceOf(whole: KnowledgeOutcome, from: number): Exclude<FromKnowledgeWorker, string> {
  if (!whole.ok) return { outcome: whole, more: false };
  const { entries, attack } = whole;
  const to = from + NAMES_PER_MESSAGE;
  return {
    outcome: {
      ...whole,
      entries: entries.slice(from, to),
      ...(attack === undefined ? {} : { attack: { ...attack, items: attack.items.slice(from, to) } }),
    },
    more: to < Math.max(entries.length, attack?.items.length ?? 0),
  };
}

async function serveFetching(port: MessagePort, settings: WorkerHttpSettings): Promise<void> {
  const { createHttp } = await import("./http");
  const { userAgent, tor } = settings;
  const agentFor = await (tor === undefined ? proxyAgents(settings) : torAgents(settings, tor));
  let privateHosts: readonly string[] = [];
  const http = createHttp({
    userAgent,
    verifyTls: settings.verifyTls,
    agentFor,
    throughTor: tor !== undefined,
    privateHosts: () => privateHosts,
  });
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
    else {
      ({ privateHosts } = message);
      void serve(message);
    }
  });
}

type Agents = NonNullable<HttpOptions["agentFor"]>;

async function proxyAgents({ verifyTls, proxyUrl, noProxy }: WorkerHttpSettings): Promise<Agents> {
  const { proxyAgentFor } = await import("./proxy");
  return proxyAgentFor({ all_proxy: proxyUrl, no_proxy: noProxy }, { verifyTls });
}

async function torAgents({ verifyTls, caPem }: WorkerHttpSettings, socks: SocksAddress): Promise<Agents> {
  const [{ TorAgent, createStreamUsers }, { trustIn }] = await Promise.all([
    import("./tor/torAgent"),
    import("./trust"),
  ]);
  const trust = caPem === undefined ? undefined : trustIn(caPem);
  const userOf = createStreamUsers();
  return (_url, signal) =>
    new TorAgent(socks, signal, { verifyTls, userOf, ...(trust === undefined ? {} : { ca: trust().ca }) });
}

async function main(port: MessagePort): Promise<void> {
  const task = workerData as WorkerTask;
  if (task.kind === "parse") await serveParsing(port);
  else if (task.kind === "knowledge") await serveKnowledge(port);
  else await serveFetching(port, task.settings);
  port.postMessage(WORKER_READY);
}

if (parentPort !== null) void main(parentPort);

/** For the command line, which reads files it was given in its own thread. */
export async function readFeedFile(bytes: Uint8Array): Promise<FeedOutcome> {
  const { parseFeed } = await import("../core/parsing/feed");
  return parseFeed(bytes);
}
