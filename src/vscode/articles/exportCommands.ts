import * as vscode from "vscode";
import type { ExportChoice, ExportFormat } from "../../core/exports/exportRows";
import { placeToWork, whereOf } from "../config/place";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { EXPORT_ENDINGS, fileTimestamp } from "../../scan";
import { safe } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import { type Node, articlesOf, byFolder } from "../../ui/nodes";
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
  const [first] = nodes;
  if (byFolder(nodes).length > 1) {
    notify("info", t("The chosen rows belong to several folders: choose those of one, each has a file of its own."));
    return;
  }
  const place = await placeToWork(app, whereOf(app, first), null);
  if (place === null) return;
  // Pages are read by what the configuration says.
  const asked = await askFormat(vscode.workspace.isTrusted);
  const format = asked === null ? await askFormat(false) : asked;
  if (format === undefined || format === null) return;
  const choice = choiceOf(nodes);
  const text = asked === null ? await withSummaries(place, format, choice) : await exported(place, format, choice);
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
  const texts: string[] = [];
  for (const ofFolder of byFolder(nodes)) {
    const place = await placeToWork(app, whereOf(app, ofFolder[0]), null);
    if (place === null) return;
    const text = await exported(place, "markdown", choiceOf(ofFolder));
    if (text !== null) texts.push(text);
  }
  if (nodes.length === 0) return;
  if (texts.length === 0) sayNothing();
  else await vscode.env.clipboard.writeText(texts.join("\n"));
}

/** In Restricted Mode by what is stored alone. */
function exported({ session }: Place, format: ExportFormat, choice: ExportChoice): Promise<string | null> {
  return session.articles.export(format, choice, undefined, vscode.workspace.isTrusted);
}

function sayNothing(): void {
  notify("info", t("There are no matches to export."));
}

/** Rows stand for the articles below them; without rows everything is meant. */
function choiceOf(nodes: readonly Node[]): ExportChoice {
  const rows = new Map<string, Set<string> | null>();
  for (const node of nodes) {
    if (node.kind === "profile" && node.list.length === node.row.articles.length) {
      rows.set(node.row.name, null);
      continue;
    }
    for (const { profile, item } of articlesOf(node)) {
      const { name } = profile.row;
      const keys = rows.get(name);
      if (keys !== null) rows.set(name, (keys ?? new Set()).add(item.article.key));
    }
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
