import * as vscode from "vscode";
import { LOOK_MS, createTimetable } from "../../core/schedule/timetable";
import { LEAST_SCAN_MINUTES } from "../../core/limits";
import type { JobId } from "../../core/model/model";
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
    private readonly scan: (folder: vscode.WorkspaceFolder, which: readonly JobId[] | null) => Promise<boolean>,
  ) {
    this.timer = setInterval(() => void guarded("schedule", () => this.look(this.scheduled())), LOOK_MS);
  }

  dispose(): void {
    clearInterval(this.timer);
  }

  private scheduled() {
    const folders = vscode.workspace.isTrusted ? this.folders.configured : [];
    return folders.flatMap((folder) => {
      const { everyMinutes, quietHours } = readSettings(folder);
      // Where nothing may be scanned nothing is due.
      const lastScan = async () => {
        const session = await this.sessionOf(folder);
        return session === null ? new Date().toISOString() : session.lastScan();
      };
      const key = folder.uri.toString();
      // Jobs that say how often they run have a time of their own, where the folder is scanned by itself at all.
      let due: readonly JobId[] = [];
      const lastDue = async () => {
        const session = await this.sessionOf(folder);
        const own = (await session?.jobs.own()) ?? [];
        due = own.flatMap(({ id, isDue, state }) =>
          isDue && state.kind === "ok" && state.config.head.every !== null ? [id] : [],
        );
        return due.length === 0 ? new Date().toISOString() : null;
      };
      const ownMinutes = everyMinutes === 0 ? 0 : LEAST_SCAN_MINUTES;
      return [
        { key, everyMinutes, quietHours, lastScan, scan: () => this.scan(folder, null) },
        {
          key: `${key}#own`,
          everyMinutes: ownMinutes,
          quietHours,
          lastScan: lastDue,
          scan: () => this.scan(folder, due),
        },
      ];
    });
  }
}
