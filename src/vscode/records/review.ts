import { harmless, oneLine, withoutSecret } from "../../core/text/foreignText";
import type { RecordPlan, RecordsPlan, RecordsReport } from "../../core/records/types";
import { recordAfter, recordBefore } from "../../ui/fieldDiff";
import { chosenPlans, fieldTicks } from "../../ui/fieldTicks";
import { fieldReview } from "../../ui/pages/fieldReview";
import { reviewEnd } from "../../ui/pages/reviewEnd";
import { openRecords, updateLines, updateSentence } from "../../ui/updateOutcome";
import type { App } from "../app";
import { sayConfig } from "../config/place";
import { Command } from "../shell/ids";
import { t } from "../shell/l10n";
import { commandButton, notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { showDiff } from "../xsoar/reviewDiff";
import { ReviewEditor, type ReviewWork, type Reviewed } from "../xsoar/reviewEditor";
import { accessOrSay, failureText, sayXsoarFailure } from "../xsoar/xsoarAccess";
import { type RecordsPlace, planAndAsk } from "./plan";
import { showReport } from "./showReport";

/** What a review of an update is about. */
export interface UpdateReview {
  readonly at: RecordsPlace;
  readonly plan: RecordsPlan;
  /** Makes the plan anew. */
  readonly planning: Parameters<typeof planAndAsk>[2];
  /** When the run was that is taken back, as people write it; empty for none. */
  readonly undone: string;
}

/** Opens the review of an update; where there is nothing to review or to tell, says so. */
export async function openUpdateReview(app: App, review: UpdateReview): Promise<void> {
  const { plans, skipped, warnings, remarks, untouched } = review.plan;
  if (plans.length + skipped.length + warnings.length + remarks.length === 0) {
    const count = untouched.length;
    notify(
      "info",
      count === 0
        ? t("No record was found for that.")
        : count === 1
          ? t("There is nothing to do: the record has all of it.")
          : t("There is nothing to do: all {count|record has|records have} all of it.", { count }),
    );
    return;
  }
  const work = new FieldReview(app, review);
  await new ReviewEditor(app, work, work.reviewed()).open("");
}

class FieldReview implements ReviewWork {
  private report: RecordsReport | null = null;
  private isPlanning = false;

  readonly tasks: ReviewWork["tasks"] = {
    write: (editor) => this.write(editor),
    diff: (editor) => showDiff(this.app, chosenPlans(this.review.plan.plans, editor.ticks).map(sidesOf)),
  };
  readonly clicks: ReviewWork["clicks"] = {
    report: () => showReport(this.app),
    again: () => this.reviewRest(),
  };

  constructor(
    private readonly app: App,
    private readonly review: UpdateReview,
  ) {}

  reviewed(): Reviewed {
    const { at, plan, undone } = this.review;
    const { config } = at.place.state;
    const { dry_run: dryRun } = config.profiling.CortexXSOARAPIConfig;
    return {
      content: fieldReview(plan, config.records.onionField, undone, t),
      ticks: fieldTicks(plan, dryRun),
      origin: new URL(at.access.baseUrl).origin,
      dryRun,
    };
  }

  private async write(editor: ReviewEditor): Promise<void> {
    const { at, plan } = this.review;
    const chosen = chosenPlans(plan.plans, editor.ticks);
    if (chosen.length === 0) return;
    const { place } = at;
    // The review may have stood open for long: the configuration counts as it is now.
    const state = await place.session.noteConfig();
    if (state.kind !== "ok") {
      sayConfig(this.app, state, place.folder);
      return;
    }
    const access = await accessOrSay(this.app, { ...place, state });
    if (access === null) return;
    if (access.baseUrl !== plan.server) {
      editor.say(t("The configuration names another server now, so nothing was written. Make the plan anew."));
      return;
    }
    const report = await withProgress(t("Updating records in Cortex XSOAR"), (signal, count) =>
      place.session.records.write(access, plan, chosen, signal, count),
    );
    this.app.activity.refresh();
    // What a job has proposed and was looked at waits no more.
    if (plan.job !== undefined) await this.app.view.refresh();
    const sentence = updateSentence(report, failureText, t);
    const lines = updateLines(report, failureText, t);
    for (const line of lines) this.app.log.info(`Cortex XSOAR: ${withoutSecret(oneLine(line), access.apiKey)}`);
    const isTried = report.results.some(({ outcome }) => outcome !== "notDone");
    const retry = (): unknown => (isTried ? this.reviewRest() : editor.alone(() => this.write(editor)));
    if (report.failure !== null) sayXsoarFailure(report.failure, retry, harmless(sentence));
    if (report.busy === true || report.dryRun === true || !isTried) {
      editor.say(sentence);
      return;
    }
    this.report = report;
    const rest = openRecords(report).size;
    const again = rest === 1 ? t("Review 1 Record Again") : t("Review {count} Records Again", { count: rest });
    const buttons = [
      ...(rest === 0 ? [] : [{ action: "again", label: again }]),
      { action: "report", label: t("Show Report") },
    ];
    editor.finish(reviewEnd(sentence, lines.length > 1 ? lines : [], buttons, t));
    if (report.failure !== null) return;
    notify(rest === 0 ? "info" : "warning", harmless(sentence), [commandButton(t("Show Report"), Command.showReport)]);
  }

  /** Another review, of just those records that were not written. */
  private async reviewRest(): Promise<void> {
    const { report, review } = this;
    if (report === null || this.isPlanning) return;
    this.isPlanning = true;
    try {
      const ids = openRecords(report);
      const retry = (): unknown => this.reviewRest();
      const all = await planAndAsk(this.app, review.at, review.planning, retry);
      if (all === null) return;
      const plan = onlyOf(all, ids);
      const work = new FieldReview(this.app, { ...review, plan });
      const editor = new ReviewEditor(this.app, work, work.reviewed());
      await editor.open("");
      await editor.alone(() => editor.letSee());
    } finally {
      this.isPlanning = false;
    }
  }
}

function onlyOf(plan: RecordsPlan, ids: ReadonlySet<string>): RecordsPlan {
  return {
    ...plan,
    plans: plan.plans.filter(({ record }) => ids.has(record.id)),
    untouched: plan.untouched.filter(({ id }) => ids.has(id)),
    skipped: plan.skipped.filter(({ record }) => record !== null && ids.has(record.id)),
  };
}

function sidesOf(plan: RecordPlan): Parameters<typeof showDiff>[1][number] {
  return {
    value: plan.record.value,
    before: () => recordBefore(plan),
    after: () => recordAfter(plan),
    isNew: false,
    isJson: true,
  };
}
