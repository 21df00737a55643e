import * as vscode from "vscode";
import type { ExportChoice, ExportFormat } from "../../core/exports/exportRows";
import { placeToWork, whereOf } from "../config/place";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { type Node, articlesOf, byFolder } from "../../ui/nodes";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { exportArticles } from "./exportFile";

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
  await exportArticles(app, place, {
    title: t("Export Matches"),
    names: t("Names"),
    formats: ["markdown", "csv", "json", "stix"],
    hasState: true,
    stem: "matches",
    key: "",
    rows,
    selected: choiceOf(nodes).rows ?? null,
    text: (format, choice, read) =>
      read === undefined ? exported(place, format, choice) : articles.export(format, choice, read),
    sayNothing,
    saved: (file) => t("The matches are in {file}.", { file }),
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
