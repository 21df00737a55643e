import * as vscode from "vscode";
import { ReviewScheme, TEXT_LINK_COMMAND, TextScheme } from "./ids";
import { t } from "./l10n";
import { guarded } from "./notify";

/** Whatever VS Code itself would make a link of begins so. */
const ADDRESS = /\b(?:https?|file):\/\/[^\s<>"'`]+/gi;

/** What sentences put behind an address. */
const BEHIND = new Set(")]},.;:!?");

/**
 * Takes the links in our read-only texts, which VS Code would open by itself, to `open`.
 *
 * @param sourceOf the source a text is of; null where it may be of several
 */
export function textLinks(
  sourceOf: (uri: vscode.Uri) => string | null,
  open: (url: string, source: string | null) => Promise<unknown>,
): vscode.Disposable {
  const provider: vscode.DocumentLinkProvider = {
    provideDocumentLinks: (document) =>
      [...document.getText().matchAll(ADDRESS)].map(({ 0: found, index }) => {
        const url = withoutEnd(found);
        const range = new vscode.Range(document.positionAt(index), document.positionAt(index + url.length));
        const args = encodeURIComponent(JSON.stringify([url, sourceOf(document.uri)]));
        const link = new vscode.DocumentLink(range, vscode.Uri.parse(`command:${TEXT_LINK_COMMAND}?${args}`));
        link.tooltip = t("Open in Browser");
        return link;
      }),
  };
  return vscode.Disposable.from(
    vscode.languages.registerDocumentLinkProvider([{ scheme: TextScheme }, { scheme: ReviewScheme }], provider),
    vscode.commands.registerCommand(TEXT_LINK_COMMAND, (url: unknown, source: unknown) =>
      guarded(TEXT_LINK_COMMAND, () =>
        typeof url === "string" ? open(url, typeof source === "string" ? source : null) : undefined,
      ),
    ),
  );
}

function withoutEnd(found: string): string {
  let end = found.length;
  while (end > 0 && BEHIND.has(found.charAt(end - 1))) end -= 1;
  return found.slice(0, end);
}
