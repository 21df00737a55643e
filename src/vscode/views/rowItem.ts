import * as vscode from "vscode";
import type { Match, ProfileMatches, RecordState, SourceFailure } from "../../core/model/model";
import { appendLines, appendWords } from "../shell/markdownText";
import { Command } from "../shell/ids";
import { describeSourceFailure } from "../../scan";
import { oneLine } from "../../core/text/foreignText";
import { type ArticleNode, type Node, type Offer, type ProfileNode, nodeId, unreadCount } from "../../ui/nodes";
import { isSigned } from "../../ui/noteSigns";
import {
  articleDescription,
  articleSentence,
  addressLine,
  dateLines,
  headline,
  indicatorLines,
  noteSentence,
  offerLabel,
  pendingRowLabel,
  profileDescription,
  profileSentence,
  reasons,
  recordRowDescription,
  recordRowLabel,
  reviewsAll,
  sourceHost,
} from "../../ui/rowText";
import { localTime, t } from "../shell/l10n";
import { drawRow, icon, warningIcon } from "./drawRow";
import { noteUri } from "./noteSigns";
import type { Rows } from "./lazyView";

const OFFER_COMMANDS: Readonly<Record<Offer, string>> = {
  scanByItself: Command.scanByItself,
  agreeMail: Command.sendWaitingMail,
  apiKey: Command.setApiKey,
  confirmHost: Command.retryRecords,
  plainKey: Command.movePlainKey,
  aliases: Command.showAliases,
  backfill: Command.askBackfill,
  ambiguous: Command.decideAliases,
  cleanUp: Command.cleanUp,
};

const OFFER_ICONS: Readonly<Partial<Record<Offer, string>>> = {
  scanByItself: "clock",
  agreeMail: "mail",
  aliases: "sync",
  backfill: "checklist",
  ambiguous: "question",
  cleanUp: "trash",
};

/** What a click on the row about a record does. */
const RECORD_COMMANDS: Readonly<Partial<Record<RecordState["kind"], string>>> = {
  missing: Command.createRecord,
  ambiguous: Command.chooseRecord,
  failed: Command.retryRecords,
};

/** How VS Code draws the rows of *Profile Matches*. */
export function matchRows(now: () => Date): Pick<Rows<Node>, "item" | "tooltip"> {
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
      const { row } = node.profile;
      const { kind } = row.record;
      const command = RECORD_COMMANDS[kind];
      return drawRow(recordRowLabel(row, t), {
        iconPath: recordIcon(row),
        description: recordRowDescription(row, t),
        contextValue: flags("record", kind, row.pending !== undefined && "waiting"),
        ...(command === undefined ? {} : { command: { command, title: "", arguments: [node] } }),
      });
    }
    case "pending": {
      const { row, saidOnce } = node.profile;
      const failed = row.pending?.why.kind === "failed" || row.pending?.why.kind === "excluded";
      return drawRow(pendingRowLabel(row, saidOnce, t), {
        iconPath: reviewsAll(row) ? icon("checklist") : failed ? warningIcon() : icon("clock"),
        // What waits for a review alone is not tried again past it.
        contextValue: flags("pending", "waiting", reviewsAll(row) && "review"),
        command: { command: Command.reviewChanges, title: "", arguments: [node] },
      });
    }
    case "trouble":
      return drawRow(oneLine(node.message), {
        iconPath: warningIcon(),
        contextValue: "trouble",
        command: { command: Command.retryRecords, title: "" },
      });
    case "later":
      return drawRow(oneLine(node.message), { iconPath: warningIcon(), contextValue: "later" });
    case "more": {
      const hidden = node.profile.row.articles.length - node.profile.shown;
      return drawRow(t("Show more ({count} left)", { count: hidden }), {
        iconPath: icon("ellipsis"),
        command: { command: Command.showMore, title: "", arguments: [node] },
      });
    }
    case "failures": {
      const count = node.reports.length;
      const label = count === 1 ? t("1 source could not be read") : t("{count} sources could not be read", { count });
      return drawRow(label, { iconPath: warningIcon(), contextValue: "failures" }, true);
    }
    case "failure":
      return drawRow(sourceHost(node.report.source.url), {
        description: failureSentence(node.report.failure),
        iconPath: icon("debug-disconnect"),
        contextValue: "failure",
        command: { command: Command.showLog, title: "" },
      });
    case "offer":
      return drawRow(offerLabel(node, t), {
        iconPath: icon(OFFER_ICONS[node.offer] ?? "key"),
        contextValue: `offer ${node.offer}`,
        command: { command: OFFER_COMMANDS[node.offer], title: "" },
      });
  }
}

function profileItem({ row }: ProfileNode): vscode.TreeItem {
  const unread = unreadCount(row);
  const creatable = row.owner && row.record.kind !== "found" && row.record.kind !== "ambiguous";
  const parts = {
    description: profileDescription(row, t),
    iconPath: recordIcon(row),
    contextValue: flags(
      "profile",
      row.owner && "tracked",
      unread > 0 && "unread",
      unread < row.articles.length && "read",
      creatable && "creatable",
      row.record.kind,
      row.record.kind === "found" && row.record.chosen === true && "chosen",
    ),
    accessibilityInformation: { label: profileSentence(row, t) },
  };
  return drawRow(oneLine(row.name), parts, true);
}

function articleItem(node: ArticleNode, now: Date): vscode.TreeItem {
  const { item: match, profile } = node;
  const label = headline(match);
  // Offsets count in the published title: they hold only while nothing had to be taken out of it.
  const highlights = label === match.article.title ? titleSpans(match.matches) : [];
  const creatable = profile.row.owner && profile.row.record.kind === "missing";
  const item = drawRow(
    { label, highlights },
    {
      description: articleDescription(match, now, t),
      iconPath: match.read
        ? icon("circle-outline", "disabledForeground")
        : icon("circle-filled", "textLink.foreground"),
      contextValue: flags(
        "article",
        match.read ? "read" : "unread",
        match.note === "noted" ? "noted" : "unnoted",
        (match.article.indicators ?? []).length > 0 && "indicators",
        creatable && "creatable",
        match.matches.some(({ name }) => !profile.row.owner || name !== profile.row.name) && "alias",
      ),
      accessibilityInformation: { label: articleSentence(match, now, t) },
      command: { command: Command.readArticle, title: t("Read Article"), arguments: [node] },
    },
  );
  // The sign stands at the end of the row, however narrow that is.
  if (isSigned(match.note)) item.resourceUri = noteUri(match.note);
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
      item.tooltip = pendingRowLabel(node.profile.row, false, t);
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
  const tooltip = new vscode.MarkdownString();
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
  const { found, source } = item.article;
  appendLines(tooltip, [
    ...reasons(item.matches, t),
    ...dateLines(item.article, localTime, t),
    t("Found {date} at {source}", { date: localTime(found), source: oneLine(source) }),
    ...indicatorLines(item.article, t),
    noteSentence(item, profile.row.record, t),
    addressLine(item.article, t),
  ]);
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
      return icon("account");
    case "found":
      return icon("verified", "charts.green");
    case "missing":
      // A record is never made for an alias.
      return icon(owner ? "person-add" : "account");
    case "ambiguous":
      return icon("question", "list.warningForeground");
    case "failed":
      return warningIcon();
  }
}

function failureSentence(failure: SourceFailure | undefined): string {
  return failure === undefined ? "" : oneLine(describeSourceFailure(failure, t));
}

/** Words that menus look for with `viewItem =~ /\bword\b/`. */
function flags(...words: (string | false)[]): string {
  return words.filter((word) => word !== false).join(" ");
}
