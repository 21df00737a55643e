import * as vscode from "vscode";
import type { ReadingProgress } from "../../core/fetching/scanOptions";
import { isShipped } from "../../core/config/configFiles";
import { OTHER_JOBS, type ProfileMatches } from "../../core/model/model";
import type { RecordOutcome } from "../../core/xsoar/reports";
import { setContext } from "../shell/context";
import type { Folders } from "../shell/folders";
import { BuiltInCommand, ContextKey, View, ViewState } from "../shell/ids";
import type { DeliverStep } from "../../core/jobs/deliver";
import { oneLine } from "../../core/text/foreignText";
import type { ArticleNode, CarriedNode, MoreNode, Node, ProfileNode } from "../../ui/nodes";
import { type Question, type QuestionKind, questionSentence } from "../../ui/questions";
import { type ListFilter, NO_FILTER, isFiltered } from "../../ui/listFilter";
import type { FolderRows, Shape } from "../../ui/worklist";
import { isBack } from "../../ui/triageText";
import { carriedRow } from "../../ui/storyRows";
import { rowsInOrder } from "../../ui/unread";
import { aliasCount } from "../../ui/aliasText";
import { guarded } from "../shell/notify";
import { shortTime, t } from "../shell/l10n";
import { readSettings } from "../shell/settings";
import { type Desk, type FolderLook, lookAtAll } from "./folderLook";
import type { MatchesTree } from "./matchesTree";
import { type Shapes, emptiedSentence, shapeContexts, shapeText } from "./shapes";
import { StatusItem, unreadSentence } from "./statusItem";
import { brokenNotes, countedQuestions, lastScanNotes, stateOfAll } from "./viewState";

/** The view around the tree: message, badge, status bar, and the context keys of the welcome texts. */
export class MatchesView implements vscode.Disposable {
  private readonly refreshed = new vscode.EventEmitter<void>();
  /** What is known about the workspace was read anew. */
  readonly onDidRefresh = this.refreshed.event;
  private readonly view: vscode.TreeView<Node>;
  private readonly status = new StatusItem();
  private round = 0;
  private looking = 0;
  /** The folders that are shown. */
  private looks: readonly FolderLook[] = [];
  private counted: readonly Question[] = [];
  private readonly offers = new Set<QuestionKind>();
  private readonly said = new Set<string>();
  private hasQuestions = false;

  constructor(
    private readonly tree: MatchesTree,
    private readonly folders: Folders,
    private readonly shapes: Shapes,
    private readonly desk: () => Desk,
  ) {
    this.view = vscode.window.createTreeView(View.matches, {
      treeDataProvider: tree,
      showCollapseAll: true,
      canSelectMany: true,
    });
    tree.setShape(shapes.stored);
    tree.hideReadAfter(readSettings().hideReadAfterDays);
    this.view.onDidChangeSelection(({ selection }) => void setContext(ContextKey.selection, selectedKind(selection)));
  }

  /** Shows what the settings want to be shown. */
  settingsChanged(): void {
    this.tree.hideReadAfter(readSettings().hideReadAfterDays);
    this.draw();
  }

  /** Draws again the rows that time alone has changed, while the view is in sight; what was put off comes back in any case. */
  refreshAges(): void {
    const now = new Date();
    if (this.rows.some(({ articles }) => articles.some((item) => isBack(item, now)))) {
      void guarded("refresh", () => this.refresh());
      return;
    }
    if (this.view.visible) this.tree.refreshAges();
  }

  /** Fires when the view comes into sight: the command line may have scanned meanwhile. */
  onDidShow(listener: () => void): vscode.Disposable {
    return this.view.onDidChangeVisibility(({ visible }) => {
      if (visible) listener();
    });
  }

  /** Fires when other rows are selected. */
  onDidSelect(listener: (nodes: readonly Node[]) => void): vscode.Disposable {
    return this.view.onDidChangeSelection(({ selection }) => listener(selection));
  }

  /** Fires when rows are to be drawn anew. */
  get onDidChangeRows(): vscode.Event<unknown> {
    return this.tree.onDidChangeTreeData;
  }

  /** What the rows of the names hold. */
  get rows(): readonly ProfileMatches[] {
    return this.profiles.map(({ row }) => row);
  }

  /** All rows as they stand below each other, those below closed ones included. */
  rowsInOrder(): readonly Node[] {
    return rowsInOrder(this.tree.getChildren(), (node) => this.tree.getChildren(node));
  }

  /** The row of an article below a name of a folder, or of one that is carried in there; undefined when it does not stand there. */
  article(folder: string, name: string, key: string, kind?: "article"): ArticleNode | undefined;
  article(
    folder: string,
    name: string,
    key: string,
    kind: "article" | "carried",
  ): ArticleNode | CarriedNode | undefined;
  article(
    folder: string,
    name: string,
    key: string,
    kind: "article" | "carried" = "article",
  ): ArticleNode | CarriedNode | undefined {
    const profile = this.profiles.find((node) => node.folder.id === folder && node.row.name === name);
    return kind === "article" ? profile?.articles.get(key) : profile && carriedRow(profile, key);
  }

  /** The row of an article below whichever name of a folder. */
  rowOf(folder: string, key: string): ArticleNode | CarriedNode | undefined {
    const profiles = this.profiles.filter((node) => node.folder.id === folder);
    const rows = profiles.flatMap((profile) => profile.articles.get(key) ?? carriedRow(profile, key) ?? []);
    return rows.find(({ parent }) => parent !== null) ?? rows[0];
  }

  /** The names of a folder that an article stands below. */
  namesOf(folder: string, key: string): readonly string[] {
    const of = this.profiles.filter((node) => node.folder.id === folder && node.articles.has(key));
    return of.map(({ row }) => row.name);
  }

  /** Brings the row of an article into sight, with its story, whatever was shown; false where none has it. */
  async revealArticle(folder: string, key: string): Promise<boolean> {
    const found = () => {
      const row = this.rowOf(folder, key);
      return row?.parent === null ? undefined : row;
    };
    const has = ({ folder: { id }, articles, row: { carried = [] } }: ProfileNode): boolean =>
      id === folder && (articles.has(key) || carried.some(({ article }) => article.key === key));
    if (!this.profiles.some(has)) return false;
    if (found() === undefined) await this.showEverything();
    const row = found();
    if (row === undefined) return false;
    this.tree.uncover(row);
    await this.view.reveal(row, { focus: true, select: true });
    return true;
  }

  /** Selects a row where the view is in sight and shows it. @param focus false: the focus stays where it is */
  async select(node: Node, focus = false): Promise<void> {
    if (!this.view.visible || (node.kind === "article" && node.parent === null)) return;
    if (node.kind === "article" || node.kind === "carried") this.tree.uncover(node);
    await this.view.reveal(node, { select: true, focus });
  }

  /** The rows the user has selected. */
  get selection(): readonly Node[] {
    return this.view.selection;
  }

  /**
   * The rows a key is meant for: all selected ones when the row with the focus is among them, else that row. VS Code does not tell an
   * extension which row has the focus; what changes when its selection is toggled does.
   */
  async rowsOfKey(): Promise<readonly Node[]> {
    const toggle = () => vscode.commands.executeCommand(BuiltInCommand.toggleSelection);
    const before = this.view.selection;
    await toggle();
    const after = this.view.selection;
    await toggle();
    const come = after.find((node) => !before.includes(node));
    return come === undefined ? before : [come];
  }

  /** The rows of all names, in all folders, whatever is shown of them. */
  get profiles(): readonly ProfileNode[] {
    return this.tree.profiles;
  }

  /** The articles in the order they stand below each other, whatever is collapsed. */
  articlesInOrder(): readonly ArticleNode[] {
    return this.tree.articlesInOrder();
  }

  /** Draws more articles of a row. */
  showMore(node: MoreNode): void {
    this.tree.showMore(node);
  }

  /** What leaves articles out. */
  get filter(): ListFilter {
    return this.tree.shape.filter;
  }

  /** Shows another part of the articles, or in another order; remembered in this workspace. */
  async setShape(change: Partial<Shape>): Promise<void> {
    const shape = { ...this.tree.shape, ...change };
    this.tree.setShape(shape);
    await this.shapes.store(shape);
    await this.drawShape();
  }

  /** Reads what is known about the workspace from disk and shows it; no network. */
  async refresh(): Promise<void> {
    const round = ++this.round;
    this.looking += 1;
    const looks = await lookAtAll(this.desk, this.folders).finally(() => (this.looking -= 1));
    // A later look or a change by the user has overtaken this one.
    if (round !== this.round) return;
    this.looks = looks;
    const access = looks.map(({ xsoar }) => xsoar);
    if (access.includes("ok") && !access.some((kind) => kind === "noKey" || kind === "unconfirmed"))
      for (const offer of ["apiKey", "confirmHost"] as const) this.offers.delete(offer);
    const hasWaiting = ({ xsoar, overview }: FolderLook): boolean =>
      xsoar === "unconfirmed" && overview?.rows.some(({ pending }) => pending !== undefined) === true;
    if (looks.some(hasWaiting)) this.offers.add("confirmHost");
    const asksToScan = looks.some(({ asks }) => asks.scan);
    this.setOffer("scanByItself", asksToScan);
    this.setOffer(
      "agreeMail",
      looks.some(({ asks }) => asks.mail),
    );
    this.counted = countedQuestions(looks);
    this.show();
    const isLater = looks.some(({ later }) => later !== null);
    const known = this.folders.all.length > 0 && vscode.workspace.isTrusted && !isLater;
    await Promise.all([
      setContext(
        ContextKey.xsoar,
        access.some((kind) => kind !== "noHost"),
      ),
      setContext(ContextKey.connected, access.includes("ok")),
      setContext(ContextKey.state, known ? stateOfAll(looks.map(({ id }) => id)) : undefined),
      setContext(ContextKey.asksToScan, asksToScan),
      setContext(
        ContextKey.mail,
        looks.some(({ mail }) => mail),
      ),
      setContext(
        ContextKey.ownJobs,
        looks.some(({ jobs }) => jobs.some((job) => !isShipped(job))),
      ),
      ...OTHER_JOBS.map((job) =>
        setContext(
          ContextKey[job],
          looks.some(({ jobs }) => jobs.includes(job)),
        ),
      ),
    ]);
    await this.drawShape();
    this.refreshed.fire();
  }

  /** Shows that sources are read; null when that has ended. */
  async setReading(progress: ReadingProgress | null): Promise<void> {
    const changes = (progress === null) !== (this.status.read === null);
    this.status.read = progress;
    if (changes) await setContext(ContextKey.scanning, progress !== null);
    this.drawStatus();
  }

  /** Shows what is sent out; null when that has ended. */
  setDelivering(step: DeliverStep | "" | null): void {
    this.status.deliver = step;
    this.drawStatus();
  }

  /** Shows what a run came to: a few words for a while, and a report in lines. Without words the lines come behind those there are. */
  tell(brief: string | null, report: readonly string[]): void {
    if (brief === null) this.status.tellMore(report);
    else this.status.tell(brief, report);
  }

  /** The names that fit several records and were not spoken of in this window: their rows say it all the time. */
  unsaid(outcomes: readonly RecordOutcome[]): readonly RecordOutcome[] {
    return outcomes.filter((outcome) => {
      if (outcome.kind !== "ambiguous") return false;
      const key = JSON.stringify([outcome.name, outcome.values, outcome.lost]);
      const isNew = !this.said.has(key);
      this.said.add(key);
      return isNew;
    });
  }

  /** What waits for somebody to decide it or to look at it. */
  get questions(): readonly Question[] {
    const { trouble } = this.tree;
    return [
      ...[...this.offers].map((kind) => ({ kind })),
      ...this.counted,
      ...(trouble === "" ? [] : [{ kind: "trouble" as const, message: trouble }]),
    ];
  }

  /** Begins or ends to offer next steps. */
  setOffers(changes: Partial<Record<QuestionKind, boolean>>): void {
    for (const [offer, shown] of Object.entries(changes) as [QuestionKind, boolean][]) this.setOffer(offer, shown);
    this.draw();
  }

  /** As a window that was just opened: nothing was said or offered. */
  forget(): void {
    this.offers.clear();
    this.said.clear();
  }

  /** Marks articles as read or unread, on screen first. */
  async setRead(profile: ProfileNode, keys: readonly string[], read: boolean): Promise<void> {
    const folder = this.folders.byId(profile.folder.id);
    if (folder === undefined || keys.length === 0) return;
    this.tree.setRead(profile, new Set(keys), read);
    this.draw();
    const overtaken = this.looking > 0;
    if (overtaken) this.round += 1;
    await (await this.desk().sessions.of(folder)).articles.setRead(profile.row.name, keys, read);
    if (overtaken) await this.refresh();
  }

  /** Leaves out what was read meanwhile, where only what is unread is shown: nobody looks. */
  beginAnew(): void {
    this.tree.beginAnew();
    this.draw();
  }

  /** Brings a name into sight, opened; where there is no row of names, its first article. */
  async reveal(name: string): Promise<void> {
    const profile = this.tree.profile(name);
    if (profile === undefined) return;
    const hasRow = profile.folder.branches.includes(profile);
    const node = hasRow ? profile : await this.shown((article) => article.profile === profile);
    if (node !== undefined) await this.bringUp(node);
  }

  /** Brings the first article into sight that the last scan has found, else the first unread one, whatever was shown. */
  async showNew(): Promise<void> {
    const hasNew = this.profiles.some(({ articles }) => [...articles.values()].some(({ isNew }) => isNew));
    const first = await this.shown(({ isNew, item }) => (hasNew ? isNew : !item.read));
    if (first === undefined) await vscode.commands.executeCommand(`${View.matches}.focus`);
    else await this.bringUp(first);
  }

  dispose(): void {
    vscode.Disposable.from(this.refreshed, this.view, this.status).dispose();
  }

  /** The first such article; where what is on show has none, everything is shown. */
  private async shown(isMeant: (article: ArticleNode) => boolean): Promise<ArticleNode | undefined> {
    const found = this.articlesInOrder().find(isMeant);
    const { mode, hideRead, filter } = this.tree.shape;
    if (found !== undefined || (mode === "all" && !hideRead && !isFiltered(filter))) return found;
    await this.showEverything();
    return this.articlesInOrder().find(isMeant);
  }

  private async showEverything(): Promise<void> {
    await this.setShape({ mode: "all", hideRead: false, filter: NO_FILTER });
  }

  private async bringUp(node: ProfileNode | ArticleNode): Promise<void> {
    if (node.kind === "article") this.tree.uncover(node);
    await this.view.reveal(node, { expand: node.kind === "profile", focus: true, select: true });
  }

  private setOffer(offer: QuestionKind, shown: boolean): void {
    if (shown) this.offers.add(offer);
    else this.offers.delete(offer);
  }

  private show(): void {
    this.tree.show(this.looks.map((look) => this.rowsOf(look)));
    this.draw();
  }

  private rowsOf({ folder, id, overview, later }: FolderLook): FolderRows {
    const { lastScan = null, newSince = null, rows = [] } = overview ?? {};
    const note = this.looks.length < 2 ? "" : [...brokenNotes(id), ...lastScanNotes(overview, shortTime)].join(" · ");
    return { id: folder.uri.toString(), name: oneLine(folder.name), note, lastScan, newSince, rows, later };
  }

  private async drawShape(): Promise<void> {
    const { shape, isEmptied } = this.tree;
    await Promise.all(shapeContexts(shape, isEmptied).map(([key, value]) => setContext(key, value)));
    this.draw();
  }

  private draw(): void {
    const { unread, shape } = this.tree;
    this.view.badge = unread > 0 ? { value: unread, tooltip: unreadSentence(unread) } : undefined;
    // Beside the title nothing moves the rows when it comes or goes.
    const [broken = ""] = this.looks.length === 1 ? this.looks.flatMap(({ id }) => brokenNotes(id)) : [];
    this.view.description = [broken, shapeText(shape)].filter((part) => part !== "").join(" · ");
    // VS Code shows no welcome text beside a message.
    this.view.message = this.tree.getChildren().length === 0 ? "" : this.message();
    const hasQuestions = this.questions.length > 0;
    if (hasQuestions !== this.hasQuestions) void setContext(ContextKey.questions, hasQuestions);
    this.hasQuestions = hasQuestions;
    this.drawStatus();
  }

  private message(): string {
    const [only, second] = this.looks;
    const parts = [
      ...(this.looks.length > 0 && !vscode.workspace.isTrusted
        ? [t("Restricted Mode: what is stored can be read, nothing is fetched")]
        : []),
      agedSentence(this.tree.aged),
      ...(this.tree.isEmptied ? [emptiedSentence(this.tree.shape)] : []),
      questionSentence(this.questions, t),
      ...(only === undefined || second !== undefined ? [] : lastScanNotes(only.overview)),
    ].filter((part) => part !== "");
    for (const { aliases } of this.counted) if (aliases !== undefined) parts.push(aliasCount(aliases, t));
    return parts.join(" · ");
  }

  private drawStatus(): void {
    const isShown = this.looks.some(({ id }) => id !== ViewState.noConfig);
    const [broken = ""] = this.looks.flatMap(({ id }) => brokenNotes(id));
    this.status.draw(isShown ? this.tree.unread : null, broken);
  }
}

/** What `when` clauses know of a selection: rows of one kind, or of several. A story stands for its articles. */
function selectedKind(selection: readonly Node[]): string {
  const kinds = new Set(selection.map(({ kind }) => (kind === "story" ? "article" : kind)));
  const [kind = ""] = kinds;
  return kinds.size < 2 && (kind === "article" || kind === "profile" || kind === "") ? kind : "other";
}

/** That articles are left out for their age. */
function agedSentence(count: number): string {
  const days = readSettings().hideReadAfterDays;
  return count === 0
    ? ""
    : t("{count|read article|read articles} older than {days|day|days} {count:is|are} hidden", { count, days });
}
