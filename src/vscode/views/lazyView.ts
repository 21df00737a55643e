import * as vscode from "vscode";
import { DrawnTexts } from "../../ui/drawnTexts";

/** What draws the rows of a view. */
export interface Rows<Node> {
  roots(): Promise<readonly Node[]>;
  children(node: Node): readonly Node[];
  item(node: Node): vscode.TreeItem;
  /** Fills the tooltip of a row the user hovers. */
  tooltip(item: vscode.TreeItem, node: Node): vscode.TreeItem;
}

/** A view whose rows are read and drawn from memory. What does that is loaded when VS Code asks for the first row. */
export class LazyView<Node> implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node[] | undefined>();
  private readonly drawn = new DrawnTexts<Node>();
  private readonly shown: vscode.Disposable;
  private readonly view: vscode.TreeView<Node>;

  constructor(
    private readonly id: string,
    options: Omit<vscode.TreeViewOptions<Node>, "treeDataProvider">,
    private readonly rows: () => Rows<Node>,
  ) {
    const treeDataProvider: vscode.TreeDataProvider<Node> = {
      onDidChangeTreeData: this.changed.event,
      getChildren: async (node) => [...(node === undefined ? await rows().roots() : rows().children(node))],
      // Asked of the rows that are revealed, which stand at the top.
      getParent: () => undefined,
      getTreeItem: (node) => {
        const item = rows().item(node);
        this.drawn.add(node, String(item.description ?? ""));
        return item;
      },
      resolveTreeItem: (item, node) => rows().tooltip(item, node),
    };
    this.view = vscode.window.createTreeView(id, { ...options, treeDataProvider });
    this.shown = this.view.onDidChangeVisibility(() => this.refreshAges());
  }

  /** Fires when other rows are selected. */
  onDidSelect(listener: (nodes: readonly Node[]) => void): vscode.Disposable {
    return this.view.onDidChangeSelection(({ selection }) => listener(selection));
  }

  /** What is remembered may have changed: VS Code asks anew for what is in sight. */
  refresh(): void {
    this.drawn.clear();
    this.changed.fire(undefined);
  }

  /** Draws again the rows that time alone has changed; nothing while the section is out of sight. */
  refreshAges(): void {
    if (!this.view.visible) return;
    const aged = this.drawn.take((node) => String(this.rows().item(node).description ?? ""));
    if (aged.length > 0) this.changed.fire([...aged]);
  }

  /** Brings the section into sight. */
  async focus(): Promise<void> {
    await vscode.commands.executeCommand(`${this.id}.focus`);
  }

  /** Brings a row of the top into sight, opened. */
  async reveal(node: Node): Promise<void> {
    await this.view.reveal(node, { expand: true, focus: true, select: true });
  }

  dispose(): void {
    vscode.Disposable.from(this.shown, this.changed, this.view).dispose();
  }
}
