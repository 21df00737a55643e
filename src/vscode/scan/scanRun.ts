import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { JobOutcome } from "../../core/jobs/jobReports";
import type { OtherJob, ScanReport } from "../../core/model/model";
import { wantsNotes } from "../../core/config/noteConfig";
import type { BrokenConfig, ConfigState } from "../../core/config/configState";
import type { RecordReport } from "../../core/xsoar/reports";
import type { ScanOptions } from "../../core/fetching/scanOptions";
import type { ScanOutcome } from "../../core/session";
import { signalOf } from "../shell/abort";
import { configSentence, isTrusted, placeToWork, ready, sayConfig } from "../config/place";
import type { App } from "../app";
import type { Place, Ready } from "../shell/ready";
import { guarded } from "../shell/commands";
import { tellJobs } from "../jobs/jobNotice";
import { type JobResult, type JobsDigest, NO_JOBS, digestJobs } from "../../ui/jobResults";
import { jobName } from "../../ui/jobText";
import { type MailNews, mailRun } from "../mail/mailRun";
import { safe } from "../../ui/messages";
import { logOutcomes } from "../xsoar/recordOutcomes";
import { type Recorded, tellScan } from "./scanNotice";
import { PER_HOST } from "../shell/sessions";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";

/** VS Code keeps back toasts that follow one another faster than this; the progress is a toast as well. */
const TOAST_GAP_MS = 900;

type Progress = vscode.Progress<{ message?: string; increment?: number }>;

/** What a run has done. */
interface Run {
  /** Null when the articles have no part in it. */
  readonly articles: { readonly place: Ready; readonly outcome: ScanOutcome } | null;
  readonly jobs: readonly JobResult[];
  /** Null when no job writes notes. */
  readonly notes: Notes | null;
  /** The configuration of the articles, when it has errors that are to be told. */
  readonly broken: BrokenConfig | null;
}

/** What came of the notes, and by which configuration. */
interface Notes {
  readonly place: Ready;
  readonly recorded: Recorded | null;
}

/** **Scan** and what follows from it. One at a time in a window; the workspace's lock keeps others away. */
export class ScanRun {
  private running = false;
  private toastGap: Promise<void> = Promise.resolve();
  /** What went wrong in the scan of a folder before: by the clock the same is not said again and again. */
  private readonly trouble = new Map<string, string>();
  private readonly mailTrouble = new Set<string>();

  constructor(private readonly app: App) {}

  /** Every job that is configured, the articles first; or the articles by themselves. */
  async scan(onlyArticles = false): Promise<void> {
    if (!(await isTrusted("scan"))) return;
    await this.alone(async () => {
      const place = await placeToWork(this.app, true);
      if (place === null) return;
      const state = await place.session.readConfig();
      const others = onlyArticles ? [] : await place.session.jobs.configured();
      if (state.kind !== "ok" && others.length === 0) {
        this.sayConfig(state, place);
        return;
      }
      const run = await this.withProgress(t("Scanning"), (progress, signal) =>
        this.runAll(place, state, others, progress, signal),
      );
      await this.tell(place, run, false);
    });
  }

  /** One of the other jobs by itself. */
  async runJob(job: OtherJob): Promise<void> {
    if (!(await isTrusted("scan"))) return;
    await this.alone(async () => {
      const place = await placeToWork(this.app, true);
      if (place === null) return;
      const { outcome, notes } = await this.withProgress(jobName(job, t), async (progress, signal) => {
        const done = await place.session.jobs.run(job, this.options(place, progress, signal, 1));
        const wanted = hasNotes(done) ? await this.record(place, progress, signal) : null;
        return { outcome: done, notes: wanted };
      });
      if (outcome.kind === "config") {
        await this.app.view.refresh();
        this.sayConfig(outcome.state, place);
        return;
      }
      await this.tell(place, { articles: null, jobs: [{ job, outcome }], notes, broken: null }, false);
    });
  }

  /** A scan by the clock: says nothing while it runs, and afterwards only what is new. False when somebody else is at it. */
  async scanScheduled(folder: vscode.WorkspaceFolder): Promise<boolean> {
    if (this.running) return false;
    let hasRun = true;
    await this.alone(async () => {
      const place: Place = { folder, session: await this.app.sessions.of(folder) };
      const state = await place.session.readConfig();
      const others = await place.session.jobs.configured();
      // The view and the list of problems say what is wrong with it.
      if (state.kind !== "ok" && others.length === 0) return;
      const options = { location: vscode.ProgressLocation.Window, title: t("TI Scraper: Scanning") };
      const run = await vscode.window.withProgress(options, async (progress, token) =>
        this.runAll(place, state, others, progress, signalOf(token)),
      );
      hasRun = !isBusy(run);
      if (!hasRun) return;
      this.app.log.info("A scheduled scan has ended.");
      await this.tell(place, { ...run, broken: null }, true);
    });
    return hasRun;
  }

  /** Tries again to write what waits for Cortex XSOAR, without reading the sources. */
  async retryRecords(): Promise<void> {
    if (!(await isTrusted("xsoar"))) return;
    await this.alone(async () => {
      const place = await ready(this.app, false, "notes");
      if (place === null) return;
      const notes = await this.withProgress(t("Cortex XSOAR"), (progress, signal) =>
        this.record(place, progress, signal),
      );
      await this.app.view.refresh();
      this.notify(place, null, notes ?? { place, recorded: null }, NO_JOBS, false);
    });
  }

  private async alone(work: () => Promise<void>): Promise<void> {
    if (this.running) {
      void vscode.window.showInformationMessage(t("A scan is running already."));
      return;
    }
    this.running = true;
    try {
      await work();
    } finally {
      this.running = false;
      await this.app.view.setScanning(null);
    }
  }

  private async withProgress<T>(
    title: string,
    work: (progress: Progress, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    // Only there VS Code draws a Cancel button.
    const options = {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: `TI Scraper: ${title}`,
    };
    this.toastGap = delay(TOAST_GAP_MS);
    return vscode.window.withProgress(options, (progress, token) => work(progress, signalOf(token)));
  }

  private async runAll(
    place: Place,
    state: ConfigState,
    others: readonly OtherJob[],
    progress: Progress,
    signal: AbortSignal,
  ): Promise<Run> {
    const share = 1 / (others.length + (state.kind === "ok" ? 1 : 0));
    const ready = state.kind === "ok" ? { ...place, state } : null;
    const articles =
      ready === null
        ? null
        : { place: ready, outcome: await place.session.scan(this.options(place, progress, signal, share)) };
    const jobs: JobResult[] = [];
    let isNoteWanted = ready !== null && articles?.outcome.kind === "done" && wantsNotes(ready.state.config);
    const done: Pick<Run, "articles" | "broken"> = { articles, broken: state.kind === "invalid" ? state : null };
    let notes: Notes | null = null;
    // The notes behind the last job that may have some: one run for all of them.
    const record = async (): Promise<void> => {
      if (isNoteWanted && !signal.aborted) notes = await this.record(place, progress, signal);
      isNoteWanted = false;
    };
    for (const job of articles?.outcome.kind === "busy" ? [] : others) {
      if (signal.aborted) break;
      if (job !== "keywords") await record();
      const outcome = await place.session.jobs.run(job, this.options(place, progress, signal, share));
      jobs.push({ job, outcome });
      isNoteWanted ||= hasNotes(outcome);
    }
    await record();
    return { ...done, jobs, notes };
  }

  /** @param share of the bar: it fills once for all jobs */
  private options({ folder }: Place, progress: Progress, signal: AbortSignal, share: number): ScanOptions {
    const settings = readSettings(folder);
    void this.app.view.setScanning("0");
    let told = 0;
    return {
      signal,
      concurrency: settings.concurrency,
      perHost: PER_HOST,
      timeoutMs: settings.timeoutMs,
      crawlDelayMs: settings.crawlDelayMs,
      onProgress: ({ url, done, total }) => {
        // VS Code adds the increments up, in percent.
        const increment = total === 0 ? 0 : ((done - told) / total) * 100 * share;
        told = done;
        progress.report({ increment, message: t("{done} of {total} · {url}", { done, total, url: safe(url) }) });
        void this.app.view.setScanning(`${done}/${total}`);
      },
    };
  }

  /** Writes the notes of new matches. Whatever keeps it from that is a value: the scan itself has succeeded. */
  private async record(where: Place, progress: Progress, signal: AbortSignal): Promise<Notes | null> {
    const state = await where.session.noteConfig();
    if (state.kind !== "ok" || !wantsNotes(state.config)) return null;
    const place: Ready = { ...where, state };
    const access = await this.app.keys.access(state.config);
    if (access.kind !== "ok") return { place, recorded: { kind: "noAccess", access } };
    progress.report({ message: t("Writing notes to Cortex XSOAR") });
    const report: RecordReport = await place.session.recordMatches(access.access, signal);
    logOutcomes(this.app, [...report.outcomes, ...(report.created ?? [])], access.access);
    return { place, recorded: { kind: "report", report } };
  }

  private async tell(place: Place, run: Run, scheduled: boolean): Promise<void> {
    const { articles, jobs, notes, broken } = run;
    const outcome = articles?.outcome ?? null;
    if (isBusy(run)) {
      void vscode.window.showInformationMessage(
        t("Another window or the command line is scanning this folder right now."),
      );
      return;
    }
    const scanned = outcome?.kind === "done" ? outcome.report : null;
    if (scanned !== null) this.app.view.setFailures(scanned);
    this.app.view.setOffers({ cleanUp: (await place.session.oldResultFiles()).length > 0 });
    await this.app.view.refresh();
    if (outcome?.kind === "config") this.sayConfig(outcome.state, place);
    const digest = digestJobs(jobs, broken, (state) => configSentence(this.app, state), t);
    if (
      scanned?.cancelled === true ||
      jobs.some((job) => job.outcome.kind === "done" && job.outcome.report.cancelled)
    ) {
      this.app.log.info("The scan was cancelled.");
    }
    const told = articles === null || scanned === null || scanned.cancelled ? null : { place: articles.place, scanned };
    this.notify(place, told, notes, digest, scheduled);
    const news: MailNews = {
      articles: told === null ? null : { config: told.place.state.config.mailconfig, report: told.scanned },
      jobs: jobs.flatMap(({ outcome: done }) => (done.kind === "done" && !done.report.cancelled ? [done.report] : [])),
    };
    await mailRun(this.app, place, news, scheduled ? this.mailTrouble : null);
  }

  private sayConfig(state: Exclude<ConfigState, { kind: "ok" }>, { folder }: Place): void {
    void guarded("scan", this.app.log, () => sayConfig(this.app, state, folder));
  }

  /** The answer to a notification may never come: nothing waits for it. */
  private notify(
    place: Place,
    articles: { readonly place: Ready; readonly scanned: ScanReport } | null,
    notes: Notes | null,
    jobs: JobsDigest,
    scheduled: boolean,
  ): void {
    const hasNews = jobs.hasNews || (articles?.scanned.newMatches.length ?? 0) > 0;
    const folder = place.folder.uri.toString();
    const isWorthTelling = (trouble: string): boolean => {
      const isOld = trouble === this.trouble.get(folder);
      this.trouble.set(folder, trouble);
      return !scheduled || hasNews || (trouble !== "" && !isOld);
    };
    void guarded("scan", this.app.log, async () => {
      await this.toastGap;
      const basis = notes?.place ?? articles?.place;
      const scanned = articles?.scanned ?? null;
      if (basis === undefined) await tellJobs(place, jobs, isWorthTelling);
      else await tellScan(this.app, basis, scanned, notes?.recorded ?? null, jobs, isWorthTelling);
    });
  }
}

/** Whether another window or the command line was at it. */
function isBusy({ articles, jobs }: Run): boolean {
  return articles === null ? jobs.some(({ outcome }) => outcome.kind === "busy") : articles.outcome.kind === "busy";
}

/** Whether a run of the keywords has notes to write, or would have them. */
function hasNotes(outcome: JobOutcome): boolean {
  if (outcome.kind !== "done" || outcome.report.cancelled) return false;
  return outcome.report.job === "keywords" && outcome.report.notes !== null;
}
