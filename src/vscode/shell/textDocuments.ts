import * as vscode from "vscode";
import { TextScheme } from "./ids";
import { t } from "./l10n";

/** Read-only texts made by commands: one for each title, replaced when it is made anew. */
export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions = vscode.Disposable.from(
    this.changed,
    vscode.workspace.registerTextDocumentContentProvider(TextScheme, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === TextScheme) this.texts.delete(uri.toString());
    }),
  );

  /**
   * Keeps a text until its editor is closed.
   *
   * @param key tells texts of one title apart
   * @param ending of its name
   */
  put(title: string, text: string, key = "", ending = "txt"): vscode.Uri {
    // The folder is what package.json knows the language by, which wraps lines; Markdown has one by its ending.
    const folder = ending === "md" ? "markdown" : TextScheme;
    const uri = vscode.Uri.from({ scheme: TextScheme, path: `/${folder}/${title}.${ending}`, query: key });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return uri;
  }

  /** Shows a text beside what is open, as a tab that the next one replaces. */
  async show(title: string, text: string, key = "", ending = "txt"): Promise<void> {
    const uri = this.put(title, text, key, ending);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? t("This text is gone. Run its command again.");
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
