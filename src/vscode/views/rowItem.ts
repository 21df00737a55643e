import * as vscode from "vscode";
import { siteName } from "../../core/urls/siteName";
import type { ProfileMatches, RecordState } from "../../core/model/model";
import { appendLines, appendWords } from "../shell/markdownText";
import { Command } from "../shell/ids";
import { oneLine, shortLine } from "../../core/text/foreignText";
import {
  type ArticleNode,
  type FolderNode,
  type GroupNode,
  type Node,
  type ProfileNode,
  branchOf,
  nodeId,
} from "../../ui/nodes";
import { unreadCount } from "../../ui/rowStates";
import { type Shape, arrange, counts, dayOf, needsAddress, updateFolder } from "../../ui/worklist";
import { bundleStories } from "../../ui/bundleStories";
import { articleSigns, profileSigns } from "../../ui/rowSigns";
import { hiddenRows } from "../../ui/storyRows";
import { markedHeadline, titleSpans } from "../../ui/markedHeadline";
import {
  articleDescription,
  articleSentence,
  addressLine,
  countText,
  dateLines,
  indicatorLines,
  newText,
  noteSentence,
  pendingRowLabel,
  profileDescription,
  profileSentence,
  reasons,
  recordRowDescription,
  recordRowLabel,
  SUMMARY_SHOWN,
  reviewsAll,
  sourceHost,
} from "../../ui/rowText";
import { shownUrl } from "../../core/urls/shownUrl";
import { localDay, localTime, t } from "../shell/l10n";
import { drawRow, flags, icon, readIcon, triageFlags, warningIcon } from "./drawRow";
import { withSigns } from "./rowSigns";
import { triageLines } from "../../ui/triageText";
import { carriedItem, carriedTooltip, storyItem, storyTooltip } from "./storyItem";
import type { Rows } from "./lazyView";

/** What a click on the row about a record does. */
const RECORD_COMMANDS: Readonly<Partial<Record<RecordState["kind"], string>>> = {
  missing: Command.createRecord,
  ambiguous: Command.chooseRecord,
  failed: Command.retryRecords,
};

/** What draws the rows of *Profile Matches*. */
export interface MatchDrawing extends Pick<Rows<Node>, "item" | "tooltip"> {
  /** Takes over what is known of a folder: see `worklist.ts`, as for the next. */
  readonly update: typeof updateFolder;
  /** Puts the rows of a folder together, stories among them. */
  arrange(folder: FolderNode, shape: Shape, today: string, changed: Set<Node>, hideReadAfterDays: number): void;
}

/** How VS Code draws them. */
export function matchRows(now: () => Date): MatchDrawing {
  return {
    update: updateFolder,
    arrange: (folder, shape, today, changed, hideReadAfterDays) =>
      arrange(folder, shape, today, changed, bundleStories, hideReadAfterDays),
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
    case "folder":
      return folderItem(node);
    case "profile":
      return profileItem(node);
    case "group":
      return groupItem(node, now);
    case "story":
      return storyItem(node, now);
    case "article":
      return articleItem(node, now);
    case "carried":
      return carriedItem(node, now);
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
    case "later":
      return drawRow(oneLine(node.message), { iconPath: warningIcon(), contextValue: "later" });
    case "more": {
      const hidden = hiddenRows(node.parent).length;
      return drawRow(t("Show more ({count} left)", { count: hidden }), {
        iconPath: icon("ellipsis"),
        command: { command: Command.showMore, title: "", arguments: [node] },
      });
    }
  }
}

function folderItem({ name, note, profiles }: FolderNode): vscode.TreeItem {
  const unread = profiles.reduce((count, { row }) => count + unreadCount(row), 0);
  const description = [...(unread > 0 ? [t("{count} unread", { count: unread })] : []), note]
    .filter((part) => part !== "")
    .join(" · ");
  const label = oneLine(name);
  const item = drawRow(label, {
    description,
    iconPath: icon("folder"),
    contextValue: flags("folder", unread > 0 && "unread"),
    accessibilityInformation: { label: [label, description].filter((part) => part !== "").join(", ") },
  });
  item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  return item;
}

function groupItem(node: GroupNode, now: Date): vscode.TreeItem {
  const { unread, fresh } = counts(node.list);
  const label = groupLabel(node, now);
  const address = node.by === "source" && needsAddress(node) ? oneLine(shownUrl(node.key)) : "";
  const items = node.list.map(({ item }) => item);
  const description = [countText(items, t), address, newText(fresh, t)].filter((part) => part !== "").join(" · ");
  const parts = {
    description,
    iconPath: icon(node.by === "source" ? "rss" : "calendar"),
    contextValue: flags("group", unread > 0 && "unread", unread < items.length && "read"),
    accessibilityInformation: { label: `${label}, ${description}` },
  };
  return drawRow(label, parts, true);
}

/** "Today", "Yesterday", "Nov 30, 2026", or the site of a source. */
function groupLabel({ by, key }: GroupNode, now: Date): string {
  if (by === "source") return sourceHost(key);
  if (key === "") return t("No date");
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (key === dayOf(now)) return t("Today");
  return key === dayOf(yesterday) ? t("Yesterday") : localDay(key);
}

function profileItem({ row, list }: ProfileNode): vscode.TreeItem {
  const { unread, fresh } = counts(list);
  const items = list.map(({ item }) => item);
  const creatable = row.owner && row.record.kind !== "found" && row.record.kind !== "ambiguous";
  const parts = {
    description: profileDescription(row, t, items, fresh),
    iconPath: recordIcon(row),
    contextValue: flags(
      "profile",
      row.owner && "tracked",
      unread > 0 && "unread",
      unread < items.length && "read",
      creatable && "creatable",
      row.record.kind,
      row.record.kind === "found" && row.record.chosen === true && "chosen",
    ),
    accessibilityInformation: { label: [profileSentence(row, t), newText(fresh, t)].filter(Boolean).join(" ") },
  };
  const label = oneLine(row.name);
  return withSigns(drawRow(label, parts, true), profileSigns(row));
}

function articleItem(node: ArticleNode, now: Date): vscode.TreeItem {
  const { item: match, profile, isNew } = node;
  const branch = node.parent === null ? null : branchOf(node.parent);
  const marks = { isNew, name: branch?.kind === "group" ? profile.row.name : "" };
  const creatable = profile.row.owner && profile.row.record.kind === "missing";
  const item = drawRow(markedHeadline(match), {
    description: articleDescription(match, now, t, marks),
    iconPath: readIcon(match.read),
    contextValue: flags(
      "article",
      match.read ? "read" : "unread",
      match.note === "noted" ? "noted" : "unnoted",
      (match.article.indicators ?? []).length > 0 && "indicators",
      creatable && "creatable",
      match.matches.some(({ name }) => !profile.row.owner || name !== profile.row.name) && "alias",
      match.story !== undefined && "told",
      triageFlags(match),
    ),
    accessibilityInformation: { label: articleSentence(match, now, t, marks) },
    command: { command: Command.readArticle, title: t("Read Article"), arguments: [node] },
  });
  return withSigns(item, articleSigns(match));
}

/** Fills the tooltip of a row the user hovers. Foreign text goes in by `appendWords` alone. */
function addTooltip(item: vscode.TreeItem, node: Node): vscode.TreeItem {
  switch (node.kind) {
    case "article":
      item.tooltip = articleTooltip(node);
      break;
    case "story":
      item.tooltip = storyTooltip(node);
      break;
    case "carried":
      item.tooltip = carriedTooltip(node);
      break;
    case "profile":
      item.tooltip = profileSentence(node.row, t);
      break;
    case "record":
      item.tooltip = recordRowLabel(node.profile.row, t);
      break;
    case "pending":
      item.tooltip = pendingRowLabel(node.profile.row, false, t);
      break;
    case "later":
      item.tooltip = oneLine(node.message);
      break;
    case "folder":
    case "group":
    case "more":
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
  const { found, source, summary = "" } = item.article;
  const lines = [
    ...reasons(item.matches, t),
    shortLine(summary, SUMMARY_SHOWN),
    [siteName(source), ...dateLines(item.article, localTime, t)].join(" · "),
    t("Found {date} at {source}", { date: localTime(found), source: oneLine(source) }),
    ...indicatorLines(item.article, t),
    noteSentence(item, profile.row.record, t),
    ...triageLines(item, localTime, t),
    addressLine(item.article, t),
  ];
  appendLines(
    tooltip,
    lines.filter((line) => line !== ""),
  );
  return tooltip;
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
