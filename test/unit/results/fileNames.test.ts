import assert from "node:assert/strict";
import { fileTimestamp, joinPath, safeFileName, safeFolder } from "../../../src/core/results/fileNames";
import { profileFileNames } from "../../../src/core/results/profileFile";

describe("file names", () => {
  const cases: readonly (readonly [text: string, name: string])[] = [
    ["Winter Vivern", "Winter Vivern"],
    ["APT/28", "APT_28"],
    ["..\\..\\evil", ".._.._evil"],
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
      [...profileFileNames(["A/B", "A?B", "a_b", "A/B", "C"]).values()],
      ["A_B_profile.txt", "A_B-2_profile.txt", "a_b-3_profile.txt", "C_profile.txt"],
    );
  });

  it("stamps local time", () => {
    assert.equal(fileTimestamp(new Date(2026, 0, 2, 3, 4, 5)), "2026-01-02_030405");
  });

  it("bounds names by bytes, without cutting a character in two", () => {
    assert.equal(safeFileName("a".repeat(500)).length, 180);
    const long = safeFileName("龍".repeat(100) + "😀");
    assert.equal(Buffer.byteLength(long), 180);
    assert.equal(long, "龍".repeat(60));
    assert.equal(safeFileName("😀".repeat(100)), "😀".repeat(45));
  });

  it("makes each name of a folder safe", () => {
    assert.equal(safeFolder("CON/a<b>:c|/./d\\e."), "_CON/a_b__c_/d/e");
    assert.equal(safeFolder("./"), "");
  });

  it("joins paths; an empty folder is the workspace", () => {
    assert.equal(joinPath("", "x"), "x");
    assert.equal(joinPath("00 Results/", "x"), "00 Results/x");
  });
});
