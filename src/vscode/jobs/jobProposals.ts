import type { JobId } from "../../core/model/model";
import { safe } from "../../core/text/foreignText";
import type { JobNode } from "../../ui/jobNodes";
import type { App } from "../app";
import { t } from "../shell/l10n";
import { ask, notify } from "../shell/notify";
import { type RecordsPlace, planAndAsk, settle } from "../records/plan";
import { openUpdateReview } from "../records/review";
import { sessionOnShow } from "../config/place";
import { readyWithAccess } from "../xsoar/xsoarAccess";

/** **Review Proposed Changes…**: what the script of a job has proposed for records, as they are now. */
export async function reviewJobChanges(app: App, node?: JobNode): Promise<void> {
  const job = jobOf(node);
  const at = job === null ? null : await readyWithAccess(app, true);
  if (job !== null && at !== null) await reviewProposals(app, at, job);
}

/** The same in a folder whose server may be used. */
export async function reviewProposals(app: App, at: RecordsPlace, job: JobId): Promise<void> {
  const retry = (): unknown => reviewProposals(app, at, job);
  const { records } = at.place.session;
  if ((await records.proposals(job)).length === 0) {
    notify("info", t("{job}: nothing waits for a review.", { job: safe(job) }));
    return;
  }
  if (!(await settle(at, retry))) return;
  const planning: Parameters<typeof planAndAsk>[2] = (signal, count) =>
    records.planProposals(at.access, job, signal, count);
  const plan = await planAndAsk(app, at, planning, retry);
  if (plan !== null) await openUpdateReview(app, { at, plan, planning, undone: "" });
}

/** **Discard Proposed Changes**: nothing of what the script of a job has proposed waits any more. */
export async function discardJobChanges(app: App, node?: JobNode): Promise<void> {
  const job = jobOf(node);
  const session = job === null ? null : await sessionOnShow(app);
  if (job === null || session === null) return;
  const { length: count } = await session.records.proposals(job);
  const question = t("Discard {count|change|changes} proposed by the script of {job}?", {
    count,
    job: safe(job),
  });
  const detail = t("Nothing of it was written. Its next run may propose it again.");
  if ((await ask("info", question, [{ label: t("Discard") }], { detail })) === undefined) return;
  await session.records.discard(job);
  await app.view.refresh();
}

function jobOf(node: JobNode | undefined): JobId | null {
  if (node?.kind === "own") return node.job.id;
  return node?.kind === "proposal" ? (node.own ?? null) : null;
}
