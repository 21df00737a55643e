import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createWorkspaceFiles } from "../../src/node/workspaceFiles";
import { seeded } from "../world/xsoar/chaos";

const TRIES = 3000;
const SECRET = "what nobody reads";

/** Exchanges folders and a file of the workspace for links that lead out of it and back, as fast as it can, until it is ended. */
const EXCHANGER = `
  const fs = require("node:fs");
  const path = require("node:path");
  const does = (act) => { try { act(); return true; } catch { return false; } };
  const remove = (name) => does(() => fs.rmSync(name, { recursive: true, force: true }));
  const rest = () => { for (let n = Math.random() * 20000; n > 0; n -= 1); };
  const turn = (name, target) => {
    const own = name + ".own";
    if (!does(() => fs.renameSync(name, own))) return remove(own);
    if (does(() => fs.symlinkSync(target, name))) {
      rest();
      does(() => fs.unlinkSync(name));
    }
    // The writer may have made it anew.
    if (!does(() => fs.renameSync(own, name))) remove(name) && does(() => fs.renameSync(own, name));
    rest();
  };
  const outside = process.argv[1];
  const turns = [
    ["folder", outside],
    ["folder/deep", path.join(outside, "deep")],
    ["file.txt", path.join(outside, "secret.txt")],
  ];
  process.stdout.write("ready");
  for (;;) for (const [name, target] of turns) {
    does(() => fs.mkdirSync("folder/deep", { recursive: true }));
    turn(name, target);
  }
`;

/** The attack on a real file system: whoever may write in the workspace has a write, or a read, led elsewhere. */
describe("a link that is exchanged while files are written", function () {
  this.timeout(120_000);
  let base: string;
  let root: string;
  let exchanger: ChildProcess;

  before(async function () {
    if (process.platform !== "linux") this.skip();
    base = mkdtempSync(path.join(tmpdir(), "ti-scraper-exchange-"));
    root = path.join(base, "workspace");
    const outside = path.join(base, "outside");
    for (const folder of [path.join(root, "folder", "deep"), path.join(outside, "deep")])
      mkdirSync(folder, { recursive: true });
    for (const file of ["secret.txt", "deep/secret.txt", "file.txt", "deep/file.txt"])
      writeFileSync(path.join(outside, file), SECRET);
    writeFileSync(path.join(root, "file.txt"), "own");
    exchanger = spawn(process.execPath, ["-e", EXCHANGER, outside], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => exchanger.stdout?.once("data", resolve));
  });

  after(() => {
    exchanger?.kill("SIGKILL");
    if (base !== undefined) rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  });

  it("leads none of thousands of writes and reads outside", async () => {
    const files = createWorkspaceFiles(root);
    const next = seeded(7);
    const among = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
    const read = async (file: string): Promise<void> => {
      assert.notEqual(await files.readText(file, 1_000), SECRET, `${file} is read`);
    };
    const readLines = async (file: string): Promise<void> => {
      for await (const line of files.lines(file, 1000)) assert.notEqual(line, SECRET, `${file} is read`);
    };
    const list = async (folder: string): Promise<void> => {
      const names = (await files.list(folder)).map(({ name }) => name);
      assert.equal(names.includes("secret.txt"), false, `${folder} is listed`);
    };
    const tries: readonly ((place: string, n: number) => Promise<unknown>)[] = [
      (place, n) => files.writeText(`${place}/file.txt`, `written ${n}`),
      (place, n) => files.createText(`${place}/new-${n}.txt`, "made"),
      (place) => files.appendText(`${place}/file.txt`, "added"),
      (place, n) => files.writeText(`${place}/made-${n}/below/file.txt`, "in folders of its own"),
      (place) => files.appendText(`${place}/more.txt`, "added"),
      (place) => read(`${place}/secret.txt`),
      (place) => readLines(`${place}/secret.txt`),
      (place) => list(place),
      () => files.writeText("file.txt", "own"),
      () => files.appendText("file.txt", "more"),
      () => read("file.txt"),
    ];
    let done = 0;
    let failed = 0;
    for (let n = 0; n < TRIES; n += 1) {
      try {
        await among(tries)(among(["folder", "folder/deep"]), n);
        done += 1;
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        failed += 1;
      }
    }
    exchanger.kill("SIGKILL");
    await new Promise((resolve) => (exchanger.exitCode === null ? exchanger.once("exit", resolve) : resolve(null)));
    const outside = path.join(base, "outside");
    const left = readdirSync(outside, { recursive: true, encoding: "utf8" });
    assert.deepEqual(new Set(left), new Set(["deep", "deep/file.txt", "deep/secret.txt", "file.txt", "secret.txt"]));
    for (const file of ["secret.txt", "deep/secret.txt", "file.txt", "deep/file.txt"])
      assert.equal(readFileSync(path.join(outside, file), "utf8"), SECRET, file);
    assert.ok(done > TRIES / 20, `${done} went through`);
    assert.ok(failed > TRIES / 100, `${failed} were turned away: the links were met`);
    const remains = readdirSync(root, { recursive: true }).filter((name) => String(name).endsWith(".ti-scraper-tmp"));
    assert.deepEqual(remains, []);
    console.log(`      held ${TRIES}/${TRIES}: ${done} done, ${failed} turned away`);
  });
});
