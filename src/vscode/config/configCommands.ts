import * as vscode from "vscode";
import { JOBS } from "../../core/model/model";
import type { App } from "../app";
import { existingConfig } from "./configFile";
import { createConfiguration } from "./createConfiguration";

/** **Open Configuration**: the file of the articles job in the editor, or of another job where that has none. */
export async function openConfiguration(app: App, wanted: unknown = []): Promise<void> {
  await app.folders.refresh();
  const folder = await app.folders.choose();
  if (folder === undefined) {
    if (app.folders.several) return;
    await createConfiguration(app);
    return;
  }
  const uris = (await Promise.all(JOBS.map((job) => existingConfig(folder, job)))).filter((uri) => uri !== null);
  const documents = await Promise.all(uris.map((uri) => vscode.workspace.openTextDocument(uri)));
  const keys = Array.isArray(wanted) ? wanted.filter((key) => typeof key === "string") : [];
  const found = keys.flatMap((key) => documents.flatMap((document) => placeOfKey(document, key)))[0];
  const [first] = documents;
  if (found !== undefined) await vscode.window.showTextDocument(found.document, { selection: found.range });
  else if (first !== undefined) await vscode.window.showTextDocument(first);
}

/** Where a key stands in a configuration, as far as its letters tell. */
function placeOfKey(
  document: vscode.TextDocument,
  key: string,
): readonly { readonly document: vscode.TextDocument; readonly range: vscode.Range }[] {
  const text = document.getText();
  for (const written of [`"${key}"`, `'${key}'`, `${key}:`]) {
    const at = text.indexOf(written);
    if (at < 0) continue;
    return [{ document, range: new vscode.Range(document.positionAt(at), document.positionAt(at + written.length)) }];
  }
  return [];
}
