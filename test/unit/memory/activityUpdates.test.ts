import { deepEqual, equal, ok } from "node:assert/strict";
import { MAX_ACTIVITY_ENTRIES } from "../../../src/core/limits";
import {
  type ActivityEntry,
  decodeActivity,
  newestFirst,
  withActivity,
  withUpdates,
} from "../../../src/core/memory/activity";
import { LaterStateError } from "../../../src/core/memory/laterState";
import { undoableRuns } from "../../../src/core/records/journal";
import { NOW, journalOf, memoryOf, updateOf } from "../records/updates";

const NOTE: ActivityEntry = {
  at: NOW.toISOString(),
  by: "scan",
  kind: "notes",
  server: "https://xsoar.test",
  record: { id: "1", value: "Emberfox" },
  names: [],
  notes: [],
};

describe("updates of records in the journal", () => {
  it("are never removed for the sake of newer ones while they are open or can be undone", () => {
    const kept = [
      updateOf({}, { state: "planned" }),
      updateOf({}, { state: "sent" }),
      updateOf({}, { state: "unknown" }),
      updateOf(),
    ];
    const free = [
      updateOf({}, {}),
      updateOf(undefined, { undone: true }),
      updateOf(undefined, { undoes: "run-0" }),
      NOTE,
    ];
    const full = Array.from({ length: MAX_ACTIVITY_ENTRIES }, () => NOTE);
    const after = withActivity(journalOf(...kept, ...free, ...full), [NOTE], NOW);
    // They stand beside the others.
    equal(after.size, MAX_ACTIVITY_ENTRIES + kept.length);
    for (const [at, entry] of kept.entries()) equal(after.get(String(at + 1)), entry);
    for (const at of free.keys()) ok(!after.has(String(kept.length + at + 1)), `${at}`);
  });

  it("may be more than the limit, when all of them can be undone", () => {
    const many = Array.from({ length: MAX_ACTIVITY_ENTRIES + 5 }, () => updateOf());
    equal(withActivity(new Map(), many, NOW).size, MAX_ACTIVITY_ENTRIES + 5);
  });

  it("lose what their fields held after 30 days, and go after 90", () => {
    const before = journalOf(
      updateOf(undefined, { daysAgo: 91 }),
      updateOf(undefined, { daysAgo: 31, run: "old" }),
      updateOf(undefined, { daysAgo: 29, run: "young" }),
    );
    const after = withActivity(before, [NOTE], NOW);
    deepEqual([...after.keys()], ["2", "3", "4"]);
    const [old, young] = [after.get("2"), after.get("3")];
    ok(old?.kind === "fields" && young?.kind === "fields");
    deepEqual(old.fields, [{ field: "aliases", recipes: ["tidy-aliases"] }]);
    deepEqual(young, before.get("3"));
    deepEqual(
      undoableRuns(after, NOW).map(({ id }) => id),
      ["young"],
    );
  });

  it("are told newest first, but those nothing was sent of", () => {
    const all = journalOf(
      updateOf({}, { run: "a" }),
      updateOf({}, { state: "planned" }),
      NOTE,
      updateOf({}, { run: "b" }),
    );
    deepEqual(
      newestFirst(all).map((entry) => (entry.kind === "fields" ? entry.run : entry.kind)),
      ["b", "notes", "a"],
    );
  });

  it("are changed one by one; a journal that nothing changes is the same", () => {
    const all = journalOf(updateOf({}, { run: "a" }), NOTE, updateOf({}, { run: "b" }));
    equal(
      withUpdates(all, (update) => update),
      all,
    );
    const after = withUpdates(all, (update) => (update.run === "a" ? null : { ...update, state: "unknown" }));
    deepEqual([...after.keys()], ["2", "3"]);
    equal(after.get("2"), NOTE);
  });

  it("are read as they were written", () => {
    for (const update of [
      updateOf(
        { aliases: [null, "[]"], firstSeen: ['"a"', null] },
        { customFields: null, undoes: "run-0", undone: true },
      ),
      updateOf({}, { customFields: '""', state: "sent", names: ["Ember Fox"] }),
      { ...updateOf(), fields: [{ field: "aliases", recipes: ["undo"] }] },
    ])
      deepEqual(decodeActivity(JSON.parse(JSON.stringify(update))), update);
  });

  it("are left out where they are damaged, and lose what is none of them", () => {
    const good = updateOf();
    for (const bad of [
      { ...good, run: 7 },
      { ...good, state: "done" },
      { ...good, fields: {} },
      { ...good, record: null },
      { ...good, record: { id: 7, value: "x" } },
      { ...good, server: null },
      { ...good, by: "nobody" },
      { ...good, kind: "deleted" },
    ])
      equal(decodeActivity(JSON.parse(JSON.stringify(bad))), null);
    const [field] = good.fields;
    const odd = {
      ...good,
      customFields: 7,
      undoes: 7,
      undone: "yes",
      names: ["a", 7],
      fields: [7, {}, { ...field, texts: 7 }],
    };
    deepEqual(decodeActivity(odd), {
      ...good,
      names: ["a"],
      fields: [{ field: "aliases", recipes: ["tidy-aliases"] }],
    });
    const half = { ...field, texts: { before: "[]", after: 7 } };
    deepEqual(decodeActivity({ ...good, fields: [half] }), {
      ...good,
      fields: [{ field: "aliases", recipes: ["tidy-aliases"] }],
    });
  });

  it("stand beside what earlier versions have stored", async () => {
    const documents = new Map<string, string>();
    const { at, by, server, record } = NOTE as Extract<ActivityEntry, { kind: "notes" }>;
    const old = {
      at,
      by,
      kind: "notes",
      server,
      record,
      names: [],
      notes: [{ key: "k", title: "t", url: "u", source: "s", text: "x" }],
    };
    const stored = [
      ["1", old],
      ["2", { at, by, kind: "later" }],
      ["3", 7],
    ];
    documents.set("activity", JSON.stringify({ version: 1, data: stored }));
    const memory = memoryOf(documents);
    deepEqual([...(await memory.load("activity")).activity], [["1", old]]);
    await memory.change(["activity"], ({ activity }) => ({ activity: withActivity(activity, [updateOf()], NOW) }));
    deepEqual([...(await memoryOf(documents).load("activity")).activity.values()], [old, updateOf()]);
  });

  it("are neither read nor written where a later version has stored them", async () => {
    const text = JSON.stringify({ version: 999, by: "9.0.0", data: [["1", updateOf()]] });
    const documents = new Map([["activity", text]]);
    const memory = memoryOf(documents);
    const isLater = (error: unknown): boolean => error instanceof LaterStateError;
    for (const work of [
      () => memory.load("activity"),
      () => memory.change(["activity"], ({ activity }) => ({ activity: withActivity(activity, [updateOf()], NOW) })),
    ]) {
      let error: unknown = null;
      await work().catch((one: unknown) => (error = one));
      ok(isLater(error), String(error));
    }
    equal(documents.get("activity"), text);
  });
});
