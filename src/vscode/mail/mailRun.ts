import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { MailConfig } from "../../core/config/types";
import type { OtherReport } from "../../core/jobs/jobReports";
import type { DigestGroup } from "../../core/mail/digest";
import type { ScanReport } from "../../core/model/model";
import { onAbort } from "../../core/text/onAbort";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { Command } from "../shell/ids";
import { loadScan } from "../shell/loadScan";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { withMailProgress } from "./mailAccess";
import { isNew, sendWaiting } from "./sendMail";

/** Progress that is over sooner would only flash. */
const SOON_MS = 1000;

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
  const unusable = new Set<string>();
  let isHeld = false;
  for (const { config, groups } of orders) {
    const isEmpty = groups.every(({ entries }) => entries.length === 0);
    if (told !== null && isEmpty) continue;
    const target = loadScan().mailTarget(config);
    const message = place.session.mail.compose(config, groups);
    if (message === null || !target.ok) {
      if (!target.ok) unusable.add(loadScan().describeMailTarget(target.key, t));
      continue;
    }
    await place.session.mail.queue(message, config.previewFirst);
    if (config.previewFirst) isHeld = true;
    else accounts.set(target.account, config);
  }
  for (const sentence of unusable) sayUnusable(app, sentence, told);
  for (const config of accounts.values()) await sendWaiting(app, place, config, { asked: false, told });
  if (!isHeld) return;
  const preview = t("Preview Mail");
  void vscode.window.showInformationMessage(t("A mail about this scan is ready."), preview).then((answer) => {
    if (answer === preview) void vscode.commands.executeCommand(Command.previewMail);
  });
}

/** A mail that the configuration has no usable address or server for is not made: without a word nobody would miss it. */
function sayUnusable(app: App, sentence: string, told: Set<string> | null): void {
  app.log.warn(sentence);
  if (!isNew(sentence, told)) return;
  const open = t("Open Configuration");
  void vscode.window.showWarningMessage(sentence, open).then((answer) => {
    if (answer === open) void vscode.commands.executeCommand(Command.openConfig);
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
