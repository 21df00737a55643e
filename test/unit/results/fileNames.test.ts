import assert from "node:assert/strict";
import { fileTimestamp, joinPath, numbered, safeFileName } from "../../../src/core/results/fileNames";
import { profileFileNames } from "../../../src/core/results/profileFile";

describe("file names", () => {
  const cases: readonly (readonly [text: string, name: string])[] = [
    ["Winter Vivern", "Winter Vivern"],
    ["APT/28", "APT_28"],
    ["..\\..\\evil", "__.._evil"],
    ["a:b*c?d", "a_b_c_d"],
    ["CON", "_CON"],
    ["lpt1.txt", "_lpt1.txt"],
    ["dots... ", "dots"],
    ["", "_"],
    ["Ünïcode 龍", "Ünïcode 龍"],
    ["line\nbreak\u0000", "line_break_"],
  ];
  for (const [text, name] of cases)
    it(`makes ${JSON.stringify(text)} safe`, () => assert.equal(safeFileName(text), name));

  it("numbers profiles whose files would be the same", () => {
    assert.deepEqual(
      [...profileFileNames(["A/B", "A?B", "a_b", "C"]).values()],
      ["A_B_profile.txt", "A_B-2_profile.txt", "a_b-3_profile.txt", "C_profile.txt"],
    );
  });

  it("stamps local time", () => {
    assert.equal(fileTimestamp(new Date(2026, 0, 2, 3, 4, 5)), "2026-01-02_030405");
  });

  it("puts numbers before the ending", () => {
    assert.equal(numbered("articles.txt", 2), "articles-2.txt");
    assert.equal(numbered("articles", 3), "articles-3");
  });

  it("joins paths; an empty folder is the workspace", () => {
    assert.equal(joinPath("", "x"), "x");
    assert.equal(joinPath("00 Results/", "x"), "00 Results/x");
  });
});
