import type { MailConfig } from "../../core/config/types";
import type { UsableTarget } from "../../core/mail/mail";
import type { MailMessage } from "../../core/mail/mailer";
import { placeToWork, sayConfig } from "../config/place";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { articleGroups, describeMailTarget, describeRefused, mailTarget, sentencesOf } from "../../scan";
import { harmless, safe, safeList } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { notify, openConfigButton } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { accessOrAsk, askPassword } from "./mailAccess";
import { sayFailure, sendWaiting } from "./sendMail";

/** A folder with the mail settings of its jobs, the articles first. */
interface MailPlace {
  readonly place: Place;
  readonly configs: readonly MailConfig[];
  /** The first that names server and addresses. */
  readonly config: MailConfig;
  readonly target: UsableTarget;
}

/** **Set Mail Password**: for the server and the sender of the configuration. */
export async function setMailPassword(app: App): Promise<void> {
  const found = await targetOfWorkspace(app);
  if (found === null || !(await askPassword(app, found.target))) return;
  notify("info", t("The password of {account} was stored.", { account: safe(found.target.account) }), [
    { label: t("Send Test Mail"), run: () => sendTestMail(app) },
  ]);
}

/** **Clear Mail Password**. */
export async function clearMailPassword(app: App): Promise<void> {
  const found = await targetOfWorkspace(app);
  if (found === null) return;
  await app.mailPasswords.clear(found.target.account);
  notify("info", t("The password of {account} was removed.", { account: safe(found.target.account) }));
}

/** **Send Test Mail**: one mail to the receivers of the configuration. */
export async function sendTestMail(app: App): Promise<void> {
  const found = await targetOfWorkspace(app);
  if (found === null) return;
  const { place, target, config } = found;
  const access = await accessOrAsk(app, place, target);
  if (access === null) return;
  const result = await withProgress(t("Sending a test mail"), (signal) =>
    place.session.mail.sendTest(config, access, signal),
  );
  if (result.ok) {
    app.mailPasswords.refused.delete(target.account);
    const { refused = [] } = result;
    if (refused.length > 0) {
      const sentence = describeRefused([safeList(refused)], target.server, t);
      notify("warning", harmless(sentence));
      return;
    }
    notify(
      "info",
      t("{server} has taken the test mail to {receivers}.", {
        server: safe(target.server.host),
        receivers: safeList(target.to),
      }),
    );
    return;
  }
  sayFailure(app, target, result.failure, () => sendTestMail(app), null);
}

/** **Preview Mail**: what waits to be sent, else what a mail about the unread matches would say. */
export async function previewMail(app: App): Promise<void> {
  const found = await targetOfWorkspace(app);
  if (found === null) return;
  const { place, config } = found;
  const waiting = (await place.session.mail.waiting()).map(({ message }) => message);
  const sample = waiting.length > 0 ? null : await unreadMail(place, config);
  const messages = sample === null ? waiting : [sample];
  if (messages.length === 0) return;
  const content = messages.map(mailText).join(`\n${"-".repeat(72)}\n\n`);
  // Its ending puts the button to send into the title of the editor.
  await app.texts.show(t("Mail"), content, { ending: sample === null ? "eml" : "txt" });
  if (waiting.length === 0) {
    notify("info", t("No mail waits. This is what one about the unread matches would say."));
    return;
  }
  const question =
    waiting.length === 1
      ? t("1 mail waits to be sent.")
      : t("{count} mails wait to be sent.", { count: waiting.length });
  notify("info", question, [
    { label: t("Send Now"), run: () => sendAllWaiting(app, found) },
    { label: t("Discard"), run: () => discardWaiting(app, place) },
  ]);
}

/** **Send Waiting Mail**. */
export async function sendWaitingMail(app: App): Promise<void> {
  const found = await targetOfWorkspace(app);
  if (found === null) return;
  if ((await found.place.session.mail.waiting()).length === 0) {
    notify("info", t("No mail waits."));
    return;
  }
  await sendAllWaiting(app, found);
}

/** Of each account that something waits for. */
async function sendAllWaiting(app: App, { place, configs }: MailPlace): Promise<void> {
  const senders = new Set((await place.session.mail.waiting()).map(({ message }) => message.from));
  for (const config of configs) {
    const target = mailTarget(config);
    // Sending takes along whatever waits for the account.
    if (target.ok && senders.delete(target.user)) await sendWaiting(app, place, config, true);
  }
  if (senders.size === 0) return;
  const sentence = t("Mail of {senders} waits, which no configuration names as sender any more.", {
    senders: safeList([...senders]),
  });
  notify("warning", sentence, [{ label: t("Discard"), run: () => discardWaiting(app, place) }]);
}

async function discardWaiting(app: App, { session }: Place): Promise<void> {
  await session.mail.discard();
  app.log.info("Mail: what waited was discarded");
}

async function unreadMail({ session }: Place, config: MailConfig): Promise<MailMessage | null> {
  const { rows } = await session.articles.overview();
  const newMatches = rows
    .map((row) => ({ ...row, articles: row.articles.filter(({ read }) => !read) }))
    .filter((row) => row.articles.length > 0);
  const newArticles = newMatches.flatMap((row) => row.articles.map(({ article }) => article));
  const summaries = config.sendSummary ? sentencesOf(await session.summaries.kept()) : new Map<string, string[]>();
  return session.mail.compose(config, articleGroups({ newArticles, newMatches }, summaries, t));
}

function mailText({ from, fromName, to, subject, text }: MailMessage): string {
  const headers = [
    t("From: {address}", { address: fromName === undefined ? from : `${fromName} <${from}>` }),
    t("To: {addresses}", { addresses: to.join(", ") }),
    t("Subject: {subject}", { subject }),
  ];
  return `${headers.join("\n")}\n\n${text}`;
}

/** The targets of the configurations, or null after a message has said what is missing. */
async function targetOfWorkspace(app: App): Promise<MailPlace | null> {
  const place = await placeToWork(app, true, "scan");
  if (place === null) return null;
  const configs = await place.session.mailConfigs();
  for (const config of configs) {
    const target = mailTarget(config);
    if (target.ok) return { place, configs, config, target };
  }
  const [first] = configs;
  const missing = first && mailTarget(first);
  if (missing === undefined || missing.ok) {
    const state = await place.session.readConfig();
    if (state.kind !== "ok") sayConfig(app, state, place.folder);
    return null;
  }
  notify("warning", harmless(describeMailTarget(missing.key, t)), [openConfigButton()]);
  return null;
}
