import * as vscode from "vscode";
import type { ExportChoice, ExportFormat } from "../../core/exports/exportRows";
import { placeToWork } from "../config/place";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { EXPORT_ENDINGS, fileTimestamp } from "../../scan";
import { safe } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import type { Node } from "../../ui/nodes";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { showPick } from "../shell/prompts";

interface FormatItem extends vscode.QuickPickItem {
  /** Null reads the summaries first and asks again. */
  readonly format: ExportFormat | null;
}

/** **Export Matches…**: all, or those of the chosen rows, in a file the user names. A configuration with errors is no hindrance. */
export async function exportMatches(app: App, nodes: readonly Node[]): Promise<void> {
  const place = await placeToWork(app, false, null);
  if (place === null) return;
  const asked = await askFormat(true);
  const format = asked === null ? await askFormat(false) : asked;
  if (format === undefined || format === null) return;
  const choice = choiceOf(nodes);
  const text =
    asked === null ? await withSummaries(place, format, choice) : await place.session.articles.export(format, choice);
  if (text === undefined) return;
  if (text === null) {
    sayNothing();
    return;
  }
  const name = `${fileTimestamp(new Date())}_matches.${EXPORT_ENDINGS[format]}`;
  const uri = await vscode.window.showSaveDialog({
    title: t("Export Matches"),
    defaultUri: vscode.Uri.joinPath(place.folder.uri, name),
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const shown = safe(uri.path.slice(uri.path.lastIndexOf("/") + 1));
  notify("info", t("The matches are in {file}.", { file: shown }), [
    { label: t("Open"), run: () => vscode.window.showTextDocument(uri) },
  ]);
}

/** Undefined when the user cancels. */
async function withSummaries(
  { session, folder }: Place,
  format: ExportFormat,
  choice: ExportChoice,
): Promise<string | null | undefined> {
  const { timeoutMs, crawlDelayMs } = readSettings(folder);
  return withProgress(t("Reading summaries"), async (signal) => {
    const text = await session.articles.export(format, choice, { signal, timeoutMs, crawlDelayMs });
    return signal.aborted ? undefined : text;
  });
}

/** **Copy as Markdown** of the chosen rows. */
export async function copyMarkdown(app: App, nodes: readonly Node[]): Promise<void> {
  const place = await placeToWork(app, false, null);
  if (place === null || nodes.length === 0) return;
  const text = await place.session.articles.export("markdown", choiceOf(nodes));
  if (text === null) sayNothing();
  else await vscode.env.clipboard.writeText(text);
}

function sayNothing(): void {
  notify("info", t("There are no matches to export."));
}

/** Rows of names stand for all of their articles; without rows everything is meant. */
function choiceOf(nodes: readonly Node[]): ExportChoice {
  const rows = new Map<string, Set<string> | null>();
  for (const node of nodes) {
    if (node.kind === "profile") rows.set(node.row.name, null);
    if (node.kind !== "article") continue;
    const { name } = node.profile.row;
    const keys = rows.get(name);
    if (keys !== null) rows.set(name, (keys ?? new Set()).add(node.item.article.key));
  }
  return rows.size === 0 ? {} : { rows };
}

async function askFormat(offersSummaries: boolean): Promise<ExportFormat | null | undefined> {
  const items: readonly FormatItem[] = [
    { label: "Markdown", description: t("for reports and tickets"), format: "markdown" },
    { label: "CSV", description: t("for spreadsheets"), format: "csv" },
    { label: "JSON", description: t("for scripts"), format: "json" },
    { label: "STIX 2.1", description: t("for threat-intelligence platforms"), format: "stix" },
    ...(offersSummaries
      ? [{ label: t("With summaries…"), description: t("reads the pages of the articles first"), format: null }]
      : []),
  ];
  const picked = await showPick(items, {
    title: t("Export Matches"),
    placeHolder: t("Which format?"),
  });
  return picked?.format;
}
