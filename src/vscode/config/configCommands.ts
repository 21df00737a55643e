import * as vscode from "vscode";
import { JOBS } from "../../core/model/model";
import type { App } from "../app";
import { existingConfig } from "./configFile";
import { createConfiguration } from "./createConfiguration";

/** **Open Configuration**: the file of the articles job in the editor, or of another job where that has none. */
export async function openConfiguration(app: App): Promise<void> {
  await app.folders.refresh();
  const folder = await app.folders.choose();
  if (folder === undefined) {
    if (app.folders.several) return;
    await createConfiguration(app);
    return;
  }
  for (const job of JOBS) {
    const uri = await existingConfig(folder, job);
    if (uri === null) continue;
    await vscode.window.showTextDocument(uri);
    return;
  }
}
