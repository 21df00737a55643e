import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";
import { keepOutput } from "../world/secrecy";

export interface Run {
  /** -1 when it was killed. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** Where its memory is: the folder `state` below. */
  readonly home: string;
  /** Beside the path and the home. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface CommandLine {
  readonly file: string;
  start(args: readonly string[], options: RunOptions): { readonly child: ChildProcess; readonly ended: Promise<Run> };
  run(args: readonly string[], options: RunOptions): Promise<Run>;
}

/** The command line in a folder of its own. It knows nothing of the environment of the tests but the path. */
export function buildCommandLine(): CommandLine {
  // Each test file is a bundle with memory of its own: where it lies tells them that it is there.
  const folder = path.join(tmpdir(), `ti-scraper-cli-${process.pid}`);
  if (!existsSync(folder)) bundle(folder);
  const file = path.join(folder, "cli.js");
  const start: CommandLine["start"] = (args, { home, env = {}, cwd }) => {
    const child = spawn(process.execPath, [file, ...args], {
      env: { PATH: process.env["PATH"], HOME: home, XDG_STATE_HOME: path.join(home, "state"), ...env },
      stdio: ["ignore", "pipe", "pipe"],
      ...(cwd === undefined ? {} : { cwd }),
    });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    const ended = new Promise<Run>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        keepOutput(out + err);
        resolve({ code: code ?? -1, out, err });
      });
    });
    return { child, ended };
  };
  return { file, start, run: (args, options) => start(args, options).ended };
}

function bundle(folder: string): void {
  buildSync({
    entryPoints: { cli: "src/cli.ts", worker: "src/node/worker.ts", mail: "src/mail.ts" },
    outdir: folder,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["canvas"],
    define: { __VERSION__: '"1.2.3"' },
    logLevel: "warning",
  });
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}
