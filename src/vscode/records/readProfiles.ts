import * as vscode from "vscode";
import { safe } from "../../core/text/foreignText";
import { reportFileName, reportOdt, reportText } from "../../scan";
import { inTurns } from "./inTurns";
import type { App } from "../app";
import { BuiltInCommand } from "../shell/ids";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { readyWithAccess } from "../xsoar/xsoarAccess";
import { chooseRecords } from "./chooseRecords";
import { countOrAsk, sayNotPlanned } from "./plan";
import { showPick } from "../shell/prompts";

type Format = Parameters<typeof reportFileName>[1];

/** **Read Profiles Out…**: what records hold, in a file the user names. */
export async function readProfiles(app: App): Promise<void> {
  const at = await readyWithAccess(app, true);
  if (at === null) return;
  const retry = (): unknown => readProfiles(app);
  const title = t("Read Profiles Out");
  const selection = await chooseRecords(at, title);
  const format = selection && (await askFormat());
  if (selection === undefined || format === undefined) return;
  if ((await countOrAsk(app, at, selection, retry)) === null) return;
  const { access, place } = at;
  const found = await withProgress(t("Reading records in Cortex XSOAR"), (signal, count) =>
    place.session.records.readOut(access, selection, signal, count),
  );
  if (found.kind !== "read") {
    sayNotPlanned(app, at, found, retry);
    return;
  }
  const { profiles, skipped } = found;
  const output = { kind: "profiles", server: access.baseUrl, at: new Date().toISOString(), profiles, skipped } as const;
  const bytes =
    format === "odt"
      ? await inTurns(reportOdt(output, t))
      : new TextEncoder().encode(await inTurns(reportText(output, format, t, await place.session.csvForm())));
  const defaultUri = vscode.Uri.joinPath(place.folder.uri, reportFileName(output, format));
  const uri = await vscode.window.showSaveDialog({ title, defaultUri });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, bytes);
  const file = safe(uri.path.slice(uri.path.lastIndexOf("/") + 1));
  const sentence =
    skipped.length === 0
      ? t("The profiles are in {file}.", { file })
      : t("The profiles are in {file}; {count|name or record is|names or records are} left out, which says why.", {
          file,
          count: skipped.length,
        });
  const open = { label: t("Open"), run: () => vscode.commands.executeCommand(BuiltInCommand.open, uri) };
  notify("info", sentence, [open]);
}

async function askFormat(): Promise<Format | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly format: Format })[] = [
    { label: "Markdown", description: t("for reports and tickets"), format: "markdown" },
    { label: "CSV", description: t("for spreadsheets"), format: "csv" },
    { label: "OpenDocument (ODT)", description: t("for word processors"), format: "odt" },
    { label: "JSON", description: t("for scripts"), format: "json" },
  ];
  const placeHolder = t("Which format?");
  const title = t("Read Profiles Out");
  return (await showPick(items, { title, placeHolder, ignoreFocusOut: true }))?.format;
}
