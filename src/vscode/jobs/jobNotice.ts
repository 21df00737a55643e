import * as vscode from "vscode";
import type { App } from "../app";
import { problemButton } from "../config/place";
import type { Place } from "../shell/ready";
import { fileIn } from "../shell/folders";
import { type Button, MOST_BUTTONS, notify, showLogButton } from "../shell/notify";
import { harmless, oneLine, pickText } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import type { JobsDigest } from "../../ui/jobResults";
import { showPick } from "../shell/prompts";

/**
 * The one notification of a scan in which the articles had no part; where nothing is new, the status bar says so.
 *
 * @param isWorthTelling gets what went wrong, in sentences; false: nothing is said
 */
export async function tellJobs(
  app: Pick<App, "agreements" | "view" | "log">,
  place: Place,
  jobs: JobsDigest,
  isWorthTelling: (trouble: string) => boolean,
): Promise<void> {
  const trouble = jobs.trouble.join(" ");
  const sentence = harmless([jobs.sentence, trouble].filter((part) => part !== "").join(" "));
  if (sentence === "") return;
  const isAnswer = jobs.hasNews || jobs.hasResult || trouble !== "";
  app.log.info(oneLine(sentence));
  app.view.tell(isAnswer ? "" : t("nothing new"), [jobs.sentence, ...jobs.trouble].map(oneLine));
  if (!isWorthTelling(trouble) || !isAnswer) return;
  const mode = await app.agreements.notifications(place.folder);
  const serious = trouble !== "";
  if (mode === "off" || (mode === "quiet" && !serious)) return;
  const buttons = [
    ...configButton(place, jobs),
    ...resultFileButton(place, jobs.files),
    ...(jobs.hasFailed || serious ? [showLogButton()] : []),
  ];
  notify(serious ? "warning" : "info", sentence, buttons.slice(0, MOST_BUTTONS));
}

/** The way to the configuration of a job that has errors. */
export function configButton({ folder }: Place, { broken }: JobsDigest): readonly Button[] {
  return broken === null ? [] : [problemButton(broken, folder)];
}

/** Opens the result file of a scan; of several the one that is picked. */
export function resultFileButton({ folder }: Place, files: readonly string[]): readonly Button[] {
  if (files.length === 0) return [];
  const open = async (): Promise<void> => {
    const file = files.length === 1 ? files[0] : await pickFile(files);
    if (file === undefined) return;
    await vscode.window.showTextDocument(fileIn(folder, file));
  };
  return [{ label: t("Open Result File"), run: open }];
}

async function pickFile(files: readonly string[]): Promise<string | undefined> {
  const items = files.map((file) => {
    const at = file.lastIndexOf("/");
    return { label: pickText(file.slice(at + 1)), description: pickText(file.slice(0, Math.max(0, at))), file };
  });
  return (await showPick(items, { placeHolder: t("Which result file?") }))?.file;
}
