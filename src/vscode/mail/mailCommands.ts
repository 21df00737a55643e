import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { MailConfig } from "../../core/config/types";
import type { OtherReport } from "../../core/jobs/jobReports";
import type { DigestGroup } from "../../core/mail/digest";
import type { MailAccess, MailFailure, MailMessage } from "../../core/mail/mailer";
import type { MailReport, MailTarget } from "../../core/mail/mailDesk";
import type { ScanReport } from "../../core/model";
import { onAbort } from "../../core/onAbort";
import { signalOf } from "../abort";
import { isTrusted, placeToWork, sayConfig, type App, type Place } from "../app";
import { guarded } from "../commands";
import { Command } from "../ids";
import { loadScan } from "../loadScan";
import { harmless, safe, safeList } from "../messages";
import { readSettings } from "../settings";
import { t } from "../words";

/** Progress that is over sooner would only flash. */
const SOON_MS = 1000;

type GoodTarget = Extract<MailTarget, { ok: true }>;

/** A folder with the mail settings of its jobs, the articles first. */
interface MailPlace {
  readonly place: Place;
  readonly configs: readonly MailConfig[];
  /** The first that names server and addresses. */
  readonly config: MailConfig;
  readonly target: GoodTarget;
}

/** **Set Mail Password**: for the server and the sender of the configuration. */
export async function setMailPassword(app: App): Promise<void> {
  const found = await targetOfWorkspace(app);
  if (found === null || !(await askPassword(app, found.target))) return;
  const test = t("Send Test Mail");
  const answer = await vscode.window.showInformationMessage(
    t("The password of {account} was stored.", { account: safe(found.target.account) }),
    test,
  );
  if (answer === test) await sendTestMail(app);
}

/** **Clear Mail Password**. */
export async function clearMailPassword(app: App): Promise<void> {
  const found = await targetOfWorkspace(app);
  if (found === null) return;
  await app.mailPasswords.clear(found.target.account);
  void vscode.window.showInformationMessage(
    t("The password of {account} was removed.", { account: safe(found.target.account) }),
  );
}

/** **Send Test Mail**: one mail to the receivers of the configuration. */
export async function sendTestMail(app: App): Promise<void> {
  const found = await targetOfWorkspace(app);
  if (found === null) return;
  const { place, target, config } = found;
  const access = await accessOrAsk(app, target);
  if (access === null) return;
  const result = await withMailProgress(t("Sending a test mail"), (signal) =>
    place.session.mail.sendTest(config, access, signal),
  );
  if (result.ok) {
    const { refused = [] } = result;
    if (refused.length > 0) {
      const sentence = loadScan().describeRefused([safeList(refused)], target.server, t);
      void vscode.window.showWarningMessage(harmless(sentence));
      return;
    }
    void vscode.window.showInformationMessage(
      t("{server} has taken the test mail to {receivers}.", {
        server: safe(target.server.host),
        receivers: safeList(target.to),
      }),
    );
    return;
  }
  await sayFailure(app, target, result.failure, () => sendTestMail(app), null);
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
  await app.texts.show(t("Mail"), content, "", sample === null ? "eml" : "txt");
  if (waiting.length === 0) {
    void vscode.window.showInformationMessage(t("No mail waits. This is what one about the unread matches would say."));
    return;
  }
  const send = t("Send Now");
  const discard = t("Discard");
  const question =
    waiting.length === 1
      ? t("1 mail waits to be sent.")
      : t("{count} mails wait to be sent.", { count: waiting.length });
  const answer = await vscode.window.showInformationMessage(question, send, discard);
  if (answer === send) await sendAllWaiting(app, found);
  else if (answer === discard) await discardWaiting(app, place);
}

/** **Send Waiting Mail**. */
export async function sendWaitingMail(app: App): Promise<void> {
  const found = await targetOfWorkspace(app);
  if (found === null) return;
  if ((await found.place.session.mail.waiting()).length === 0) {
    void vscode.window.showInformationMessage(t("No mail waits."));
    return;
  }
  await sendAllWaiting(app, found);
}

/** What a run has found, for its mails. */
export interface MailNews {
  /** Of the articles job; null when it has no part in it. */
  readonly articles: { readonly config: MailConfig; readonly report: ScanReport } | null;
  readonly jobs: readonly OtherReport[];
}

interface MailOrder {
  readonly config: MailConfig;
  readonly groups: readonly DigestGroup[];
}

/**
 * After a run: remembers the mails about it and sends what waits, unless the user wants to see it first.
 *
 * @param told for a run by the clock: what went wrong in earlier ones, which is not said again; it sends no mail about nothing
 */
export async function mailRun(app: App, place: Place, news: MailNews, told: Set<string> | null): Promise<void> {
  const cancel = new AbortController();
  const made = ordersOf(place, news, cancel.signal);
  // Only summaries take their time.
  const early = await Promise.race([made, delay(SOON_MS, null)]);
  const inProgress = (signal: AbortSignal): typeof made => {
    onAbort(signal, () => cancel.abort());
    return made;
  };
  const orders = early ?? (await withMailProgress(t("Reading summaries"), inProgress, told !== null));
  const accounts = new Map<string, MailConfig>();
  let isHeld = false;
  for (const { config, groups } of orders) {
    const isEmpty = groups.every(({ entries }) => entries.length === 0);
    if (told !== null && isEmpty) continue;
    const target = loadScan().mailTarget(config);
    const message = place.session.mail.compose(config, groups);
    if (message === null || !target.ok) {
      if (!target.ok) app.log.warn(loadScan().describeMailTarget(target.key, t));
      continue;
    }
    await place.session.mail.queue(message, config.previewFirst);
    if (config.previewFirst) isHeld = true;
    else accounts.set(target.account, config);
  }
  for (const config of accounts.values()) await sendWaiting(app, place, config, { asked: false, told });
  if (!isHeld) return;
  const preview = t("Preview Mail");
  void vscode.window.showInformationMessage(t("A mail about this scan is ready."), preview).then((answer) => {
    if (answer === preview) void vscode.commands.executeCommand(Command.previewMail);
  });
}

/** The mails about a run. A cancel lets them go without the summaries that are not made yet. */
async function ordersOf(
  { folder, session }: Place,
  { articles, jobs }: MailNews,
  signal: AbortSignal,
): Promise<readonly MailOrder[]> {
  const { timeoutMs, crawlDelayMs } = readSettings(folder);
  const options = { signal, timeoutMs, crawlDelayMs };
  const { articleGroups, mailSummaries, scannedArticles } = loadScan();
  const orders: MailOrder[] = [];
  if (articles?.config.sendMail === true) {
    const { config, report } = articles;
    const summaries = await mailSummaries(session.summaries, config, scannedArticles(report), options);
    orders.push({ config, groups: articleGroups(report, summaries, t) });
  }
  for (const report of jobs) {
    const order = await session.jobs.mail(report, options);
    if (order !== null) orders.push(order);
  }
  return orders;
}

/** How waiting mail is sent: the user has asked for it, and is told how it went, or it follows a run (see `mailRun`). */
type SendMode = { readonly asked: true } | { readonly asked: false; readonly told: Set<string> | null };

async function sendWaiting(app: App, place: Place, config: MailConfig, mode: SendMode): Promise<void> {
  const target = loadScan().mailTarget(config);
  if (!target.ok) return;
  const password = await app.mailPasswords.stored(target.account);
  if (!mode.asked && (password === undefined || app.mailPasswords.refused.has(target.account))) {
    sayNoPassword(app, place, config, target, password === undefined, mode.told);
    return;
  }
  const access = password === undefined ? await accessOrAsk(app, target) : accessOf(target, password);
  if (access === null) return;
  const { mail } = place.session;
  const send = (signal: AbortSignal): Promise<MailReport> => mail.send(access, mode.asked, signal);
  const { sent, waiting, failure, refused } = await withMailProgress(t("Sending mail"), send, !mode.asked);
  app.log.info(`Mail: ${sent} sent, ${waiting} waiting`);
  if (refused.length > 0) {
    const { describeRefused } = loadScan();
    app.log.warn(describeRefused(refused, target.server, t));
    void vscode.window.showWarningMessage(harmless(describeRefused([safeList(refused)], target.server, t)));
  }
  if (failure !== null) {
    const retry = () => sendWaiting(app, place, config, { asked: true });
    void guarded("mail", app.log, () => sayFailure(app, target, failure, retry, mode.asked ? null : mode.told));
    return;
  }
  if (!mode.asked) mode.told?.clear();
  else if (sent > 0 && refused.length === 0) {
    void vscode.window.showInformationMessage(
      t("The mail to {receivers} was sent.", { receivers: safeList(target.to) }),
    );
  }
}

/** False when a run by the clock has said it before. */
function isNew(sentence: string, told: Set<string> | null): boolean {
  if (told?.has(sentence) === true) return false;
  told?.add(sentence);
  return true;
}

function sayNoPassword(
  app: App,
  place: Place,
  config: MailConfig,
  target: GoodTarget,
  isMissing: boolean,
  told: Set<string> | null,
): void {
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
      if (await askPassword(app, target)) await sendWaiting(app, place, config, { asked: true });
    });
  });
}

/** Of each account that something waits for. */
async function sendAllWaiting(app: App, { place, configs }: MailPlace): Promise<void> {
  const senders = new Set((await place.session.mail.waiting()).map(({ message }) => message.from));
  for (const config of configs) {
    const target = loadScan().mailTarget(config);
    // Sending takes along whatever waits for the account.
    if (target.ok && senders.delete(target.user)) await sendWaiting(app, place, config, { asked: true });
  }
  if (senders.size === 0) return;
  const sentence = t("Mail of {senders} waits, which no configuration names as sender any more.", {
    senders: safeList([...senders]),
  });
  const discard = t("Discard");
  void vscode.window.showWarningMessage(sentence, discard).then((answer) => {
    if (answer === discard) void guarded("mail", app.log, () => discardWaiting(app, place));
  });
}

async function discardWaiting(app: App, { session }: Place): Promise<void> {
  await session.mail.discard();
  app.log.info("Mail: what waited was discarded");
}

async function unreadMail({ session }: Place, config: MailConfig): Promise<MailMessage | null> {
  const { rows } = await session.overview();
  const newMatches = rows
    .map((row) => ({ ...row, articles: row.articles.filter(({ read }) => !read) }))
    .filter((row) => row.articles.length > 0);
  const newArticles = newMatches.flatMap((row) => row.articles.map(({ article }) => article));
  const { articleGroups, sentencesOf } = loadScan();
  const summaries = config.sendSummary ? sentencesOf(await session.summaries.kept()) : new Map<string, string[]>();
  return session.mail.compose(config, articleGroups({ newArticles, newMatches }, summaries, t));
}

function mailText({ from, to, subject, text }: MailMessage): string {
  const headers = [
    t("From: {address}", { address: from }),
    t("To: {addresses}", { addresses: to.join(", ") }),
    t("Subject: {subject}", { subject }),
  ];
  return `${headers.join("\n")}\n\n${text}`;
}

async function sayFailure(
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

/** The targets of the configurations, or null after a message has said what is missing. */
async function targetOfWorkspace(app: App): Promise<MailPlace | null> {
  if (!(await isTrusted("scan"))) return null;
  const place = await placeToWork(app, true);
  if (place === null) return null;
  const state = await place.session.readConfig();
  const others = await place.session.jobs.mailConfigs();
  const configs = state.kind === "ok" ? [state.config.mailconfig, ...others] : others;
  const { mailTarget, describeMailTarget } = loadScan();
  for (const config of configs) {
    const target = mailTarget(config);
    if (target.ok) return { place, configs, config, target };
  }
  const [first] = configs;
  const missing = first && mailTarget(first);
  if (missing === undefined || missing.ok) {
    if (state.kind !== "ok") void guarded("mail", app.log, () => sayConfig(app, state, place.folder));
    return null;
  }
  const open = t("Open Configuration");
  const answer = await vscode.window.showWarningMessage(describeMailTarget(missing.key, t), open);
  if (answer === open) await vscode.commands.executeCommand(Command.openConfig);
  return null;
}

async function accessOrAsk(app: App, target: GoodTarget): Promise<MailAccess | null> {
  if ((await app.mailPasswords.stored(target.account)) === undefined && !(await askPassword(app, target))) return null;
  const password = await app.mailPasswords.stored(target.account);
  return password === undefined ? null : accessOf(target, password);
}

function accessOf({ server, user }: Pick<GoodTarget, "server" | "user">, password: string): MailAccess {
  return { server, user, password };
}

async function askPassword(app: App, { account }: GoodTarget): Promise<boolean> {
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

/** @param quiet in the status bar, where nothing is cancelled */
function withMailProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>, quiet = false): Promise<T> {
  const location = quiet ? vscode.ProgressLocation.Window : vscode.ProgressLocation.Notification;
  const options = { location, cancellable: true, title: `TI Scraper: ${title}` };
  return Promise.resolve(vscode.window.withProgress(options, (_progress, token) => work(signalOf(token))));
}
