import * as vscode from "vscode";
import { BuiltInCommand } from "../shell/ids";
import { t } from "../shell/l10n";
import { guarded, sayLater } from "../shell/commands";
import { createConfiguration, offerFolder } from "./configCommands";
import type { App } from "../app";
import type { Place, Ready } from "../shell/ready";
import type { BrokenConfig, ConfigState } from "../../core/config/configState";
import { loadScan } from "../shell/loadScan";
import { harmless, safe, type SafeText, safeTexts } from "../../core/text/foreignText";

/** Refuses in Restricted Mode: the configuration of a folder chooses which servers are called. */
export async function isTrusted(what: "scan" | "xsoar"): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const refusal =
    what === "scan"
      ? t("TI Scraper does not scan in Restricted Mode: the configuration of this folder chooses the servers.")
      : t("Cortex XSOAR is not used in Restricted Mode: the configuration of this folder chooses the server.");
  const manage = t("Manage Workspace Trust");
  const answer = await vscode.window.showWarningMessage(refusal, manage);
  if (answer === manage) await vscode.commands.executeCommand(BuiltInCommand.manageTrust);
  return false;
}

/** The folder to work in, or null after a message has said why there is none. */
export async function placeToWork(app: App, ask: boolean): Promise<Place | null> {
  if (app.folders.all.length === 0) {
    void guarded("config", app.log, offerFolder);
    return null;
  }
  await app.folders.refresh();
  const several = app.folders.several;
  const folder = ask ? await app.folders.choose() : app.folders.current;
  if (folder !== undefined) {
    const session = await app.sessions.of(folder);
    const later = await session.laterState();
    if (later === null) return { folder, session };
    sayLater(later, app.log);
    return null;
  }
  // With several folders the user has turned away from the question.
  if (!(ask && several)) void guarded("config", app.log, () => sayConfig(app, { kind: "none" }, undefined));
  return null;
}

/**
 * The folder to work in with its configuration of the articles job, or null after a message has said why there is none.
 *
 * @param what "notes": what has to do with Cortex XSOAR, by the configuration that notes are written by
 */
export async function ready(app: App, ask: boolean, what: "articles" | "notes" = "articles"): Promise<Ready | null> {
  const place = await placeToWork(app, ask);
  if (place === null) return null;
  const state = await (what === "notes" ? place.session.noteConfig() : place.session.readConfig());
  if (state.kind === "ok") return { ...place, state };
  // Nobody may ever answer a message: the caller does not wait for it.
  void guarded("config", app.log, () => sayConfig(app, state, place.folder));
  return null;
}

/** Says that there is no configuration, or what is wrong in it and where, and offers the way there. */
export async function sayConfig(
  app: App,
  state: Exclude<ConfigState, { kind: "ok" }>,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<void> {
  if (state.kind === "none" || folder === undefined) {
    const create = t("Create Configuration");
    const answer = await vscode.window.showInformationMessage(
      t("No folder of this workspace has a TI Scraper configuration."),
      create,
    );
    if (answer === create) await createConfiguration(app);
    return;
  }
  const message = configSentence(app, state);
  if (message === "") return;
  const open = t("Open Configuration");
  if ((await vscode.window.showErrorMessage(message, open)) === open) await showProblem(state, folder);
}

/** File, line and first error of a configuration, and how many more there are; all of them go into the log. */
export function configSentence(app: Pick<App, "log">, state: BrokenConfig): SafeText {
  const errors = errorsOf(state);
  const first = errors[0];
  if (first === undefined) return harmless("");
  const scan = loadScan();
  for (const problem of errors)
    app.log.error(`${state.file}:${problem.line + 1}:${problem.character + 1} ${scan.describeProblem(problem, t)}`);
  const values = {
    file: safe(state.file),
    line: first.line + 1,
    problem: harmless(scan.describeProblem({ ...first, args: safeTexts(first.args) }, t)),
    more: errors.length - 1,
  };
  return errors.length === 1
    ? t("{file}, line {line}: {problem}", values)
    : t("{file}, line {line}: {problem} There are {more} more errors.", values);
}

/** Opens a configuration at its first error. */
export async function showProblem(state: BrokenConfig, folder: vscode.WorkspaceFolder): Promise<void> {
  const first = errorsOf(state)[0];
  const uri = vscode.Uri.joinPath(folder.uri, ...state.file.split("/"));
  const range = first && new vscode.Range(first.line, first.character, first.endLine, first.endCharacter);
  await vscode.window.showTextDocument(uri, range === undefined ? {} : { selection: range });
}

function errorsOf({ problems }: BrokenConfig): BrokenConfig["problems"] {
  return problems.filter(({ severity }) => severity === "error");
}
