import assert from "node:assert/strict";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSession } from "../../src/core/createSession";
import { fetchSource } from "../../src/core/fetching/fetchSource";
import { createMemoryStore } from "../../src/core/memory/memoryStore";
import { parseSource } from "../../src/core/parsing/parseSource";
import type { Log } from "../../src/core/ports";
import { readLeakSites } from "../../src/core/records/readLeakSites";
import type { Session } from "../../src/core/session";
import { plainText } from "../../src/core/text/translate";
import { createHttp } from "../../src/node/http";
import { nodeSigning } from "../../src/node/signing";
import { createStateStore } from "../../src/node/stateStore";
import { systemClock } from "../../src/node/systemClock";
import { createWorkspaceFiles } from "../../src/node/workspaceFiles";
import { type TestServer, serve } from "../net/servers";
import { runOne } from "../oneJob";
import { NO_NAMES } from "../unit/scan/fakes";
import { filesWithKeys, keyForms } from "../world/secrecy";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import { type Attack, type Random, attackClass, oneOf } from "./corpus";

/** With what JSON and URLs write differently, so that an escaped form is found as well. */
const KEY = 'Se"cret/K+y&0123456789=\\end';
const ARTICLE = "https://news.example/a";
const FEED = `<rss version="2.0"><channel><item><title>Clop strikes Conti</title><link>${ARTICLE}</link></item></channel></rss>`;
const REDIRECTS = [301, 302, 303, 307, 308] as const;
const http = createHttp({ userAgent: "ti-scraper/test" });
const never = new AbortController().signal;

/** What a session leaves and says, and who hears of it. */
interface Lab {
  readonly folder: string;
  readonly xsoar: Xsoar;
  /** Other origins: another port, and another host. */
  readonly elsewhere: readonly TestServer[];
  /** Everything that was sent to them. */
  readonly heard: string[];
  /** Log lines, outcomes and errors. */
  readonly said: string[];
  close(): Promise<void>;
}

async function openLab(): Promise<Lab> {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), "ti-scraper-keys-")));
  const heard: string[] = [];
  const hear: Parameters<typeof serve>[0] = (request, response) => {
    heard.push(`${request.url} ${JSON.stringify(request.headers)}`);
    request.on("data", (chunk: Buffer) => heard.push(chunk.toString("latin1")));
    request.on("end", () => response.end('{"iocObjects":[],"total":0}'));
  };
  const elsewhere = [await serve(hear), await serve(hear, { host: "127.0.1.5" })];
  const news = await serve((_, response) => response.end(FEED));
  const xsoar = await startXsoar({ key: KEY });
  xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: { aliases: ["TA505"] } });
  fs.mkdirSync(path.join(folder, "config"));
  fs.writeFileSync(
    path.join(folder, "config", "articles_config.json"),
    JSON.stringify({
      websiteconfig: { rss_feeds: [`${news.origin}/rss`], webpages: [], stopwords: [], specialHandling: {} },
      profiling: { profileData: ["Clop", "Conti"], profile2cortex: true, CortexXSOARAPIConfig: { host: xsoar.origin } },
    }),
  );
  const lab: Lab = {
    folder,
    xsoar,
    elsewhere,
    heard,
    said: [],
    close: async () => {
      await Promise.all([...elsewhere, xsoar, news].map((server) => server.close()));
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  await runOne(sessionOf(lab), "articles", {
    signal: never,
    concurrency: 1,
    perHost: 1,
    timeoutMs: 5000,
    onProgress: () => undefined,
  });
  return lab;
}

function sessionOf({ folder, said }: Lab): Session {
  const say = (text: string): void => void said.push(text);
  const log: Log = { debug: say, info: say, warn: say, error: say };
  return createSession({
    ...NO_NAMES,
    version: "1.2.3",
    files: createWorkspaceFiles(folder),
    store: createStateStore(path.join(folder, "state")),
    clock: { ...systemClock, wait: (ms, signal) => systemClock.wait(ms / 100, signal) },
    signing: nodeSigning,
    configFolder: "config",
    http,
    parser: { parse: async (job) => parseSource(job), dispose: async () => undefined },
    log,
    t: plainText,
  });
}

/** Everything that is sent to XSOAR with the key, each by itself. */
async function useKey(lab: Lab): Promise<void> {
  const access = lab.xsoar.connection;
  const work: readonly ((session: Session) => Promise<unknown>)[] = [
    (session) => session.notes.preview(access, { names: null }, never),
    (session) => session.notes.add(access, "Clop", [ARTICLE], never),
    (session) => session.notes.createRecords(access, ["Conti"], never),
    (session) => session.notes.syncAliases(access, never),
  ];
  for (const one of work) {
    // Of its own: a circuit that opened would keep the next requests away.
    const outcome = await one(sessionOf(lab)).catch((error: unknown) =>
      error instanceof Error ? (error.stack ?? "") : error,
    );
    lab.said.push(JSON.stringify(outcome));
  }
}

/** Fails where a secret is in what others heard, in what was said, or in a file. */
function assertSecret({ heard, said, folder }: Pick<Lab, "heard" | "said" | "folder">, secret: string): void {
  const forms = keyForms(secret);
  const holds = (text: string): boolean => forms.some((form) => Buffer.from(text).includes(form));
  assert.deepEqual(heard.filter(holds), [], "in another origin");
  assert.deepEqual(said.filter(holds), [], "in the output");
  assert.deepEqual(filesWithKeys(folder, [secret]), [], "in a file");
}

/** What a server says with the key in its mouth, written as JSON or URLs write it, or as it is. */
function sayings(random: Random) {
  const key = oneOf(random, [KEY, JSON.stringify(KEY).slice(1, -1), encodeURIComponent(KEY)]);
  const said = { id: key, title: key, detail: `no ${key} here`, error: `bad key ${key}`, reply: { err_msg: key } };
  return [
    { status: 200, body: JSON.stringify(said) },
    { status: 200, body: `<html><title>${key}</title>${key}</html>`, headers: { "content-type": "text/html" } },
    { status: 200, body: `{"iocObjects":[],"total":0,"key":${JSON.stringify(key)}` },
    { status: 302, body: key, headers: { location: `https://elsewhere.example/?key=${encodeURIComponent(KEY)}` } },
    ...[400, 401, 403, 429, 500, 503].map((status) => ({
      status,
      body: JSON.stringify(said),
      headers: { "retry-after": "0", "x-key": encodeURIComponent(KEY) },
    })),
  ];
}

describe("the key", () => {
  attackClass(
    "a key in another origin, output or state",
    {
      atLeast: 27,
      control: async () => {
        const lab = await openLab();
        try {
          await useKey(lab);
          const actions = new Set(lab.xsoar.requests().map(({ action }) => action));
          assert.ok(actions.has("search") && actions.has("edit") && actions.has("create"), [...actions].join());
          assert.throws(() => assertSecret({ ...lab, said: [`key ${KEY}`] }, KEY), "and would be found");
        } finally {
          await lab.close();
        }
      },
    },
    (random) => {
      const inLab =
        (attack: (lab: Lab) => Promise<string>): (() => Promise<void>) =>
        async () => {
          const lab = await openLab();
          try {
            assertSecret(lab, await attack(lab));
          } finally {
            await lab.close();
          }
        };
      const byXsoar = REDIRECTS.flatMap((status) =>
        [0, 1].map((other): Attack => {
          return {
            name: `XSOAR redirects with ${status} to ${["another port", "another host"][other]}`,
            holds: inLab(async (lab) => {
              const location = `${lab.elsewhere[other]?.origin}/indicators/search`;
              lab.xsoar.fail({ kind: "redirect", status, location, times: 100 });
              await useKey(lab);
              assert.deepEqual(lab.heard, []);
              return KEY;
            }),
          };
        }),
      );
      const byEcho = sayings(random).map((saying): Attack => {
        const on = oneOf(random, ["search", "edit", "create"] as const);
        return {
          name: `XSOAR says the key with ${saying.status} to ${on}: ${saying.body.slice(0, 40)}`,
          holds: inLab(async (lab) => {
            lab.xsoar.fail({ kind: "answer", ...saying, on, times: 100 });
            await useKey(lab);
            return KEY;
          }),
        };
      });
      const secret = `obviously-fake-key-${1000 + random(9000)}`;
      const onward = (lab: Lab, status: number): Promise<TestServer> =>
        serve((_, response) =>
          response.writeHead(status, { location: `${lab.elsewhere[random(2)]?.origin}/onward` }).end(secret),
        );
      const byLeakSites = REDIRECTS.map((status): Attack => {
        return {
          name: `a source of leak sites redirects with ${status}`,
          holds: inLab(async (lab) => {
            const server = await onward(lab, status);
            const store = createStateStore(path.join(lab.folder, "state"));
            const clock = { now: () => new Date(), wait: async () => undefined };
            const memory = createMemoryStore({ store, clock, version: "1.2.3", onDamaged: () => undefined });
            const place = { files: createWorkspaceFiles(lab.folder), memory, clock, t: plainText };
            const where = { location: `${server.origin}/groups`, key: { key: secret, origin: server.origin } };
            lab.said.push(JSON.stringify(await readLeakSites(place, { http }, where, never)));
            await server.close();
            assert.equal(lab.heard.length > 0, true, "the other origin is asked, without the key");
            return secret;
          }),
        };
      });
      const byLogin = REDIRECTS.map((status): Attack => {
        return {
          name: `a source with a password redirects with ${status}`,
          holds: inLab(async (lab) => {
            const server = await onward(lab, status);
            const url = server.origin.replace("//", `//analyst:${secret}@`);
            const options = { timeoutMs: 5000, configuredHosts: new Set<string>(), signal: never, clock: systemClock };
            lab.said.push(JSON.stringify(await fetchSource(http, { kind: "feed", url }, options)));
            await server.close();
            assert.equal(lab.heard.length > 0, true, "the other origin is asked, without the password");
            assert.ok(lab.heard.every((text) => !text.includes("authorization")));
            return secret;
          }),
        };
      });
      return [...byXsoar, ...byEcho, ...byLeakSites, ...byLogin];
    },
  );
});
