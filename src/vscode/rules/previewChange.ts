import * as vscode from "vscode";
import type { ConfigText } from "../../core/scan/storedMatches";
import { isTrusted } from "../config/place";
import type { App } from "../app";
import { formatOf } from "../config/configDocument";
import { describePreview, jobOfFileName } from "../../scan";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { guarded, notify } from "../shell/notify";
import { withProgress } from "../shell/progress";

/** The text of a configuration with tracked names, and the folder it belongs to. Null for any other document. */
export function namesIn(
  document: vscode.TextDocument,
): { readonly folder: vscode.WorkspaceFolder; readonly config: ConfigText } | null {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const format = formatOf(document.uri);
  if (folder?.uri.scheme !== "file" || format === null) return null;
  const job = jobOfFileName(document.uri.path);
  if (job !== "articles" && job !== "keywords") return null;
  return { folder, config: { job, text: document.getText(), format } };
}

/** While somebody types: as soon as there is a pause. */
const DELAY_MS = 400;

/** **Preview on Recent Headlines**: what the names and rules in an editor would find, against those of the last scan; anew while it is edited. */
export class ChangePreview implements vscode.Disposable {
  /** What follows the document that was previewed last. */
  private following: vscode.Disposable | undefined;

  constructor(private readonly app: App) {}

  async show(uri?: vscode.Uri): Promise<void> {
    if (!isTrusted("scan")) return;
    const document =
      uri === undefined ? vscode.window.activeTextEditor?.document : await vscode.workspace.openTextDocument(uri);
    if (document === undefined || namesIn(document) === null) {
      notify("info", t("Open a configuration with tracked names first: its editor shows what a change of it finds."));
      return;
    }
    const text = await withProgress(t("Looking at stored articles"), () => this.preview(document), "statusBar");
    if (text === null) {
      notify("warning", t("Mend the errors of this configuration first: Problems lists them."));
      return;
    }
    this.following?.dispose();
    this.follow(document, await this.app.texts.showBeside(t("Preview on Recent Headlines"), text));
  }

  dispose(): void {
    this.following?.dispose();
  }

  /** Null for a configuration with errors. */
  private async preview(document: vscode.TextDocument): Promise<string | null> {
    const names = namesIn(document);
    if (names === null) return null;
    const session = await this.app.sessions.of(names.folder);
    const outcome = await session.articles.previewRules(names.config, readSettings(names.folder).previewDays);
    return outcome.kind === "done" ? describePreview(outcome.preview, t) : null;
  }

  /** Until the preview is closed. What has errors for the moment leaves the last one there. */
  private follow(document: vscode.TextDocument, shown: vscode.Uri): void {
    let timer: NodeJS.Timeout | undefined;
    const again = async (): Promise<void> => {
      const { version } = document;
      const text = await this.preview(document);
      if (text !== null && version === document.version) this.app.texts.put(t("Preview on Recent Headlines"), text);
    };
    this.following = vscode.Disposable.from(
      { dispose: () => clearTimeout(timer) },
      vscode.workspace.onDidChangeTextDocument((change) => {
        if (change.document !== document || change.contentChanges.length === 0) return;
        clearTimeout(timer);
        timer = setTimeout(() => void guarded("preview", again), DELAY_MS);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.toString() === shown.toString() || uri.toString() === document.uri.toString())
          this.following?.dispose();
      }),
    );
  }
}
