import * as vscode from "vscode";
import type { ConfigFormat } from "../../core/config/types";
import type { Job } from "../../core/model/model";
import { editFile } from "./editFile";
import { isTrusted, ready } from "./place";
import type { App } from "../app";
import { blankPlainKey, jobOfFileName, parseConfig, readPlainKey } from "../../scan";
import { safe } from "../../core/text/foreignText";
import { type Server, serverOf } from "../xsoar/xsoarKeys";
import { formatOf } from "./configDocument";
import { fileIn } from "../shell/folders";
import { t } from "../shell/l10n";
import { ask, notify } from "../shell/notify";

/** Stores the plain-text key of a configuration file for the server the file names, and blanks it there. */
export async function movePlainKey(app: App, uri?: vscode.Uri): Promise<void> {
  if (!isTrusted("xsoar")) return;
  const target = uri ?? (await configOfWorkspace(app));
  if (target === null) return;
  const document = await vscode.workspace.openTextDocument(target);
  const job = jobOfFileName(document.uri.path);
  const format = formatOf(document.uri);
  if (job === null || format === null) return;
  const key = readPlainKey(document.getText(), format);
  if (key === null || key.value === "") {
    app.view.setOffers({ plainKey: false });
    notify("info", t("There is no plain-text API key any more."));
    return;
  }
  const server = serverIn(job, document.getText(), format);
  if (server === null) {
    await vscode.window.showTextDocument(document);
    notify(
      "warning",
      t("A key belongs to a server: set profiling.CortexXSOARAPIConfig.host first and mend the errors of this file."),
    );
    return;
  }
  const { origin } = server;
  if (!(await app.keys.confirm(folderOf(document.uri), server))) return;
  // Stored first: a key that is blanked and not stored would be lost.
  const choice = await chooseKey(app, origin, key.value);
  if (choice === null) return;
  if (choice === "file") await app.keys.store(origin, key.value);
  await editFile(document.uri, (text) => {
    const edit = blankPlainKey(text, format);
    return edit && text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
  });
  app.view.setOffers({ plainKey: false });
  app.log.info(`A plain-text API key was moved to secret storage, for ${origin}.`);
  await app.view.refresh();
  notify(
    "info",
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
  const choices = [
    { label: t("Use the Key of the File"), key: "file" },
    { label: t("Keep the Stored Key"), key: "stored" },
  ] as const;
  const message = t("Another API key is stored for {origin}.", { origin: safe(origin) });
  return (await ask("warning", message, choices, {}))?.key ?? null;
}

/** The folder a file is in: one of the workspace, or where it lies. */
function folderOf(file: vscode.Uri): Pick<vscode.WorkspaceFolder, "name" | "uri"> {
  const uri = vscode.Uri.joinPath(file, "..");
  return vscode.workspace.getWorkspaceFolder(file) ?? { name: uri.path.slice(uri.path.lastIndexOf("/") + 1), uri };
}

/** The server a configuration text names; null when it names none or has errors. */
function serverIn(job: Job, text: string, format: ConfigFormat): Server | null {
  const { config } = parseConfig(job, text, format);
  if (config === null || !("profiling" in config)) return null;
  return serverOf(config);
}

async function configOfWorkspace(app: App): Promise<vscode.Uri | null> {
  const place = await ready(app, true, "configuration", "notes");
  return place === null ? null : fileIn(place.folder, place.state.file);
}
