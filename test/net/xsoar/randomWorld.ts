import { NO_NAMES } from "../../unit/scan/fakes";
import { createSession } from "../../../src/core/createSession";
import type { Clock, Http, HttpResult, StateStore, WorkspaceFiles } from "../../../src/core/ports";
import type { Session } from "../../../src/core/session";
import { parseSource } from "../../../src/core/parsing/parseSource";
import { plainText } from "../../../src/core/text/translate";
import { createHash } from "node:crypto";

/** Chance that can be repeated: Park and Miller's generator. */
export type Random = (limit: number) => number;

export function randomOf(seed: number): Random {
  let state = (seed * 7_919 + 12_345) % 2_147_483_647;
  return (limit) => (state = (state * 48_271) % 2_147_483_647) % limit;
}

export const FEED = "https://news.test/rss";

/** One analyst's machine: a workspace and its memory, which several windows share and which outlive them. */
export interface Machine {
  readonly files: Map<string, string>;
  readonly documents: Map<string, string>;
  readonly locks: Map<string, Window>;
  /** Told when a lock is given back. */
  readonly waiting: Set<() => void>;
}

/** One running process. Dead ones do nothing any more, and whatever they wait for never comes. */
export interface Window {
  readonly session: Session;
  alive: boolean;
  /** Operations on the outside world until it is killed; infinite for never. */
  killAfter: number;
  /** Resolves when it is killed. */
  readonly died: Promise<void>;
}

export interface Outside {
  readonly clock: Clock;
  readonly xsoar: Http;
  readonly random: Random;
  /** What the news say now: a feed. */
  feed(): string;
}

export function createMachine(config: unknown, aliases: readonly string[]): Machine {
  const files = new Map([
    ["config/articles_config.json", JSON.stringify(config)],
    ["config/cortex_aliases.json", JSON.stringify(aliases)],
  ]);
  return { files, documents: new Map(), locks: new Map(), waiting: new Set() };
}

/** Starts a process on a machine. */
export function openWindow(machine: Machine, outside: Outside, names: Partial<typeof NO_NAMES> = {}): Window {
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => (die = resolve));
  const state = { alive: true, killAfter: Number.POSITIVE_INFINITY };
  const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
  const kill = (): void => {
    state.alive = false;
    for (const [lock, holder] of machine.locks) if (holder === window) machine.locks.delete(lock);
    for (const wake of machine.waiting) wake();
    die();
  };
  /** Counts an operation; the process may end before it, or after it and before its result is known. */
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!state.alive) return never();
    state.killAfter--;
    if (state.killAfter < 0) {
      if (outside.random(2) === 0) void work();
      kill();
      return never();
    }
    const result = await work();
    return state.alive ? result : never();
  };
  const session = createSession({
    ...NO_NAMES,
    ...names,
    version: "1.2.3",
    configFolder: "config",
    files: filesOf(machine, step),
    store: storeOf(machine, () => window, step, outside.clock),
    http: {
      isPublic: () => Promise.resolve(true),
      request: (request) =>
        step((): Promise<HttpResult> =>
          request.url === FEED
            ? Promise.resolve({
                ok: true,
                response: {
                  status: 200,
                  headers: { "content-type": "application/rss+xml" },
                  body: new TextEncoder().encode(outside.feed()),
                },
              })
            : outside.xsoar.request(request),
        ),
    },
    parser: { parse: async (job) => parseSource(job), dispose: async () => undefined },
    clock: outside.clock,
    signing: {
      uuid5: () => "00000000-0000-5000-8000-000000000000",
      sha256Hex: (text) => createHash("sha256").update(text).digest("hex"),
      nonce: () => Array.from({ length: 64 }, () => "abcdefghijklmnopqrstuvwxyz012345"[outside.random(32)]).join(""),
      jitter: () => outside.random(1_000) / 1_000,
    },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    t: plainText,
  });
  const window: Window = {
    session,
    died,
    get alive() {
      return state.alive;
    },
    set alive(value) {
      if (!value) kill();
    },
    get killAfter() {
      return state.killAfter;
    },
    set killAfter(value) {
      state.killAfter = value;
    },
  };
  return window;
}

type Step = <T>(work: () => Promise<T>) => Promise<T>;

function filesOf({ files }: Machine, step: Step): WorkspaceFiles {
  return {
    readText: async (path) => files.get(path) ?? null,
    move: async () => true,
    list: async (folder) =>
      [...files].flatMap(([path, text]) => {
        const name = path.slice(folder === "" ? 0 : folder.length + 1);
        const isThere = path === (folder === "" ? name : `${folder}/${name}`) && !name.includes("/");
        return isThere ? [{ name, size: text.length }] : [];
      }),
    async *lines(path) {
      yield* (files.get(path) ?? "").split("\n");
    },
    writeText: (path, text) => step(async () => void files.set(path, text)),
    createText: async () => true,
    appendText: async () => undefined,
  };
}

function storeOf({ documents, locks, waiting }: Machine, self: () => Window, step: Step, clock: Clock): StateStore {
  return {
    read: (name) => step(async () => JSON.parse(documents.get(name) ?? "null") as unknown),
    setAside: async (name) => {
      throw new Error(`${name} is damaged`);
    },
    write: async (written) => {
      for (const [name, value] of written) await step(async () => void documents.set(name, JSON.stringify(value)));
    },
    later: async () => null,
    remove: (name) => step(async () => void documents.delete(name)),
    withLock: (lock, waitMs, work) =>
      step(async () => {
        const until = clock.now().getTime() + waitMs;
        while (locks.has(lock)) {
          const left = until - clock.now().getTime();
          if (left <= 0) return null;
          const released = new AbortController();
          const wake = (): void => released.abort();
          waiting.add(wake);
          await clock.wait(left, released.signal);
          waiting.delete(wake);
          if (!self().alive) return null;
        }
        locks.set(lock, self());
        try {
          return { value: await work() };
        } finally {
          if (locks.get(lock) === self()) {
            locks.delete(lock);
            for (const wake of waiting) wake();
          }
        }
      }),
  };
}
