import * as vscode from "vscode";
import { type SafeText, safe } from "../../core/text/foreignText";
import { t } from "../shell/l10n";

/**
 * Changes the text of a file through the editor, so that it can be undone. "unsaved": the change stands there beside
 * others of the user's own, who is to save them. "unwritten": it stands there, but the file cannot be written. "no": `change` gave null,
 * or the editor refused.
 */
export async function editFile(
  uri: vscode.Uri,
  change: (text: string) => string | null,
): Promise<"saved" | "unsaved" | "unwritten" | "no"> {
  const { kind } = await editFiles([{ uri, change }]);
  return kind === "same" ? "saved" : kind;
}

export interface FileChange {
  readonly uri: vscode.Uri;
  /** The new text of the file; null when it cannot be changed. */
  readonly change: (text: string) => string | null;
}

export type EditOutcome =
  | { readonly kind: "no" }
  /** The files say it already. */
  | { readonly kind: "same" }
  | {
      readonly kind: "saved" | "unsaved" | "unwritten";
      /** Restores the exact texts of before; false, with nothing done, when one of them has changed since. */
      readonly undo: () => Promise<boolean>;
    };

/** Changes several files in one step, as `editFile` does one: all of them or none. */
export async function editFiles(changes: readonly FileChange[]): Promise<EditOutcome> {
  const files = await Promise.all(
    changes.map(async ({ uri, change }) => {
      const document = await vscode.workspace.openTextDocument(uri);
      const before = document.getText();
      return { uri, before, after: change(before) };
    }),
  );
  const changed: TextChange[] = [];
  for (const { uri, before, after } of files) {
    if (after === null) return { kind: "no" };
    if (after !== before) changed.push({ uri, before, after });
  }
  if (changed.length === 0) return { kind: "same" };
  const kind = await replaceTexts(changed);
  if (kind === "no") return { kind };
  const back = changed.map(({ uri, before, after }) => ({ uri, before: after, after: before }));
  return { kind, undo: async () => (await replaceTexts(back)) !== "no" };
}

interface TextChange {
  readonly uri: vscode.Uri;
  readonly before: string;
  readonly after: string;
}

async function replaceTexts(changes: readonly TextChange[]): Promise<"saved" | "unsaved" | "unwritten" | "no"> {
  const edit = new vscode.WorkspaceEdit();
  const toSave: vscode.TextDocument[] = [];
  for (const { uri, before, after } of changes) {
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.getText() !== before) return "no";
    const { start, end, text } = difference(before, after);
    edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
    if (!document.isDirty) toSave.push(document);
  }
  if (!(await vscode.workspace.applyEdit(edit))) return "no";
  const saved = await Promise.all(toSave.map((document) => document.save()));
  if (!saved.every(Boolean)) return "unwritten";
  return toSave.length === changes.length ? "saved" : "unsaved";
}

/** The one stretch that differs, so that cursors and folds elsewhere stay. */
export function difference(
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

/** What to say where a change stands in the editor and its file cannot be written. */
export function unwrittenSentence(file: string): SafeText {
  return t(
    "{file} could not be saved, so nothing has changed. The change stands in the editor: save it elsewhere, or undo it.",
    {
      file: safe(file),
    },
  );
}
