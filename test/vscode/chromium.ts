import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { installFromDebian } from "./debian";
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
  const fromDebian = installFromDebian("chromium", log) ? installed() : null;
  return fromDebian ?? (await fromPlaywright(log));
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
