import assert from "node:assert/strict";
import { timeTaken } from "../../../src/core/text/timeTaken";
import { fill, numberText, plainText, withDetail } from "../../../src/core/text/translate";

describe("sentences with gaps", () => {
  it("a number comes with the words for one or for many", () => {
    const said = (count: number) => plainText("{count|article|articles} {count:waits|wait}.", { count });
    assert.deepEqual([0, 1, 2].map(said), ["0 articles wait.", "1 article waits.", "2 articles wait."]);
    assert.equal(fill("{n|neuer Treffer|neue Treffer}", { n: 1 }, "de"), "1 neuer Treffer");
  });

  it("a number has the separators of its language, a text none", () => {
    assert.equal(
      plainText("{count|name|names} of {total}", { count: 10_269, total: 1_000_000 }),
      "10,269 names of 1,000,000",
    );
    assert.equal(fill("{count|Name|Namen}, {id}", { count: 10_269, id: "10269" }, "de"), "10.269 Namen, 10269");
    assert.deepEqual([numberText(999), numberText(2.5, "de"), numberText(-1000)], ["999", "2,5", "-1,000"]);
  });

  it("a text that looks like a gap is none, and a gap nothing is given for stays", () => {
    assert.equal(plainText("{name}: {count}", { name: "{count|a|b}", count: 2 }), "{count|a|b}: 2");
    assert.equal(plainText("{ [ ] } {other|a|b} {}"), "{ [ ] } {other|a|b} {}");
  });

  it("how long something took is never nothing in seconds", () => {
    assert.deepEqual(
      [0.4, 30, 999.4, 1040, 2500].map((ms) => timeTaken(ms, plainText)),
      ["0 ms", "30 ms", "999 ms", "1 s", "2.5 s"],
    );
  });

  it("what a server said ends as a sentence", () => {
    assert.equal(withDetail("No.", "gone", plainText), "No. It says: gone.");
    assert.equal(withDetail("No.", "Gone!", plainText), "No. It says: Gone!");
  });
});
