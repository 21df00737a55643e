import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { ScanReport } from "../core/model";
import type { RecordReport, ScanOutcome } from "../core/session";
import { signalOf } from "./abort";
import { isTrusted, ready, sayConfig, type App, type Ready } from "./app";
import { guarded } from "./commands";
import { mailScan } from "./mail/mailCommands";
import { safe } from "./messages";
import { logOutcomes } from "./recordOutcomes";
import { tellScan, type Recorded } from "./scanNotice";
import { PER_HOST } from "./sessions";
import { readSettings } from "./settings";
import { t } from "./words";

/** VS Code keeps back toasts that follow one another faster than this; the progress is a toast as well. */
const TOAST_GAP_MS = 900;

type Progress = vscode.Progress<{ message?: string; increment?: number }>;

/** **Scan** and what follows from it. One at a time in a window; the workspace's lock keeps others away. */
export class ScanRun {
  private running = false;
  private toastGap: Promise<void> = Promise.resolve();
  /** What went wrong in the scheduled scan before: the same is not said again and again. */
  private trouble = "";

  constructor(private readonly app: App) {}

  async scan(): Promise<void> {
    if (!(await isTrusted("scan"))) return;
    await this.alone(async () => {
      const place = await ready(this.app, true);
      if (place === null) return;
      const result = await this.withProgress(t("Scanning"), (progress, signal) =>
        this.readAndRecord(place, progress, signal),
      );
      await this.tell(place, result.outcome, result.recorded, false);
    });
  }

  /** A scan by the clock: says nothing while it runs, and afterwards only what is new. */
  async scanScheduled(folder: vscode.WorkspaceFolder): Promise<void> {
    if (this.running) return;
    await this.alone(async () => {
      const session = await this.app.sessions.of(folder);
      const state = await session.readConfig();
      // The view and the list of problems say what is wrong with it.
      if (state.kind !== "ok") return;
      const place: Ready = { folder, session, state };
      const options = { location: vscode.ProgressLocation.Window, title: t("TI Scraper: Scanning") };
      const result = await vscode.window.withProgress(options, async (progress, token) =>
        this.readAndRecord(place, progress, signalOf(token)),
      );
      this.app.log.info("A scheduled scan has ended.");
      await this.tell(place, result.outcome, result.recorded, true);
    });
  }

  /** Tries again to write what waits for Cortex XSOAR, without reading the sources. */
  async retryRecords(): Promise<void> {
    if (!(await isTrusted("xsoar"))) return;
    await this.alone(async () => {
      const place = await ready(this.app, false);
      if (place === null) return;
      const recorded = await this.withProgress(t("Cortex XSOAR"), (progress, signal) =>
        this.record(place, progress, signal),
      );
      await this.app.view.refresh();
      this.notify(place, null, recorded, false);
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

  private async readAndRecord(
    place: Ready,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<{ readonly outcome: ScanOutcome; readonly recorded: Recorded | null }> {
    const outcome = await this.readSources(place, progress, signal);
    if (outcome.kind !== "done" || outcome.report.cancelled) return { outcome, recorded: null };
    return { outcome, recorded: await this.record(place, progress, signal) };
  }

  private async readSources(place: Ready, progress: Progress, signal: AbortSignal): Promise<ScanOutcome> {
    const settings = readSettings(place.folder);
    await this.app.view.setScanning("0");
    let told = 0;
    return place.session.scan({
      signal,
      concurrency: settings.concurrency,
      perHost: PER_HOST,
      timeoutMs: settings.timeoutMs,
      crawlDelayMs: settings.crawlDelayMs,
      onProgress: ({ url, done, total }) => {
        // VS Code adds the increments up, in percent.
        const increment = total === 0 ? 0 : ((done - told) / total) * 100;
        told = done;
        progress.report({ increment, message: t("{done} of {total} · {url}", { done, total, url: safe(url) }) });
        void this.app.view.setScanning(`${done}/${total}`);
      },
    });
  }

  /** Writes the notes of new matches. Whatever keeps it from that is a value: the scan itself has succeeded. */
  private async record(place: Ready, progress: Progress, signal: AbortSignal): Promise<Recorded | null> {
    const { config } = place.state;
    if (!config.profileRecords || !config.profiling.profile2cortex) return null;
    const access = await this.app.keys.access(config);
    if (access.kind !== "ok") return { kind: "noAccess", access };
    progress.report({ message: t("Writing notes to Cortex XSOAR") });
    const report: RecordReport = await place.session.recordMatches(access.access, signal);
    logOutcomes(this.app, [...report.outcomes, ...(report.created ?? [])], access.access);
    return { kind: "report", report };
  }

  private async tell(place: Ready, outcome: ScanOutcome, recorded: Recorded | null, scheduled: boolean): Promise<void> {
    if (outcome.kind === "busy") {
      // By the clock it is the other's turn.
      if (scheduled) return;
      void vscode.window.showInformationMessage(
        t("Another window or the command line is scanning this folder right now."),
      );
      return;
    }
    if (outcome.kind === "config") {
      await this.app.view.refresh();
      void guarded("scan", this.app.log, () => sayConfig(this.app, outcome.state, place.folder));
      return;
    }
    this.app.view.setFailures(outcome.report);
    await this.app.view.refresh();
    if (outcome.report.cancelled) {
      this.app.log.info("The scan was cancelled.");
      return;
    }
    this.notify(place, outcome.report, recorded, scheduled);
    await mailScan(this.app, place, outcome.report);
  }

  /** The answer to a notification may never come: nothing waits for it. */
  private notify(place: Ready, report: ScanReport | null, recorded: Recorded | null, scheduled: boolean): void {
    const isWorthTelling = (trouble: string): boolean => {
      const isOld = trouble === this.trouble;
      this.trouble = trouble;
      return !scheduled || (report !== null && report.newMatches.length > 0) || (trouble !== "" && !isOld);
    };
    void guarded("scan", this.app.log, async () => {
      await this.toastGap;
      await tellScan(this.app, place, report, recorded, isWorthTelling);
    });
  }
}
