import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Fault } from "./faults";
import type { Action, KeyState } from "./flavour";
import { type InProcessHttp, inProcessHttp } from "./inProcess";
import type { FlavourName, SimulatorConnection, SimulatorOptions } from "./options";
import { type LoggedRequest, type Observer, Simulator } from "./simulator";
import type { IndicatorStore } from "./store";
export type { LoggedRequest } from "./simulator";

export interface XsoarOptions extends SimulatorOptions {
  /** 0 or left out: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Serve https with this certificate instead of http. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A record as `JSON.parse` gives it. */
export type XsoarRecord = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly value: string;
  readonly version: number;
  readonly CustomFields: Readonly<Record<string, unknown>> | null;
};

/** One account's indicators, seen and changed from outside of the API. */
export interface XsoarStore {
  records(): readonly XsoarRecord[];
  /** The exact JSON text of a record, or null. */
  recordText(id: string): string | null;
  put(record: Readonly<Record<string, unknown>> | string): string;
  remove(id: string): boolean;
  /** A concurrent writer: raises the version; sets custom fields and appends a note when given. */
  touch(id: string, change?: Readonly<Record<string, unknown>>, note?: string): void;
}

/** A running simulator. The store's methods mean the account that `baseUrl` leads to. */
export interface Xsoar extends XsoarStore {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly flavour: FlavourName;
  readonly key: string;
  /** Base URL for a client, without a trailing slash: `origin` on XSOAR 6, with `/acc_<first tenant>` or `/xsoar/public/v1` behind it on others. */
  readonly baseUrl: string;
  /** Everything a client needs. */
  readonly connection: SimulatorConnection;
  /** An account of its own store; "" is the main account. */
  tenant(name: string): XsoarStore;
  /** The same server without sockets. */
  readonly http: InProcessHttp;
  requests(): readonly LoggedRequest[];
  clearRequests(): void;
  fail(fault: Fault): void;
  /** A source of faults, asked once for each request that meets none of `fail`; null ends it. */
  setChaos(chaos: ((action: Action | null) => Fault | null) | null): void;
  /** How many faults have met a request so far. */
  injected(): number;
  clearFaults(): void;
  setDelay(ms: number): void;
  setKeyState(state: KeyState): void;
  /** `v8`: whether the integration that hands the API through runs. */
  setApiInstance(state: "enabled" | "disabled"): void;
  /** Tells of each request as it goes on; gives the way to end it. */
  observe(observer: Observer): () => void;
  close(): Promise<void>;
}

const BODY_CAP = 64 * 1024 * 1024;

/** A simulator without any socket, to be reached by its `http`: for tests of thousands of runs. */
export function createXsoar(
  options: SimulatorOptions & {
    /** Left out: `https://xsoar.test`. */
    readonly origin?: string;
    /** The host of the web application, when it is another one. */
    readonly uiOrigin?: string;
  },
): Xsoar {
  const simulator = new Simulator(options);
  return running(simulator, options, options.origin ?? "https://xsoar.test", options.uiOrigin ?? null, () =>
    Promise.resolve(),
  );
}

/** Starts a simulator with empty stores. */
export async function startXsoar(options: XsoarOptions): Promise<Xsoar> {
  const simulator = new Simulator(options);
  const server = options.tls === undefined ? createHttpServer() : createHttpsServer(options.tls);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    serve(simulator, request, response).catch((error: unknown) => {
      console.error("XSOAR simulator:", error);
      response.destroy();
    });
  });
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, host, resolve);
  });
  const scheme = options.tls === undefined ? "http" : "https";
  const origin = `${scheme}://${host}:${(server.address() as AddressInfo).port}`;
  return running(simulator, options, origin, null, () => {
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  });
}

function running(
  simulator: Simulator,
  options: SimulatorOptions,
  origin: string,
  uiOrigin: string | null,
  close: () => Promise<void>,
): Xsoar {
  const { log, faults, observers } = simulator;
  const { key, flavour = "v6" } = options;
  const home = simulator.tenants[0] ?? "";
  const root = options.apiPaths === "xsoar" ? "/xsoar" : "/xsoar/public/v1";
  const baseUrl = origin + (flavour === "v8" ? root : home === "" ? "" : `/acc_${home}`);
  const tenant = (name: string): XsoarStore => {
    const store = simulator.stores.get(name);
    if (store === undefined) throw new Error(`there is no tenant ${name}`);
    return storeView(store);
  };
  return {
    ...tenant(home),
    origin,
    flavour,
    key,
    baseUrl,
    connection:
      flavour === "v8"
        ? {
            baseUrl,
            apiKey: key,
            flavour: "xsoar8",
            keyId: options.keyId ?? "7",
            keyType: options.keyType ?? "standard",
          }
        : { baseUrl, apiKey: key, flavour: "xsoar6" },
    tenant,
    http: inProcessHttp(simulator, origin, uiOrigin, new Simulator({ ...options, face: "ui" })),
    requests: () => [...log],
    clearRequests: () => void log.splice(0),
    fail: (fault) => faults.add(fault),
    setChaos: (chaos) => faults.setChaos(chaos),
    injected: () => faults.injected,
    clearFaults: () => faults.clear(),
    setDelay: (ms) => void (simulator.delayMs = ms),
    setKeyState: (state) => void (simulator.keyState = state),
    setApiInstance: (state) => void (simulator.apiInstance = state),
    observe: (observer) => {
      observers.add(observer);
      return () => void observers.delete(observer);
    },
    close,
  };
}

function storeView(store: IndicatorStore): XsoarStore {
  return {
    records: () => store.ids().map((id) => JSON.parse(store.text(id) ?? "null") as XsoarRecord),
    recordText: (id) => store.text(id),
    put: (record) => store.put(record),
    remove: (id) => store.remove(id),
    touch: (id, change, note) => {
      if (!store.touch(id, change, note)) throw new Error(`no record ${id}`);
    },
  };
}

async function serve(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const bodyText = await readBody(request);
  if (bodyText === null) return void response.destroy();
  const delivery = await simulator.handle({
    method: request.method ?? "",
    path: request.url ?? "",
    headers: request.headers,
    bodyText,
    patienceMs: Infinity,
    signal: gone.signal,
  });
  if (delivery.kind === "silence") return;
  if (delivery.kind === "drop" || delivery.kind === "network") return void request.socket.destroy();
  const { answer } = delivery;
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, "content-length": bytes.length });
  if (delivery.kind === "cut") response.write(bytes.subarray(0, bytes.length >> 1), () => request.socket.destroy());
  else response.end(bytes);
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
