import type { MailConfig } from "../../core/config/types";
import type { MailReport, UsableTarget } from "../../core/mail/mail";
import type { MailFailure } from "../../core/mail/mailer";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { describeMailFailure, describeRefused, mailTarget, waitingTargets } from "../../scan";
import { harmless, safe, safeList } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { type Button, notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { accessOrAsk, askPassword } from "./mailAccess";

/**
 * How waiting mail was sent: the user has asked for it, and is told how it went, or it followed a run. `held`: also what the user wanted
 * to see first.
 */
type SendMode =
  | { readonly asked: true; readonly held: boolean }
  | { readonly asked: false; readonly told: Set<string> | null };

/** Hands in what waits for the account of a configuration, as the user has asked for. */
export async function sendWaiting(app: App, place: Place, config: MailConfig, held: boolean): Promise<void> {
  const target = mailTarget(config);
  if (!target.ok) return;
  const { mail } = place.session;
  for (const one of waitingTargets(target, await mail.waiting(), held)) {
    const access = await accessOrAsk(app, place, one);
    if (access === null) continue;
    const report = await withProgress(t("Sending mail"), (signal) => mail.send(access, held, signal));
    sayHandedIn(app, place, config, one, report, { asked: true, held });
  }
  await app.view.refresh();
}

/** Says how mail was taken, as far as that is news. */
export function sayHandedIn(
  app: App,
  place: Place,
  config: MailConfig,
  target: UsableTarget,
  { sent, waiting, failure, refused, busy }: MailReport,
  mode: SendMode,
): void {
  app.log.info(`Mail: ${sent} sent, ${waiting} waiting`);
  if (refused.length > 0) {
    app.log.warn(describeRefused(refused, target.server, t));
    notify("warning", harmless(describeRefused([safeList(refused)], target.server, t)));
  }
  if (failure !== null) {
    const retry = () => sendWaiting(app, place, config, mode.asked && mode.held);
    sayFailure(app, target, failure, retry, mode.asked ? null : mode.told);
    return;
  }
  if (sent > 0) app.mailPasswords.refused.delete(target.account);
  if (!mode.asked) mode.told?.clear();
  else if (busy === true) {
    notify("info", t("Another window or the command line is sending mail right now."));
  } else if (sent > 0 && refused.length === 0) {
    notify("info", t("The mail to {receivers} was sent.", { receivers: safeList(target.to) }));
  }
}

/** False when a run by the clock has said it before. */
export function isNew(sentence: string, told: Set<string> | null): boolean {
  if (told?.has(sentence) === true) return false;
  told?.add(sentence);
  return true;
}

/** Mail waits for another password than the one that was refused. */
export function sayRefused(
  app: App,
  place: Place,
  config: MailConfig,
  target: UsableTarget,
  told: Set<string> | null,
): void {
  const sentence = t("A mail waits: the password of {account} was refused.", { account: safe(target.account) });
  app.log.warn(sentence);
  if (!isNew(sentence, told)) return;
  notify("warning", sentence, [passwordButton(app, target, () => sendWaiting(app, place, config, false))]);
}

function passwordButton(app: App, target: UsableTarget, then: () => Promise<unknown>): Button {
  const run = async (): Promise<void> => {
    if (await askPassword(app, target)) await then();
  };
  return { label: t("Set Mail Password"), run };
}

/**
 * Says why a mail was not taken, and offers what helps.
 *
 * @param told what a run by the clock has said before, which is not said again; null says all
 */
export function sayFailure(
  app: App,
  target: UsableTarget,
  failure: MailFailure,
  retry: () => Promise<unknown>,
  told: Set<string> | null,
): void {
  if (failure.code === "aborted") return;
  const sentence = harmless(describeMailFailure(failure, target.server, t));
  app.log.warn(sentence);
  const needsPassword = failure.code === "password" || failure.code === "noPassword";
  if (failure.code === "password") app.mailPasswords.refused.add(target.account);
  if (!isNew(sentence, told)) return;
  notify("warning", sentence, [
    needsPassword ? passwordButton(app, target, retry) : { label: t("Try Again"), run: retry },
  ]);
}
