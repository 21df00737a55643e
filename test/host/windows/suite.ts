import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import { extensionId } from "../../vscode/project";
import { runFiles } from "../suite";
import { OPEN_AGAIN, SUITE_LINE, SUITE_STARTS } from "../suiteLine";
import { type WindowKind, type WindowName, WINDOWS } from "./windows";

/** VS Code gives up a search for files after 7 s, which a busy machine needs at times. */
const SEARCH_MS = 10_000;

/** The cases of the window it runs in. */
export async function run(): Promise<void> {
  const trouble = await troubleOfVsCode();
  if (trouble !== null) {
    console.log(SUITE_LINE + OPEN_AGAIN + trouble);
    throw new Error(trouble);
  }
  console.log(SUITE_STARTS);
  await runFiles([path.join(__dirname, "cases.js")]);
}

async function troubleOfVsCode(): Promise<string | null> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  // In a browser that happens at times to a workspace of several.
  if (folder === undefined) return "it has no folder";
  const kind: WindowKind | undefined = WINDOWS[path.basename(folder.uri.fsPath) as WindowName];
  if (kind?.bySearch !== true) return null;
  const deadline = Date.now() + SEARCH_MS;
  const isActive = (): boolean => vscode.extensions.getExtension(extensionId())?.isActive === true;
  while (!isActive() && Date.now() < deadline) await sleep(200);
  return isActive() ? null : "its search for files found nothing in time";
}
