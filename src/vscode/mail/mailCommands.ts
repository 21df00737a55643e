import type { MailConfig } from "../../core/config/types";
import type { UsableTarget } from "../../core/mail/mail";
import { isAside } from "../../core/model/triage";
import type { MailMessage } from "../../core/mail/mailer";
import { placeToWork, sayConfig } from "../config/place";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { articleGroups, describeMailTarget, describeRefused, mailTarget, sentencesOf } from "../../scan";
import { harmless, safe, safeList } from "../../core/text/foreignText";
import { type MailPreview, mailPage } from "../../ui/pages/mailPage";
import { PageType } from "../shell/ids";
import { t } from "../shell/l10n";
import { notify, openConfigButton } from "../shell/notify";
import { withProgress } from "../shell/progress";
import type { ShownPage } from "../shell/webview";
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

/** **Preview Mail**: what waits to be sent, else what a mail about the unread matches would say, as its readers will see it. */
export async function previewMail(app: App): Promise<void> {
  const found = await targetOfWorkspace(app);
  if (found === null) return;
  const { place, config } = found;
  const read = async (): Promise<Pick<MailPreview, "messages" | "isSample">> => {
    const waiting = (await place.session.mail.waiting()).map(({ message }) => message);
    if (waiting.length > 0) return { messages: waiting, isSample: false };
    const sample = await unreadMail(place, config);
    return { messages: sample === null ? [] : [sample], isSample: true };
  };
  let preview: MailPreview = { ...(await read()), isPlain: false, isBusy: false };
  if (preview.messages.length === 0) return;
  /** What is done with the mails that are shown; what is left of them is shown then. */
  const work = async (page: ShownPage, what: () => Promise<unknown>): Promise<void> => {
    if (preview.isBusy) return;
    preview = { ...preview, isBusy: true };
    page.draw();
    try {
      await what();
    } finally {
      preview = { ...preview, ...(await read()), isBusy: false };
      if (preview.isSample) page.close();
      else page.draw();
    }
  };
  const page: ShownPage = await app.pages.show(PageType.mail, {
    title: t("Mail"),
    body: () => ({ html: mailPage(preview, t), focus: preview.isSample ? "do-text" : "do-send" }),
    act: (message) => {
      if (message.kind !== "do") return undefined;
      switch (message.action) {
        case "text":
          preview = { ...preview, isPlain: !preview.isPlain };
          return page.draw();
        case "send":
          return preview.isSample ? undefined : work(page, () => sendAllWaiting(app, found));
        case "discard":
          return preview.isSample ? undefined : work(page, () => discardWaiting(app, place));
        default:
          return undefined;
      }
    },
  });
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
    .map((row) => ({ ...row, articles: row.articles.filter(({ read, triage }) => !read && !isAside(triage)) }))
    .filter((row) => row.articles.length > 0);
  const newArticles = newMatches.flatMap((row) => row.articles.map(({ article }) => article));
  const summaries = config.sendSummary ? sentencesOf(await session.summaries.kept()) : new Map<string, string[]>();
  const decided = new Map(newMatches.flatMap(({ articles }) => articles.map((one) => [one.article.key, one.triage])));
  const triage = (key: string) => decided.get(key);
  return session.mail.compose(config, articleGroups({ newArticles, newMatches }, summaries, t, triage));
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
  if (first === undefined || missing === undefined || missing.ok) {
    const state = await place.session.readConfig();
    if (state.kind !== "ok") sayConfig(app, state, place.folder);
    return null;
  }
  notify("warning", harmless(describeMailTarget(first, missing.key, t)), [openConfigButton(missing.key, "mailconfig")]);
  return null;
}
