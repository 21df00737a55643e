import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { StateStore } from "../core/ports";
import { TEMPORARY_SUFFIX, hasCode, replaceFiles } from "./atomicWrite";
import { rememberOwn } from "./ownWrites";
import { acquireLock } from "./stateLock";

/** The variable of the environment that chooses the folder everything is remembered below; VS Code's setting does the same. */
export const STATE_FOLDER = "TI_SCRAPER_STATE_FOLDER";

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const BEGINNING_BYTES = 120;
/** A temporary file this old is the remains of a crash. */
const REMAINS_AFTER_MS = 3_600_000;

/**
 * The folder of one workspace's memory in the folder that was chosen for it, or in the user's state directory: `$XDG_STATE_HOME` or `~/.local/state`
 * (XDG Base Directory Specification 0.8), `~/Library/Application Support`, `%LOCALAPPDATA%`.
 * @param realPath of the workspace, links resolved: the same for every way to open it
 */
export function stateDirectory(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  realPath: string,
): string {
  const name = createHash("sha256").update(folderIdentity(platform, realPath)).digest("hex").slice(0, 32);
  return (platform === "win32" ? path.win32 : path.posix).join(stateHome(env, platform), name);
}

/** What a folder is known by on the machine it lies on. */
export function folderIdentity(platform: NodeJS.Platform, realPath: string): string {
  // Windows names do not mind case; VS Code and a shell write the drive letter differently.
  return platform === "win32" ? realPath.toLowerCase() : realPath;
}

/** The folder of what is kept for all workspaces of the user: imported names. */
export function libraryDirectory(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string {
  return (platform === "win32" ? path.win32 : path.posix).join(stateHome(env, platform), "names");
}

/** Where all of it lies: below the folder that was chosen, else below the system's. */
export function stateHome(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string {
  const paths = platform === "win32" ? path.win32 : path.posix;
  // The specification asks for relative values to be ignored. A chosen folder is looked at before: see `prepareStateFolder`.
  const given = (value: string | undefined): string | null =>
    value !== undefined && paths.isAbsolute(value) ? value : null;
  const home = given(platform === "win32" ? env["USERPROFILE"] : env["HOME"]) ?? os.homedir();
  const system =
    platform === "win32"
      ? (given(env["LOCALAPPDATA"]) ?? paths.join(home, "AppData", "Local"))
      : platform === "darwin"
        ? paths.join(home, "Library", "Application Support")
        : (given(env["XDG_STATE_HOME"]) ?? paths.join(home, ".local", "state"));
  return paths.join(given(env[STATE_FOLDER]) ?? system, "ti-scraper");
}

/** The environment with the folder that was chosen in its place: null for none. */
export function withStateFolder(
  env: Readonly<Record<string, string | undefined>>,
  folder: string | null,
): Readonly<Record<string, string | undefined>> {
  return { ...env, [STATE_FOLDER]: folder ?? undefined };
}

/** JSON documents, `<name>.json` each, in a folder that only the user can read. */
export function createStateStore(directory: string): StateStore {
  const fileOf = (name: string): string => path.join(directory, `${name}.json`);

  const setAside = async (name: string): Promise<string> => {
    const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
    for (let count = 1; ; count += 1) {
      const asideName = `${name}.damaged-${time}${count === 1 ? "" : `-${count}`}`;
      const aside = path.join(directory, asideName);
      if ((await stat(aside).catch(() => null)) !== null) continue;
      await rename(fileOf(name), aside).catch((error: unknown) => {
        // Another process has set it aside, or written it anew.
        if (!hasCode(error, "ENOENT")) throw error;
      });
      await rememberOwn([fileOf(name), aside]);
      return asideName;
    }
  };

  return {
    read: async (name, onDamaged) => {
      const text = await readFile(fileOf(name), "utf8").catch((error: unknown) => {
        if (hasCode(error, "ENOENT")) return null;
        // A folder in its place is damage too.
        if (hasCode(error, "EISDIR")) return "";
        throw error;
      });
      if (text === null) return null;
      try {
        return JSON.parse(text) as unknown;
      } catch {
        onDamaged(await setAside(name));
        return null;
      }
    },
    setAside,
    write: async (documents) => {
      const files = documents.map(([name, value]) => [fileOf(name), JSON.stringify(value)] as const);
      await replaceFiles(files, { mode: PRIVATE_FILE });
      await rememberOwn(files.map(([file]) => file));
    },
    remove: async (name) => {
      await rm(fileOf(name), { force: true, recursive: true });
      await rememberOwn([fileOf(name)]);
    },
    later: async (version) => {
      const names = await readdir(directory).catch(() => []);
      const beginnings = await Promise.all(
        names.filter((name) => /^[^.]+\.json$/.test(name)).map((name) => beginningOf(path.join(directory, name))),
      );
      for (const beginning of beginnings) {
        const [, written, by = null] = /^\{"version":(\d+)(?:,"by":"([^"\\]*)")?/.exec(beginning) ?? [];
        if (Number(written ?? 0) > version) return { by };
      }
      return null;
    },
    withLock: async (name, waitMs, work) => {
      await mkdir(directory, { recursive: true, mode: PRIVATE_FOLDER });
      const lock = await acquireLock(directory, name, waitMs);
      if (lock === null) return null;
      try {
        if (name === "scan") await removeRemains(directory);
        return { value: await work() };
      } finally {
        await lock.release();
      }
    },
  };
}

/** Enough of a file to tell who wrote it; empty when it cannot be read. */
async function beginningOf(file: string): Promise<string> {
  const handle = await open(file, "r").catch(() => null);
  if (handle === null) return "";
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } catch {
    return "";
  } finally {
    await handle.close();
  }
}

async function removeRemains(directory: string): Promise<void> {
  const names = await readdir(directory);
  for (const name of names.filter((one) => one.endsWith(TEMPORARY_SUFFIX))) {
    const file = path.join(directory, name);
    const age = Date.now() - ((await stat(file).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > REMAINS_AFTER_MS) await rm(file, { force: true });
  }
}
