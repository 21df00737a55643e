import type * as vscode from "vscode";
import { NAMES_FILE, jobOfFileName, mayBeJob, ownJobOfFileName } from "../../core/config/configFiles";
import type { ConfigFormat } from "../../core/config/types";
import type { JobId } from "../../core/model/model";
import { isInConfigFolder } from "../shell/folders";

/** Files whose name says that they configure one of the jobs, in any folder. */
export const CONFIG_PATTERN = "**/{articles,keywords,counts,contents}_config.{json,yaml,yml}";

const NAME = /\/(articles|keywords|counts|contents)_config\.(json|ya?ml)$/;

/** Cheap, so that no other document makes the pipeline load. */
export function isConfigFile(uri: vscode.Uri): boolean {
  return NAME.test(uri.path);
}

const OWN = /\/[^/]+_config\.(json|ya?ml)$/;

/** Those of jobs of the user's own as well, and of anybody else who names files like that. */
export const ANY_CONFIG_PATTERN = "**/*_config.{json,yaml,yml}";

/**
 * Files whose name says that they may configure a job of the user's own. Those are in the configuration folder alone: elsewhere such a
 * name is somebody else's.
 */
export function mayBeOwnJob(uri: vscode.Uri): boolean {
  return OWN.test(uri.path) && !NAME.test(uri.path) && isInConfigFolder(uri);
}

/** The job a file configures by its name, one of the four or the user's own; null when it is none of ours. */
export function jobOf(uri: vscode.Uri): JobId | null {
  return jobOfFileName(uri.path) ?? (mayBeOwnJob(uri) ? (ownJobOfFileName(uri.path)?.id ?? null) : null);
}

/** Whether an editor is of a configuration of ours: cheap, so that no other document makes the pipeline load. */
export function isOurDocument(document: vscode.TextDocument): boolean {
  const { uri } = document;
  return isConfigFile(uri) || isNamesFile(uri) || (mayBeOwnJob(uri) && mayBeJob(document.getText()));
}

/** Files of a name that says that they hold what was chosen about names, in any folder. */
export const NAMES_PATTERN = `**/${NAMES_FILE}`;

export function isNamesFile(uri: vscode.Uri): boolean {
  return uri.path.endsWith(`/${NAMES_FILE}`);
}

/** The format of a configuration file by its ending; null for any other file. */
export function formatOf(uri: vscode.Uri): ConfigFormat | null {
  const extension = OWN.exec(uri.path)?.[1];
  if (extension === undefined) return null;
  return extension === "json" ? "json" : "yaml";
}

/** Whether VS Code's own JSON support is at work in an editor: our JSON files have a language of their own, unless somebody has set another. */
export function isPlainJson({ languageId }: vscode.TextDocument): boolean {
  return languageId === "json" || languageId === "jsonc";
}
