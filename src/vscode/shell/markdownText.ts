import type * as vscode from "vscode";
import { plain } from "../../ui/messages";

/**
 * Foreign text into a tooltip or hover, which stays text: word by word, since `appendText` turns blanks into ones that do not
 * wrap, and with escapes where Markdown would make a link of an address by itself.
 */
export function appendWords(tooltip: vscode.MarkdownString, text: string): void {
  for (const part of plain(text).split(/( +|:\/\/|www\.|@)/i)) {
    if (part === "") continue;
    if (part.trim() === "") tooltip.appendMarkdown(" ");
    else if (part === "://" || part === "@") tooltip.appendMarkdown(`\\${part}`);
    else if (/^www\.$/i.test(part)) tooltip.appendMarkdown(`${part.slice(0, 3)}\\.`);
    else tooltip.appendText(part);
  }
}
