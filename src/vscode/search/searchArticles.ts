import * as vscode from "vscode";
import { MAX_SEARCH_RESULTS } from "../../core/limits";
import type { Article } from "../../core/model/model";
import type { OpenSearch } from "../../core/search/articleSearch";
import type { StoredNode } from "../../ui/reading";
import { foundText } from "../../ui/searchText";
import type { App } from "../app";
import { placeToWork } from "../config/place";
import { shortTime, t } from "../shell/l10n";
import { guarded } from "../shell/notify";
import { createPick, inOwnOrder } from "../shell/prompts";

interface FoundItem extends vscode.QuickPickItem {
  /** Null: the row says that nothing was found. */
  readonly article: Article | null;
}

/**
 * **Search Articles…**: all that is stored of a folder, searched as one types. Enter brings the row of an article into sight, with its
 * story; what has none is opened in the reading pane.
 */
export async function searchArticles(app: App, read: (node: StoredNode) => Promise<void>): Promise<void> {
  const place = await placeToWork(app, true, null);
  if (place === null) return;
  const folder = place.folder.uri.toString();
  // In Restricted Mode no configuration is read, that of jobs of the user's own included.
  const article = await pickArticle(app, folder, place.session.search.open(vscode.workspace.isTrusted));
  if (article === null || (await app.view.revealArticle(folder, article.key))) return;
  await read({ kind: "stored", folder, article, url: article.url });
}

/** Null: the user has turned away. */
function pickArticle(app: App, folder: string, opening: Promise<OpenSearch>): Promise<Article | null> {
  const pick = inOwnOrder(createPick<FoundItem>());
  pick.title = t("Search Articles");
  pick.placeholder = t("Words of headlines, summaries and stored texts: all of them must be found");
  pick.matchOnDetail = true;
  pick.busy = true;
  const closed = new AbortController();
  let searching = new AbortController();
  const show = (found: readonly Article[], typed: string, isOver: boolean): void => {
    const active = pick.items.indexOf(pick.activeItems[0] as FoundItem);
    const chosen = active > 0 ? pick.items[active]?.article?.key : undefined;
    const items = found.map((article) => itemOf(app, folder, article, typed));
    pick.items = isOver && items.length === 0 && typed.trim() !== "" ? [nothingItem()] : items;
    // What the user has gone to stays; else it is the first row.
    const again = items.find(({ article }) => article !== null && article.key === chosen);
    if (again !== undefined) pick.activeItems = [again];
    pick.title =
      found.length < MAX_SEARCH_RESULTS
        ? t("Search Articles")
        : t("Search Articles: the best {count}", { count: MAX_SEARCH_RESULTS });
    pick.busy = !isOver;
  };
  const search = async (): Promise<void> => {
    searching.abort();
    const { signal } = (searching = new AbortController());
    const typed = pick.value;
    pick.busy = true;
    const opened = await opening;
    if (signal.aborted) return;
    const found = await opened.search(typed, signal, (some) => show(some, typed, false));
    // The user has typed on meanwhile.
    if (!signal.aborted) show(found, typed, true);
  };
  const searchSafely = () => void guarded("searchArticles", search);
  return new Promise<Article | null>((resolve) => {
    pick.onDidChangeValue(searchSafely);
    pick.onDidHide(() => resolve(null));
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item !== undefined && item.article !== null) resolve(item.article);
    });
    pick.show();
    searchSafely();
    void guarded("searchArticles", async () => (await opening).prepare(closed.signal));
  }).finally(() => {
    closed.abort();
    searching.abort();
    pick.dispose();
  });
}

function itemOf(app: App, folder: string, article: Article, typed: string): FoundItem {
  // The search is ours: VS Code would hide what it does not find in the label.
  return { ...foundText(article, typed, app.view.namesOf(folder, article.key), shortTime), alwaysShow: true, article };
}

function nothingItem(): FoundItem {
  return { label: t("No stored article has all of these words."), alwaysShow: true, article: null };
}
