import * as vscode from "vscode";
import type { App } from "../app";
import { placeToWork } from "../config/place";
import { fileIn } from "../shell/folders";
import { ask, notify, showLogButton } from "../shell/notify";
import { harmless, oneLine } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { removeFiles } from "../../ui/removeFiles";

/** More names than this make a dialog that no screen holds. */
const MOST_LISTED = 15;

/** **Clean Up Result Files**: lists the old ones, asks, and moves them to the trash; where there is none, asks again. */
export async function cleanUp(app: App): Promise<void> {
  const place = await placeToWork(app, true, "configuration");
  if (place === null) return;
  const { folder, session } = place;
  const files = await session.oldResultFiles();
  if (files.length === 0) {
    app.view.setOffers({ cleanUp: false });
    notify(
      "info",
      t("No result file is old enough to be deleted: the configuration says from when on (timeDelta4Delete)."),
    );
    return;
  }
  const report = await removeFiles(files, {
    ask: mayRemove,
    isFile: (file) => isFile(fileIn(folder, file)),
    remove: async (file, useTrash) => vscode.workspace.fs.delete(fileIn(folder, file), { useTrash }),
    log: app.log,
    t,
  });
  app.view.setOffers({ cleanUp: (await session.oldResultFiles()).length > 0 });
  if (report === null || report.sentence === "") return;
  if (report.hasFailed) notify("warning", harmless(report.sentence), [showLogButton()]);
  else notify("info", harmless(report.sentence));
}

async function mayRemove(question: string, files: readonly string[], yes: string): Promise<boolean> {
  const more = files.length - MOST_LISTED;
  const lines = files.slice(0, MOST_LISTED).map(oneLine);
  if (more > 0) lines.push(t("and {count} more", { count: more }));
  return (await ask("warning", harmless(question), [{ label: yes }], { detail: lines.join("\n") })) !== undefined;
}

/** A link is more than a file to VS Code. */
async function isFile(uri: vscode.Uri): Promise<boolean | null> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type === vscode.FileType.File;
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === "FileNotFound" ? null : false;
  }
}
