import { placeToWork } from "../config/place";
import type { App } from "../app";
import { describeSummaryProblem, summaryText } from "../../scan";
import { harmless, safe, safeTexts } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import type { JobNode } from "../../ui/jobNodes";
import type { Node } from "../../ui/nodes";
import { localTime, t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";

/** **Show Summary** of an article: read from its page now, shown as plain text. */
export async function showSummary(app: App, node?: Node | JobNode): Promise<void> {
  if (node?.kind !== "article" && node?.kind !== "hit") return;
  const place = await placeToWork(app, false, null);
  if (place === null) return;
  const { article, matches } = node.kind === "article" ? node.item : { article: node.article, matches: [] };
  const { timeoutMs, crawlDelayMs } = readSettings(place.folder);
  const found = await withProgress(t("Reading {source}", { source: safe(article.title) }), (signal) =>
    place.session.summaries.of([article], { signal, timeoutMs, crawlDelayMs }),
  );
  const made = found.get(article.key);
  if (made === undefined) return;
  const { skipped } = made;
  const summary = skipped === undefined ? made : { ...made, skipped: { ...skipped, until: localTime(skipped.until) } };
  if (summary.sentences.length + summary.paragraphs.length > 0) {
    const { key, source } = article;
    await app.texts.show(t("Summary"), summaryText(article, matches, summary, t), { key, source });
    return;
  }
  const why = describeSummaryProblem(safeTexts(summary), t);
  notify(
    "warning",
    harmless(t("The feed says no more than the headline, and the page gives nothing to summarise. {why}", { why })),
  );
}
