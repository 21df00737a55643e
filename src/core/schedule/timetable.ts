import { type QuietHours, isDue, isQuiet } from "./schedule";

/** How often it is to be looked whether a scan is due: a timer of hours would not count the time the machine sleeps. */
export const LOOK_MS = 30_000;
/** After a sleep the network needs a moment. */
const AWAKE_MS = 20_000;
/** Another window that scans may be closed before it has ended: its place is to be taken soon. */
const BUSY_MS = 120_000;

/** A folder that is to be scanned by the clock. */
export interface ScheduledFolder {
  readonly key: string;
  /** 0: never. */
  readonly everyMinutes: number;
  readonly quietHours: QuietHours | null;
  /** ISO 8601 of the last scan, whoever ran it; null when there was none. */
  readonly lastScan: () => Promise<string | null>;
  /** False when somebody else is at it. */
  readonly scan: () => Promise<boolean>;
}

/** What one window remembers of a folder. */
interface Memory {
  jitter: number;
  /** A scan that was cancelled, failed or could not start counts as one, until its time comes again. */
  tried: Date | null;
  busy: Date | null;
}

/**
 * One look at the folders, to be taken every `LOOK_MS`: scans those that are due, one after the other; a look during a scan does nothing.
 * What is due is told by the last scan that the workspace's memory knows, so that of several windows one scans.
 *
 * @param chance from 0 up to 1
 */
export function createTimetable(
  now: () => Date,
  chance: () => number,
): (folders: readonly ScheduledFolder[]) => Promise<void> {
  const memories = new Map<string, Memory>();
  let looked = now().getTime();
  let notBefore = 0;
  let isAtWork = false;

  const tend = async ({ key, everyMinutes, quietHours, lastScan, scan }: ScheduledFolder): Promise<void> => {
    const time = now();
    if (everyMinutes === 0 || (quietHours !== null && isQuiet(quietHours, time))) return;
    const memory = memories.get(key) ?? { jitter: chance(), tried: null, busy: null };
    memories.set(key, memory);
    const { jitter, tried, busy } = memory;
    if (busy !== null && Math.abs(time.getTime() - busy.getTime()) < BUSY_MS) return;
    if (!isDue(tried, everyMinutes, jitter, time)) return;
    // Before anything that may fail: an error is told once in an interval.
    memory.tried = time;
    const last = await lastScan();
    const isTime = isDue(last === null ? null : new Date(last), everyMinutes, jitter, time);
    const hasRun = isTime && (await scan());
    if (hasRun) memory.jitter = chance();
    else memory.tried = null;
    memory.busy = isTime && !hasRun ? time : null;
  };

  return async (folders) => {
    const time = now().getTime();
    if (time - looked > 3 * LOOK_MS) notBefore = time + AWAKE_MS;
    looked = time;
    if (isAtWork || time < notBefore) return;
    isAtWork = true;
    try {
      for (const folder of folders) await tend(folder);
    } finally {
      isAtWork = false;
    }
  };
}
