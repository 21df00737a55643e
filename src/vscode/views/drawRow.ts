import * as vscode from "vscode";

/** A row of a tree; one with children begins closed. */
export function drawRow(
  label: string | vscode.TreeItemLabel,
  parts: Pick<vscode.TreeItem, "iconPath" | "description" | "contextValue" | "command" | "accessibilityInformation">,
  hasChildren = false,
): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  return Object.assign(new vscode.TreeItem(label, hasChildren ? Collapsed : None), parts);
}

export function icon(id: string, color?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}

export function warningIcon(): vscode.ThemeIcon {
  return icon("warning", "list.warningForeground");
}
