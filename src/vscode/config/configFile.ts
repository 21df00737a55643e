import * as vscode from "vscode";
import type { Job } from "../../core/model/model";
import { configFolderUri, exists } from "../shell/folders";
import { BuiltInCommand } from "../shell/ids";
import { t } from "../shell/l10n";
import { commandButton, notify } from "../shell/notify";

const EXTENSIONS = ["json", "yaml", "yml"] as const;

/** Says that a folder has to be open first, and opens one. */
export function offerFolder(): void {
  notify("info", t("Open a folder first: TI Scraper keeps its configuration in it."), [
    commandButton(t("Open Folder"), BuiltInCommand.openFolder),
  ]);
}

/** The configuration file of a job: JSON is read before YAML. */
export async function existingConfig(folder: vscode.WorkspaceFolder, job: Job): Promise<vscode.Uri | null> {
  for (const extension of EXTENSIONS) {
    const uri = vscode.Uri.joinPath(configFolderUri(folder), `${job}_config.${extension}`);
    if (await exists(uri)) return uri;
  }
  return null;
}
