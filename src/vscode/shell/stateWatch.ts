import type * as vscode from "vscode";
import type { App } from "../app";
import { badStateFolderOf } from "../../core/memory/stateFolder";
import { guarded } from "./notify";

type Watching = ReturnType<App["agreements"]["home"]["watch"]>;

/** Looks anew when another window or the command line has changed what is remembered of a folder on show. */
export class StateWatch implements vscode.Disposable {
  private watching: Watching | undefined;
  /** The folders and the place that are watched. */
  private watched = "";

  constructor(private readonly app: Pick<App, "agreements" | "folders" | "view">) {}

  /** Watches the folders that have a configuration now. */
  follow(): void {
    const { agreements, folders, view } = this.app;
    const roots = folders.configured.map(({ uri }) => uri.fsPath);
    try {
      const { home } = agreements;
      const wanted = JSON.stringify([home.place, roots]);
      if (wanted === this.watched) return;
      this.dispose();
      this.watching =
        roots.length === 0 ? undefined : home.watch(roots, () => void guarded("refresh", () => view.refresh()));
      this.watched = wanted;
    } catch (error) {
      // The view says where nothing can be remembered.
      if (badStateFolderOf(error) === null) throw error;
    }
  }

  dispose(): void {
    this.watching?.close();
    this.watching = undefined;
    this.watched = "";
  }
}
