import * as vscode from "vscode";
import { guarded } from "../shell/notify";
import { isConfigFile } from "./configDocument";

/** Long after the last change or scan: nobody waits for a hint. */
const DELAY_MS = 1_500;

/** The hints of a document. */
export interface Hints {
  /** What they were found by: the same text after the same scan gives the same. */
  readonly key: string;
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/** Hints at names of open, saved configurations that find nothing in the stored articles, or far too much. */
export class NameHints implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("tiScraperNames");
  private readonly subscriptions: vscode.Disposable;
  /** The keys of the hints that stand there, by document. */
  private readonly looked = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private round = 0;

  constructor(
    private readonly find: (document: vscode.TextDocument, known: string | undefined) => Promise<Hints | null>,
  ) {
    const ifConfig = ({ uri }: vscode.TextDocument): void => {
      if (isConfigFile(uri)) this.later();
    };
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(ifConfig),
      vscode.workspace.onDidSaveTextDocument(ifConfig),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri)),
      // What has moved is not where it was; what is not saved has found nothing yet.
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.isDirty) this.forget(document.uri);
      }),
    );
  }

  /** Looks again, a while from now. */
  later(): void {
    if (!vscode.workspace.textDocuments.some(({ uri }) => isConfigFile(uri))) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void guarded("hints", () => this.look()), DELAY_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
    this.collection.dispose();
  }

  private forget(uri: vscode.Uri): void {
    this.looked.delete(uri.toString());
    this.collection.delete(uri);
  }

  private async look(): Promise<void> {
    const round = ++this.round;
    if (!vscode.workspace.isTrusted) return;
    for (const document of vscode.workspace.textDocuments) {
      if (!isConfigFile(document.uri) || document.isDirty) continue;
      const uri = document.uri.toString();
      const hints = await this.find(document, this.looked.get(uri));
      if (round !== this.round) return;
      if (hints === null || document.isClosed || document.isDirty) continue;
      this.collection.set(document.uri, hints.diagnostics);
      this.looked.set(uri, hints.key);
    }
  }
}
