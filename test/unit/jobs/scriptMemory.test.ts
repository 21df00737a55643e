import assert from "node:assert/strict";
import { droppedAfter, scriptDocument } from "../../../src/core/jobs/scriptMemory";
import { KEEP_SEEN_DAYS, MAX_DROPPED_ITEMS } from "../../../src/core/limits";

const NOW = new Date("2026-11-30T12:00:00Z");

describe("what is remembered for a script", () => {
  it("is read as it was written, and as earlier versions wrote it", () => {
    const document = scriptDocument("a");
    const memory = { state: { n: 1 }, version: "v", dropped: new Map([["key", "2026-11-29"]]) };
    assert.deepEqual(document.decode(JSON.parse(JSON.stringify(document.encode?.(memory)))), memory);
    assert.deepEqual(document.decode({ state: [1] }), { state: [1], version: "", dropped: new Map() });
    assert.deepEqual(document.decode({ version: 2, dropped: [["a", 1], "b", ["c", "2026-01-01"]] }), {
      state: null,
      version: "",
      dropped: new Map([["c", "2026-01-01"]]),
    });
    assert.equal(document.decode("none"), null);
  });
  it("forgets what no source has had for long, and what was there longest ago beyond the most", () => {
    const old = new Date(NOW.getTime() - (KEEP_SEEN_DAYS + 1) * 86_400_000).toISOString().slice(0, 10);
    const before = new Map([
      ["gone", old],
      ["back", old],
      ["recent", "2026-11-01"],
    ]);
    assert.deepEqual(
      [...droppedAfter(before, ["back", "new"], NOW)],
      [
        ["recent", "2026-11-01"],
        ["back", "2026-11-30"],
        ["new", "2026-11-30"],
      ],
    );
    const many = Array.from({ length: MAX_DROPPED_ITEMS }, (_item, index) => String(index));
    const after = droppedAfter(before, many, NOW);
    assert.deepEqual([after.size, after.has("recent"), after.has("0")], [MAX_DROPPED_ITEMS, false, true]);
  });
});
