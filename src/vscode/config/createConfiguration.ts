import * as vscode from "vscode";
import type { ConfigFormat } from "../../core/config/types";
import { type Job, OTHER_JOBS, type OtherJob } from "../../core/model/model";
import { jobName } from "../../ui/jobText";
import { type Start, configFileName, configTemplate } from "../../scan";
import type { App } from "../app";
import { configFolderUri } from "../shell/folders";
import { Command } from "../shell/ids";
import { t } from "../shell/l10n";
import { type Answer, type Place, askPick } from "../shell/steps";
import { existingConfig, offerFolder } from "./configFile";
import { askFeeds, askNames } from "./starters";
import { trySources } from "./trySources";

interface Choice extends vscode.QuickPickItem {
  readonly job?: Job;
  /** The format is asked for when it is left out. */
  readonly format?: ConfigFormat;
  /** The job has this file already. */
  readonly file?: vscode.Uri;
}

/** What has been answered so far; nothing is written before the last answer. */
interface Draft {
  readonly folder: vscode.WorkspaceFolder;
  job: Job;
  format: ConfigFormat;
  feeds: Start["feeds"] | null;
  names: Start["names"] | null;
  /** Names are picked from imports afterwards. */
  imports: boolean;
}

type Step = "job" | "format" | "feeds" | "names";
/** The next step; "done": the file is to be written; null: it was left, or a file was opened that is there already. */
type Next = Step | "done" | "back" | null;

/**
 * **Create Configuration**: asks for the job and the format, for the articles also what they begin with, and writes a file that can be run
 * at once; opens the one a job has already instead. Sources that do not answer are switched off then.
 */
export async function createConfiguration(app: App): Promise<void> {
  const folder = await app.folders.chooseAny();
  if (folder === undefined) {
    if (app.folders.all.length === 0) offerFolder();
    return;
  }
  const draft: Draft = { folder, job: "articles", format: "yaml", feeds: null, names: null, imports: false };
  let step: Step = "job";
  for (;;) {
    const next: Next = await STEPS[step](draft);
    if (next === null) return;
    if (next === "done") break;
    step = next === "back" ? (stepsOf(draft)[stepsOf(draft).indexOf(step) - 1] ?? "job") : next;
  }
  const uri = vscode.Uri.joinPath(configFolderUri(folder), configFileName(draft.job, draft.format));
  const start = { feeds: draft.feeds ?? [], names: draft.names ?? [] };
  const text = configTemplate(draft.format, t, draft.job, start);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(uri);
  if (draft.imports) void vscode.commands.executeCommand(Command.importNames);
  if (start.feeds.length > 0) await trySources(app, folder, uri, draft.format, start.feeds);
}

const STEPS: Readonly<Record<Step, (draft: Draft) => Promise<Next>>> = {
  job: askJob,
  format: askFormat,
  feeds: askForFeeds,
  names: askForNames,
};

const stepsOf = ({ job }: Draft): readonly Step[] =>
  job === "articles" ? ["job", "feeds", "names"] : ["job", "format"];

function placeOf(draft: Draft, step: Step): Place {
  const steps = stepsOf(draft);
  return { title: t("Create Configuration"), step: steps.indexOf(step) + 1, steps: steps.length };
}

/** Where to go when there is no value. */
function away(answer: Exclude<Answer<unknown>, { kind: "value" }>): Next {
  return answer.kind === "back" ? "back" : null;
}

async function askJob(draft: Draft): Promise<Next> {
  const items = await choices(draft.folder);
  const active = items.find(({ job, format }) => job === draft.job && (job !== "articles" || format === draft.format));
  const answer = await askPick(placeOf(draft, "job"), t("Which configuration?"), items, active);
  if (answer.kind !== "value") return away(answer);
  const { job, format, file } = answer.value;
  if (job === undefined) return "job";
  if (file !== undefined) {
    await vscode.window.showTextDocument(file);
    return null;
  }
  draft.job = job;
  if (format === undefined) return "format";
  draft.format = format;
  return "feeds";
}

async function askFormat(draft: Draft): Promise<Next> {
  const answer = await askPick(placeOf(draft, "format"), t("Which format?"), formats());
  if (answer.kind !== "value") return away(answer);
  draft.format = answer.value.format;
  return "done";
}

async function askForFeeds(draft: Draft): Promise<Next> {
  const answer = await askFeeds(placeOf(draft, "feeds"), draft.feeds);
  if (answer.kind !== "value") return away(answer);
  draft.feeds = answer.value;
  return "names";
}

async function askForNames(draft: Draft): Promise<Next> {
  const answer = await askNames(placeOf(draft, "names"), draft.names);
  if (answer.kind !== "value") return away(answer);
  draft.names = answer.value.names;
  draft.imports = answer.value.imports;
  return "done";
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
