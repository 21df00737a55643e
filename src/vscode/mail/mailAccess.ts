import * as vscode from "vscode";
import type { MailTarget } from "../../core/mail/mail";
import type { MailAccess } from "../../core/mail/mailer";
import type { App } from "../app";
import { safe } from "../../core/text/foreignText";
import { t } from "../shell/l10n";

/** A server, a sender and receivers that can be used. */
export type GoodTarget = Extract<MailTarget, { ok: true }>;

/** With the stored password, else with one the user enters now; null when none is entered. */
export async function accessOrAsk(app: App, target: GoodTarget): Promise<MailAccess | null> {
  if ((await app.mailPasswords.stored(target.account)) === undefined && !(await askPassword(app, target))) return null;
  const password = await app.mailPasswords.stored(target.account);
  return password === undefined ? null : { server: target.server, user: target.user, password, to: target.to };
}

/** Asks for the password of an account and stores it; false when none is entered. */
export async function askPassword(app: App, { account }: GoodTarget): Promise<boolean> {
  const entered = await vscode.window.showInputBox({
    title: t("Set Mail Password"),
    prompt: t("Password of {account}. It is kept in secret storage and sent to this server only, encrypted.", {
      account: safe(account),
    }),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value === "" ? t("Enter the password.") : undefined),
  });
  if (entered === undefined || entered === "") return false;
  await app.mailPasswords.store(account, entered);
  app.log.info(`A mail password for ${account} was stored.`);
  return true;
}
