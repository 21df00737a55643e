import * as vscode from "vscode";
import type { Actions } from "../actions";
import { ANY_CONFIG_PATTERN, CONFIG_PATTERN, NAMES_PATTERN, isOurDocument, jobOf } from "./configDocument";
import { plainKeyFix } from "./plainKeyFix";

/** The language of configurations in JSON: VS Code's own support for JSON would tell mistakes in words of its own, beside ours. */
const JSON_LANGUAGE = "ti-scraper-json";
/** Of `configFixes`, which is loaded on first use. */
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("tiScraper");

/** What answers in the editors of configurations. */
export function registerEditing(actions: () => Actions): vscode.Disposable {
  const files: vscode.DocumentFilter = { pattern: CONFIG_PATTERN };
  const helped: readonly vscode.DocumentFilter[] = [{ pattern: ANY_CONFIG_PATTERN }, { pattern: NAMES_PATTERN }];
  const json: vscode.DocumentFilter = { language: JSON_LANGUAGE };
  const { QuickFix } = vscode.CodeActionKind;
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(files, plainKeyFix, { providedCodeActionKinds: [QuickFix] }),
    vscode.languages.registerCodeActionsProvider(
      { pattern: ANY_CONFIG_PATTERN },
      {
        provideCodeActions: (document, range, context) =>
          jobOf(document.uri) === null ? undefined : actions().editing.fixes(document, range, context),
      },
      { providedCodeActionKinds: [QuickFix, FIX_ALL] },
    ),
    vscode.languages.registerHoverProvider(files, {
      provideHover: (document, position, token) => actions().hover(document, position, token),
    }),
    vscode.languages.registerHoverProvider(helped, {
      provideHover: (document, position) =>
        isOurDocument(document) ? actions().help.hover(document, position) : undefined,
    }),
    vscode.languages.registerCompletionItemProvider(
      helped,
      {
        provideCompletionItems: (document, position, _token, context) =>
          isOurDocument(document) ? actions().help.offers(document, position, context) : undefined,
      },
      '"',
      " ",
    ),
    vscode.languages.registerDocumentSymbolProvider(json, {
      provideDocumentSymbols: (document) => actions().editing.symbols(document),
    }),
    vscode.languages.registerDocumentFormattingEditProvider(json, {
      provideDocumentFormattingEdits: (document, options) => actions().editing.edits(document, options),
    }),
    vscode.languages.registerDocumentRangeFormattingEditProvider(json, {
      provideDocumentRangeFormattingEdits: (document, range, options) =>
        actions().editing.edits(document, options, range),
    }),
  );
}
