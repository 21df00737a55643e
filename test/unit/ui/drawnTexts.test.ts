import assert from "node:assert/strict";
import { DrawnTexts } from "../../../src/ui/drawnTexts";

describe("the texts of rows that are drawn", () => {
  it("gives the rows that say something else by now, each once until it is drawn again", () => {
    const drawn = new DrawnTexts<string>();
    drawn.add("new", "now");
    drawn.add("old", "3 d");
    drawn.add("none", "");
    const now = (row: string): string => (row === "new" ? "1 min" : row === "old" ? "3 d" : "");
    assert.deepEqual(drawn.take(now), ["new"]);
    assert.deepEqual(drawn.take(now), []);
    drawn.add("new", "1 min");
    assert.deepEqual(drawn.take(now), []);
    assert.deepEqual(
      drawn.take(() => "1 h"),
      ["old", "new"],
    );
  });

  it("forgets all of them when all are drawn anew, and a row that says nothing", () => {
    const drawn = new DrawnTexts<string>();
    drawn.add("a", "1 min");
    drawn.add("b", "1 min");
    drawn.add("b", "");
    assert.deepEqual(
      drawn.take(() => "2 min"),
      ["a"],
    );
    drawn.add("a", "2 min");
    drawn.clear();
    assert.deepEqual(
      drawn.take(() => "3 min"),
      [],
    );
  });
});
