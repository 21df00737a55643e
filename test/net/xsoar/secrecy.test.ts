import { NO_NAMES } from "../../unit/scan/fakes";
import { createSession } from "../../../src/core/createSession";
import type { Log } from "../../../src/core/ports";
import type { Session } from "../../../src/core/session";
import { plainText } from "../../../src/core/text/translate";
import { describeXsoarFailure } from "../../../src/core/xsoar/describeFailure";
import { createHttp } from "../../../src/node/http";
import { nodeSigning } from "../../../src/node/signing";
import { createStateStore } from "../../../src/node/stateStore";
import { systemClock } from "../../../src/node/systemClock";
import { createWorkspaceFiles } from "../../../src/node/workspaceFiles";
import { parseSource } from "../../../src/core/parsing/parseSource";
import { type Xsoar, startXsoar } from "../../world/xsoar/server";
import { buildCommandLine } from "../commandLine";
import { type TestServer, serve } from "../servers";
import { deepEqual, ok } from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runOne } from "../../oneJob";

/** With what JSON and URLs write differently, so that an escaped form is found as well. */
const KEY = 'Se"cret/K+y&0123456789=\\end';
const FORMS = [KEY, JSON.stringify(KEY).slice(1, -1), encodeURIComponent(KEY), Buffer.from(KEY).toString("base64")];

/** Every way the server can speak, the key in its mouth wherever there is room for it. */
const SAYINGS = [
  { status: 200, body: JSON.stringify({ error: `bad key ${KEY}` }) },
  { status: 200, body: `<html>${KEY}</html>`, headers: { "content-type": "text/html" } },
  { status: 200, body: `{"iocObjects":[],"total":0,"key":${JSON.stringify(KEY)}` },
  { status: 302, body: "", headers: { location: `https://elsewhere.test/?key=${encodeURIComponent(KEY)}` } },
  ...[400, 401, 402, 403, 404, 406, 409, 415, 429, 500, 503].map((status) => ({
    status,
    body: JSON.stringify({ id: KEY, title: KEY, detail: KEY, error: KEY, reply: { err_msg: KEY } }),
    headers: { "retry-after": "0" },
  })),
];

describe("the key", function () {
  this.timeout(120_000);
  let folder: string;
  let news: TestServer;
  let xsoar: Xsoar;
  /** Everything said: log lines, reports, thrown errors, output of processes. */
  let said: string[];

  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-secrecy-"));
    said = [];
    news = await serve((_, response) =>
      response.end(
        '<rss version="2.0"><channel><item><title>Clop strikes Conti</title><link>https://news.test/a</link></item></channel></rss>',
      ),
    );
    xsoar = await startXsoar({ key: KEY });
    xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: { aliases: ["TA505"] } });
    fs.mkdirSync(path.join(folder, "config"));
    configure({});
  });
  afterEach(async () => {
    await Promise.all([news.close(), xsoar.close()]);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  function configure(more: Record<string, unknown>): void {
    fs.writeFileSync(
      path.join(folder, "config", "articles_config.json"),
      JSON.stringify({
        websiteconfig: { rss_feeds: [`${news.origin}/rss`], webpages: [], stopwords: [], specialHandling: {} },
        resultfile: { createFile: true, folder: "results", filename: "articles.txt" },
        profiling: {
          profileData: ["Clop", "Conti"],
          profile2file: true,
          profileFolderName: "profiles",
          profile2cortex: true,
          CortexXSOARAPIConfig: { host: xsoar.origin, ...more },
        },
      }),
    );
  }

  /** Fails for each place the key is found in: files of the workspace and the state, and all that was said. */
  function search(): void {
    const found = said.filter((text) => FORMS.some((form) => text.includes(form)));
    for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const text = fs.readFileSync(file, "latin1");
      if (FORMS.some((form) => text.includes(form))) found.push(file);
    }
    deepEqual(found, []);
  }

  it("is in no file, log line, report, error or plan of a session, whatever the server says", async () => {
    const say = (text: string): void => void said.push(text);
    const log: Log = { debug: say, info: say, warn: say, error: say };
    const never = new AbortController().signal;
    let sayings = 0;
    for (const saying of [null, ...SAYINGS]) {
      for (const on of ["search", "edit", "create"] as const) {
        // A session of its own: a circuit that opened would keep the next answers away.
        const session: Session = createSession({
          ...NO_NAMES,
          version: "1.2.3",
          files: createWorkspaceFiles(fs.realpathSync(folder)),
          store: createStateStore(path.join(folder, "state")),
          clock: { ...systemClock, wait: (ms, signal) => systemClock.wait(ms / 100, signal) },
          signing: nodeSigning,
          configFolder: "config",
          http: createHttp({ userAgent: "ti-scraper-test" }),
          parser: { parse: async (job) => parseSource(job), dispose: async () => undefined },
          log,
          t: plainText,
        });
        if (saying !== null) xsoar.fail({ kind: "answer", ...saying, on, times: 1 });
        const access = xsoar.connection;
        const work: readonly (() => Promise<unknown>)[] = [
          () =>
            runOne(session, "articles", {
              signal: never,
              concurrency: 4,
              perHost: 2,
              timeoutMs: 5_000,
              onProgress: () => undefined,
            }),
          () => session.notes.preview(access, { names: null }, never),
          () => session.notes.writeWaiting(access, never),
          () => session.notes.createRecords(access, ["Conti"], never),
          () => session.notes.add(access, "Clop", ["https://news.test/a"], never),
          () => session.notes.syncAliases(access, never),
          () => session.articles.overview(),
          () => session.notes.pending(),
        ];
        for (const one of work.slice(saying === null ? 0 : 1)) {
          const outcome = await one().catch((error: unknown) => (error instanceof Error ? (error.stack ?? "") : error));
          say(JSON.stringify(outcome));
          const failure = (outcome as { failure?: Parameters<typeof describeXsoarFailure>[0] | null } | undefined)
            ?.failure;
          if (failure) say(describeXsoarFailure(failure, plainText));
        }
        sayings++;
        xsoar.clearFaults();
        for (const { id, value } of xsoar.records()) if (value !== "Clop" || on === "edit") xsoar.remove(id);
        if (on === "edit") xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
      }
    }
    ok(sayings >= 45 && said.length > 300, `${sayings} ${said.length}`);
    ok(
      said.some((text) => text.includes("/indicators/search")),
      "requests are logged",
    );
    ok(!said.some((text) => text.includes('"communitynotes"') && text.startsWith("POST")), "no bodies in the log");
    search();
  });

  it("is in nothing the command line prints or leaves", async () => {
    const cli = buildCommandLine();
    const env = { TI_SCRAPER_XSOAR_API_KEY: KEY, TI_SCRAPER_XSOAR_HOST: xsoar.origin };
    const run = async (args: readonly string[]): Promise<void> => {
      const { out, err } = await cli.run(args, { home: folder, env });
      said.push(out, err);
    };
    for (const saying of SAYINGS.slice(0, 6)) {
      xsoar.fail({ kind: "answer", ...saying });
      await run(["scan", folder, "--json", "--create", "all"]);
    }
    await run(["scan", folder, "--create", "all"]);
    await run(["aliases", folder]);
    configure({ dry_run: true });
    await run(["scan", folder]);
    configure({ api_key: KEY });
    await run(["scan", folder]);
    configure({});
    ok(said.filter((text) => text !== "").length >= 10);
    search();
  });
});
