import * as vscode from "vscode";
import { type Sign, readSigns, shownSigns } from "../../ui/rowSigns";
import { SettingSection, SignScheme } from "../shell/ids";
import { t } from "../shell/l10n";

/** What a row with signs has in place of a file: VS Code asks for its colour and letters by it. None of them lies below another. */
export function signUri(signs: readonly Sign[]): vscode.Uri {
  return vscode.Uri.from({ scheme: SignScheme, path: `/${signs.join("+")}` });
}

/** The colours and letters of rows. */
export const rowSigns: vscode.FileDecorationProvider = {
  provideFileDecoration: ({ scheme, path }) => {
    const shown = scheme === SignScheme ? shownSigns(readSigns(path.slice(1)), t) : null;
    if (shown === null) return undefined;
    return new vscode.FileDecoration(
      shown.letters || undefined,
      shown.words,
      new vscode.ThemeColor(`${SettingSection}.${shown.color}`),
    );
  },
};

/** Letters stand at the end of the row, however narrow that is. */
export function withSigns(item: vscode.TreeItem, signs: readonly Sign[]): vscode.TreeItem {
  return signs.length === 0 ? item : Object.assign(item, { resourceUri: signUri(signs) });
}
