import * as vscode from "vscode";
import type { NameHint } from "../../core/scan/nameInsight";
import { profileNodes } from "../../scan";
import type { App } from "../app";
import { namesIn } from "../rules/previewChange";
import { DiagnosticSource } from "../shell/ids";
import { t } from "../shell/l10n";
import { readSettings } from "../shell/settings";
import type { Hints } from "./nameHints";

/** Finds hints by the stored articles. Null when there is nothing to look at, or the hints that are `known` hold. */
export async function findHints(
  app: App,
  document: vscode.TextDocument,
  known: string | undefined,
): Promise<Hints | null> {
  const names = namesIn(document);
  const session = names && (await app.sessions.usable(names.folder));
  if (names === null || session === null) return null;
  const key = JSON.stringify([document.version, await session.lastScan()]);
  if (known === key) return null;
  const hints = await session.articles.nameHints(names.config, readSettings(names.folder).previewDays);
  const byName = new Map(hints.map((hint) => [hint.name, hint]));
  const diagnostics = profileNodes(names.config.text, names.config.format).flatMap(({ name, start, end }) => {
    const hint = byName.get(name);
    if (hint === undefined) return [];
    return [diagnostic(hint, new vscode.Range(document.positionAt(start), document.positionAt(end)))];
  });
  return { key, diagnostics };
}

function diagnostic(hint: NameHint, range: vscode.Range): vscode.Diagnostic {
  // Names are tracked for the day they come up: that they have not is nothing to be listed among problems.
  const found = new vscode.Diagnostic(range, sentenceOf(hint), vscode.DiagnosticSeverity.Hint);
  found.source = DiagnosticSource;
  found.code = hint.kind === "noisy" ? "noisyName" : "silentName";
  return found;
}

function sentenceOf({ name, kind, hits, articles, days }: NameHint): string {
  const values = { name, hits, articles, days };
  switch (kind) {
    case "absent":
      return t(
        "{name} is in none of the {articles|stored article|stored articles} of the last {days} days. Is it spelled as the news spell it?",
        values,
      );
    case "contextless":
      return t(
        "{name} stands in {hits} of the {articles|stored article|stored articles} of the last {days} days, but never near a word of threats such as group or ransomware, without which it does not count.",
        values,
      );
    case "refused":
      return t(
        "{name} stands in {hits} of the {articles|stored article|stored articles} of the last {days} days, but its rules let none of them count: upper and lower case, words of every day instead of a name, what must not stand near, or the parts of an article that are searched.",
        values,
      );
    case "noisy":
      return t(
        "{name} is in {hits} of the {articles|stored article|stored articles} of the last {days} days. Is it an ordinary word? Then require context for it.",
        values,
      );
  }
}
