import assert from "node:assert/strict";
import { settleTicks } from "../../../src/ui/packTicks";

const GROUPS = [
  { head: "A", members: ["a1", "a2"] },
  { head: "B", members: ["b1"] },
];

describe("ticks of packs", () => {
  const after = (before: readonly string[], now: readonly string[]) =>
    [...settleTicks(GROUPS, new Set(before), new Set(now))].sort();

  it("a head takes its members along, both ways", () => {
    assert.deepEqual(after([], ["A"]), ["A", "a1", "a2"]);
    assert.deepEqual(after(["a1"], ["A", "a1"]), ["A", "a1", "a2"]);
    assert.deepEqual(after(["A", "a1", "a2", "B", "b1"], ["a1", "a2", "B", "b1"]), ["B", "b1"]);
  });
  it("a head is ticked where all of its members are", () => {
    assert.deepEqual(after(["a1"], ["a1", "a2"]), ["A", "a1", "a2"]);
    assert.deepEqual(after(["A", "a1", "a2"], ["A", "a1"]), ["a1"]);
    assert.deepEqual(after([], ["a1", "b1"]), ["B", "a1", "b1"]);
  });
  it("the box above the list means what it shows", () => {
    assert.deepEqual(after(["a1"], ["A", "a1", "a2", "B", "b1"]), ["A", "B", "a1", "a2", "b1"]);
    assert.deepEqual(after(["A", "B", "a1", "a2", "b1"], []), []);
    // A search shows some of them alone.
    assert.deepEqual(after(["A", "a1", "a2"], ["a2"]), ["a2"]);
  });
});
