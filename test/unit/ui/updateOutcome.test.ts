import assert from "node:assert/strict";
import type { RecordResult, RecordsReport, ResultKind } from "../../../src/core/records/types";
import { plainText as t } from "../../../src/core/text/translate";
import { openRecords, updateLines, updateSentence } from "../../../src/ui/updateOutcome";
import { planOf, planned } from "./pages/recordPlans";

const result = (value: string, outcome: ResultKind, more: Partial<RecordResult> = {}): RecordResult => ({
  plan: planOf(value, "{}", []),
  outcome,
  ...more,
});
const report = (results: readonly RecordResult[], more: Partial<RecordsReport> = {}): RecordsReport => ({
  plan: planned([]),
  run: "run",
  at: "2026-11-30T00:00:00Z",
  results,
  left: [],
  failure: null,
  ...more,
});
const failed = () => "It failed.";

describe("what came of an update", () => {
  const results = [
    result("a", "written"),
    result("b", "nothing"),
    result("c", "changedMeanwhile"),
    result("d", "failed", { failure: { code: "aborted" } }),
    result("e", "failed"),
    result("f\u202e", "notDone"),
    result("g", "unknown"),
  ];

  it("is told in a sentence, and record by record with what needs somebody first", () => {
    assert.equal(
      updateSentence(report(results), failed, t),
      "Updated 1 record. 1 had all of it already. 1 was changed by somebody else since it was shown, so it was not written. 2 could not be written. Of 1 no answer came: the next update looks up whether it was written. 1 was not tried any more.",
    );
    assert.deepEqual(updateLines(report(results), failed, t), [
      "c: changed by somebody else since it was shown; not written",
      "d: It failed.",
      "e: could not be written",
      "g: sent, but no answer came; the next update looks up whether it was written",
      "f: not tried any more",
      "b: had all of it already",
      "a: updated",
    ]);
    assert.deepEqual([...openRecords(report(results))], ["id-c", "id-d", "id-e", "id-f\u202e", "id-g"]);
  });

  it("says of an undo, a dry run, another writer and a server that failed what they are", () => {
    const two = [result("a", "written"), result("b", "written")];
    assert.equal(updateSentence(report(two), failed, t), "Updated 2 records.");
    assert.equal(
      updateSentence(report(two, { plan: planned([], { undoes: "x" }) }), failed, t),
      "Took back the update of 2 records.",
    );
    assert.match(updateSentence(report([], { dryRun: true }), failed, t), /nothing is sent/);
    assert.match(updateSentence(report([], { busy: true }), failed, t), /Nothing was written/);
    assert.match(updateSentence(report(two, { failure: { code: "aborted" } }), failed, t), /It failed\.$/);
  });
});
