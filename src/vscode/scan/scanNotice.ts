import * as vscode from "vscode";
import type { ProfileMatches, ScanReport } from "../../core/model/model";
import type { RecordReport } from "../../core/xsoar/reports";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { Command, type CommandId } from "../shell/ids";
import { configButton, resultFileButton } from "../jobs/jobNotice";
import type { JobsDigest } from "../../ui/jobResults";
import { harmless, safe } from "../../core/text/foreignText";
import { mayOffer, offerRecords } from "../xsoar/records";
import { showPlanned } from "../xsoar/review";
import { readSettings } from "../shell/settings";
import { ambiguousSentence, busySentence, createdSentence, drySentence, scanSentence } from "../../ui/sentences";
import { accessSentence, failureText, nextStepButton } from "../xsoar/xsoarAccess";
import type { Access } from "../xsoar/xsoarKeys";
import { t } from "../shell/l10n";
import { type Button, commandButton, notify, showLogButton } from "../shell/notify";

/** What came of the notes after a scan. */
export type Recorded =
  | { readonly kind: "noAccess"; readonly access: Exclude<Access, { kind: "ok" }> }
  | { readonly kind: "report"; readonly report: RecordReport };

/** What is told of: a run; of one that was told of when it had read, what it has sent out; or another try to write what waits. */
export type Told = "run" | "delivery" | "retry";

/**
 * The one notification of a scan: the question for records if there is one, else what was found with the next steps as
 * buttons. What is left over stands as rows in the view.
 *
 * @param isWorthTelling gets what went wrong, in sentences; false: nothing is said
 */
export async function tellScan(
  app: App,
  place: Ready,
  scanned: ScanReport | null,
  recorded: Recorded | null,
  jobs: JobsDigest,
  what: Told,
  isWorthTelling: (trouble: string) => boolean,
): Promise<void> {
  const report = recorded?.kind === "report" ? recorded.report : null;
  const { rows } = await place.session.articles.overview();
  const noAccess = recorded?.kind === "noAccess" ? recorded.access : null;
  const aliases = report !== null && report.failure === null && rows.some(({ record }) => record.kind === "found");
  app.view.setOffers({
    apiKey: noAccess?.kind === "noKey",
    confirmHost: noAccess?.kind === "unconfirmed",
    plainKey: place.state.plainKey,
    aliases,
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
  if (!isWorthTelling(trouble.join(" "))) return;
  if (missing.length > 0 && mayOffer(place) && planned === undefined) {
    const more = harmless([jobs.sentence, ambiguous, ...jobs.trouble].filter((part) => part !== "").join(" "));
    await offerRecords(app, place, missing, more, resultFileButton(place, resultFiles(scanned, jobs)));
    return;
  }

  const mode = readSettings(place.folder).notifications;
  const nothingRead =
    scanned !== null && scanned.sources.length > 0 && scanned.sources.every(({ outcome }) => outcome === "failed");
  const serious = trouble.length > 0 || nothingRead;
  if (what !== "retry" && (mode === "off" || (mode === "quiet" && !serious))) return;

  const again = what === "retry" ? t("The records were looked up again.") : "";
  const done = scanned === null ? again : scanSentence(scanned, t);
  const asked = outcomes.filter(({ kind }) => kind === "created" || kind === "excluded");
  const completed = createdSentence(asked, () => "", t);
  const dry = planned === undefined ? "" : drySentence(planned, t);
  const sentence = harmless([done, jobs.sentence, completed, dry, ...trouble].filter((part) => part !== "").join(" "));
  if (sentence === "") return;
  const failure =
    report?.failure ?? outcomes.flatMap((outcome) => (outcome.kind === "failed" ? [outcome.failure] : []))[0] ?? null;
  const review =
    planned !== undefined && planned.length > 0
      ? () => showPlanned(app, place, planned)
      : report !== null && rows.some(isStuck)
        ? run(Command.reviewChanges)
        : null;
  const help = failure === null ? null : nextStepButton(failure, run(Command.retryRecords));
  const buttons = nextSteps(place, scanned, jobs, {
    noAccess,
    aliases: aliases && mode === "all",
    serious,
    review,
    help,
  });
  notify(serious ? "warning" : "info", sentence, buttons);
}

function run(command: CommandId): () => unknown {
  return () => vscode.commands.executeCommand(command);
}

/** What waits although it could be written: not for want of a record. */
function isStuck({ pending }: ProfileMatches): boolean {
  const kind = pending?.why.kind;
  return kind === "failed" || kind === "notTried";
}

/** At most three buttons, what helps against what is wrong first. */
function nextSteps(
  place: Ready,
  scanned: ScanReport | null,
  jobs: JobsDigest,
  state: {
    readonly noAccess: Exclude<Access, { kind: "ok" }> | null;
    readonly aliases: boolean;
    readonly serious: boolean;
    /** Shows what waits or would be sent. */
    readonly review: (() => unknown) | null;
    readonly help: Button | null;
  },
): readonly Button[] {
  const buttons: Button[] = [];
  if (place.state.plainKey) buttons.push(commandButton(t("Move Key"), Command.movePlainKey));
  else if (state.noAccess?.kind === "noKey") buttons.push(commandButton(t("Set API Key"), Command.setApiKey));
  else if (state.noAccess?.kind === "unconfirmed")
    buttons.push(commandButton(t("Confirm Server"), Command.testConnection));
  else if (state.help !== null) buttons.push(state.help);
  else if (jobs.broken !== null) buttons.push(...configButton(place, jobs));
  else if (state.review !== null) buttons.push({ label: t("Review Changes"), run: state.review });
  else if (state.aliases) buttons.push(commandButton(t("Sync Aliases"), Command.syncAliases));
  buttons.push(...resultFileButton(place, resultFiles(scanned, jobs)));
  const failed = jobs.hasFailed || (scanned?.sources.some(({ outcome }) => outcome === "failed") ?? false);
  if (failed || state.serious) buttons.push(showLogButton());
  return buttons;
}

/** The result files of a scan, that of the articles first. */
function resultFiles(scanned: ScanReport | null, jobs: JobsDigest): readonly string[] {
  const file = scanned?.resultFile ?? null;
  return [...(file === null ? [] : [file]), ...jobs.files];
}
