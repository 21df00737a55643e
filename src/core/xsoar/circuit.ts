import {
  FIRST_CIRCUIT_PAUSE_MS,
  LONGEST_ASKED_PAUSE_MS,
  LONGEST_CIRCUIT_PAUSE_MS,
  MAX_XSOAR_FAILURES,
} from "../limits";
import type { Clock, Log } from "../ports";
import type { XsoarClient, XsoarResult } from "./client";
import { speaksOfServer } from "./consequences";
import type { XsoarFailure } from "./failures";

/** Leave to send one request; `settle` has to be told how it ended, null for success. Or the reason why not to send it. */
type Admission =
  | { readonly ok: true; readonly settle: (failure: XsoarFailure | null) => void }
  | { readonly ok: false; readonly failure: Extract<XsoarFailure, { code: "circuitOpen" }> };

/** What is known of one server's health. */
export interface Circuit {
  admit(): Admission;
  /** The server was seen to work by other means. */
  close(): void;
  /** The user asks for it: the next request goes out as a trial, unless the server itself has named a time. */
  allowTrial(): void;
}

/** The circuits of a session, one for each base address. */
export interface Circuits {
  of(baseUrl: string): Circuit;
}

/** The time a server is left alone by, and who is told of it. */
interface CircuitPorts {
  readonly clock: Pick<Clock, "now">;
  readonly log: Pick<Log, "info" | "warn">;
}

/** No circuit has seen anything yet. */
export function createCircuits(ports: CircuitPorts): Circuits {
  const circuits = new Map<string, Circuit>();
  return {
    of(baseUrl) {
      const circuit = circuits.get(baseUrl) ?? createCircuit(baseUrl, ports);
      circuits.set(baseUrl, circuit);
      return circuit;
    },
  };
}

/**
 * Lets requests pass while the server answers. After several failures in a row that any other request would meet as
 * well, nothing is sent for a while: each request gets `circuitOpen` at once, with the failure that opened it. Then one
 * request is let through as a trial, and its result closes the circuit or leaves it open for longer. The log is told of
 * it once when it opens and once when it closes.
 */
export function createCircuit(name: string, { clock, log }: CircuitPorts): Circuit {
  let failures = 0;
  /** Counts admissions; what was admitted before the last failure counted is of the same burst. */
  let admitted = 0;
  let lastCounted = 0;
  let open: { readonly cause: XsoarFailure; readonly since: number; readonly ms: number } | null = null;
  let onTrial = false;
  let isAllowed = false;

  const close = (): void => {
    if (open !== null) log.info(`XSOAR: ${name} answers again.`);
    failures = 0;
    open = null;
    isAllowed = false;
  };
  const leaveAlone = (cause: XsoarFailure): void => {
    const asked = "retryAfterSeconds" in cause ? (cause.retryAfterSeconds ?? 0) * 1000 : 0;
    const usual = open === null ? FIRST_CIRCUIT_PAUSE_MS : Math.min(open.ms * 2, LONGEST_CIRCUIT_PAUSE_MS);
    if (open === null) log.warn(`XSOAR: ${name} failed ${failures} times in a row (${cause.code}) and is left alone.`);
    open = { cause, since: clock.now().getTime(), ms: Math.max(usual, Math.min(asked, LONGEST_ASKED_PAUSE_MS)) };
  };
  const settle = (failure: XsoarFailure | null, trial: boolean, number: number): void => {
    if (trial) onTrial = false;
    // What was under way when the circuit opened says nothing new. What was cancelled says nothing at all.
    if ((open !== null && !trial) || failure?.code === "aborted") return;
    if (failure === null || !speaksOfServer(failure)) return close();
    // Requests run side by side: one moment of trouble meets all of them, and is one failure. A hang is none of a moment.
    if (!trial && number <= lastCounted && failure.code !== "timeout") return;
    failures++;
    lastCounted = admitted;
    if (trial || failures >= MAX_XSOAR_FAILURES) leaveAlone(failure);
  };

  return {
    close,
    allowTrial() {
      if (open === null) return;
      const asked = "retryAfterSeconds" in open.cause ? (open.cause.retryAfterSeconds ?? 0) : 0;
      isAllowed = asked === 0;
    },
    admit() {
      const number = ++admitted;
      if (open === null) return { ok: true, settle: once((failure) => settle(failure, false, number)) };
      const passed = clock.now().getTime() - open.since;
      // A clock set back must not keep it open for ever.
      const isOver = passed >= open.ms || passed < 0 || isAllowed;
      if (isOver && !onTrial) {
        onTrial = true;
        isAllowed = false;
        return { ok: true, settle: once((failure) => settle(failure, true, number)) };
      }
      const seconds = isOver ? 1 : Math.max(1, Math.ceil((open.ms - passed) / 1000));
      return { ok: false, failure: { code: "circuitOpen", cause: open.cause, failures, retryInSeconds: seconds } };
    },
  };
}

function once<T>(work: (value: T) => void): (value: T) => void {
  let done = false;
  return (value) => {
    if (done) return;
    done = true;
    work(value);
  };
}

/** A client that asks the circuit before each request. Its `test` always goes out: the user wants to know how it is now. */
export function withCircuit(client: XsoarClient, circuit: Circuit): XsoarClient {
  const guarded = async <T>(send: () => Promise<XsoarResult<T>>): Promise<XsoarResult<T>> => {
    const admission = circuit.admit();
    if (!admission.ok) return admission;
    let failure: XsoarFailure | null = { code: "aborted" };
    try {
      const result = await send();
      failure = result.ok ? null : result.failure;
      return result;
    } finally {
      admission.settle(failure);
    }
  };
  return {
    search: (query, paging, signal) => guarded(() => client.search(query, paging, signal)),
    create: (bodyText, signal) => guarded(() => client.create(bodyText, signal)),
    edit: (bodyText, signal) => guarded(() => client.edit(bodyText, signal)),
    async test(signal) {
      const failure = await client.test(signal);
      if (failure === null) circuit.close();
      return failure;
    },
  };
}
