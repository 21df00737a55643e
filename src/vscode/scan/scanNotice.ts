import * as vscode from "vscode";
import type { ProfileMatches, ScanReport } from "../../core/model/model";
import type { RecordOutcome, RecordReport } from "../../core/xsoar/reports";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { Command, type CommandId } from "../shell/ids";
import { configButton, resultFileButton } from "../jobs/jobNotice";
import type { JobsDigest } from "../../ui/jobResults";
import { type SafeText, harmless, safe } from "../../core/text/foreignText";
import { mayOffer, offerRecords } from "../xsoar/records";
import { showPlanned } from "../xsoar/review";
import {
  ambiguousSentence,
  busySentence,
  createdSentence,
  drySentence,
  reviewSentence,
  scanSentence,
  unreadSentences,
  writtenSentence,
} from "../../ui/sentences";
import { accessSentence, failureText, nextStepButton } from "../xsoar/xsoarAccess";
import type { Access } from "../xsoar/xsoarKeys";
import { t } from "../shell/l10n";
import { type Button, commandButton, notify, showLogButton } from "../shell/notify";

/** What came of the notes after a scan. */
export type Recorded =
  | { readonly kind: "noAccess"; readonly access: Exclude<Access, { kind: "ok" }> }
  | {
      readonly kind: "report";
      readonly report: RecordReport;
      /** What it has sent stands in the activity from then on: ISO 8601 UTC. */
      readonly since: string;
    };

/** What is told of: a run; of one that was told of when it had read, what it has sent out; or another try to write what waits. */
export type Told = "run" | "delivery" | "retry";

/**
 * The one notification of a scan: first what was written to Cortex XSOAR, since writing is never silent, and what waits for a review;
 * then what was found, and the question for records if there is one, with the next steps as buttons. What is left over stands as rows in
 * the view.
 *
 * @param isWorthTelling gets what went wrong or waits, in sentences, and whether something was sent or asked; false: nothing is said
 */
export async function tellScan(
  app: App,
  place: Ready,
  scanned: ScanReport | null,
  recorded: Recorded | null,
  jobs: JobsDigest,
  what: Told,
  isWorthTelling: (trouble: string, isNews: boolean) => boolean,
): Promise<void> {
  const report = recorded?.kind === "report" ? recorded.report : null;
  const { rows } = await place.session.articles.overview();
  const refusal = recorded?.kind === "noAccess" ? recorded.access : null;
  // Nobody need agree to a server that nothing waits for.
  const isIdle = refusal?.kind === "unconfirmed" && rows.every(({ pending }) => pending === undefined);
  const noAccess = isIdle ? null : refusal;
  app.view.setOffers({
    apiKey: noAccess?.kind === "noKey",
    confirmHost: noAccess?.kind === "unconfirmed",
    plainKey: place.state.plainKey,
    ambiguous: (await place.session.aliasQuestions(place.state.config.profiling)).length > 0,
  });

  const outcomes = report?.outcomes ?? [];
  const ambiguous = ambiguousSentence(app.view.unsaid(outcomes), t);
  const missing = outcomes.flatMap((outcome) =>
    outcome.kind === "missing" && outcome.owner && !outcome.dismissed && outcome.articles.length > 0 ? [outcome] : [],
  );
  const planned = report?.planned;
  const trouble = [
    // A key in the file is what to begin with; that none is stored goes without saying then.
    ...(noAccess === null || place.state.plainKey ? [] : [accessSentence(noAccess)]),
    ...(report === null || report.failure === null || report.failure.code === "aborted"
      ? []
      : [failureText(report.failure)]),
    ...outcomes
      .flatMap((outcome) =>
        outcome.kind === "failed" ? [`${safe(outcome.name)}: ${failureText(outcome.failure)}`] : [],
      )
      .slice(0, 1),
    ambiguous,
    ...(report?.busy === true ? [busySentence(t)] : []),
    ...(place.state.plainKey
      ? [
          t(
            "{file} holds an API key in plain text. It was not sent. Move it, and replace it in Cortex XSOAR, since it was readable.",
            { file: safe(place.state.file) },
          ),
        ]
      : []),
    ...(scanned?.notices ?? []).slice(0, 1),
    ...jobs.trouble,
  ].filter((part) => part !== "");
  const sent = sentSentences(outcomes);
  const left = reviewSentence(report?.review, t);
  const hasWritten = outcomes.some((one) => one.kind === "created" || (one.kind === "noted" && one.added > 0));
  const asks = missing.length > 0 && planned === undefined && (await mayOffer(app, place));
  // A name is asked for once: also when Cortex XSOAR was slower than what was read.
  if (!isWorthTelling(joined([...trouble, left]), hasWritten || (asks && what === "delivery"))) return;
  const found = foundSentence(scanned, what, hasWritten || left !== "");
  const show = recorded?.kind === "report" && hasWritten ? showButton(recorded.since) : null;
  const files = resultFiles(scanned, jobs);
  if (asks) {
    const others = [
      ...(left === "" ? [] : [commandButton(t("Review Notes…"), Command.reviewChanges)]),
      ...(show === null ? [] : [{ ...show, label: t("Show Notes") }]),
      ...resultFileButton(place, files),
    ];
    const text = { before: joined([...sent, left, found]), more: joined([jobs.sentence, ...trouble]) };
    // The question has three buttons of its own.
    await offerRecords(app, place, missing, text, others.slice(0, 1));
    return;
  }

  const mode = await app.agreements.notifications(place.folder);
  const nothingRead =
    scanned !== null && scanned.sources.length > 0 && scanned.sources.every(({ outcome }) => outcome === "failed");
  const serious = trouble.length > 0 || nothingRead;
  const isWhole = mode === "all" || what === "retry" || (mode === "quiet" && serious);
  if (!isWhole && !(mode === "quiet" && hasWritten)) return;

  const dry = planned === undefined ? "" : drySentence(planned, t);
  const sentence = joined([...sent, left, ...(isWhole ? [found, jobs.sentence, dry, ...trouble] : [])]);
  if (sentence === "") return;
  const failure =
    report?.failure ?? outcomes.flatMap((outcome) => (outcome.kind === "failed" ? [outcome.failure] : []))[0] ?? null;
  const review =
    planned !== undefined && planned.length > 0
      ? { label: t("Review Changes"), run: () => showPlanned(app, place, planned) }
      : left !== ""
        ? commandButton(t("Review…"), Command.reviewChanges)
        : report !== null && rows.some(isStuck)
          ? commandButton(t("Review Changes"), Command.reviewChanges)
          : null;
  const help = failure === null ? null : nextStepButton(failure, run(Command.retryRecords));
  const buttons = nextSteps(place, scanned, jobs, {
    noAccess,
    serious,
    show,
    review,
    isLeft: left !== "",
    help,
  });
  notify(serious ? "warning" : "info", sentence, buttons);
}

/** What was written, and what became of records that were asked for. */
function sentSentences(outcomes: readonly RecordOutcome[]): readonly string[] {
  const asked = outcomes.filter(({ kind }) => kind === "created" || kind === "excluded");
  return [writtenSentence(outcomes, t), createdSentence(asked, () => "", t)];
}

/** What a scan has found. That there is nothing new is not worth a word where there is something else to tell. */
function foundSentence(scanned: ScanReport | null, what: Told, isElse: boolean): string {
  if (scanned === null) return what === "retry" && !isElse ? t("The records were looked up again.") : "";
  const isNew = scanned.newArticles.length + scanned.newMatches.length > 0;
  return isElse && !isNew ? unreadSentences(scanned.sources, t).join(" ") : scanSentence(scanned, t);
}

function joined(sentences: readonly string[]): SafeText {
  return harmless(sentences.filter((part) => part !== "").join(" "));
}

/** Opens what was written, in the section *Activity*. */
function showButton(since: string): Button {
  return commandButton(t("Show"), Command.showActivity, since);
}

function run(command: CommandId): () => unknown {
  return () => vscode.commands.executeCommand(command);
}

/** What waits although it could be written: not for want of a record. */
function isStuck({ pending }: ProfileMatches): boolean {
  const kind = pending?.why.kind;
  return kind === "failed" || kind === "notTried";
}

/** At most four buttons, what helps against what is wrong first. */
function nextSteps(
  place: Ready,
  scanned: ScanReport | null,
  jobs: JobsDigest,
  state: {
    readonly noAccess: Exclude<Access, { kind: "ok" }> | null;
    readonly serious: boolean;
    /** Shows what was written. */
    readonly show: Button | null;
    /** Shows what waits or would be sent. */
    readonly review: Button | null;
    /** Notes were left for a review: that is offered whatever else is. */
    readonly isLeft: boolean;
    readonly help: Button | null;
  },
): readonly Button[] {
  const { show, review, isLeft } = state;
  const first = firstStep(place, jobs, state);
  const next = review === null ? [] : [review];
  const failed = jobs.hasFailed || (scanned?.sources.some(({ outcome }) => outcome === "failed") ?? false);
  return [
    ...first,
    ...(show === null ? [] : [show]),
    ...(first.length === 0 || isLeft ? next : []),
    ...resultFileButton(place, resultFiles(scanned, jobs)),
    ...(failed || state.serious ? [showLogButton()] : []),
  ].slice(0, 4);
}

/** What helps against what keeps notes from being written, or a job from running. */
function firstStep(
  place: Ready,
  jobs: JobsDigest,
  { noAccess, help }: { readonly noAccess: Exclude<Access, { kind: "ok" }> | null; readonly help: Button | null },
): readonly Button[] {
  if (place.state.plainKey) return [commandButton(t("Move Key"), Command.movePlainKey)];
  if (noAccess?.kind === "noKey") return [commandButton(t("Set API Key"), Command.setApiKey)];
  if (noAccess?.kind === "unconfirmed") return [commandButton(t("Confirm Server"), Command.retryRecords)];
  if (help !== null) return [help];
  return jobs.broken === null ? [] : configButton(place, jobs);
}

/** The result files of a scan, that of the articles first. */
function resultFiles(scanned: ScanReport | null, jobs: JobsDigest): readonly string[] {
  const file = scanned?.resultFile ?? null;
  return [...(file === null ? [] : [file]), ...jobs.files];
}
