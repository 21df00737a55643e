import { lstat } from "node:fs/promises";
import path from "node:path";

/** Whether a folder is part of a git repository: a work tree has `.git`, a folder or a file, at its top. Nothing of git is run or read. */
export async function isInGit(folder: string): Promise<boolean> {
  for (let at = folder; ; at = path.dirname(at)) {
    if ((await lstat(path.join(at, ".git")).catch(() => null)) !== null) return true;
    if (path.dirname(at) === at) return false;
  }
}
