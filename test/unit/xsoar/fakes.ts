import { canonicalUrl } from "../../../src/core/urls/canonicalUrl";
import type { Http, HttpRequest, HttpResult, Signing } from "../../../src/core/ports";
import type { Article } from "../../../src/core/model/model";
import { type XsoarClient, createXsoarClient } from "../../../src/core/xsoar/client";
import type { XsoarConnection } from "../../../src/core/xsoar/connection";

export const KEY = "K3y-0123456789abcdef";
export const NOW = new Date("2026-05-04T10:20:30.456Z");
export const NEVER = new AbortController().signal;

/** A digest that shows what went into it, and no chance at all. */
export const SIGNING: Signing = {
  uuid5: () => "00000000-0000-5000-8000-000000000000",
  sha256Hex: (text) => `digest<${text}>`,
  nonce: () => "n".repeat(64),
  jitter: () => 0.5,
};

/** What a client needs beside HTTP; the time stands still. */
export const WORLD = { clock: { now: () => NOW, wait: () => Promise.resolve() }, signing: SIGNING };

export const noWait = (): Promise<void> => Promise.resolve();

/** An answer with a JSON body. */
export function json(value: unknown, status = 200): HttpResult {
  return text(JSON.stringify(value), "application/json", status);
}

export function text(
  body: string,
  type: string | null,
  status = 200,
  headers: Record<string, string> = {},
): HttpResult {
  const all = type === null ? headers : { ...headers, "content-type": type };
  return { ok: true, response: { status, headers: all, body: new TextEncoder().encode(body) } };
}

export interface Exchange {
  readonly path: string;
  readonly request: HttpRequest;
  readonly body: string;
}

export type Answer = HttpResult | ((exchange: Exchange) => HttpResult | Promise<HttpResult>);

/** An `Http` that gives the answers in their order, the last one for ever, and keeps what it was asked. */
export function scripted(...answers: readonly Answer[]): {
  readonly http: Http;
  readonly log: Exchange[];
  readonly client: XsoarClient;
  readonly clientWith: (connection: XsoarConnection) => XsoarClient;
} {
  const log: Exchange[] = [];
  const http: Http = {
    isPublic: () => Promise.resolve(true),
    async request(request) {
      const exchange = { path: new URL(request.url).pathname, request, body: request.body ?? "" };
      const answer = answers[Math.min(log.length, answers.length - 1)];
      log.push(exchange);
      if (answer === undefined) throw new Error("no answer scripted");
      return typeof answer === "function" ? answer(exchange) : answer;
    },
  };
  const clientWith = (connection: XsoarConnection): XsoarClient =>
    createXsoarClient(http, connection, { ...WORLD, timeoutMs: 1_000 });
  return { http, log, client: clientOf(http), clientWith };
}

export function clientOf(http: Http): XsoarClient {
  return createXsoarClient(http, { baseUrl: "https://soar.test", apiKey: KEY }, { ...WORLD, timeoutMs: 1_000 });
}

export function article(title: string, url: string): Article {
  return {
    key: canonicalUrl(url),
    title,
    url,
    source: "https://news.test/rss",
    published: null,
    found: "2026-05-04T10:00:00Z",
  };
}

/** A record as JSON text, with what a search answers beside the given. */
export function recordText(id: string, value: string, fields: unknown, version = 1): string {
  return JSON.stringify({
    id,
    version,
    value,
    indicator_type: "Threat Actor",
    lastSeen: "0001-01-01T00:00:00Z",
    CustomFields: fields,
  });
}

export function page(...records: readonly string[]): HttpResult {
  return text(`{"iocObjects":[${records.join(",")}],"total":${records.length}}`, "application/json");
}

export const nothing = json({ iocObjects: null, total: 0 });

export const staleVersion = json(
  {
    id: "errOptimisticLock",
    status: 400,
    title: "Optimistic lock error",
    detail: "Optimistic lock error",
    error: "DB Version '4' and Insert version '3' do not match for id: 7",
  },
  400,
);

/** A small store behind an `Http`: whole-value search on value and aliases, versions, edits that replace. */
export function fakeStore(initial: readonly { id: string; value: string; aliases?: unknown; notes?: unknown }[]) {
  const records = new Map<string, Record<string, unknown>>();
  const log: Exchange[] = [];
  /** Records being written right now, and whether two writes to one ever met. */
  const writing = new Map<string, number>();
  const state = { writesMet: false, mostAtOnce: 0, before: null as ((exchange: Exchange) => HttpResult | null) | null };
  let atOnce = 0;
  let nextId = 1_000;
  for (const { id, value, aliases, notes } of initial) {
    records.set(id, {
      id,
      version: 1,
      value,
      indicator_type: "Threat Actor",
      CustomFields: { aliases, communitynotes: notes },
    });
  }
  const terms = (query: string): { field: string; term: string }[] =>
    [...query.matchAll(/(\w+):"((?:[^"\\]|\\.)*)"/g)].map(([, field = "", term = ""]) => ({
      field,
      term: term.replace(/\\(.)/g, "$1").toLowerCase(),
    }));
  const fieldOf = (record: Record<string, unknown>, field: string): unknown[] =>
    [record[field] ?? (record["CustomFields"] as Record<string, unknown>)[field] ?? []].flat();
  const answer = (exchange: Exchange): HttpResult => {
    const body = JSON.parse(exchange.body) as Record<string, unknown>;
    if (exchange.path === "/indicators/search") {
      const wanted = terms(body["query"] as string);
      const hits = [...records.values()].filter((record) =>
        wanted.some(({ field, term }) => fieldOf(record, field).some((v) => String(v).toLowerCase() === term)),
      );
      const { page: at, size } = body as unknown as { page: number; size: number };
      return json({ iocObjects: hits.slice(at * size, (at + 1) * size), total: hits.length });
    }
    if (exchange.path === "/indicator/create") {
      const record = { id: String(nextId++), version: 1, ...(body["indicator"] as object) };
      records.set(record.id, record);
      return json(record);
    }
    const id = body["id"] as string;
    const stored = records.get(id);
    if (stored?.["version"] !== body["version"]) return staleVersion;
    records.set(id, { ...body, version: (body["version"] as number) + 1 });
    return json(records.get(id));
  };
  const http: Http = {
    isPublic: () => Promise.resolve(true),
    async request(request) {
      const exchange = { path: new URL(request.url).pathname, request, body: request.body ?? "" };
      log.push(exchange);
      const id = exchange.path === "/indicator/edit" ? (JSON.parse(exchange.body) as { id: string }).id : "";
      const now = (writing.get(id) ?? 0) + 1;
      if (id !== "" && now > 1) state.writesMet = true;
      writing.set(id, now);
      state.mostAtOnce = Math.max(state.mostAtOnce, ++atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      const result = state.before?.(exchange) ?? answer(exchange);
      writing.set(id, now - 1);
      atOnce--;
      return result;
    },
  };
  const notesOf = (id: string): string[] =>
    ((records.get(id)?.["CustomFields"] as { communitynotes?: { notes: string }[] })?.communitynotes ?? []).map(
      (n) => n.notes,
    );
  return { http, client: clientOf(http), log, records, state, notesOf, answer };
}

export function paths(log: readonly Exchange[]): string[] {
  return log.map(({ path }) => path.replace(/^\/indicators?\//, ""));
}
