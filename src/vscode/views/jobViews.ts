import * as vscode from "vscode";
import { OTHER_JOBS, type OtherJob } from "../../core/model/model";
import { View } from "../shell/ids";
import type { JobNode } from "../../ui/jobNodes";

/** What draws the rows; see `jobRows.ts`. */
export interface JobDrawing {
  roots(job: OtherJob): Promise<readonly JobNode[]>;
  children(node: JobNode): readonly JobNode[];
  item(node: JobNode): vscode.TreeItem;
  tooltip(item: vscode.TreeItem, node: JobNode): vscode.TreeItem;
}

/** The sections *Keywords*, *Counts* and *Contents*. What draws them is loaded when VS Code asks for the first row. */
export class JobViews implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly views: readonly vscode.Disposable[];

  constructor(drawing: () => JobDrawing) {
    this.views = OTHER_JOBS.map((job) =>
      vscode.window.createTreeView<JobNode>(View[job], {
        showCollapseAll: job !== "contents",
        canSelectMany: true,
        treeDataProvider: {
          onDidChangeTreeData: this.changed.event,
          getChildren: async (node) => [
            ...(node === undefined ? await drawing().roots(job) : drawing().children(node)),
          ],
          getTreeItem: (node) => drawing().item(node),
          resolveTreeItem: (item, node) => drawing().tooltip(item, node),
        },
      }),
    );
  }

  /** What is remembered may have changed: VS Code asks anew for what is in sight. */
  refresh(): void {
    this.changed.fire(undefined);
  }

  dispose(): void {
    vscode.Disposable.from(this.changed, ...this.views).dispose();
  }
}
