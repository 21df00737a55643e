import * as vscode from "vscode";
import type { CreateOutcome, RecordReport, XsoarAccess } from "../core/session";
import { isTrusted, ready, sayConfig, type App, type Ready } from "./app";
import { Command } from "./ids";
import { openExternal } from "./links";
import { loadScan } from "./loadScan";
import { pickText, plain, safe, withoutSecret } from "./messages";
import { readSettings } from "./settings";
import type { Node, ProfileNode } from "./views/nodes";
import { createdSentence, createQuestion, notedSentence, type Missing } from "./wording";
import { accessOrSay, failureText, withXsoarProgress } from "./xsoarAccess";
import { t } from "./words";

/** Asks whether to create records for names that have none. `more` is said in the same notification. */
export async function offerRecords(app: App, place: Ready, missing: readonly Missing[], more: string): Promise<void> {
  const names = missing.map(({ name }) => name);
  const question = [createQuestion(missing, t), more].filter((part) => part !== "").join(" ");
  const [create, show, review, all, later] = [
    t("Create"),
    t("Show Articles"),
    t("Review…"),
    t("Create All"),
    t("Not Now"),
  ];
  const buttons = missing.length === 1 ? [create, show, later] : [review, all, later];
  const answer = await vscode.window.showInformationMessage(question, ...buttons);
  if (answer === create || answer === all) await createRecords(app, place, names);
  else if (answer === show) await app.view.reveal(names[0] ?? "");
  else if (answer === review) await reviewRecords(app, place, missing);
  else await place.session.dismiss(names);
  await app.view.refresh();
}

/** All names picked at first; the names left out are not asked for again. */
async function reviewRecords(
  app: App,
  place: Ready,
  missing: readonly Pick<Missing, "name" | "articles">[],
): Promise<void> {
  const items = missing.map(({ name, articles }) => ({
    label: pickText(name),
    description: articles.length === 1 ? t("1 article") : t("{count} articles", { count: articles.length }),
    detail: pickText(articles[0]?.title ?? ""),
    picked: true,
    name,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: t("Create Threat Actor Records"),
    placeHolder: t("Records for the picked names are created in Cortex XSOAR."),
  });
  if (picked === undefined) return;
  const chosen = new Set(picked.map(({ name }) => name));
  await place.session.dismiss(missing.map(({ name }) => name).filter((name) => !chosen.has(name)));
  if (chosen.size > 0) await createRecords(app, place, [...chosen]);
}

/** Creates records and says what became of them. Each name is looked up again first, since the answer may come late. */
async function createRecords(app: App, place: Ready, names: readonly string[]): Promise<void> {
  // The answer may come long after the question: the configuration counts as it is now.
  const state = await place.session.readConfig();
  if (state.kind !== "ok") return sayConfig(app, state, place.folder);
  const access = await accessOrSay(app, state);
  if (access === null) return;
  const title =
    names.length === 1
      ? t("Creating a record for {name}", { name: safe(names[0] ?? "") })
      : t("Creating {count} records", { count: names.length });
  const report = await withXsoarProgress(title, names.length > 3 ? "long" : "short", (signal) =>
    place.session.createRecords(access, names, signal),
  );
  await app.view.refresh();
  logOutcomes(app, report.outcomes, access);
  if (report.failure !== null) {
    if (report.failure.code !== "aborted") sayFailure(failureText(report.failure));
    return;
  }
  const sentence = createdSentence(report.outcomes, ({ failure }) => failureText(failure), t);
  const made = report.outcomes.filter((outcome) => outcome.kind === "created" || outcome.kind === "noted");
  const open = t("Open Record");
  const first = made[0];
  const buttons = first !== undefined && first.id !== "" ? [open] : [t("Show Log")];
  const answer =
    made.length === report.outcomes.length
      ? await vscode.window.showInformationMessage(sentence, ...buttons)
      : await vscode.window.showWarningMessage(sentence, ...buttons);
  if (answer === open && first !== undefined) await openExternal(recordUrl(access, first.id));
  else if (answer !== undefined) await vscode.commands.executeCommand(Command.showLog);
}

/** **Create Threat Actor Record** of a row; without one, a choice of all names that have no record. */
export async function createRecordCommand(app: App, node?: Node): Promise<void> {
  const place = await readyForXsoar(app);
  if (place === null) return;
  const profile = profileOf(node);
  if (profile !== undefined) {
    await createRecords(app, place, [profile.row.name]);
    return;
  }
  const missing = app.view.tree.rows.filter((row) => row.owner && row.record.kind === "missing");
  if (missing.length === 0) {
    void vscode.window.showInformationMessage(
      t("Every tracked name with articles has a record, or was not looked up yet: run a scan first."),
    );
    return;
  }
  await reviewRecords(
    app,
    place,
    missing.map((row) => ({ name: row.name, articles: row.articles.map(({ article }) => article) })),
  );
}

/** **Add to XSOAR**: the notes of the chosen articles, whatever their state. */
export async function addToXsoar(app: App, nodes: readonly Node[]): Promise<void> {
  const place = await readyForXsoar(app);
  if (place === null) return;
  const access = await accessOrSay(app, place.state);
  if (access === null) return;
  const chosen = new Map<ProfileNode, string[]>();
  for (const node of nodes) {
    if (node.kind === "article") chosen.set(node.profile, [...(chosen.get(node.profile) ?? []), node.item.article.key]);
  }
  for (const [profile, keys] of chosen) {
    const title = t("Adding notes to {name}", { name: safe(profile.row.name) });
    const report = await withXsoarProgress(title, "short", (signal) =>
      place.session.addNotes(access, profile.row.name, keys, signal),
    );
    logOutcomes(app, report.outcomes, access);
    await app.view.refresh();
    await sayNotes(app, place, report);
  }
}

async function sayNotes(app: App, place: Ready, report: RecordReport): Promise<void> {
  if (report.failure !== null) {
    if (report.failure.code !== "aborted") sayFailure(failureText(report.failure));
    return;
  }
  const missing = report.outcomes.filter((outcome) => outcome.kind === "missing");
  if (missing.some(({ owner }) => owner)) {
    void offerRecords(app, place, missing, "");
    return;
  }
  const failed = report.outcomes.find((outcome) => outcome.kind === "failed");
  if (failed !== undefined) sayFailure(`${safe(failed.name)}: ${failureText(failed.failure)}`);
  else {
    const sentence =
      createdSentence(
        report.outcomes.filter(({ kind }) => kind !== "noted"),
        () => "",
        t,
      ) || notedSentence(report.outcomes, t);
    if (sentence !== "") void vscode.window.showInformationMessage(sentence);
  }
}

/** **Open Record** of a row in the web interface of Cortex XSOAR. */
export async function openRecord(app: App, node?: Node): Promise<void> {
  const place = await readyForXsoar(app);
  const record = profileOf(node)?.row.record;
  if (place === null || record?.kind !== "found") return;
  const access = await accessOrSay(app, place.state);
  if (access !== null) await openExternal(recordUrl(access, record.id));
}

/** One line for each name; the server's whole answer to a creation, never the key. */
export function logOutcomes(app: App, outcomes: readonly CreateOutcome[], access: XsoarAccess): void {
  for (const outcome of outcomes) {
    const name = plain(outcome.name);
    const line = (() => {
      switch (outcome.kind) {
        case "created":
          return `${name}: created record ${plain(outcome.id)} with ${outcome.notes} notes. Answer: ${plain(outcome.answer)}`;
        case "noted":
          return `${name}: ${outcome.added} notes added to ${plain(outcome.value)} (${plain(outcome.id)}), ${outcome.alreadyThere} were there`;
        case "missing":
          return `${name}: no record`;
        case "ambiguous":
          return `${name}: several records, nothing written: ${outcome.values.map(plain).join(", ")}`;
        case "excluded":
          return `${name}: on the exclusion list, not created`;
        case "failed":
          return `${name}: ${failureText(outcome.failure)}`;
      }
    })();
    app.log.info(`Cortex XSOAR: ${withoutSecret(line, access.apiKey)}`);
  }
}

/** True when a question may be asked without the user having asked for it. */
export function mayOffer(place: Ready): boolean {
  return readSettings(place.folder).notifications === "all";
}

export function sayFailure(sentence: string): void {
  const show = t("Show Log");
  void vscode.window.showWarningMessage(sentence, show).then((answer) => {
    if (answer === show) void vscode.commands.executeCommand(Command.showLog);
  });
}

export function profileOf(node: Node | undefined): ProfileNode | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "profile") return node;
  return node.kind === "article" || node.kind === "record" || node.kind === "more" ? node.profile : undefined;
}

async function readyForXsoar(app: App): Promise<Ready | null> {
  if (!(await isTrusted("xsoar"))) return null;
  return ready(app, false);
}

/** Where the web interface of XSOAR shows a record. */
function recordUrl(access: XsoarAccess, id: string): string {
  return loadScan().recordPage(access.baseUrl, id);
}
