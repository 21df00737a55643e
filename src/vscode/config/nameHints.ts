import * as vscode from "vscode";
import type { NameHint } from "../../core/scan/nameInsight";
import { guarded } from "../shell/commands";
import { DiagnosticSource } from "../shell/ids";
import { loadActions } from "../shell/loadActions";
import { loadScan } from "../shell/loadScan";
import type { Sessions } from "../shell/sessions";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { isConfigFile } from "./configDocument";

/** Long after the last change or scan: nobody waits for a hint. */
const DELAY_MS = 1_500;

/** Hints at names of open, saved configurations that find nothing in the stored articles, or far too much. */
export class NameHints implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("tiScraperNames");
  private readonly subscriptions: vscode.Disposable;
  /** What the hints of a document were found by: the same text after the same scan gives the same. */
  private readonly looked = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private round = 0;

  constructor(
    private readonly sessions: Sessions,
    private readonly log: vscode.LogOutputChannel,
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
    this.timer = setTimeout(() => void guarded("hints", this.log, () => this.look()), DELAY_MS);
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
      const names = loadActions().namesIn(document);
      if (names === null) continue;
      const session = await this.sessions.usable(names.folder);
      if (session === null) continue;
      const key = JSON.stringify([document.version, await session.lastScan()]);
      if (this.looked.get(document.uri.toString()) === key) continue;
      const hints = await session.articles.nameHints(names.config, readSettings(names.folder).previewDays);
      if (round !== this.round) return;
      if (document.isClosed || document.isDirty) continue;
      const byName = new Map(hints.map((hint) => [hint.name, hint]));
      const placed = loadScan().profileNodes(names.config.text, names.config.format);
      const found = placed.flatMap(({ name, start, end }) => {
        const hint = byName.get(name);
        if (hint === undefined) return [];
        return [diagnostic(hint, new vscode.Range(document.positionAt(start), document.positionAt(end)))];
      });
      this.collection.set(document.uri, found);
      this.looked.set(document.uri.toString(), key);
    }
  }
}

function diagnostic({ name, kind, hits, articles, days }: NameHint, range: vscode.Range): vscode.Diagnostic {
  const values = { name, hits, articles, days };
  const sentence =
    kind === "silent"
      ? t(
          "{name} is in none of the {articles} stored articles of the last {days} days. Is it spelled as the news spell it?",
          values,
        )
      : t(
          "{name} is in {hits} of the {articles} stored articles of the last {days} days. Is it an ordinary word? Then require context for it.",
          values,
        );
  const hint = new vscode.Diagnostic(range, sentence, vscode.DiagnosticSeverity.Information);
  hint.source = DiagnosticSource;
  hint.code = kind === "silent" ? "silentName" : "noisyName";
  return hint;
}
