import type { UsableTarget } from "../../core/mail/mail";
import { type SafeText, harmless, oneLine } from "../../core/text/foreignText";
import type { DeliveredMail } from "../../core/jobs/deliver";
import { mailAgreement } from "../agreements/folderAgreements";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { Command } from "../shell/ids";
import { describeGoneMails, describeMailTarget } from "../../scan";
import { t } from "../shell/l10n";
import { commandButton, notify, openConfigButton } from "../shell/notify";
import { isNew, sayHandedIn, sayRefused } from "./sendMail";

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
  const unusable = new Map(
    mails.flatMap((one) =>
      one.kind === "unusable" ? [[harmless(describeMailTarget(one.config, one.key, t)), one.key] as const] : [],
    ),
  );
  for (const [sentence, key] of unusable) sayUnusable(app, sentence, key, told);
  for (const one of mails) {
    if (one.kind !== "gone") continue;
    const sentence = harmless(describeGoneMails(one.count, t));
    app.log.warn(sentence);
    notify("warning", sentence, [commandButton(t("Preview Mail"), Command.previewMail)]);
  }
  for (const one of mails) {
    if (one.kind === "waits" && !one.ended && !(await waitsForAgreement(app, place, one.target)))
      sayRefused(app, place, one.config, one.target, told);
    if (one.kind === "handedIn") sayHandedIn(app, place, one.config, one.target, one.report, { asked: false, told });
  }
  if (!mails.some(({ kind }) => kind === "held")) return;
  notify("info", t("A mail about this scan is ready."), [commandButton(t("Preview Mail"), Command.previewMail)]);
}

/** What nobody has agreed to is asked by the view, or was just answered with a no. */
async function waitsForAgreement(app: App, { folder }: Place, target: UsableTarget): Promise<boolean> {
  const { account } = target;
  if (app.mailPasswords.refused.has(account)) return false;
  if (await app.agreements.has(folder, mailAgreement(target))) return false;
  app.log.warn(`A mail waits: ${account} was not agreed to send to ${oneLine(target.to.join(", "))}.`);
  return true;
}

/** A mail that the configuration has no usable address or server for is not made: without a word nobody would miss it. */
function sayUnusable(app: App, sentence: SafeText, key: string, told: Set<string> | null): void {
  app.log.warn(sentence);
  if (isNew(sentence, told)) notify("warning", sentence, [openConfigButton(key, "mailconfig")]);
}
