import * as vscode from "vscode";
import type { MailConfig } from "../../core/config/types";
import type { DigestGroup } from "../../core/mail/digest";
import type { MailAccess, MailFailure, MailMessage } from "../../core/mail/mailer";
import type { MailReport, MailTarget } from "../../core/mail/mailDesk";
import type { ScanReport } from "../../core/model";
import { signalOf } from "../abort";
import { isTrusted, placeToWork, sayConfig, type App, type Place, type Ready } from "../app";
import { guarded } from "../commands";
import { Command } from "../ids";
import { loadScan } from "../loadScan";
import { harmless, safe, safeList } from "../messages";
import { readSettings } from "../settings";
import { t } from "../words";

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
  if (found !== null) await askPassword(app, found.target);
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
    void vscode.window.showInformationMessage(
      t("{server} has taken the test mail to {receivers}.", {
        server: safe(target.server.host),
        receivers: safeList(target.to),
      }),
    );
    return;
  }
  await sayFailure(app, target, result.failure, () => sendTestMail(app));
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
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: "plaintext" }), {
    preview: true,
  });
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

/** What a run of a job has found, and how its configuration wants it sent. */
export interface MailOrder {
  readonly config: MailConfig;
  readonly groups: readonly DigestGroup[];
}

/** The mail about a scan of the articles; null when none is to be sent. */
export async function articlesMail(
  { folder, session, state }: Ready,
  report: ScanReport,
  signal: AbortSignal,
): Promise<MailOrder | null> {
  const { mailconfig: config, controllerPort, websiteconfig } = state.config;
  if (!config.sendMail) return null;
  const { timeoutMs } = readSettings(folder);
  const options = { signal, timeoutMs, controllerPort, sourceRules: websiteconfig.sourceRules };
  const summaries = await loadScan().mailSummaries(session.summaries, config, report, options);
  return { config, groups: loadScan().articleGroups(report, summaries, t) };
}

/** After a run: remembers the mails about it and sends what waits, unless the user wants to see it first. */
export async function mailRun(app: App, place: Place, orders: readonly MailOrder[]): Promise<void> {
  const accounts = new Map<string, MailConfig>();
  const previewed = new Set<string>();
  for (const { config, groups } of orders.filter((order) => order.config.sendMail)) {
    const target = loadScan().mailTarget(config);
    const message = place.session.mail.compose(config, groups);
    if (message === null || !target.ok) {
      if (!target.ok) app.log.warn(loadScan().describeMailTarget(target.key, t));
      continue;
    }
    await place.session.mail.queue(message);
    if (config.previewFirst) previewed.add(target.account);
    else accounts.set(target.account, config);
  }
  for (const [account, config] of accounts) {
    // Sending takes along whatever waits for the account.
    if (!previewed.has(account)) await sendWaiting(app, place, config, false);
  }
  if (previewed.size === 0) return;
  const preview = t("Preview Mail");
  void vscode.window.showInformationMessage(t("A mail about this scan is ready."), preview).then((answer) => {
    if (answer === preview) void vscode.commands.executeCommand(Command.previewMail);
  });
}

/** @param asked the user has asked for it: he is told how it went, and asked for the password when there is none */
async function sendWaiting(app: App, place: Place, config: MailConfig, asked: boolean): Promise<void> {
  const target = loadScan().mailTarget(config);
  if (!target.ok) return;
  const password = await app.mailPasswords.stored(target.account);
  if (password === undefined && !asked) {
    sayNoPassword(app, place, config, target);
    return;
  }
  const access = password === undefined ? await accessOrAsk(app, target) : accessOf(target, password);
  if (access === null) return;
  const report: MailReport = asked
    ? await withMailProgress(t("Sending mail"), (signal) => place.session.mail.send(access, signal))
    : await place.session.mail.send(access, new AbortController().signal);
  app.log.info(`Mail: ${report.sent} sent, ${report.waiting} waiting`);
  if (report.failure !== null) {
    void guarded("mail", app.log, () =>
      sayFailure(app, target, report.failure as MailFailure, () => sendWaiting(app, place, config, true)),
    );
    return;
  }
  if (asked) {
    void vscode.window.showInformationMessage(
      t("The mail to {receivers} was sent.", { receivers: safeList(target.to) }),
    );
  }
}

function sayNoPassword(app: App, place: Place, config: MailConfig, target: GoodTarget): void {
  const set = t("Set Mail Password");
  const sentence = t("A mail waits: there is no password for {account}.", { account: safe(target.account) });
  void vscode.window.showWarningMessage(sentence, set).then((answer) => {
    if (answer !== set) return;
    void guarded("mail", app.log, async () => {
      if (await askPassword(app, target)) await sendWaiting(app, place, config, true);
    });
  });
}

/** Of each account that something waits for. */
async function sendAllWaiting(app: App, { place, configs }: MailPlace): Promise<void> {
  const senders = new Set((await place.session.mail.waiting()).map(({ message }) => message.from));
  for (const config of configs) {
    const target = loadScan().mailTarget(config);
    // Sending takes along whatever waits for the account.
    if (target.ok && senders.delete(target.user)) await sendWaiting(app, place, config, true);
  }
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
  return session.mail.compose(config, loadScan().articleGroups({ newArticles, newMatches }, new Map(), t));
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
): Promise<void> {
  if (failure.code === "aborted") return;
  const sentence = harmless(loadScan().describeMailFailure(failure, target.server, t));
  app.log.warn(sentence);
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

function withMailProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title: `TI Scraper: ${title}` };
  return Promise.resolve(vscode.window.withProgress(options, (_progress, token) => work(signalOf(token))));
}
