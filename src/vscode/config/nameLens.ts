import * as vscode from "vscode";
import { isConfigFile } from "./configDocument";

/** Lines beyond those in sight that lenses are made for. */
const MARGIN = 200;
/** Somebody scrolls: when it is over. */
const DELAY_MS = 200;

/** Finds the lenses of the names in some lines of a document. */
export type FindLenses = (document: vscode.TextDocument, lines: vscode.Range) => Promise<vscode.CodeLens[]>;

/** What stands above the names of a configuration: of those in sight, however many there are. */
export class NameLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscriptions: vscode.Disposable;
  /** The lines that lenses were made for last, by document. */
  private readonly made = new Map<string, vscode.Range>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly find: FindLenses) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        const { document } = textEditor;
        const made = this.made.get(document.uri.toString());
        const seen = linesInSight(document, 0);
        if (made !== undefined && seen !== null && !made.contains(seen)) this.later();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.made.delete(uri.toString())),
    );
  }

  /** The counts are others. */
  refresh(): void {
    if (this.made.size > 0) this.changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!isConfigFile(document.uri) || !vscode.workspace.isTrusted) return [];
    const lines = linesInSight(document, MARGIN) ?? new vscode.Range(0, 0, MARGIN, 0);
    this.made.set(document.uri.toString(), lines);
    return await this.find(document, lines);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), DELAY_MS);
  }
}

/** From the first to the last line that an editor shows, and some more; null while none does. */
function linesInSight(document: vscode.TextDocument, more: number): vscode.Range | null {
  const seen = vscode.window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap(({ visibleRanges }) => visibleRanges);
  const [first] = seen;
  if (first === undefined) return null;
  const whole = seen.reduce((all, one) => all.union(one), first);
  return new vscode.Range(Math.max(0, whole.start.line - more), 0, whole.end.line + more, 0);
}
