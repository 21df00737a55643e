import { lstat } from "node:fs/promises";
import path from "node:path";
import { MAX_ATTRIBUTES_BYTES } from "../core/limits";
import { readFileUpTo } from "./readUpTo";

/**
 * Whether git keeps the files of a folder: a work tree has `.git`, a folder or a file, at its top, and nothing between there and here is
 * ignored by its name. Nothing of git is run.
 */
export async function isInGit(folder: string): Promise<boolean> {
  for (let at = folder; ; at = path.dirname(at)) {
    if ((await lstat(path.join(at, ".git")).catch(() => null)) !== null) return true;
    const parent = path.dirname(at);
    if (parent === at || (await ignores(parent, path.basename(at)))) return false;
  }
}

/** Whether a line of `.gitignore` is the name of a folder beside it. What patterns ignore counts as kept. */
async function ignores(folder: string, name: string): Promise<boolean> {
  const file = path.join(folder, ".gitignore");
  const isFile = (await lstat(file).catch(() => null))?.isFile() === true;
  const bytes = isFile ? await readFileUpTo(file, MAX_ATTRIBUTES_BYTES).catch(() => null) : null;
  const lines = bytes?.toString("utf8").split("\n") ?? [];
  return lines.some((line) => line.trim().replace(/^\//, "").replace(/\/$/, "") === name);
}
