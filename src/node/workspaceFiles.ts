import { constants } from "node:fs";
import { lstat, mkdir, open, readdir, realpath, stat, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { FileEntry, WorkspaceFiles } from "../core/ports";
import { createFile, hasCode, moveFile, replaceFile } from "./atomicWrite";
import { readUpTo } from "./readUpTo";

/** A path of the configuration leaves the workspace, by itself or through a link. */
export class PathOutsideError extends Error {
  override readonly name = "PathOutsideError";

  constructor(readonly path: string) {
    super(`${path} is outside the workspace`);
  }
}

/** A pipe must not hold up a thread until someone writes to it. */
const READ_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const APPEND_FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);

/** The files below one folder. `root` must exist. */
export function createWorkspaceFiles(root: string): WorkspaceFiles {
  const resolved = (relative: string): Promise<string> => resolveInside(root, relative);

  return {
    readText: async (file, maxBytes) => {
      const handle = await openRegular(await resolved(file));
      if (handle === null) return null;
      try {
        return (await readUpTo(handle, maxBytes))?.toString("utf8") ?? { limitBytes: maxBytes };
      } finally {
        await handle.close();
      }
    },
    list: async (folder) => listRegular(await resolved(folder)),
    lines: async function* (file, maxBytes) {
      const handle = await openRegular(await resolved(file));
      if (handle === null) return;
      try {
        yield* linesOf(handle, maxBytes);
      } finally {
        await handle.close();
      }
    },
    writeText: async (file, text) => {
      const target = await resolved(file);
      const existing = await stat(target).catch(() => null);
      await replaceFile(target, text, existing === null ? {} : { mode: existing.mode & 0o7777 });
    },
    createText: async (file, text) => createFile(await resolved(file), text),
    move: async (file, to) => moveFile(await resolved(file), await resolved(to)),
    appendText: async (file, text) => {
      const target = await resolved(file);
      await mkdir(path.dirname(target), { recursive: true });
      // A pipe in its place would hold up the scan until someone reads it.
      const handle = await open(target, APPEND_FLAGS, 0o666);
      try {
        if (!(await handle.stat()).isFile()) throw new Error(`${file} is not a regular file`);
        await handle.appendFile(text);
      } finally {
        await handle.close();
      }
    },
  };
}

/**
 * The real path of something in the workspace that may not exist yet. Follows each link on the way, a dangling one
 * included, and throws `PathOutsideError` when the way leaves the folder.
 */
async function resolveInside(root: string, relative: string): Promise<string> {
  const isAbsolute = path.isAbsolute(relative) || path.win32.isAbsolute(relative) || /^[a-z]:/i.test(relative);
  const parts = relative.split(path.sep === "\\" ? /[\\/]/ : "/").filter((part) => part !== "" && part !== ".");
  if (isAbsolute || parts.includes("..") || relative.includes("\0")) throw new PathOutsideError(relative);
  const realRoot = await realpath(root);
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

async function openRegular(file: string): Promise<FileHandle | null> {
  const handle = await open(file, READ_FLAGS).catch((error: unknown) => {
    if (hasCode(error, "ENOENT", "ENOTDIR", "ENXIO")) return null;
    throw error;
  });
  if (handle === null || (await handle.stat()).isFile()) return handle;
  await handle.close();
  return null;
}

async function listRegular(folder: string): Promise<FileEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return [];
    throw error;
  });
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
