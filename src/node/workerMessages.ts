import type { KnowledgeJob, KnowledgeOutcome } from "../core/names/types";
import type { HttpRequest, HttpResult } from "../core/ports";
import type { ParseJob, ParseOutcome } from "../core/model/parseJob";
import type { SocksAddress } from "./tor/torAgent";

/** What a worker of `worker.ts` is there for: its `workerData`. */
export type WorkerTask =
  | { readonly kind: "parse" }
  | { readonly kind: "knowledge" }
  | { readonly kind: "fetch"; readonly settings: WorkerHttpSettings };

/** Sent once by a worker of either kind when its code is loaded. */
export const WORKER_READY = "ready";

/** Asks a parse worker for the next items of its answer. */
export const WORKER_MORE = "more";

/**
 * Items in one message. Tens of thousands in one would hold up the receiver, who unpacks them at once, for more than
 * 100 ms; these take about 5.
 */
export const ITEMS_PER_MESSAGE = 1000;

/** The same for names with their descriptions, and for what is known of objects of ATT&CK. */
export const NAMES_PER_MESSAGE = 250;

/** `more`: these are not all of the items; the next ones come when asked for, so that the receiver does other things. */
export type FromParseWorker = typeof WORKER_READY | { readonly outcome: ParseOutcome; readonly more: boolean };
export type ToParseWorker = ParseJob | typeof WORKER_MORE;

/** Names come in pieces too, in the same way. */
export type FromKnowledgeWorker = typeof WORKER_READY | { readonly outcome: KnowledgeOutcome; readonly more: boolean };
export type ToKnowledgeWorker = KnowledgeJob | typeof WORKER_MORE;

export type ToFetchWorker =
  | {
      readonly kind: "request";
      readonly id: number;
      readonly request: Omit<HttpRequest, "signal">;
      readonly privateHosts: readonly string[];
    }
  | { readonly kind: "abort"; readonly id: number };
export type FromFetchWorker = typeof WORKER_READY | { readonly id: number; readonly result: HttpResult };

/**
 * The bytes with an ArrayBuffer of exactly their size, which can go to another thread without a copy. Small Buffers are
 * slices of a pool that is not theirs to give away; those are copied.
 */
export function transferable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return isWhole ? new Uint8Array(buffer) : new Uint8Array(bytes);
}

/** How the worker fetches. Plain data: it crosses to the thread. */
export interface WorkerHttpSettings {
  readonly userAgent: string;
  readonly verifyTls: boolean;
  /** Used for every address that `noProxy` does not name. */
  readonly proxyUrl?: string;
  /** Like the variable `NO_PROXY`. */
  readonly noProxy?: string;
  /** Every request goes through Tor, by no other proxy. */
  readonly tor?: SocksAddress;
  /** PEM certificates trusted beside Node's own; for Tor alone. */
  readonly caPem?: string;
}
