import * as vscode from "vscode";
import type { ConfigFormat } from "../../core/config/types";
import type { Job } from "../../core/model/model";
import { isTrusted, ready } from "./place";
import type { App } from "../app";
import { loadScan } from "../shell/loadScan";
import { safe } from "../../core/text/foreignText";
import { serverOf } from "../xsoar/xsoarKeys";
import { formatOf } from "./configDocument";
import { t } from "../shell/l10n";

/** Stores the plain-text key of a configuration file for the server the file names, and blanks it there. */
export async function movePlainKey(app: App, uri?: vscode.Uri): Promise<void> {
  if (!(await isTrusted("xsoar"))) return;
  const target = uri ?? (await configOfWorkspace(app));
  if (target === null) return;
  const document = await vscode.workspace.openTextDocument(target);
  const scan = loadScan();
  const job = scan.jobOfFileName(document.uri.path);
  const format = formatOf(document.uri);
  if (job === null || format === null) return;
  const key = scan.readPlainKey(document.getText(), format);
  if (key === null || key.value === "") {
    app.view.setOffers({ plainKey: false });
    void vscode.window.showInformationMessage(t("There is no plain-text API key any more."));
    return;
  }
  const origin = originOf(job, document.getText(), format);
  if (origin === null) {
    await vscode.window.showTextDocument(document);
    void vscode.window.showWarningMessage(
      t("A key belongs to a server: set profiling.CortexXSOARAPIConfig.host first and mend the errors of this file."),
    );
    return;
  }
  if (!(await app.keys.confirm(origin))) return;
  // Stored first: a key that is blanked and not stored would be lost.
  const choice = await chooseKey(app, origin, key.value);
  if (choice === null) return;
  if (choice === "file") await app.keys.store(origin, key.value);
  await blank(document, format);
  app.view.setOffers({ plainKey: false });
  app.log.info(`A plain-text API key was moved to secret storage, for ${origin}.`);
  await app.view.refresh();
  void vscode.window.showInformationMessage(
    t(
      "The API key for {origin} is in secret storage now. Replace it in Cortex XSOAR all the same: whoever could read the file may know it.",
      { origin: safe(origin) },
    ),
  );
}

/** Which key is to stay when another one is stored for the server already; null when the user turned away. */
async function chooseKey(app: App, origin: string, key: string): Promise<"file" | "stored" | null> {
  const stored = await app.keys.stored(origin);
  if (stored === undefined || stored === key) return "file";
  const replace = t("Use the Key of the File");
  const keep = t("Keep the Stored Key");
  const message = t("Another API key is stored for {origin}.", { origin: safe(origin) });
  const answer = await vscode.window.showWarningMessage(message, { modal: true }, replace, keep);
  if (answer === undefined) return null;
  return answer === replace ? "file" : "stored";
}

async function blank(document: vscode.TextDocument, format: ConfigFormat): Promise<void> {
  // The confirmation took time: the text may be another by now.
  const edit = loadScan().blankPlainKey(document.getText(), format);
  if (edit === null) return;
  const wasSaved = !document.isDirty;
  const change = new vscode.WorkspaceEdit();
  change.replace(
    document.uri,
    new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.end)),
    edit.newText,
  );
  await vscode.workspace.applyEdit(change);
  // The file on disk must lose the key; edits the user has not saved stay theirs to save.
  if (wasSaved) await document.save();
}

/** The origin of the server a configuration text names; null when it names none or has errors. */
function originOf(job: Job, text: string, format: ConfigFormat): string | null {
  const { config } = loadScan().parseConfig(job, text, format);
  if (config === null || !("profiling" in config)) return null;
  return serverOf(config)?.origin ?? null;
}

async function configOfWorkspace(app: App): Promise<vscode.Uri | null> {
  const place = await ready(app, true, "notes");
  return place === null ? null : vscode.Uri.joinPath(place.folder.uri, ...place.state.file.split("/"));
}
