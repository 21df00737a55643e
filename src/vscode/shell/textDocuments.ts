import * as vscode from "vscode";
import { TextScheme } from "./ids";
import { t } from "./l10n";

interface Kept {
  readonly text: string;
  readonly source: string | null;
}

interface TextOptions {
  /** Tells texts of one title apart. */
  readonly key?: string;
  /** Of its name; `txt` unless given. */
  readonly ending?: string;
  /** The source it is of, which decides how its links are opened; left out where it may be of several. */
  readonly source?: string;
}

/** Read-only texts made by commands: one for each title, replaced when it is made anew. */
export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, Kept>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions = vscode.Disposable.from(
    this.changed,
    vscode.workspace.registerTextDocumentContentProvider(TextScheme, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === TextScheme) this.texts.delete(uri.toString());
    }),
  );

  /** Keeps a text until its editor is closed. */
  put(title: string, text: string, { key = "", ending = "txt", source }: TextOptions = {}): vscode.Uri {
    // The folder is what package.json knows the language by, which wraps lines; Markdown has one by its ending.
    const folder = ending === "md" ? "markdown" : TextScheme;
    const uri = vscode.Uri.from({ scheme: TextScheme, path: `/${folder}/${title}.${ending}`, query: key });
    this.texts.set(uri.toString(), { text, source: source ?? null });
    this.changed.fire(uri);
    return uri;
  }

  /** Shows a text as a tab that the next one replaces. */
  async show(title: string, text: string, options: TextOptions = {}): Promise<void> {
    const uri = this.put(title, text, options);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Shows a text at the side of an editor, in which somebody goes on writing. */
  async showBeside(title: string, text: string): Promise<vscode.Uri> {
    const uri = this.put(title, text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      preview: true,
      preserveFocus: true,
      viewColumn: vscode.ViewColumn.Beside,
    });
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString())?.text ?? t("This text is gone. Run its command again.");
  }

  /** The source a text is of; null where it may be of several. */
  sourceOf(uri: vscode.Uri): string | null {
    return this.texts.get(uri.toString())?.source ?? null;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
