import * as vscode from "vscode";
import { STATE_FOLDER, prepareStateFolder, stateFolderIn } from "../../scan";
import { Setting, SettingSection } from "./ids";
import { readSettings } from "./settings";

export const STATE_SETTING = `${SettingSection}.${Setting.stateFolder}`;

/** The choice that was found to be good. */
let prepared = "";

/**
 * The folder that was chosen for what is remembered, by the setting, else by the environment; null for the system's. It is there then;
 * throws a `StateFolderError` where it cannot be.
 */
export function chosenStateFolder(): string | null {
  const { stateFolder: set } = readSettings();
  const folder = set || stateFolderIn(process.env);
  if (folder === null) return null;
  const workspaces = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const choice = JSON.stringify([folder, workspaces]);
  if (choice !== prepared) prepareStateFolder(folder, set === "" ? STATE_FOLDER : STATE_SETTING, workspaces);
  prepared = choice;
  return folder;
}
