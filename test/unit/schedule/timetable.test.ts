import assert from "node:assert/strict";
import { LOOK_MS, type ScheduledFolder, createTimetable } from "../../../src/core/schedule/timetable";

const MINUTE_MS = 60_000;
const START = new Date("2026-03-10T08:00:00Z").getTime();

/** A folder that several windows look at, each by its own timetable and all by one clock. */
function desk(rest: Partial<ScheduledFolder> = {}) {
  let time = START;
  let last: string | null = null;
  const now = () => new Date(time);
  const scans: string[] = [];
  const scanAt = (who: string): void => {
    last = now().toISOString();
    scans.push(`${who} ${last.slice(11, 16)}`);
  };
  const open = (who: string, more: Partial<ScheduledFolder> = {}) => {
    const look = createTimetable(now, () => 0);
    const folder: ScheduledFolder = {
      key: "a",
      everyMinutes: 60,
      quietHours: null,
      lastScan: async () => last,
      scan: async () => {
        scanAt(who);
        return true;
      },
      ...rest,
      ...more,
    };
    return { look: () => look([folder]) };
  };
  /** Every open window looks as often as it does. */
  const pass = async (minutes: number, windows: readonly { readonly look: () => Promise<void> }[]): Promise<void> => {
    for (const end = time + minutes * MINUTE_MS; time < end;) {
      time += LOOK_MS;
      for (const window of windows) await window.look();
    }
  };
  return { open, pass, scans, scanAt, sleep: (minutes: number) => (time += minutes * MINUTE_MS), now };
}

describe("the timetable of scans", () => {
  it("lets one of several windows scan, in every interval; a scan by hand or by the command line counts", async () => {
    const { open, pass, scans, scanAt } = desk();
    const windows = [open("first"), open("second")];
    await pass(61, windows);
    assert.deepEqual(scans, ["first 08:00", "first 09:00"]);
    await pass(30, windows);
    scanAt("command line");
    await pass(59, windows);
    assert.equal(scans.length, 3);
    await pass(2, windows);
    assert.deepEqual(scans.slice(2), ["command line 09:31", "first 10:31"]);
    await pass(120, windows.slice(1));
    assert.deepEqual(scans.slice(4), ["second 11:31", "second 12:31"], "the other window goes on");
  });

  it("takes the place of a window that is closed while it scans within two minutes", async () => {
    const { open, pass, scans } = desk();
    let isClosed = false;
    const first = open("first", { scan: () => new Promise(() => {}) });
    let asked = 0;
    const second = open("second", {
      scan: async () => {
        asked += 1;
        if (isClosed) scans.push("second");
        return isClosed;
      },
    });
    void first.look();
    await pass(10, [second]);
    assert.equal(asked, 5, "not at every look");
    assert.deepEqual(scans, []);
    isClosed = true;
    await pass(2, [second]);
    assert.deepEqual(scans, ["second"]);
    await pass(50, [second]);
    assert.deepEqual(scans, ["second"]);
  });

  it("catches a sleep up with one scan, a moment after waking", async () => {
    const { open, pass, scans, sleep } = desk();
    const window = open("window");
    await pass(1, [window]);
    sleep(9 * 60 + 12);
    await window.look();
    assert.equal(scans.length, 1, "the network is not there yet");
    await pass(30, [window]);
    assert.equal(scans.length, 2);
  });

  it("is silent in quiet hours and scans at their end", async () => {
    const { open, pass, scans, now } = desk();
    const minute = now().getHours() * 60 + now().getMinutes();
    const quietHours = { from: (minute + 30) % 1440, to: (minute + 330) % 1440 };
    const window = open("window", { quietHours });
    await pass(329, [window]);
    assert.deepEqual(scans, ["window 08:00"]);
    await pass(2, [window]);
    assert.deepEqual(scans, ["window 08:00", "window 13:30"]);
  });

  it("does not begin a second time while it is at it, nor tell the same error at every look", async () => {
    const { open, pass } = desk();
    let begun = 0;
    const slow = open("slow", {
      scan: () => {
        begun += 1;
        return new Promise(() => {});
      },
    });
    void slow.look();
    await Promise.resolve();
    await pass(121, [slow]);
    assert.equal(begun, 1);

    const broken = open("broken", { lastScan: () => Promise.reject(new Error("unreadable")) });
    let errors = 0;
    await pass(121, [{ look: () => broken.look().catch(() => void (errors += 1)) }]);
    assert.equal(errors, 3);
  });

  it("never scans with an interval of nothing", async () => {
    const { open, pass, scans } = desk({ everyMinutes: 0 });
    await pass(300, [open("window")]);
    assert.deepEqual(scans, []);
  });
});
