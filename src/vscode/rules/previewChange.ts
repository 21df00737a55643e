import * as vscode from "vscode";
import type { ConfigText } from "../../core/scan/storedMatches";
import { isTrusted } from "../config/place";
import type { App } from "../app";
import { formatOf } from "../config/configDocument";
import { describePreview, jobOfFileName } from "../../scan";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";

/** The text of a configuration with tracked names, and the folder it belongs to. Null for any other document. */
export function namesIn(
  document: vscode.TextDocument,
): { readonly folder: vscode.WorkspaceFolder; readonly config: ConfigText } | null {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const format = formatOf(document.uri);
  if (folder?.uri.scheme !== "file" || format === null) return null;
  const job = jobOfFileName(document.uri.path);
  if (job !== "articles" && job !== "keywords") return null;
  return { folder, config: { job, text: document.getText(), format } };
}

/** **Preview on Recent Headlines**: what the names and rules in an editor would find, against the saved ones. */
export async function previewChange(app: App, uri?: vscode.Uri): Promise<void> {
  if (!isTrusted("scan")) return;
  const document =
    uri === undefined ? vscode.window.activeTextEditor?.document : await vscode.workspace.openTextDocument(uri);
  const names = document === undefined ? null : namesIn(document);
  if (names === null) {
    notify("info", t("Open a configuration with tracked names first: its editor shows what a change of it finds."));
    return;
  }
  const session = await app.sessions.of(names.folder);
  const { previewDays } = readSettings(names.folder);
  const outcome = await withProgress(
    t("Looking at stored articles"),
    () => session.articles.previewRules(names.config, previewDays),
    "statusBar",
  );
  if (outcome.kind === "done") {
    await app.texts.show(t("Preview on Recent Headlines"), describePreview(outcome.preview, t));
    return;
  }
  notify("warning", t("Mend the errors of this configuration first: Problems lists them."));
}
