import assert from "node:assert/strict";
import { ReviewTicks } from "../../../src/ui/reviewTicks";

describe("the ticks of a review", () => {
  it("are as they are given at first, by row, record and all together", () => {
    const ticks = new ReviewTicks([[true, false], [true, true], [false], []]);
    assert.deepEqual(
      [0, 1, 2, 3].map((record) => ticks.of(record)),
      ["some", "all", "none", "all"],
    );
    assert.deepEqual([ticks.isTicked(0, 0), ticks.isTicked(0, 1), ticks.ofAll()], [true, false, "some"]);
    assert.deepEqual([...ticks.left(0)], [1]);
    ticks.tick(true);
    assert.equal(ticks.ofAll(), "all");
    ticks.tick(false, 3);
    assert.deepEqual([ticks.of(3), ticks.ofAll()], ["none", "some"]);
    ticks.tick(false);
    assert.equal(ticks.ofAll(), "none");
  });

  it("take no harm from places that are not there", () => {
    const ticks = new ReviewTicks([[true]]);
    for (const [record, row] of [[9], [0, 99], [-1, -1], [0, -1]] as const) ticks.tick(false, record, row);
    assert.deepEqual([ticks.of(0), ticks.isTicked(0, 0), ticks.isTicked(0, 99)], ["all", true, true]);
  });
});
