import { deepEqual, equal, ok } from "node:assert/strict";
import { NOW, SERVER, journalOf, memoryOf, updateOf } from "./updates";
import { changeOf, recordOf } from "./reportFixture";
import {
  createJournal,
  foundState,
  isSameJson,
  openUpdates,
  toldByNext,
  undoableRuns,
  updatesOf,
  withUndone,
} from "../../../src/core/records/journal";
import type { RecordPlan } from "../../../src/core/records/types";
import { withActivity } from "../../../src/core/memory/activity";
import { withEdits } from "../../../src/core/xsoar/fieldEdits";
import { readRecord } from "../../../src/core/xsoar/record";

const clock = { now: () => NOW, wait: () => Promise.resolve() };

function planFor(id: string, fields = '{"aliases":["a"]}'): RecordPlan {
  const record = recordOf(id, `Record ${id}`, fields);
  const changes = [
    changeOf(record, "name-into-aliases", "aliases", { kind: "list", added: ["b"] }),
    changeOf(record, "tidy-aliases", "aliases", { kind: "list", added: ["c"] }),
    changeOf(record, "first-seen", "firstSeen", { kind: "set", value: '"2024"' }),
  ];
  return { record, names: ["Tracked"], changes };
}

describe("the journal of updates", () => {
  const started = (undoes?: string) => {
    const memory = memoryOf();
    const run = { id: "run-9", by: "person", server: SERVER, ...(undoes === undefined ? {} : { undoes }) } as const;
    return {
      journal: createJournal({ memory, clock }, run),
      memory,
      states: async () =>
        [...(await memory.load("activity")).activity.values()].map((entry) =>
          entry.kind === "fields" ? [entry.record.id, entry.state] : [],
        ),
    };
  };

  it("holds all of a run before anything is sent, with each field once", async () => {
    const { journal, memory } = started("run-8");
    await journal.begin([planFor("1")]);
    const [entry] = (await memory.load("activity")).activity.values();
    deepEqual(entry, {
      at: NOW.toISOString(),
      by: "person",
      kind: "fields",
      server: SERVER,
      record: { id: "1", value: "Record 1" },
      names: ["Tracked"],
      run: "run-9",
      state: "planned",
      fields: [
        {
          field: "aliases",
          recipes: ["name-into-aliases", "tidy-aliases"],
          texts: { before: '["a"]', after: '["a","b","c"]' },
        },
        { field: "firstSeen", recipes: ["first-seen"], texts: { before: null, after: '"2024"' } },
      ],
      version: 3,
      undoes: "run-8",
    });
  });

  it("remembers what CustomFields was where it was no object and a field comes into it", async () => {
    const { journal, memory } = started();
    const bare = recordOf("1", "Bare", "null");
    const [first, other] = [
      changeOf(bare, "name-into-aliases", "aliases", { kind: "list", added: ["b"] }),
      changeOf(bare, "first-seen", "firstSeen", { kind: "set", value: '"2024"' }),
    ];
    await journal.begin([
      { record: bare, names: [], changes: [first, other] },
      { record: { ...bare, id: "2" }, names: [], changes: [other] },
    ]);
    deepEqual(
      [...(await memory.load("activity")).activity.values()].map((one) => "customFields" in one && one.customFields),
      ["null", false],
    );
  });

  it("goes from planned to sent to what has become of it", async () => {
    const { journal, states, memory } = started();
    const plans = ["1", "2", "3", "4"].map((id) => planFor(id));
    await journal.begin(plans);
    await journal.step(["1", "2", "3"], new Map());
    deepEqual(await states(), [
      ["1", "sent"],
      ["2", "sent"],
      ["3", "sent"],
      ["4", "planned"],
    ]);
    const record = readRecord(
      withEdits(plans[0]!.record, [{ field: "aliases", edit: { kind: "set", value: '["a", "b","c"]' } }]) ?? "",
    );
    await journal.step(
      [],
      new Map([
        ["1", { kind: "confirmed", record }],
        ["2", { kind: "nothing" }],
        ["3", { kind: "unknown" }],
      ]),
    );
    await journal.end();
    deepEqual(await states(), [
      ["1", "confirmed"],
      ["3", "sent"],
    ]);
    const [entry] = (await memory.load("activity")).activity.values();
    ok(entry?.kind === "fields");
    // As the server has it, where its answer tells; the date was no part of that.
    deepEqual(
      entry.fields.map(({ texts }) => texts?.after),
      ['["a", "b","c"]', '"2024"'],
    );
  });

  it("leaves other runs alone", async () => {
    const { journal, memory, states } = started();
    const other = updateOf({}, { run: "run-1", state: "planned", record: { id: "1", value: "x" } });
    await memory.change(["activity"], ({ activity }) => ({ activity: withActivity(activity, [other], NOW) }));
    await journal.begin([planFor("1")]);
    await journal.step(["1"], new Map());
    await journal.end();
    deepEqual(await states(), [
      ["1", "planned"],
      ["1", "sent"],
    ]);
  });

  it("knows what is open at a server", () => {
    const states = ["planned", "sent", "confirmed", "unknown"] as const;
    const all = states.map((state) => updateOf({}, { state }));
    deepEqual(openUpdates(journalOf(...all, updateOf({}, { state: "sent", server: "https://other.test" })), SERVER), [
      all[1],
      all[0],
    ]);
  });

  it("tells by a record what has become of what was sent to it", () => {
    const sent = updateOf({ aliases: ['["a"]', '["a","b"]'], firstSeen: [null, '"2024"'] }, { state: "sent" });
    const at = (fields: string, first = ""): string | null => {
      const record = readRecord(
        `{"id":"1","version":1,"value":"x","indicator_type":"y",${first}"CustomFields":${fields}}`,
      );
      ok(record);
      return foundState(sent, record);
    };
    equal(at('{"aliases":[ "a" , "b" ]}', '"firstSeen":"2024",'), "confirmed");
    equal(at('{"aliases":["a"]}'), null);
    equal(at('{"aliases":["a"]}', '"firstSeen":"2024",'), "unknown");
    equal(at('{"aliases":["z"]}', '"firstSeen":"2024",'), "unknown");
  });

  it("does not claim to know where it holds no texts any more", () => {
    const sent = { ...updateOf({}, { state: "sent" }), fields: [{ field: "aliases", recipes: [] }] };
    equal(foundState(sent, recordOf("1", "x")), "unknown");
  });

  it("learns of an update that was sent from the next one of the same record", () => {
    const sent = updateOf(undefined, { state: "sent", daysAgo: 3 });
    const next = updateOf(undefined, { run: "run-2", daysAgo: 2 });
    const back = updateOf({ aliases: ['["x"]', "[]"] }, { run: "run-3", daysAgo: 2 });
    const last = updateOf(undefined, { run: "run-4" });
    equal(toldByNext(sent, [next, sent]), null);
    equal(toldByNext(sent, [last, back, sent]), "confirmed");
    equal(toldByNext(sent, [last, { ...next, state: "sent" }, sent]), undefined);
    for (const other of [
      { ...next, run: sent.run },
      { ...next, server: "https://other.test" },
      { ...next, record: { id: "2", value: "x" } },
      { ...next, at: sent.at },
      updateOf({ aliases: ['["y"]', '["x","y"]'] }, { run: "run-2" }),
      updateOf({ goals: ["[]", '["x"]'] }, { run: "run-2" }),
      { ...next, fields: [{ field: "aliases", recipes: [] }] },
    ])
      equal(toldByNext(sent, [other, sent]), undefined);
  });

  it("tells at the end of a run what that has found out of an earlier one", async () => {
    const { journal, memory, states } = started();
    const plan = planFor("1");
    const [before, after] = ['["a"]', '["a","b","c"]'];
    const of = (texts: readonly [string, string], id: string) =>
      updateOf({ aliases: texts }, { state: "sent", run: "run-1", record: { id, value: `Record ${id}` } });
    const open = [of([before, after], "1"), of(['["z"]', before], "2"), of([before, after], "3")];
    await memory.change(["activity"], ({ activity }) => ({ activity: withActivity(activity, open, NOW) }));
    await journal.begin([plan, planFor("2")]);
    await journal.step(["1", "2"], new Map());
    await journal.step([], new Map(["1", "2"].map((id) => [id, { kind: "confirmed", record: null }] as const)));
    await journal.end();
    deepEqual(await states(), [
      ["2", "confirmed"],
      ["3", "sent"],
      ["1", "confirmed"],
      ["2", "confirmed"],
    ]);
  });

  it("lists the runs that wrote something in the last 30 days and were not undone, newest first", () => {
    const of = (run: string, more = {}) => updateOf(undefined, { run, ...more });
    const all = journalOf(
      of("old", { daysAgo: 31 }),
      of("first"),
      of("first", { record: { id: "2", value: "Other" } }),
      of("undone", { undone: true }),
      of("open", { state: "sent" }),
      of("undo", { undoes: "undone" }),
      of("last", { state: "unknown" }),
    );
    const runs = undoableRuns(all, NOW);
    deepEqual(
      runs.map(({ id, records }) => [id, records.map((one) => one.id)]),
      [
        ["last", ["1"]],
        ["first", ["2", "1"]],
      ],
    );
    deepEqual([runs[0]?.recipes, runs[0]?.server], [["tidy-aliases"], SERVER]);
    deepEqual(updatesOf(all, "undone"), []);
    equal(updatesOf(all, "first").length, 2);
  });

  it("has a run undone when all of its fields are; until then the rest can be", () => {
    const all = journalOf(updateOf({ aliases: ["[]", '["x"]'], goals: ["[]", '["y"]'] }));
    const half = withUndone(all, "run-1", new Map([["1", new Set(["aliases"])]]));
    equal(undoableRuns(half, NOW).length, 1);
    const whole = withUndone(half, "run-1", new Map([["1", new Set(["goals"])]]));
    deepEqual(undoableRuns(whole, NOW), []);
    const [entry] = whole.values();
    ok(entry?.kind === "fields" && entry.undone === true && entry.fields.every((one) => !("texts" in one)));
    equal(withUndone(all, "run-2", new Map([["1", new Set(["aliases"])]])), all);
    equal(withUndone(all, "run-1", new Map()), all);
  });

  it("compares values, not how they are written", () => {
    const same = [
      ["null", " null"],
      ['{"a":1,"b":[1,2]}', '{ "b":[1, 2],"a":1 }'],
      ['"\\u0061"', '"a"'],
      [null, null],
    ] as const;
    for (const [a, b] of same) ok(isSameJson(a, b), `${a} ${b}`);
    for (const [a, b] of [
      ["[1,2]", "[2,1]"],
      [null, "null"],
      ['"1"', "1"],
      ["{", "["],
    ] as const)
      ok(!isSameJson(a, b), `${a} ${b}`);
  });
});
