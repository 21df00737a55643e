import { constants, existsSync } from "node:fs";
import { mkdir, open, readlink, realpath, stat, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { hasCode } from "./atomicWrite";

/** A path of the configuration leaves the workspace, by itself or through a link. */
export class PathOutsideError extends Error {
  override readonly name = "PathOutsideError";

  constructor(readonly path: string) {
    super(`${path} is outside the workspace`);
  }
}

/** Where a system shows the handles of a process as paths, by which a folder is reached whatever its name leads to by now. */
const HANDLES = existsSync("/proc/self/fd") ? "/proc/self/fd" : null;

/** Windows has neither flag. */
const FOLDER_FLAGS = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0);
const NO_LINK = constants.O_NOFOLLOW ?? 0;

export interface InsideFolder {
  /**
   * Runs `work` with a path to a file in its folder, which is made when it is missing. The folder lies inside, and links that take its
   * place from then on lead nobody anywhere: the path goes by the folder itself. `check` is to be called with the opened file before
   * its first byte is written.
   */
  withFile<T>(file: string, work: (target: string, check: HandleCheck) => Promise<T>): Promise<T>;
  /** Runs `work` with a path to a folder that lies inside, by the folder itself; null when there is none. */
  withFolder<T>(folder: string, work: (target: string) => Promise<T>): Promise<T | null>;
  /** Throws `PathOutsideError` unless an opened file or folder lies inside. @param opened the path it was opened by */
  readonly check: HandleCheck;
}

export type HandleCheck = (handle: FileHandle, opened: string) => Promise<void>;

/**
 * The files below a folder, for paths that were found to lie inside and may have been exchanged for links since.
 *
 * Linux shows what a handle is of, and lets files be reached by the handle of their folder; nothing can come between. Other systems do
 * not: there the real path of what was opened is compared, and the folder once more before the work begins; a link that is exchanged
 * within the rename itself is not noticed.
 *
 * @param root a real path
 * @param handles see `HANDLES`; null to do without
 */
export function insideFolder(root: string, handles: string | null = HANDLES): InsideFolder {
  const within = root.endsWith(path.sep) ? root : root + path.sep;
  const isInside = (real: string): boolean => real === root || real.startsWith(within);

  const check: HandleCheck = async (handle, opened) => {
    const real = handles === null ? await realPathOf(handle, opened) : await readlink(`${handles}/${handle.fd}`);
    if (real === null || !isInside(real)) throw new PathOutsideError(opened);
  };

  const placeAt = async (folder: string, flags: number): Promise<Place> => {
    if (handles === null) {
      const real = await realpath(folder);
      if (!isInside(real)) throw new PathOutsideError(folder);
      return { target: real, close: async () => {} };
    }
    const handle = await open(folder, flags);
    try {
      await check(handle, folder);
      return { target: `${handles}/${handle.fd}`, close: () => handle.close() };
    } catch (error) {
      await handle.close();
      throw error;
    }
  };

  /** One missing folder after the other, each in the one before it, which is known to lie inside. */
  const placeOrMake = async (folder: string): Promise<Place> => {
    try {
      return await placeAt(folder, FOLDER_FLAGS);
    } catch (error) {
      if (!hasCode(error, "ENOENT") || folder === root) throw error;
    }
    const [parent, name] = [path.dirname(folder), path.basename(folder)];
    return through(await placeOrMake(parent), parent, async (target) => {
      const made = path.join(target, name);
      await mkdir(made).catch((error: unknown) => {
        if (!hasCode(error, "EEXIST")) throw error;
      });
      return placeAt(made, FOLDER_FLAGS | NO_LINK);
    });
  };

  return {
    check,
    withFile: async (file, work) => {
      const folder = path.dirname(file);
      return through(await placeOrMake(folder), folder, (target) =>
        work(path.join(target, path.basename(file)), check),
      );
    },
    withFolder: async (folder, work) => {
      try {
        return await through(await placeAt(folder, FOLDER_FLAGS), folder, work);
      } catch (error) {
        if (hasCode(error, "ENOENT", "ENOTDIR")) return null;
        throw error;
      }
    },
  };
}

/** A folder that lies inside, and the path to it that is good until it is closed. */
interface Place {
  readonly target: string;
  readonly close: () => Promise<void>;
}

async function through<T>({ target, close }: Place, folder: string, work: (target: string) => Promise<T>): Promise<T> {
  try {
    return await work(target);
  } catch (error) {
    // People know the folder by its name.
    if (error instanceof Error) error.message = error.message.replaceAll(target, () => folder);
    throw error;
  } finally {
    await close();
  }
}

/** The real path of what was opened by a path; null when that leads elsewhere by now. */
async function realPathOf(handle: FileHandle, opened: string): Promise<string | null> {
  const real = await realpath(opened).catch(() => null);
  if (real === null) return null;
  const [own, found] = await Promise.all([handle.stat({ bigint: true }), stat(real, { bigint: true })]);
  return own.ino === found.ino && own.dev === found.dev ? real : null;
}
