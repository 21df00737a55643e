import * as vscode from "vscode";
import type { ArticleSummary } from "../../core/summaries/summaries";
import { defang, formsOf } from "../../core/model/indicators";
import type { Article } from "../../core/model/model";
import type { ArticleModel, Why } from "../../ui/pages/articleModel";
import { type PagePart, articleBody, articleParts } from "../../ui/pages/articlePage";
import type { Html } from "../../ui/pages/html";
import { showing } from "../../ui/pages/messages";
import { type Readable, hasRow, otherNamesOf, readingKey, readingKeyText } from "../../ui/reading";
import { headline } from "../../ui/rowText";
import { articleOf } from "../../ui/storyRows";
import { carriedReason } from "../../ui/storyText";
import { describeSummaryProblem } from "../../scan";
import { shortLine } from "../../core/text/foreignText";
import type { App } from "../app";
import { openLink } from "../articles/openLink";
import { isTrusted } from "../config/place";
import { Command, PageType, SettingSection } from "../shell/ids";
import { localTime, t } from "../shell/l10n";
import { readSettings } from "../shell/settings";
import type { Page, ShownPage } from "../shell/webview";
import { NOTHING_STORED, type Stored, indicatorsOf, storedOf } from "./stored";

const WORDS = { t, date: localTime };
const TITLE_CHARACTERS = 60;
const UNDO = `${SettingSection}.undo`;

/** What a click in the pane runs, with the row of the article. */
const COMMANDS: Readonly<Record<string, string>> = {
  addNote: Command.addToXsoar,
  notHere: Command.notHere,
  important: Command.markImportant,
  later: Command.putOff,
  dismiss: Command.dismiss,
  remark: Command.addRemark,
  removeMark: Command.removeMark,
  copyLink: Command.copyLink,
  next: Command.nextUnread,
  previous: Command.previousUnread,
};

interface ShowOptions {
  /** The focus goes to the pane; else it stays where it is. */
  readonly takesFocus?: boolean;
  /** It begins at why the article is here. */
  readonly atReasons?: boolean;
  /** What is said above it. */
  readonly message?: string;
}

/** The reading pane: one article at a time, from what is stored. It asks for nothing before somebody presses *Read Page*. */
export class ReadingPane implements Page {
  private node: Readable | undefined;
  private folder: vscode.WorkspaceFolder | undefined;
  private stored: Stored = NOTHING_STORED;
  private message = "";
  private isGone = false;
  private isSeen = false;
  private reading: AbortController | undefined;
  private shown: ShownPage | undefined;
  private drawn: readonly PagePart[] = [];
  /** Of what is taken over: the last one that was asked for counts. */
  private round = 0;
  private taking: { readonly key: string; readonly message: string; readonly done: Promise<boolean> } | undefined;
  private startsAt = "";

  constructor(private readonly app: App) {}

  get title(): string {
    return this.node === undefined ? t("Article") : shortLine(headlineOf(this.node), TITLE_CHARACTERS);
  }

  get key(): string {
    const { node, folder } = this;
    return node === undefined ? "" : readingKeyText(readingKey(node, folder?.uri.toString() ?? ""));
  }

  get isOpen(): boolean {
    return this.shown?.isOpen === true;
  }

  /** The row whose article is shown, also when the pane is behind another editor. */
  get current(): Readable | undefined {
    return this.isOpen ? this.node : undefined;
  }

  /** Shows an article. The same one again gets the focus: its row was clicked twice. */
  async show(node: Readable, { takesFocus = false, atReasons = false, message = "" }: ShowOptions = {}): Promise<void> {
    if (!(await this.take(node, message))) return;
    this.startsAt = atReasons ? "why" : "";
    this.shown = await this.app.pages.show(PageType.article, this, !takesFocus);
    if (atReasons) this.shown.change([{ kind: "go", id: "why" }]);
  }

  /** Shows what was selected, when the pane is in sight; the focus stays where it is. */
  async follow(nodes: readonly Readable[]): Promise<void> {
    const [node, ...more] = nodes;
    if (node === undefined || more.length > 0 || this.shown?.isVisible !== true) return;
    if (this.shows(node)) return;
    if (await this.take(node, "")) this.shown.draw();
  }

  /** Fills the editor of the pane that VS Code has brought back. @param node null where its article is not found any more */
  async restore(panel: vscode.WebviewPanel, node: Readable | null): Promise<void> {
    if (node === null || !(await this.take(node, ""))) {
      panel.dispose();
      return;
    }
    // It was read before.
    this.isSeen = true;
    this.shown = await this.app.pages.restore(PageType.article, panel, this);
  }

  /** Whether this is what is shown. */
  shows(node: Readable): boolean {
    return this.isOpen && this.key === this.keyOf(node);
  }

  /** Says something above what is shown. */
  tell(message: string): void {
    if (this.isOpen) this.say(message);
  }

  /** Rows have changed: what is shown of them changes as well. */
  update(): void {
    if (!this.isOpen || this.node === undefined) return;
    if (hasRow(this.node)) {
      const { folder, row } = this.node.profile;
      const found = this.app.view.article(folder.id, row.name, articleOf(this.node).key, this.node.kind);
      this.isGone = found === undefined;
      this.node = found ?? this.node;
    }
    this.drawChanges();
  }

  /** **Read Page**: asks for the page of the article the way its source is read, and shows and keeps what it says. */
  async readPage(): Promise<void> {
    const { node, folder } = this;
    if (node === undefined || folder === undefined || this.stored.page !== null || this.reading !== undefined) return;
    if (!isTrusted("page")) return;
    const article = articleOf(node);
    const reading = new AbortController();
    this.reading = reading;
    this.say(t("Reading the page…"));
    try {
      const { timeoutMs, crawlDelayMs } = readSettings(folder);
      const session = await this.app.sessions.of(folder);
      const found = await session.summaries.of([article], { signal: reading.signal, timeoutMs, crawlDelayMs });
      // Another one is shown by now.
      if (this.reading !== reading) return;
      this.reading = undefined;
      this.took(article, found.get(article.key));
    } finally {
      if (this.reading === reading) {
        this.reading = undefined;
        this.say("");
      }
    }
  }

  body(): { readonly html: Html; readonly focus: string } {
    this.drawn = this.node === undefined ? [] : articleParts(this.model(this.node), WORDS);
    const focus = this.startsAt;
    this.startsAt = "";
    return { html: articleBody(this.drawn, WORDS), focus };
  }

  act(message: Parameters<Page["act"]>[0]): unknown {
    const { node } = this;
    if (node === undefined) return undefined;
    if (message.kind === "seen") return message.key === this.key ? this.seen(node) : undefined;
    if (message.kind !== "do") return undefined;
    const { action } = message;
    const [at = -1] = message.at;
    const { indicators } = this.stored;
    const indicator = indicators[at];
    switch (action) {
      case "readPage":
        return this.readPage();
      case "stop":
        return this.reading?.abort();
      case "browser":
        if (node.kind === "stored") return openLink(this.app, node.url, { source: node.article.source });
        return run(node.kind === "hit" ? Command.openPage : Command.openArticle, node);
      case "mark":
        return node.kind === "article" ? run(node.item.read ? Command.markUnread : Command.markRead, node) : undefined;
      case "undo":
        return undo();
      case "other":
        return this.showOther(node, at);
      case "copyOne":
        return indicator === undefined ? undefined : this.copy([defang(indicator)]);
      case "copyRefanged":
        return indicator === undefined ? undefined : this.copy(formsOf(indicator));
      case "copyAll":
        return this.copy(indicators.map(defang));
      case "copyAllRefanged":
        return this.copy(indicators.flatMap(formsOf));
      default:
        return Object.hasOwn(COMMANDS, action) ? run(COMMANDS[action] ?? "", node) : undefined;
    }
  }

  /** Takes what is stored of an article; false when another one was asked for meanwhile. */
  private take(node: Readable, message: string): Promise<boolean> {
    // A click selects a row, and then opens it.
    const key = this.keyOf(node);
    if (this.taking?.key === key && this.taking.message === message) return this.taking.done;
    const done = this.load(node, message).finally(() => {
      if (this.taking?.done === done) this.taking = undefined;
    });
    this.taking = { key, message, done };
    return done;
  }

  private async load(node: Readable, message: string): Promise<boolean> {
    const round = ++this.round;
    const folder = this.folderOf(node);
    const stored = folder === undefined ? NOTHING_STORED : await storedOf(this.app, folder, articleOf(node));
    if (round !== this.round) return false;
    if (!this.shows(node)) {
      this.reading?.abort();
      this.reading = undefined;
      this.isSeen = false;
    }
    this.node = node;
    this.folder = folder;
    this.stored = stored;
    this.isGone = false;
    this.message = message;
    return true;
  }

  /** What reading the page has given. */
  private took(article: Article, made: ArticleSummary | undefined): void {
    if (made === undefined) {
      this.say(t("The page was not read: it was cancelled."));
      return;
    }
    if (made.from === "page") {
      this.stored = { ...this.stored, page: made, indicators: indicatorsOf(article, made) };
      this.say(t("The page was read."));
      return;
    }
    const { skipped } = made;
    const told = skipped === undefined ? made : { ...made, skipped: { ...skipped, until: localTime(skipped.until) } };
    this.say(
      t("The page could not be read, so this is what the feed says. {why}", { why: describeSummaryProblem(told, t) }),
    );
  }

  private async seen(node: Readable): Promise<void> {
    if (this.isSeen || this.shown?.isVisible !== true) return;
    this.isSeen = true;
    if (node.kind === "article" && !node.item.read)
      await this.app.view.setRead(node.profile, [node.item.article.key], true);
  }

  private async showOther(node: Readable, at: number): Promise<void> {
    const name = this.model(node).others[at];
    const folder = this.folder?.uri.toString() ?? "";
    const other = name === undefined ? undefined : this.app.view.article(folder, name, articleOf(node).key);
    if (other === undefined) return;
    await this.app.view.select(other);
    await this.show(other, { takesFocus: true });
  }

  private async copy(lines: readonly string[]): Promise<void> {
    await vscode.env.clipboard.writeText([...new Set(lines)].join("\n"));
    this.say(lines.length === 1 ? t("Copied.") : t("Copied {count|line|lines}.", { count: lines.length }));
  }

  private say(message: string): void {
    this.message = message;
    this.drawChanges();
  }

  private drawChanges(): void {
    const { node, shown } = this;
    if (node === undefined || shown === undefined) return;
    const before = new Map(this.drawn.map(({ id, html }) => [id, html.text]));
    this.drawn = articleParts(this.model(node), WORDS);
    const changed = this.drawn.filter(({ id, html }) => html.text !== before.get(id));
    if (changed.length > 0) shown.change(changed.map(({ id, html }) => showing("fill", id, html)));
  }

  private folderOf(node: Readable): vscode.WorkspaceFolder | undefined {
    const { folders } = this.app;
    if (node.kind === "stored") return folders.byId(node.folder);
    return node.kind === "hit" ? folders.current : folders.byId(node.profile.folder.id);
  }

  private keyOf(node: Readable): string {
    return readingKeyText(readingKey(node, this.folderOf(node)?.uri.toString() ?? ""));
  }

  private model(node: Readable): ArticleModel {
    const { stored, message, isGone, folder } = this;
    const article = articleOf(node);
    return {
      article,
      why: whyOf(node),
      ...stored,
      others: node.kind === "article" ? otherNamesOf(node.profile, article.key) : [],
      folder: this.app.folders.several ? (folder?.name ?? "") : "",
      message,
      isReading: this.reading !== undefined,
      isGone,
      isTrusted: vscode.workspace.isTrusted,
      hasLetterKeys: vscode.workspace.getConfiguration(SettingSection).get<unknown>("letterKeys") !== false,
    };
  }
}

function whyOf(node: Readable): Why {
  switch (node.kind) {
    case "article":
      return { kind: "match", row: node.profile.row, item: node.item };
    case "carried":
      return { kind: "story", name: node.profile.row.name, reason: carriedReason(node, t) };
    case "hit":
      return { kind: "keyword", keyword: node.keyword };
    case "stored":
      return { kind: "stored" };
  }
}

function headlineOf(node: Readable): string {
  return headline({ article: articleOf(node) });
}

function run(command: string, node: Readable): Thenable<unknown> {
  return vscode.commands.executeCommand(command, node);
}

async function undo(): Promise<void> {
  if ((await vscode.commands.getCommands(true)).includes(UNDO)) await vscode.commands.executeCommand(UNDO);
}
