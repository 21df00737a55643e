import * as vscode from "vscode";
import type { ProfileMatches, ScanReport } from "../../core/model/model";
import type { RecordOutcome, RecordReport } from "../../core/xsoar/reports";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { Command, type CommandId } from "../shell/ids";
import { configButton, resultFileButton } from "../jobs/jobNotice";
import type { JobsDigest } from "../../ui/jobResults";
import { type SafeText, harmless, oneLine, safe } from "../../core/text/foreignText";
import { mayOffer, offerRecords } from "../xsoar/records";
import { showPlanned } from "../xsoar/review";
import { briefText, isOffline, newsSentence, nothingReadSentence } from "../../ui/scanBrief";
import {
  ambiguousSentence,
  busySentence,
  createQuestion,
  createdSentence,
  drySentence,
  reviewSentence,
  scanSentence,
  writtenSentence,
} from "../../ui/sentences";
import { accessSentence, failureText, nextStepButton } from "../xsoar/xsoarAccess";
import type { Access } from "../xsoar/xsoarKeys";
import { t } from "../shell/l10n";
import { type Button, MOST_BUTTONS, commandButton, notify, showLogButton } from "../shell/notify";

type Refusal = Exclude<Access, { kind: "ok" }>;

/** What came of the notes after a scan. */
export type Recorded =
  | { readonly kind: "noAccess"; readonly access: Refusal }
  | {
      readonly kind: "report";
      readonly report: RecordReport;
      /** What it has sent stands in the activity from then on: ISO 8601 UTC. */
      readonly since: string;
    };

/** What is told of: a run; of one that was told of when it had read, what it has sent out; or another try to write what waits. */
export type Told = "run" | "delivery" | "retry";

/**
 * What there is to say of a scan. All of it stands in the report behind the status bar, and in the log. A notification comes only with
 * news, what was written to Cortex XSOAR (writing is never silent), trouble or a question: a sentence of each, and two buttons at most.
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
  const missing = outcomes.flatMap((outcome) =>
    outcome.kind === "missing" && outcome.owner && !outcome.dismissed && outcome.articles.length > 0 ? [outcome] : [],
  );
  const planned = report?.planned;
  const nothingRead = nothingReadSentence(scanned?.sources ?? [], t);
  const trouble = [nothingRead, ...troubleOf(app, place, { report, outcomes, noAccess, scanned, jobs })].filter(
    (part) => part !== "",
  );
  const sent = sentSentences(outcomes);
  const left = reviewSentence(report?.review, t);
  const dry = planned === undefined ? "" : drySentence(planned, t);
  const hasWritten = outcomes.some((one) => one.kind === "created" || (one.kind === "noted" && one.added > 0));
  const asks = missing.length > 0 && planned === undefined && (await mayOffer(app, place));
  const asked = missing.length > 0 ? createQuestion(missing, t) : "";
  const found = foundSentence(scanned, what);
  showReport(app, what, briefText(scanned, jobs, t), [...sent, left, found, jobs.sentence, dry, asked, ...trouble]);
  // A name is asked for once: also when Cortex XSOAR was slower than what was read.
  if (!isWorthTelling(joined([...trouble, left]), hasWritten || (asks && what === "delivery"))) return;
  if (asks) return offerRecords(app, place, missing, joined([...sent, left]));

  const mode = await app.agreements.notifications(place.folder);
  const serious = trouble.length > 0;
  const isWhole = mode === "all" || what === "retry" || (mode === "quiet" && serious);
  if (!isWhole && !(mode === "quiet" && hasWritten)) return;

  const news = newsSentence(scanned?.newMatches ?? [], t);
  const whole = [
    news,
    jobs.hasNews ? jobs.sentence : "",
    dry,
    ...trouble.slice(0, 1),
    what === "retry" && !hasWritten && left === "" && !serious ? found : "",
  ];
  const sentence = joined([...sent, left, ...(isWhole ? whole : [])]);
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
  const isNews = news !== "" && isWhole;
  const buttons = [
    ...(isOffline(scanned?.sources ?? []) ? [commandButton(t("Try Again"), Command.scan)] : []),
    ...firstStep(place, jobs, noAccess, failure === null ? null : nextStepButton(failure, run(Command.retryRecords))),
    ...(left !== "" && review !== null ? [review] : []),
    ...(isNews ? [{ label: t("Show"), run: () => app.view.showNew() }] : []),
    ...(recorded?.kind === "report" && hasWritten ? [showButton(recorded.since)] : []),
    ...(left === "" && review !== null ? [review] : []),
    ...(jobs.hasNews ? resultFileButton(place, jobs.files) : []),
    ...(serious ? [showLogButton()] : []),
  ];
  notify(serious ? "warning" : "info", sentence, buttons.slice(0, MOST_BUTTONS));
}

/** What went wrong or waits, in sentences, what matters most first. */
function troubleOf(
  app: App,
  place: Ready,
  state: {
    readonly report: RecordReport | null;
    readonly outcomes: readonly RecordOutcome[];
    readonly noAccess: Refusal | null;
    readonly scanned: ScanReport | null;
    readonly jobs: JobsDigest;
  },
): readonly string[] {
  const { report, outcomes, noAccess, scanned, jobs } = state;
  return [
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
    ambiguousSentence(app.view.unsaid(outcomes), t),
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
  ];
}

/** All of a run behind the status bar, and in the log. */
function showReport(app: Pick<App, "view" | "log">, what: Told, brief: string, sentences: readonly string[]): void {
  const lines = sentences.filter((part) => part !== "").map(oneLine);
  for (const line of lines) app.log.info(line);
  app.view.tell(what === "run" ? brief : null, lines);
}

/** What was written, and what became of records that were asked for. */
function sentSentences(outcomes: readonly RecordOutcome[]): readonly string[] {
  const asked = outcomes.filter(({ kind }) => kind === "created" || kind === "excluded");
  return [writtenSentence(outcomes, t), createdSentence(asked, () => "", t)];
}

/** What a scan has found, in whole sentences. */
function foundSentence(scanned: ScanReport | null, what: Told): string {
  if (scanned !== null) return scanSentence(scanned, t);
  return what === "retry" ? t("The records were looked up again.") : "";
}

function joined(sentences: readonly string[]): SafeText {
  return harmless(sentences.filter((part) => part !== "").join(" "));
}

/** Opens what was written, in the section *Activity*. */
function showButton(since: string): Button {
  return commandButton(t("Show Notes"), Command.showActivity, since);
}

function run(command: CommandId): () => unknown {
  return () => vscode.commands.executeCommand(command);
}

/** What waits although it could be written: not for want of a record. */
function isStuck({ pending }: ProfileMatches): boolean {
  const kind = pending?.why.kind;
  return kind === "failed" || kind === "notTried";
}

/** What helps against what keeps notes from being written, or a job from running. */
function firstStep(place: Ready, jobs: JobsDigest, noAccess: Refusal | null, help: Button | null): readonly Button[] {
  if (place.state.plainKey) return [commandButton(t("Move Key"), Command.movePlainKey)];
  if (noAccess?.kind === "noKey") return [commandButton(t("Set API Key"), Command.setApiKey)];
  if (noAccess?.kind === "unconfirmed") return [commandButton(t("Confirm Server"), Command.retryRecords)];
  if (help !== null) return [help];
  return jobs.broken === null ? [] : configButton(place, jobs);
}
