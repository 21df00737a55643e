import { oneLine } from "./foreignText";
import type { Translate } from "./translate";

/**
 * Why a file could not be read or written, in words that fit behind a colon; null for an error that is none of a file. Node's codes, and
 * those of VS Code's own files.
 */
export function knownFileReason(error: unknown, t: Translate): string | null {
  switch (codeOf(error)) {
    case "EROFS":
      return t("the disk or folder is read-only");
    case "EACCES":
    case "EPERM":
    case "NoPermissions":
      return t("there is no permission for it");
    case "ENOENT":
    case "FileNotFound":
      return t("its folder is not there and cannot be made");
    case "ENOSPC":
    case "EDQUOT":
      return t("the disk is full");
    case "EISDIR":
    case "FileIsADirectory":
      return t("a folder has that name");
    case "ENOTDIR":
    case "EEXIST":
    case "FileExists":
    case "FileNotADirectory":
      return t("a file has that name");
    case "EBUSY":
    case "Unavailable":
      return t("another program holds it");
    case "ENAMETOOLONG":
      return t("its name is too long");
    default:
      return null;
  }
}

/** The same for any error: of one that is not known what it says itself. */
export function fileReason(error: unknown, t: Translate): string {
  return knownFileReason(error, t) ?? oneLine(error instanceof Error ? error.message : String(error));
}

/** The same where only what the system said is left of it. */
export function saidFileReason(said: string, t: Translate): string {
  return fileReason(new Error(said), t);
}

/** The path that an error of a file names; undefined where it names none. */
export function fileOfError(error: unknown): string | undefined {
  return /'((?:[A-Za-z]:)?[/\\][^']*)'/.exec(String(error))?.[1];
}

/** The code of the error, or the one its words begin with: VS Code puts Node's into a message of its own. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const [, within] = /\b(E[A-Z]{3,14}):/.exec(error.message) ?? [];
  return within ?? ("code" in error ? String(error.code) : "");
}
