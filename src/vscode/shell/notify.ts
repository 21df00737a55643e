import * as vscode from "vscode";
import { type LaterState, describeLaterState, laterStateOf } from "../../core/memory/laterState";
import { fileOfError, knownFileReason } from "../../core/text/fileReason";
import { type SafeText, harmless, safe } from "../../core/text/foreignText";
import { type BadStateFolder, badStateFolderOf, describeBadStateFolder } from "../../core/memory/stateFolder";
import { BuiltInCommand, Command, Setting, SettingSection } from "./ids";
import { t } from "./l10n";

type Kind = "info" | "warning" | "error";

/** A notification of a run has no room for more buttons. */
export const MOST_BUTTONS = 2;

export interface Button {
  readonly label: string;
  readonly run: () => unknown;
}

let log: Pick<vscode.LogOutputChannel, "error" | "warn"> | undefined;

/** Where errors that nobody expected are logged whole. Each of the bundles has to be told. */
export function logErrorsTo(channel: Pick<vscode.LogOutputChannel, "error" | "warn">): void {
  log = channel;
}

/** Says a sentence and goes on: nobody may ever answer. What the chosen button does is guarded as a command is. */
export function notify(kind: Kind, sentence: SafeText, buttons: readonly Button[] = []): void {
  void guarded("notification", async () => (await ask(kind, sentence, buttons))?.run());
}

/**
 * A question whose answer matters: gives the chosen button, or undefined when the user turns away.
 *
 * @param modal nothing else can be done before it is answered; `detail` is plain text
 */
export async function ask<B extends { readonly label: string }>(
  kind: Kind,
  sentence: SafeText,
  buttons: readonly B[],
  modal?: { readonly detail?: string },
): Promise<B | undefined> {
  const options = modal === undefined ? {} : { modal: true, ...modal };
  const answer = await show(kind)(sentence, options, ...buttons.map(({ label }) => label));
  return buttons.find(({ label }) => label === answer);
}

/** A button that runs a command. */
export function commandButton(label: string, command: string, ...args: readonly unknown[]): Button {
  return { label, run: () => vscode.commands.executeCommand(command, ...args) };
}

export function showLogButton(): Button {
  return commandButton(t("Show Log"), Command.showLog);
}

/** @param keys the first of them that stands in the configuration is shown */
export function openConfigButton(...keys: readonly string[]): Button {
  return commandButton(t("Open Configuration"), Command.openConfig, keys);
}

/** Runs work that nobody awaits: a thrown error is a bug, so it is logged whole and said in one short sentence. */
export async function guarded(name: string, work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (isCancellation(error)) return undefined;
    const later = laterStateOf(error);
    if (later !== null) {
      sayLater(later);
      return undefined;
    }
    const bad = badStateFolderOf(error);
    if (bad !== null) {
      sayBadStateFolder(bad);
      return undefined;
    }
    const reason = knownFileReason(error, t);
    if (reason !== null) {
      log?.warn(`${name}: ${String(error)}`);
      notify("error", fileSentence(error, reason), [showLogButton()]);
      return undefined;
    }
    log?.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    notify("error", t("TI Scraper ran into an unexpected error. The log has the details."), [showLogButton()]);
    return undefined;
  }
}

/** What could not be read or written, and why. */
function fileSentence(error: unknown, reason: string): SafeText {
  const file = fileOfError(error);
  return file === undefined
    ? t("A file could not be read or written: {reason}.", { reason: safe(reason) })
    : t("{file} could not be read or written: {reason}.", { file: safe(file), reason: safe(reason) });
}

/** Says that a later version of the product has written what is remembered, so that nothing is done here. */
export function sayLater(later: LaterState): void {
  const sentence = harmless(describeLaterState(later, t));
  log?.warn(sentence);
  notify("error", sentence);
}

/** Says why nothing can be remembered, so that nothing is done here. */
function sayBadStateFolder(bad: BadStateFolder): void {
  const sentence = badStateFolderSentence(bad);
  log?.warn(sentence);
  const setting = `${SettingSection}.${Setting.stateFolder}`;
  const buttons = bad.origin === setting ? [settingButton(setting)] : [];
  notify("error", sentence, buttons);
}

export function badStateFolderSentence(bad: BadStateFolder): SafeText {
  const { trouble } = bad;
  const workspace = trouble.why === "inside" ? { workspace: safe(trouble.workspace) } : {};
  return harmless(
    describeBadStateFolder({ ...bad, folder: safe(bad.folder), trouble: { ...trouble, ...workspace } }, t),
  );
}

/** A button that opens a setting of scope `machine`: a remote window has it among those of its machine alone. */
export function settingButton(setting: string): Button {
  return vscode.env.remoteName === undefined
    ? commandButton(t("Open Settings"), BuiltInCommand.openSettings, setting)
    : commandButton(t("Open Settings"), BuiltInCommand.openRemoteSettings, { query: setting });
}

function show(kind: Kind): (text: SafeText, options: vscode.MessageOptions, ...labels: string[]) => Thenable<unknown> {
  switch (kind) {
    case "info":
      return vscode.window.showInformationMessage;
    case "warning":
      return vscode.window.showWarningMessage;
    case "error":
      return vscode.window.showErrorMessage;
  }
}

function isCancellation(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof Error && (error.name === "AbortError" || error.name === "Canceled"))
  );
}
