import { setTimeout as delay } from "node:timers/promises";
import type * as vscode from "vscode";
import type { DeliverReport } from "../../core/jobs/deliver";
import type { ReadReport, RunOutcome } from "../../core/jobs/run";
import { REQUESTS_PER_HOST } from "../../core/limits";
import type { JobId } from "../../core/model/model";
import type { Session } from "../../core/session";
import type { ScanOptions } from "../../core/fetching/scanOptions";
import type { App } from "../app";
import { type Where, configSentence, placeToWork, ready, sayConfig } from "../config/place";
import type { Place, Ready } from "../shell/ready";
import { tellJobs } from "../jobs/jobNotice";
import { NO_JOBS, digestJobs } from "../../ui/jobResults";
import { jobName } from "../../ui/jobText";
import { sayMails } from "../mail/mailRun";
import { harmless, type SafeText } from "../../core/text/foreignText";
import { guarded, notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { logOutcomes } from "../xsoar/recordOutcomes";
import { Lender } from "./lender";
import { type Recorded, tellScan } from "./scanNotice";
import type { Stages } from "./stages";

/** VS Code keeps back toasts that follow one another faster than this; what is sent out so soon is told with what was read. */
const TOAST_GAP_MS = 900;
/** So long a run may wait for an earlier one to have sent its notes before it is told of without them. */
const TURN_MS = 5000;

type Done = Extract<RunOutcome, { kind: "done" }>;

/** What a run has read and, where that is over, sent out. */
interface RunTold {
  readonly read: ReadReport | null;
  readonly delivered: DeliverReport | null;
}

/** **Scan** and what follows from it. One reading at a time in a window; the workspace's lock keeps others away. */
export class ScanRun {
  private reading = false;
  /** What went wrong in the scan of a folder before: by the clock the same is not said again and again. */
  private readonly trouble = new Map<string, string>();
  private readonly mailTrouble = new Set<string>();

  constructor(
    private readonly app: App,
    private readonly stages: Stages,
  ) {}

  /**
   * @param which jobs to run; null for all that are configured
   * @param where the folder; left out, it is asked for where there are several
   */
  async scan(
    which: readonly JobId[] | null = null,
    where: Where = true,
    more: Pick<ScanOptions, "allowedOnce"> = {},
  ): Promise<void> {
    const place = await placeToWork(this.app, where, "scan");
    if (place === null) return;
    const [job] = which ?? [];
    await this.run(
      place,
      which,
      job === undefined || job === "articles" ? t("Scanning") : harmless(jobName(job, t)),
      false,
      more,
    );
  }

  /** A scan by the clock: says nothing while it runs, and afterwards only what is new. False when somebody else is at it. */
  async scanScheduled(folder: vscode.WorkspaceFolder, which: readonly JobId[] | null = null): Promise<boolean> {
    if (this.reading) return false;
    const session = await this.sessionByClock(folder);
    if (session === null) return true;
    const place: Place = { folder, session };
    const hasRun = await this.run(place, which, t("Scanning"), true);
    if (hasRun) this.app.log.info("A scheduled scan has ended.");
    return hasRun;
  }

  /** What the clock may work with: null where nothing may be scanned, or nobody has agreed to scans by themselves. */
  async sessionByClock(folder: vscode.WorkspaceFolder): Promise<Session | null> {
    const mayScan = await this.app.agreements.has(folder, { kind: "scan" });
    return mayScan ? this.app.sessions.usable(folder) : null;
  }

  /** Tries again to write what waits for Cortex XSOAR, without reading the sources. */
  async retryRecords(): Promise<void> {
    const place = await ready(this.app, true, "xsoar");
    if (place === null) return;
    const lender = new Lender(this.app, place, true);
    const access = await lender.xsoar(place.state);
    const recorded: Recorded =
      access === null
        ? { kind: "noAccess", access: lender.refusal }
        : {
            kind: "report",
            report: await this.delivering(t("Writing notes to Cortex XSOAR"), (signal) =>
              place.session.notes.writeWaiting(access, signal),
            ),
            since: lender.since,
          };
    if (access !== null && recorded.kind === "report") logOutcomes(this.app, recorded.report.outcomes, access);
    await this.app.view.refresh();
    void guarded("scan", () =>
      tellScan(this.app, place, null, recorded, NO_JOBS, "retry", this.worthTelling(place, false, false)),
    );
  }

  /** @returns false when somebody else is at it */
  private async run(
    place: Place,
    which: readonly JobId[] | null,
    title: SafeText,
    scheduled: boolean,
    more: Pick<ScanOptions, "allowedOnce"> = {},
  ): Promise<boolean> {
    if (this.reading) {
      if (!scheduled) notify("info", t("A scan is running already."));
      return false;
    }
    this.reading = true;
    const lender = new Lender(this.app, place, !scheduled);
    let outcome: RunOutcome;
    try {
      // In the view and, for those who do not see it, in the status bar: nothing stands over what is being read.
      outcome = await withProgress(
        title,
        (cancelled) =>
          this.stages.run(
            title,
            (signal) => place.session.run(which, { ...this.options(place, signal), ...more }, lender),
            cancelled,
          ),
        "view",
      );
    } finally {
      this.reading = false;
      await this.app.view.setReading(null);
    }
    if (outcome.kind === "busy") {
      if (!scheduled) sayScanning();
      return false;
    }
    await this.follow(place, outcome, lender, scheduled);
    return true;
  }

  /** Shows what was read at once, and goes on with sending it out. */
  private async follow(place: Place, outcome: Done, lender: Lender, scheduled: boolean): Promise<void> {
    const { read } = outcome;
    this.app.view.setOffers({ cleanUp: (await place.session.oldResultFiles()).length > 0 });
    await this.app.view.refresh();
    if (read.cancelled) this.app.log.info("The scan was cancelled.");
    let begins = (): void => {};
    const begun = new Promise<void>((resolve) => (begins = resolve));
    const delivered = this.deliver(place, outcome, lender, scheduled, begins);
    // What asks no server is there in a moment, unless an earlier run is still at it.
    const longEnough = Promise.race([begun.then(() => delay(TOAST_GAP_MS, null)), delay(TURN_MS, null)]);
    const early = await Promise.race([delivered, longEnough]);
    this.tell(place, { read, delivered: early }, lender, scheduled);
    if (early !== null) return;
    void guarded("scan", async () => {
      this.tell(place, { read: null, delivered: await delivered }, lender, scheduled);
    });
  }

  /** @param begins is called before the first request */
  private async deliver(
    place: Place,
    { deliver }: Done,
    lender: Lender,
    scheduled: boolean,
    begins: () => void,
  ): Promise<DeliverReport> {
    const { timeoutMs, crawlDelayMs } = readSettings(place.folder);
    const report = await this.delivering(t("Sending out what was found"), (signal) =>
      deliver({
        signal,
        by: scheduled ? "clock" : "scan",
        timeoutMs,
        crawlDelayMs,
        canPreview: true,
        onlyNews: scheduled,
        onStep: (step) => {
          begins();
          this.app.view.setDelivering(step);
        },
      }),
    );
    const { notes } = report;
    if (notes?.records != null && lender.lent !== null) logOutcomes(this.app, notes.records.outcomes, lender.lent);
    await this.app.view.refresh();
    await sayMails(this.app, place, report.mails, scheduled ? this.mailTrouble : null);
    return report;
  }

  /** In the view: nothing stands over what was found. */
  private async delivering<T>(title: SafeText, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await withProgress(title, (cancelled) => this.stages.run(title, work, cancelled), "view");
    } finally {
      this.app.view.setDelivering(null);
    }
  }

  private options({ folder }: Place, signal: AbortSignal): ScanOptions {
    const settings = readSettings(folder);
    void this.app.view.setReading({ url: null, done: 0, total: 0 });
    return {
      signal,
      concurrency: settings.concurrency,
      perHost: REQUESTS_PER_HOST,
      timeoutMs: settings.timeoutMs,
      crawlDelayMs: settings.crawlDelayMs,
      onProgress: (progress) => void this.app.view.setReading(progress),
    };
  }

  private tell(place: Place, { read, delivered }: RunTold, lender: Lender, scheduled: boolean): void {
    const results = read?.results ?? [];
    const [first, ...more] = results;
    if (first?.kind === "config" && more.length === 0) {
      if (!scheduled) sayConfig(this.app, first.state, place.folder);
      return;
    }
    const own = first?.job === "articles" ? first : null;
    const others = own === null ? results : more;
    const scanned = own?.kind === "done" && !own.report.cancelled ? own.report : null;
    const broken = own?.kind === "config" && own.state.kind === "invalid" && !scheduled ? own.state : null;
    const jobs = digestJobs(others, broken, (state) => configSentence(this.app, state), t);
    const notes = delivered?.notes ?? null;
    const recorded: Recorded | null =
      notes === null
        ? null
        : notes.records === null
          ? { kind: "noAccess", access: lender.refusal }
          : { kind: "report", report: notes.records, since: lender.since };
    const basis: Ready | null =
      notes !== null
        ? { ...place, state: notes.state }
        : own?.kind === "done" && scanned !== null
          ? { ...place, state: own.state }
          : null;
    if (read === null && recorded === null) return;
    const hasNews = jobs.hasNews || (scanned?.newMatches.length ?? 0) > 0;
    const isWorthTelling = this.worthTelling(place, scheduled || read === null, hasNews);
    if (basis === null) void guarded("scan", () => tellJobs(this.app, place, jobs, isWorthTelling));
    else
      void guarded("scan", () =>
        tellScan(this.app, basis, scanned, recorded, jobs, read === null ? "delivery" : "run", isWorthTelling),
      );
  }

  /** @param quiet only news, new trouble, what was written and questions are told */
  private worthTelling(
    { folder }: Place,
    quiet: boolean,
    hasNews: boolean,
  ): (trouble: string, isNews?: boolean) => boolean {
    const key = folder.uri.toString();
    return (trouble, isNews = false) => {
      const isOld = trouble === this.trouble.get(key);
      this.trouble.set(key, trouble);
      return !quiet || hasNews || isNews || (trouble !== "" && !isOld);
    };
  }
}

/** Says that this folder is read elsewhere right now. */
export function sayScanning(): void {
  notify("info", t("Another window or the command line is scanning this folder right now."));
}
