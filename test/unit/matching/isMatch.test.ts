import assert from "node:assert/strict";
import { isMatch } from "../../../src/core/matching/isMatch";
import { compileNames } from "../../../src/core/matching/matcher";

describe("isMatch", () => {
  const aliasSource = { title: "Some galaxy", date: "2026-08-06" };
  const entries = [{ profile: "Fen Fox", name: "Play", aliasSource, ambiguous: ["Bog Bear"] }];
  const [match] = compileNames(entries).match({ title: "Play ransomware", url: "" });

  it("takes what matching gives, and what earlier versions gave", () => {
    assert.ok(match?.context !== undefined && match.aliasSource !== undefined && match.ambiguous !== undefined);
    assert.ok(isMatch(JSON.parse(JSON.stringify(match))));
    assert.ok(isMatch({ profile: null, name: "Play", field: "url", start: 0, end: 4, text: "play" }));
  });

  const damages: readonly (readonly [key: string, value: unknown])[] = [
    ["profile", undefined],
    ["name", 1],
    ["field", "footer"],
    ["start", "0"],
    ["text", null],
    ["rule", "exact"],
    ["rule", ["exact", "guess"]],
    ["rule", ["toString"]],
    ["weight", "1"],
    ["ambiguous", [1]],
    ["aliasSource", "Some galaxy"],
    ["aliasSource", { title: "Some galaxy" }],
    ["context", { text: "ransomware" }],
  ];
  for (const [key, value] of damages) {
    it(`refuses ${key} = ${JSON.stringify(value)}`, () => assert.ok(!isMatch({ ...match, [key]: value })));
  }
  it("refuses what is no object", () => assert.deepEqual([null, [], "match"].map(isMatch), [false, false, false]));
});
