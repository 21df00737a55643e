import { open } from "node:fs/promises";
import type { FileFailure } from "../core/names/types";
import type { NameFiles } from "../core/names/importNames";
import { hasCode } from "./atomicWrite";
import { codeOf } from "./httpErrors";
import { readUpTo } from "./readUpTo";

/** Reads whole files of this machine, up to a cap. Only regular files: a device or a pipe could give bytes for ever. */
export const nameFiles: NameFiles = {
  read: async (file, maxBytes) => {
    try {
      const handle = await open(file, "r");
      try {
        const found = await handle.stat();
        if (!found.isFile()) return { ok: false, failure: { code: "noFile" } };
        const bytes = await readUpTo(handle, maxBytes);
        return bytes === null
          ? { ok: false, failure: { code: "fileTooLarge", limitBytes: maxBytes } }
          : { ok: true, bytes };
      } finally {
        await handle.close();
      }
    } catch (error) {
      return { ok: false, failure: whyNot(error) };
    }
  },
};

function whyNot(error: unknown): FileFailure {
  if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR") || hasCode(error, "EISDIR")) return { code: "noFile" };
  if (hasCode(error, "EACCES") || hasCode(error, "EPERM")) return { code: "fileDenied" };
  return { code: "fileUnreadable", detail: codeOf(error) || (error instanceof Error ? error.name : "?") };
}
