import { equal, ok } from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Session } from "../../../src/core/session";
import { plainText } from "../../../src/core/text/translate";
import { createHttp } from "../../../src/node/http";
import { openWorkspace } from "../../../src/node/openWorkspace";
import { type BuiltWorker, buildWorker } from "../buildWorker";
import { randomOf } from "../xsoar/randomWorld";

const KILLS = 12;
const MOST_MS = 250;

describe("decisions about stories of a process that is killed", function () {
  this.timeout(120_000);
  let decider: BuiltWorker;
  let folder: string;
  let stateHome: string | undefined;

  before(() => {
    decider = buildWorker("test/net/state/decideOn.ts");
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-decided-"));
    stateHome = process.env["XDG_STATE_HOME"];
    process.env["XDG_STATE_HOME"] = path.join(folder, "state");
  });
  after(() => {
    if (stateHome === undefined) delete process.env["XDG_STATE_HOME"];
    else process.env["XDG_STATE_HOME"] = stateHome;
    decider.remove();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  /** Runs it until it is killed, so long after its first decision. Gives the last number it has told. */
  const killed = (first: number, afterMs: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [decider.file, folder, String(first)], {
        env: { PATH: process.env["PATH"], HOME: folder, XDG_STATE_HOME: path.join(folder, "state") },
        stdio: ["ignore", "pipe", "inherit"],
      });
      let told = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        if (told === "") setTimeout(() => child.kill("SIGKILL"), afterMs);
        told += text;
      });
      child.once("error", reject);
      child.once("close", (_code, signal) => {
        if (signal === "SIGKILL") resolve(Number(told.trimEnd().split("\n").at(-1)));
        else reject(new Error("It has ended by itself."));
      });
    });
  const opened = (): Session =>
    openWorkspace({
      root: folder,
      configFolder: "config",
      http: createHttp({ userAgent: "ti-scraper/test" }),
      parser: { parse: () => Promise.reject(new Error("nothing is parsed")), dispose: async () => {} },
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      t: plainText,
    });

  it(`are there, all that it has told of: ${KILLS} kills`, async () => {
    const random = randomOf(20_261_130);
    let next = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const last = await killed(next, random(MOST_MS));
      ok(last >= next, "it has decided something");
      next = last + 1;
    }
    const session = opened();
    for (let number = 0; number < next; number++) {
      const keys = [`https://lab.example/${number}`];
      equal(await session.articles.decide(keys, { mark: { kind: "important" } }), null, `the mark of ${number}`);
      equal(await session.articles.decide(keys, { remark: `remark ${number}` }), null, `the remark of ${number}`);
    }
    ok((await session.articles.decide([`https://lab.example/${next + 1}`], { remark: "new" })) !== null);
  });
});
