import * as vscode from "vscode";
import type { OutlineItem } from "../../core/config/outline";
import { layOut, outlineOf } from "../../scan";
import { difference } from "./editFile";

/** What VS Code's own JSON support does for plain JSON, for configurations: their outline, and laying them out. */
export const jsonEditing = {
  symbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    return outlineOf(document.getText()).map((item) => symbol(document, item));
  },
  edits(document: vscode.TextDocument, options: vscode.FormattingOptions, range?: vscode.Range): vscode.TextEdit[] {
    const before = document.getText();
    const part = range && { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    const { tabSize, insertSpaces } = options;
    const after = layOut(before, { tabSize, insertSpaces }, part);
    if (after === before) return [];
    const { start, end, text } = difference(before, after);
    return [vscode.TextEdit.replace(new vscode.Range(document.positionAt(start), document.positionAt(end)), text)];
  },
};

const KINDS: { readonly [K in OutlineItem["kind"]]: vscode.SymbolKind } = {
  section: vscode.SymbolKind.Module,
  list: vscode.SymbolKind.Array,
  text: vscode.SymbolKind.String,
  number: vscode.SymbolKind.Number,
  flag: vscode.SymbolKind.Boolean,
  nothing: vscode.SymbolKind.Null,
};

function symbol(document: vscode.TextDocument, item: OutlineItem): vscode.DocumentSymbol {
  const range = (start: number, end: number) => new vscode.Range(document.positionAt(start), document.positionAt(end));
  const { start, end, nameStart, nameEnd } = item;
  const made = new vscode.DocumentSymbol(item.name, "", KINDS[item.kind], range(start, end), range(nameStart, nameEnd));
  made.children = item.children.map((child) => symbol(document, child));
  return made;
}
