import assert from "node:assert/strict";
import type { ActivityEntry, ActivityField, ActivityUpdate } from "../../../src/core/memory/activity";
import { plainText as t } from "../../../src/core/text/translate";
import { type SentNode, rowsBelow, runsOf } from "../../../src/ui/activityNodes";
import { addedTexts, runLabel, runSentence, sentDescription, sentSentence } from "../../../src/ui/activityText";
import { fieldDescription } from "../../../src/ui/activityUpdates";

const WORDS = { t, time: (iso: string) => iso.slice(11, 19), shortTime: (iso: string) => iso.slice(11, 16) };

const field = (name: string, before: string | null, after: string | null): ActivityField => ({
  field: name,
  recipes: ["tidy-aliases", "later-recipe"],
  texts: { before, after },
});

function update(time: string, value: string, more: Partial<ActivityUpdate> = {}): ActivityEntry & ActivityUpdate {
  return {
    at: `2026-03-10T${time}Z`,
    by: "person",
    kind: "fields",
    server: "https://xsoar.example.com",
    record: { id: `id-${value}`, value },
    names: [],
    run: "run",
    state: "confirmed",
    version: 1,
    fields: [field("aliases", '[" Lynx ","x"]', '["Lynx","x"]')],
    ...more,
  };
}

const runOf = (...entries: readonly ActivityEntry[]) => runsOf(entries, "")[0] ?? assert.fail();
const sentOf = (entry: ActivityEntry): SentNode => {
  const [row] = rowsBelow(runOf(entry), new Map());
  return row?.kind === "sent" ? row : assert.fail();
};

describe("updates of records in Activity", () => {
  it("are a run each, however long it takes, and beside what else was sent", () => {
    const runs = runsOf(
      [
        update("12:10:00", "c", { run: "second" }),
        update("12:09:59", "b"),
        update("12:00:00", "a"),
        { ...update("12:00:00", "a"), kind: "notes", notes: [] },
      ],
      "",
    );
    assert.deepEqual(
      runs.map((run) => run.entries.length),
      [1, 2, 1],
    );
    assert.equal(new Set(runs.map(({ id }) => id)).size, 3);
  });

  it("are told by run, record and field", () => {
    const two = runOf(update("12:00:01", "Clop"), update("12:00:00", "Conti"));
    assert.equal(runLabel(two, t), "Updated 2 records");
    assert.equal(runSentence(two, WORDS), "Updated 2 records, 12:00:01 (by hand).");
    assert.equal(runLabel(runOf(update("12:00:00", "Clop")), t), "Updated Clop");
    assert.equal(runLabel(runOf(update("12:00:00", "Clop", { undoes: "x" })), t), "Took back an update of Clop");
    const clop = sentOf(update("12:00:00", "Clop"));
    assert.equal(sentDescription(clop, t), "aliases");
    assert.equal(sentSentence(clop, t), "The record Clop was updated: aliases.");
    const [row] = rowsBelow(clop, new Map());
    assert.ok(row?.kind === "field");
    assert.equal(fieldDescription(row.field, t), "Tidy aliases, later-recipe", "of a later version by its own name");
  });

  it("say when it is not known whether they were written, and when they were taken back", () => {
    const told = (more: Partial<ActivityUpdate>) => {
      const node = sentOf(update("12:00:00", "Clop", more));
      return [sentDescription(node, t), sentSentence(node, t)];
    };
    assert.deepEqual(told({ state: "sent" }), [
      "aliases · sent, not confirmed",
      "The record Clop was updated: aliases. It was sent, and no answer came: the next update looks up what became of it.",
    ]);
    assert.match(told({ state: "unknown" })[0] ?? "", /not known whether it was written/);
    assert.deepEqual(told({ undone: true }), [
      "aliases · taken back",
      "The record Clop was updated: aliases. It was taken back since.",
    ]);
  });

  it("show a field before and after, quoted, and hosts of leak sites so that nothing is made of them", () => {
    const entry = update("12:00:00", "Clop", {
      fields: [
        field("aliases", '[" Lynx ","\u202ex"]', '["Lynx"]'),
        field("note", null, '"a.onion,\\tactive\\nown"'),
        { field: "gone", recipes: [] },
      ],
    });
    const { before, after } = addedTexts([entry], WORDS);
    assert.ok(before.includes(`aliases:\n  " Lynx "\n  "${String.raw`\u202e`}x"`), before);
    assert.ok(after.includes('aliases:\n  "Lynx"'), after);
    assert.ok(before.includes("note:\n  (nothing)"), before);
    assert.ok(
      after.includes(String.raw`note:
  "a[.]onion,\tactive\n
  own"`),
      after,
    );
    for (const side of [before, after]) assert.ok(side.includes("gone:\n  (what it held before"), side);
  });
});
