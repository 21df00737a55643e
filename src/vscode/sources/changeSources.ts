import * as vscode from "vscode";
import type { SourceEdit } from "../../core/config/editSources";
import { sayConfig } from "../config/place";
import type { App } from "../app";
import type { JobId } from "../../core/model/model";
import type { Place } from "../shell/ready";
import { type FileChange, editFiles, unwrittenSentence } from "../config/editFile";
import { editSourcesInTurn } from "../../scan";
import { type SafeText, safe } from "../../core/text/foreignText";
import { fileIn } from "../shell/folders";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";

/** A change of sources with the jobs whose files name them; the articles for new ones. */
export interface SourceChange {
  readonly edit: SourceEdit;
  readonly homes: readonly JobId[];
}

/** A change that was made; `undo` restores the texts as they were, and says so where it cannot. */
export interface Changed {
  readonly undo: () => Promise<void>;
}

/**
 * Changes the sources in the configuration files of jobs through the editor, in one step. Null after a message has said why that could
 * not be done.
 */
export async function changeSources(
  app: App,
  { folder, session }: Place,
  changes: readonly SourceChange[],
): Promise<Changed | null> {
  const files: FileChange[] = [];
  let refused: string | null = null;
  for (const job of new Set(changes.flatMap(({ homes }) => homes))) {
    const state = await session.jobFile(job);
    if (state.kind !== "ok") {
      sayConfig(app, state, folder);
      return null;
    }
    const edits = changes.filter(({ homes }) => homes.includes(job)).map(({ edit }) => edit);
    files.push({
      uri: fileIn(folder, state.file),
      change: (text) => {
        const changed = editSourcesInTurn(text, state.format, edits, job);
        if (changed === null) refused = state.file;
        return changed;
      },
    });
  }
  const done = await editFiles(files);
  if (done.kind === "no") {
    const file = refused ?? vscode.workspace.asRelativePath(files[0]?.uri ?? folder.uri, false);
    notify("warning", t("{file} could not be changed for sure. Change it by hand.", { file: safe(file) }));
    await vscode.window.showTextDocument(fileIn(folder, file));
    return null;
  }
  const names = files.map(({ uri }) => vscode.workspace.asRelativePath(uri, false)).join(", ");
  if (done.kind === "unwritten") {
    notify("warning", unwrittenSentence(names));
    return null;
  }
  if (done.kind === "unsaved") {
    notify(
      "info",
      t("The change stands in {file} beside unsaved changes of yours. Save it to have it used.", { file: safe(names) }),
    );
  }
  app.sources.refresh();
  return {
    undo: async () => {
      if (done.kind !== "same" && !(await done.undo())) {
        notify("warning", t("This cannot be undone any more: the configuration has changed since."));
      }
      app.sources.refresh();
    },
  };
}

/** Says what was changed, with a button that takes it back, as *Undo* does. */
export async function tellChanged(app: App, sentence: SafeText, { undo }: Changed): Promise<void> {
  app.log.info(sentence);
  notify("info", sentence, [await app.undo.add(undo)]);
}
