import type { ProfileMatches } from "../../src/core/model/model";
import type { FolderRows } from "../../src/ui/worklist";

/** What is known of the only folder of a workspace. */
export function folderRows(rows: readonly ProfileMatches[], later: string | null = null): FolderRows {
  return { id: "file:///desk", name: "desk", note: "", lastScan: null, newSince: null, rows, later };
}
