import { randomBytes } from "node:crypto";
import { link, lstat, mkdir, open, rename, rm, type FileHandle } from "node:fs/promises";
import path from "node:path";

export const TEMPORARY_SUFFIX = ".ti-scraper-tmp";

/** What file systems without hard links say. */
const NO_LINKS = ["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP", "EISDIR", "EMLINK", "EXDEV"] as const;

interface AtomicOptions {
  /** Of the new file; the process's umask applies only when this is not given. */
  readonly mode?: number;
  /** False: survives a crash of the process, not one of the machine; a lock need not. */
  readonly durable?: boolean;
  /** Called with each new file and its path before the first byte; what it throws ends the write, and nothing is left. */
  readonly check?: (handle: FileHandle, file: string) => Promise<void>;
}

type NewFile = readonly [file: string, text: string];

/**
 * Replaces a file at once: a temporary file beside it, on disk to the last byte, then a rename. Whoever reads sees the
 * old text or the new one, also after a crash at any moment.
 */
export async function replaceFile(file: string, text: string, options: AtomicOptions = {}): Promise<void> {
  await replaceFiles([[file, text]], options);
}

/**
 * The same for files of one folder, one after the other: all texts are on disk before the first file is replaced, and the folder
 * is put on disk once, behind the last.
 */
export async function replaceFiles(files: readonly NewFile[], options: AtomicOptions = {}): Promise<void> {
  await viaTemporaries(files, options, (temporary, file) => patiently(() => rename(temporary, file)));
}

/** The same for a file that must not exist yet. False, and nothing changed, when it does. */
export async function createFile(file: string, text: string, options: AtomicOptions = {}): Promise<boolean> {
  const [isNew = false] = await viaTemporaries([[file, text]], options, async (temporary) => {
    try {
      await link(temporary, file);
      return true;
    } catch (error) {
      if (hasCode(error, "EEXIST")) return false;
      if (!hasCode(error, ...NO_LINKS)) throw error;
      return createWithoutLinks(file, text, options);
    } finally {
      await rm(temporary, { force: true });
    }
  });
  return isNew;
}

/** Gives a file another name, which must be free: false, and nothing changed, when it is not. */
export async function moveFile(file: string, to: string): Promise<boolean> {
  try {
    await link(file, to);
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    if (!hasCode(error, ...NO_LINKS)) throw error;
    if (await isThere(to)) return false;
    await patiently(() => rename(file, to));
    return true;
  }
  await rm(file);
  return true;
}

function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

/** exFAT, some network drives: exclusive, though a crash in the middle leaves a part. */
async function createWithoutLinks(file: string, text: string, { mode, check }: AtomicOptions): Promise<boolean> {
  try {
    const handle = await open(file, "wx", mode);
    try {
      await check?.(handle, file);
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

async function viaTemporaries<T>(
  files: readonly NewFile[],
  options: AtomicOptions,
  place: (temporary: string, file: string) => Promise<T>,
): Promise<T[]> {
  const written = await Promise.allSettled(files.map((file) => writeTemporary(file, options)));
  const temporaries = written.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  try {
    for (const one of written) if (one.status === "rejected") throw one.reason;
    const placed: T[] = [];
    for (const [temporary, file] of temporaries) placed.push(await place(temporary, file));
    const folders = new Set(files.map(([file]) => path.dirname(file)));
    if (options.durable !== false) for (const folder of folders) await syncFolder(folder);
    return placed;
  } catch (error) {
    await Promise.all(temporaries.map(([temporary]) => rm(temporary, { force: true })));
    throw error;
  }
}

/** Writes a text beside the file it is for. */
async function writeTemporary(
  [file, text]: NewFile,
  { mode, durable = true, check }: AtomicOptions,
): Promise<readonly [temporary: string, file: string]> {
  const folder = path.dirname(file);
  // Not after the file's own name, which may be as long as a name can be.
  const temporary = path.join(folder, `.${process.pid}-${randomBytes(6).toString("hex")}${TEMPORARY_SUFFIX}`);
  const handle = await openIn(folder, temporary, mode);
  try {
    await check?.(handle, temporary);
    // What the umask took from others is given back; nothing of it concerns a private file.
    if (mode !== undefined && (mode & 0o077) !== 0) await handle.chmod(mode);
    await handle.writeFile(text);
    if (durable) await handle.sync();
    await handle.close();
    return [temporary, file];
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A new file; its folder is made when it is missing. */
async function openIn(folder: string, file: string, mode: number | undefined): Promise<FileHandle> {
  try {
    return await open(file, "wx", mode);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
  await mkdir(folder, { recursive: true, ...(mode === undefined ? {} : { mode: mode | ((mode & 0o444) >> 2) }) });
  return open(file, "wx", mode);
}

/** Makes the rename itself last; not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** On Windows a rename fails while a scanner or reader has the target open, mostly for milliseconds. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (let waitMs = 10; ; waitMs *= 2) {
    try {
      return await work();
    } catch (error) {
      if (process.platform !== "win32" || waitMs > 1000 || !hasCode(error, "EPERM", "EACCES", "EBUSY")) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** Whether an error is one of the system's with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
