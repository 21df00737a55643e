import * as vscode from "vscode";
import type { ExportChoice, ExportFormat } from "../../core/exports/exportRows";
import { placeToWork, whereOf } from "../config/place";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { EXPORT_ENDINGS, fileTimestamp } from "../../scan";
import { safe } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import { type Node, articlesOf, byFolder } from "../../ui/nodes";
import { type ExportMemory, endsNow, exportMemoryData, readExportMemory } from "../../ui/exportForm";
import { Stored } from "../shell/ids";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { askExport } from "./exportForm";

/** **Export Matches…**: all, or those of the chosen rows, in a file the user names. A configuration with errors is no hindrance. */
export async function exportMatches(app: App, nodes: readonly Node[]): Promise<void> {
  const [first] = nodes;
  if (byFolder(nodes).length > 1) {
    notify("info", t("The chosen rows belong to several folders: choose those of one, each has a file of its own."));
    return;
  }
  const place = await placeToWork(app, whereOf(app, first), null);
  if (place === null) return;
  const { articles } = place.session;
  // In Restricted Mode no configuration is read.
  const { rows } = await articles.overview(vscode.workspace.isTrusted ? undefined : null);
  if (rows.every((row) => row.articles.length === 0)) {
    sayNothing();
    return;
  }
  const memory = exportMemory(app, place);
  const selected = choiceOf(nodes).rows ?? null;
  const asked = await askExport(rows, memory, selected, vscode.workspace.isTrusted);
  if (asked === undefined) return;
  const { form, choice } = asked;
  const started = new Date();
  const text = form.summaries
    ? await withSummaries(place, form.format, choice)
    : await exported(place, form.format, choice);
  if (text === undefined) return;
  if (text === null) {
    sayNothing();
    return;
  }
  const name = `${fileTimestamp(started)}_matches.${EXPORT_ENDINGS[form.format]}`;
  const uri = await vscode.window.showSaveDialog({
    title: t("Export Matches"),
    defaultUri: vscode.Uri.joinPath(place.folder.uri, name),
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const tells = selected === null && endsNow(form);
  const kept = selected === null ? form : { ...memory.form, format: form.format, summaries: form.summaries };
  await keepExport(app, place, exportMemoryData({ ...memory, form: kept }, tells ? started.toISOString() : null));
  const shown = safe(uri.path.slice(uri.path.lastIndexOf("/") + 1));
  notify("info", t("The matches are in {file}.", { file: shown }), [
    { label: t("Open"), run: () => vscode.window.showTextDocument(uri) },
  ]);
}

function exportMemory(app: App, { folder }: Place): ExportMemory {
  return readExportMemory(app.context.workspaceState.get(Stored.exportPrefix + folder.uri.toString()));
}

async function keepExport(app: App, { folder }: Place, data: object): Promise<void> {
  await app.context.workspaceState.update(Stored.exportPrefix + folder.uri.toString(), data);
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
