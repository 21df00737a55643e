import assert from "node:assert/strict";
import { boundsOf, boundsOfDays, dayOf, dayStart, isPeriod, readPeriod } from "../../../src/core/exports/period";

describe("periods of exports", () => {
  it("go by the days of the local calendar, the last one included", () => {
    const local = (year: number, month: number, day: number) => new Date(year, month - 1, day).toISOString();
    assert.deepEqual(boundsOfDays("2026-02-28", "2026-03-29"), {
      since: local(2026, 2, 28),
      until: local(2026, 3, 30),
    });
    assert.deepEqual(boundsOfDays(null, "2026-12-31"), { until: local(2027, 1, 1) });
    assert.deepEqual(boundsOfDays(null, null), {});
    const now = new Date(2026, 2, 1, 0, 30);
    assert.equal(dayOf(now), "2026-03-01");
    assert.deepEqual(boundsOf({ kind: "days", days: 1 }, now, null), { since: local(2026, 3, 1) });
    assert.deepEqual(boundsOf({ kind: "days", days: 7 }, now, null), { since: local(2026, 2, 23) });
    assert.deepEqual(boundsOf({ kind: "range", from: "2026-02-01", to: "2026-02-01" }, now, null), {
      since: local(2026, 2, 1),
      until: local(2026, 2, 2),
    });
    assert.deepEqual(boundsOf({ kind: "sinceExport" }, now, "2026-02-01T01:00:00.000Z"), {
      foundSince: "2026-02-01T01:00:00.000Z",
    });
    assert.deepEqual(boundsOf({ kind: "sinceExport" }, now, null), {}, "what was never exported is new");
    assert.deepEqual(boundsOf({ kind: "all" }, now, null), {});
  });

  it("know a day from what is none", () => {
    assert.equal(dayStart("2024-02-29")?.getDate(), 29);
    assert.equal(dayStart("0050-01-02")?.getFullYear(), 50);
    for (const none of ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "today", "2026-01-01T00", ""])
      assert.equal(dayStart(none), null, none);
    assert.ok(isPeriod("2026-01-01", "2026-01-01") && !isPeriod("2026-01-02", "2026-01-01"));
  });

  it("are read from what was remembered, whatever that is", () => {
    for (const period of [
      { kind: "all" },
      { kind: "sinceExport" },
      { kind: "days", days: 30 },
      { kind: "range", from: "2026-01-01", to: "2026-02-01" },
    ] as const)
      assert.deepEqual(readPeriod(JSON.parse(JSON.stringify(period))), period);
    for (const other of [
      null,
      "days",
      { kind: "days", days: 0 },
      { kind: "days" },
      { kind: "range", from: "x", to: "y" },
    ])
      assert.deepEqual(readPeriod(other), { kind: "all" });
  });
});
