import type { ResultFileConfig } from "../config/types";
import type { WorkspaceFiles } from "../ports";
import { fileTimestamp, joinPath, safeFileName, safeFolder } from "./fileNames";

const DAY_MS = 86_400_000;
const NAMED_BY_DATE = /^(\d{4}-\d{2}-\d{2}_\d{6})_/;

/**
 * The result files of a configuration that are older than so many days by their names: regular files directly in its result folder,
 * named by a date and the configured file name and in no other way, and no profile files. None without a result folder of their own.
 *
 * @returns paths in the workspace, the oldest first
 */
export async function oldResultFiles(
  files: WorkspaceFiles,
  { folder, filename }: Pick<ResultFileConfig, "folder" | "filename">,
  days: number,
  now: Date,
): Promise<readonly string[]> {
  const safe = safeFolder(folder);
  if (safe === "" || days <= 0) return [];
  const oldest = fileTimestamp(new Date(now.getTime() - days * DAY_MS));
  const wanted = safeFileName(filename);
  const entries = await files.list(safe);
  return entries
    .map(({ name }) => name)
    .filter((name) => {
      const date = NAMED_BY_DATE.exec(name)?.[1];
      if (date === undefined || date >= oldest || /_profile\.txt$/i.test(name)) return false;
      return name.slice(date.length + 1) === wanted;
    })
    .sort()
    .map((name) => joinPath(folder, name));
}
