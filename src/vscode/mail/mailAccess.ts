import type { UsableTarget } from "../../core/mail/mail";
import type { MailAccess } from "../../core/mail/mailer";
import { confirmReceivers } from "../agreements/askReceivers";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { safe } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { showInput } from "../shell/prompts";

/** With the stored password, if there is one: not every server wants one. Null when the receivers are not agreed to. */
export async function accessOrAsk(
  app: App,
  place: Pick<Place, "folder">,
  target: UsableTarget,
): Promise<MailAccess | null> {
  if (!(await confirmReceivers(app, place, target))) return null;
  const password = (await app.mailPasswords.stored(target.account)) ?? "";
  const { server, user, to } = target;
  return { server, user, password, to };
}

/** Asks for the password of an account and stores it; false when none is entered. */
export async function askPassword(app: App, { account }: UsableTarget): Promise<boolean> {
  const entered = await showInput({
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
