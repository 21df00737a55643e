import * as vscode from "vscode";
import type { Actions } from "./vscode/actions";
import type { App } from "./vscode/app";
import { guarded, registerCommands } from "./vscode/shell/commands";
import { CONFIG_PATTERN, isConfigFile } from "./vscode/config/configDocument";
import { ConfigDiagnostics } from "./vscode/config/diagnostics";
import { NameHints } from "./vscode/config/nameHints";
import { plainKeyFix } from "./vscode/config/plainKeyFix";
import { Folders } from "./vscode/shell/folders";
import { SettingSection } from "./vscode/shell/ids";
import { loadActions } from "./vscode/shell/loadActions";
import { MailPasswords } from "./vscode/mail/mailPasswords";
import { ReviewDocuments } from "./vscode/xsoar/reviewDocuments";
import { Schedule } from "./vscode/scan/schedule";
import { Sessions } from "./vscode/shell/sessions";
import { readSettings } from "./vscode/shell/settings";
import { TextDocuments } from "./vscode/shell/textDocuments";
import { JobViews } from "./vscode/views/jobViews";
import { MatchesTree } from "./vscode/views/matchesTree";
import { MatchesView } from "./vscode/views/matchesView";
import { SourcesView } from "./vscode/views/sourcesView";
import { XsoarKeys } from "./vscode/xsoar/xsoarKeys";

/** Registers everything at once; what has to be read from disk is read afterwards. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("TI Scraper", { log: true });
  const folders = new Folders(context.workspaceState);
  const sessions = new Sessions(String(context.extension.packageJSON.version), log);
  const keys = new XsoarKeys(context.secrets, context.globalState);
  const tree = new MatchesTree(() => new Date());
  const view = new MatchesView(tree, folders, sessions, keys);
  const reviews = new ReviewDocuments();
  const texts = new TextDocuments();
  let made: Actions | undefined;
  const actions = () => (made ??= loadActions().createActions(app));
  const sources = new SourcesView(() => actions().sourceRows);
  const app: App = {
    folders,
    sessions,
    keys,
    mailPasswords: new MailPasswords(context.secrets),
    view,
    sources,
    reviews,
    texts,
    log,
  };
  const diagnostics = new ConfigDiagnostics(folders, log);
  const hints = new NameHints(sessions, log);
  const jobs = new JobViews(() => actions().jobRows);

  const refresh = () => void guarded("refresh", log, () => Promise.all([view.refresh(), diagnostics.refresh()]));
  context.subscriptions.push(
    log,
    folders,
    sessions,
    tree,
    view,
    sources,
    reviews,
    texts,
    diagnostics,
    hints,
    jobs,
    registerCommands(() => actions().commands, log),
    new Schedule(folders, sessions, (folder) => actions().scanScheduled(folder), log),
    vscode.languages.registerCodeActionsProvider({ pattern: CONFIG_PATTERN }, plainKeyFix, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.languages.registerHoverProvider(
      { pattern: CONFIG_PATTERN },
      { provideHover: (document, position, token) => actions().hover(document, position, token) },
    ),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (isConfigFile(document.uri)) void guarded("rules", log, () => actions().configSaved(document));
    }),
    view.onDidRefresh(() => {
      hints.later();
      sources.refresh();
      jobs.refresh();
    }),
    folders.onDidChange(refresh),
    view.onDidShow(() => void guarded("refresh", log, () => view.refresh())),
    keys.onDidChange(() => {
      view.setOffers({ apiKey: false });
      refresh();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(SettingSection)) return;
      sessions.reset();
      folders.watch();
    }),
  );

  // Off the activation path: watching tells of the first look as well.
  const start = setTimeout(() => {
    log.info(`Settings: ${JSON.stringify(readSettings(folders.all[0]))}`);
    folders.watch();
  }, 0);
  context.subscriptions.push({ dispose: () => clearTimeout(start) });
}
