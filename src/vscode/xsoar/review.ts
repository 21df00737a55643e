import * as vscode from "vscode";
import type { PlannedWrite } from "../../core/xsoar/reports";
import type { XsoarAccess } from "../../core/xsoar/connection";
import { sayConfig } from "../config/place";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { BuiltInCommand, ReviewScheme } from "../shell/ids";
import { harmless, safe, type SafeText } from "../../core/text/foreignText";
import { openExternal } from "../shell/links";
import { logOutcomes, recordUrl } from "./recordOutcomes";
import type { Review } from "./reviewDocuments";
import { busySentence, createdSentence, notedSentence, writesSentence } from "../../ui/sentences";
import { accessOrSay, failureText, sayXsoarFailure } from "./xsoarAccess";
import { t } from "../shell/l10n";
import { notify, openConfigButton, showLogButton } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { reviewTexts, sameWrites } from "../../ui/reviewText";

/** Shows what would be written for these names, or for all that waits; nothing is written before **Write**. */
export async function showChanges(app: App, place: Ready, names: readonly string[] | null): Promise<void> {
  const found = await preview(app, place, names);
  if (found === null) return;
  const { report, access, dryRun } = found;
  if (report.failure !== null) {
    sayXsoarFailure(report.failure, () => showChanges(app, place, names));
    return;
  }
  if (report.writes.length > 0) {
    await showWrites(app, place, access, report.writes, dryRun);
    return;
  }
  const sentence = createdSentence(report.outcomes, ({ failure }) => failureText(failure), t);
  const nothing =
    report.outcomes.length === 0
      ? t("Nothing waits to be written to Cortex XSOAR.")
      : notedSentence(report.outcomes, t) || sentence || t("Nothing can be written right now.");
  notify("info", harmless(nothing));
}

/** Shows what a dry run has found. */
export async function showPlanned(app: App, place: Ready, writes: readonly PlannedWrite[]): Promise<void> {
  const access = await accessOrSay(app, place);
  if (access !== null) await showWrites(app, place, access, writes, true);
}

/** **Write** of the changes on show: what was seen and nothing else. */
export async function writeChanges(app: App): Promise<void> {
  const review = app.reviews.current;
  if (review === null || review.dryRun) return;
  const { place, writes } = review;
  const found = await preview(
    app,
    place,
    writes.flatMap((write) => write.names),
  );
  if (found === null || app.reviews.current !== review) return;
  const { report, access, dryRun } = found;
  if (report.failure !== null) {
    sayXsoarFailure(report.failure, () => writeChanges(app));
    return;
  }
  if (new URL(access.baseUrl).origin !== review.origin || dryRun || !sameWrites(report.writes, writes)) {
    await closeReview(app, review);
    const message = t("Things have changed since this was shown, so nothing was written.");
    if (report.writes.length > 0) await showWrites(app, place, access, report.writes, dryRun, message);
    else notify("info", message);
    return;
  }
  await closeReview(app, review);
  await write(app, place, access, writes);
}

/** **Cancel**: closes the changes on show. What waits goes on waiting. */
export async function cancelChanges(app: App): Promise<void> {
  if (app.reviews.current !== null) await closeReview(app, app.reviews.current);
}

async function preview(app: App, place: Ready, names: readonly string[] | null) {
  // The answer to a notification may come late: the configuration counts as it is now.
  const state = await place.session.noteConfig();
  if (state.kind !== "ok") {
    sayConfig(app, state, place.folder);
    return null;
  }
  const access = await accessOrSay(app, { ...place, state });
  if (access === null) return null;
  const report = await withProgress(
    t("Looking up records in Cortex XSOAR"),
    (signal) => place.session.notes.preview(access, names, signal),
    "statusBar",
  );
  return { report, access, dryRun: state.config.profiling.CortexXSOARAPIConfig.dry_run };
}

async function showWrites(
  app: App,
  place: Ready,
  access: XsoarAccess,
  writes: readonly PlannedWrite[],
  dryRun: boolean,
  before = "",
): Promise<void> {
  if (app.reviews.current !== null) await closeReview(app, app.reviews.current);
  const { origin } = new URL(access.baseUrl);
  const round = app.reviews.nextRound();
  const texts = new Map<string, string>();
  const pairs = writes.map((write, index) => {
    const sides = reviewTexts(write, t);
    const [left, right] = (["before", "after"] as const).map((side) => {
      const uri = documentUri(write, `${round}.${index}`, side);
      texts.set(uri.toString(), sides[side]);
      return uri;
    });
    return [right, left, right] as const;
  });
  const [pair] = pairs;
  const [first] = writes;
  if (pair === undefined || first === undefined) return;
  const title =
    writes.length > 1
      ? t("Changes for Cortex XSOAR")
      : first.kind === "create"
        ? t("New record: {name}", { name: harmless(first.value) })
        : t("Changes: {name}", { name: harmless(first.value) });
  const review: Review = { place, origin, writes, dryRun, title };
  await app.reviews.show(review, texts);
  if (writes.length > 1) await vscode.commands.executeCommand(BuiltInCommand.changes, title, pairs);
  else if (first.kind === "create")
    await vscode.commands.executeCommand(BuiltInCommand.open, pair[2], { preview: false }, title);
  else await vscode.commands.executeCommand(BuiltInCommand.diff, pair[1], pair[2], title, { preview: false });
  offerToWrite(app, review, before);
}

/** The question beside the diff; its editor has the same two actions. */
function offerToWrite(app: App, review: Review, before: string): void {
  const ifShown = (run: (app: App) => Promise<void>) => () => (app.reviews.current === review ? run(app) : undefined);
  const sentence = review.dryRun
    ? t("Dry run is switched on (dry_run), so nothing is sent.")
    : t("Nothing is sent to {origin} before you write it.", { origin: safe(review.origin) });
  const buttons = review.dryRun
    ? [openConfigButton()]
    : [
        { label: t("Write"), run: ifShown(writeChanges) },
        { label: t("Cancel"), run: ifShown(cancelChanges) },
      ];
  notify("info", join([before, writesSentence(review.writes, t), sentence]), buttons);
}

async function closeReview(app: App, review: Review): Promise<void> {
  await app.reviews.show(null, new Map());
  // VS Code tells of an editor of several diffs by its title alone.
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input, label }) =>
        (review.writes.length > 1 && label.startsWith(review.title)) ||
        (input instanceof vscode.TabInputText && input.uri.scheme === ReviewScheme) ||
        (input instanceof vscode.TabInputTextDiff && input.modified.scheme === ReviewScheme),
    );
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}

async function write(app: App, place: Ready, access: XsoarAccess, writes: readonly PlannedWrite[]): Promise<void> {
  const names = (kind: PlannedWrite["kind"]) => writes.filter((one) => one.kind === kind).flatMap((one) => one.names);
  const [edits, creates] = [names("edit"), names("create")];
  const report = await withProgress(
    t("Writing to Cortex XSOAR"),
    (signal) => place.session.notes.writeReviewed(access, { edits, creates }, signal),
    writes.length > 3 ? "notification" : "statusBar",
  );
  await app.view.refresh();
  const { outcomes, failure } = report;
  logOutcomes(app, outcomes, access);
  if (failure !== null) {
    sayXsoarFailure(failure, () => showChanges(app, place, [...edits, ...creates]));
    return;
  }
  const busy = report.busy === true;
  const sentence = join([
    notedSentence(
      outcomes.filter(({ name }) => edits.includes(name)).filter((outcome) => outcome.kind === "noted"),
      t,
    ),
    createdSentence(
      outcomes.filter(({ kind, name }) => kind !== "noted" || !edits.includes(name)),
      (outcome) => failureText(outcome.failure),
      t,
    ),
    busy ? busySentence(t) : "",
  ]);
  const written = outcomes.filter((outcome) => outcome.kind === "created" || outcome.kind === "noted");
  const [first] = written;
  const whole = written.length === outcomes.length && !busy;
  const id = first?.id ?? "";
  const open = { label: t("Open Record"), run: () => openExternal(recordUrl(access, id)) };
  notify(whole ? "info" : "warning", sentence, [id === "" ? showLogButton() : open]);
}

function join(sentences: readonly string[]): SafeText {
  return harmless(sentences.filter((sentence) => sentence !== "").join(" "));
}

/** Named after the record, since the editor shows the last part of an address. */
function documentUri({ kind, value }: PlannedWrite, place: string, side: string): vscode.Uri {
  const name =
    harmless(value)
      .replace(/[/\\?#:%]+/g, " ")
      .trim() || t("record");
  // One path for both sides, which are no different files to VS Code then.
  return vscode.Uri.from({
    scheme: ReviewScheme,
    path: `/${place}/${name}${kind === "create" ? ".json" : ""}`,
    query: side,
  });
}
