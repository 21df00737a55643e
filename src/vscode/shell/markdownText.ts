import type * as vscode from "vscode";
import { escapeMarkdown } from "../../core/text/escapeMarkdown";
import { inLine } from "../../core/text/foreignText";

/** Foreign text into a tooltip or hover, which stays text. `appendText` would turn blanks into ones that do not wrap, and leave `&amp;` and addresses be. */
export function appendWords(tooltip: vscode.MarkdownString, text: string): void {
  tooltip.appendMarkdown(escapeMarkdown(inLine(text)));
}
