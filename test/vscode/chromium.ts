import { execFile, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { projectRoot } from "./project";

const run = promisify(execFile);

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "microsoft-edge-stable",
  "msedge",
];

/**
 * The path of a browser of the Chromium family: `CHROMIUM_PATH`, else one on this machine, else (as root on Debian) the
 * distribution's package, else Playwright's own download. Null when there is none to be had.
 */
export async function ensureChromium(log: (line: string) => void = () => {}): Promise<string | null> {
  const named = process.env["CHROMIUM_PATH"];
  if (named) {
    if (fs.existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, where no file is.`);
  }
  const present = installed();
  if (present) return present;
  return (await fromDebian(log)) ?? (await fromPlaywright(log));
}

function installed(): string | null {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter(Boolean);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const candidates = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name + suffix)));
  return (
    [...candidates, ...fixedPlaces(), chromium.executablePath()].find((file) => file && fs.existsSync(file)) ?? null
  );
}

function fixedPlaces(): readonly string[] {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((name) =>
      ["/", os.homedir()].map((top) => path.join(top, "Applications", `${name}.app`, "Contents", "MacOS", name)),
    );
  }
  if (process.platform !== "win32") return [];
  return ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"]
    .map((name) => process.env[name])
    .filter((top) => top !== undefined)
    .flatMap((top) => [
      path.join(top, "Google", "Chrome", "Application", "chrome.exe"),
      path.join(top, "Chromium", "Application", "chrome.exe"),
      path.join(top, "Microsoft", "Edge", "Application", "msedge.exe"),
    ]);
}

async function fromDebian(log: (line: string) => void): Promise<string | null> {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !fs.existsSync("/etc/debian_version")) return null;
  log("Installing Chromium from Debian's packages");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // Another process may be installing something.
  const wait = ["-o", "DPkg::Lock::Timeout=300"];
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    const done = spawnSync("apt-get", [...wait, ...args], { env, encoding: "utf8", timeout: 10 * 60_000 });
    // A package list that could not be refreshed may still do.
    if (done.status !== 0)
      log(`apt-get ${args.join(" ")} failed: ${(done.stderr || String(done.error ?? "")).trim().slice(-800)}`);
  }
  return installed();
}

async function fromPlaywright(log: (line: string) => void): Promise<string | null> {
  log("Downloading Chromium through Playwright");
  try {
    const cli = path.join(projectRoot, "node_modules", "playwright-core", "cli.js");
    await run(process.execPath, [cli, "install", "chromium"], { timeout: 10 * 60_000 });
  } catch (error) {
    log(`Playwright could not download it: ${error instanceof Error ? error.message.slice(0, 800) : String(error)}`);
  }
  return installed();
}
