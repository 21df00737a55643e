import * as vscode from "vscode";
import type { ConfigFormat } from "../core/config/types";
import type { App } from "./app";
import { configFolderUri, exists } from "./folders";
import { BuiltInCommand } from "./ids";
import { loadScan } from "./loadScan";
import { t } from "./words";

const EXTENSIONS = ["json", "yaml", "yml"] as const;

/** **Create Configuration**: asks for the format and writes a file that can be run at once; opens the one there is instead. */
export async function createConfiguration(app: Pick<App, "folders">): Promise<void> {
  const folder = await app.folders.chooseAny();
  if (folder === undefined) {
    if (app.folders.all.length === 0) await offerFolder();
    return;
  }
  const existing = await existingConfig(folder);
  if (existing !== null) {
    await vscode.window.showTextDocument(existing);
    void vscode.window.showInformationMessage(t("This folder has a configuration already."));
    return;
  }
  const format = await askFormat();
  if (format === undefined) return;
  const scan = loadScan();
  const uri = vscode.Uri.joinPath(configFolderUri(folder), scan.configFileName("articles", format));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(scan.configTemplate(format, t)));
  await vscode.window.showTextDocument(uri);
}

/** **Open Configuration**: the file of the articles job, in the editor. */
export async function openConfiguration(app: Pick<App, "folders">): Promise<void> {
  await app.folders.refresh();
  const folder = await app.folders.choose();
  if (folder === undefined) {
    if (app.folders.several) return;
    await createConfiguration(app);
    return;
  }
  const uri = await existingConfig(folder);
  if (uri !== null) await vscode.window.showTextDocument(uri);
}

/** Says that a folder has to be open first, and opens one. */
export async function offerFolder(): Promise<void> {
  const open = t("Open Folder");
  const answer = await vscode.window.showInformationMessage(
    t("Open a folder first: TI Scraper keeps its configuration in it."),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand(BuiltInCommand.openFolder);
}

/** JSON is read before YAML. */
async function existingConfig(folder: vscode.WorkspaceFolder): Promise<vscode.Uri | null> {
  for (const extension of EXTENSIONS) {
    const uri = vscode.Uri.joinPath(configFolderUri(folder), `articles_config.${extension}`);
    if (await exists(uri)) return uri;
  }
  return null;
}

async function askFormat(): Promise<ConfigFormat | undefined> {
  const items: (vscode.QuickPickItem & { format: ConfigFormat })[] = [
    { label: "YAML", description: t("with comments that explain each key"), format: "yaml" },
    {
      label: "JSON",
      description: t("as the original tool reads it; hover a key to see what it means"),
      format: "json",
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Create Configuration"),
    placeHolder: t("Which format?"),
  });
  return picked?.format;
}
