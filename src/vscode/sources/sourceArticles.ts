import * as vscode from "vscode";
import type { FoundArticle } from "../../core/sources/articlesOfSource";
import type { SourceStatus } from "../../core/sources/sourceStatus";
import { pickText, safe } from "../../core/text/foreignText";
import { articleDate } from "../../core/model/articleDate";
import { sourceDescription, sourceLabel, stateWords } from "../../ui/sourceText";
import { openLink } from "../articles/openLink";
import type { App } from "../app";
import { Command } from "../shell/ids";
import { shortTime, t } from "../shell/l10n";
import { showPick } from "../shell/prompts";
import { type MeantSource, placeAndSource } from "./pickSource";
import { sourceWords } from "./sourceRows";

/** Articles in the list: it has a field to search them by. */
const SHOWN = 1_000;

interface Item extends vscode.QuickPickItem {
  readonly found?: FoundArticle;
}

/** **Show Its Articles**: how a source fares, and the stored articles it gave, those with a tracked name marked. */
export async function showSourceArticles(app: App, meant?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, meant, t("Show Its Articles"), () => true, null);
  if (found === null) return;
  const { place, source } = found;
  const articles = await place.session.sources.articlesOf(source);
  const placeHolder =
    articles.length > SHOWN
      ? t(
          "The newest {shown} of {count} stored articles. Enter opens one, with a tracked name beside the list, else in the browser.",
          {
            shown: SHOWN,
            count: articles.length,
          },
        )
      : t("Enter opens an article, with a tracked name beside the list, else in the browser.");
  const picked = await showPick([stateItem(source), ...articleItems(articles)], {
    title: safe(sourceLabel(source)),
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.found === undefined) return;
  const { article, names } = picked.found;
  const folder = place.folder.uri.toString();
  const row = names.map((name) => app.view.article(folder, name, article.key)).find((node) => node !== undefined);
  if (row === undefined) await openLink(app, article.url, { source: source.url });
  else await vscode.commands.executeCommand(Command.readArticle, row);
}

function stateItem(source: SourceStatus): Item {
  return {
    label: pickText(stateWords(source, t)),
    description: pickText(sourceDescription(source, sourceWords())),
    detail: pickText(source.url),
    alwaysShow: true,
  };
}

function articleItems(articles: readonly FoundArticle[]): readonly Item[] {
  if (articles.length === 0) return [];
  const kind = vscode.QuickPickItemKind.Separator;
  const rows = articles.slice(0, SHOWN).map((found) => ({
    label: pickText(found.article.title),
    description: pickText([...found.names, shortTime(articleDate(found.article))].join(" · ")),
    detail: pickText(found.article.url),
    found,
  }));
  return [{ label: t("Stored Articles"), kind }, ...rows];
}
