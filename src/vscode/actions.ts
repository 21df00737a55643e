/** Entry of dist/actions.js: what happens only when a user asks for it. Everything it works with comes as arguments. */
import type * as vscode from "vscode";
import type { JobId } from "../core/model/model";
import type { Mark } from "../core/model/triage";
import type { Session } from "../core/session";
import { FolderAgreements } from "./agreements/folderAgreements";
import { type OpenQuestions, openQuestions } from "./agreements/openQuestions";
import { manageAgreements } from "./agreements/manageAgreements";
import { StoredStories } from "./articles/storedStories";
import { StatePlace } from "./agreements/statePlace";
import { scanByItself } from "./agreements/scanByItself";
import { syncAliases } from "./xsoar/aliasCommand";
import { showAliases } from "./xsoar/aliasNews";
import { askBackfill } from "./xsoar/backfill";
import { chooseRecord } from "./xsoar/chooseRecord";
import { clearApiKey, setApiKey, testConnection } from "./xsoar/apiKeyCommands";
import type { App, Registered } from "./app";
import { openLink } from "./articles/openLink";
import {
  copyIndicators,
  copyLink,
  mark,
  markAllRead,
  markOlderRead,
  openArticle,
  targets,
  toggleRead,
} from "./articles/articleCommands";
import { notSameStory, sameStory, whyStory } from "./articles/storyCommands";
import { type Meant, dismissWithReason, markStories, putOff, remarkStories } from "./articles/triageCommands";
import { Undo } from "./articles/undo";
import type { CommandTable } from "./shell/commands";
import { whereOf } from "./config/place";
import { findHints } from "./config/findHints";
import { configFixes } from "./config/configFixes";
import { jsonEditing } from "./config/jsonEditing";
import { SchemaHelp } from "./config/schemaHelp";
import { lensFinder, showName } from "./config/findLenses";
import type { FindLenses } from "./config/nameLens";
import { findProblems } from "./config/findProblems";
import { movePlainKey } from "./config/movePlainKey";
import type { Hints } from "./config/nameHints";
import { openConfiguration } from "./config/configCommands";
import { createConfiguration } from "./config/createConfiguration";
import { getStarted, openSettings } from "./shell/help";
import { copyMarkdown, exportMatches } from "./articles/exportCommands";
import { BY_KEY, Command } from "./shell/ids";
import { guarded, logErrorsTo } from "./shell/notify";
import { Sessions } from "./shell/sessions";
import { StateWatch } from "./shell/stateWatch";
import { Pages } from "./shell/webview";
import { cleanUp } from "./jobs/cleanUp";
import { JobSecrets } from "./jobs/jobSecrets";
import { discardJobChanges, reviewJobChanges } from "./jobs/jobProposals";
import { exportOwnJob } from "./jobs/exportOwnJob";
import { createOwnJob, openOwnJob, runOwnJob, testOwnJob } from "./jobs/ownJobs";
import { openPage, showChange, showPage } from "./jobs/pageCommands";
import { clearMailPassword, previewMail, sendTestMail, sendWaitingMail, setMailPassword } from "./mail/mailCommands";
import { MailPasswords } from "./mail/mailPasswords";
import { clearLeakSitesKey, setLeakSitesKey } from "./records/leakSitesKeyCommands";
import { LeakSitesKeys } from "./records/leakSitesKeys";
import { decideAliases } from "./names/decideAliases";
import { tellNamesFile } from "./names/namesFile";
import { importNames, refreshNames } from "./names/importNames";
import { addAlias, goToConfiguration, muteNames, stopTrackingNames } from "./names/profileCommands";
import { trackName } from "./names/trackName";
import {
  addToXsoar,
  createRecordCommand,
  discardPending,
  openRecord,
  retryPending,
  reviewChanges,
  reviewNote,
} from "./xsoar/records";
import { checkRecords } from "./records/checkRecords";
import { readProfiles } from "./records/readProfiles";
import { showReport } from "./records/showReport";
import { undoUpdate } from "./records/undoUpdate";
import { updateRecord, updateRecords } from "./records/updateRecords";
import { restoreReview } from "./xsoar/review";
import { notHere, notNear, requireContext, stopAlias } from "./rules/learnRules";
import { nameHover } from "./rules/nameHover";
import { ChangePreview } from "./rules/previewChange";
import { Teacher } from "./rules/teacher";
import { Reader } from "./reading/readCommands";
import { ReadingPane } from "./reading/readingPane";
import { ScanRun } from "./scan/scanRun";
import { Stages } from "./scan/stages";
import { searchArticles } from "./search/searchArticles";
import { setUpXsoar } from "./xsoar/setUpXsoar";
import { addSource } from "./sources/addSource";
import {
  copySourceAddress,
  moveSource,
  openSourcePage,
  removeSource,
  renameSource,
  showSourceConfig,
  sortSources,
} from "./sources/careForSource";
import { disableFailing } from "./sources/disableFailing";
import { editRules } from "./sources/editRules";
import { findNewFeed } from "./sources/findNewFeed";
import { exportOpml, importOpml } from "./sources/opmlCommands";
import { showSourceArticles } from "./sources/sourceArticles";
import { pickLinks } from "./sources/pickLinks";
import { allowPrivate, enableSource, testSource, updateAddress } from "./sources/sourceCommands";
import { sourceRows } from "./sources/sourceRows";
import type { JobNode } from "../ui/jobNodes";
import type { ActivityNode } from "../ui/activityNodes";
import type { SourceNode, SourceRow } from "../ui/sourceNodes";
import { ActivityRows, openSentRecord, showAdded } from "./views/activityRows";
import { jobRows } from "./views/jobRows";
import { clearFilter, filterList, saveFilter } from "./views/filterList";
import type { Rows } from "./views/lazyView";
import { matchRows } from "./views/rowItem";
import { rowSigns } from "./views/rowSigns";
import { showQuestions } from "./views/showQuestions";
import { shapeCommands } from "./views/shapes";
import { XsoarKeys } from "./xsoar/xsoarKeys";
import type { Node } from "../ui/nodes";
import { leadRow } from "../ui/storyRows";

export interface Actions {
  /** What each command does. */
  readonly commands: CommandTable;
  /** A scan by the clock; false when somebody else is at it. */
  readonly scanScheduled: (folder: vscode.WorkspaceFolder, which: readonly JobId[] | null) => Promise<boolean>;
  /** A configuration was saved: what it says of names is applied at once. */
  readonly configSaved: (document: vscode.TextDocument) => Promise<void>;
  /** What the clock may work with; null where it may not. */
  readonly sessionByClock: ScanRun["sessionByClock"];
  /** What a folder waits for to be agreed to. */
  readonly openQuestions: (folder: vscode.WorkspaceFolder, session: Session) => Promise<OpenQuestions>;
  readonly sessions: Sessions;
  readonly keys: XsoarKeys;
  /** Draws the rows of *Profile Matches*. */
  readonly matchRows: ReturnType<typeof matchRows>;
  /** The colours and letters of its rows. */
  readonly rowSigns: vscode.FileDecorationProvider;
  /** The rows of the view *Sources*. */
  readonly sourceRows: Rows<SourceNode>;
  /** The rows of the view *Activity*. */
  readonly activityRows: Rows<ActivityNode>;
  /** Draws the sections of the other jobs. */
  readonly jobRows: ReturnType<typeof jobRows>;
  /** Opens a link of a read-only text; null for a text that may be of several sources. */
  readonly openTextLink: (url: string, source: string | null) => Promise<boolean>;
  /** What a configuration's editor says about the name under the pointer. */
  readonly hover: vscode.HoverProvider["provideHover"];
  readonly findProblems: typeof findProblems;
  /** Keys and values to choose from in the editors of configurations, and what they mean. */
  readonly help: SchemaHelp;
  /** What else answers in the editors of configurations. */
  readonly editing: { readonly fixes: typeof configFixes } & typeof jsonEditing;
  /** Fills the editor of a review that VS Code has brought back. */
  readonly restoreReview: (panel: vscode.WebviewPanel) => Promise<void>;
  /** Fills the reading pane that VS Code has brought back, by the state it has kept of it. */
  readonly restoreReading: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;
  /** Other rows are selected in a view. */
  readonly selected: (nodes: readonly (Node | JobNode)[]) => void;
  /** Says what follows from where everything is remembered. */
  readonly tellOfStatePlace: () => Promise<void>;
  readonly tellStoredStories: () => Promise<void>;
  /** What stands above the names of a configuration. */
  readonly findLenses: FindLenses;
  /** The hints at names of a configuration. */
  readonly findHints: (document: vscode.TextDocument, known: string | undefined) => Promise<Hints | null>;
}

/** Made once for a window: commands and clock share what runs. */
export function createActions(registered: Registered): Actions {
  const { context, log, view } = registered;
  logErrorsTo(log);
  const agreements = new FolderAgreements(log);
  const app: App = {
    ...registered,
    sessions: new Sessions(
      String(context.extension.packageJSON.version),
      agreements,
      log,
      (folder, news) => tellNamesFile(folder, () => app.sessions.of(folder), log, news),
      (folder, job, secret) => app.jobSecrets.get(folder, job, secret),
    ),
    agreements,
    keys: new XsoarKeys(context.secrets, context.globalState, agreements),
    mailPasswords: new MailPasswords(context.secrets, context.globalState),
    leakSitesKeys: new LeakSitesKeys(context.secrets, context.globalState),
    jobSecrets: new JobSecrets(context.secrets, context.globalState, agreements),
    pages: new Pages(context.extensionUri),
    undo: new Undo(),
  };
  const keyChanged = (): void => {
    view.setOffers({ apiKey: false });
    void guarded("refresh", () => view.refresh());
  };
  const watch = new StateWatch(app);
  context.subscriptions.push(
    app.sessions,
    app.pages,
    app.keys.onDidChange(keyChanged),
    watch,
    view.onDidRefresh(() => watch.follow()),
  );
  const stages = new Stages();
  const scan = new ScanRun(app, stages);
  const { undo } = app;
  const teacher = new Teacher(app, undo);
  const activityRows = new ActivityRows(app);
  const pane = new ReadingPane(app);
  const reader = new Reader(app, pane);
  const selected = (nodes: readonly (Node | JobNode)[]): void => void guarded("reading", () => reader.follow(nodes));
  context.subscriptions.push(
    view.onDidSelect(selected),
    view.onDidChangeRows(() => pane.update()),
  );
  const statePlace = new StatePlace(app);
  const storedStories = new StoredStories(app);
  return {
    commands: commandTable(app, scan, stages, teacher, activityRows, undo, reader),
    sessionByClock: (folder) => scan.sessionByClock(folder),
    openQuestions: (folder, session) => openQuestions(agreements, folder, session),
    scanScheduled: (folder, which) => scan.scanScheduled(folder, which),
    sessions: app.sessions,
    keys: app.keys,
    matchRows: matchRows(() => new Date()),
    rowSigns,
    sourceRows: sourceRows(app),
    configSaved: (document) => teacher.configSaved(document),
    activityRows,
    jobRows: jobRows(app),
    openTextLink: (url, source) => openLink(app, url, source === null ? "texts" : { source }),
    hover: (document, position, token) => nameHover(app, document, position, token),
    findProblems,
    help: new SchemaHelp(context.extension),
    editing: { fixes: configFixes, ...jsonEditing },
    tellOfStatePlace: () => statePlace.tell(),
    tellStoredStories: () => storedStories.tell(),
    restoreReview: (panel) => restoreReview(app, panel),
    findLenses: lensFinder(app),
    restoreReading: (panel, state) => reader.restore(panel, state),
    selected,
    findHints: (document, known) => findHints(app, document, known),
  };
}

/** The row a menu was opened on; none from the palette. */
type Clicked = Node | typeof BY_KEY | undefined;

function commandTable(
  app: App,
  scan: ScanRun,
  stages: Stages,
  teacher: Teacher,
  activity: ActivityRows,
  undo: Undo,
  reader: Reader,
): CommandTable {
  const chosen = async (node: Clicked, selected?: readonly Node[]): Promise<readonly Node[]> =>
    node === BY_KEY ? app.view.rowsOfKey() : targets(app, node, selected);
  const several =
    (run: (nodes: readonly Node[]) => Promise<void>) => async (node?: Clicked, selected?: readonly Node[]) =>
      run(await chosen(node, selected));
  /** By a key or from the palette the first of the selected rows is meant; of a story, the article at its head. */
  const one = (run: (node?: Node) => Promise<void>) => async (node?: Clicked) => {
    const [first] = await chosen(node);
    await run(first === undefined ? undefined : leadRow(first));
  };
  const meant =
    (run: (app: App, undo: Undo, meant: Meant) => Promise<void>) =>
    async (node?: Clicked, selected?: readonly Node[]) =>
      run(app, undo, { nodes: await chosen(node, selected), byKey: node === BY_KEY });
  const marking = (mark: Mark | null) => meant((...[, , rows]) => markStories(app, undo, rows, mark));
  const preview = new ChangePreview(app);
  app.context.subscriptions.push(preview);
  return {
    [Command.scan]: (node?: Node) => scan.scan(null, node?.kind === "folder" ? whereOf(app, node) : true),
    [Command.showQuestions]: () => showQuestions(app),
    [Command.scanByItself]: () => scanByItself(app),
    [Command.manageAgreements]: () => manageAgreements(app),
    [Command.runArticles]: () => scan.scan(["articles"]),
    [Command.runKeywords]: () => scan.scan(["keywords"]),
    [Command.runCounts]: () => scan.scan(["counts"]),
    [Command.runContents]: () => scan.scan(["contents"]),
    [Command.stop]: () => stages.stop(),
    [Command.cleanUp]: () => cleanUp(app),
    [Command.openPage]: (node?: JobNode | ActivityNode) => openPage(app, node),
    [Command.runJob]: (node?: JobNode) => runOwnJob(app, scan, node),
    [Command.reviewJobChanges]: (node?: JobNode) => reviewJobChanges(app, node),
    [Command.discardJobChanges]: (node?: JobNode) => discardJobChanges(app, node),
    [Command.testJob]: (node?: JobNode) => testOwnJob(app, node),
    [Command.exportJob]: (node?: JobNode) => exportOwnJob(app, node),
    [Command.createJob]: () => createOwnJob(app),
    [Command.openJob]: (node?: JobNode) => openOwnJob(app, node),
    [Command.showPage]: (node?: JobNode) => showPage(app, node),
    [Command.showChange]: (node?: JobNode) => showChange(app, node),
    [Command.syncAliases]: () => syncAliases(app),
    [Command.showAliases]: () => showAliases(app),
    [Command.askBackfill]: () => askBackfill(app),
    [Command.setUpXsoar]: () => setUpXsoar(app),
    [Command.setApiKey]: () => setApiKey(app),
    [Command.clearApiKey]: () => clearApiKey(app),
    [Command.testConnection]: () => testConnection(app),
    [Command.trackName]: () => trackName(app, teacher),
    [Command.addAlias]: one((node) => addAlias(app, teacher, node)),
    [Command.muteName]: several((nodes) => muteNames(teacher, nodes)),
    [Command.stopTracking]: several((nodes) => stopTrackingNames(teacher, nodes)),
    [Command.goToConfiguration]: one((node) => goToConfiguration(app, node)),
    [Command.importNames]: () => importNames(app, teacher),
    [Command.refreshNames]: () => refreshNames(app),
    [Command.decideAliases]: () => decideAliases(app),
    [Command.sendTestMail]: () => sendTestMail(app),
    [Command.previewMail]: () => previewMail(app),
    [Command.sendWaitingMail]: () => sendWaitingMail(app),
    [Command.setMailPassword]: () => setMailPassword(app),
    [Command.clearMailPassword]: () => clearMailPassword(app),
    [Command.setLeakSitesKey]: () => setLeakSitesKey(app),
    [Command.clearLeakSitesKey]: () => clearLeakSitesKey(app),
    [Command.getStarted]: () => getStarted(app),
    [Command.openSettings]: () => openSettings(app),
    [Command.createConfig]: () => createConfiguration(app),
    [Command.openConfig]: (keys?: unknown) => openConfiguration(app, keys),
    [Command.showLog]: () => app.log.show(true),
    [Command.markRead]: several((nodes) => mark(app, undo, nodes, true)),
    [Command.markUnread]: several((nodes) => mark(app, undo, nodes, false)),
    [Command.markAllRead]: () => markAllRead(app, undo),
    [Command.markOlderRead]: () => markOlderRead(app, undo),
    [Command.toggleRead]: several((nodes) => toggleRead(app, undo, nodes)),
    [Command.undo]: () => undo.last(),
    [Command.readArticle]: (node?: Node | JobNode) => reader.read(node),
    [Command.readPage]: async (node?: Node | JobNode | typeof BY_KEY) =>
      reader.readPage(node === BY_KEY ? (await app.view.rowsOfKey())[0] : node),
    [Command.nextUnread]: () => reader.move(1),
    [Command.previousUnread]: () => reader.move(-1),
    [Command.openArticle]: one((node) => openArticle(app, node)),
    [Command.copyLink]: several((nodes) => copyLink(nodes)),
    [Command.showSummary]: (node?: Node | JobNode, selected?: readonly (Node | JobNode)[]) =>
      reader.readPage(node, selected),
    [Command.copyIndicators]: several((nodes) => copyIndicators(nodes, true)),
    [Command.copyRefanged]: several((nodes) => copyIndicators(nodes, false)),
    [Command.exportMatches]: (node?: Node, selected?: readonly Node[]) =>
      exportMatches(app, node === undefined ? [] : targets(app, node, selected)),
    [Command.searchArticles]: () => searchArticles(app, (node) => reader.readStored(node)),
    [Command.copyMarkdown]: several((nodes) => copyMarkdown(app, nodes)),
    [Command.addToXsoar]: several((nodes) => addToXsoar(app, nodes)),
    [Command.reviewNote]: several((nodes) => reviewNote(app, nodes)),
    [Command.createRecord]: (node?: Node) => createRecordCommand(app, node),
    [Command.openRecord]: (node?: Node | ActivityNode) =>
      node?.kind === "sent" || node?.kind === "note" || node?.kind === "field"
        ? openSentRecord(app, node)
        : openRecord(app, (node ?? app.view.selection[0]) as Node),
    [Command.chooseRecord]: one((node) => chooseRecord(app, node)),
    [Command.retryRecords]: () => scan.retryRecords(),
    [Command.retryPending]: one((node) => retryPending(app, node)),
    [Command.discardPending]: one((node) => discardPending(app, node)),
    [Command.reviewChanges]: (node?: Node) => reviewChanges(app, node),
    [Command.showName]: (name?: unknown, shows?: unknown) => showName(app, name, shows),
    [Command.movePlainKey]: (uri?: vscode.Uri) => movePlainKey(app, uri),
    [Command.notSameStory]: several((nodes) => notSameStory(app, undo, nodes)),
    [Command.sameStory]: several((nodes) => sameStory(app, undo, nodes)),
    [Command.whyStory]: async (node?: Clicked) => whyStory(app, (await chosen(node))[0]),
    [Command.markImportant]: marking({ kind: "important" }),
    [Command.putOff]: meant(putOff),
    [Command.dismiss]: marking({ kind: "dismissed", reason: "" }),
    [Command.dismissWithReason]: meant(dismissWithReason),
    [Command.addRemark]: meant(remarkStories),
    [Command.changeRemark]: meant(remarkStories),
    [Command.removeMark]: marking(null),
    [Command.whyMatch]: (node?: Node) => reader.why(node),
    [Command.notHere]: several((nodes) => notHere(teacher, nodes)),
    [Command.notNear]: one((node) => notNear(teacher, node)),
    [Command.requireContext]: one((node) => requireContext(teacher, node)),
    [Command.stopAlias]: one((node) => stopAlias(teacher, node)),
    [Command.previewChange]: (uri?: vscode.Uri) => preview.show(uri),
    [Command.addSource]: () => addSource(app),
    [Command.testSource]: (row?: SourceRow) => testSource(app, row),
    [Command.enableSource]: (row?: SourceRow) => enableSource(app, row, true),
    [Command.disableSource]: (row?: SourceRow) => enableSource(app, row, false),
    [Command.updateAddress]: (row?: SourceRow) => updateAddress(app, row),
    [Command.allowPrivate]: (row?: SourceRow) => allowPrivate(app, row),
    [Command.pickLinks]: (row?: SourceRow) => pickLinks(app, row),
    [Command.removeSource]: (row?: SourceRow) => removeSource(app, row),
    [Command.renameSource]: (row?: SourceRow) => renameSource(app, row),
    [Command.moveSource]: (row?: SourceRow) => moveSource(app, row),
    [Command.openSourcePage]: (row?: SourceRow) => openSourcePage(app, row),
    [Command.copySourceAddress]: (row?: SourceRow) => copySourceAddress(app, row),
    [Command.showSourceConfig]: (row?: SourceRow) => showSourceConfig(app, row),
    [Command.showSourceArticles]: (row?: SourceRow) => showSourceArticles(app, row),
    [Command.editRules]: (row?: SourceRow) => editRules(app, row),
    [Command.findNewFeed]: (row?: SourceRow) => findNewFeed(app, row),
    [Command.disableFailing]: () => disableFailing(app),
    [Command.sortSources]: () => sortSources(app),
    [Command.importOpml]: () => importOpml(app),
    [Command.exportOpml]: () => exportOpml(app),
    [Command.updateRecords]: () => updateRecords(app),
    [Command.updateRecord]: (node?: Node) => updateRecord(app, node),
    [Command.checkRecords]: () => checkRecords(app),
    [Command.readProfiles]: () => readProfiles(app),
    [Command.undoUpdate]: () => undoUpdate(app),
    [Command.showReport]: () => showReport(app),
    [Command.showActivity]: (since?: string) => activity.show(since),
    [Command.showAdded]: (node?: ActivityNode) => showAdded(app, node),
    [Command.filterList]: () => filterList(app),
    [Command.clearFilter]: () => clearFilter(app),
    [Command.saveFilter]: () => saveFilter(app),
    ...shapeCommands((change) => app.view.setShape(change)),
    [Command.showMore]: (node?: Node | ActivityNode) => {
      if (node?.kind === "more") app.view.showMore(node);
      else if (node?.kind === "olderSent") activity.showMore(node);
    },
  };
}
