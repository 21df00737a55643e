import * as vscode from "vscode";
import type { SourceEdit } from "../../core/config/editSources";
import { sayConfig } from "../config/place";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { editFile } from "../config/editFile";
import { loadScan } from "../shell/loadScan";
import { safe } from "../../ui/messages";
import { t } from "../shell/l10n";

/**
 * Changes the sources of the configuration through the editor, so that it can be undone. False after a message has said why
 * that could not be done.
 */
export async function changeSources(app: App, { folder, session }: Ready, edit: SourceEdit): Promise<boolean> {
  const state = await session.readConfig();
  if (state.kind !== "ok") {
    await sayConfig(app, state, folder);
    return false;
  }
  const uri = vscode.Uri.joinPath(folder.uri, ...state.file.split("/"));
  const done = await editFile(uri, (text) => loadScan().editSources(text, state.format, edit));
  if (done === "no") {
    void vscode.window.showWarningMessage(
      t("{file} could not be changed for sure. Change it by hand.", { file: safe(state.file) }),
    );
    await vscode.window.showTextDocument(uri);
    return false;
  }
  if (done === "unsaved") {
    void vscode.window.showInformationMessage(
      t("The change stands in {file} beside unsaved changes of yours. Save it to have it used.", {
        file: safe(state.file),
      }),
    );
  }
  app.sources.refresh();
  return true;
}
