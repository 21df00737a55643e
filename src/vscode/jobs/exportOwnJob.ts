import * as vscode from "vscode";
import { harmless, safe } from "../../core/text/foreignText";
import { EXPORT_ENDINGS, fileTimestamp, jobFormats } from "../../scan";
import { exportFormats } from "../../ui/exportForm";
import type { JobNode } from "../../ui/jobNodes";
import type { App } from "../app";
import { placeToWork } from "../config/place";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { showPick } from "../shell/prompts";
import { chosenJob } from "./ownJobs";

/** **Export Job…**: what a job of the user's own has found, in a file the user names. */
export async function exportOwnJob(app: App, node?: JobNode): Promise<void> {
  const place = await placeToWork(app, node === undefined, "scan");
  if (place === null) return;
  const { folder, session } = place;
  const id = await chosenJob(place, node, () => true);
  if (id === null) return;
  const job = (await session.jobs.overview()).own.find((one) => one.id === id);
  const formats = job === undefined ? [] : jobFormats(job.found);
  const sayNothing = () => notify("info", t("There is nothing of the job {job} to export.", { job: safe(id) }));
  if (formats.length === 0) {
    sayNothing();
    return;
  }
  const items = exportFormats(t, formats).map(({ format, label, use }) => ({ label, description: use, format }));
  const picked = await showPick(items, { title: t("Export Job"), placeHolder: t("Which format?") });
  if (picked === undefined) return;
  const exported = await session.jobs.export(id, picked.format, {});
  if (exported.kind !== "text") {
    sayNothing();
    return;
  }
  // The name of the job comes from that of a file, so that it may stand in one.
  const name = `${fileTimestamp(new Date())}_${id}.${EXPORT_ENDINGS[picked.format]}`;
  const uri = await vscode.window.showSaveDialog({
    title: t("Export Job"),
    defaultUri: vscode.Uri.joinPath(folder.uri, name),
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(exported.text));
  const file = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  notify("info", t("What the job has found is in {file}.", { file: harmless(file) }), [
    { label: t("Open"), run: () => vscode.window.showTextDocument(uri) },
  ]);
}
