import { deepEqual, equal } from "node:assert/strict";
import { MAX_ACTIVITY_ENTRIES } from "../../../src/core/limits";
import { type ActivityEntry, decodeActivity, newestFirst, withActivity } from "../../../src/core/memory/activity";

const NOW = new Date("2026-06-01T12:00:00Z");
const DAY = 86_400_000;

function entry(daysAgo: number): ActivityEntry {
  return {
    at: new Date(NOW.getTime() - daysAgo * DAY).toISOString(),
    by: "scan",
    kind: "mail",
    server: "mail.test:465",
    from: "ti@mail.test",
    to: ["lead@mail.test"],
    subject: String(daysAgo),
  };
}

const subjects = (entries: Iterable<ActivityEntry>): readonly string[] =>
  [...entries].map((one) => (one.kind === "mail" ? one.subject : ""));

describe("what was sent out", () => {
  it("is kept for 90 days, in its order, whatever order it was stored in", () => {
    const scrambled = new Map([
      ["3", entry(1)],
      ["1", entry(100)],
      ["2", entry(50)],
    ]);
    const after = withActivity(scrambled, [entry(0)], NOW);
    deepEqual(
      [[...after.keys()], subjects(newestFirst(after))],
      [
        ["2", "3", "4"],
        ["0", "1", "50"],
      ],
    );
    deepEqual(subjects(newestFirst(scrambled)), ["1", "50", "100"]);
  });

  it("loses its oldest entries where there are too many", () => {
    const many = new Map(Array.from({ length: MAX_ACTIVITY_ENTRIES }, (_, index) => [String(index + 1), entry(1)]));
    const after = withActivity(many, [entry(0), entry(0)], NOW);
    deepEqual([after.size, after.has("1"), after.has("2"), after.has("3")], [MAX_ACTIVITY_ENTRIES, false, false, true]);
  });

  it("keeps updates that can be undone beside the others, which lose nothing by them", () => {
    const update = (at: number): ActivityEntry => ({
      at: entry(1).at,
      by: "commandLine",
      kind: "fields",
      server: "https://soar.test",
      record: { id: String(at), value: "Fox" },
      names: [],
      run: "r",
      state: "confirmed",
      version: 1,
      fields: [{ field: "aliases", recipes: ["tidy-aliases"], texts: { before: null, after: "[]" } }],
    });
    const updates = Array.from({ length: MAX_ACTIVITY_ENTRIES }, (_, at) => [String(at + 1), update(at)] as const);
    const after = withActivity(new Map(updates), [entry(0), entry(0)], NOW);
    equal(after.size, MAX_ACTIVITY_ENTRIES + 2);
    const undone = new Map(updates.map(([key, one]) => [key, { ...one, undone: true } as ActivityEntry]));
    equal(withActivity(undone, [entry(0), entry(0)], NOW).size, MAX_ACTIVITY_ENTRIES);
  });

  it("is read as it was written; what is none of it is left out", () => {
    deepEqual(decodeActivity(JSON.parse(JSON.stringify(entry(0)))), entry(0));
    for (const none of [
      null,
      {},
      { ...entry(0), by: "nobody" },
      { ...entry(0), kind: "other" },
      { ...entry(0), at: 7 },
    ])
      equal(decodeActivity(none), null);
  });
});
