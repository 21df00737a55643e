import { readdir, readFile, rm, rmdir } from "node:fs/promises";
import { realpathSync } from "node:fs";
import path from "node:path";
import { type KeptState, keptState } from "../core/keptState";
import { STATE_LOCK_MS } from "../core/limits";
import { type Agreements, createAgreements } from "../core/memory/agreements";
import { laterStateOf } from "../core/memory/laterState";
import { createStateStore, folderIdentity, stateDirectory, stateHome } from "./stateStore";
import { systemClock } from "./systemClock";

declare const __VERSION__: string;

/** Names of the folders of workspaces: see `stateDirectory`. */
const STATE_FOLDER = /^[0-9a-f]{32}$/;
const LOCK = /-lock\.\d+$/;
const FREE_LOCK = "null";

/** What is remembered in one state folder. */
export interface Remembered {
  readonly directory: string;
  /** Null when a later version has written it, so that it cannot be counted. */
  readonly kept: KeptState | null;
}

/** All that is kept for the user on this machine, whatever the folder. */
export interface StateHome {
  readonly agreements: Agreements;
  /** What a folder is known by in the agreements: its real path. */
  identityOf(root: string): string;
  /** Null when nothing is remembered of a folder. */
  rememberedOf(root: string): Promise<Remembered | null>;
  rememberedOfAll(): Promise<readonly Remembered[]>;
  /** Removes what is remembered of a folder, and its agreements. False when somebody works in it; then nothing is changed. */
  forget(root: string): Promise<boolean>;
  /** Removes what is remembered of all folders, imported names and agreements. False when somebody works in one, which stays. */
  forgetAll(): Promise<boolean>;
}

/** @param onDamaged gets the name of a document that cannot be read, and the one it was set aside under */
export function openStateHome(onDamaged: (name: string, asideName: string) => void): StateHome {
  const { env, platform } = process;
  const home = stateHome(env, platform);
  const folderOf = (directory: string) => ({ store: createStateStore(directory), onDamaged, version: __VERSION__ });
  const agreements = createAgreements(folderOf(path.join(home, "agreements")), systemClock);
  const directoryOf = (root: string): string => stateDirectory(env, platform, realpathSync.native(root));
  const identityOf = (root: string): string => folderIdentity(platform, realpathSync.native(root));
  const countIn = async (directory: string): Promise<Remembered> => {
    try {
      return { directory, kept: await keptState({ ...folderOf(directory), clock: systemClock }) };
    } catch (error) {
      if (laterStateOf(error) === null) throw error;
      return { directory, kept: null };
    }
  };
  const namesIn = (directory: string): Promise<readonly string[]> => readdir(directory).catch(() => []);
  const stateFolders = async () =>
    (await namesIn(home)).filter((name) => STATE_FOLDER.test(name)).map((name) => path.join(home, name));

  return {
    agreements,
    identityOf,
    rememberedOf: async (root) => {
      const directory = directoryOf(root);
      const names = await namesIn(directory);
      return names.some((name) => !LOCK.test(name)) ? countIn(directory) : null;
    },
    rememberedOfAll: async () => Promise.all((await stateFolders()).map(countIn)),
    forget: async (root) => {
      if (!(await removeState(directoryOf(root)))) return false;
      await agreements.forget(identityOf(root));
      return true;
    },
    forgetAll: async () => {
      const removed = await Promise.all((await stateFolders()).map(removeState));
      if (removed.includes(false)) return false;
      for (const name of ["names", "agreements"]) await removeState(path.join(home, name));
      return true;
    },
  };
}

/** Removes a state folder while nobody works in it. False when somebody does. */
async function removeState(directory: string): Promise<boolean> {
  if ((await readdir(directory).catch(() => null)) === null) return true;
  const store = createStateStore(directory);
  const removeAll = async (): Promise<void> => {
    for (const name of await readdir(directory)) {
      if (!LOCK.test(name)) await rm(path.join(directory, name), { recursive: true, force: true });
    }
  };
  // Whoever holds one of them is at work, or about to write.
  const locked = await store.withLock("scan", 0, () =>
    store.withLock("xsoar", 0, () =>
      store.withLock("mail", 0, () => store.withLock("state", STATE_LOCK_MS, removeAll)),
    ),
  );
  if (locked?.value?.value?.value == null) return false;
  for (const name of await readdir(directory)) {
    const file = path.join(directory, name);
    if (LOCK.test(name) && (await readFile(file, "utf8").catch(() => "")) === FREE_LOCK)
      await rm(file, { force: true });
  }
  // Whoever has begun to work there meanwhile keeps it.
  await rmdir(directory).catch(() => undefined);
  return true;
}
