import * as vscode from "vscode";
import type { NamesFileNews, Remembering } from "../../core/memory/namesFile";
import type { Session } from "../../core/session";
import { harmless } from "../../core/text/foreignText";
import { describeNamesNews, describeNamesRefusal } from "../../scan";
import { fileIn } from "../shell/folders";
import { t } from "../shell/l10n";
import { type Button, notify } from "../shell/notify";
import type { Place } from "../shell/ready";

/** Says what became of the names file of a folder, and offers what may be done. */
export function tellNamesFile(
  folder: vscode.WorkspaceFolder,
  session: () => Promise<Session>,
  log: Pick<vscode.LogOutputChannel, "info">,
  news: NamesFileNews,
): void {
  const sentence = harmless(describeNamesNews(news, t));
  log.info(sentence);
  switch (news.kind) {
    case "moved":
      notify("info", sentence, [openButton(folder, news.file)]);
      return;
    case "waits":
      notify("warning", sentence);
      return;
    case "mergeRule":
      notify("info", sentence, [
        { label: t("Add to .gitattributes"), run: async () => (await session()).names.addMergeRule() },
        { label: t("Not Now"), run: () => undefined },
      ]);
  }
}

/** Whether something could not be remembered, since the names file has to be put right first; that is said. */
export async function isRefused(done: Remembering, { folder, session }: Place): Promise<boolean> {
  if (done.kind !== "refused") return false;
  const { path } = await session.names.file();
  notify("warning", harmless(describeNamesRefusal(done.trouble, path, t)), [openButton(folder, path)]);
  return true;
}

function openButton(folder: vscode.WorkspaceFolder, file: string): Button {
  return { label: t("Open File"), run: () => vscode.window.showTextDocument(fileIn(folder, file)) };
}
