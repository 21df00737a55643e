import type { ConfigState } from "../config/configState";
import { wantsNotes } from "../config/noteConfig";
import type { MailConfig } from "../config/types";
import { articleGroups } from "../mail/articleDigest";
import type { DigestGroup } from "../mail/digest";
import { type Mail, type MailReport, type MailTarget, mailTarget } from "../mail/mail";
import type { MailAccess } from "../mail/mailer";
import type { Article } from "../model/model";
import type { Notes } from "../notes/notes";
import { mailSummaries, scannedArticles } from "../summaries/mailSummaries";
import type { Summaries } from "../summaries/summaries";
import type { Translate } from "../text/translate";
import type { XsoarAccess } from "../xsoar/connection";
import type { RecordReport } from "../xsoar/reports";
import { jobGroups } from "./jobDigest";
import type { JobResult } from "./jobReports";

type UsableConfig = Extract<ConfigState, { kind: "ok" }>;
type UsableTarget = Extract<MailTarget, { ok: true }>;

/** What a door lends so that something can be sent out. Null: it cannot be had, the door knows why, and what was to be sent waits. */
export interface Lent {
  xsoar(config: UsableConfig): Promise<XsoarAccess | null>;
  mail(target: UsableTarget): Promise<MailAccess | null>;
}

/** How the second stage of a run goes. */
export interface DeliverOptions {
  readonly signal: AbortSignal;
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
  readonly t: Translate;
}

/**
 * Sends out what a run has found: the notes of all jobs at once, then mail. A mail comes last, since it is about the whole run. What is
 * not sent waits for the next run.
 */
export async function deliver(
  outputs: Outputs,
  results: readonly JobResult[],
  lent: Lent,
  options: DeliverOptions,
): Promise<DeliverReport> {
  const notes = await deliverNotes(outputs, results, lent, options);
  const mails = await deliverMails(outputs, results, lent, options);
  return { cancelled: options.signal.aborted, notes, mails };
}

async function deliverNotes(
  { noteConfig, notes }: Outputs,
  results: readonly JobResult[],
  lent: Lent,
  { signal, createMissing = false, onStep }: DeliverOptions,
): Promise<DeliveredNotes | null> {
  if (signal.aborted || !results.some(hasNotes)) return null;
  const state = await noteConfig();
  if (state.kind !== "ok" || !wantsNotes(state.config)) return null;
  const access = await lent.xsoar(state);
  if (access === null) return { state, records: null, created: null };
  onStep?.("notes");
  const records = await notes.writeWaiting(access, signal);
  const missing = records.outcomes.flatMap((found) => (found.kind === "missing" && found.owner ? [found.name] : []));
  const isWanted = createMissing && missing.length > 0 && !signal.aborted;
  return { state, records, created: isWanted ? await notes.createRecords(access, missing, signal) : null };
}

/** Whether a job has notes to write, or would have them. */
function hasNotes(result: JobResult): boolean {
  if (result.kind !== "done" || result.report.cancelled) return false;
  if (result.job === "keywords") return result.report.notes !== null;
  return result.job === "articles" && wantsNotes(result.state.config);
}

async function deliverMails(
  outputs: Outputs,
  results: readonly JobResult[],
  lent: Lent,
  options: DeliverOptions,
): Promise<readonly DeliveredMail[]> {
  const { mail } = outputs;
  const delivered: DeliveredMail[] = [];
  const accounts = new Map<string, { readonly config: MailConfig; readonly target: UsableTarget }>();
  for (const result of results) {
    const order = await mailOf(outputs, result, options);
    if (order === null) continue;
    const { config, groups } = order;
    const target = mailTarget(config);
    const isHeld = options.canPreview === true && config.previewFirst;
    if (target.ok && !isHeld) accounts.set(target.account, { config, target });
    if (options.onlyNews === true && groups.every(({ entries }) => entries.length === 0)) continue;
    const message = mail.compose(config, groups);
    if (!target.ok || message === null) {
      if (!target.ok) delivered.push({ kind: "unusable", config, key: target.key });
      continue;
    }
    await mail.queue(message, isHeld);
    if (isHeld) delivered.push({ kind: "held", config });
  }
  const waiting = await mail.waiting();
  for (const { config, target } of accounts.values()) {
    if (!waiting.some(({ message, held }) => message.from === target.user && held === undefined)) continue;
    const access = options.signal.aborted ? null : await lent.mail(target);
    if (access === null) {
      delivered.push({ kind: "waits", config, target, ended: options.signal.aborted });
      continue;
    }
    options.onStep?.("mail");
    delivered.push({
      kind: "handedIn",
      config,
      target,
      report: await mail.send(access, false, options.signal),
    });
  }
  return delivered;
}

/** What a mail about the run of a job says, and how its configuration wants it sent; null when it wants none. */
async function mailOf(
  { summaries, t }: Outputs,
  result: JobResult,
  options: DeliverOptions,
): Promise<{ readonly config: MailConfig; readonly groups: readonly DigestGroup[] } | null> {
  if (result.kind !== "done" || result.report.cancelled) return null;
  const { mailconfig: config } = result.state.config;
  if (!config.sendMail) return null;
  const read = async (articles: readonly Article[]) => {
    if (config.sendSummary) options.onStep?.("summaries");
    return mailSummaries(summaries, config, articles, options);
  };
  if (result.job === "articles") {
    const { report } = result;
    return { config, groups: articleGroups(report, await read(scannedArticles(report)), t) };
  }
  const articles = result.job === "keywords" ? result.report.newArticles.map(({ article }) => article) : [];
  return { config, groups: jobGroups(result.report, await read(articles), t) };
}
