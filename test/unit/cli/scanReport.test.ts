import assert from "node:assert/strict";
import { type NotesResult, couldNotWrite, notesJson, sourceLines } from "../../../src/cli/scanReport";
import { sentLines } from "../../../src/cli/sentLines";
import type { LeftToReview, RecordOutcome, RecordReport } from "../../../src/core/xsoar/reports";

const noted = (name: string, id: string, added: number): RecordOutcome => {
  return { name, kind: "noted", added, alreadyThere: 0, id, value: name };
};
const result = (outcomes: readonly RecordOutcome[], review?: LeftToReview): NotesResult => {
  const records: RecordReport = { outcomes, failure: null, ...(review === undefined ? {} : { review }) };
  return { records, created: null, pending: [], errors: [] };
};
const left = (notes: number): LeftToReview => ({ notes, records: 2, why: ["record"] });

describe("what the report of a scan says of sources", () => {
  it("is how many were read, then what failed, and what was read in part", () => {
    const report = { source: { kind: "feed", url: "https://a.example/" }, durationMs: 1, articles: 1 } as const;
    const sources = [
      { ...report, outcome: "read", cuts: { address: 2, page: 1 } },
      { ...report, outcome: "failed", failure: { code: "empty" } },
    ] as const;
    assert.deepEqual(sourceLines({ sources, durationMs: 100 }), [
      "2 sources read in 100 ms, 1 failed.",
      "  failed  https://a.example/: The answer is empty.",
      "  in part https://a.example/: Passed over, since their address is longer than 4,096 characters: 2.",
      "  in part https://a.example/: Of its text the first 1,000,000 characters are kept; whether the rest has changed is noticed.",
    ]);
  });
});

describe("what the report of a scan says of notes", () => {
  it("is first what was written and what waits for a review", () => {
    const several = [noted("Clop", "1", 20), noted("Conti", "2", 2), noted("Cl0p", "1", 1), noted("Heron", "3", 0)];
    assert.deepEqual(sentLines(result(several, left(14))), ["XSOAR: 23 notes added to 2 records; 14 wait for review."]);
    assert.deepEqual(sentLines(result([noted("Clop", "1", 1)], left(1))), [
      "XSOAR: 1 note added to 1 record; 1 waits for review.",
    ]);
    assert.deepEqual(sentLines(result([noted("Clop", "1", 1)])), ["XSOAR: 1 note added to 1 record."]);
    assert.deepEqual(sentLines(result([], left(14))), ["XSOAR: 14 notes wait for review."]);
    assert.deepEqual(sentLines(result([noted("Clop", "1", 0)])), []);
    assert.deepEqual(sentLines({ records: null, created: null }), []);
  });

  it("counts what waits for a review in JSON as well, and that is no failure", () => {
    assert.deepEqual(notesJson(result([], left(14)))["review"], { notes: 14, records: 2, why: ["record"] });
    assert.deepEqual(notesJson(result([]))["review"], { notes: 0, records: 0, why: [] });
    assert.equal(couldNotWrite(result([], left(14))), false);
  });
});
