import * as vscode from "vscode";
import type { FoundArticle } from "../../core/sources/articlesOfSource";
import type { SourceStatus } from "../../core/sources/sourceStatus";
import { pickText, safe } from "../../core/text/foreignText";
import { articleDate } from "../../core/model/articleDate";
import { sourceDescription, sourceLabel, stateWords } from "../../ui/sourceText";
import { openLink } from "../articles/openLink";
import type { App } from "../app";
import { shortTime, t } from "../shell/l10n";
import { showPick } from "../shell/prompts";
import { type MeantSource, placeAndSource } from "./pickSource";
import { sourceWords } from "./sourceRows";

/** Articles in the list: it has a field to search them by. */
const SHOWN = 1_000;

interface Item extends vscode.QuickPickItem {
  readonly url?: string;
}

/** **Show Its Articles**: how a source fares, and the stored articles it gave, those with a tracked name marked. */
export async function showSourceArticles(app: App, row?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, row, t("Show Its Articles"), () => true, null);
  if (found === null) return;
  const { place, source } = found;
  const articles = await place.session.sources.articlesOf(source);
  const placeHolder =
    articles.length > SHOWN
      ? t("The newest {shown} of {count} stored articles. Enter opens one in the browser.", {
          shown: SHOWN,
          count: articles.length,
        })
      : t("Enter opens an article in the browser.");
  const picked = await showPick([stateItem(source), ...articleItems(articles)], {
    title: safe(sourceLabel(source)),
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.url !== undefined) await openLink(app, picked.url, { source: source.url });
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
  const rows = articles.slice(0, SHOWN).map(({ article, names }) => ({
    label: pickText(article.title),
    description: pickText([...names, shortTime(articleDate(article))].join(" · ")),
    detail: pickText(article.url),
    url: article.url,
  }));
  return [{ label: t("Stored Articles"), kind }, ...rows];
}
