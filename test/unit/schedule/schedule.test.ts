import assert from "node:assert/strict";
import { isDue, isQuiet, parseQuietHours } from "../../../src/core/schedule/schedule";

const at = (time: string) => new Date(`2026-03-10T${time}:00`);

describe("schedule", () => {
  it("reads quiet hours, over midnight too", () => {
    assert.deepEqual(parseQuietHours("22:00-06:30"), { from: 1320, to: 390 });
    assert.deepEqual(parseQuietHours(" 9:05 – 24:00 "), { from: 545, to: 0 });
    for (const wrong of ["", "22-6", "25:00-06:00", "22:60-06:00", "24:30-06:00", "08:00-08:00", "nights"]) {
      assert.equal(parseQuietHours(wrong), null, wrong);
    }
  });

  it("knows what lies in quiet hours", () => {
    const night = { from: 1320, to: 390 };
    assert.deepEqual(
      ["21:59", "22:00", "23:59", "00:00", "06:29", "06:30", "12:00"].map((time) => isQuiet(night, at(time))),
      [false, true, true, true, true, false, false],
    );
    assert.deepEqual(
      ["11:59", "12:00", "12:59", "13:00"].map((time) => isQuiet({ from: 720, to: 780 }, at(time))),
      [false, true, true, false],
    );
  });

  it("goes by the clock on the wall where its hours are changed", () => {
    const zone = process.env["TZ"];
    process.env["TZ"] = "Europe/Berlin";
    try {
      const quiet = (from: number, to: number, times: readonly string[]) =>
        times.map((time) => isQuiet({ from, to }, new Date(`2026-${time}:00Z`)));
      const spring = ["03-29T00:30", "03-29T01:30", "03-29T03:59", "03-29T04:00"];
      assert.deepEqual(quiet(1320, 360, spring), [true, true, true, false]);
      // The hour from two to three is missing in spring and comes twice in autumn.
      assert.deepEqual(quiet(120, 180, spring), [false, false, false, false]);
      const autumn = ["10-24T23:59", "10-25T00:30", "10-25T01:30", "10-25T02:00"];
      assert.deepEqual(quiet(120, 180, autumn), [false, true, true, false]);
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  it("is due an interval and a tenth at most behind the last scan, never more often than every 15 minutes", () => {
    const last = at("08:00");
    assert.equal(isDue(null, 60, 0.5, last), true);
    assert.equal(isDue(last, 60, 0, at("08:59")), false);
    assert.equal(isDue(last, 60, 0, at("09:00")), true);
    assert.equal(isDue(last, 60, 0.999, at("09:05")), false);
    assert.equal(isDue(last, 60, 0.999, at("09:06")), true);
    assert.equal(isDue(last, 1, 0, at("08:14")), false);
    assert.equal(isDue(last, 1, 0, at("08:15")), true);
    assert.equal(isDue(last, 60, 0.5, new Date(last.getTime() + 3 * 86_400_000)), true, "after a sleep");
  });

  it("is due where the last scan lies in days to come: the clock was wrong then", () => {
    const now = at("08:00");
    assert.equal(isDue(at("08:10"), 60, 0, now), false, "another machine's clock goes ahead a little");
    assert.equal(isDue(new Date("2031-01-01T00:00:00Z"), 60, 0.5, now), true);
  });
});
