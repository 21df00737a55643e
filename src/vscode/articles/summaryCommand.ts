import * as vscode from "vscode";
import { signalOf } from "../shell/abort";
import { placeToWork } from "../config/place";
import type { App } from "../app";
import { loadScan } from "../shell/loadScan";
import { harmless, safe, safeTexts } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import type { JobNode } from "../../ui/jobNodes";
import type { Node } from "../../ui/nodes";
import { localTime, t } from "../shell/l10n";

/** **Show Summary** of an article: read from its page now, shown as plain text. */
export async function showSummary(app: App, node?: Node | JobNode): Promise<void> {
  if (node?.kind !== "article" && node?.kind !== "hit") return;
  const place = await placeToWork(app, false);
  if (place === null) return;
  const { article, matches } = node.kind === "article" ? node.item : { article: node.article, matches: [] };
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: t("TI Scraper: Reading {source}", { source: safe(article.title) }),
  };
  const { timeoutMs, crawlDelayMs } = readSettings(place.folder);
  const found = await vscode.window.withProgress(options, (_progress, token) =>
    place.session.summaries.of([article], { signal: signalOf(token), timeoutMs, crawlDelayMs }),
  );
  const made = found.get(article.key);
  if (made === undefined) return;
  const { skipped } = made;
  const summary = skipped === undefined ? made : { ...made, skipped: { ...skipped, until: localTime(skipped.until) } };
  const { summaryText, describeSummaryProblem } = loadScan();
  if (summary.sentences.length + summary.paragraphs.length > 0) {
    await app.texts.show(t("Summary"), summaryText(article, matches, summary, t), article.key);
    return;
  }
  const why = describeSummaryProblem(safeTexts(summary), t);
  void vscode.window.showWarningMessage(
    harmless(t("The feed says no more than the headline, and the page gives nothing to summarise. {why}", { why })),
  );
}
