import { stat } from "node:fs/promises";

/** What this process has left of state files, so that who watches them can tell the changes of others. */
const left = new Map<string, string>();

/** Remembers files as they are now: this process has just written or removed them. */
export async function rememberOwn(files: readonly string[]): Promise<void> {
  for (const file of files) left.set(file, await identityOf(file));
}

/** Whether a file is not as this process has left it. */
export async function isOfOthers(file: string): Promise<boolean> {
  return left.get(file) !== (await identityOf(file));
}

/** Each write makes a new file, so its number and time tell it from the one before. */
async function identityOf(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  return found === null ? "gone" : `${found.ino} ${found.mtimeNs} ${found.size}`;
}
