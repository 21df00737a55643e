import * as vscode from "vscode";
import type { App } from "../app";
import { placeToWork } from "../app";
import { plain } from "../messages";
import { t } from "../words";

/** More names than this make a dialog that no screen holds. */
const MOST_LISTED = 15;

/** **Clean Up Result Files**: lists the old ones, asks, and moves them to the trash; where there is none, asks again. */
export async function cleanUp(app: App): Promise<void> {
  const place = await placeToWork(app, true);
  if (place === null) return;
  const { folder, session } = place;
  const files = await session.oldResultFiles();
  if (files.length === 0) {
    app.view.setOffers({ cleanUp: false });
    void vscode.window.showInformationMessage(t("No result file is older than timeDelta4Delete days."));
    return;
  }
  const trash = t("Move to Trash");
  const question =
    files.length === 1
      ? t("Move 1 old result file to the trash?")
      : t("Move {count} old result files to the trash?", { count: files.length });
  if (!(await ask(question, files, trash))) return;
  const left = await remove(app, folder, files, true);
  if (left.length > 0) {
    const sentence =
      left.length === 1
        ? t("1 file cannot be moved to a trash here. Delete it for good?")
        : t("{count} files cannot be moved to a trash here. Delete them for good?", { count: left.length });
    const kept = (await ask(sentence, left, t("Delete for Good"))) ? await remove(app, folder, left, false) : left;
    tell(files.length - kept.length, kept.length, kept.length < left.length);
  } else {
    tell(files.length, 0, false);
  }
  app.view.setOffers({ cleanUp: (await session.oldResultFiles()).length > 0 });
}

async function ask(question: string, files: readonly string[], yes: string): Promise<boolean> {
  const more = files.length - MOST_LISTED;
  const lines = files.slice(0, MOST_LISTED).map(plain);
  if (more > 0) lines.push(t("and {count} more", { count: more }));
  return (await vscode.window.showWarningMessage(question, { modal: true, detail: lines.join("\n") }, yes)) === yes;
}

/** @returns what is still there */
async function remove(
  app: App,
  folder: vscode.WorkspaceFolder,
  files: readonly string[],
  useTrash: boolean,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const file of files) {
    const uri = vscode.Uri.joinPath(folder.uri, ...file.split("/"));
    // It was found to be a regular file a question ago.
    const type = await typeOf(uri);
    if (type === null) continue;
    try {
      if (type !== vscode.FileType.File) throw new Error("no regular file any more");
      await vscode.workspace.fs.delete(uri, { useTrash });
      app.log.info(`${useTrash ? "Moved to the trash" : "Deleted"}: ${file}`);
    } catch (error) {
      left.push(file);
      app.log.warn(`Not removed: ${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return left;
}

/** A link is more than a file to VS Code; null when there is nothing. */
async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | null> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return null;
  }
}

function tell(removed: number, kept: number, forGood: boolean): void {
  const sentences: string[] = [];
  if (removed > 0) {
    sentences.push(
      forGood
        ? removed === 1
          ? t("1 old result file was deleted.")
          : t("{count} old result files were deleted.", { count: removed })
        : removed === 1
          ? t("1 old result file was moved to the trash.")
          : t("{count} old result files were moved to the trash.", { count: removed }),
    );
  }
  if (kept > 0) {
    sentences.push(kept === 1 ? t("1 file was kept.") : t("{count} files were kept.", { count: kept }));
  }
  if (sentences.length > 0) void vscode.window.showInformationMessage(sentences.join(" "));
}
