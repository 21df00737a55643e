import * as vscode from "vscode";
import { escapeMarkdown } from "../../core/text/escapeMarkdown";
import { inLine } from "../../core/text/foreignText";

/** Foreign text into a tooltip or hover, which stays text. `appendText` would turn blanks into ones that do not wrap, and leave `&amp;` and addresses be. */
export function appendWords(tooltip: vscode.MarkdownString, text: string): void {
  tooltip.appendMarkdown(escapeMarkdown(inLine(text)));
}

/** Lines of foreign text, each with `before` in front of it. */
export function appendLines(tooltip: vscode.MarkdownString, lines: readonly string[], before = "\n\n"): void {
  for (const line of lines) {
    tooltip.appendMarkdown(before);
    appendWords(tooltip, line);
  }
}

/** A tooltip of lines of foreign text. */
export function linesTooltip([first = "", ...more]: readonly string[], between = "\n\n"): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  appendWords(tooltip, first);
  appendLines(tooltip, more, between);
  return tooltip;
}

/** Markdown that is ours to the last letter: what the schemas in the package say. */
export function ownMarkdown(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString(text);
}
