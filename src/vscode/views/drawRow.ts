import type { ProfileArticle } from "../../core/model/model";
import * as vscode from "vscode";
import { isolated, oneLine } from "../../core/text/foreignText";

type Parts = Pick<
  vscode.TreeItem,
  "iconPath" | "description" | "contextValue" | "command" | "accessibilityInformation"
>;

/** A row of a tree; one with children begins closed. Without a sentence of its own it is read out as it is shown. */
export function drawRow(
  label: string | vscode.TreeItemLabel,
  { accessibilityInformation: spoken, ...parts }: Parts,
  hasChildren = false,
): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(besideOthers(label), hasChildren ? Collapsed : None);
  const shown = [typeof label === "string" ? label : label.label, parts.description].filter(Boolean).join(", ");
  // Screen readers need no signs of direction.
  return Object.assign(item, parts, {
    accessibilityInformation: { ...spoken, label: oneLine(spoken?.label ?? shown) },
  });
}

/** A label that leaves the description beside it in its place. */
function besideOthers(label: string | vscode.TreeItemLabel): string | vscode.TreeItemLabel {
  if (typeof label === "string") return isolated(label);
  const text = isolated(label.label);
  const by = text.indexOf(label.label);
  return { label: text, highlights: (label.highlights ?? []).map(([start, end]) => [start + by, end + by]) };
}

export function icon(id: string, color?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}

/** Beside an article or a story. */
export function readIcon(isRead: boolean): vscode.ThemeIcon {
  return isRead ? icon("circle-outline", "disabledForeground") : icon("circle-filled", "textLink.foreground");
}

export function warningIcon(): vscode.ThemeIcon {
  return icon("warning", "list.warningForeground");
}

/** Words that menus look for with `viewItem =~ /\bword\b/`. */
export function flags(...words: (string | false)[]): string {
  return words.filter((word) => word !== false && word !== "").join(" ");
}

/** What menus know of the decisions about a story. */
export function triageFlags({ triage }: Pick<ProfileArticle, "triage">): string {
  const { mark = null, remark = "" } = triage ?? {};
  return flags(mark !== null && `marked ${mark.kind}`, remark !== "" && "remarked");
}
