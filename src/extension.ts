import { createRequire } from "node:module";
import * as vscode from "vscode";
import { OTHER_JOBS } from "./core/model/model";
import type { Actions } from "./vscode/actions";
import type * as ActionsModule from "./vscode/actions";
import type { Registered } from "./vscode/app";
import { CONFIG_PATTERN, isConfigFile, isNamesFile } from "./vscode/config/configDocument";
import { ConfigDiagnostics } from "./vscode/config/diagnostics";
import { NameHints } from "./vscode/config/nameHints";
import { NameLenses } from "./vscode/config/nameLens";
import { registerEditing } from "./vscode/config/registerEditing";
import { Schedule } from "./vscode/scan/schedule";
import { registerCommands } from "./vscode/shell/commands";
import { Folders } from "./vscode/shell/folders";
import { PageType, Setting, SettingSection, View } from "./vscode/shell/ids";
import { guarded, logErrorsTo } from "./vscode/shell/notify";
import { readSettings } from "./vscode/shell/settings";
import { TextDocuments } from "./vscode/shell/textDocuments";
import { textLinks } from "./vscode/shell/textLinks";
import { LazyView } from "./vscode/views/lazyView";
import { MatchesTree } from "./vscode/views/matchesTree";
import { MatchesView } from "./vscode/views/matchesView";
import { Shapes } from "./vscode/views/shapes";
import { ReviewDocuments } from "./vscode/xsoar/reviewDocuments";

const MINUTE_MS = 60_000;

/** What watches configurations: see `begin`. */
interface Begun {
  readonly diagnostics: ConfigDiagnostics;
  readonly hints: NameHints;
  readonly lenses: NameLenses;
}

/**
 * Registers commands and views at once; what watches, once there is a configuration of ours: another project may have activated us by a
 * search that took a file of its own for ours, or by a look at the views. What does the work is loaded when something is asked of it:
 * dist/actions.js, and the pipeline with it.
 */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("TI Scraper", { log: true });
  logErrorsTo(log);
  let made: Actions | undefined;
  const actions = (): Actions => {
    made ??= (createRequire(__filename)("./actions.js") as typeof ActionsModule).createActions(registered);
    return made;
  };
  const folders = new Folders(context.workspaceState);
  const tree = new MatchesTree(() => actions().matchRows);
  const view = new MatchesView(tree, folders, new Shapes(context.workspaceState), actions);
  const sources = new LazyView(View.sources, {}, () => actions().sourceRows);
  const activity = new LazyView(View.activity, { showCollapseAll: true }, () => actions().activityRows);
  const reviews = new ReviewDocuments();
  const texts = new TextDocuments();
  const registered: Registered = { context, folders, view, sources, activity, reviews, texts, log };
  let begun: Begun | undefined;
  let signs: vscode.Disposable | undefined;
  const jobs = [...OTHER_JOBS, "ownJobs" as const].map(
    (job) =>
      new LazyView(
        View[job],
        { showCollapseAll: job !== "contents", canSelectMany: true },
        () => actions().jobRows[job],
      ),
  );

  const watchConfigs = async (): Promise<void> => {
    // In Restricted Mode the folders are left alone.
    if (vscode.workspace.isTrusted) await folders.refresh();
    if (folders.configured.length > 0 || vscode.workspace.textDocuments.some(isOurs))
      begun ??= begin(context, folders, actions);
    await begun?.diagnostics.refresh();
  };
  const look = async (): Promise<void> => {
    await Promise.all([view.refresh(), watchConfigs()]);
    if (!vscode.workspace.isTrusted || folders.configured.length === 0) return;
    await actions().tellOfStatePlace();
    void guarded("stories", () => actions().tellStoredStories());
  };
  const refresh = () => void guarded("refresh", look);
  context.subscriptions.push(
    log,
    folders,
    tree,
    view,
    sources,
    activity,
    reviews,
    texts,
    textLinks(
      (uri) => texts.sourceOf(uri),
      (url, source) => actions().openTextLink(url, source),
    ),
    ...jobs,
    ...jobs.map((each) => each.onDidSelect((nodes) => actions().selected(nodes))),
    registerCommands(context, () => actions().commands),
    vscode.window.registerWebviewPanelSerializer(PageType.review, {
      deserializeWebviewPanel: (panel) => actions().restoreReview(panel),
    }),
    vscode.window.registerWebviewPanelSerializer(PageType.article, {
      deserializeWebviewPanel: (panel, state: unknown) => actions().restoreReading(panel, state),
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (begun === undefined && isOurs(document)) void guarded("watch", watchConfigs);
    }),
    view.onDidRefresh(() => {
      // The watching of files may have missed a configuration; who asked for something has found it.
      if (begun === undefined && folders.configured.length > 0) void guarded("watch", watchConfigs);
      // VS Code asks for each file there is, so not before there are rows.
      if (view.profiles.length > 0) signs ??= signsOf(context, actions().rowSigns);
      begun?.hints.later();
      begun?.lenses.refresh();
      for (const each of [sources, activity, ...jobs]) each.refresh();
    }),
    folders.onDidChange(refresh),
    view.onDidShow(() => {
      view.beginAnew();
      view.refreshAges();
      void guarded("refresh", () => view.refresh());
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${SettingSection}.${Setting.configFolder}`)) folders.watch();
      if (change.affectsConfiguration(`${SettingSection}.${Setting.stateFolder}`)) refresh();
      if (change.affectsConfiguration(`${SettingSection}.${Setting.hideReadAfterDays}`)) view.settingsChanged();
    }),
  );

  const ages = setInterval(() => {
    for (const each of [view, sources, activity, ...jobs]) each.refreshAges();
  }, MINUTE_MS);
  // Off the activation path: watching tells of the first look as well.
  const start = setTimeout(() => {
    log.info(`Settings: ${JSON.stringify(readSettings(folders.all[0]))}`);
    folders.watch();
  }, 0);
  context.subscriptions.push({
    dispose: () => {
      clearTimeout(start);
      clearInterval(ages);
    },
  });
}

function signsOf(
  { subscriptions }: vscode.ExtensionContext,
  rowSigns: vscode.FileDecorationProvider,
): vscode.Disposable {
  const provider = vscode.window.registerFileDecorationProvider(rowSigns);
  subscriptions.push(provider);
  return provider;
}

/** A configuration file that somebody looks at; its past in git is none. */
function isOurs({ uri }: vscode.TextDocument): boolean {
  return isConfigFile(uri) && uri.scheme !== "git";
}

/** What watches configurations, answers in their editors and scans by the clock. */
function begin({ subscriptions }: vscode.ExtensionContext, folders: Folders, actions: () => Actions): Begun {
  const diagnostics = new ConfigDiagnostics(folders, (uri, text) => actions().findProblems(uri, text));
  const hints = new NameHints((document, known) => actions().findHints(document, known));
  const lenses = new NameLenses((document, lines) => actions().findLenses(document, lines));
  subscriptions.push(
    diagnostics,
    hints,
    lenses,
    vscode.languages.registerCodeLensProvider({ pattern: CONFIG_PATTERN }, lenses),
    new Schedule(
      folders,
      (folder) => actions().sessionByClock(folder),
      (folder, which) => actions().scanScheduled(folder, which),
    ),
    registerEditing(actions),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (isConfigFile(document.uri) || isNamesFile(document.uri))
        void guarded("rules", () => actions().configSaved(document));
    }),
  );
  hints.later();
  return { diagnostics, hints, lenses };
}
