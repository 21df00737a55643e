import * as vscode from "vscode";
import { ReviewScheme } from "../shell/ids";
import { t } from "../shell/l10n";

/** The read-only documents of *Show as Diff*: those of the last one. */
export class ReviewDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private texts: ReadonlyMap<string, () => string> = new Map();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(ReviewScheme, this);
  private rounds = 0;

  /** Takes over texts by their addresses. */
  put(texts: ReadonlyMap<string, () => string>): void {
    this.texts = texts;
  }

  /** A number no other diff of this window has: documents are kept by their address. */
  nextRound(): number {
    return (this.rounds += 1);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString())?.() ?? t("This review is over. Run its command again.");
  }

  dispose(): void {
    this.registration.dispose();
  }
}
