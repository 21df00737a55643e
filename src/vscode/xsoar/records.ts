import * as vscode from "vscode";
import type { RecordReport } from "../../core/xsoar/reports";
import { isTrusted, ready } from "../config/place";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { openExternal } from "../shell/links";
import { harmless, oneLine, pickText, safe, type SafeText } from "../../core/text/foreignText";
import { logOutcomes, recordUrl } from "./recordOutcomes";
import { showChanges, showPlanned } from "./review";
import { readSettings } from "../shell/settings";
import { type Node, type ProfileNode, profileOf } from "../../ui/nodes";
import { pendingSentence } from "../../ui/rowText";
import {
  type Missing,
  busySentence,
  createQuestion,
  createdSentence,
  drySentence,
  notedSentence,
} from "../../ui/sentences";
import { type Button, accessOrSay, failureText, sayXsoarFailure, withXsoarProgress } from "./xsoarAccess";
import { t } from "../shell/l10n";

/**
 * Asks whether to create records for names that have none. `more` is said in the same notification, which has the other buttons
 * behind its own.
 */
export async function offerRecords(
  app: App,
  place: Ready,
  missing: readonly Missing[],
  more: SafeText,
  others: readonly Button[] = [],
): Promise<void> {
  const names = missing.map(({ name }) => name);
  const question = harmless(`${createQuestion(missing, t)} ${more}`);
  const [create, show, review, all, later] = [
    t("Create"),
    t("Show Articles"),
    t("Review…"),
    t("Create All"),
    t("Not Now"),
  ];
  const buttons = missing.length === 1 ? [create, show, later] : [review, all, later];
  const labels = others.map(({ label }) => label);
  const answer = await vscode.window.showInformationMessage(question, ...buttons, ...labels);
  const other = others.find(({ label }) => label === answer);
  // Whoever looks at something else first has not said no: the rows go on offering it.
  if (other !== undefined) await other.run();
  else if (answer === create || answer === all) await showChanges(app, place, names);
  else if (answer === show) await app.view.reveal(names[0] ?? "");
  else if (answer === review) await reviewRecords(app, place, missing);
  else await place.session.notes.dismiss(names);
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
  await place.session.notes.dismiss(missing.map(({ name }) => name).filter((name) => !chosen.has(name)));
  if (chosen.size > 0) await showChanges(app, place, [...chosen]);
}

/** **Create Threat Actor Record** of a row; without one, a choice of all names that have no record. */
export async function createRecordCommand(app: App, node?: Node): Promise<void> {
  const place = await readyForXsoar(app);
  if (place === null) return;
  const profile = profileOf(node);
  if (profile !== undefined) {
    await showChanges(app, place, [profile.row.name]);
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
      place.session.notes.add(access, profile.row.name, keys, signal),
    );
    logOutcomes(app, report.outcomes, access);
    await app.view.refresh();
    await sayNotes(app, place, report, () => addToXsoar(app, nodes));
  }
}

async function sayNotes(app: App, place: Ready, report: RecordReport, retry: () => unknown): Promise<void> {
  if (report.failure !== null) {
    sayXsoarFailure(report.failure, app.log, retry);
    return;
  }
  if (report.planned !== undefined) {
    const { planned } = report;
    const review = t("Review Changes");
    const answer = await vscode.window.showInformationMessage(
      harmless(drySentence(planned, t)),
      ...(planned.length > 0 ? [review] : []),
    );
    if (answer === review) await showPlanned(app, place, planned);
    return;
  }
  if (report.busy === true) {
    void vscode.window.showInformationMessage(harmless(busySentence(t)));
    return;
  }
  const missing = report.outcomes.filter((outcome) => outcome.kind === "missing");
  if (missing.some(({ owner }) => owner)) {
    void offerRecords(app, place, missing, harmless(""));
    return;
  }
  const failed = report.outcomes.find((outcome) => outcome.kind === "failed");
  if (failed !== undefined) {
    sayXsoarFailure(failed.failure, app.log, retry, harmless(`${safe(failed.name)}: ${failureText(failed.failure)}`));
    return;
  }
  const others = report.outcomes.filter(({ kind }) => kind !== "noted");
  const sentence = harmless(createdSentence(others, () => "", t) || notedSentence(report.outcomes, t));
  if (sentence !== "") void vscode.window.showInformationMessage(sentence);
}

/** **Retry** of what waits under a row: sent again, now. */
export async function retryPending(app: App, node?: Node): Promise<void> {
  const place = await readyForXsoar(app);
  const name = profileOf(node)?.row.name;
  if (place === null || name === undefined) return;
  const access = await accessOrSay(app, place.state);
  if (access === null) return;
  const title = t("Writing to Cortex XSOAR: {name}", { name: safe(name) });
  const report = await withXsoarProgress(title, "short", (signal) => place.session.notes.retry(access, [name], signal));
  logOutcomes(app, report.outcomes, access);
  await app.view.refresh();
  await sayNotes(app, place, report, () => retryPending(app, node));
}

/** **Discard** of what waits under a row, after a question. */
export async function discardPending(app: App, node?: Node): Promise<void> {
  const profile = profileOf(node);
  const pending = profile?.row.pending;
  const place = pending === undefined ? null : await ready(app, false, "notes");
  if (profile === undefined || pending === undefined || place === null) return;
  const { name } = profile.row;
  const discard = t("Discard");
  const answer = await vscode.window.showWarningMessage(
    t("Discard what waits for {name}?", { name: safe(name) }),
    {
      modal: true,
      detail: t("{what} It will not be written to Cortex XSOAR; the articles stay in the list.", {
        what: harmless(pendingSentence(pending, t)),
      }),
    },
    discard,
  );
  if (answer !== discard) return;
  await place.session.notes.discard(name);
  app.log.info(`Cortex XSOAR: ${oneLine(name)}: discarded what was waiting`);
  await app.view.refresh();
}

/** **Review Changes** of a row, or of all that waits. */
export async function reviewChanges(app: App, node?: Node): Promise<void> {
  const place = await readyForXsoar(app);
  const name = profileOf(node)?.row.name;
  if (place !== null) await showChanges(app, place, name === undefined ? null : [name]);
}

/** **Open Record** of a row in the web interface of Cortex XSOAR. */
export async function openRecord(app: App, node?: Node): Promise<void> {
  const place = await readyForXsoar(app);
  const record = profileOf(node)?.row.record;
  if (place === null || record?.kind !== "found") return;
  const access = await accessOrSay(app, place.state);
  if (access !== null) await openExternal(recordUrl(access, record.id));
}

/** True when a question may be asked without the user having asked for it. */
export function mayOffer(place: Ready): boolean {
  return readSettings(place.folder).notifications === "all";
}

async function readyForXsoar(app: App): Promise<Ready | null> {
  if (!(await isTrusted("xsoar"))) return null;
  return ready(app, false, "notes");
}
