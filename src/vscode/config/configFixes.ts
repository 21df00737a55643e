import * as vscode from "vscode";
import type { ConfigSource, Fix } from "../../core/config/fixes";
import { describeFix, fixAll, fixesOf, problemsOf } from "../../scan";
import { DiagnosticSource } from "../shell/ids";
import { t } from "../shell/l10n";
import { formatOf, jobOf } from "./configDocument";
import { difference } from "./editFile";

/** All fixes of a file in one step: at save too, for who has set `editor.codeActionsOnSave`. */
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("tiScraper");

/** The quick fixes at a place of a configuration, and the one for all that can be mended in it. */
export function configFixes(
  document: vscode.TextDocument,
  range: vscode.Range,
  context: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const source = sourceOf(document);
  if (source === null || !vscode.workspace.isTrusted) return [];
  const isWanted = (kind: vscode.CodeActionKind) => context.only === undefined || context.only.contains(kind);
  const actions: vscode.CodeAction[] = [];
  if (isWanted(vscode.CodeActionKind.QuickFix)) {
    const problems = problemsOf(source.job, source.text, source.format);
    const here = problems.filter((problem) => range.intersection(rangeOf(problem)) !== undefined);
    const fixes = fixesOf(source, here);
    actions.push(...fixes.map((fix) => quickFix(document, fix, context.diagnostics)));
    // One way to mend one problem needs no second entry that does the same.
    if (fixes.length > 0 && problems.length > 1) {
      const all = fixAllAction(document, source, vscode.CodeActionKind.QuickFix);
      if (all !== null && all.count > 1) actions.push(all.action);
    }
  }
  if (isWanted(FIX_ALL)) {
    const all = fixAllAction(document, source, FIX_ALL);
    if (all !== null) actions.push(all.action);
  }
  return actions;
}

function sourceOf(document: vscode.TextDocument): ConfigSource | null {
  const format = formatOf(document.uri);
  const job = jobOf(document.uri);
  return format === null || job === null ? null : { job, format, text: document.getText() };
}

function rangeOf({ line, character, endLine, endCharacter }: Fix["problem"]): vscode.Range {
  return new vscode.Range(line, character, endLine, endCharacter);
}

function quickFix(
  document: vscode.TextDocument,
  fix: Fix,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(describeFix(fix, t), vscode.CodeActionKind.QuickFix);
  const range = rangeOf(fix.problem);
  action.diagnostics = diagnostics.filter(
    (one) => one.source === DiagnosticSource && one.code === fix.problem.code && one.range.isEqual(range),
  );
  // What makes a job of somebody else's file is no mending of it.
  action.isPreferred = fix.kind !== "makeJob";
  action.edit = editTo(document, fix.after);
  return action;
}

function fixAllAction(
  document: vscode.TextDocument,
  source: ConfigSource,
  kind: vscode.CodeActionKind,
): { readonly action: vscode.CodeAction; readonly count: number } | null {
  const { text, count } = fixAll(source);
  if (count === 0) return null;
  const action = new vscode.CodeAction(t("TI Scraper: Fix All"), kind);
  action.edit = editTo(document, text);
  return { action, count };
}

function editTo(document: vscode.TextDocument, after: string): vscode.WorkspaceEdit {
  const { start, end, text } = difference(document.getText(), after);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  return edit;
}
