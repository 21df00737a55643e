import { cp, readdir, readFile, rm, rmdir } from "node:fs/promises";
import { realpathSync } from "node:fs";
import path from "node:path";
import { type KeptState, keptState } from "../core/keptState";
import { STATE_LOCK_MS } from "../core/limits";
import { type Agreements, createAgreements } from "../core/memory/agreements";
import { laterStateOf } from "../core/memory/laterState";
import { stateFolderIn } from "./stateFolder";
import { createStateStore, folderIdentity, stateDirectory, stateHome, withStateFolder } from "./stateStore";
import { systemClock } from "./systemClock";
import { type Watching, watchState } from "./watchState";

declare const __VERSION__: string;

/** Names of the folders of workspaces: see `stateDirectory`. */
const WORKSPACE = /^[0-9a-f]{32}$/;
/** Folders of what is kept for all of them. */
const SHARED = ["names", "agreements"];
const LOCK = /-lock\.\d+$/;
const FREE_LOCK = "null";

/** What is remembered in one state folder. */
export interface Remembered {
  readonly directory: string;
  /** Null when a later version has written it, so that it cannot be counted. */
  readonly kept: KeptState | null;
}

/** What came of moving everything: numbers of folders. Those stayed that somebody works in, or that the other place had already. */
export interface Moved {
  readonly moved: number;
  readonly stayed: number;
}

/** All that is kept for the user on this machine, whatever the folder. */
export interface StateHome {
  /** Where it lies. */
  readonly place: string;
  readonly agreements: Agreements;
  /** What a folder is known by in the agreements: its real path. */
  identityOf(root: string): string;
  /** Whether anything is remembered of a folder. */
  knows(root: string): Promise<boolean>;
  /** Null when nothing is remembered of a folder. */
  rememberedOf(root: string): Promise<Remembered | null>;
  rememberedOfAll(): Promise<readonly Remembered[]>;
  /** Removes what is remembered of a folder, and its agreements. False when somebody works in it; then nothing is changed. */
  forget(root: string): Promise<boolean>;
  /** Removes what is remembered of all folders, imported names and agreements. False when somebody works in one, which stays. */
  forgetAll(): Promise<boolean>;
  /** Watches what is remembered of folders, and the agreements, for what other processes write: see `watchState`. */
  watch(roots: readonly string[], changed: () => void): Watching;
  /** Moves everything to where another one is. */
  moveTo(other: Pick<StateHome, "place">): Promise<Moved>;
}

/**
 * @param onDamaged gets the name of a document that cannot be read, and the one it was set aside under
 * @param folder that was chosen: null for the system's; by default the environment decides
 */
export function openStateHome(
  onDamaged: (name: string, asideName: string) => void,
  folder: string | null = stateFolderIn(process.env),
): StateHome {
  const { platform } = process;
  const env = withStateFolder(process.env, folder);
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
  const stateFolders = async () =>
    (await namesIn(home)).filter((name) => WORKSPACE.test(name)).map((name) => path.join(home, name));

  const knows = (root: string): Promise<boolean> => isKept(directoryOf(root));

  return {
    place: home,
    agreements,
    identityOf,
    knows,
    rememberedOf: async (root) => ((await knows(root)) ? countIn(directoryOf(root)) : null),
    rememberedOfAll: async () => Promise.all((await stateFolders()).map(countIn)),
    forget: async (root) => {
      if (!(await removeState(directoryOf(root)))) return false;
      await agreements.forget(identityOf(root));
      return true;
    },
    forgetAll: async () => {
      const removed = await Promise.all((await stateFolders()).map(removeState));
      if (removed.includes(false)) return false;
      for (const name of SHARED) await removeState(path.join(home, name));
      return true;
    },
    watch: (roots, changed) => watchState([path.join(home, "agreements"), ...roots.map(directoryOf)], changed),
    moveTo: async ({ place }) => {
      const directories = [...(await stateFolders()), ...SHARED.map((name) => path.join(home, name))];
      const kept: string[] = [];
      for (const directory of directories) if (await isKept(directory)) kept.push(directory);
      let moved = 0;
      for (const directory of kept) {
        if (await moveState(directory, path.join(place, path.basename(directory)))) moved += 1;
      }
      return { moved, stayed: kept.length - moved };
    },
  };
}

function namesIn(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch(() => []);
}

/** Whether a state folder holds anything. */
async function isKept(directory: string): Promise<boolean> {
  return (await namesIn(directory)).some((name) => !LOCK.test(name));
}

/** Removes a state folder while nobody works in it. False when somebody does. */
async function removeState(directory: string): Promise<boolean> {
  if ((await readdir(directory).catch(() => null)) === null) return true;
  const isRemoved = (await alone(directory, () => removeAll(directory))) !== null;
  if (isRemoved) await removeLocks(directory);
  return isRemoved;
}

/** Moves a state folder while nobody works in either place, where there is nothing yet. False when somebody does, or there is. */
async function moveState(from: string, to: string): Promise<boolean> {
  const move = async (): Promise<boolean> => {
    if (await isKept(to)) return false;
    try {
      // The other place may be on another disk.
      await cp(from, to, {
        recursive: true,
        preserveTimestamps: true,
        filter: (one) => !LOCK.test(path.basename(one)),
      });
    } catch (error) {
      await removeAll(to);
      throw error;
    }
    await removeAll(from);
    return true;
  };
  const outcome = await alone(from, () => alone(to, move));
  if (outcome?.value?.value !== true) return false;
  await removeLocks(from);
  return true;
}

/** Works while nobody else works in a state folder, or is about to write there. Null when somebody does. */
async function alone<T>(directory: string, work: () => Promise<T>): Promise<{ readonly value: T } | null> {
  const store = createStateStore(directory);
  const locked = await store.withLock("scan", 0, () =>
    store.withLock("xsoar", 0, () => store.withLock("mail", 0, () => store.withLock("state", STATE_LOCK_MS, work))),
  );
  return locked?.value?.value?.value ?? null;
}

async function removeAll(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!LOCK.test(name)) await rm(path.join(directory, name), { recursive: true, force: true });
  }
}

/** Removes the locks that nobody holds, and the folder when it is empty then. */
async function removeLocks(directory: string): Promise<void> {
  for (const name of await namesIn(directory)) {
    const file = path.join(directory, name);
    if (LOCK.test(name) && (await readFile(file, "utf8").catch(() => "")) === FREE_LOCK)
      await rm(file, { force: true });
  }
  // Whoever has begun to work there meanwhile keeps it.
  await rmdir(directory).catch(() => undefined);
}
