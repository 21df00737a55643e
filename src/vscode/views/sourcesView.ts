import * as vscode from "vscode";
import type { SourceStatus } from "../../core/sources/sourceStatus";
import { View } from "../shell/ids";

/** What draws the rows; loaded when the view is looked at first. */
export interface SourceRows {
  list(): Promise<readonly SourceStatus[]>;
  item(source: SourceStatus): vscode.TreeItem;
  tooltip(item: vscode.TreeItem, source: SourceStatus): vscode.TreeItem;
}

/** The view *Sources*: how each configured source fares. */
export class SourcesView implements vscode.TreeDataProvider<SourceStatus>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<SourceStatus>;

  constructor(private readonly rows: () => SourceRows) {
    this.view = vscode.window.createTreeView(View.sources, { treeDataProvider: this });
  }

  /** Reads anew how the sources fare, if the view is in sight. */
  refresh(): void {
    this.changed.fire();
  }

  async getChildren(source?: SourceStatus): Promise<SourceStatus[]> {
    return source === undefined ? [...(await this.rows().list())] : [];
  }

  getTreeItem(source: SourceStatus): vscode.TreeItem {
    return this.rows().item(source);
  }

  resolveTreeItem(item: vscode.TreeItem, source: SourceStatus): vscode.TreeItem {
    return this.rows().tooltip(item, source);
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }
}
