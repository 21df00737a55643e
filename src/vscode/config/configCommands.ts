import * as vscode from "vscode";
import type { ConfigFormat } from "../../core/config/types";
import { JOBS, type Job, OTHER_JOBS, type OtherJob } from "../../core/model/model";
import type { App } from "../app";
import { configFolderUri, exists } from "../shell/folders";
import { BuiltInCommand } from "../shell/ids";
import { commandButton, notify } from "../shell/notify";
import { jobName } from "../../ui/jobText";
import { configFileName, configTemplate } from "../../scan";
import { t } from "../shell/l10n";
import { showPick } from "../shell/prompts";

const EXTENSIONS = ["json", "yaml", "yml"] as const;

interface Choice extends vscode.QuickPickItem {
  readonly job?: Job;
  /** The format is asked for when it is left out. */
  readonly format?: ConfigFormat;
  /** The job has this file already. */
  readonly file?: vscode.Uri;
}

/**
 * **Create Configuration**: asks for the job and the format, and writes a file that can be run at once; opens the one a job has
 * already instead.
 */
export async function createConfiguration(app: Pick<App, "folders">): Promise<void> {
  const folder = await app.folders.chooseAny();
  if (folder === undefined) {
    if (app.folders.all.length === 0) offerFolder();
    return;
  }
  const title = t("Create Configuration");
  const choice = await showPick(await choices(folder), {
    title,
    placeHolder: t("Which configuration?"),
    matchOnDescription: true,
  });
  if (choice?.job === undefined) return;
  if (choice.file !== undefined) {
    await vscode.window.showTextDocument(choice.file);
    return;
  }
  const format = choice.format ?? (await showPick(formats(), { title, placeHolder: t("Which format?") }))?.format;
  if (format === undefined) return;
  const uri = vscode.Uri.joinPath(configFolderUri(folder), configFileName(choice.job, format));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(configTemplate(format, t, choice.job)));
  await vscode.window.showTextDocument(uri);
}

/** **Open Configuration**: the file of the articles job in the editor, or of another job where that has none. */
export async function openConfiguration(app: Pick<App, "folders">, wanted: unknown = []): Promise<void> {
  await app.folders.refresh();
  const folder = await app.folders.choose();
  if (folder === undefined) {
    if (app.folders.several) return;
    await createConfiguration(app);
    return;
  }
  const uris = (await Promise.all(JOBS.map((job) => existingConfig(folder, job)))).filter((uri) => uri !== null);
  const documents = await Promise.all(uris.map((uri) => vscode.workspace.openTextDocument(uri)));
  const keys = Array.isArray(wanted) ? wanted.filter((key) => typeof key === "string") : [];
  const found = keys.flatMap((key) => documents.flatMap((document) => placeOfKey(document, key)))[0];
  const [first] = documents;
  if (found !== undefined) await vscode.window.showTextDocument(found.document, { selection: found.range });
  else if (first !== undefined) await vscode.window.showTextDocument(first);
}

/** Where a key stands in a configuration, as far as its letters tell. */
function placeOfKey(
  document: vscode.TextDocument,
  key: string,
): readonly { readonly document: vscode.TextDocument; readonly range: vscode.Range }[] {
  const text = document.getText();
  for (const written of [`"${key}"`, `'${key}'`, `${key}:`]) {
    const at = text.indexOf(written);
    if (at < 0) continue;
    return [{ document, range: new vscode.Range(document.positionAt(at), document.positionAt(at + written.length)) }];
  }
  return [];
}

/** Says that a folder has to be open first, and opens one. */
export function offerFolder(): void {
  notify("info", t("Open a folder first: TI Scraper keeps its configuration in it."), [
    commandButton(t("Open Folder"), BuiltInCommand.openFolder),
  ]);
}

/** The configuration file of a job: JSON is read before YAML. */
export async function existingConfig(folder: vscode.WorkspaceFolder, job: Job): Promise<vscode.Uri | null> {
  for (const extension of EXTENSIONS) {
    const uri = vscode.Uri.joinPath(configFolderUri(folder), `${job}_config.${extension}`);
    if (await exists(uri)) return uri;
  }
  return null;
}

/** The articles in both formats, since most want them, and below the other jobs. */
async function choices(folder: vscode.WorkspaceFolder): Promise<Choice[]> {
  const part = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const there = t("is there already: opens it");
  const articles = await existingConfig(folder, "articles");
  const others = OTHER_JOBS.map(async (job): Promise<Choice> => {
    const file = await existingConfig(folder, job);
    const label = jobName(job, t);
    return file === null ? { label, description: purpose(job), job } : { label, description: there, job, file };
  });
  return [
    part(t("Articles: tracked names in the news")),
    ...(articles === null
      ? formats().map((format) => ({ ...format, job: "articles" as const }))
      : [{ label: t("Articles"), description: there, job: "articles" as const, file: articles }]),
    part(t("Other jobs")),
    ...(await Promise.all(others)),
  ];
}

function purpose(job: OtherJob): string {
  switch (job) {
    case "keywords":
      return t("news with one of your keywords");
    case "counts":
      return t("on how many pages each name stands, and where");
    case "contents":
      return t("the text of pages, and what has changed in it");
  }
}

function formats(): (vscode.QuickPickItem & { readonly format: ConfigFormat })[] {
  return [
    { label: "YAML", description: t("with comments that explain each key"), format: "yaml" },
    {
      label: "JSON",
      description: t("as the original tool reads it; hover a key to see what it means"),
      format: "json",
    },
  ];
}
