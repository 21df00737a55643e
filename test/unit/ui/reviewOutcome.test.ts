import assert from "node:assert/strict";
import { plainText as t } from "../../../src/core/text/translate";
import type { RecordOutcome } from "../../../src/core/xsoar/reports";
import { outcomeLines, reviewedSentence } from "../../../src/ui/reviewOutcome";

const noted = (name: string, id: string, added: number): RecordOutcome => ({
  name,
  kind: "noted",
  added,
  alreadyThere: 0,
  id,
  value: name,
});
const created: RecordOutcome = { name: "Sunwasp", kind: "created", id: "9", notes: 2, answer: "" };
const failed: RecordOutcome = { name: "Clop", kind: "failed", failure: { code: "conflict", detail: "" } };
const why = () => "somebody else was faster.";
const edits = new Set(["Heron", "Grey Heron"]);

describe("what came of a review", () => {
  it("is said in a sentence, with what was found to be otherwise meanwhile", () => {
    const outcomes = [noted("Heron", "1", 2), noted("Late", "2", 1), created, failed];
    assert.equal(
      reviewedSentence({ outcomes, failure: null }, edits, why, t),
      "Added 2 notes to Heron. Created the Threat Actor record Sunwasp with 2 notes. " +
        "Late has a record by now; 1 note was added to it. Clop: somebody else was faster.",
    );
    const busy = reviewedSentence({ outcomes: [], failure: null, busy: true }, edits, why, t);
    assert.match(busy, /what waits is kept for the next time/);
  });

  it("is told record by record where there are several, each record once", () => {
    assert.deepEqual(outcomeLines([noted("Heron", "1", 2), noted("Grey Heron", "1", 0)], edits, why, t), []);
    assert.deepEqual(outcomeLines([noted("Heron", "1", 2), noted("Grey Heron", "1", 0), created], edits, why, t), [
      "Added 2 notes to Heron.",
      "Created the Threat Actor record Sunwasp with 2 notes.",
    ]);
  });
});
