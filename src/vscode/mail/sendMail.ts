import * as vscode from "vscode";
import type { MailConfig } from "../../core/config/types";
import type { MailReport } from "../../core/mail/mailDesk";
import type { MailFailure } from "../../core/mail/mailer";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { guarded } from "../shell/commands";
import { loadScan } from "../shell/loadScan";
import { harmless, safe, safeList } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { type GoodTarget, accessOrAsk, askPassword, withMailProgress } from "./mailAccess";

/**
 * How waiting mail was sent: the user has asked for it, and is told how it went, or it followed a run. `held`: also what the user wanted
 * to see first.
 */
type SendMode =
  | { readonly asked: true; readonly held: boolean }
  | { readonly asked: false; readonly told: Set<string> | null };

/** Hands in what waits for the account of a configuration, as the user has asked for. */
export async function sendWaiting(app: App, place: Place, config: MailConfig, held: boolean): Promise<void> {
  const target = loadScan().mailTarget(config);
  if (!target.ok) return;
  const access = await accessOrAsk(app, target);
  if (access === null) return;
  const { mail } = place.session;
  const report = await withMailProgress(t("Sending mail"), (signal) => mail.send(access, held, signal));
  sayHandedIn(app, place, config, target, report, { asked: true, held });
}

/** Says how mail was taken, as far as that is news. */
export function sayHandedIn(
  app: App,
  place: Place,
  config: MailConfig,
  target: GoodTarget,
  { sent, waiting, failure, refused, busy }: MailReport,
  mode: SendMode,
): void {
  app.log.info(`Mail: ${sent} sent, ${waiting} waiting`);
  if (refused.length > 0) {
    const { describeRefused } = loadScan();
    app.log.warn(describeRefused(refused, target.server, t));
    void vscode.window.showWarningMessage(harmless(describeRefused([safeList(refused)], target.server, t)));
  }
  if (failure !== null) {
    const retry = () => sendWaiting(app, place, config, mode.asked && mode.held);
    void guarded("mail", app.log, () => sayFailure(app, target, failure, retry, mode.asked ? null : mode.told));
    return;
  }
  if (sent > 0) app.mailPasswords.refused.delete(target.account);
  if (!mode.asked) mode.told?.clear();
  else if (busy === true) {
    void vscode.window.showInformationMessage(t("Another window or the command line is sending mail right now."));
  } else if (sent > 0 && refused.length === 0) {
    void vscode.window.showInformationMessage(
      t("The mail to {receivers} was sent.", { receivers: safeList(target.to) }),
    );
  }
}

/** False when a run by the clock has said it before. */
export function isNew(sentence: string, told: Set<string> | null): boolean {
  if (told?.has(sentence) === true) return false;
  told?.add(sentence);
  return true;
}

/** Mail waits for a password that is missing or was refused. */
export async function sayNoPassword(
  app: App,
  place: Place,
  config: MailConfig,
  target: GoodTarget,
  told: Set<string> | null,
): Promise<void> {
  const isMissing = (await app.mailPasswords.stored(target.account)) === undefined;
  const set = t("Set Mail Password");
  const account = safe(target.account);
  const sentence = isMissing
    ? t("A mail waits: there is no password for {account}.", { account })
    : t("A mail waits: the password of {account} was refused.", { account });
  app.log.warn(sentence);
  if (!isNew(sentence, told)) return;
  void vscode.window.showWarningMessage(sentence, set).then((answer) => {
    if (answer !== set) return;
    void guarded("mail", app.log, async () => {
      if (await askPassword(app, target)) await sendWaiting(app, place, config, false);
    });
  });
}

/**
 * Says why a mail was not taken, and offers what helps.
 *
 * @param told what a run by the clock has said before, which is not said again; null says all
 */
export async function sayFailure(
  app: App,
  target: GoodTarget,
  failure: MailFailure,
  retry: () => Promise<unknown>,
  told: Set<string> | null,
): Promise<void> {
  if (failure.code === "aborted") return;
  const sentence = harmless(loadScan().describeMailFailure(failure, target.server, t));
  app.log.warn(sentence);
  if (failure.code === "password") app.mailPasswords.refused.add(target.account);
  if (!isNew(sentence, told)) return;
  const [again, set] = [t("Try Again"), t("Set Mail Password")];
  const answer = await vscode.window.showWarningMessage(sentence, failure.code === "password" ? set : again);
  if (answer === undefined) return;
  if (answer === set && !(await askPassword(app, target))) return;
  await retry();
}
