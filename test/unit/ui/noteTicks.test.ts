import assert from "node:assert/strict";
import { reviewed } from "../../../src/core/notes/reviewed";
import { chosenWrites, leftNotes, noteCounts, noteTicks, scopeOf } from "../../../src/ui/noteTicks";
import type { ReviewTicks } from "../../../src/ui/reviewTicks";
import type { PlannedWrite } from "../../../src/core/xsoar/reports";
import { note, seeded, write } from "./pages/plannedWrites";

const keysOf = (writes: readonly PlannedWrite[], ticks: ReviewTicks): unknown => reviewed(chosenWrites(writes, ticks));

describe("the ticks of notes", () => {
  const shared = note("both", { names: ["Heron", "Grey Heron"] });
  const writes = [
    write("Heron", [note("a"), note("b", { names: ["Grey Heron"] }), shared], { names: ["Heron", "Grey Heron"] }),
    write("Sunwasp", [note("c", { names: ["Sunwasp"] })], { kind: "create", id: null }),
    write("Bare", [], { kind: "create", id: null }),
  ];
  const key = (title: string) => note(title).key;

  it("are all set at first", () => {
    const ticks = noteTicks(writes);
    assert.deepEqual(chosenWrites(writes, ticks), writes);
    assert.equal(ticks.ofAll(), "all");
    assert.deepEqual(noteCounts(writes, ticks), { notes: 4, records: 3, created: 2, bare: 1 });
  });

  it("leave out a note, and a name of the record that has no other", () => {
    const ticks = noteTicks(writes);
    ticks.tick(false, 0, 1);
    ticks.tick(false, 0, 2);
    assert.deepEqual([ticks.of(0), ticks.ofAll()], ["some", "some"]);
    assert.deepEqual(reviewed(chosenWrites(writes, ticks))[0], { kind: "edit", names: ["Heron"], keys: [key("a")] });
    assert.deepEqual(scopeOf(chosenWrites(writes, ticks).slice(0, 1)), {
      names: ["Heron"],
      keys: new Map([["Heron", new Set([key("a")])]]),
    });
  });

  it("leave out a record with all of its notes, one without notes too", () => {
    const ticks = noteTicks(writes);
    ticks.tick(false, 1);
    ticks.tick(false, 2);
    assert.deepEqual(chosenWrites(writes, ticks), [writes[0]]);
    ticks.tick(true, 2);
    assert.deepEqual(chosenWrites(writes, ticks), [writes[0], writes[2]]);
  });

  it("give up only what waits", () => {
    const ticks = noteTicks(writes);
    ticks.tick(false);
    assert.equal(ticks.ofAll(), "none");
    const waiting = new Map([
      ["Heron", new Set([key("a"), shared.key])],
      ["Grey Heron", new Set([shared.key])],
    ]);
    assert.deepEqual(leftNotes(writes, ticks, waiting), {
      keys: new Map([
        ["Heron", [key("a"), shared.key]],
        ["Grey Heron", [shared.key]],
      ]),
      notes: 2,
      records: ["Sunwasp", "Bare"],
    });
  });

  it("take no harm from places that are not there", () => {
    const ticks = noteTicks(writes);
    ticks.tick(false, 9);
    ticks.tick(false, 0, 99);
    ticks.tick(false, 2, 0);
    ticks.tick(false, -1, -1);
    assert.deepEqual(chosenWrites(writes, ticks), writes);
  });

  it("are what was ticked last, whatever the order", () => {
    const random = seeded(20260310);
    for (let round = 0; round < 200; round++) {
      const many = Array.from({ length: 1 + random(5) }, (_, record) =>
        write(
          `R${record}`,
          Array.from({ length: random(4) }, (_, index) => note(`${record}-${index}`)),
        ),
      );
      const ticks = noteTicks(many);
      const expected = many.map(({ notes }) => ({ bare: true, notes: notes.map(() => true) }));
      for (let step = 0; step < 20; step++) {
        const [on, record] = [random(2) === 0, random(many.length)];
        const length = many[record]?.notes.length ?? 0;
        const at = random(3) === 0 ? [] : length > 0 && random(2) === 0 ? [record, random(length)] : [record];
        ticks.tick(on, ...(at as [number?, number?]));
        for (const [index, state] of expected.entries()) {
          if (at[0] !== undefined && at[0] !== index) continue;
          if (at[1] === undefined) state.bare = on;
          state.notes = state.notes.map((before, place) => (at[1] === undefined || at[1] === place ? on : before));
        }
      }
      assert.deepEqual(
        keysOf(many, ticks),
        many.flatMap(({ kind, names, notes }, index) => {
          const keys = notes.filter((_, place) => expected[index]?.notes[place]).map((one) => one.key);
          const isChosen = notes.length === 0 ? expected[index]?.bare : keys.length > 0;
          const left = new Set(notes.filter(({ key: one }) => keys.includes(one)).flatMap((one) => one.names));
          const isWhole = keys.length === notes.length;
          return isChosen ? [{ kind, names: isWhole ? names : names.filter((name) => left.has(name)), keys }] : [];
        }),
        `round ${round}`,
      );
    }
  });
});
