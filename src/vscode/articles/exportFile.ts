import * as vscode from "vscode";
import type { ExportChoice, ExportFormat, ExportMatches } from "../../core/exports/exportRows";
import { type SafeText, safe } from "../../core/text/foreignText";
import type { SummaryOptions } from "../../core/summaries/summaries";
import { EXPORT_ENDINGS, fileTimestamp } from "../../scan";
import { endsNow, exportMemoryData, readExportMemory } from "../../ui/exportForm";
import type { App } from "../app";
import { Stored } from "../shell/ids";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import type { Place } from "../shell/ready";
import { readSettings } from "../shell/settings";
import { type ExportSubject, askExport } from "./exportForm";

/** What a file is made of. */
export interface Exporting extends ExportSubject {
  /** Its part of the names of files. */
  readonly stem: string;
  /** Where a form and the times of its exports are remembered, beside those of others of the folder; empty for the matches. */
  readonly key: string;
  /** All that could be exported. */
  readonly rows: readonly ExportMatches[];
  /** Chosen rows of a view; null where there are none. */
  readonly selected: NonNullable<ExportChoice["rows"]> | null;
  /** Null when the choice holds no article. */
  readonly text: (format: ExportFormat, choice: ExportChoice, read?: SummaryOptions) => Promise<string | null>;
  readonly sayNothing: () => void;
  /** Says which file it is in. */
  readonly saved: (file: SafeText) => SafeText;
}

/** Asks what is to be exported of articles, and writes it into a file the user names. */
export async function exportArticles(app: App, place: Place, what: Exporting): Promise<void> {
  const { selected, text: textOf, sayNothing } = what;
  const stored = Stored.exportPrefix + place.folder.uri.toString() + what.key;
  const memory = readExportMemory(app.context.workspaceState.get(stored));
  const asked = await askExport(what.rows, memory, selected, vscode.workspace.isTrusted, what);
  if (asked === undefined) return;
  const { form, choice } = asked;
  const started = new Date();
  const text = form.summaries
    ? await withSummaries(place, (read) => textOf(form.format, choice, read))
    : await textOf(form.format, choice);
  if (text === undefined) return;
  if (text === null) return sayNothing();
  if (!(await saveExport(place, what, form.format, text, started))) return;
  const tells = selected === null && endsNow(form);
  const kept = selected === null ? form : { ...memory.form, format: form.format, summaries: form.summaries };
  const data = exportMemoryData({ ...memory, form: kept }, tells ? started.toISOString() : null);
  await app.context.workspaceState.update(stored, data);
}

/** Writes an export into a file the user names, and says which; false when the user turns away. */
export async function saveExport(
  { folder }: Place,
  { title, stem, saved }: Pick<Exporting, "title" | "stem" | "saved">,
  format: ExportFormat,
  text: string,
  started: Date,
): Promise<boolean> {
  const name = `${fileTimestamp(started)}_${stem}.${EXPORT_ENDINGS[format]}`;
  const uri = await vscode.window.showSaveDialog({ title, defaultUri: vscode.Uri.joinPath(folder.uri, name) });
  if (uri === undefined) return false;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const file = safe(uri.path.slice(uri.path.lastIndexOf("/") + 1));
  notify("info", saved(file), [{ label: t("Open"), run: () => vscode.window.showTextDocument(uri) }]);
  return true;
}

/** Undefined when the user cancels. */
async function withSummaries(
  { folder }: Place,
  work: (read: SummaryOptions) => Promise<string | null>,
): Promise<string | null | undefined> {
  const { timeoutMs, crawlDelayMs } = readSettings(folder);
  return withProgress(t("Reading summaries"), async (signal) => {
    const text = await work({ signal, timeoutMs, crawlDelayMs });
    return signal.aborted ? undefined : text;
  });
}
