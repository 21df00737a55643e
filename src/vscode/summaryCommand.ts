import * as vscode from "vscode";
import { signalOf } from "./abort";
import { ready, type App } from "./app";
import { loadScan } from "./loadScan";
import { safe } from "./messages";
import { readSettings } from "./settings";
import type { Node } from "./views/nodes";
import { t } from "./words";

/** **Show Summary** of an article: read from its page now, shown as plain text. */
export async function showSummary(app: App, node?: Node): Promise<void> {
  if (node?.kind !== "article") return;
  const place = await ready(app, false);
  if (place === null) return;
  const { article, matches } = node.item;
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: t("TI Scraper: Reading {source}", { source: safe(article.title) }),
  };
  const { timeoutMs } = readSettings(place.folder);
  const { controllerPort, websiteconfig } = place.state.config;
  const { sourceRules } = websiteconfig;
  const found = await vscode.window.withProgress(options, (_progress, token) =>
    place.session.summaries.of([article], { signal: signalOf(token), timeoutMs, controllerPort, sourceRules }),
  );
  const summary = found.get(article.key);
  if (summary !== undefined) {
    await app.texts.show(t("Summary"), loadScan().summaryText(article, matches, summary, t), article.key);
    return;
  }
  void vscode.window.showInformationMessage(
    t("Neither the page nor the feed says more than the headline: {title}", { title: safe(article.title) }),
  );
}
