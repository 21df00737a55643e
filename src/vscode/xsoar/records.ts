import type { RecordState } from "../../core/model/model";
import type { XsoarAccess } from "../../core/xsoar/connection";
import type { RecordReport } from "../../core/xsoar/reports";
import { type Where, ready, whereOf } from "../config/place";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { openLink } from "../articles/openLink";
import { harmless, oneLine, safe, type SafeText } from "../../core/text/foreignText";
import { logOutcomes, recordUrl } from "./recordOutcomes";
import { showChanges, showPlanned } from "./review";
import { type Node, type ProfileNode, byFolder, profileOf } from "../../ui/nodes";
import { articleRows } from "../../ui/storyRows";
import { pendingSentence } from "../../ui/rowText";
import {
  type Missing,
  busySentence,
  createQuestion,
  createdSentence,
  drySentence,
  notedSentence,
  reviewSentence,
  writtenSentence,
} from "../../ui/sentences";
import { failureText, readyWithAccess, sayXsoarFailure } from "./xsoarAccess";
import { t } from "../shell/l10n";
import { Command } from "../shell/ids";
import { ask, commandButton, guarded, notify } from "../shell/notify";
import { withProgress } from "../shell/progress";

/**
 * Asks whether to create records for names that have none. `before` is said in the same notification.
 */
export async function offerRecords(
  app: App,
  place: Ready,
  missing: readonly Missing[],
  before = harmless(""),
): Promise<void> {
  const names = missing.map(({ name }) => name);
  const question = harmless([before, createQuestion(missing, t)].join(" "));
  const create = () => showChanges(app, place, { names });
  const dismiss = () => place.session.notes.dismiss(names);
  const answer = await ask("info", question, [
    { label: missing.length === 1 ? t("Create") : t("Review…"), run: create },
    { label: t("Not Now"), run: dismiss },
  ]);
  await (answer?.run ?? dismiss)();
  await app.view.refresh();
}

/** **Create Threat Actor Record** of a row; without one, of all names that have no record, which the review leaves to choose from. */
export async function createRecordCommand(app: App, node?: Node): Promise<void> {
  const place = await ready(app, whereOf(app, node), "xsoar");
  if (place === null) return;
  const profile = profileOf(node);
  if (profile !== undefined) {
    await showChanges(app, place, { names: [profile.row.name] });
    return;
  }
  const { rows } = await place.session.articles.overview();
  const missing = rows.filter((row) => row.owner && row.record.kind === "missing");
  if (missing.length === 0) {
    notify("info", t("Every tracked name with articles has a record, or was not looked up yet: run a scan first."));
    return;
  }
  await showChanges(app, place, { names: missing.map(({ name }) => name) });
}

/** **Add to XSOAR**: the notes of the chosen articles, whatever their state, at once; of a chosen name, a review of all that are not noted. */
export async function addToXsoar(app: App, nodes: readonly Node[]): Promise<void> {
  for (const ofFolder of byFolder(nodes)) await addFrom(app, ofFolder);
}

async function addFrom(app: App, nodes: readonly Node[]): Promise<void> {
  const found = await readyWithAccess(app, whereOf(app, nodes[0]));
  if (found === null) return;
  const { place, access } = found;
  const names = nodes.flatMap((node) => (node.kind === "profile" ? [node.row.name] : []));
  if (names.length > 0) await showChanges(app, place, { names, known: true });
  const chosen = new Map<ProfileNode, string[]>();
  for (const row of articleRows(nodes)) {
    // Of a story, what is not noted yet.
    if (row.item.note === "noted" && !nodes.includes(row)) continue;
    chosen.set(row.profile, [...(chosen.get(row.profile) ?? []), row.item.article.key]);
  }
  for (const [profile, keys] of chosen) {
    const title = t("Adding notes to {name}", { name: safe(profile.row.name) });
    const send = (signal: AbortSignal) => place.session.notes.add(access, profile.row.name, keys, signal);
    await write(app, found, title, send, () => addFrom(app, nodes));
  }
}

/** **Review Note…**: the review with exactly the notes of the chosen articles ticked, whatever their state; of chosen names, all that are not noted. */
export async function reviewNote(app: App, nodes: readonly Node[]): Promise<void> {
  const keys = new Map<string, Set<string>>();
  for (const { profile, item } of articleRows(nodes)) {
    const { name } = profile.row;
    keys.set(name, (keys.get(name) ?? new Set()).add(item.article.key));
  }
  const names = nodes.flatMap((node) => (node.kind === "profile" ? [node.row.name] : []));
  if (keys.size + names.length === 0) return;
  const place = await ready(app, false, "xsoar");
  if (place === null) return;
  await showChanges(app, place, keys.size > 0 ? { names: [...keys.keys()], keys } : { names, known: true });
}

/** Sends something and says what came of it. */
async function write(
  app: App,
  { place, access }: { readonly place: Ready; readonly access: XsoarAccess },
  title: SafeText,
  send: (signal: AbortSignal) => Promise<RecordReport>,
  retry: () => unknown,
): Promise<void> {
  const report = await withProgress(title, send, "statusBar");
  logOutcomes(app, report.outcomes, access);
  await app.view.refresh();
  sayNotes(app, place, report, retry);
}

function sayNotes(app: App, place: Ready, report: RecordReport, retry: () => unknown): void {
  if (report.failure !== null) {
    sayXsoarFailure(report.failure, retry);
    return;
  }
  if (report.planned !== undefined) {
    const { planned } = report;
    const review = { label: t("Review Changes"), run: () => showPlanned(app, place, planned) };
    notify("info", harmless(drySentence(planned, t)), planned.length > 0 ? [review] : []);
    return;
  }
  if (report.busy === true) {
    notify("info", harmless(busySentence(t)));
    return;
  }
  const missing = report.outcomes.filter((outcome) => outcome.kind === "missing");
  if (missing.some(({ owner }) => owner)) {
    void guarded("records", () => offerRecords(app, place, missing));
    return;
  }
  const failed = report.outcomes.find((outcome) => outcome.kind === "failed");
  if (failed !== undefined) {
    sayXsoarFailure(failed.failure, retry, harmless(`${safe(failed.name)}: ${failureText(failed.failure)}`));
    return;
  }
  const others = report.outcomes.filter(({ kind }) => kind !== "noted");
  const left = reviewSentence(report.review, t);
  const noted = left === "" ? notedSentence(report.outcomes, t) : writtenSentence(report.outcomes, t);
  const sentence = harmless(
    [left, createdSentence(others, () => "", t) || noted].filter((part) => part !== "").join(" "),
  );
  const review = left === "" ? [] : [commandButton(t("Review…"), Command.reviewChanges)];
  if (sentence !== "") notify("info", sentence, review);
}

/** **Retry** of what waits under a row: sent again, now. */
export async function retryPending(app: App, node?: Node): Promise<void> {
  const name = profileOf(node)?.row.name;
  const found = name === undefined ? null : await readyWithAccess(app, whereOf(app, node));
  if (name === undefined || found === null) return;
  const { place, access } = found;
  const title = t("Writing to Cortex XSOAR: {name}", { name: safe(name) });
  const send = (signal: AbortSignal) => place.session.notes.retry(access, [name], signal);
  await write(app, found, title, send, () => retryPending(app, node));
}

/** **Discard** of what waits under a row, after a question. */
export async function discardPending(app: App, node?: Node): Promise<void> {
  const profile = profileOf(node);
  const pending = profile?.row.pending;
  const place = pending === undefined ? null : await ready(app, whereOf(app, node), "configuration", "notes");
  if (profile === undefined || pending === undefined || place === null) return;
  const { name } = profile.row;
  const question = t("Discard what waits for {name}?", { name: safe(name) });
  const detail = t("{what} It will not be written to Cortex XSOAR; the articles stay in the list.", {
    what: harmless(pendingSentence(pending, t)),
  });
  if ((await ask("warning", question, [{ label: t("Discard") }], { detail })) === undefined) return;
  await place.session.notes.discard(name);
  app.log.info(`Cortex XSOAR: ${oneLine(name)}: discarded what was waiting`);
  await app.view.refresh();
}

/** **Review Changes** of a row, or of all that waits. */
export async function reviewChanges(app: App, node?: Node): Promise<void> {
  const place = await ready(app, whereOf(app, node), "xsoar");
  const name = profileOf(node)?.row.name;
  if (place !== null) await showChanges(app, place, { names: name === undefined ? null : [name] });
}

/** **Open Record** of a row in the web interface of Cortex XSOAR. */
export async function openRecord(app: App, node?: Node): Promise<void> {
  const record = profileOf(node)?.row.record;
  if (record !== undefined) await openRecordOf(app, record, whereOf(app, node));
}

/** Opens a record that was found. @param where the folder that names the server */
export async function openRecordOf(app: App, record: RecordState, where: Where): Promise<void> {
  const found = record.kind === "found" ? await readyWithAccess(app, where) : null;
  if (record.kind === "found" && found !== null) await openLink(app, recordUrl(found.access, record.id), "server");
}

/** True when a question may be asked without the user having asked for it. */
export async function mayOffer(app: App, { folder }: Ready): Promise<boolean> {
  return (await app.agreements.notifications(folder)) === "all";
}
