import { type ChildProcess, spawn } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { startFrontProxy } from "./frontProxy";
import { type Channel, type VsCode, ensureVsCode } from "./install";
import { endTree, killTree } from "./processes";
import { outFolder } from "./project";

export interface VsCodeOptions {
  readonly channel: Channel;
  /** Installed before the start. */
  readonly vsix?: string;
  /** Kept between starts when given; else one per channel and package below `out/vscode`. */
  readonly extensionsDir?: string;
  /** User data, settings and logs. A fresh folder below `out/vscode` when not given, removed by `close()`. */
  readonly dataDir?: string;
  /** User settings, written before the start. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of scope `machine`: VS Code reads them from the machine that runs the extension host. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** False: new folders open in Restricted Mode. */
  readonly trust: boolean;
  /** Lets a page run a test suite in the extension host. */
  readonly smokeTestDriver?: boolean;
  /** Added to the environment of the server and so of the extension host. `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface RunningVsCode {
  readonly vscode: VsCode;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly dataDir: string;
  /** The address that opens a folder. */
  url(folder: string, payload?: Readonly<Record<string, string>>): string;
  /** Everything VS Code and the extension have logged: the server's output, then each log file under its name. */
  logs(): string;
  /** Ends every process; keeps the data folder when asked to, or when it was the caller's. */
  close(options?: { readonly keepData?: boolean }): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

/** Settings every test wants: nothing that talks, moves or asks by itself. A caller's settings win. */
const QUIET_SETTINGS: Readonly<Record<string, unknown>> = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  // In a browser VS Code saves after a second.
  "files.autoSave": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on",
  "window.restoreWindows": "none",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "git.enabled": false,
  "npm.autoDetect": "off",
  "security.workspace.trust.startupPrompt": "never",
};

/** Starts VS Code's own server on a free port. Throws with its output when it does not come up within a minute. */
export async function startVsCode(options: VsCodeOptions): Promise<RunningVsCode> {
  const vscode = await ensureVsCode(options.channel);
  const ownData = options.dataDir === undefined;
  const dataDir = options.dataDir ?? freshFolder(`data-${options.channel}`);
  const extensionsDir = options.extensionsDir ?? sharedExtensions(options);
  const env = environment(options.env);

  writeSettings(path.join(dataDir, "data", "User"), { ...QUIET_SETTINGS, ...options.settings });
  writeSettings(path.join(dataDir, "data", "Machine"), options.machineSettings ?? {});
  fs.mkdirSync(extensionsDir, { recursive: true });
  if (options.vsix) await installExtension(vscode, options.vsix, extensionsDir, env);

  const flags = `--host 127.0.0.1 --port 0 --without-connection-token --accept-server-license-terms --telemetry-level off`;
  const args = [
    vscode.serverMain,
    ...flags.split(" "),
    "--server-data-dir",
    dataDir,
    "--extensions-dir",
    extensionsDir,
  ];
  if (options.trust) args.push("--disable-workspace-trust");
  if (options.smokeTestDriver) args.push("--enable-smoke-test-driver");
  const child = spawn(vscode.node, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const killOnExit = (): void => {
    if (child.pid) killTree(child.pid);
  };
  process.on("exit", killOnExit);

  const output: string[] = [];
  try {
    const backendPort = await boundPort(child, output);
    const proxy = await startFrontProxy(backendPort);
    const origin = `http://127.0.0.1:${proxy.port}`;
    return {
      vscode,
      origin,
      dataDir,
      url: (folder, payload) => workbenchUrl(origin, folder, payload),
      logs: () => output.join("") + logFiles(path.join(dataDir, "data", "logs")),
      close: async ({ keepData = false } = {}) => {
        proxy.close();
        if (child.pid) await endTree(child.pid);
        process.off("exit", killOnExit);
        if (ownData && !keepData) fs.rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  } catch (error) {
    killOnExit();
    process.off("exit", killOnExit);
    throw error;
  }
}

/** Installs a package into a folder of extensions, once for each content. Throws with VS Code's words. */
export async function installExtension(
  vscode: VsCode,
  vsix: string,
  extensionsDir: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const marker = path.join(extensionsDir, ".installed-package");
  const content = fingerprint(vsix);
  if (fs.existsSync(marker) && fs.readFileSync(marker, "utf8") === content) return;
  const dataDir = freshFolder("install");
  const folders = ["--server-data-dir", dataDir, "--extensions-dir", extensionsDir];
  const args = [vscode.serverMain, "--accept-server-license-terms", ...folders, "--force", "--install-extension", vsix];
  const child = spawn(vscode.node, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  await new Promise<void>((resolve) => child.on("close", () => resolve()));
  fs.rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  // The exit code is 0 on some failures, so its words decide.
  if (!/successfully installed|already installed/i.test(output.join(""))) {
    throw new Error(`${path.basename(vsix)} could not be installed:\n${output.join("").slice(-3000)}`);
  }
  fs.writeFileSync(marker, content);
}

/** A new empty folder below `out/vscode`. */
export function freshFolder(prefix: string): string {
  const parent = path.join(outFolder, "vscode");
  fs.mkdirSync(parent, { recursive: true });
  return fs.mkdtempSync(path.join(parent, `${prefix}-`));
}

/** Where a package is installed for all that start with it. The folder is made. */
export function sharedExtensions({ channel, vsix }: Pick<VsCodeOptions, "channel" | "vsix">): string {
  const folder = path.join(outFolder, "vscode", `extensions-${channel}-${vsix ? fingerprint(vsix) : "none"}`);
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

function fingerprint(file: string): string {
  return crypto.createHash("sha256").update(fs.readFileSync(file)).digest("hex").slice(0, 16);
}

function environment(changes: VsCodeOptions["env"] = {}): NodeJS.ProcessEnv {
  // Without a gallery VS Code does not look for extensions on the network.
  const env: NodeJS.ProcessEnv = { ...process.env, EXTENSIONS_GALLERY: "{}" };
  // Left by a VS Code terminal or by c8 around the tests: the server must not think it runs inside them.
  for (const name of Object.keys(env)) {
    if (/^(VSCODE_|ELECTRON_|NODE_V8_COVERAGE$|NODE_OPTIONS$|NODE_PATH$)/.test(name)) delete env[name];
  }
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
  return env;
}

function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "settings.json"), JSON.stringify(settings, null, 2));
}

/** Waits for the line in which the server says where it listens. */
async function boundPort(child: ChildProcess, output: string[]): Promise<number> {
  return await new Promise<number>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`VS Code's server ${why}:\n${output.join("").slice(-3000)}`));
    const timer = setTimeout(() => fail("did not start in time"), START_TIMEOUT_MS);
    const read = (chunk: Buffer): void => {
      output.push(chunk.toString());
      const port = /(?:bound to 127\.0\.0\.1:|agent listening on )(\d+)/.exec(output.join(""))?.[1];
      if (port) {
        clearTimeout(timer);
        resolve(Number(port));
      }
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.on("error", (error) => fail(`could not be started (${error.message})`));
    child.on("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
}

/** @param place a folder, or the file of a workspace */
function workbenchUrl(origin: string, place: string, payload?: Readonly<Record<string, string>>): string {
  const kind = place.endsWith(".code-workspace") ? "workspace" : "folder";
  const query = [`${kind}=${encodeURIComponent(place)}`];
  if (payload) query.push(`payload=${encodeURIComponent(JSON.stringify(Object.entries(payload)))}`);
  return `${origin}/?${query.join("&")}`;
}

function logFiles(folder: string): string {
  if (!fs.existsSync(folder)) return "";
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => `\n== ${path.relative(folder, file)}\n${fs.readFileSync(file, "utf8")}`)
    .join("");
}
