import * as vscode from "vscode";
import type { ExportChoice, ExportFormat } from "../core/exports/exportRows";
import { placeToWork, type App } from "./app";
import { loadScan } from "./loadScan";
import { safe } from "./messages";
import type { Node } from "./views/nodes";
import { t } from "./words";

interface FormatItem extends vscode.QuickPickItem {
  readonly format: ExportFormat;
}

/** **Export Matches…**: all, or those of the chosen rows, in a file the user names. A configuration with errors is no hindrance. */
export async function exportMatches(app: App, nodes: readonly Node[]): Promise<void> {
  const place = await placeToWork(app, false);
  if (place === null) return;
  const format = await askFormat();
  if (format === undefined) return;
  const text = await place.session.exportMatches(format, choiceOf(nodes));
  if (text === null) {
    sayNothing();
    return;
  }
  const scan = loadScan();
  const name = `${scan.fileTimestamp(new Date())}_matches.${scan.EXPORT_ENDINGS[format]}`;
  const uri = await vscode.window.showSaveDialog({
    title: t("Export Matches"),
    defaultUri: vscode.Uri.joinPath(place.folder.uri, name),
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const open = t("Open");
  const shown = safe(uri.path.slice(uri.path.lastIndexOf("/") + 1));
  const answer = await vscode.window.showInformationMessage(t("The matches are in {file}.", { file: shown }), open);
  if (answer === open) await vscode.window.showTextDocument(uri);
}

/** **Copy as Markdown** of the chosen rows. */
export async function copyMarkdown(app: App, nodes: readonly Node[]): Promise<void> {
  const place = await placeToWork(app, false);
  if (place === null || nodes.length === 0) return;
  const text = await place.session.exportMatches("markdown", choiceOf(nodes));
  if (text === null) sayNothing();
  else await vscode.env.clipboard.writeText(text);
}

function sayNothing(): void {
  void vscode.window.showInformationMessage(t("There are no matches to export."));
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

async function askFormat(): Promise<ExportFormat | undefined> {
  const items: readonly FormatItem[] = [
    { label: "Markdown", description: t("for reports and tickets"), format: "markdown" },
    { label: "CSV", description: t("for spreadsheets"), format: "csv" },
    { label: "JSON", description: t("for scripts"), format: "json" },
    { label: "STIX 2.1", description: t("for threat-intelligence platforms"), format: "stix" },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Export Matches"),
    placeHolder: t("Which format?"),
  });
  return picked?.format;
}
