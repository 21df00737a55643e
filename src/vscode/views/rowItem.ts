import * as vscode from "vscode";
import type { Match, ProfileMatches, SourceFailure } from "../../core/model/model";
import { appendWords } from "../shell/markdownText";
import { Command } from "../shell/ids";
import { describeSourceFailure } from "../../scan";
import { oneLine } from "../../core/text/foreignText";
import { type ArticleNode, type Node, type Offer, type ProfileNode, nodeId, unreadCount } from "../../ui/nodes";
import {
  articleDescription,
  articleSentence,
  headline,
  indicatorLines,
  noteSentence,
  offerLabel,
  pendingRowLabel,
  pendingSentence,
  profileDescription,
  profileSentence,
  reasons,
  recordRowDescription,
  recordRowLabel,
  sourceHost,
} from "../../ui/rowText";
import { localTime, t } from "../shell/l10n";
import type { RowDrawing } from "./matchesTree";

const { None, Collapsed } = vscode.TreeItemCollapsibleState;

const OFFER_COMMANDS: Readonly<Record<Offer, string>> = {
  apiKey: Command.setApiKey,
  confirmHost: Command.testConnection,
  plainKey: Command.movePlainKey,
  aliases: Command.syncAliases,
  ambiguous: Command.decideAliases,
  cleanUp: Command.cleanUp,
};

const OFFER_ICONS: Readonly<Partial<Record<Offer, string>>> = {
  aliases: "sync",
  ambiguous: "question",
  cleanUp: "trash",
};

/** How VS Code draws the rows of *Profile Matches*. */
export function matchRows(now: () => Date): RowDrawing {
  return {
    item: (node) => {
      const item = itemOf(node, now());
      item.id = nodeId(node);
      return item;
    },
    tooltip: addTooltip,
  };
}

function itemOf(node: Node, now: Date): vscode.TreeItem {
  switch (node.kind) {
    case "profile":
      return profileItem(node);
    case "article":
      return articleItem(node, now);
    case "record": {
      const { record } = node.profile.row;
      const item = new vscode.TreeItem(recordRowLabel(node.profile.row, t), None);
      item.iconPath = recordIcon(node.profile.row);
      item.description = recordRowDescription(node.profile.row, t);
      item.contextValue = flags("record", record.kind, node.profile.row.pending !== undefined && "waiting");
      if (record.kind === "missing") item.command = { command: Command.createRecord, title: "", arguments: [node] };
      if (record.kind === "failed") item.command = { command: Command.retryRecords, title: "", arguments: [node] };
      return item;
    }
    case "pending": {
      const { row, saidOnce } = node.profile;
      const item = new vscode.TreeItem(
        row.pending === undefined ? "" : pendingRowLabel(row.pending, saidOnce, t),
        None,
      );
      const failed = row.pending?.why.kind === "failed" || row.pending?.why.kind === "excluded";
      item.iconPath = failed
        ? new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"))
        : new vscode.ThemeIcon("clock");
      item.contextValue = "pending waiting";
      item.command = { command: Command.reviewChanges, title: "", arguments: [node] };
      return item;
    }
    case "trouble": {
      const item = new vscode.TreeItem(oneLine(node.message), None);
      item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
      item.contextValue = "trouble";
      item.command = { command: Command.retryRecords, title: "" };
      return item;
    }
    case "later": {
      const item = new vscode.TreeItem(oneLine(node.message), None);
      item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
      item.contextValue = "later";
      return item;
    }
    case "more": {
      const hidden = node.profile.row.articles.length - node.profile.shown;
      const item = new vscode.TreeItem(t("Show more ({count} left)", { count: hidden }), None);
      item.iconPath = new vscode.ThemeIcon("ellipsis");
      item.command = { command: Command.showMore, title: "", arguments: [node] };
      return item;
    }
    case "failures": {
      const count = node.reports.length;
      const label = count === 1 ? t("1 source could not be read") : t("{count} sources could not be read", { count });
      const item = new vscode.TreeItem(label, Collapsed);
      item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
      item.contextValue = "failures";
      return item;
    }
    case "failure": {
      const item = new vscode.TreeItem(sourceHost(node.report.source.url), None);
      item.description = failureSentence(node.report.failure);
      item.iconPath = new vscode.ThemeIcon("debug-disconnect");
      item.contextValue = "failure";
      item.command = { command: Command.showLog, title: "" };
      return item;
    }
    case "offer": {
      const item = new vscode.TreeItem(offerLabel(node.offer, t), None);
      item.iconPath = new vscode.ThemeIcon(OFFER_ICONS[node.offer] ?? "key");
      item.contextValue = `offer ${node.offer}`;
      item.command = { command: OFFER_COMMANDS[node.offer], title: "" };
      return item;
    }
  }
}

function profileItem(node: ProfileNode): vscode.TreeItem {
  const { row } = node;
  const item = new vscode.TreeItem(oneLine(row.name), Collapsed);
  const unread = unreadCount(row);
  item.description = profileDescription(row, t);
  item.iconPath = recordIcon(row);
  const creatable = row.owner && row.record.kind !== "found" && row.record.kind !== "ambiguous";
  item.contextValue = flags(
    "profile",
    unread > 0 && "unread",
    unread < row.articles.length && "read",
    creatable && "creatable",
    row.record.kind,
  );
  item.accessibilityInformation = { label: profileSentence(row, t) };
  return item;
}

function articleItem(node: ArticleNode, now: Date): vscode.TreeItem {
  const { item: match, profile } = node;
  const label = headline(match);
  // Offsets count in the published title: they hold only while nothing had to be taken out of it.
  const highlights = label === match.article.title ? titleSpans(match.matches) : [];
  const item = new vscode.TreeItem({ label, highlights }, None);
  item.description = articleDescription(match, now, t);
  item.iconPath = match.read
    ? new vscode.ThemeIcon("circle-outline", new vscode.ThemeColor("disabledForeground"))
    : new vscode.ThemeIcon("circle-filled", new vscode.ThemeColor("textLink.foreground"));
  const creatable = profile.row.owner && profile.row.record.kind === "missing";
  item.contextValue = flags(
    "article",
    match.read ? "read" : "unread",
    match.note === "noted" ? "noted" : "unnoted",
    (match.article.indicators ?? []).length > 0 && "indicators",
    creatable && "creatable",
    match.matches.some(({ name }) => !profile.row.owner || name !== profile.row.name) && "alias",
  );
  item.accessibilityInformation = { label: articleSentence(match, now, t) };
  item.command = { command: Command.openArticle, title: t("Open Article"), arguments: [node] };
  return item;
}

/** Fills the tooltip of a row the user hovers. Foreign text goes in by `appendWords` alone. */
function addTooltip(item: vscode.TreeItem, node: Node): vscode.TreeItem {
  switch (node.kind) {
    case "article":
      item.tooltip = articleTooltip(node);
      break;
    case "profile":
      item.tooltip = profileSentence(node.row, t);
      break;
    case "failure":
      item.tooltip = `${oneLine(node.report.source.url)}\n${failureSentence(node.report.failure)}`;
      break;
    case "record":
      item.tooltip = recordRowLabel(node.profile.row, t);
      break;
    case "pending":
      item.tooltip = node.profile.row.pending === undefined ? "" : pendingSentence(node.profile.row.pending, t);
      break;
    case "trouble":
    case "later":
      item.tooltip = oneLine(node.message);
      break;
    case "more":
    case "failures":
    case "offer":
      break;
  }
  return item;
}

function articleTooltip(node: ArticleNode): vscode.MarkdownString {
  const { item, profile } = node;
  const tooltip = new vscode.MarkdownString("", false);
  tooltip.isTrusted = false;
  let at = 0;
  const title = item.article.title;
  for (const [start, end] of titleSpans(item.matches)) {
    appendWords(tooltip, title.slice(at, start));
    tooltip.appendMarkdown("**");
    appendWords(tooltip, title.slice(start, end));
    tooltip.appendMarkdown("**");
    at = end;
  }
  appendWords(tooltip, title.slice(at));
  const { published, found, source, url } = item.article;
  const lines = [
    ...reasons(item.matches, t),
    published === null ? t("No date published") : t("Published {date}", { date: localTime(published) }),
    t("Found {date} at {source}", { date: localTime(found), source: oneLine(source) }),
    ...indicatorLines(item.article, t),
    noteSentence(item, profile.row.record, t),
    oneLine(url),
  ];
  for (const line of lines) {
    tooltip.appendMarkdown("\n\n");
    appendWords(tooltip, line);
  }
  return tooltip;
}

/** The marked stretches of the title, in order, without overlap. */
function titleSpans(matches: readonly Match[]): [number, number][] {
  const spans: [number, number][] = [];
  const inTitle = matches.filter((match) => match.field === "title").sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end } of inTitle) {
    const last = spans.at(-1);
    if (last === undefined || start >= last[1]) spans.push([start, end]);
  }
  return spans;
}

function recordIcon({ record, owner }: ProfileMatches): vscode.ThemeIcon {
  switch (record.kind) {
    case "unknown":
      return new vscode.ThemeIcon("account");
    case "found":
      return new vscode.ThemeIcon("verified", new vscode.ThemeColor("charts.green"));
    case "missing":
      // A record is never made for an alias.
      return new vscode.ThemeIcon(owner ? "person-add" : "account");
    case "ambiguous":
      return new vscode.ThemeIcon("question", new vscode.ThemeColor("list.warningForeground"));
    case "failed":
      return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
  }
}

function failureSentence(failure: SourceFailure | undefined): string {
  return failure === undefined ? "" : oneLine(describeSourceFailure(failure, t));
}

/** Words that menus look for with `viewItem =~ /\bword\b/`. */
function flags(...words: (string | false)[]): string {
  return words.filter((word) => word !== false).join(" ");
}
