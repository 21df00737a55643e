import assert from "node:assert/strict";
import { dueTime, isQuiet, parseQuietHours } from "../../../src/core/schedule/schedule";

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

  it("is due an interval and a tenth at most behind the last scan, never more often than every 15 minutes", () => {
    const last = at("08:00");
    assert.equal(dueTime(null, 60, 0.5), 0);
    assert.equal(dueTime(last, 60, 0), at("09:00").getTime());
    assert.equal(dueTime(last, 60, 0.999) > at("09:05").getTime(), true);
    assert.equal(dueTime(last, 60, 0.999) < at("09:06").getTime(), true);
    assert.equal(dueTime(last, 1, 0), at("08:15").getTime());
  });
});
