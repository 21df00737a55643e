import { deepEqual, ok } from "node:assert/strict";
import type { ActivityUpdate } from "../../../src/core/memory/activity";
import { undoRecord } from "../../../src/core/records/undo";
import { plainText } from "../../../src/core/text/translate";
import { recordOf } from "./recipes/recipeTests";
import { processorMs } from "../../processorMs";

function undone(before: readonly string[], after: readonly string[], now: readonly string[]): unknown {
  const update: ActivityUpdate = {
    kind: "fields",
    server: "https://soar.test",
    record: { id: "1", value: "Clop" },
    names: [],
    run: "r",
    state: "confirmed",
    version: 1,
    fields: [
      {
        field: "aliases",
        recipes: ["tidy-aliases"],
        texts: { before: JSON.stringify(before), after: JSON.stringify(after) },
      },
    ],
  };
  const record = recordOf(JSON.stringify({ id: "1", value: "Clop", CustomFields: { aliases: now } }));
  const [change] = undoRecord(update, { record, names: [] }, plainText).plan?.changes ?? [];
  return change?.after == null ? null : JSON.parse(change.after);
}

describe("taking back an update of a list", () => {
  it("takes out what was added, from the end, and puts back what was removed and is not there", () => {
    deepEqual(undone(["a"], ["a", "b"], ["b", "a", "b", "c"]), ["b", "a", "c"]);
    deepEqual(undone(["a", "a", " x"], ["a", "x"], ["a", "x", "c"]), ["a", "c", " x"]);
    deepEqual(undone(["a"], ["a", "b", "b"], ["a", "b", "b", "b", "c"]), ["a", "b", "c"]);
  });

  it("of 20,000 elements that all were changed ends soon", () => {
    const before = Array.from({ length: 20_000 }, (_, at) => ` Alias ${at}`);
    const after = before.map((text) => text.trim());
    const started = processorMs();
    deepEqual(undone(before, after, [...after, "theirs"]), ["theirs", ...before]);
    const took = processorMs() - started;
    ok(took < 2_000, `${took} ms`);
  });
});
