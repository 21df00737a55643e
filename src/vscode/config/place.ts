import * as vscode from "vscode";
import { BuiltInCommand } from "../shell/ids";
import { t } from "../shell/l10n";
import { type Button, commandButton, notify, sayLater } from "../shell/notify";
import { offerFolder } from "./configFile";
import { createConfiguration } from "./createConfiguration";
import type { App } from "../app";
import type { Place, Ready } from "../shell/ready";
import { fileIn } from "../shell/folders";
import { type Node, folderOf } from "../../ui/nodes";
import type { Session } from "../../core/session";
import type { BrokenConfig, NoConfig } from "../../core/config/configState";
import { describeProblem } from "../../scan";
import { harmless, safe, type SafeText, safeTexts } from "../../core/text/foreignText";

/** What a workspace has to be trusted for: its configuration chooses which servers are called. */
type Use = "scan" | "xsoar" | "configuration" | "page";

/** Which folder to work in: that of a row, one that is asked for, or the one that was chosen last. */
export type Where = boolean | vscode.WorkspaceFolder;

/** The folder of a row; without one it is asked for. */
export function whereOf(app: App, node: Node | undefined): Where {
  const folder = folderOf(node);
  return (folder && app.folders.byId(folder.id)) ?? true;
}

const REFUSALS: { readonly [U in Use]: () => SafeText } = {
  scan: () =>
    t(
      "TI Scraper does not scan in Restricted Mode, nor read, add or change sources: the configuration of this folder chooses the servers.",
    ),
  xsoar: () => t("Cortex XSOAR is not used in Restricted Mode: the configuration of this folder chooses the server."),
  page: () => t("Pages are not read in Restricted Mode: the configuration of this folder says how."),
  configuration: () => t("The configuration of this folder is not read in Restricted Mode."),
};

/** Refuses in Restricted Mode. */
export function isTrusted(use: Use): boolean {
  if (vscode.workspace.isTrusted) return true;
  notify("warning", REFUSALS[use](), [commandButton(t("Manage Workspace Trust"), BuiltInCommand.manageTrust)]);
  return false;
}

/**
 * The folder to work in, or null after a message has said why there is none.
 *
 * @param where true: it is asked which one, where several have a configuration; false: the one that was chosen last
 * @param use null: nothing is called, and no configuration read
 */
export async function placeToWork(app: App, where: Where, use: Use | null): Promise<Place | null> {
  if (use !== null && !isTrusted(use)) return null;
  if (app.folders.all.length === 0) {
    offerFolder();
    return null;
  }
  await app.folders.refresh();
  const several = app.folders.several;
  const folder = where === true ? await app.folders.choose() : where === false ? app.folders.current : where;
  if (folder !== undefined) {
    const session = await app.sessions.of(folder);
    const later = await session.laterState();
    if (later === null) return { folder, session };
    sayLater(later);
    return null;
  }
  // With several folders the user has turned away from the question.
  if (!(where === true && several)) sayConfig(app, { kind: "none" }, undefined);
  return null;
}

/**
 * The folder to work in with its configuration, or null after a message has said why there is none.
 *
 * @param what "notes": what has to do with Cortex XSOAR, by the configuration that notes are written by
 */
export async function ready(
  app: App,
  where: Where,
  use: Use,
  what: "articles" | "notes" = use === "xsoar" ? "notes" : "articles",
): Promise<Ready | null> {
  const place = await placeToWork(app, where, use);
  if (place === null) return null;
  const state = await (what === "notes" ? place.session.noteConfig() : place.session.readConfig());
  if (state.kind === "ok") return { ...place, state };
  sayConfig(app, state, place.folder);
  return null;
}

/** The session of the folder on show, for what is shown without being asked for; null when there is nothing to show. */
export async function sessionOnShow(app: App): Promise<Session | null> {
  const folder = app.folders.current;
  return folder === undefined || !vscode.workspace.isTrusted ? null : app.sessions.usable(folder);
}

/** Says that there is no configuration, or what is wrong in it and where, and offers the way there. */
export function sayConfig(app: App, state: NoConfig, folder: vscode.WorkspaceFolder | undefined): void {
  if (state.kind === "none" || folder === undefined) {
    notify("info", t("No folder of this workspace has a TI Scraper configuration."), [
      { label: t("Create Configuration"), run: () => createConfiguration(app) },
    ]);
    return;
  }
  const message = configSentence(app, state);
  if (message !== "") notify("error", message, [problemButton(state, folder)]);
}

/** File, line and first error of a configuration, and how many more there are; all of them go into the log. */
export function configSentence(app: Pick<App, "log">, state: BrokenConfig): SafeText {
  const errors = errorsOf(state);
  const first = errors[0];
  if (first === undefined) return harmless("");
  for (const problem of errors)
    app.log.error(`${state.file}:${problem.line + 1}:${problem.character + 1} ${describeProblem(problem, t)}`);
  const values = {
    file: safe(state.file),
    line: first.line + 1,
    problem: harmless(describeProblem({ ...first, args: safeTexts(first.args) }, t)),
    more: errors.length - 1,
  };
  return errors.length === 1
    ? t("{file}, line {line}: {problem}", values)
    : t("{file}, line {line}: {problem} There {more:is|are} {more|more error|more errors}.", values);
}

/** Opens a configuration at its first error. */
export function problemButton(state: BrokenConfig, folder: vscode.WorkspaceFolder): Button {
  const first = errorsOf(state)[0];
  const range = first && new vscode.Range(first.line, first.character, first.endLine, first.endCharacter);
  const options = range === undefined ? {} : { selection: range };
  return {
    label: t("Open Configuration"),
    run: () => vscode.window.showTextDocument(fileIn(folder, state.file), options),
  };
}

function errorsOf({ problems }: BrokenConfig): BrokenConfig["problems"] {
  return problems.filter(({ severity }) => severity === "error");
}
