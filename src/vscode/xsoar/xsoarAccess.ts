import type { XsoarAccess } from "../../core/xsoar/connection";
import type { XsoarFailure } from "../../core/xsoar/failures";
import type { NextStep } from "../../core/xsoar/consequences";
import type { App } from "../app";
import { type Where, ready } from "../config/place";
import type { Ready } from "../shell/ready";
import { BuiltInCommand, Command, Setting, SettingSection } from "../shell/ids";
import { describeXsoarFailure, nextStep } from "../../scan";
import { harmless, safe, type SafeText, safeTexts } from "../../core/text/foreignText";
import type { Access } from "./xsoarKeys";
import { t } from "../shell/l10n";
import { type Button, commandButton, notify, openConfigButton, showLogButton } from "../shell/notify";

/** Server and key for something the user asked for, or null after a message has said what is missing. Asks where it was not agreed to. */
export async function accessOrSay(
  app: App,
  { folder, state }: Pick<Ready, "folder" | "state">,
): Promise<XsoarAccess | null> {
  const found = await app.keys.access(state.config, folder);
  if (found.kind === "ok") return found.access;
  if (found.kind === "unconfirmed") {
    if (!(await app.keys.confirm(folder, found.server))) return null;
    app.view.setOffers({ confirmHost: false });
    const again = await app.keys.access(state.config, folder);
    return again.kind === "ok" ? again.access : null;
  }
  const setUp = commandButton(t("Set Up XSOAR"), Command.setUpXsoar);
  const buttons = found.kind === "noKey" ? [commandButton(t("Set API Key"), Command.setApiKey), setUp] : [setUp];
  notify("warning", accessSentence(found), buttons);
  return null;
}

/** The same with the folder to work in. */
export async function readyWithAccess(
  app: App,
  where: Where,
): Promise<{ readonly place: Ready; readonly access: XsoarAccess } | null> {
  const place = await ready(app, where, "xsoar");
  const access = place && (await accessOrSay(app, place));
  return access && { place, access };
}

/** Why Cortex XSOAR cannot be used yet. */
export function accessSentence(found: Exclude<Access, { kind: "ok" }>): SafeText {
  switch (found.kind) {
    case "noHost":
      return t("The configuration names no Cortex XSOAR server (profiling.CortexXSOARAPIConfig.host).");
    case "noKey":
      return t("No API key is stored for {origin}.", { origin: safe(found.origin) });
    case "unconfirmed":
      return t("Nothing is written to {server} from this folder before you have agreed to that.", {
        server: safe(found.server.baseUrl),
      });
  }
}

/** A failure of Cortex XSOAR as a sentence that may stand in a notification. */
export function failureText(failure: XsoarFailure): SafeText {
  return harmless(describeXsoarFailure(safeTexts(failure), t));
}

/** What helps against a failure as a button; `retry` does again what has failed. Null when nothing on this side helps. */
export function nextStepButton(failure: XsoarFailure, retry: () => unknown): Button | null {
  const step: NextStep | null = nextStep(failure);
  switch (step) {
    case "setCaFile":
      return commandButton(t("Set CA File"), BuiltInCommand.openSettings, `${SettingSection}.${Setting.tlsCaFile}`);
    case "setKey":
      return commandButton(t("Set API Key"), Command.setApiKey);
    case "openConfiguration":
      return openConfigButton();
    case "openProxySettings":
      return commandButton(t("Open Proxy Settings"), BuiltInCommand.openSettings, "http.proxy");
    case "retry":
      return { label: t("Try Again"), run: retry };
    case null:
      return null;
  }
}

/** Says what went wrong at Cortex XSOAR and offers what helps; cancelled work says nothing. */
export function sayXsoarFailure(failure: XsoarFailure, retry: () => unknown, sentence = failureText(failure)): void {
  if (failure.code === "aborted") return;
  const step = nextStepButton(failure, retry);
  notify("warning", sentence, [...(step === null ? [] : [step]), showLogButton()]);
}
