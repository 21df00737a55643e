import type { ConfigState } from "../config/configState";
import { wantsNotes } from "../config/noteConfig";
import type { MailConfig } from "../config/types";
import { MAX_MAIL_SUMMARIES } from "../limits";
import { articleGroups } from "../mail/articleDigest";
import type { DigestGroup } from "../mail/digest";
import {
  type Mail,
  type MailReport,
  type MailTarget,
  type UsableTarget,
  mailTarget,
  waitingTargets,
} from "../mail/mail";
import type { MailAccess, MailMessage } from "../mail/mailer";
import type { ActivityBy } from "../memory/activity";
import type { Article } from "../model/model";
import type { Notes } from "../notes/notes";
import { mailSummaries, scannedArticles } from "../summaries/mailSummaries";
import type { TriageOf } from "../stories/triage";
import type { Summaries } from "../summaries/summaries";
import type { Translate } from "../text/translate";
import type { XsoarAccess } from "../xsoar/connection";
import type { LeftToReview, RecordReport } from "../xsoar/reports";
import { writtenNotes } from "../xsoar/writtenNotes";
import { jobGroups } from "./jobDigest";
import type { DoneJob, JobResult } from "./jobReports";

type UsableConfig = Extract<ConfigState, { kind: "ok" }>;

/** What a door lends so that something can be sent out. Null: it cannot be had, the door knows why, and what was to be sent waits. */
export interface Lent {
  xsoar(config: UsableConfig): Promise<XsoarAccess | null>;
  /** @param target its receivers are those of the mails that wait, which may be others than the configuration names by now */
  mail(target: UsableTarget): Promise<MailAccess | null>;
}

/** How the second stage of a run goes. */
export interface DeliverOptions {
  readonly signal: AbortSignal;
  /** Who runs. */
  readonly by: ActivityBy;
  /** How many notes this run may write without a review, whatever the configuration allows; left out, that counts. */
  readonly maxNotes?: number;
  /** Of reading pages for summaries. */
  readonly timeoutMs: number;
  readonly crawlDelayMs?: number;
  /** Records that are missing are created without a question. */
  readonly createMissing?: boolean;
  /** No mail says that there is nothing new. */
  readonly onlyNews?: boolean;
  /** A mail can be shown before it is sent, where the configuration wants that. */
  readonly canPreview?: boolean;
  readonly onStep?: (step: DeliverStep) => void;
}

export type DeliverStep = "notes" | "summaries" | "mail";

/** What came of the notes, and by which configuration. */
interface DeliveredNotes {
  readonly state: UsableConfig;
  /** Null when the door lent no access. */
  readonly records: RecordReport | null;
  readonly created: RecordReport | null;
}

/** What came of mail. */
export type DeliveredMail =
  /** A key of the configuration keeps mail from being made. */
  | { readonly kind: "unusable"; readonly config: MailConfig; readonly key: Extract<MailTarget, { ok: false }>["key"] }
  /** Older ones that waited have given way to it. */
  | { readonly kind: "gone"; readonly config: MailConfig; readonly count: number }
  /** Somebody wants to see it first. */
  | { readonly kind: "held"; readonly config: MailConfig }
  /** It waits: the door lent no access, or the stage was ended. */
  | { readonly kind: "waits"; readonly config: MailConfig; readonly target: UsableTarget; readonly ended: boolean }
  | {
      readonly kind: "handedIn";
      readonly config: MailConfig;
      readonly target: UsableTarget;
      readonly report: MailReport;
    };

/** Everything that the second stage of a run did. */
export interface DeliverReport {
  readonly cancelled: boolean;
  /** Null when no job writes notes. */
  readonly notes: DeliveredNotes | null;
  readonly mails: readonly DeliveredMail[];
}

interface Outputs {
  readonly noteConfig: () => Promise<ConfigState>;
  readonly notes: Pick<Notes, "writeWaiting" | "createRecords">;
  readonly mail: Mail;
  readonly summaries: Summaries;
  /** What was decided about stories, as it is now. */
  readonly triage: () => Promise<TriageOf>;
  readonly t: Translate;
}

/**
 * Sends out what a run has found: the notes of all jobs at once, then mail. A mail comes last, since it is about the whole run. What is
 * not sent waits for the next run.
 *
 * @param turn ends when earlier runs have delivered
 */
export async function deliver(
  outputs: Outputs,
  results: readonly JobResult[],
  lent: Lent,
  options: DeliverOptions,
  turn: Promise<unknown>,
): Promise<DeliverReport> {
  const { orders, told } = await queueMails(outputs, results, options);
  let notes: DeliveredNotes | null;
  try {
    await turn;
    notes = await deliverNotes(outputs, results, lent, options);
    for (const order of orders) await addSummaries(outputs, order, options);
  } finally {
    for (const { message } of orders) if (message !== null) outputs.mail.release(message.messageId);
  }
  const mails = [...told, ...(await sendMails(outputs, orders, lent, options))];
  return { cancelled: options.signal.aborted, notes, mails };
}

async function deliverNotes(
  { noteConfig, notes }: Outputs,
  results: readonly JobResult[],
  lent: Lent,
  { signal, createMissing = false, onStep, by, maxNotes }: DeliverOptions,
): Promise<DeliveredNotes | null> {
  if (signal.aborted || !results.some(hasNotes)) return null;
  const state = await noteConfig();
  if (state.kind !== "ok" || !wantsNotes(state.config)) return null;
  const access = await lent.xsoar(state);
  if (access === null) return { state, records: null, created: null };
  onStep?.("notes");
  const how = { by, ...(maxNotes === undefined ? {} : { maxNotes }) };
  const records = await notes.writeWaiting(access, signal, how);
  const missing = records.outcomes.flatMap((found) => (found.kind === "missing" && found.owner ? [found.name] : []));
  const isWanted = createMissing && missing.length > 0 && !signal.aborted;
  if (!isWanted) return { state, records, created: null };
  const left = (most: number) => Math.max(0, most - writtenNotes(records.outcomes).notes);
  const rest = maxNotes === undefined ? {} : { maxNotes: left(maxNotes) };
  const created = await notes.createRecords(access, missing, signal, { by, ...rest });
  return { state, records: withReview(records, created.review), created };
}

/** What either half of a run has left to be reviewed is left by the run. */
function withReview(records: RecordReport, more: LeftToReview | undefined): RecordReport {
  const { review } = records;
  if (more === undefined) return records;
  if (review === undefined) return { ...records, review: more };
  const why = [...new Set([...review.why, ...more.why])];
  return { ...records, review: { notes: review.notes + more.notes, records: review.records + more.records, why } };
}

/** Whether a job has notes to write, or would have them. */
function hasNotes(result: JobResult): boolean {
  if (result.kind !== "done" || result.report.cancelled) return false;
  if (result.job === "keywords") return result.report.notes !== null;
  return result.job === "articles" && wantsNotes(result.state.config);
}

/** A mail about the run of a job. */
interface Order {
  readonly config: MailConfig;
  readonly target: UsableTarget;
  readonly result: DoneJob;
  /** Null when there is nothing to tell. */
  readonly message: MailMessage | null;
  readonly isHeld: boolean;
}

/** Remembers the mails about a run, as far as they can be made without reading a page: whatever ends what follows, they wait. */
async function queueMails(
  { mail, triage, t }: Outputs,
  results: readonly JobResult[],
  { canPreview = false, onlyNews = false }: DeliverOptions,
): Promise<{ readonly orders: readonly Order[]; readonly told: readonly DeliveredMail[] }> {
  const orders: Order[] = [];
  const told: DeliveredMail[] = [];
  const decided = await triage();
  for (const result of results) {
    if (result.kind !== "done" || result.report.cancelled || !result.state.config.mailconfig.sendMail) continue;
    const { mailconfig: config } = result.state.config;
    const groups = groupsOf(result, new Map(), t, decided);
    const isToldOf = !onlyNews || groups.some(({ entries }) => entries.length > 0);
    const target = mailTarget(config);
    if (!target.ok) {
      if (isToldOf) told.push({ kind: "unusable", config, key: target.key });
      continue;
    }
    const isHeld = canPreview && config.previewFirst;
    const message = isToldOf ? mail.compose(config, groups) : null;
    const gone = message === null ? 0 : await mail.queue(message, isHeld, config.sendSummary);
    if (gone > 0) told.push({ kind: "gone", config, count: gone });
    orders.push({ config, target, result, message, isHeld });
  }
  return { orders, told };
}

/** Puts the summaries into the mails that want some. */
async function addSummaries(
  { mail, summaries, triage, t }: Outputs,
  order: Order,
  options: DeliverOptions,
): Promise<void> {
  const { config, result, message } = order;
  if (message === null || !config.sendSummary || options.signal.aborted) return;
  options.onStep?.("summaries");
  const { read, left } = await mailSummaries(summaries, config, articlesOf(result), options);
  const remarks =
    left === 0
      ? []
      : [
          t("Summaries were made of the first {limit} articles; {count|has|have} none.", {
            limit: MAX_MAIL_SUMMARIES,
            count: left,
          }),
        ];
  const whole = mail.compose(config, groupsOf(result, read, t, await triage()), remarks);
  if (whole !== null) await mail.rewrite({ ...whole, messageId: message.messageId });
}

async function sendMails(
  { mail }: Outputs,
  orders: readonly Order[],
  lent: Lent,
  options: DeliverOptions,
): Promise<readonly DeliveredMail[]> {
  const delivered: DeliveredMail[] = orders.flatMap(({ config, message, isHeld }) =>
    isHeld && message !== null ? [{ kind: "held", config }] : [],
  );
  const accounts = new Map(orders.flatMap((order) => (order.isHeld ? [] : [[order.target.account, order]])));
  const waiting = await mail.waiting();
  const wanted = [...accounts.values()].flatMap(({ config, target }) =>
    waitingTargets(target, waiting, false).map((one) => ({ config, target: one })),
  );
  for (const { config, target } of wanted) {
    const access = options.signal.aborted ? null : await lent.mail(target);
    if (access === null) {
      delivered.push({ kind: "waits", config, target, ended: options.signal.aborted });
      continue;
    }
    options.onStep?.("mail");
    const report = await mail.send(access, false, options.signal, options.by);
    delivered.push({ kind: "handedIn", config, target, report });
  }
  return delivered;
}

function articlesOf(result: DoneJob): readonly Article[] {
  if (result.job === "articles") return scannedArticles(result.report);
  return result.report.job === "keywords" ? result.report.newArticles.map(({ article }) => article) : [];
}

/** What a mail about the run of a job says. @param read sentences by the key of the article */
function groupsOf(
  result: DoneJob,
  read: ReadonlyMap<string, readonly string[]>,
  t: Translate,
  triage: TriageOf,
): readonly DigestGroup[] {
  return result.job === "articles" ? articleGroups(result.report, read, t, triage) : jobGroups(result.report, read, t);
}
