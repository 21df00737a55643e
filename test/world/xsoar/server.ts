import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { FaultQueue, type Fault } from "./faults";
import { errorAnswer, flavour6, type Action, type Answer, type Flavour } from "./flavour6";
import { IndicatorStore, STORE_DEFAULTS, type StoreAnswer, type StoreOptions } from "./store";

export interface XsoarOptions {
  /** The API key that is accepted. */
  readonly key: string;
  /** 0 or left out: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Serve https with this certificate instead of http. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Every answer waits so long, in ms. */
  readonly delayMs?: number;
  readonly store?: Partial<StoreOptions>;
}

/** One request as it came in. Secrets in its headers are replaced by their length. */
export interface LoggedRequest {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly path: string;
  readonly action: Action | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
  /** The body as JSON; undefined when it is none. */
  readonly body: unknown;
  /** 0 when the connection was dropped without an answer. */
  status: number;
  answerText: string;
}

/** A record as `JSON.parse` gives it. */
export type XsoarRecord = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly value: string;
  readonly version: number;
  readonly CustomFields: Readonly<Record<string, unknown>> | null;
};

/** A running simulator. */
export interface Xsoar {
  /** Base URL for a client, without a trailing slash. */
  readonly origin: string;
  readonly key: string;
  requests(): readonly LoggedRequest[];
  clearRequests(): void;
  records(): readonly XsoarRecord[];
  /** The exact JSON text of a record, or null. */
  recordText(id: string): string | null;
  put(record: Readonly<Record<string, unknown>> | string): string;
  remove(id: string): boolean;
  /** A concurrent writer: raises the version, and sets custom fields when given. */
  touch(id: string, change?: Readonly<Record<string, unknown>>): void;
  fail(fault: Fault): void;
  clearFaults(): void;
  setDelay(ms: number): void;
  close(): Promise<void>;
}

const BODY_CAP = 64 * 1024 * 1024;
const SECRET_HEADER = /^(?:authorization|cookie|x-xsrf-token|x-xdr-.*)$/;

/** Starts a simulator of the XSOAR 6 REST API with an empty store. */
export async function startXsoar(options: XsoarOptions): Promise<Xsoar> {
  const simulator = new Simulator(options, flavour6(options.key));
  const server = options.tls === undefined ? createHttpServer() : createHttpsServer(options.tls);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    simulator.serve(request, response).catch((error: unknown) => {
      console.error("XSOAR simulator:", error);
      response.destroy();
    });
  });
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, host, resolve);
  });
  const scheme = options.tls === undefined ? "http" : "https";
  const { store, log, faults } = simulator;
  return {
    origin: `${scheme}://${host}:${(server.address() as AddressInfo).port}`,
    key: options.key,
    requests: () => [...log],
    clearRequests: () => void log.splice(0),
    records: () => store.ids().map((id) => JSON.parse(store.text(id) ?? "null") as XsoarRecord),
    recordText: (id) => store.text(id),
    put: (record) => store.put(record),
    remove: (id) => store.remove(id),
    touch: (id, change) => store.touch(id, change),
    fail: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    setDelay: (ms) => void (simulator.delayMs = ms),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class Simulator {
  readonly log: LoggedRequest[] = [];
  readonly faults = new FaultQueue();
  readonly store: IndicatorStore;
  delayMs: number;

  constructor(
    options: XsoarOptions,
    private readonly flavour: Flavour,
  ) {
    this.store = new IndicatorStore({ ...STORE_DEFAULTS, ...options.store });
    this.delayMs = options.delayMs ?? 0;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    const route = this.flavour.route(request.method ?? "", path);
    const action = route.kind === "api" ? route.action : null;
    const bodyText = await readBody(request);
    if (bodyText === null) return void response.destroy();
    const entry: LoggedRequest = {
      method: request.method ?? "",
      path,
      action,
      headers: redacted(request.headers),
      bodyText,
      body: parsed(bodyText),
      status: 0,
      answerText: "",
    };
    this.log.push(entry);
    const faults = this.faults.take(action);
    const wait = faults.reduce((sum, fault) => sum + (fault.kind === "delay" ? fault.ms : 0), this.delayMs);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    // A client that gave up while it waited has asked for nothing.
    if (request.socket.destroyed) return;
    const fault = faults.find(({ kind }) => kind !== "delay");
    if (fault?.kind === "dropBefore") return void request.socket.destroy();
    if (fault?.kind === "touch") this.touchTarget(entry.body, fault.change);

    const answer = fault?.kind === "answer" ? faultAnswer(fault) : this.answer(route, request, bodyText);
    if (fault?.kind === "dropAfter") return void request.socket.destroy();
    const bytes = Buffer.from(answer.body);
    response.writeHead(answer.status, { ...answer.headers, "content-length": bytes.length });
    if (fault?.kind === "truncate") {
      response.write(bytes.subarray(0, bytes.length >> 1), () => request.socket.destroy());
      return;
    }
    entry.status = answer.status;
    entry.answerText = answer.body;
    response.end(bytes);
  }

  private answer(route: ReturnType<Flavour["route"]>, request: IncomingMessage, bodyText: string): Answer {
    if (route.kind === "answer") return route.answer;
    if (route.action === "health") return ok('{"status":"ok"}');
    const refused = this.flavour.refuse(request.headers);
    if (refused !== null) return refused;
    if (!/(?:^|,)\s*application\/json\s*(?:[,;]|$)/i.test(request.headers.accept ?? "")) {
      return errorAnswer(406, "not_acceptable", "Accept header must be set to 'application/json'.");
    }
    if (route.action === "about") return ok('{"demistoVersion":"6.12.0","productMode":"xsoar","deploymentMode":"opp"}');
    if (!/^application\/json\s*(?:;|$)/i.test(request.headers["content-type"] ?? "")) {
      return errorAnswer(415, "unsupported_media_type", "Content-Type header must be set to: 'application/json'.");
    }
    if (parsed(bodyText) === undefined) {
      return errorAnswer(400, "bad_request", "Request body is not well-formed. It must be JSON.");
    }
    return storeAnswer(this.store[route.action](bodyText));
  }

  private touchTarget(body: unknown, change: Readonly<Record<string, unknown>> | undefined): void {
    const id = (body as { readonly id?: unknown } | null | undefined)?.id;
    if (typeof id === "string" && this.store.ids().includes(id)) this.store.touch(id, change);
  }
}

function storeAnswer(answer: StoreAnswer): Answer {
  if (answer.ok) return ok(answer.body);
  if (answer.id === "errOptimisticLock")
    return errorAnswer(answer.status, answer.id, "Optimistic lock error", answer.why);
  return errorAnswer(answer.status, answer.id, answer.why);
}

function ok(body: string): Answer {
  return { status: 200, body, headers: { "content-type": "application/json" } };
}

function faultAnswer(fault: Fault & { readonly kind: "answer" }): Answer {
  const standard = errorAnswer(fault.status, "internal_server_error", "Something went wrong.");
  return { ...standard, body: fault.body ?? standard.body, headers: { ...standard.headers, ...fault.headers } };
}

/** The whole body as text; null when the client went away or it is beyond all reason. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > BODY_CAP) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function redacted(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const text = Array.isArray(value) ? value.join(", ") : (value ?? "");
      return [name, SECRET_HEADER.test(name) ? `<${text.length} characters>` : text];
    }),
  );
}
