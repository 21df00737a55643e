import * as vscode from "vscode";
import { isDue, isQuiet } from "../core/schedule/schedule";
import { guarded } from "./commands";
import type { Folders } from "./folders";
import type { Sessions } from "./sessions";
import { readSettings } from "./settings";

/** How often it is looked whether a scan is due: a timer of hours would not count the time the machine sleeps. */
const LOOK_MS = 30_000;
/** After a sleep the network needs a moment. */
const AWAKE_MS = 20_000;
/** Another window that scans may be closed before it has ended: its place is to be taken soon. */
const BUSY_MS = 120_000;

/**
 * Scans every so many minutes while the window is open. What is due is told by the last scan that the workspace's memory knows,
 * so a scan by hand, by another window or by the command line counts as well, and of several windows one scans.
 */
export class Schedule implements vscode.Disposable {
  private readonly timer: NodeJS.Timeout;
  private looked = Date.now();
  private notBefore = 0;
  private isBusy = false;
  private readonly jitter = new Map<string, number>();
  private readonly tried = new Map<string, Date>();
  private readonly busy = new Map<string, Date>();

  constructor(
    private readonly folders: Folders,
    private readonly sessions: Sessions,
    /** False when somebody else is at it. */
    private readonly scan: (folder: vscode.WorkspaceFolder) => Promise<boolean>,
    log: vscode.LogOutputChannel,
  ) {
    this.timer = setInterval(() => void guarded("schedule", log, () => this.look()), LOOK_MS);
  }

  dispose(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const now = Date.now();
    if (now - this.looked > 3 * LOOK_MS) this.notBefore = now + AWAKE_MS;
    this.looked = now;
    if (this.isBusy || now < this.notBefore || !vscode.workspace.isTrusted) return;
    this.isBusy = true;
    try {
      for (const folder of this.folders.configured) await this.tend(folder);
    } finally {
      this.isBusy = false;
    }
  }

  /** A scan that was cancelled, failed or could not start counts as one, until its time comes again. */
  private async tend(folder: vscode.WorkspaceFolder): Promise<void> {
    const { everyMinutes, quietHours } = readSettings(folder);
    const now = new Date();
    if (everyMinutes === 0 || (quietHours !== null && isQuiet(quietHours, now))) return;
    const key = folder.uri.toString();
    const busy = this.busy.get(key);
    if (busy !== undefined && Math.abs(now.getTime() - busy.getTime()) < BUSY_MS) return;
    const jitter = this.jitter.get(key) ?? Math.random();
    this.jitter.set(key, jitter);
    if (!isDue(this.tried.get(key) ?? null, everyMinutes, jitter, now)) return;
    // Before anything that may fail: an error is told once in an interval.
    this.tried.set(key, now);
    const session = await this.sessions.of(folder);
    const last = await session.lastScan();
    if (!isDue(last === null ? null : new Date(last), everyMinutes, jitter, now)) this.tried.delete(key);
    else if (await this.scan(folder)) this.jitter.delete(key);
    else {
      this.tried.delete(key);
      this.busy.set(key, now);
    }
  }
}
