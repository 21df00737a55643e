import type * as vscode from "vscode";
import { siteName } from "../../core/urls/siteName";
import { shortLine } from "../../core/text/foreignText";
import { markedHeadline } from "../../ui/markedHeadline";
import type { CarriedNode, StoryNode } from "../../ui/nodes";
import { storySigns } from "../../ui/rowSigns";
import { SUMMARY_SHOWN, addressLine, dateLines, headline } from "../../ui/rowText";
import { carriedDescription, carriedReason, storyDescription, storyLines, storySentence } from "../../ui/storyText";
import { triageLines } from "../../ui/triageText";
import { counts } from "../../ui/worklist";
import { Command } from "../shell/ids";
import { localTime, t } from "../shell/l10n";
import { linesTooltip } from "../shell/markdownText";
import { drawRow, flags, icon, readIcon, triageFlags } from "./drawRow";
import { withSigns } from "./rowSigns";

/** The row of a story. A click reads what stands at its head; it is opened by its arrow. */
export function storyItem(node: StoryNode, now: Date): vscode.TreeItem {
  const items = node.list.map(({ item }) => item);
  const { unread } = counts(node.list);
  const parts = {
    description: storyDescription(node, now, t),
    iconPath: readIcon(unread === 0),
    contextValue: flags(
      "story",
      unread > 0 && "unread",
      unread < items.length && "read",
      items.every(({ note }) => note === "noted") ? "noted" : "unnoted",
      items.some(({ article }) => (article.indicators ?? []).length > 0) && "indicators",
      triageFlags(node.lead.item),
    ),
    accessibilityInformation: { label: storySentence(node, now, t) },
    command: { command: Command.readArticle, title: t("Read Article"), arguments: [node] },
  };
  return withSigns(drawRow(markedHeadline(node.lead.item), parts, true), storySigns(items));
}

export function storyTooltip(node: StoryNode): vscode.MarkdownString {
  return linesTooltip([...storyLines(node, t), ...triageLines(node.lead.item, localTime, t)]);
}

/** The row of an article that is carried in: it is neither read nor unread, and never noted. */
export function carriedItem(node: CarriedNode, now: Date): vscode.TreeItem {
  const { article } = node;
  return drawRow(headline(node), {
    description: carriedDescription(node, now, t),
    iconPath: icon("references", "disabledForeground"),
    contextValue: flags("carried", (article.indicators ?? []).length > 0 && "indicators"),
    command: { command: Command.readArticle, title: t("Read Article"), arguments: [node] },
  });
}

export function carriedTooltip(node: CarriedNode): vscode.MarkdownString {
  const { article } = node;
  const lines = [
    headline(node),
    carriedReason(node, t),
    shortLine(article.summary ?? "", SUMMARY_SHOWN),
    [siteName(article.source), ...dateLines(article, localTime, t)].join(" · "),
    addressLine(article, t),
  ];
  return linesTooltip(lines.filter((line) => line !== ""));
}
