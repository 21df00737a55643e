import * as vscode from "vscode";
import { showProblem } from "../config/place";
import type { Place } from "../shell/ready";
import { Command } from "../shell/ids";
import { harmless, pickText } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import type { Button } from "../xsoar/xsoarAccess";
import type { JobsDigest } from "../../ui/jobResults";

/**
 * The one notification of a scan in which the articles had no part.
 *
 * @param isWorthTelling gets what went wrong, in sentences; false: nothing is said
 */
export async function tellJobs(
  place: Place,
  jobs: JobsDigest,
  isWorthTelling: (trouble: string) => boolean,
): Promise<void> {
  const trouble = jobs.trouble.join(" ");
  const sentence = harmless([jobs.sentence, trouble].filter((part) => part !== "").join(" "));
  if (sentence === "" || !isWorthTelling(trouble)) return;
  const mode = readSettings(place.folder).notifications;
  const serious = trouble !== "";
  if (mode === "off" || (mode === "quiet" && !serious)) return;
  const buttons = [
    ...configButton(place, jobs),
    ...resultFileButton(place, jobs.files),
    ...(jobs.hasFailed || serious
      ? [{ label: t("Show Log"), run: () => vscode.commands.executeCommand(Command.showLog) }]
      : []),
  ];
  const labels = buttons.map(({ label }) => label);
  const answer = serious
    ? await vscode.window.showWarningMessage(sentence, ...labels)
    : await vscode.window.showInformationMessage(sentence, ...labels);
  await buttons.find(({ label }) => label === answer)?.run();
}

/** The way to the configuration of a job that has errors. */
export function configButton({ folder }: Place, { broken }: JobsDigest): readonly Button[] {
  return broken === null ? [] : [{ label: t("Open Configuration"), run: () => showProblem(broken, folder) }];
}

/** Opens the result file of a scan; of several the one that is picked. */
export function resultFileButton({ folder }: Place, files: readonly string[]): readonly Button[] {
  if (files.length === 0) return [];
  const open = async (): Promise<void> => {
    const file = files.length === 1 ? files[0] : await pickFile(files);
    if (file === undefined) return;
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, ...file.split("/")));
  };
  return [{ label: t("Open Result File"), run: open }];
}

async function pickFile(files: readonly string[]): Promise<string | undefined> {
  const items = files.map((file) => {
    const at = file.lastIndexOf("/");
    return { label: pickText(file.slice(at + 1)), description: pickText(file.slice(0, Math.max(0, at))), file };
  });
  return (await vscode.window.showQuickPick(items, { placeHolder: t("Which result file?") }))?.file;
}
