import * as vscode from "vscode";

/**
 * Changes the text of a file through the editor, so that it can be undone. "unsaved": the change stands there beside
 * others of the user's own, who is to save them. "no": `change` gave null, or the editor refused.
 */
export async function editFile(
  uri: vscode.Uri,
  change: (text: string) => string | null,
): Promise<"saved" | "unsaved" | "no"> {
  const document = await vscode.workspace.openTextDocument(uri);
  const before = document.getText();
  const after = change(before);
  if (after === null) return "no";
  const wasSaved = !document.isDirty;
  const { start, end, text } = difference(before, after);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  if (!(await vscode.workspace.applyEdit(edit))) return "no";
  return wasSaved && (await document.save()) ? "saved" : "unsaved";
}

/** The one stretch that differs, so that cursors and folds elsewhere stay. */
function difference(
  before: string,
  after: string,
): { readonly start: number; readonly end: number; readonly text: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
