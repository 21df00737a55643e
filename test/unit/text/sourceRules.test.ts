import assert from "node:assert/strict";
import { compileTermPattern } from "../../../src/core/text/linearPattern";
import { type RuledItem, compileRules, readTerm } from "../../../src/core/text/sourceRules";
import { processorMs } from "../../processorMs";

const ITEM = {
  title: "Ransomware gang leaks data of a Clinic",
  url: "https://news.test/2026/podcast/ransom-gang?id=7",
  categories: ["Threats", "Health Care"],
};

function keeps(include: readonly string[], exclude: readonly string[], item: RuledItem): boolean {
  const judging = compileRules(include, exclude)(item);
  for (;;) {
    const { done, value } = judging.next();
    if (done === true) return value;
  }
}

describe("rules of a source", () => {
  const finds: readonly (readonly [term: string, found: boolean])[] = [
    ["ransomware", true],
    ["RANSOMWARE GANG", true],
    ["podcast", true],
    ["health care", true],
    ["virus", false],
    ["title: clinic", true],
    ["title:podcast", false],
    ["url:podcast", true],
    ["URL:/podcast/", true],
    ["url:clinic", false],
    ["category:threat", true],
    ["category:clinic", false],
    ["/clinic$/i", true],
    ["/clinic$/", false],
    ["/^ransom/", false],
    ["title:/^Ransomware (gang|group)/", true],
    ["url:/\\/20\\d\\d\\/podcast\\//", true],
    ["category:/^health/i", true],
    ["/c.*g/i", true],
    ["(", false],
    ["/", true],
    ["//", true],
  ];
  for (const [term, found] of finds) {
    it(`${term} ${found ? "finds" : "does not find"} it`, () => {
      assert.equal(keeps([term], [], ITEM), found);
      assert.equal(keeps([], [term], ITEM), !found);
    });
  }

  it("exclude wins over include, one of several is enough, and none keeps all", () => {
    assert.equal(keeps(["ransomware"], ["clinic"], ITEM), false);
    assert.equal(keeps(["virus", "ransomware"], ["bank"], ITEM), true);
    assert.equal(keeps([], [], ITEM), true);
    assert.equal(keeps(["category:x"], [], { title: "x", url: "https://a.test/" }), false);
  });

  it("says what is wrong with a term", () => {
    const why = (term: string) => {
      const outcome = readTerm(term);
      return outcome.ok ? "fine" : outcome.why;
    };
    assert.deepEqual(["a", "", "  ", "title: ", "x".repeat(601), "/(/", "/a/q", "/(?=a)/", "/(a)\\1/", "/a{1001}/"].map(why), [
      "fine", "blank", "blank", "blank", "tooLong", "pattern", "pattern", "pattern", "pattern", "pattern",
    ]); // prettier-ignore
  });
});

describe("compileTermPattern", function () {
  this.timeout(20_000);
  const hostile: readonly (readonly [source: string, text: string])[] = [
    ["(a+)+$", `${"a".repeat(5000)}!`],
    ["(a|a)*$", `${"a".repeat(5000)}!`],
    ["(x+x+)+y", "x".repeat(5000)],
    ["(.*a){12}$", "a".repeat(5000) + "b"],
    ["([a-z]{1,30}){1,30}!", "x".repeat(5000)],
    ["\\pL{1,900}!", "x".repeat(5000)],
  ];
  for (const [source, text] of hostile) {
    it(`${source} is quick, or refused`, () => {
      const compiled = compileTermPattern(source, "i");
      if (!compiled.ok) return assert.match(compiled.reason, /expression too large|invalid/);
      const started = processorMs();
      for (let round = 0; round < 10; round++) assert.equal(compiled.finds(text), compiled.finds(text));
      assert.ok(processorMs() - started < 10_000);
    });
  }
  it("refuses what is too long or compiles to too much", () => {
    assert.equal(compileTermPattern("a".repeat(501), "").ok, false);
    assert.equal(compileTermPattern("[a-z]{900}[a-z]{900}", "").ok, false);
  });
});
