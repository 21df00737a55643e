import https from "node:https";
import net, { type AddressInfo } from "node:net";
import { createHttp } from "../../src/node/http";
import type { Http, HttpRequest } from "../../src/core/ports";
import { selfSigned } from "../world/xsoar/selfSigned";
import { type BenchResult, median } from "./benchResult";

const ROUNDS = 3;
/** Between two continents and back; within a country it is a tenth of that. */
const ROUND_TRIP_MS = 20;
const FEEDS = 24;
const WRITES = 40;

/** Connections that are kept against one for each request, over TLS and a line with a delay: feeds of one server, two at a time, and writes to XSOAR. */
export async function connectionsBench(): Promise<BenchResult[]> {
  const { key, cert } = selfSigned(["127.0.0.1"]);
  const server = https.createServer({ key, cert }, (request, response) => {
    request.resume().once("end", () => response.end("{}"));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const line = await startLine((server.address() as AddressInfo).port);
  const by = (keepMs?: number): Http =>
    createHttp({ userAgent: "TI Scraper benchmark", caPem: cert, ...(keepMs === undefined ? {} : { keepMs }) });
  try {
    const results: BenchResult[] = [];
    for (const [name, work] of [
      [`${FEEDS} feeds of one server`, feeds],
      [`${WRITES} writes to XSOAR, one after the other`, writes],
    ] as const) {
      const kept: number[] = [];
      const closed: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        kept.push(await timed(() => work(by(), line.origin)));
        closed.push(await timed(() => work(by(0), line.origin)));
      }
      const ratio = median(kept) / median(closed);
      results.push({
        name: `${name} over TLS at ${ROUND_TRIP_MS} ms: connections that are kept, against one for each request`,
        goal: "at most 0.6×",
        ratio,
        met: ratio <= 0.6,
        lines: [`kept: ${median(kept).toFixed(0)} ms`, `one each: ${median(closed).toFixed(0)} ms`],
      });
    }
    return results;
  } finally {
    line.close();
    server.close();
    server.closeAllConnections();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function feeds(http: Http, origin: string): Promise<void> {
  let next = 0;
  const read = async (): Promise<void> => {
    for (; next < FEEDS;) await ask(http, { url: `${origin}/${next++}`, method: "GET" });
  };
  await Promise.all([read(), read()]);
}

async function writes(http: Http, origin: string): Promise<void> {
  const search = {
    url: `${origin}/indicators/search`,
    method: "POST",
    body: "{}",
    circle: "xsoar",
    onlyAsks: true,
  } as const;
  await ask(http, search);
  for (let index = 0; index < WRITES; index += 1) {
    await ask(http, { url: `${origin}/indicator/edit`, method: "POST", body: "{}", circle: "xsoar" });
  }
}

async function ask(
  http: Http,
  request: Pick<HttpRequest, "url" | "method" | "body" | "circle" | "onlyAsks">,
): Promise<void> {
  const signal = new AbortController().signal;
  const result = await http.request({ headers: {}, timeoutMs: 20_000, maxBytes: 1_000_000, signal, ...request });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
}

/** A relay that is as slow as a long line: a connection takes a whole round trip to come about, each packet half of one. */
async function startLine(port: number): Promise<{ readonly origin: string; close(): void }> {
  const open = new Set<net.Socket>();
  const relay = net.createServer((near) => {
    const far = net.connect(port, "127.0.0.1");
    const later = (from: net.Socket, to: net.Socket, wait: () => number): void => {
      from.on("data", (chunk: Buffer) => void setTimeout(() => to.write(chunk), wait()));
      from.on("close", () => void setTimeout(() => to.destroy(), wait()));
      from.on("error", () => undefined);
      from.setNoDelay(true);
      open.add(from);
    };
    const began = performance.now();
    later(near, far, () => Math.max(0, began + ROUND_TRIP_MS - performance.now()) + ROUND_TRIP_MS / 2);
    later(far, near, () => ROUND_TRIP_MS / 2);
  });
  await new Promise<void>((resolve) => void relay.listen(0, "127.0.0.1", resolve));
  return {
    origin: `https://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of open) socket.destroy();
      relay.close();
    },
  };
}
