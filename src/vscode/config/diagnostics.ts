import * as vscode from "vscode";
import { MAX_CONFIG_BYTES } from "../../core/config/configNode";
import { MAX_CONFIG_CHARACTERS, MAX_NAMES_FILE_BYTES } from "../../core/limits";
import { guarded } from "../shell/notify";
import { type Folders, configFolderUri, exists, isInConfigFolder, namesInConfigFolder } from "../shell/folders";
import { DiagnosticSource } from "../shell/ids";
import { jsonIsValidated } from "../shell/settings";
import { isConfigFile, isNamesFile, isPlainJson, mayBeOwnJob } from "./configDocument";
import type { WordedProblem } from "./findProblems";
import { t } from "../shell/l10n";

const DEBOUNCE_MS = 250;
/** One mistake shows once: where somebody has VS Code read a file as plain JSON, it tells these by itself. */
const BY_PARSER: ReadonlySet<string> = new Set(["jsonSyntax", "duplicateKey"]);

/**
 * Problems of the configuration files and the names file: of open ones as they are typed, of the workspace's own also while they are closed. None in
 * Restricted Mode: a file made to be hard to read would be read in the extension host.
 */
export class ConfigDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("tiScraper");
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly folders: Folders,
    /** The problems of a configuration file's text; null when it configures no job. */
    private readonly find: (uri: vscode.Uri, text: string) => Promise<readonly WordedProblem[] | null>,
  ) {
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument((document) => this.later(document.uri, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.later(document.uri, DEBOUNCE_MS)),
      // VS Code drops its own problems of a closed file, so ours have to stand for them.
      vscode.workspace.onDidCloseTextDocument((document) => this.later(document.uri, DEBOUNCE_MS)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("json.validate")) void this.refresh();
      }),
    );
  }

  /** Looks at every open configuration file and at those of the workspace. */
  async refresh(): Promise<void> {
    const open = vscode.workspace.textDocuments.map(({ uri }) => uri);
    const closed = await Promise.all(this.folders.all.map(configFiles));
    const known: vscode.Uri[] = [];
    this.collection.forEach((uri) => known.push(uri));
    const all = new Map([...open, ...closed.flat(), ...known].filter(isOurs).map((uri) => [uri.toString(), uri]));
    for (const uri of all.values()) this.later(uri, 0);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.subscriptions.dispose();
    this.collection.dispose();
  }

  private later(uri: vscode.Uri, delayMs: number): void {
    if (!isOurs(uri) || uri.scheme === "git") return;
    if (!vscode.workspace.isTrusted) return;
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    const check = () => {
      this.timers.delete(key);
      void guarded("diagnostics", () => this.check(uri));
    };
    this.timers.set(key, setTimeout(check, delayMs));
  }

  private async check(uri: vscode.Uri): Promise<void> {
    const open = vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === uri.toString() && !document.isClosed,
    );
    const text = open?.getText() ?? (await this.closedText(uri));
    const found = text === null ? null : await this.find(uri, text);
    if (found === null) {
      this.collection.delete(uri);
      return;
    }
    const parserSpeaks = open !== undefined && isPlainJson(open) && jsonIsValidated(uri);
    const diagnostics = found.filter(({ code }) => !(parserSpeaks && BY_PARSER.has(code))).map(toDiagnostic);
    const shadow = await this.shadowedBy(uri);
    if (shadow !== null) diagnostics.unshift(shadowWarning(shadow));
    this.collection.set(uri, diagnostics);
  }

  /** The text of a file nobody has open, if it belongs to the workspace; null when it is gone or elsewhere. */
  private async closedText(uri: vscode.Uri): Promise<string | null> {
    if (!isInConfigFolder(uri)) return null;
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      const [bytes, characters] = isNamesFile(uri)
        ? [MAX_NAMES_FILE_BYTES, MAX_NAMES_FILE_BYTES]
        : [MAX_CONFIG_BYTES, MAX_CONFIG_CHARACTERS];
      // Stands for the file, which need not be read to be told too long.
      if (size > bytes) return " ".repeat(characters + 1);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      return null;
    }
  }

  /** The file that is read instead of this one: of one job JSON comes first, then `.yaml`, then `.yml`. */
  private async shadowedBy(uri: vscode.Uri): Promise<string | null> {
    // Of a job of the user's own the other file may be none.
    if (!isConfigFile(uri)) return null;
    const extensions = ["json", "yaml", "yml"];
    const own = extensions.findIndex((extension) => uri.path.endsWith(`.${extension}`));
    for (const extension of extensions.slice(0, own)) {
      const other = uri.with({ path: uri.path.replace(/\.\w+$/, `.${extension}`) });
      if (await exists(other)) return other.path.slice(other.path.lastIndexOf("/") + 1);
    }
    return null;
  }
}

function isOurs(uri: vscode.Uri): boolean {
  return isConfigFile(uri) || isNamesFile(uri) || mayBeOwnJob(uri);
}

async function configFiles(folder: vscode.WorkspaceFolder): Promise<vscode.Uri[]> {
  const uri = configFolderUri(folder);
  return (await namesInConfigFolder(folder)).map((name) => vscode.Uri.joinPath(uri, name));
}

function toDiagnostic(problem: WordedProblem): vscode.Diagnostic {
  const range = new vscode.Range(problem.line, problem.character, problem.endLine, problem.endCharacter);
  const severity =
    problem.code === "couldBeJob"
      ? vscode.DiagnosticSeverity.Hint
      : problem.severity === "error"
        ? vscode.DiagnosticSeverity.Error
        : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(range, problem.sentence, severity);
  diagnostic.source = DiagnosticSource;
  diagnostic.code = problem.code;
  return diagnostic;
}

function shadowWarning(other: string): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(0, 0, 0, Number.MAX_SAFE_INTEGER),
    t("This file is not read: {other} stands beside it and is read instead.", { other }),
    vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = DiagnosticSource;
  diagnostic.code = "shadowed";
  return diagnostic;
}
