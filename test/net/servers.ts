import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo, type Socket } from "node:net";
import path from "node:path";
import type { HttpRequest } from "../../src/core/ports";

/** Where the fake keys and certificates lie; tests run from the project's folder. */
export const fixture = (name: string): string => readFileSync(path.join("test/net/fixtures", name), "utf8");

export interface TestServer {
  readonly origin: string;
  readonly port: number;
  /** Sockets open at this moment. */
  readonly open: ReadonlySet<Socket>;
  /** Request lines, in order. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

type Listener = http.RequestListener;

/** An HTTP server on a free loopback port; TLS with a certificate of the fixtures when `pem` is given. */
export async function serve(
  listener: Listener,
  { pem, host = "127.0.0.1" }: { readonly pem?: string; readonly host?: string } = {},
): Promise<TestServer> {
  const server = pem === undefined ? http.createServer() : https.createServer({ key: pem, cert: pem });
  const log: string[] = [];
  server.on("request", (request: http.IncomingMessage, response: http.ServerResponse) => {
    log.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  return listening(server, host, pem === undefined ? "http" : "https", log);
}

/** A server that speaks raw bytes. */
export function serveRaw(onSocket: (socket: Socket) => void, host = "127.0.0.1"): Promise<TestServer> {
  return listening(net.createServer(onSocket), host, "http", []);
}

async function listening(server: net.Server, host: string, scheme: string, log: string[]): Promise<TestServer> {
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${scheme}://${host}:${port}`,
    port,
    open,
    log,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A port of the loopback interface on which nothing listens. */
export async function unusedPort(): Promise<number> {
  const server = await serveRaw(() => undefined);
  await server.close();
  return server.port;
}

/** A GET with generous limits. */
export function get(url: string, rest: Partial<HttpRequest> = {}): HttpRequest {
  return {
    url,
    method: "GET",
    headers: {},
    timeoutMs: 5000,
    maxBytes: 1_000_000,
    signal: new AbortController().signal,
    ...rest,
  };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until it holds; fails after a while. */
export async function until(holds: () => boolean, limitMs = 3000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error("It did not come to be in time.");
    await sleep(5);
  }
}
