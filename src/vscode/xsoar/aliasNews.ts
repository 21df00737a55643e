import * as vscode from "vscode";
import type { AliasNews } from "../../core/notes/aliasNews";
import { harmless, pickText } from "../../core/text/foreignText";
import { takenSentence } from "../../ui/sentences";
import type { App } from "../app";
import { ready } from "../config/place";
import { Command } from "../shell/ids";
import { t } from "../shell/l10n";
import { commandButton, notify } from "../shell/notify";
import { showPicks } from "../shell/prompts";

interface AliasItem extends vscode.QuickPickItem {
  /** Null for what only parts the names. */
  readonly news: { readonly name: string; readonly what: "added" | "removed"; readonly alias: string } | null;
}

/** **Show New Aliases**: what the records that were read say of aliases, by name; the ticked ones are written into the alias file. */
export async function showAliases(app: App): Promise<void> {
  const place = await ready(app, true, "configuration", "notes");
  if (place === null) return;
  const news = await place.session.notes.aliasNews();
  if (news.length === 0) {
    const sentence = t("The records that were read for notes have no new aliases. Sync Aliases reads all records.");
    notify("info", sentence, [commandButton(t("Sync Aliases"), Command.syncAliases)]);
    return;
  }
  const items = news.flatMap(itemsOf);
  const picked = await showPicks(items, {
    title: t("New Aliases"),
    placeHolder: t("Ticked ones are written, others not offered again."),
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  const isTicked = new Set(picked);
  const written = await place.session.notes.takeAliases(
    changesOf(items.filter((item) => isTicked.has(item))),
    changesOf(items.filter((item) => !isTicked.has(item))),
  );
  const sentence = takenSentence(written, t);
  app.log.info(`Aliases: ${sentence === "" ? "nothing taken over" : harmless(sentence)}`);
  await app.view.refresh();
  notify("info", sentence === "" ? t("No alias was written.") : harmless(sentence));
}

function itemsOf({ name, added, removed }: AliasNews[number]): AliasItem[] {
  const itemOf =
    (what: "added" | "removed", description: string) =>
    (alias: string): AliasItem => ({
      label: pickText(alias),
      description,
      picked: true,
      news: { name, what, alias },
    });
  const whose = pickText(name);
  return [
    { label: whose, kind: vscode.QuickPickItemKind.Separator, news: null },
    ...added.map(itemOf("added", t("{name} · new", { name: whose }))),
    ...removed.map(itemOf("removed", t("{name} · no longer on the record, to be removed", { name: whose }))),
  ];
}

function changesOf(items: readonly AliasItem[]): AliasNews {
  const changes = new Map<string, { readonly name: string; readonly added: string[]; readonly removed: string[] }>();
  for (const { news } of items) {
    if (news === null) continue;
    const change = changes.get(news.name) ?? { name: news.name, added: [], removed: [] };
    changes.set(news.name, change);
    change[news.what].push(news.alias);
  }
  return [...changes.values()];
}
