import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { constants, statSync } from "node:fs";
import { open, realpath } from "node:fs/promises";
import path from "node:path";
import { StringDecoder } from "node:string_decoder";
import { setImmediate as nextTurn } from "node:timers/promises";
import { MAX_SCRIPT_FILE_BYTES, MAX_SCRIPT_LOG_BYTES, SCRIPT_GRACE_MS } from "../core/limits";
import type { FileDigest, Processes, Program, ProgramEnd } from "../core/ports";
import { hasCode } from "./atomicWrite";
import { insideFolder } from "./insideFolder";
import { windowsProgram } from "./programPath";

/** What every program needs to find its files; nothing else is passed on unless it is named. */
const PASSED: readonly string[] = [
  "PATH",
  "HOME",
  "LANG",
  "LC_ALL",
  "TMPDIR",
  "TEMP",
  "TMP",
  ...(process.platform === "win32" ? ["SYSTEMROOT", "PATHEXT", "USERPROFILE", "COMSPEC"] : []),
];

/** Of handing over, before others have their turn. */
const TURN_MS = 8;

/** Between the end of a program and that of its pipes. */
const HELD_PIPE_MS = 1_000;

/** @param root the folder programs run in */
export function createProcesses(root: string, environment: NodeJS.ProcessEnv = process.env): Processes {
  return {
    run: (program, signal) => run(program, root, environment, signal),
    digest: (file) => digest(root, file),
  };
}

type Why = ProgramEnd["why"];

function run(program: Program, root: string, environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<ProgramEnd> {
  const [named = "", ...args] = program.argv;
  const command = process.platform === "win32" ? windowsProgram(named, environment, isFile) : named;
  if (signal.aborted) return Promise.resolve({ why: { kind: "cancelled" }, log: "" });
  if (command === null) return Promise.resolve({ why: { kind: "notFound", reason: named }, log: "" });
  const log = new Tail(MAX_SCRIPT_LOG_BYTES);
  return new Promise((resolve) => {
    let child: ChildProcessWithoutNullStreams;
    try {
      child = spawn(command, args, {
        cwd: root,
        env: passedOn(environment, program.env),
        shell: false,
        // A group of its own: what it starts ends with it.
        detached: process.platform !== "win32",
        windowsHide: true,
        stdio: ["pipe", "pipe", "pipe"],
      });
    } catch (error) {
      resolve({ why: notStarted(error), log: "" });
      return;
    }
    let stopped: Why | null = null;
    let isOver = false;
    let forced: NodeJS.Timeout | undefined;
    let held: NodeJS.Timeout | undefined;
    const stop = (why: Why): void => {
      if (stopped !== null || isOver) return;
      stopped = why;
      endGroup(child, "SIGTERM");
      forced = setTimeout(() => endGroup(child, "SIGKILL"), SCRIPT_GRACE_MS);
    };
    const timer = setTimeout(() => stop({ kind: "timeout" }), program.timeoutMs);
    const onAbort = (): void => stop({ kind: "cancelled" });
    signal.addEventListener("abort", onAbort);
    const over = (why: Why): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      clearTimeout(forced);
      clearTimeout(held);
      signal.removeEventListener("abort", onAbort);
      resolve({ why: stopped ?? why, log: log.text() });
    };

    const lines = new Lines(program, (kind) => stop({ kind }));
    child.stdout.on("data", (bytes: Buffer) => {
      if (stopped === null) lines.add(bytes);
    });
    child.stderr.on("data", (bytes: Buffer) => log.add(bytes));
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on("error", () => {});
    child.on("error", (error) => over(notStarted(error)));
    // What it has left behind may hold its pipes: it goes first, and then they close.
    child.on("exit", (code, by) => {
      endGroup(child, "SIGKILL");
      // Something that has left the group holds a pipe: nobody waits for it.
      held = setTimeout(() => {
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
        over(code === null ? { kind: "signal", signal: by ?? "" } : { kind: "exited", code });
      }, HELD_PIPE_MS);
    });
    child.on("close", (code, by) => {
      if (stopped === null) lines.end();
      over(code === null ? { kind: "signal", signal: by ?? "" } : { kind: "exited", code });
    });
    void feed(child, program.input);
  });
}

/** As fast as the program reads. One that reads nothing holds up nobody: when it ends so does this. */
async function feed({ stdin }: ChildProcessWithoutNullStreams, input: Program["input"]): Promise<void> {
  if (input !== null) {
    let turn = performance.now();
    for await (const piece of input) {
      if (stdin.destroyed || stdin.writableEnded) return;
      // A program that reads at once lets everything be written in one go: nobody else would have a turn.
      if (performance.now() - turn > TURN_MS) {
        await nextTurn();
        turn = performance.now();
      }
      if (stdin.write(piece)) continue;
      await new Promise<void>((resolve) => {
        const go = (): void => {
          stdin.off("drain", go).off("close", go).off("error", go);
          resolve();
        };
        stdin.on("drain", go).on("close", go).on("error", go);
        if (stdin.destroyed) go();
      });
    }
  }
  stdin.end();
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function passedOn(environment: NodeJS.ProcessEnv, named: readonly string[]): NodeJS.ProcessEnv {
  const wanted = [...PASSED, ...named].filter((name) => !/^TI_SCRAPER_/i.test(name));
  return Object.fromEntries(
    wanted.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
}

function endGroup(child: ChildProcessWithoutNullStreams, signal: "SIGTERM" | "SIGKILL"): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === "win32") {
    spawn("taskkill", ["/PID", String(pid), "/T", "/F"], { windowsHide: true, stdio: "ignore" }).on("error", () => {});
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left.
  }
}

function notStarted(error: unknown): Why {
  const reason = error instanceof Error ? error.message : String(error);
  if (hasCode(error, "ENOENT")) return { kind: "notFound", reason };
  return { kind: hasCode(error, "EACCES", "EPERM") ? "notAllowed" : "notStarted", reason };
}

/** Cuts what comes into lines, within the limits. */
class Lines {
  private readonly decoder = new StringDecoder("utf8");
  private open = "";
  private openBytes = 0;
  private total = 0;
  private isOver = false;

  constructor(
    private readonly program: Program,
    private readonly onLimit: (kind: "refused" | "lineTooLong" | "outputTooLong") => void,
  ) {}

  add(bytes: Buffer): void {
    if (this.isOver) return;
    this.total += bytes.length;
    if (this.total > this.program.maxOutputBytes) return this.stop("outputTooLong");
    let from = 0;
    for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, from)) {
      if (!this.take(bytes.subarray(from, at))) return;
      from = at + 1;
      if (!this.flush()) return;
    }
    this.take(bytes.subarray(from));
  }

  end(): void {
    if (!this.isOver && this.openBytes > 0) this.flush();
  }

  private take(piece: Buffer): boolean {
    this.openBytes += piece.length;
    if (this.openBytes > this.program.maxLineBytes) {
      this.stop("lineTooLong");
      return false;
    }
    this.open += this.decoder.write(piece);
    return true;
  }

  private flush(): boolean {
    const line = this.open + this.decoder.end();
    this.open = "";
    this.openBytes = 0;
    if (this.program.onLine(line.endsWith("\r") ? line.slice(0, -1) : line)) return true;
    this.stop("refused");
    return false;
  }

  private stop(kind: "refused" | "lineTooLong" | "outputTooLong"): void {
    this.isOver = true;
    this.onLimit(kind);
  }
}

/** The end of what was written, however much that was. */
class Tail {
  private pieces: Buffer[] = [];
  private length = 0;

  constructor(private readonly most: number) {}

  add(bytes: Buffer): void {
    this.pieces.push(bytes);
    this.length += bytes.length;
    if (this.length > 2 * this.most) this.cut();
  }

  text(): string {
    this.cut();
    return Buffer.concat(this.pieces).toString("utf8");
  }

  private cut(): void {
    if (this.length <= this.most) return;
    const whole = Buffer.concat(this.pieces).subarray(-this.most);
    // A copy, or the whole would be held by its end.
    this.pieces = [Buffer.from(whole)];
    this.length = whole.length;
  }
}

async function digest(root: string, file: string): Promise<FileDigest> {
  const realRoot = await realpath(root);
  const real = await realpath(path.resolve(realRoot, file)).catch(() => null);
  if (real === null) return { ok: false, why: "missing" };
  if (!real.startsWith(realRoot.endsWith(path.sep) ? realRoot : realRoot + path.sep))
    return { ok: false, why: "outside" };
  try {
    const handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      await insideFolder(realRoot).check(handle, real);
      const about = await handle.stat();
      if (!about.isFile()) return { ok: false, why: "missing" };
      if (about.size > MAX_SCRIPT_FILE_BYTES) return { ok: false, why: "tooLarge" };
      return {
        ok: true,
        sha256: createHash("sha256")
          .update(await handle.readFile())
          .digest("hex"),
      };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && error.name === "PathOutsideError") return { ok: false, why: "outside" };
    return { ok: false, why: "unreadable" };
  }
}
