import * as vscode from "vscode";
import type { XsoarAccess } from "../../core/xsoar/connection";
import { ready } from "../config/place";
import type { App } from "../app";
import type { UsableConfig } from "../shell/ready";
import { Command } from "../shell/ids";
import { configuredConnection, describeBaseUrlProblem, testConnection as tryConnection } from "../../scan";
import { harmless, safe } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import { accessOrSay, accessSentence, failureText, sayXsoarFailure } from "./xsoarAccess";
import { type Server, keyProblem, serverOf } from "./xsoarKeys";
import { t } from "../shell/l10n";
import { commandButton, notify } from "../shell/notify";
import { withProgress } from "../shell/progress";

/** **Set XSOAR API Key**: confirms the server, asks for the key, stores it for that origin and tries it. */
export async function setApiKey(app: App): Promise<void> {
  const found = await serverOfWorkspace(app);
  if (found === null || !(await app.keys.confirm(found.server.origin))) return;
  const entered = await vscode.window.showInputBox({
    title: t("Set XSOAR API Key"),
    prompt: t("API key for {origin}. It is kept in secret storage and sent to this server only.", {
      origin: safe(found.server.origin),
    }),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value === "" ? undefined : keyProblem(value)),
  });
  if (entered === undefined) return;
  const problem = keyProblem(entered);
  if (problem !== null) {
    notify("warning", problem);
    return;
  }
  await app.keys.store(found.server.origin, entered.trim());
  app.log.info(`An API key for ${found.server.origin} was stored.`);
  await sayConnection(app, found.server, found.server.withKey(entered.trim()), t("The API key is stored."));
}

/** **Clear XSOAR API Key**: also takes back that its server is confirmed. */
export async function clearApiKey(app: App): Promise<void> {
  const origins = app.keys.origins;
  const origin =
    origins.length < 2
      ? origins[0]
      : await vscode.window.showQuickPick([...origins], {
          title: t("Clear XSOAR API Key"),
          placeHolder: t("For which server?"),
        });
  if (origin === undefined) {
    if (origins.length === 0) notify("info", t("No API key is stored."));
    return;
  }
  await app.keys.clear(origin);
  app.log.info(`The API key for ${origin} was removed.`);
  notify("info", t("The API key for {origin} was removed.", { origin: safe(origin) }));
}

/** **Test XSOAR Connection**: says what is wrong, or that all is well. */
export async function testConnection(app: App): Promise<void> {
  const found = await serverOfWorkspace(app);
  if (found === null) return;
  const access = await accessOrSay(app, found.state);
  if (access !== null) await sayConnection(app, found.server, access, "");
}

async function sayConnection(app: App, server: Server, access: XsoarAccess, before: string): Promise<void> {
  const http = await app.sessions.http();
  const { xsoarTimeoutMs: timeoutMs } = readSettings();
  const failure = await withProgress(
    t("Testing the connection to Cortex XSOAR"),
    (signal) => tryConnection(http, access, { timeoutMs, signal, log: app.sessions.log }),
    "statusBar",
  );
  if (failure?.code === "aborted") return;
  const origin = safe(server.origin);
  const sentence =
    failure === null ? t("Cortex XSOAR at {origin} answers and accepts the key.", { origin }) : failureText(failure);
  const whole = harmless(`${before} ${sentence}`);
  app.log.info(`Connection test: ${sentence}`);
  if (failure === null) notify("info", whole);
  else sayXsoarFailure(failure, () => testConnection(app), whole);
}

/** The server the configuration names, or null after a message has said what is wrong. */
async function serverOfWorkspace(app: App): Promise<{ readonly server: Server; readonly state: UsableConfig } | null> {
  const place = await ready(app, true, "xsoar");
  if (place === null) return null;
  const server = serverOf(place.state.config);
  if (server !== null) return { server, state: place.state };
  const base = configuredConnection(place.state.config.profiling.CortexXSOARAPIConfig, "");
  const sentence =
    base.ok || base.why === "empty"
      ? accessSentence({ kind: "noHost" })
      : harmless(describeBaseUrlProblem(base.why, t));
  notify("warning", sentence, [commandButton(t("Set Up XSOAR"), Command.setUpXsoar)]);
  return null;
}
