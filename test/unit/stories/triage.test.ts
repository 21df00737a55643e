import assert from "node:assert/strict";
import { MAX_REMARK_CHARACTERS } from "../../../src/core/limits";
import type { StoryPlace } from "../../../src/core/memory/memory";
import { type StoredTriage, decodeTriage } from "../../../src/core/memory/triage";
import type { Mark } from "../../../src/core/model/triage";
import { asideBy, triageByStory, triageOf } from "../../../src/core/stories/triage";

const NOW = new Date("2026-03-10T12:00:00Z");
const [EARLIER, LATER] = ["2026-03-10T11:59:00.000Z", "2026-03-11T00:00:00.000Z"];
const place = (story: string): StoryPlace => ({ story, day: "2026-03-10", began: "2026-03-10T08:00:00Z" });
/** `b` was joined to `a`, with `c` in it. */
const PLACES = new Map([
  ["b", place("a")],
  ["c", place("a")],
]);
const stored = (mark: Mark | null, remark = "", at = "2026-03-10T09:00:00Z"): StoredTriage => ({ mark, remark, at });
const dismissed = (reason = ""): Mark => ({ kind: "dismissed", reason });
const later = (until: string): Mark => ({ kind: "later", until });
const of = (...entries: readonly [string, StoredTriage][]) => triageByStory(new Map(entries), PLACES).get("a");

describe("what was decided about a story", () => {
  it("holds for all of its articles, and for no others", () => {
    const triage = triageOf(new Map([["a", stored(dismissed("old"))]]), PLACES, NOW);
    for (const key of ["a", "b", "c"]) assert.deepEqual(triage(key), { mark: dismissed("old"), remark: "" }, key);
    assert.equal(triage("d"), undefined);
    assert.deepEqual(["a", "d"].map(asideBy(triage)), [true, false]);
  });

  it("ends by the clock where it was put off, and keeps its remark", () => {
    const triage = (until: string, remark = "") =>
      triageOf(new Map([["a", stored(later(until), remark)]]), PLACES, NOW)("c");
    assert.deepEqual(triage(LATER), { mark: later(LATER), remark: "" });
    assert.equal(triage(EARLIER), undefined);
    assert.equal(triage(NOW.toISOString()), undefined);
    assert.deepEqual(triage(EARLIER, "ask the team"), { mark: null, remark: "ask the team" });
  });

  it("is the stronger of two stories that are one now: important before put off before dismissed", () => {
    const marks = [dismissed(), later(LATER), { kind: "important" } as const];
    for (const [index, weak] of marks.entries()) {
      for (const strong of marks.slice(index)) {
        assert.deepEqual(of(["a", stored(weak)], ["b", stored(strong)])?.mark, strong);
        assert.deepEqual(of(["a", stored(strong)], ["b", stored(weak)])?.mark, strong);
      }
      assert.deepEqual(of(["a", stored(weak)])?.mark, weak, "an outlet of which nothing was said changes nothing");
      assert.deepEqual(of(["b", stored(weak)])?.mark, weak);
    }
    assert.deepEqual(of(["a", stored(later(LATER))], ["b", stored(later(EARLIER))])?.mark, later(EARLIER));
  });

  it("has the remarks and reasons of both, in the order in which they were written, each once", () => {
    const [first, second] = ["2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"];
    const both = of(["a", stored(dismissed("no news"), "two", second)], ["b", stored(dismissed("old"), "one", first)]);
    assert.deepEqual(both, { mark: dismissed("old / no news"), remark: "one / two" });
    assert.equal(of(["a", stored(null, "same")], ["b", stored(null, "same")])?.remark, "same");
    const long = of(["a", stored(null, "x".repeat(290))], ["b", stored(null, "y".repeat(290))])?.remark ?? "";
    assert.equal(long.length, MAX_REMARK_CHARACTERS);
  });

  it("is read from what is stored, without what is not ours", () => {
    const at = "2026-03-10T09:00:00Z";
    assert.deepEqual(decodeTriage({ at, mark: { kind: "important" }, remark: "a\nb\u202e", more: 1 }), {
      at,
      mark: { kind: "important" },
      remark: "a b",
    });
    assert.equal(decodeTriage({ at, mark: null, remark: "z".repeat(9_999) })?.remark.length, MAX_REMARK_CHARACTERS);
    assert.deepEqual(decodeTriage({ at, mark: { kind: "dismissed", reason: 7 } })?.mark, dismissed());
    const bad: readonly unknown[] = [
      null,
      "important",
      {},
      { at, mark: null, remark: "" },
      { at: "yesterday", mark: { kind: "important" } },
      { at, mark: { kind: "later", until: "soon" } },
      { at, mark: { kind: "archived" } },
      { at, mark: [] },
    ];
    for (const value of bad) assert.equal(decodeTriage(value), null, JSON.stringify(value));
  });
});
