import { request as httpRequest } from "node:http";
import type { NewsRequest } from "./news/web";
import type { Fault } from "./xsoar/faults";
import type { LoggedRequest } from "./xsoar/server";

/** The world of another process (serve.ts), as tests in an extension host use it. */
export interface WorldRemote {
  xsoarRequests(): Promise<readonly LoggedRequest[]>;
  /** The exact text of each record. */
  records(): Promise<readonly string[]>;
  put(record: Readonly<Record<string, unknown>>): Promise<string>;
  remove(id: string): Promise<void>;
  /** Another user edits the record. */
  touch(id: string): Promise<void>;
  fail(fault: Fault): Promise<void>;
  newsRequests(): Promise<readonly NewsRequest[]>;
  peakPerHost(): Promise<number>;
  setLatency(ms: number): Promise<void>;
  publish(title: string, url: string): Promise<void>;
  clearRequests(): Promise<void>;
}

/** @param control the address the serving process printed */
export function remoteWorld(control: string): WorldRemote {
  const ask = async <T>(command: string, argument?: unknown): Promise<T> =>
    JSON.parse(await post(control + command, argument === undefined ? "" : JSON.stringify(argument))) as T;
  return {
    xsoarRequests: () => ask("/xsoar/requests"),
    records: () => ask("/xsoar/records"),
    put: (record) => ask("/xsoar/put", record),
    remove: (id) => ask("/xsoar/remove", id),
    touch: (id) => ask("/xsoar/touch", id),
    fail: (fault) => ask("/xsoar/fail", fault),
    newsRequests: () => ask("/news/requests"),
    peakPerHost: () => ask("/news/peak"),
    setLatency: (ms) => ask("/news/latency", ms),
    publish: (title, url) => ask("/news/publish", { title, url }),
    clearRequests: () => ask("/clear"),
  };
}

function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: "POST", agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("error", reject);
      response.on("end", () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text))));
    });
    request.on("error", reject).end(body);
  });
}
