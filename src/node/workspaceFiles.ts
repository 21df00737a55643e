import { constants } from "node:fs";
import { lstat, open, readdir, realpath, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { FileEntry, WorkspaceFiles } from "../core/ports";
import { createFile, hasCode, moveFile, replaceFile } from "./atomicWrite";
import { type HandleCheck, type InsideFolder, PathOutsideError, insideFolder } from "./insideFolder";
import { readUpTo } from "./readUpTo";

/** A pipe must not hold up a thread until someone writes to it. */
const READ_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const APPEND_FLAGS =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NONBLOCK ?? 0) |
  (constants.O_NOFOLLOW ?? 0);

/**
 * The files below one folder. `root` must exist.
 *
 * @param insideOf how is seen to it that nothing leaves it that was exchanged for a link on the way
 */
export function createWorkspaceFiles(
  root: string,
  insideOf: (realRoot: string) => InsideFolder = insideFolder,
): WorkspaceFiles {
  const place = async (relative: string): Promise<{ readonly real: string; readonly inside: InsideFolder }> => {
    const realRoot = await realpath(root);
    return { real: await resolveInside(realRoot, relative), inside: insideOf(realRoot) };
  };
  const opened = async (file: string): Promise<FileHandle | null> => {
    const { real, inside } = await place(file);
    return openRegular(real, inside.check);
  };

  return {
    readText: async (file, maxBytes) => {
      const handle = await opened(file);
      if (handle === null) return null;
      try {
        return (await readUpTo(handle, maxBytes))?.toString("utf8") ?? { limitBytes: maxBytes };
      } finally {
        await handle.close();
      }
    },
    list: async (folder) => {
      const { real, inside } = await place(folder);
      return (await inside.withFolder(real, listRegular)) ?? [];
    },
    lines: async function* (file, maxBytes) {
      const handle = await opened(file);
      if (handle === null) return;
      try {
        yield* linesOf(handle, maxBytes);
      } finally {
        await handle.close();
      }
    },
    writeText: async (file, text) => {
      const { real, inside } = await place(file);
      await inside.withFile(real, async (target, check) => {
        const existing = await lstat(target).catch(() => null);
        await replaceFile(target, text, { check, ...(existing?.isFile() ? { mode: existing.mode & 0o7777 } : {}) });
      });
    },
    createText: async (file, text) => {
      const { real, inside } = await place(file);
      return inside.withFile(real, (target, check) => createFile(target, text, { check }));
    },
    move: async (file, to) => {
      const [from, target] = [await place(file), await place(to)];
      return from.inside.withFile(from.real, (source) =>
        target.inside.withFile(target.real, (destination) => moveFile(source, destination)),
      );
    },
    appendText: async (file, text) => {
      const { real, inside } = await place(file);
      await inside.withFile(real, async (target, check) => {
        // A pipe in its place would hold up the scan until someone reads it.
        const handle = await open(target, APPEND_FLAGS, 0o666);
        try {
          await check(handle, target);
          if (!(await handle.stat()).isFile()) throw new Error(`${file} is not a regular file`);
          await handle.appendFile(text);
        } finally {
          await handle.close();
        }
      });
    },
  };
}

/**
 * The real path of something in the workspace that may not exist yet. Follows each link on the way, a dangling one
 * included, and throws `PathOutsideError` when the way leaves the folder.
 */
async function resolveInside(realRoot: string, relative: string): Promise<string> {
  const isAbsolute = path.isAbsolute(relative) || path.win32.isAbsolute(relative) || /^[a-z]:/i.test(relative);
  const parts = relative.split(path.sep === "\\" ? /[\\/]/ : "/").filter((part) => part !== "" && part !== ".");
  if (isAbsolute || parts.includes("..") || relative.includes("\0")) throw new PathOutsideError(relative);
  let real = realRoot;
  for (const [index, part] of parts.entries()) {
    const next = path.join(real, part);
    const entry = await lstat(next).catch((error: unknown) => {
      if (hasCode(error, "ENOENT", "ENOTDIR")) return null;
      throw error;
    });
    if (entry === null) return path.join(next, ...parts.slice(index + 1));
    real = entry.isSymbolicLink() ? await realpath(next).catch(() => "") : next;
    if (real !== realRoot && !real.startsWith(realRoot.endsWith(path.sep) ? realRoot : realRoot + path.sep)) {
      throw new PathOutsideError(relative);
    }
  }
  return real;
}

async function openRegular(file: string, check: HandleCheck): Promise<FileHandle | null> {
  const handle = await open(file, READ_FLAGS).catch((error: unknown) => {
    if (hasCode(error, "ENOENT", "ENOTDIR", "ENXIO")) return null;
    throw error;
  });
  if (handle === null) return null;
  try {
    await check(handle, file);
    if ((await handle.stat()).isFile()) return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return null;
}

async function listRegular(folder: string): Promise<FileEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ name }) => {
        const size = (await lstat(path.join(folder, name)).catch(() => null))?.size;
        return size === undefined ? [] : [{ name, size }];
      }),
  );
  return files.flat();
}

/**
 * Lines without their ends (LF or CRLF), as UTF-8 with or without a byte order mark. A line cut by the cap is left out:
 * half an address would be another address.
 */
async function* linesOf(handle: FileHandle, maxBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  let total = 0;
  const stream = handle.createReadStream({ autoClose: false, end: maxBytes - 1 });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    total += chunk.length;
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
  const isWhole = total < maxBytes || (await handle.stat()).size <= maxBytes;
  rest += decoder.decode();
  if (isWhole && rest !== "") yield rest;
}
