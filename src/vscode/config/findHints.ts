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

function diagnostic({ name, kind, hits, articles, days }: NameHint, range: vscode.Range): vscode.Diagnostic {
  const values = { name, hits, articles, days };
  const sentence =
    kind === "silent"
      ? t(
          "{name} is in none of the {articles} stored articles of the last {days} days. Is it spelled as the news spell it?",
          values,
        )
      : t(
          "{name} is in {hits} of the {articles} stored articles of the last {days} days. Is it an ordinary word? Then require context for it.",
          values,
        );
  const hint = new vscode.Diagnostic(range, sentence, vscode.DiagnosticSeverity.Information);
  hint.source = DiagnosticSource;
  hint.code = kind === "silent" ? "silentName" : "noisyName";
  return hint;
}
