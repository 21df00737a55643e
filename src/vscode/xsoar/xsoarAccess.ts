import * as vscode from "vscode";
import type { XsoarAccess } from "../../core/xsoar/connection";
import type { XsoarFailure } from "../../core/xsoar/failures";
import type { NextStep } from "../../core/xsoar/consequences";
import { signalOf } from "../shell/abort";
import type { App } from "../app";
import type { UsableConfig } from "../shell/ready";
import { guarded } from "../shell/commands";
import { BuiltInCommand, Command, Setting, SettingSection } from "../shell/ids";
import { loadScan } from "../shell/loadScan";
import { harmless, safe, type SafeText, safeTexts } from "../../core/text/foreignText";
import type { Access } from "./xsoarKeys";
import { t } from "../shell/l10n";

/** Server and key for something the user asked for, or null after a message has said what is missing. */
export async function accessOrSay(app: App, state: UsableConfig): Promise<XsoarAccess | null> {
  const found = await app.keys.access(state.config);
  if (found.kind === "ok") return found.access;
  if (found.kind === "unconfirmed") {
    if (!(await app.keys.confirm(found.origin))) return null;
    const again = await app.keys.access(state.config);
    return again.kind === "ok" ? again.access : null;
  }
  const [setKey, setUp] = [t("Set API Key"), t("Set Up XSOAR")];
  const buttons = found.kind === "noKey" ? [setKey, setUp] : [setUp];
  const answer = await vscode.window.showWarningMessage(accessSentence(found), ...buttons);
  if (answer !== undefined)
    await vscode.commands.executeCommand(answer === setKey ? Command.setApiKey : Command.setUpXsoar);
  return null;
}

/** Why Cortex XSOAR cannot be used yet. */
export function accessSentence(found: Exclude<Access, { kind: "ok" }>): SafeText {
  switch (found.kind) {
    case "noHost":
      return t("The configuration names no Cortex XSOAR server (profiling.CortexXSOARAPIConfig.host).");
    case "noKey":
      return t("No API key is stored for {origin}.", { origin: safe(found.origin) });
    case "unconfirmed":
      return t("The Cortex XSOAR server {origin} is not confirmed yet.", { origin: safe(found.origin) });
  }
}

/** A failure of Cortex XSOAR as a sentence that may stand in a notification. */
export function failureText(failure: XsoarFailure): SafeText {
  return harmless(loadScan().describeXsoarFailure(safeTexts(failure), t));
}

export interface Button {
  readonly label: string;
  run(): unknown;
}

/** What helps against a failure as a button; `retry` does again what has failed. Null when nothing on this side helps. */
export function nextStepButton(failure: XsoarFailure, retry: () => unknown): Button | null {
  const run = (command: string, ...args: readonly unknown[]) => vscode.commands.executeCommand(command, ...args);
  const step: NextStep | null = loadScan().nextStep(failure);
  switch (step) {
    case "setCaFile": {
      const setting = `${SettingSection}.${Setting.tlsCaFile}`;
      return { label: t("Set CA File"), run: () => run(BuiltInCommand.openSettings, setting) };
    }
    case "setKey":
      return { label: t("Set API Key"), run: () => run(Command.setApiKey) };
    case "openConfiguration":
      return { label: t("Open Configuration"), run: () => run(Command.openConfig) };
    case "openProxySettings":
      return { label: t("Open Proxy Settings"), run: () => run(BuiltInCommand.openSettings, "http.proxy") };
    case "retry":
      return { label: t("Try Again"), run: retry };
    case null:
      return null;
  }
}

/** Says what went wrong at Cortex XSOAR and offers what helps. Nothing waits for the answer; cancelled work says nothing. */
export function sayXsoarFailure(
  failure: XsoarFailure,
  log: vscode.LogOutputChannel,
  retry: () => unknown,
  sentence = failureText(failure),
): void {
  if (failure.code === "aborted") return;
  const step = nextStepButton(failure, retry);
  const show: Button = { label: t("Show Log"), run: () => vscode.commands.executeCommand(Command.showLog) };
  const buttons = step === null ? [show] : [step, show];
  void guarded("failure", log, async () => {
    const answer = await vscode.window.showWarningMessage(sentence, ...buttons.map(({ label }) => label));
    await buttons.find(({ label }) => label === answer)?.run();
  });
}

/**
 * Work at Cortex XSOAR. Short work shows in the status bar and ends by its own timeout: VS Code keeps back toasts that
 * come in quick succession, and the answer is what matters. Long work can be cancelled.
 */
export async function withXsoarProgress<T>(
  title: SafeText,
  length: "short" | "long",
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { Notification, Window } = vscode.ProgressLocation;
  const options = { location: length === "long" ? Notification : Window, cancellable: length === "long", title };
  return vscode.window.withProgress(options, (_progress, token) => work(signalOf(token)));
}
