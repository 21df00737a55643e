import type { NetworkFailure } from "./faults";
import type { Answer } from "./answers";
import type { Delivery, Simulator } from "./simulator";

/** What the transport is asked, in the shape of an HTTP port: one request over one hop. */
export interface InProcessRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export type InProcessFailure =
  | NetworkFailure
  | { readonly code: "aborted" | "truncated" }
  | { readonly code: "timeout"; readonly seconds: number }
  | { readonly code: "tooLarge"; readonly limitBytes: number };

export type InProcessResult =
  | {
      readonly ok: true;
      readonly response: {
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: Uint8Array;
      };
    }
  | { readonly ok: false; readonly failure: InProcessFailure };

export interface InProcessHttp {
  request(request: InProcessRequest): Promise<InProcessResult>;
  isPublic(host: string): Promise<boolean>;
}

/** What is kept of an answer that is no success. */
const ERROR_BODY_BYTES = 1_000_000;

/**
 * Speaks to a simulator without sockets: the same requests, answers and faults, thousands in a second. Time-outs are
 * measured with the simulator's clock. An address of another origin has no host.
 * @param uiOrigin answers every path with the web application, as the UI host beside an API host
 */
export function inProcessHttp(
  simulator: Simulator,
  origin: string,
  uiOrigin: string | null,
  ui: Simulator,
): InProcessHttp {
  const target = (url: URL): Simulator | null =>
    url.origin === origin ? simulator : uiOrigin !== null && url.origin === uiOrigin ? ui : null;
  return {
    isPublic: (host) => Promise.resolve(![origin, uiOrigin].some((known) => hostOf(known) === host)),
    async request({ url, method, headers, body = "", timeoutMs, maxBytes, signal }) {
      const address = new URL(url);
      const { hostname: host } = address;
      // Real transports let others have their turn, too.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) return failed({ code: "aborted" });
      const called = target(address);
      if (called === null) return failed({ code: "dns", host });
      const start = called.clock.now().getTime();
      const path = `${address.pathname}${address.search}`;
      const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const incoming = { method, path, headers: lowerCase, bodyText: body, patienceMs: timeoutMs, signal };
      const delivery = await called.handle(incoming);
      if (delivery.kind === "silence") {
        const left = timeoutMs - (called.clock.now().getTime() - start);
        if (left > 0) await called.clock.wait(left, signal);
      }
      if (signal.aborted) return failed({ code: "aborted" });
      return resultOf(delivery, { host, timeoutMs, maxBytes });
    },
  };
}

function resultOf(
  delivery: Delivery,
  { host, timeoutMs, maxBytes }: { readonly host: string; readonly timeoutMs: number; readonly maxBytes: number },
): InProcessResult {
  switch (delivery.kind) {
    case "drop":
      return failed({ code: "reset", host });
    case "cut":
      return failed({ code: "truncated" });
    case "silence":
      return failed({ code: "timeout", seconds: timeoutMs / 1000 });
    case "network":
      return failed(delivery.failure);
    case "answer":
      return answered(delivery.answer, maxBytes);
  }
}

function answered({ status, headers, body }: Answer, maxBytes: number): InProcessResult {
  if (status === 407) return failed({ code: "proxy", why: "login" });
  if (status === 204 || (status >= 300 && status < 400)) {
    return { ok: true, response: { status, headers, body: new Uint8Array() } };
  }
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(body);
  const success = status >= 200 && status < 300;
  if (success && bytes.length > maxBytes) return failed({ code: "tooLarge", limitBytes: maxBytes });
  const kept = success || bytes.length <= ERROR_BODY_BYTES ? bytes : new Uint8Array();
  return { ok: true, response: { status, headers, body: kept } };
}

function failed(failure: InProcessFailure): InProcessResult {
  return { ok: false, failure };
}

function hostOf(origin: string | null): string | null {
  return origin === null ? null : new URL(origin).hostname;
}
