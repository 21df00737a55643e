import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { createStateStore, stateDirectory } from "../../src/node/stateStore";
import { type BuiltWorker, buildWorker } from "./buildWorker";
import { sleep, until } from "./servers";

const unexpected = (name: string): void => assert.fail(`${name} was set aside`);

describe("stateDirectory", () => {
  const hash = /[0-9a-f]{32}$/;

  it("follows each system's custom", () => {
    const linux = stateDirectory({ HOME: "/home/a" }, "linux", "/srv/x");
    assert.match(linux, /^\/home\/a\/\.local\/state\/ti-scraper\/[0-9a-f]{32}$/);
    assert.match(stateDirectory({ HOME: "/h", XDG_STATE_HOME: "/s" }, "linux", "/x"), /^\/s\/ti-scraper\//);
    assert.match(stateDirectory({ HOME: "/h", XDG_STATE_HOME: "relative" }, "linux", "/x"), /^\/h\/\.local\//);
    assert.match(
      stateDirectory({ HOME: "/Users/a" }, "darwin", "/x"),
      /^\/Users\/a\/Library\/Application Support\/ti-scraper\//,
    );
    const windows = { LOCALAPPDATA: "C:\\Users\\a\\AppData\\Local", USERPROFILE: "C:\\Users\\a" };
    assert.match(stateDirectory(windows, "win32", "C:\\x"), /^C:\\Users\\a\\AppData\\Local\\ti-scraper\\[0-9a-f]{32}$/);
    assert.match(stateDirectory({ USERPROFILE: "C:\\Users\\a" }, "win32", "C:\\x"), /^C:\\Users\\a\\AppData\\Local\\/);
  });

  it("has one folder for each workspace", () => {
    const of = (root: string, platform: NodeJS.Platform = "linux"): string =>
      hash.exec(stateDirectory({ HOME: "/h", USERPROFILE: "C:\\h" }, platform, root))?.[0] ?? "";
    assert.equal(of("/srv/x"), of("/srv/x"));
    assert.notEqual(of("/srv/x"), of("/srv/X"));
    assert.equal(of("C:\\Work", "win32"), of("c:\\work", "win32"));
  });
});

describe("stateStore", () => {
  let directory: string;
  beforeEach(() => {
    directory = path.join(mkdtempSync(path.join(tmpdir(), "ti-scraper-state-")), "inner", "state");
  });
  afterEach(() => rmSync(path.join(directory, "..", ".."), { recursive: true, force: true }));

  it("tells a document of a later version by its beginning, and by which product", async () => {
    const store = createStateStore(directory);
    assert.equal(await store.later(1), null);
    const rest = { data: ["x".repeat(10_000)] };
    await store.write([
      ["seen", { version: 1, by: "0.1.0", ...rest }],
      ["seen.slice-1", { version: 2, by: "0.2.0", ...rest }],
      ["other", { data: [], version: 2 }],
    ]);
    mkdirSync(path.join(directory, "folder.json"));
    assert.equal(await store.later(1), null);
    await store.write([["matches", { version: 99, by: "9.8.7", ...rest }]]);
    assert.deepEqual([await store.later(1), await store.later(99)], [{ by: "9.8.7" }, null]);
    await store.write([["matches", { version: 99, ...rest }]]);
    assert.deepEqual(await store.later(1), { by: null });
  });

  it("writes several documents, or those before one that cannot be", async () => {
    const store = createStateStore(directory);
    await store.write([]);
    await store.write([
      ["first", 1],
      ["second", 2],
    ]);
    mkdirSync(path.join(directory, "blocked.json", "full"), { recursive: true });
    await assert.rejects(
      store.write([
        ["first", "new"],
        ["blocked", "new"],
        ["second", "new"],
      ]),
    );
    assert.deepEqual(await Promise.all(["first", "second"].map((name) => store.read(name, unexpected))), ["new", 2]);
    assert.deepEqual(readdirSync(directory).toSorted(), ["blocked.json", "first.json", "second.json"]);
  });

  it("reads back what it wrote, and null when there is none", async () => {
    const store = createStateStore(directory);
    assert.equal(await store.read("seen", unexpected), null);
    await store.write([["seen", { version: 1, data: ["ä", 1, null] }]]);
    await store.write([["seen", { version: 1, data: ["ö"] }]]);
    assert.deepEqual(await store.read("seen", unexpected), { version: 1, data: ["ö"] });
    assert.deepEqual(readdirSync(directory), ["seen.json"]);
  });

  it("keeps it from other users", async function () {
    if (process.platform === "win32") this.skip();
    const store = createStateStore(directory);
    await store.withLock("scan", 0, () => store.write([["seen", {}]]));
    assert.equal(statSync(directory).mode & 0o777, 0o700);
    for (const name of readdirSync(directory))
      assert.equal(statSync(path.join(directory, name)).mode & 0o777, 0o600, name);
  });

  it("sets a damaged document aside, twice in a second as well", async () => {
    const store = createStateStore(directory);
    for (const text of ['{"version":1,"data":[', ""]) {
      await store.write([["seen", 1]]);
      writeFileSync(path.join(directory, "seen.json"), text);
      const aside: string[] = [];
      assert.equal(await store.read("seen", (name) => aside.push(name)), null);
      assert.match(aside[0] ?? "", /^seen\.damaged-\d{8}T\d{6}Z(-\d+)?$/);
      assert.equal(readFileSync(path.join(directory, aside[0] ?? ""), "utf8"), text);
      assert.equal(await store.read("seen", unexpected), null);
    }
    await store.write([["other", { kept: true }]]);
    const aside = await store.setAside("other");
    assert.ok(existsSync(path.join(directory, aside)));
    assert.equal(readdirSync(directory).length, 3);
  });

  it("carries 30 MB", async () => {
    const store = createStateStore(directory);
    const data = Array.from({ length: 150_000 }, (_, n) => [`https://news.test/${n}/${"x".repeat(170)}`, "2024-01-01"]);
    await store.write([["seen", data]]);
    assert.ok(statSync(path.join(directory, "seen.json")).size > 29_000_000);
    assert.deepEqual(await store.read("seen", unexpected), data);
  }).timeout(20_000);

  it("clears the remains of crashes away, but not what is being written now", async () => {
    const store = createStateStore(directory);
    mkdirSync(directory, { recursive: true });
    const [old, fresh] = [".1-a.ti-scraper-tmp", ".2-b.ti-scraper-tmp"];
    for (const name of [old, fresh]) writeFileSync(path.join(directory, name), "x");
    utimesSync(path.join(directory, old), new Date(0), new Date(0));
    await store.withLock("scan", 0, async () => undefined);
    assert.deepEqual(
      readdirSync(directory).filter((name) => name.endsWith("tmp")),
      [fresh],
    );
  });

  describe("locks", () => {
    const lockFile = (turn: number): string => path.join(directory, `scan-lock.${turn}`);
    const leave = (owner: Record<string, unknown>): void => {
      mkdirSync(directory, { recursive: true });
      writeFileSync(lockFile(1), JSON.stringify({ since: "", processStart: null, ...owner }));
    };
    /** The number of a process that has ended. */
    const deadPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;
    const tryIt = async (waitMs = 0): Promise<boolean> =>
      (await createStateStore(directory).withLock("scan", waitMs, async () => undefined)) !== null;

    it("is for one at a time, and each name for itself", async () => {
      const store = createStateStore(directory);
      const outcome = await store.withLock("scan", 0, async () => {
        assert.equal(await tryIt(), false);
        return store.withLock("state", 0, async () => 5);
      });
      assert.deepEqual(outcome, { value: { value: 5 } });
      assert.equal(await tryIt(), true);
      assert.equal(await tryIt(), true);
      assert.deepEqual(readdirSync(directory).sort(), ["scan-lock.3", "state-lock.1"]);
    });

    it("is given back when the work throws", async () => {
      const store = createStateStore(directory);
      const failing = store.withLock("scan", 0, async () => {
        throw new Error("broken");
      });
      await assert.rejects(failing, /broken/);
      assert.equal(await tryIt(), true);
    });

    it("waits as long as told", async () => {
      const store = createStateStore(directory);
      let release = (): void => undefined;
      const holding = store.withLock("scan", 0, () => new Promise<void>((resolve) => (release = resolve)));
      await until(() => existsSync(lockFile(1)));
      const begin = performance.now();
      assert.equal(await tryIt(80), false);
      assert.ok(performance.now() - begin >= 70);
      const waiting = tryIt(5000);
      release();
      await holding;
      assert.equal(await waiting, true);
    });

    it("is taken from a process that has ended, also when its number is used again", async () => {
      leave({ pid: deadPid(), host: hostname() });
      assert.equal(await tryIt(), true);
      rmSync(directory, { recursive: true });
      leave({ pid: process.pid, host: hostname(), processStart: "an earlier boot 1" });
      assert.equal(await tryIt(), process.platform === "linux");
    });

    it("is left to a process that runs, here or elsewhere, until it has been silent for long", async () => {
      for (const owner of [
        { pid: process.pid, host: hostname() },
        { pid: 1, host: "elsewhere" },
      ]) {
        leave(owner);
        assert.equal(await tryIt(), false);
        const longAgo = new Date(Date.now() - 3_600_000);
        utimesSync(lockFile(1), longAgo, longAgo);
        assert.equal(await tryIt(), true);
        rmSync(directory, { recursive: true });
      }
    });

    it("is left to a process that is known to run here, however long it was silent: the machine may have slept", async function () {
      if (process.platform !== "linux") this.skip();
      let release = (): void => undefined;
      const holding = createStateStore(directory).withLock(
        "scan",
        0,
        () => new Promise<void>((resolve) => (release = resolve)),
      );
      await until(() => existsSync(lockFile(1)));
      utimesSync(lockFile(1), new Date(0), new Date(0));
      assert.equal(await tryIt(), false);
      release();
      await holding;
      assert.equal(await tryIt(), true);
    });

    it("with unreadable content is held while it is young", async () => {
      mkdirSync(directory, { recursive: true });
      writeFileSync(lockFile(7), "");
      assert.equal(await tryIt(), false);
      utimesSync(lockFile(7), new Date(0), new Date(0));
      assert.equal(await tryIt(), true);
    });
  });

  describe("between processes", () => {
    let module: BuiltWorker;
    const children: ChildProcess[] = [];
    before(() => {
      module = buildWorker("src/node/stateStore.ts");
    });
    after(() => module.remove());
    afterEach(() => {
      for (const child of children.splice(0)) child.kill("SIGKILL");
    });

    /** Runs a script that has `store`, `directory` and `say`; gives what it said so far. */
    function run(script: string): {
      readonly child: ChildProcess;
      readonly said: string[];
      readonly ended: Promise<void>;
    } {
      const child = spawn(
        process.execPath,
        [
          "-e",
          `const { createStateStore } = require(${JSON.stringify(module.file)});
           const directory = ${JSON.stringify(directory)};
           const store = createStateStore(directory);
           const say = (text) => process.stdout.write(text + "\\n");
           const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
           (async () => { ${script} })();`,
        ],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      children.push(child);
      const said: string[] = [];
      child.stdout?.on("data", (chunk: Buffer) => said.push(...chunk.toString().trim().split("\n")));
      return { child, said, ended: new Promise((resolve) => child.on("close", () => resolve())) };
    }

    it("holds against another one, and is free again after kill -9", async () => {
      const { child, said, ended } = run(
        `await store.withLock("scan", 0, async () => { say("held"); await sleep(60000); });`,
      );
      await until(() => said.includes("held"), 10_000);
      const store = createStateStore(directory);
      assert.equal(await store.withLock("scan", 0, async () => 1), null);
      child.kill("SIGKILL");
      await ended;
      assert.deepEqual(await store.withLock("scan", 0, async () => 1), { value: 1 });
    }).timeout(20_000);

    it("is free after kill -9 although the one who started the holder takes no notice", async function () {
      if (process.platform !== "linux") this.skip();
      const script = `require(${JSON.stringify(module.file)}).createStateStore(${JSON.stringify(directory)})
        .withLock("scan", 0, async () => { console.log("held " + process.pid); await new Promise((resolve) => setTimeout(resolve, 60000)); });`;
      // What the shell becomes asks about no child.
      const parent = spawn("sh", ["-c", '"$0" -e "$1" & exec sleep 60', process.execPath, script], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      children.push(parent);
      let said = "";
      parent.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
      await until(() => said.includes("held"), 10_000);
      const pid = Number(/held (\d+)/.exec(said)?.[1]);
      process.kill(pid, "SIGKILL");
      await until(() => readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z "), 10_000);
      assert.deepEqual(await createStateStore(directory).withLock("scan", 0, async () => 1), { value: 1 });
    }).timeout(30_000);

    it("is won by one of many that break the same stale lock, each time", async () => {
      const rounds = 15;
      const script = `
        const fs = require("node:fs");
        say("ready");
        for (let round = 1; round <= ${rounds}; round += 1) {
          while (!fs.existsSync(directory + "/go." + round)) await sleep(1);
          const others = () => fs.readdirSync(directory).filter((name) => name.startsWith("done." + round + ".")).length;
          await store.withLock("scan", 0, async () => {
            say("won " + round);
            for (let n = 0; n < 1000 && others() < 2; n += 1) await sleep(5);
          });
          fs.writeFileSync(directory + "/done." + round + "." + process.pid, "");
        }`;
      mkdirSync(directory, { recursive: true });
      const runs = [run(script), run(script), run(script)];
      await until(() => runs.every(({ said }) => said.includes("ready")), 10_000);
      const dead = spawnSync(process.execPath, ["-e", ""]).pid;
      for (let round = 1; round <= rounds; round += 1) {
        const turn = Math.max(
          0,
          ...readdirSync(directory).flatMap((name) => Number(/^scan-lock\.(\d+)$/.exec(name)?.[1] ?? [])),
        );
        const stale = { pid: dead, host: hostname(), since: "", processStart: null };
        writeFileSync(path.join(directory, `scan-lock.${turn + 1}`), JSON.stringify(stale));
        writeFileSync(path.join(directory, `go.${round}`), "");
        const done = (): number => readdirSync(directory).filter((name) => name.startsWith(`done.${round}.`)).length;
        await until(() => done() === runs.length, 10_000);
        const winners = runs.filter(({ said }) => said.includes(`won ${round}`)).length;
        assert.equal(winners, 1, `round ${round}`);
      }
    }).timeout(60_000);

    it("loses no change of two processes that count together", async () => {
      const script = `
        for (let n = 0; n < 40; n += 1)
          await store.withLock("state", 20000, async () => store.write([["count", (await store.read("count", () => say("damaged")) ?? 0) + 1]]));
        say("done");`;
      const runs = [run(script), run(script)];
      await Promise.all(runs.map(({ ended }) => ended));
      assert.deepEqual(
        runs.map(({ said }) => said),
        [["done"], ["done"]],
      );
      assert.equal(await createStateStore(directory).read("count", unexpected), 80);
    }).timeout(60_000);

    it("leaves the old document or the new one when killed while writing", async () => {
      const store = createStateStore(directory);
      const length = 400_000;
      await store.write([["seen", { letter: "a", text: "a".repeat(length) }]]);
      for (let round = 0; round < 6; round += 1) {
        const { child, said, ended } = run(`
          say("begun");
          for (let n = 0; ; n += 1) { const letter = "abcdefgh"[n % 8]; await store.write([["seen", { letter, text: letter.repeat(${length}) }]]); }`);
        await until(() => said.includes("begun"), 10_000);
        await sleep(20 + round * 13);
        child.kill("SIGKILL");
        await ended;
        const { letter, text } = (await store.read("seen", unexpected)) as { letter: string; text: string };
        assert.ok(text === letter.repeat(length));
      }
    }).timeout(60_000);

    it("leaves the old document when killed between the temporary file and the rename", async () => {
      const store = createStateStore(directory);
      await store.write([["seen", "old"]]);
      const { said, ended } = run(`
        const fs = require("node:fs/promises");
        fs.rename = async () => { say("here"); process.kill(process.pid, "SIGKILL"); await sleep(1000); };
        await store.write([["seen", "new"]]); say("written");`);
      await ended;
      assert.deepEqual(said, ["here"]);
      assert.equal(await store.read("seen", unexpected), "old");
      assert.equal(readdirSync(directory).filter((name) => name.endsWith("tmp")).length, 1);
    }).timeout(20_000);
  });
});
