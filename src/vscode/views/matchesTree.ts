import * as vscode from "vscode";
import type { ProfileMatches } from "../../core/model/model";
import {
  type ArticleNode,
  type Branch,
  type CarriedNode,
  type FolderNode,
  type MoreNode,
  type Node,
  PAGE,
  type ProfileNode,
  type StoryNode,
  articlesOf,
  folderNode,
  folderOf,
  isRow,
  parentOf,
} from "../../ui/nodes";
import { needsPendingRow, needsRecordRow, troubleOf, unreadCount } from "../../ui/rowStates";
import { DrawnTexts } from "../../ui/drawnTexts";
import { type FolderRows, type Shape, beginAnew, dayOf, markArticles, readShape } from "../../ui/worklist";
import type { MatchDrawing } from "./rowItem";

/** The rows of *Profile Matches*. Only rows whose content changed are redrawn. */
export class MatchesTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | Node[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private folders: readonly FolderNode[] = [];
  /** Why several names wait; empty where they do not, or not for one reason. */
  trouble = "";
  private today = "";
  private shaped = readShape(null);
  private readAfterDays = 0;
  private readonly drawn = new DrawnTexts<Node>();

  constructor(
    private readonly drawing: () => MatchDrawing,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** The rows of all names. */
  get profiles(): readonly ProfileNode[] {
    return this.folders.flatMap(({ profiles }) => profiles);
  }

  get unread(): number {
    return this.profiles.reduce((count, node) => count + unreadCount(node.row), 0);
  }

  get shape(): Shape {
    return this.shaped;
  }

  /** True when there are names, and what is to be shown of them is nothing. */
  get isEmptied(): boolean {
    const { folders } = this;
    return (
      folders.some(({ profiles }) => profiles.length > 0) && folders.every(({ branches }) => branches.length === 0)
    );
  }

  /** How many articles are read and so old that they are not shown. */
  get aged(): number {
    return this.folders.reduce((count, { aged }) => count + aged, 0);
  }

  /** The articles in the order they stand below each other, those of closed rows included. */
  articlesInOrder(): readonly ArticleNode[] {
    return this.folders.flatMap(({ branches }) => branches.flatMap(({ rows }) => rows.flatMap(articlesOf)));
  }

  /** The row of a name, in the first folder that has it. */
  profile(name: string): ProfileNode | undefined {
    return this.profiles.find((node) => node.row.name === name);
  }

  /** Takes over all there is to show; redraws the whole tree only when rows came, went or moved. */
  show(folders: readonly FolderRows[]): void {
    const changed = new Set<Node>();
    const known = new Map(this.folders.map((node) => [node.id, node]));
    const next = folders.map((folder) => {
      const node = known.get(folder.id) ?? folderNode(folder.id);
      this.drawing().update(node, folder, changed);
      return node;
    });
    const { key, message } = sharedTrouble(folders.flatMap(({ rows }) => rows));
    for (const node of next.flatMap(({ profiles }) => profiles)) {
      const saidOnce = key !== null && troubleOf(node.row)?.key === key;
      if (saidOnce !== node.saidOnce) changed.add(node);
      node.saidOnce = saidOnce;
    }
    const same = next.length === this.folders.length && next.every((node, index) => node === this.folders[index]);
    this.folders = next;
    this.trouble = message;
    this.arrange(changed, !same);
  }

  /** Shows another part of the articles, or in another order. What was read before is left out where that is asked for. */
  setShape(shape: Shape): void {
    this.shaped = shape;
    for (const folder of this.folders) beginAnew(folder);
    this.arrange(new Set(), true);
  }

  /** From now on, what is read and older than so many days is not shown; 0: it is. */
  hideReadAfter(days: number): void {
    this.readAfterDays = days;
    this.arrange(new Set(), false);
  }

  /** Leaves out what was read since the list was put together, where only what is unread is shown. */
  beginAnew(): void {
    for (const folder of this.folders) beginAnew(folder);
    this.arrange(new Set(), false);
  }

  /** Marks articles of one row; redraws the counts of the rows they stand below, with the articles. */
  setRead(profile: ProfileNode, keys: ReadonlySet<string>, read: boolean): void {
    this.draw(markArticles(profile, keys, read));
  }

  showMore({ parent }: MoreNode): void {
    parent.shown += PAGE;
    this.drawBelow(parent);
  }

  /** Has an article drawn, so that it can be brought into sight. */
  uncover(article: ArticleNode | CarriedNode): void {
    const { parent } = article;
    if (parent?.kind === "story") {
      this.uncoverRow(parent.parent, parent.parent.rows.indexOf(parent));
      this.uncoverRow(parent, parent.rows.indexOf(article));
    } else if (parent !== null && article.kind === "article") this.uncoverRow(parent, parent.rows.indexOf(article));
  }

  private uncoverRow(parent: Branch | StoryNode, at: number): void {
    if (at < parent.shown) return;
    parent.shown = PAGE * (Math.floor(at / PAGE) + 1);
    this.drawBelow(parent);
  }

  private drawBelow(parent: Branch | StoryNode): void {
    this.changed.fire(isRow(parent) ? parent : parentOf(parent, this.hasFolders));
  }

  getChildren(node?: Node): Node[] {
    switch (node?.kind) {
      case undefined: {
        const [only] = this.folders;
        return this.hasFolders ? [...this.folders] : only === undefined ? [] : this.getChildren(only);
      }
      case "folder":
        if (node.later !== null) return [node.later];
        return node.branches.flatMap((branch) => (isRow(branch) ? [branch] : shownBelow(branch)));
      case "group":
      case "story":
        return [...shownBelow(node)];
      case "profile":
        return [
          ...(needsRecordRow(node.row) ? [node.record] : []),
          ...(needsPendingRow(node.row) ? [node.pending] : []),
          ...shownBelow(node),
        ];
      default:
        return [];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = this.drawing().item(node);
    if (node.kind === "article" || node.kind === "story" || node.kind === "carried")
      this.drawn.add(node, String(item.description ?? ""));
    return item;
  }

  /** Draws again the articles whose age is another by now. */
  refreshAges(): void {
    const aged = this.drawn.take((node) => String(this.drawing().item(node).description ?? ""));
    if (aged.length > 0) this.changed.fire([...aged]);
  }

  getParent(node: Node): Node | undefined {
    return parentOf(node, this.hasFolders);
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    return this.drawing().tooltip(item, node);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private get hasFolders(): boolean {
    return this.folders.length > 1;
  }

  private arrange(changed: Set<Node>, whole: boolean): void {
    const today = dayOf(this.now());
    // "Today" and "Yesterday" are others.
    const isLater = today !== this.today;
    this.today = today;
    for (const folder of this.folders) this.drawing().arrange(folder, this.shaped, today, changed, this.readAfterDays);
    if (whole || isLater) this.drawAll();
    else this.draw(changed);
  }

  private drawAll(): void {
    this.drawn.clear();
    this.changed.fire(undefined);
  }

  private draw(changed: ReadonlySet<Node>): void {
    if (changed.size === 0) return;
    if (!this.hasFolders && this.folders.some((folder) => changed.has(folder))) this.drawAll();
    // The row of a folder counts what is below it.
    else if (this.hasFolders) this.changed.fire([...new Set([...changed].flatMap((node) => folderOf(node) ?? []))]);
    else this.changed.fire([...changed]);
  }
}

/** What stands below a row, as far as it is drawn. */
function shownBelow(node: Branch | StoryNode): readonly Node[] {
  return [...node.rows.slice(0, node.shown), ...(node.shown < node.rows.length ? [node.more] : [])];
}

/** Why two rows or more wait, if that is one and the same failure: the one most of them have. */
function sharedTrouble(rows: readonly ProfileMatches[]): { readonly key: string | null; readonly message: string } {
  const counts = new Map<string, { readonly message: string; count: number }>();
  for (const row of rows) {
    const trouble = troubleOf(row);
    if (trouble === null) continue;
    const known = counts.get(trouble.key) ?? { message: trouble.message, count: 0 };
    known.count += 1;
    counts.set(trouble.key, known);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b.count - a.count);
  return most !== undefined && most[1].count > 1
    ? { key: most[0], message: most[1].message }
    : { key: null, message: "" };
}
