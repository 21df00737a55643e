import * as vscode from "vscode";
import type { JobNode } from "../../ui/jobNodes";
import { type Node, nodeId } from "../../ui/nodes";
import { keyOfState } from "../../ui/pages/messages";
import { type Readable, type ReadingKey, type StoredNode, hasRow, readReadingKey, readable } from "../../ui/reading";
import { type ReadingPlace, nextUnread } from "../../ui/unread";
import type { App } from "../app";
import { sessionOnShow } from "../config/place";
import { t } from "../shell/l10n";
import type { ReadingPane } from "./readingPane";

const STATUS_MS = 5_000;

/** Commands about reading, and what they remember: where the reader was. */
export class Reader {
  private place: ReadingPlace | null = null;
  /** The selected row was clicked: a second click takes the focus to the pane. */
  private isClicked = false;

  constructor(
    private readonly app: App,
    private readonly pane: ReadingPane,
  ) {}

  /** A click on a row, or Enter there: opens its article in the pane. Without a row, the selected one, and the focus goes to it. */
  async read(node?: Node | JobNode): Promise<void> {
    const chosen = this.chosen(node);
    if (chosen === undefined) return;
    const isShown = this.pane.shows(chosen);
    const takesFocus = node === undefined || (this.isClicked && isShown);
    this.isClicked = true;
    await this.show(chosen, { takesFocus });
  }

  /** Opens an article that has no row, and takes the focus to it. */
  async readStored(node: StoredNode): Promise<void> {
    await this.show(node, { takesFocus: true });
  }

  /** **Read Page** and **Show Summary**: opens the article in the pane and reads its page. */
  async readPage(node?: Node | JobNode, selected: readonly (Node | JobNode)[] = []): Promise<void> {
    const chosen = this.chosen(node);
    if (chosen === undefined) return;
    const count = node !== undefined && selected.includes(node) ? readable(selected).length : 1;
    const message = count > 1 ? t("{count} articles are selected; this one is shown.", { count }) : "";
    if (!this.pane.shows(chosen) || message !== "") await this.show(chosen, { message });
    await this.pane.readPage();
  }

  /** **Why This Match?**: opens the pane at the reasons. */
  async why(node?: Node): Promise<void> {
    const chosen = this.chosen(node);
    if (chosen !== undefined) await this.show(chosen, { takesFocus: true, atReasons: true });
  }

  /** **Next Unread** and **Previous Unread** of all names, in the order of the tree. */
  async move(step: 1 | -1): Promise<void> {
    const { view } = this.app;
    for (;;) {
      const rows = view.rowsInOrder();
      const next = nextUnread(rows, this.placeIn(rows), step);
      if (next === null) {
        vscode.window.setStatusBarMessage(t("No unread article is left."), STATUS_MS);
        this.pane.tell(t("No unread article is left."));
        return;
      }
      if (next.kind === "article") {
        await view.select(next);
        await this.show(next);
        return;
      }
      view.showMore(next);
    }
  }

  /** The selection of a view has changed: the pane goes along when it is in sight. */
  async follow(nodes: readonly (Node | JobNode)[]): Promise<void> {
    const chosen = readable(nodes);
    this.isClicked = false;
    this.remember(chosen[0]);
    await this.pane.follow(chosen);
  }

  /** Fills the editor of the pane that VS Code has brought back, once the rows are there. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const text = keyOfState(state);
    const key = text === null ? null : readReadingKey(text);
    await this.pane.restore(panel, key === null ? null : await this.found(key));
  }

  /** The row of what was read before the window was loaded anew; null where it is gone. */
  private async found({ folder, kind, name, article: key }: ReadingKey): Promise<Readable | null> {
    const { view } = this.app;
    if (kind === "hit") {
      const keywords = (await (await sessionOnShow(this.app))?.jobs.overview())?.keywords ?? [];
      const hit = keywords.find(({ keyword }) => keyword === name)?.articles.find(({ article }) => article.key === key);
      return hit === undefined ? null : { kind, keyword: name, article: hit.article, url: hit.article.url };
    }
    if (kind === "stored") {
      const of = this.app.folders.byId(folder);
      const session = of === undefined ? null : await this.app.sessions.usable(of);
      const article = (await session?.search.article(key)) ?? null;
      return article === null ? null : { kind, folder, article, url: article.url };
    }
    if (view.article(folder, name, key, kind) === undefined) {
      const refreshed = new Promise<void>((resolve) => {
        const listening = view.onDidRefresh(() => {
          listening.dispose();
          resolve();
        });
      });
      // A later look may overtake this one: then that one tells.
      await view.refresh();
      await refreshed;
    }
    return view.article(folder, name, key, kind) ?? null;
  }

  private async show(node: Readable, options: Parameters<ReadingPane["show"]>[1] = {}): Promise<void> {
    this.remember(node);
    await this.pane.show(node, options);
  }

  private chosen(node: Node | JobNode | undefined): Readable | undefined {
    const [given] = readable(node === undefined ? this.app.view.selection : [node]);
    return given ?? (node === undefined ? this.pane.current : undefined);
  }

  private remember(node: Readable | undefined): void {
    if (node === undefined || !hasRow(node)) return;
    this.place = { id: nodeId(node), order: this.app.view.rowsInOrder().map(nodeId) };
  }

  /** The article on show, else the selected row. */
  private placeIn(rows: readonly Node[]): ReadingPlace | null {
    if (this.pane.current !== undefined && hasRow(this.pane.current)) return this.place;
    const [selected] = this.app.view.selection;
    return selected === undefined ? null : { id: nodeId(selected), order: rows.map(nodeId) };
  }
}
