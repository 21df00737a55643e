import * as vscode from "vscode";
import type { XsoarAccess } from "../core/session";
import { signalOf } from "./abort";
import type { App, UsableConfig } from "./app";
import { Command } from "./ids";
import { loadScan } from "./loadScan";
import { safe, safeTexts } from "./messages";
import type { Access } from "./xsoarKeys";
import { t } from "./words";

/** Server and key for something the user asked for, or null after a message has said what is missing. */
export async function accessOrSay(app: App, state: UsableConfig): Promise<XsoarAccess | null> {
  const found = await app.keys.access(state.config);
  if (found.kind === "ok") return found.access;
  if (found.kind === "unconfirmed") {
    if (!(await app.keys.confirm(found.origin))) return null;
    const again = await app.keys.access(state.config);
    return again.kind === "ok" ? again.access : null;
  }
  const button = found.kind === "noKey" ? t("Set API Key") : t("Open Configuration");
  const answer = await vscode.window.showWarningMessage(accessSentence(found), button);
  if (answer === button)
    await vscode.commands.executeCommand(found.kind === "noKey" ? Command.setApiKey : Command.openConfig);
  return null;
}

/** Why Cortex XSOAR cannot be used yet. */
export function accessSentence(found: Exclude<Access, { kind: "ok" }>): string {
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
export function failureText(failure: Parameters<ReturnType<typeof loadScan>["describeXsoarFailure"]>[0]): string {
  return loadScan().describeXsoarFailure(safeTexts(failure), t);
}

/**
 * Work at Cortex XSOAR. Short work shows in the status bar and ends by its own timeout: VS Code keeps back toasts that
 * come in quick succession, and the answer is what matters. Long work can be cancelled.
 */
export async function withXsoarProgress<T>(
  title: string,
  length: "short" | "long",
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { Notification, Window } = vscode.ProgressLocation;
  const options = { location: length === "long" ? Notification : Window, cancellable: length === "long", title };
  return vscode.window.withProgress(options, (_progress, token) => work(signalOf(token)));
}
