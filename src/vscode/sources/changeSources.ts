import * as vscode from "vscode";
import type { SourceEdit } from "../../core/config/editSources";
import { sayConfig } from "../config/place";
import type { App } from "../app";
import type { Job } from "../../core/model/model";
import type { Place } from "../shell/ready";
import { editFile, unwrittenSentence } from "../config/editFile";
import { editSources } from "../../scan";
import { safe } from "../../core/text/foreignText";
import { fileIn } from "../shell/folders";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";

/**
 * Changes the sources in the configuration files of jobs through the editor, so that it can be undone. False after a message has said
 * why that could not be done.
 *
 * @param jobs those that name the source; the articles for new ones
 */
export async function changeSources(
  app: App,
  place: Place,
  edit: SourceEdit,
  jobs: readonly Job[] = ["articles"],
): Promise<boolean> {
  for (const job of jobs) if (!(await changeFile(app, place, edit, job))) return false;
  app.sources.refresh();
  return true;
}

async function changeFile(app: App, { folder, session }: Place, edit: SourceEdit, job: Job): Promise<boolean> {
  const state = await session.readConfig(job);
  if (state.kind !== "ok") {
    sayConfig(app, state, folder);
    return false;
  }
  const uri = fileIn(folder, state.file);
  const done = await editFile(uri, (text) => editSources(text, state.format, edit, job));
  if (done === "no") {
    notify("warning", t("{file} could not be changed for sure. Change it by hand.", { file: safe(state.file) }));
    await vscode.window.showTextDocument(uri);
    return false;
  }
  if (done === "unwritten") {
    notify("warning", unwrittenSentence(state.file));
    return false;
  }
  if (done === "unsaved") {
    notify(
      "info",
      t("The change stands in {file} beside unsaved changes of yours. Save it to have it used.", {
        file: safe(state.file),
      }),
    );
  }
  return true;
}
