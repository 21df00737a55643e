import * as vscode from "vscode";
import {
  OTHER_JOBS,
  type OtherJob,
  type ProfileMatches,
  type ScanReport,
  type SourceReport,
} from "../../core/model/model";
import { wantsNotes } from "../../core/config/noteConfig";
import type { Session } from "../../core/session";
import type { Overview } from "../../core/scan/articles";
import type { RecordOutcome } from "../../core/xsoar/reports";
import type { Folders } from "../shell/folders";
import { Command, ContextKey, View, ViewState, type ViewStateId } from "../shell/ids";
import type { DeliverStep } from "../../core/jobs/deliver";
import { oneLine } from "../../core/text/foreignText";
import type { OpenQuestions } from "../agreements/openQuestions";
import type { Sessions } from "../shell/sessions";
import type { Access, XsoarKeys } from "../xsoar/xsoarKeys";
import type { MatchesTree } from "./matchesTree";
import {
  type ArticleNode,
  type MoreNode,
  type Node,
  type Offer,
  type OfferNode,
  type ProfileNode,
  articleNode,
} from "../../ui/nodes";
import { rowsInOrder } from "../../ui/unread";
import { aliasCount } from "../../ui/aliasText";
import { localTime, t } from "../shell/l10n";
import { countedOffers, stateOf } from "./viewState";

/** What is known about the workspace. */
interface Look {
  readonly id: ViewStateId | undefined;
  readonly overview: Overview | null;
  readonly xsoar: Access["kind"];
  readonly asks: OpenQuestions;
  readonly jobs: readonly OtherJob[];
  /** Questions that tell how much they are about. */
  readonly counted: readonly OfferNode[];
  /** Why nothing can be done here, in a sentence: a later version of the product has written it, or nothing can be remembered. */
  readonly later: string | null;
}

/** The view around the tree: message, badge, status bar, and the context keys of the welcome texts. */
export class MatchesView implements vscode.Disposable {
  private readonly refreshed = new vscode.EventEmitter<void>();
  /** What is known about the workspace was read anew. */
  readonly onDidRefresh = this.refreshed.event;
  private readonly view: vscode.TreeView<Node>;
  private readonly status: vscode.StatusBarItem;
  private round = 0;
  private looking = 0;
  private lastScan: string | null = null;
  private failed = 0;
  private unread = 0;
  private stateId: ViewStateId | undefined;
  private later: string | null = null;
  private counted: readonly OfferNode[] = [];
  /** What runs: done/total of the sources that are read; the step of what is sent out. */
  private readonly progress: { read: string | null; deliver: DeliverStep | "" | null } = { read: null, deliver: null };
  private failures: readonly SourceReport[] = [];
  private readonly offers = new Set<Offer>();
  private readonly said = new Set<string>();

  constructor(
    private readonly tree: MatchesTree,
    private readonly folders: Folders,
    private readonly desk: () => {
      readonly sessions: Sessions;
      readonly keys: XsoarKeys;
      readonly openQuestions: (folder: vscode.WorkspaceFolder, session: Session) => Promise<OpenQuestions>;
    },
  ) {
    this.view = vscode.window.createTreeView(View.matches, {
      treeDataProvider: tree,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.status = vscode.window.createStatusBarItem("tiScraper.status", vscode.StatusBarAlignment.Left, 50);
    this.status.name = "TI Scraper";
    this.status.command = `${View.matches}.focus`;
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
    return this.tree.rows;
  }

  /** All rows as they stand below each other, those below closed ones included. */
  rowsInOrder(): readonly Node[] {
    return rowsInOrder(this.roots, (node) => this.tree.getChildren(node));
  }

  /** The row of an article below a name; undefined when it does not stand there. */
  article(name: string, key: string): ArticleNode | undefined {
    const profile = this.tree.profile(name);
    return profile === undefined ? undefined : articleNode(profile, key);
  }

  /** Selects a row where the view is in sight; the focus stays where it is. */
  async select(node: Node): Promise<void> {
    if (this.view.visible) await this.view.reveal(node, { select: true, focus: false });
  }

  /** The rows the user has selected. */
  get selection(): readonly Node[] {
    return this.view.selection;
  }

  /** All rows there are at the top. */
  get roots(): readonly Node[] {
    return this.tree.getChildren();
  }

  /** Draws more articles of a name. */
  showMore(node: MoreNode): void {
    this.tree.showMore(node);
  }

  /** Reads what is known about the workspace from disk and shows it; no network. */
  async refresh(): Promise<void> {
    const round = ++this.round;
    this.looking += 1;
    const state = await this.look().finally(() => (this.looking -= 1));
    // A later look or a change by the user has overtaken this one.
    if (round !== this.round) return;
    if (state.xsoar === "ok") for (const offer of ["apiKey", "confirmHost"] as const) this.offers.delete(offer);
    if (state.xsoar === "unconfirmed" && state.overview?.rows.some(({ pending }) => pending !== undefined) === true)
      this.offers.add("confirmHost");
    this.setOffer("scanByItself", state.asks.scan);
    this.setOffer("agreeMail", state.asks.mail);
    this.lastScan = state.overview?.lastScan ?? null;
    this.failed = state.overview?.failedSources ?? 0;
    this.stateId = state.id;
    this.later = state.later;
    this.counted = state.counted;
    const offers = this.shownOffers(state.overview?.rows.length ?? 0);
    this.tree.show(state.overview?.rows ?? [], this.failures, offers, this.later, this.counted);
    await Promise.all([
      setContext(ContextKey.xsoar, state.xsoar !== "noHost"),
      setContext(ContextKey.connected, state.xsoar === "ok"),
      setContext(ContextKey.state, state.id),
      setContext(ContextKey.asksToScan, state.asks.scan),
      ...OTHER_JOBS.map((job) => setContext(ContextKey[job], state.jobs.includes(job))),
    ]);
    this.draw();
    this.refreshed.fire();
  }

  /** Shows that sources are read; null when that has ended. */
  async setReading(progress: string | null): Promise<void> {
    const changes = (progress === null) !== (this.progress.read === null);
    this.progress.read = progress;
    if (changes) await setContext(ContextKey.scanning, progress !== null);
    this.drawStatus();
  }

  /** Shows what is sent out; null when that has ended. */
  setDelivering(step: DeliverStep | "" | null): void {
    this.progress.deliver = step;
    this.drawStatus();
  }

  /** Rows for the sources that could not be read; drawn with the next `refresh`. */
  setFailures(report: ScanReport): void {
    this.failures = report.sources.filter((source) => source.outcome === "failed");
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

  /** Adds or removes rows that offer a next step. */
  setOffers(changes: Partial<Record<Offer, boolean>>): void {
    for (const [offer, shown] of Object.entries(changes) as [Offer, boolean][]) this.setOffer(offer, shown);
    const offers = this.shownOffers(this.tree.rows.length);
    this.tree.show(this.tree.rows, this.failures, offers, this.later, this.counted);
    this.draw();
  }

  /** As a window that was just opened: nothing was said or offered. */
  forget(): void {
    this.failures = [];
    this.offers.clear();
    this.said.clear();
  }

  /** Marks articles as read or unread, on screen first. */
  async setRead(profile: ProfileNode, keys: readonly string[], read: boolean): Promise<void> {
    const folder = this.folders.current;
    if (folder === undefined || keys.length === 0) return;
    this.tree.setRead(profile, new Set(keys), read);
    this.draw();
    const overtaken = this.looking > 0;
    if (overtaken) this.round += 1;
    await (await this.desk().sessions.of(folder)).articles.setRead(profile.row.name, keys, read);
    if (overtaken) await this.refresh();
  }

  /** Brings a row into sight, opened. */
  async reveal(name: string): Promise<void> {
    const node = this.tree.profile(name);
    if (node !== undefined) await this.view.reveal(node, { expand: true, focus: true, select: true });
  }

  dispose(): void {
    this.refreshed.dispose();
    this.view.dispose();
    this.status.dispose();
  }

  private setOffer(offer: Offer, shown: boolean): void {
    if (shown) this.offers.add(offer);
    else this.offers.delete(offer);
  }

  /** VS Code shows no welcome text beside a row: where there is nothing else, that text has the question. */
  private shownOffers(rows: number): readonly Offer[] {
    const isAlone = rows + this.failures.length === 0 && this.offers.size === 1;
    return isAlone && this.offers.has("scanByItself") ? [] : [...this.offers];
  }

  private async look(): Promise<Look> {
    const asks = { scan: false, mail: false };
    const none = { asks, jobs: [], counted: [], later: null } as const;
    const nothing = { id: undefined, overview: null, xsoar: "noHost", ...none } as const;
    // The welcome texts of these two states hang on VS Code's own context keys.
    if (this.folders.all.length === 0 || !vscode.workspace.isTrusted) return nothing;
    await this.folders.refresh();
    const folder = this.folders.current;
    if (folder === undefined) return { ...nothing, id: ViewState.noConfig };
    const session = await this.desk().sessions.opened(folder);
    if (typeof session === "string") return { ...nothing, later: session };
    const [config, notes, overview, jobs, news, open, question] = await Promise.all([
      session.readConfig(),
      session.noteConfig(),
      session.articles.overview(),
      session.jobs.configured(),
      session.notes.aliasNews(),
      this.desk().openQuestions(folder, session),
      session.notes.backfill(),
    ]);
    const xsoar = notes.kind === "ok" ? (await this.desk().keys.access(notes.config, folder)).kind : "noHost";
    const counted = countedOffers(news, notes.kind === "ok" && wantsNotes(notes.config) ? question : null);
    return { id: stateOf(config, overview, jobs), overview, xsoar, asks: open, jobs, counted, later: null };
  }

  private draw(): void {
    const { unread, rows } = this.tree;
    this.unread = unread;
    this.view.badge = unread > 0 ? { value: unread, tooltip: this.sentence() } : undefined;
    // VS Code shows no welcome text beside a message.
    const empty = this.tree.getChildren().length === 0;
    this.view.message = empty ? "" : this.message(rows.length === 0);
    this.drawStatus();
  }

  private sentence(): string {
    if (this.unread === 0) return t("No unread article names a tracked profile.");
    return this.unread === 1
      ? t("1 unread article names a tracked profile.")
      : t("{count} unread articles name tracked profiles.", { count: this.unread });
  }

  private runningSentence(): string {
    const { read, deliver } = this.progress;
    if (read !== null) return t("TI Scraper is scanning.");
    switch (deliver) {
      case "notes":
        return t("TI Scraper writes notes to Cortex XSOAR.");
      case "summaries":
        return t("TI Scraper reads the articles for a mail.");
      case "mail":
        return t("TI Scraper sends mail.");
      case "":
      case null:
        return t("TI Scraper sends out what was found.");
    }
  }

  private message(nothingFound: boolean): string {
    if (this.stateId === ViewState.invalidConfig)
      return t("The configuration has errors; what is shown is from the last scan.");
    if (this.lastScan === null) return "";
    const { several, current } = this.folders;
    const parts = several && current !== undefined ? [oneLine(current.name)] : [];
    parts.push(t("Last scan {date}", { date: localTime(this.lastScan) }));
    if (nothingFound) parts.push(t("no tracked name in the news"));
    if (this.failed > 0)
      parts.push(this.failed === 1 ? t("1 source failed") : t("{count} sources failed", { count: this.failed }));
    for (const { aliases } of this.counted) if (aliases !== undefined) parts.push(aliasCount(aliases, t));
    return parts.join(" · ");
  }

  private drawStatus(): void {
    if (this.stateId === undefined || this.stateId === ViewState.noConfig) {
      this.status.hide();
      return;
    }
    const { read, deliver } = this.progress;
    const running = read ?? (deliver === null ? null : String(this.unread));
    this.status.text = running === null ? `$(target) ${this.unread}` : `$(sync~spin) ${running}`;
    const tooltip =
      running === null ? `TI Scraper: ${this.sentence()}` : `${this.runningSentence()} ${t("Click to stop.")}`;
    this.status.tooltip = tooltip;
    this.status.command = running === null ? `${View.matches}.focus` : Command.stop;
    this.status.accessibilityInformation = { label: tooltip };
    this.status.show();
  }
}

async function setContext(key: string, value: unknown): Promise<void> {
  await vscode.commands.executeCommand("setContext", key, value);
}
