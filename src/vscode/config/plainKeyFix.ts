import * as vscode from "vscode";
import { Command, DiagnosticSource } from "../shell/ids";
import { t } from "../shell/l10n";

/** The quick fix **Move to secret storage** of a plain-text key. */
export const plainKeyFix: vscode.CodeActionProvider = {
  provideCodeActions(document, _range, context) {
    const diagnostics = context.diagnostics.filter(
      ({ source, code }) => source === DiagnosticSource && code === "plainKey",
    );
    if (diagnostics.length === 0) return [];
    const action = new vscode.CodeAction(t("Move to secret storage"), vscode.CodeActionKind.QuickFix);
    action.diagnostics = diagnostics;
    action.isPreferred = true;
    action.command = { command: Command.movePlainKey, title: t("Move to secret storage"), arguments: [document.uri] };
    return [action];
  },
};
