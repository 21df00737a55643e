import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { CHARSET_FEEDS, PLAIN_FEEDS } from "./feeds";
import { FAILING, ODD_FEEDS } from "./oddFeeds";
import { PAGES } from "./pages";
import { STORY_FEEDS } from "./toldStories";
import { Desk, type Planted, type Served, type SourceSpec, escapeXml } from "./shapes";

/** Every source of the demo. */
export const SOURCES: readonly SourceSpec[] = [
  ...PLAIN_FEEDS,
  ...CHARSET_FEEDS,
  ...ODD_FEEDS,
  ...FAILING,
  ...PAGES,
  ...STORY_FEEDS,
];

/** Hosts 1 to 16 answer; host 17 is where nobody listens. */
const HOSTS = 16;
const SILENT_HOST = 17;

export interface NewsOptions {
  /** One port for all hosts; 0, or one that is taken: any free port. */
  readonly port?: number;
  /** Articles are dated in the hours before. */
  readonly now?: Date;
  /** Another seed gives other ordinary headlines. */
  readonly seed?: number;
  /** Every answer waits so long. */
  readonly latencyMs?: number;
  /** As on a machine that has no loopback address but 127.0.0.1: each host is a port of it. */
  readonly oneAddress?: boolean;
}

/** A source with the address it is configured by. */
export interface NewsSource extends Pick<SourceSpec, "kind" | "shape" | "fails"> {
  readonly url: string;
  readonly planted: readonly Planted[];
}

export interface NewsRequest {
  /** `host:port` that was asked. */
  readonly host: string;
  readonly method: string;
  /** Path and query byte for byte. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  status: number;
}

/** A running news web. */
export interface NewsWeb {
  originOf(host: number): string;
  readonly sources: readonly NewsSource[];
  requests(): readonly NewsRequest[];
  clearRequests(): void;
  /** The most requests that were open at once, at one host. */
  peakPerHost(): number;
  setLatency(ms: number): void;
  /** Adds an item in front of the feed `/feed.xml` of host 1, for a later scan to find. */
  publish(title: string, url: string): void;
  close(): Promise<void>;
}

interface Route {
  readonly served: Served;
  readonly location?: string;
}

/** Starts the hosts on 127.0.1.1 and following; where the machine has no such addresses, on ports of 127.0.0.1. */
export async function startNewsWeb(options: NewsOptions = {}): Promise<NewsWeb> {
  const routes = new Map<string, Route>();
  const log: NewsRequest[] = [];
  const state = { latencyMs: options.latencyMs ?? 0, open: new Map<string, number>(), peak: 0 };
  const handler: Handler = (host, request, response) => {
    serve(host, request, response, routes, log, state).catch(() => response.destroy());
  };
  const { servers, origins } =
    options.oneAddress === true ? await listenOnOneAddress(handler) : await listen(options.port ?? 0, handler);
  const originOf = (host: number): string => origins[host - 1] ?? "";
  const now = options.now ?? new Date();

  const sources = SOURCES.map((spec, index): NewsSource => {
    const origin = originOf(spec.host);
    const served = spec.serve(new Desk(origin, originOf, now, (options.seed ?? 0) * 1500 + index * 20));
    const stops = [{ host: spec.host, path: spec.path }, ...(spec.via ?? [])].map(
      ({ host, path }) => originOf(host) + path,
    );
    for (const [at, url] of stops.entries()) {
      const location = stops[at + 1];
      routes.set(url, location === undefined ? { served } : { served: moved(at), location });
    }
    const { kind, shape, fails } = spec;
    return { url: origin + spec.path, kind, shape, planted: served.planted, ...(fails === undefined ? {} : { fails }) };
  });
  for (const { planted } of sources) for (const article of planted) addArticle(routes, article);

  return {
    originOf,
    sources,
    requests: () => [...log],
    clearRequests: () => void log.splice(0),
    peakPerHost: () => state.peak,
    setLatency: (ms) => void (state.latencyMs = ms),
    publish: (title, url) => {
      const feed = `${originOf(1)}/feed.xml`;
      const served = routes.get(feed)?.served;
      if (served === undefined) return;
      const item = `<item><title>${escapeXml(title)}</title><link>${escapeXml(url)}</link></item>\n</channel>`;
      routes.set(feed, { served: { ...served, body: String(served.body).replace("</channel>", () => item) } });
      addArticle(routes, { title, url, hits: [], outcome: "article" });
    },
    close: async () => {
      await Promise.all(servers.map(closeServer));
    },
  };
}

function moved(step: number): Served {
  return { status: step === 0 ? 301 : 302, body: "", type: null, planted: [] };
}

/** A reader who opens an article gets a page; the original spelling of its address stands in the log. */
function addArticle(routes: Map<string, Route>, { url, title, outcome }: Planted): void {
  const address = url.replace(/#.*$/, "");
  if (outcome === "dropped" || routes.has(address)) return;
  const text = escapeXml(title ?? "An article");
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${text}</title></head>
<body><main><h1>${text}</h1><p>This page stands for the article at</p><p><code>${escapeXml(address)}</code></p></main></body></html>\n`;
  routes.set(address, { served: { body, type: "text/html; charset=utf-8", planted: [] } });
}

async function serve(
  host: string,
  request: IncomingMessage,
  response: ServerResponse,
  routes: ReadonlyMap<string, Route>,
  log: NewsRequest[],
  state: { latencyMs: number; open: Map<string, number>; peak: number },
): Promise<void> {
  const path = request.url ?? "";
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const entry: NewsRequest = { host, method: request.method ?? "", path, headers, status: 0 };
  log.push(entry);
  const open = (state.open.get(host) ?? 0) + 1;
  state.open.set(host, open);
  state.peak = Math.max(state.peak, open);
  response.once("close", () => state.open.set(host, (state.open.get(host) ?? 1) - 1));
  if (state.latencyMs > 0) await wait(state.latencyMs);

  const route = routes.get(`http://${host}${path}`);
  const served: Served = route?.served ?? { status: 404, body: "Not found\n", type: "text/plain", planted: [] };
  const etag = served.headers?.["etag"];
  const modified = served.headers?.["last-modified"];
  const unchanged =
    (etag !== undefined && request.headers["if-none-match"] === etag) ||
    (modified !== undefined && request.headers["if-modified-since"] === modified);
  entry.status = unchanged ? 304 : (served.status ?? 200);
  const body = unchanged ? Buffer.alloc(0) : Buffer.from(served.body);
  response.writeHead(entry.status, {
    ...served.headers,
    ...(served.type === null ? {} : { "content-type": served.type }),
    ...(route?.location === undefined ? {} : { location: route.location }),
    ...(unchanged ? {} : { "content-length": body.length }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

type Handler = (host: string, request: IncomingMessage, response: ServerResponse) => void;

interface Hosts {
  readonly servers: readonly Server[];
  /** Of hosts 1 to 17. */
  readonly origins: readonly string[];
}

async function listen(port: number, handler: Handler): Promise<Hosts> {
  for (const attempt of [port, 0, 0, 0, 0]) {
    const servers: Server[] = [];
    try {
      let shared = attempt;
      for (let host = 1; host <= HOSTS; host++) {
        const server = await open(`127.0.1.${host}`, shared, handler);
        servers.push(server);
        shared = portOf(server);
      }
      const origins = Array.from({ length: SILENT_HOST }, (_, at) => `http://127.0.1.${at + 1}:${shared}`);
      return { servers, origins };
    } catch (error) {
      await Promise.all(servers.map(closeServer));
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EADDRNOTAVAIL") return listenOnOneAddress(handler);
      if (code !== "EADDRINUSE") throw error;
    }
  }
  throw new Error("no port is free on every address of the news web");
}

async function listenOnOneAddress(handler: Handler): Promise<Hosts> {
  const servers = await Promise.all(Array.from({ length: SILENT_HOST }, () => open("127.0.0.1", 0, handler)));
  const origins = servers.map((server) => `http://127.0.0.1:${portOf(server)}`);
  const silent = servers.pop();
  if (silent !== undefined) await closeServer(silent);
  return { servers, origins };
}

function open(address: string, port: number, handler: Handler): Promise<Server> {
  const server = createServer((request, response) => handler(`${address}:${portOf(server)}`, request, response));
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, address, () => resolve(server));
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
