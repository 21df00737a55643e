import * as vscode from "vscode";
import { syncAliases } from "./vscode/aliasCommand";
import { clearApiKey, setApiKey, testConnection } from "./vscode/apiKeyCommands";
import type { App } from "./vscode/app";
import { copyLink, mark, markAllRead, openArticle, targets } from "./vscode/articleCommands";
import { guarded, registerCommands, type CommandTable } from "./vscode/commands";
import { CONFIG_PATTERN } from "./vscode/config/configDocument";
import { ConfigDiagnostics } from "./vscode/config/diagnostics";
import { movePlainKey, plainKeyFix } from "./vscode/config/plainKey";
import { createConfiguration, openConfiguration } from "./vscode/configCommands";
import { Folders } from "./vscode/folders";
import { Command, SettingSection } from "./vscode/ids";
import { addToXsoar, createRecordCommand, openRecord } from "./vscode/records";
import { ScanRun } from "./vscode/scanRun";
import { Sessions } from "./vscode/sessions";
import { readSettings } from "./vscode/settings";
import { MatchesTree } from "./vscode/views/matchesTree";
import { MatchesView } from "./vscode/views/matchesView";
import type { Node } from "./vscode/views/nodes";
import { XsoarKeys } from "./vscode/xsoarKeys";

/** Registers everything at once; what has to be read from disk is read afterwards. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("TI Scraper", { log: true });
  const folders = new Folders(context.workspaceState);
  const sessions = new Sessions(String(context.extension.packageJSON.version), log);
  const keys = new XsoarKeys(context.secrets, context.globalState);
  const tree = new MatchesTree(() => new Date());
  const view = new MatchesView(tree, folders, sessions, keys);
  const app: App = { folders, sessions, keys, view, log };
  const diagnostics = new ConfigDiagnostics(folders, log);

  const refresh = () => void guarded("refresh", log, () => Promise.all([view.refresh(), diagnostics.refresh()]));
  context.subscriptions.push(
    log,
    folders,
    sessions,
    tree,
    view,
    diagnostics,
    registerCommands(commandTable(app), log),
    vscode.languages.registerCodeActionsProvider({ pattern: CONFIG_PATTERN }, plainKeyFix, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
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

function commandTable(app: App): CommandTable {
  const scan = new ScanRun(app);
  const several = (run: (nodes: readonly Node[]) => Promise<void>) => (node?: Node, selected?: readonly Node[]) =>
    run(targets(app, node, selected));
  return {
    [Command.scan]: () => scan.scan(),
    [Command.syncAliases]: () => syncAliases(app),
    [Command.setApiKey]: () => setApiKey(app),
    [Command.clearApiKey]: () => clearApiKey(app),
    [Command.testConnection]: () => testConnection(app),
    [Command.createConfig]: () => createConfiguration(app),
    [Command.openConfig]: () => openConfiguration(app),
    [Command.showLog]: () => app.log.show(true),
    [Command.markRead]: several((nodes) => mark(app, nodes, true)),
    [Command.markUnread]: several((nodes) => mark(app, nodes, false)),
    [Command.markAllRead]: () => markAllRead(app),
    [Command.openArticle]: (node?: Node) => openArticle(app, node),
    [Command.copyLink]: several((nodes) => copyLink(nodes)),
    [Command.addToXsoar]: several((nodes) => addToXsoar(app, nodes)),
    [Command.createRecord]: (node?: Node) => createRecordCommand(app, node),
    [Command.openRecord]: (node?: Node) => openRecord(app, node),
    [Command.retryRecords]: () => scan.retryRecords(),
    [Command.movePlainKey]: (uri?: vscode.Uri) => movePlainKey(app, uri),
    [Command.showMore]: (node?: Node) => {
      if (node?.kind === "more") app.view.tree.showMore(node);
    },
  };
}
