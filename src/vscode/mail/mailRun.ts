import * as vscode from "vscode";
import { type SafeText, harmless } from "../../core/text/foreignText";
import type { DeliveredMail } from "../../core/jobs/deliver";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { Command } from "../shell/ids";
import { loadScan } from "../shell/loadScan";
import { t } from "../shell/l10n";
import { isNew, sayHandedIn, sayNoPassword } from "./sendMail";

/**
 * After a run: says what came of the mails about it, where there is something to do.
 *
 * @param told for a run by the clock: what went wrong in earlier ones, which is not said again
 */
export async function sayMails(
  app: App,
  place: Place,
  mails: readonly DeliveredMail[],
  told: Set<string> | null,
): Promise<void> {
  const { describeMailTarget } = loadScan();
  const unusable = new Set(
    mails.flatMap((one) => (one.kind === "unusable" ? [harmless(describeMailTarget(one.key, t))] : [])),
  );
  for (const sentence of unusable) sayUnusable(app, sentence, told);
  for (const one of mails) {
    if (one.kind === "waits" && !one.ended) await sayNoPassword(app, place, one.config, one.target, told);
    if (one.kind === "handedIn") sayHandedIn(app, place, one.config, one.target, one.report, { asked: false, told });
  }
  if (!mails.some(({ kind }) => kind === "held")) return;
  const preview = t("Preview Mail");
  void vscode.window.showInformationMessage(t("A mail about this scan is ready."), preview).then((answer) => {
    if (answer === preview) void vscode.commands.executeCommand(Command.previewMail);
  });
}

/** A mail that the configuration has no usable address or server for is not made: without a word nobody would miss it. */
function sayUnusable(app: App, sentence: SafeText, told: Set<string> | null): void {
  app.log.warn(sentence);
  if (!isNew(sentence, told)) return;
  const open = t("Open Configuration");
  void vscode.window.showWarningMessage(sentence, open).then((answer) => {
    if (answer === open) void vscode.commands.executeCommand(Command.openConfig);
  });
}
