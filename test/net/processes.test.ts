import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Program } from "../../src/core/ports";
import { createProcesses } from "../../src/node/processes";

const NODE = process.execPath;

describe("programs of the user's own", () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), "ti-scraper-scripts-")));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));

  const run = async (code: string, program: Partial<Program> = {}, signal = new AbortController().signal) => {
    const lines: string[] = [];
    const environment = { PATH: process.env["PATH"], SECRET: "x", LEAK_REGION: "eu", TI_SCRAPER_MAIL_PASSWORD: "p" };
    const end = await createProcesses(root, environment).run(
      {
        argv: [NODE, "-e", code],
        env: [],
        input: null,
        onLine: (line) => lines.push(line) > 0,
        timeoutMs: 10_000,
        maxLineBytes: 1_000_000,
        maxOutputBytes: 64_000_000,
        ...program,
      },
      signal,
    );
    return { ...end, lines };
  };

  it("runs in the folder, with what every program needs and what is named, and none of ours", async () => {
    const code = "console.log(JSON.stringify([process.cwd(), process.env]))";
    const { why, lines } = await run(code, { env: ["LEAK_REGION", "TI_SCRAPER_MAIL_PASSWORD"] });
    assert.deepEqual(why, { kind: "exited", code: 0 });
    const [cwd, env] = JSON.parse(lines[0] ?? "") as [string, Record<string, string>];
    assert.equal(cwd, root);
    assert.deepEqual(Object.keys(env).sort(), ["LEAK_REGION", "PATH"]);
  });
  it("gives lines as they were written, the last one without a break, and letters that came in pieces", async () => {
    const code =
      "const b=Buffer.from('ä\\r\\nb');process.stdout.write(b.subarray(0,1));setTimeout(()=>process.stdout.write(b.subarray(1)),50)";
    assert.deepEqual((await run(code)).lines, ["ä", "b"]);
  });
  it("tells exit code, signal and what was written for people", async () => {
    assert.deepEqual(await run("console.error('no');process.exit(3)"), {
      why: { kind: "exited", code: 3 },
      log: "no\n",
      lines: [],
    });
    assert.deepEqual((await run("process.kill(process.pid,'SIGKILL')")).why, { kind: "signal", signal: "SIGKILL" });
  });
  it("tells a program that is not there, and one that may not be run", async () => {
    assert.equal((await run("", { argv: ["no-such-program-here"] })).why.kind, "notFound");
    writeFileSync(path.join(root, "plain.txt"), "text");
    assert.equal((await run("", { argv: ["./plain.txt"] })).why.kind, "notAllowed");
  });
  it("starts no shell", async () => {
    const { why } = await run("", { argv: [`${NODE} -e 1`] });
    assert.equal(why.kind, "notFound");
  });

  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  const TREE = `const {spawn}=require("node:child_process");
    const child=spawn(process.execPath,["-e","process.on('SIGTERM',()=>{});setInterval(()=>{},1000)"],{stdio:"inherit"});
    console.log(child.pid);`;
  for (const [what, code, program] of [
    ["timeout", `${TREE} process.on("SIGTERM",()=>{}); setInterval(()=>{},1000)`, { timeoutMs: 1_000 }],
    ["its own end", `${TREE} setTimeout(()=>process.exit(0),300)`, {}],
  ] as const) {
    it(`leaves nothing it has started: ${what}`, async function () {
      this.timeout(20_000);
      const { why, lines } = await run(code, program);
      assert.deepEqual(why, what === "timeout" ? { kind: "timeout" } : { kind: "exited", code: 0 });
      const pid = Number(lines[0]);
      assert.ok(pid > 0);
      for (let wait = 0; isAlive(pid) && wait < 40; wait++) await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(isAlive(pid), false);
    });
  }
  it("ends when it is cancelled", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    assert.deepEqual((await run("setInterval(()=>{},1000)", {}, abort.signal)).why, { kind: "cancelled" });
    assert.deepEqual((await run("", {}, abort.signal)).why, { kind: "cancelled" });
  });
  it("ends one that writes too long a line, too much, or what nobody wants", async () => {
    assert.equal(
      (await run("process.stdout.write('a'.repeat(2000000));setInterval(()=>{},1000)")).why.kind,
      "lineTooLong",
    );
    const much =
      "const l='a'.repeat(1000)+'\\n';(function w(){while(process.stdout.write(l));process.stdout.once('drain',w)})()";
    assert.equal((await run(much, { maxOutputBytes: 1_000_000 })).why.kind, "outputTooLong");
    assert.equal((await run(much, { onLine: () => false })).why.kind, "refused");
  });
  it("keeps the end of a flood of stderr, and is not held up by it", async () => {
    const code =
      "for(let i=0;i<300;i++)process.stderr.write('x'.repeat(9999)+'\\n');process.stderr.write('last\\n');console.log('done')";
    const { log, lines } = await run(code);
    assert.ok(log.length <= 1_000_000 && log.endsWith("last\n"));
    assert.deepEqual(lines, ["done"]);
  });

  async function* flood(taken: { count: number }, pieces: number): AsyncIterable<string> {
    for (; taken.count < pieces; taken.count++) yield `${"y".repeat(9_999)}\n`;
  }
  it("writes as fast as it reads: one that never does holds up nobody and costs no memory", async () => {
    const taken = { count: 0 };
    const { why, lines } = await run("setTimeout(()=>{console.log('over');process.exit(0)},500)", {
      input: flood(taken, 100_000),
    });
    assert.deepEqual([why, lines], [{ kind: "exited", code: 0 }, ["over"]]);
    assert.ok(taken.count < 100, `${taken.count} pieces were made for nobody`);
  });
  it("hands over all of it to one that reads and answers at once", async () => {
    const taken = { count: 0 };
    const { lines } = await run("process.stdin.pipe(process.stdout)", { input: flood(taken, 1_000) });
    assert.deepEqual([lines.length, taken.count], [1_000, 1_000]);
  });
  it("finds nothing to read where nothing is given", async () => {
    assert.deepEqual((await run("process.stdin.on('end',()=>console.log('end')).resume()")).lines, ["end"]);
  });

  it("tells what a file holds, after links are resolved", async () => {
    const processes = createProcesses(root);
    const digest = (file: string) => processes.digest(file);
    mkdirSync(path.join(root, "scripts"));
    writeFileSync(path.join(root, "scripts", "a.py"), "print(1)");
    symlinkSync("a.py", path.join(root, "scripts", "same.py"));
    symlinkSync(NODE, path.join(root, "scripts", "out"));
    const first = await digest("scripts/a.py");
    assert.ok(first.ok && /^[0-9a-f]{64}$/.test(first.sha256));
    assert.deepEqual(await digest("scripts/same.py"), first);
    for (const [file, why] of [
      ["scripts/out", "outside"],
      ["../no-such-file", "missing"],
      [NODE, "outside"],
      ["scripts", "missing"],
      ["scripts/none.py", "missing"],
    ] as const)
      assert.deepEqual(await digest(file), { ok: false, why }, file);
    writeFileSync(path.join(root, "scripts", "a.py"), "print(2)");
    assert.notDeepEqual(await digest("scripts/a.py"), first);
  });
});
