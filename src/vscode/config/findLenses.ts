import * as vscode from "vscode";
import type { ProfileMatches } from "../../core/model/model";
import { pickText } from "../../core/text/foreignText";
import { profileNodes } from "../../scan";
import { nameLenses } from "../../ui/nameLenses";
import type { App } from "../app";
import { namesIn } from "../rules/previewChange";
import { Command, View } from "../shell/ids";
import { t } from "../shell/l10n";
import { openRecordOf } from "../xsoar/records";
import { decideAliases } from "../names/decideAliases";
import type { FindLenses } from "./nameLens";

/** Finds lenses by the stored matches, which are read once for each look of the view. */
export function lensFinder(app: App): FindLenses {
  let kept: { readonly folder: string; readonly rows: Promise<ReadonlyMap<string, ProfileMatches> | null> } | null =
    null;
  app.context.subscriptions.push(app.view.onDidRefresh(() => (kept = null)));
  return async (document, lines) => {
    const names = namesIn(document);
    if (names?.config.job !== "articles") return [];
    const folder = names.folder.uri.toString();
    if (kept?.folder !== folder) kept = { folder, rows: rowsOf(app, names.folder) };
    const rows = await kept.rows;
    if (rows === null) return [];
    const placed = profileNodes(names.config.text, names.config.format).flatMap(({ name, start }) => {
      const at = document.positionAt(start);
      return lines.contains(at) ? [{ name, at }] : [];
    });
    return placed.flatMap(({ name, at }, index) => {
      const isShared = [placed[index - 1], placed[index + 1]].some((other) => other?.at.line === at.line);
      const range = new vscode.Range(at, at);
      return nameLenses(rows.get(name), t).map(({ shows, title }) => {
        // Of names in one line each has to say whose it is.
        const told = isShared ? `${pickText(name)}: ${title}` : title;
        return new vscode.CodeLens(range, { command: Command.showName, title: told, arguments: [name, shows] });
      });
    });
  };
}

/** What a click on a lens shows. */
export async function showName(app: App, name?: unknown, shows?: unknown): Promise<void> {
  if (typeof name !== "string") return;
  if (shows === "aliases") return decideAliases(app);
  if (shows === "record") {
    const folder = app.folders.current;
    const rows = folder === undefined ? null : await rowsOf(app, folder);
    const record = rows?.get(name)?.record;
    if (record !== undefined) await openRecordOf(app, record, folder ?? false);
    return;
  }
  await vscode.commands.executeCommand(`${View.matches}.focus`);
  await app.view.reveal(name);
}

/** The rows of a folder by their names; null before the first scan. */
async function rowsOf(app: App, folder: vscode.WorkspaceFolder): Promise<ReadonlyMap<string, ProfileMatches> | null> {
  const session = await app.sessions.usable(folder);
  const overview = await session?.articles.overview();
  if (overview === undefined || overview.lastScan === null) return null;
  return new Map(overview.rows.filter(({ owner }) => owner).map((row) => [row.name, row]));
}
