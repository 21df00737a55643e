import type { Mailer } from "../../../src/core/mail/mailer";
import { isPublicHost } from "../../../src/node/reach";
import { noMailer } from "../mail/noMailer";
import { createAgreements } from "../../../src/core/memory/agreements";
import { parseKnowledge } from "../../../src/core/names/parseKnowledge";
import { type SessionPorts, createSession } from "../../../src/core/createSession";
import { type Translate, plainText } from "../../../src/core/text/translate";
import type { Http, HttpRequest, HttpResult, StateStore, WorkspaceFiles } from "../../../src/core/ports";
import type { ScanReport } from "../../../src/core/model/model";
import type { ScanOptions } from "../../../src/core/fetching/scanOptions";
import type { Session } from "../../../src/core/session";
import { parseSource } from "../../../src/core/parsing/parseSource";
import { runOne } from "../../oneJob";
import { nodeSigning } from "../../../src/node/signing";
import { virtualClock } from "./virtualClock";

/** An answer of the fake web: a body, or a whole result. */
export type Answer = string | ((request: HttpRequest) => HttpResult | Promise<HttpResult>);

export interface FakeWorld {
  readonly session: Session;
  readonly files: Map<string, string>;
  readonly documents: Map<string, string>;
  /** Of the user: imported names. */
  readonly library: Map<string, string>;
  /** By address; `*` answers for every other. */
  readonly web: Map<string, Answer>;
  readonly requests: HttpRequest[];
  /** Warnings of the log. */
  readonly warned: string[];
  /** The time in milliseconds; waits move it on as if they had been waited for. */
  now(): number;
  /** Moves the clock on. */
  later(ms: number): void;
  /** From now on every look at the clock takes so long. */
  slowDown(ms: number): void;
  scan(options?: Partial<ScanOptions>): Promise<ScanReport>;
}

export const NOON = Date.UTC(2026, 5, 1, 12);

/** A user who has imported no names and agreed to nothing. */
export const NO_NAMES: Pick<SessionPorts, "agreed" | "library" | "nameFiles" | "nameParser" | "mailer"> = {
  agreed: {
    agreements: createAgreements(
      { store: memoryStore(new Map()), version: "1.2.3", onDamaged: () => {} },
      virtualClock(0),
    ),
    folder: "/folder",
  },
  library: {
    read: async () => null,
    setAside: async (name) => name,
    write: async () => {},
    remove: async () => {},
    later: async () => null,
    withLock: async (_lock, _waitMs, work) => ({ value: await work() }),
  },
  nameFiles: { read: async () => ({ ok: false, failure: { code: "noFile" } }) },
  mailer: noMailer,
  nameParser: { parse: async (job) => parseKnowledge(job) },
};

/** A workspace in memory with a fake web; everything between is the real pipeline. */
export function createFakeWorld(
  config: unknown,
  stored?: { files: Map<string, string>; documents: Map<string, string> },
  t: Translate = plainText,
  mailer: Mailer = noMailer,
  settings: Pick<SessionPorts, "xsoarTimeoutMs" | "processes"> = {},
): FakeWorld {
  const files = stored?.files ?? new Map<string, string>();
  const documents = stored?.documents ?? new Map<string, string>();
  const web = new Map<string, Answer>();
  const requests: HttpRequest[] = [];
  const warned: string[] = [];
  const library = new Map<string, string>();
  const clock = virtualClock(NOON);
  files.set("config/articles_config.json", JSON.stringify(config));
  const session = createSession({
    agreed: {
      agreements: createAgreements({ store: memoryStore(library), version: "1.2.3", onDamaged: () => {} }, clock),
      folder: "/folder",
    },
    ...settings,
    configFolder: "config",
    files: memoryFiles(files),
    store: memoryStore(documents),
    version: "1.2.3",
    library: memoryStore(library),
    mailer,
    nameFiles: {
      read: async (path) => {
        const text = files.get(path);
        return text === undefined
          ? { ok: false, failure: { code: "noFile" } }
          : { ok: true, bytes: new TextEncoder().encode(text) };
      },
    },
    nameParser: { parse: async (job) => parseKnowledge(job) },
    http: fakeHttp(web, requests),
    parser: { parse: async (job) => parseSource(job), dispose: async () => {} },
    clock,
    // Real digests, no chance.
    signing: { ...nodeSigning, nonce: () => "n".repeat(64), jitter: () => 0 },
    log: { debug: () => {}, info: () => {}, warn: (line) => void warned.push(line), error: () => {} },
    t,
  });
  return {
    session,
    files,
    documents,
    library,
    web,
    requests,
    warned,
    now: () => clock.now().getTime(),
    later: clock.later,
    slowDown: clock.slowDown,
    scan: async (options) => {
      const outcome = await runOne(session, "articles", {
        signal: new AbortController().signal,
        concurrency: 10,
        perHost: 2,
        timeoutMs: 1000,
        onProgress: () => {},
        ...options,
      });
      if (outcome.kind !== "done") throw new Error(`The scan ended as ${outcome.kind}.`);
      clock.later(60_000);
      return outcome.report;
    },
  };
}

function memoryFiles(files: Map<string, string>): WorkspaceFiles {
  return {
    readText: async (path, maxBytes) => {
      const text = files.get(path) ?? null;
      return text !== null && text.length > maxBytes ? { limitBytes: maxBytes } : text;
    },
    move: async (path, to) => {
      if (files.has(to)) return false;
      files.set(to, files.get(path) ?? "");
      files.delete(path);
      return true;
    },
    list: async (folder) => {
      const prefix = folder === "." ? "" : `${folder}/`;
      return [...files]
        .filter(([path]) => path.startsWith(prefix) && !path.slice(prefix.length).includes("/"))
        .map(([path, text]) => ({ name: path.slice(prefix.length), size: text.length }));
    },
    async *lines(path) {
      yield* (files.get(path) ?? "").split("\n");
    },
    writeText: async (path, text) => void files.set(path, text),
    createText: async (path, text) => {
      if (files.has(path)) return false;
      files.set(path, text);
      return true;
    },
    appendText: async (path, text) => void files.set(path, (files.get(path) ?? "") + text),
  };
}

/** A state folder in memory: documents as JSON by name. */
export function memoryStore(documents: Map<string, string>): StateStore {
  const held = new Set<string>();
  return {
    read: async (name, onDamaged) => {
      const text = documents.get(name);
      if (text === undefined) return null;
      try {
        return JSON.parse(text) as unknown;
      } catch {
        documents.delete(name);
        onDamaged(`${name}.damaged`);
        return null;
      }
    },
    setAside: async (name) => {
      documents.delete(name);
      return `${name}.damaged`;
    },
    write: async (written) => {
      for (const [name, value] of written) documents.set(name, JSON.stringify(value));
    },
    later: async (version) => {
      for (const [name, text] of documents) {
        const stored = name.includes(".") ? null : (JSON.parse(text) as { version?: unknown; by?: string } | null);
        if (Number(stored?.version) > version) return { by: stored?.by ?? null };
      }
      return null;
    },
    remove: async (name) => void documents.delete(name),
    withLock: async (lock, _waitMs, work) => {
      if (held.has(lock)) return null;
      held.add(lock);
      try {
        return { value: await work() };
      } finally {
        held.delete(lock);
      }
    },
  };
}

function fakeHttp(web: Map<string, Answer>, requests: HttpRequest[]): Http {
  return {
    isPublic: (host) => isPublicHost(host, async () => ["93.184.216.34"]),
    request: async (request) => {
      requests.push(request);
      if (request.signal.aborted) return { ok: false, failure: { code: "aborted" } };
      const answer = web.get(request.url) ?? web.get("*");
      if (answer === undefined) return response(404, "");
      return typeof answer === "string" ? response(200, answer) : answer(request);
    },
  };
}

export function response(status: number, body: string, headers: Record<string, string> = {}): HttpResult {
  return { ok: true, response: { status, headers, body: new TextEncoder().encode(body) } };
}

/** An RSS feed of `[title, link]` pairs. */
export function rss(items: readonly (readonly [title: string, link: string])[]): string {
  const entries = items.map(([title, link]) => `<item><title>${title}</title><link>${link}</link></item>`).join("");
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${entries}</channel></rss>`;
}
