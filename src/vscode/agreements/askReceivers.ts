import type { UsableTarget } from "../../core/mail/mail";
import { harmless, safe } from "../../core/text/foreignText";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { t } from "../shell/l10n";
import { ask } from "../shell/notify";
import { mailAgreement } from "./folderAgreements";

/** True when mail may go to the receivers of a target: it was agreed to, or is now, in a modal that shows all of them. */
export async function confirmReceivers(
  app: App,
  { folder }: Pick<Place, "folder">,
  target: UsableTarget,
): Promise<boolean> {
  const agreement = mailAgreement(target);
  if (await app.agreements.has(folder, agreement)) return true;
  const { server, user, to } = target;
  const message = t("Send mail of the folder {folder} as {sender}?", { folder: safe(folder.name), sender: safe(user) });
  const why = t(
    "The configuration of this folder names server, sender and receivers. You are asked again when they change.",
  );
  const facts = [
    t("To: {addresses}", { addresses: harmless(to.join(", ")) }),
    t("Server: {server}", { server: harmless(`${server.host}:${server.port}`) }),
    t("Folder: {folder}", { folder: harmless(folder.uri.fsPath) }),
  ];
  const yes = { label: t("Send to These Receivers") };
  if ((await ask("warning", message, [yes], { detail: `${why}\n\n${facts.join("\n")}` })) === undefined) return false;
  await app.agreements.agree(folder, agreement);
  app.log.info(`Agreed: mail of ${folder.uri.fsPath} as ${target.account} to ${harmless(to.join(", "))}.`);
  return true;
}
