import * as vscode from "vscode";
import { LOOK_MS, createTimetable } from "../../core/schedule/timetable";
import { guarded } from "../shell/notify";
import type { Folders } from "../shell/folders";
import type { Session } from "../../core/session";
import { readSettings } from "../shell/settings";

/** Scans every so many minutes while the window is open. */
export class Schedule implements vscode.Disposable {
  private readonly timer: NodeJS.Timeout;
  private readonly look = createTimetable(() => new Date(), Math.random);

  constructor(
    private readonly folders: Folders,
    /** Null where nothing may be scanned by the clock. */
    private readonly sessionOf: (folder: vscode.WorkspaceFolder) => Promise<Session | null>,
    /** False when somebody else is at it. */
    private readonly scan: (folder: vscode.WorkspaceFolder) => Promise<boolean>,
  ) {
    this.timer = setInterval(() => void guarded("schedule", () => this.look(this.scheduled())), LOOK_MS);
  }

  dispose(): void {
    clearInterval(this.timer);
  }

  private scheduled() {
    const folders = vscode.workspace.isTrusted ? this.folders.configured : [];
    return folders.map((folder) => {
      const { everyMinutes, quietHours } = readSettings(folder);
      // Where nothing may be scanned nothing is due.
      const lastScan = async () => {
        const session = await this.sessionOf(folder);
        return session === null ? new Date().toISOString() : session.lastScan();
      };
      return { key: folder.uri.toString(), everyMinutes, quietHours, lastScan, scan: () => this.scan(folder) };
    });
  }
}
