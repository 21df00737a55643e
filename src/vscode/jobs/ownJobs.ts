import * as vscode from "vscode";
import type { OwnJobStatus } from "../../core/jobs/jobs";
import { OWN_BASES, type OwnBase, type ScriptConfig, shownName } from "../../core/config/ownTypes";
import type { ScriptSaid } from "../../core/jobs/script";
import { changeLines } from "../../core/jobs/changeLines";
import { MAX_SCRIPT_OUTPUT_BYTES } from "../../core/limits";
import type { JobId } from "../../core/model/model";
import { harmless, pickText, safe } from "../../core/text/foreignText";
import { type ScriptTemplate, describeRefusal, ownJobTemplate, scriptTemplate } from "../../scan";
import type { JobNode } from "../../ui/jobNodes";
import type { App } from "../app";
import { configFolderUri, exists, fileIn } from "../shell/folders";
import { t } from "../shell/l10n";
import { ask, notify, showLogButton } from "../shell/notify";
import { showInput, showPick } from "../shell/prompts";
import type { Place } from "../shell/ready";
import { offerFolder } from "../config/configFile";
import { placeToWork } from "../config/place";
import { readyWithAccess } from "../xsoar/xsoarAccess";
import { reviewProposals } from "./jobProposals";
import { type ScanRun, sayScanning } from "../scan/scanRun";

/** **Run Job…**: one of the user's own, due or not; its script after a question, where nobody has agreed to it. */
export async function runOwnJob(app: App, scan: ScanRun, node?: JobNode): Promise<void> {
  const place = await placeToWork(app, true, "scan");
  if (place === null) return;
  const id = await chosenJob(place, node, () => true);
  if (id === null) return;
  const may = await mayRun(app, place, id);
  if (may === null) return;
  const isProposing = (await place.session.jobs.own()).some((job) => job.id === id && proposes(job));
  // Its records are asked for while it runs: whether that server may be used is asked before.
  const at = isProposing ? await readyWithAccess(app, place.folder) : null;
  if (isProposing && at === null) return;
  await scan.scan([id], place.folder, may.once === null ? {} : { allowedOnce: may.once });
  if (at !== null && (await place.session.records.proposals(id)).length > 0) await reviewProposals(app, at, id);
}

function proposes({ state }: OwnJobStatus): boolean {
  return state.kind === "ok" && state.config.base === "records";
}

/** **Test Job**: gives the script of a job what was recorded, and shows what would be applied. */
export async function testOwnJob(app: App, node?: JobNode): Promise<void> {
  const place = await placeToWork(app, true, "scan");
  if (place === null) return;
  const hasScript = ({ state }: OwnJobStatus): boolean => state.kind === "ok" && state.config.script !== null;
  const id = await chosenJob(place, node, hasScript);
  if (id === null) return;
  const [file] =
    (await vscode.window.showOpenDialog({
      defaultUri: place.folder.uri,
      openLabel: t("Replay"),
      filters: { JSONL: ["jsonl"] },
    })) ?? [];
  if (file === undefined) return;
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > MAX_SCRIPT_OUTPUT_BYTES) {
    notify(
      "warning",
      t("The recorded input is longer than {limit} MB.", { limit: MAX_SCRIPT_OUTPUT_BYTES / 1_000_000 }),
    );
    return;
  }
  const may = await mayRun(app, place, id);
  if (may === null) return;
  const lines = new TextDecoder().decode(await vscode.workspace.fs.readFile(file)).split(/\r?\n/);
  const done = await place.session.scripts.test(id, lines, new AbortController().signal, may.once ?? undefined);
  switch (done.kind) {
    case "done":
      app.log.info(done.log);
      await app.texts.show(t("Test of {job}", { job: id }), saidText(done.said), { key: `test of ${id}` });
      return;
    case "failed":
      app.log.warn(done.log);
      notify("warning", harmless(`${id}: ${done.why}`), [showLogButton()]);
      return;
    case "refused":
      notify("warning", harmless(`${id}: ${describeRefusal(id, done.refusal, t)}`));
      return;
    case "busy":
      sayScanning();
      return;
    case "badInput":
      notify("warning", t("Line {line} of the file is no recorded input.", { line: done.line }));
      return;
    case "none":
    case "cancelled":
  }
}

/** **Create Job…**: asks what it is made of, its name, and whether with a script; writes files that can be run at once. */
export async function createOwnJob(app: App): Promise<void> {
  const place = await app.folders.chooseAny();
  if (place === undefined) {
    if (app.folders.all.length === 0) offerFolder();
    return;
  }
  const base = await showPick(
    OWN_BASES.map((job) => ({ label: job, detail: pickText(purposeOf(job)), job })),
    { placeHolder: t("What is the job made of?") },
  );
  if (base === undefined) return;
  const name = await showInput({
    prompt: t("The name of the job, as it is shown"),
    validateInput: (value) => (idOf(value) === "" ? t("Write a name with a letter or a digit in it.") : null),
  });
  if (name === undefined) return;
  const script = await showPick(
    [
      ...(base.job === "records" ? [] : [{ label: t("Without a Script"), language: null }]),
      { label: t("With a Script in Python"), language: "python" as const },
      { label: t("With a Script in JavaScript"), language: "javascript" as const },
    ],
    { placeHolder: t("Does a program of yours take part?") },
  );
  if (script === undefined) return;
  const id = idOf(name);
  const file = vscode.Uri.joinPath(configFolderUri(place), `${id}_config.yaml`);
  const template =
    script.language === null ? null : scriptTemplate(id, base.job, script.language, process.platform === "win32");
  for (const uri of [file, ...(template === null ? [] : [fileIn(place, template.file)])]) {
    if (!(await exists(uri))) continue;
    notify("warning", t("{file} is there already.", { file: safe(vscode.workspace.asRelativePath(uri, false)) }));
    return;
  }
  await write(file, ownJobTemplate(base.job, name.trim(), template, t));
  if (template !== null) await writeScript(place, template);
  await vscode.window.showTextDocument(file);
}

/** **Open Configuration** of a job of the user's own. */
export async function openOwnJob(app: App, node?: JobNode): Promise<void> {
  const folder = app.folders.current;
  if (node?.kind === "own" && folder !== undefined) await vscode.window.showTextDocument(fileIn(folder, node.job.file));
}

async function writeScript(folder: vscode.WorkspaceFolder, { file, text }: ScriptTemplate): Promise<void> {
  await write(fileIn(folder, file), text);
  await vscode.window.showTextDocument(fileIn(folder, file), { viewColumn: vscode.ViewColumn.Beside, preview: false });
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

function purposeOf(job: OwnBase): string {
  switch (job) {
    case "articles":
      return t("News of feeds and pages, all of them");
    case "keywords":
      return t("News with a keyword in headline or address");
    case "counts":
      return t("Names on pages, or items of pages that hold them");
    case "contents":
      return t("The text of pages, or items of them");
    case "records":
      return t("Records of Cortex XSOAR, whose changes a script proposes");
  }
}

/** The name of the file for a name: small letters, digits and hyphens. */
function idOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
}

/** Null when somebody turns away. */
export async function chosenJob(
  { session }: Place,
  node: JobNode | undefined,
  isMeant: (job: OwnJobStatus) => boolean,
): Promise<JobId | null> {
  if (node?.kind === "own") return node.job.id;
  const jobs = (await session.jobs.own()).filter(isMeant);
  if (jobs.length === 0) {
    notify("info", t("There is no such job in this folder."));
    return null;
  }
  const items = jobs.map(({ id, state }) => ({
    label: pickText(state.kind === "ok" ? shownName(id, state.config.head) : id),
    description: pickText(state.file),
    id,
  }));
  return (await showPick(items, { placeHolder: t("Which job?") }))?.id ?? null;
}

/**
 * Whether a job may run now: one without a script may; a script after somebody has agreed to it, in a modal that says what it is.
 *
 * @returns null when not; `once` is the version that may run this once
 */
async function mayRun(
  app: App,
  { folder, session }: Place,
  id: JobId,
): Promise<{ readonly once: string | null } | null> {
  const look = await session.scripts.look(id);
  if (look.kind === "none") return { once: null };
  if (look.kind === "refused") {
    notify("warning", harmless(`${id}: ${describeRefusal(id, look.refusal, t)}`));
    return null;
  }
  const { script, version } = look;
  let once: string | null = null;
  if (!look.isAllowed) {
    const facts = [
      t("Command line: {command}", { command: harmless(version.argv.join(" ")) }),
      t("File: {file}", { file: harmless(version.file) }),
      t("It gets: {what}", { what: harmless([givenText(script), ...script.env, ...script.secrets].join(", ")) }),
      t("It may propose: {what}", { what: harmless(proposedText(script.at)) }),
    ];
    const why = t(
      "It runs with all your rights, unconfined, and may do whatever you may. Modules that it loads are not looked at. You are asked again when anything of this changes.",
    );
    const runOnce = { label: t("Run Once") };
    const always = { label: t("Always Run This Version") };
    const message = t("Run the script of the job {job}?", { job: safe(id) });
    const answer = await ask("warning", message, [runOnce, always], { detail: `${facts.join("\n")}\n\n${why}` });
    if (answer === undefined) return null;
    if (answer === always) {
      await session.scripts.allow(id, version);
      app.log.info(`Agreed: script of ${harmless(id)}, ${harmless(version.argv.join(" "))}.`);
    } else once = version.digest;
  }
  for (const secret of script.secrets) {
    if ((await app.jobSecrets.get(folder, id, secret)) !== null) continue;
    const value = await showInput({
      password: true,
      ignoreFocusOut: true,
      prompt: t("The secret {secret} of the job {job}: only its script is told it", {
        secret: safe(secret),
        job: safe(id),
      }),
    });
    if (value === undefined || value === "") return null;
    await app.jobSecrets.put(folder, id, secret, value);
  }
  return { once };
}

function givenText({ at, fields }: ScriptConfig): string {
  if (at === "records")
    return t("the fields {fields} of the records it looks at", { fields: harmless(fields.join(", ")) });
  if (at === "extract") return t("the pages of the job");
  return at === "alone" ? t("nothing the job has read") : t("what the job has found");
}

function proposedText(at: string): string {
  switch (at) {
    case "filter":
      return t("what of it is left out");
    case "format":
      return t("the text of the result file");
    case "records":
      return t("changes of these fields and community notes, which you review before they are written");
    case "after":
      return t("nothing");
    default:
      return t("articles or rows of this job");
  }
}

/** What would be applied. */
function saidText({ articles, rows, changes, dropped, text, summary, problems }: ScriptSaid): string {
  return [
    t("Nothing was applied."),
    ...articles.map(({ title, url }) => `${title}${url === "" ? "" : `\n  ${url}`}`),
    ...rows.map((row) => [...row].map(([name, value]) => `${name}: ${value}`).join(", ")),
    ...changes.flatMap((change) => changeLines(change, t)),
    ...[...dropped].map(([key, why]) => t("Left out: {what}", { what: why === "" ? key : `${key} (${why})` })),
    ...(text === null ? [] : [text]),
    ...problems,
    ...(summary === "" ? [] : [summary]),
  ].join("\n");
}
