/**
 * The demo: `node out/test/world/start.js` opens a real VS Code on it, with `--once` the command line tool scans it and the
 * result is compared with what was planted.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { packageExtension } from "../vscode/packaging";
import { projectRoot } from "../vscode/project";
import { ensureVsCode } from "../vscode/install";
import { startVsCode } from "../vscode/server";
import { ATTACK_FILE } from "./knowledge";
import { startLeakSite, writeLeakJobs } from "./leakJobs";
import { scanOnce } from "./once";
import { runCli } from "./runCli";
import { startWorld } from "./world";

const PORTS = { news: 8917, xsoar: 8918 };
const CLI = path.join(projectRoot, "dist", "cli.js");

async function openDemo(): Promise<void> {
  console.log("Getting VS Code ready; the first time it is downloaded from npm.");
  await ensureVsCode("newest", (line) => console.log(`  ${line}`));
  const vsix = packageExtension();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-state-"));
  const running: { close(): Promise<void> }[] = [
    { close: async () => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 }) },
  ];
  /** In the opposite order of starting, and only once. */
  const close = async (): Promise<void> => {
    for (const part of running.splice(0).toReversed()) await part.close();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      close().then(() => process.exit(0), fail);
    });
  }

  try {
    const world = await startWorld({ ports: PORTS });
    running.push(world);
    const leaks = await startLeakSite();
    running.push(leaks);
    writeLeakJobs(world.workspaceFolder, leaks);
    // Names are imported for the user, not for a folder: so VS Code has them too.
    const bundle = path.join(world.workspaceFolder, ATTACK_FILE);
    const { code, errors } = await runCli([CLI, "names", world.workspaceFolder, "--import", bundle], world, home);
    if (code !== 0) throw new Error(`The names of the demo could not be imported.\n${errors}`);
    const vscode = await startVsCode({ channel: "newest", vsix, trust: true, env: { XDG_STATE_HOME: home } });
    running.push(vscode);
    const address = vscode.url(world.workspaceFolder);
    console.log(`
TI Scraper in VS Code ${vscode.vscode.version}:   ${address}
Key for “TI Scraper: Set XSOAR API Key”:   ${world.xsoar.key}

A news web of ${world.news.sources.length} sources and an XSOAR simulator (${world.xsoar.origin}) run beside it.
In VS Code press F1 and run “TI Scraper: Scan”, then “TI Scraper: Run Job…” for a job with a script, then “TI Scraper: Update Records…”: its records have something for each recipe.
Ctrl+C here ends everything.`);
    openBrowser(address);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens the address where somebody can see it; a machine without a display gets none. */
function openBrowser(address: string): void {
  const hasDisplay = process.platform !== "linux" || process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"];
  if (!hasDisplay || process.env["CI"]) return;
  const [program, ...args] =
    process.platform === "darwin" ? ["open"] : process.platform === "win32" ? ["explorer.exe"] : ["xdg-open"];
  const child = spawn(program ?? "", [...args, address], { detached: true, stdio: "ignore" });
  // The address is printed: a machine without such a program loses nothing.
  child.on("error", () => {});
  child.unref();
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--once")) process.exitCode = await scanOnce(CLI);
  else await openDemo();
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

main(process.argv.slice(2)).catch(fail);
