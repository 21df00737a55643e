import { deepEqual, equal, ok } from "node:assert/strict";
import { NEVER } from "../xsoar/fakes";
import { NOW, type Update, memoryOf, server, updateOf } from "./updates";
import { recordsById, settleUpdates } from "../../../src/core/records/settle";
import { withActivity } from "../../../src/core/memory/activity";
import type { Workspace } from "../../../src/core/memory/workspace";
import { plainText } from "../../../src/core/text/translate";

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function settled(place: ReturnType<typeof server>, ...updates: readonly Update[]) {
  const memory = memoryOf();
  await memory.change(["activity"], ({ activity }) => ({ activity: withActivity(activity, updates, NOW) }));
  const clock = { now: () => NOW, wait: () => Promise.resolve() };
  const workspace = { memory, clock, log: quiet, t: plainText } as unknown as Workspace;
  const outcome = await settleUpdates(workspace, place.client, "https://xsoar.test", NEVER);
  const entries = [...(await memory.load("activity")).activity.values()] as readonly Update[];
  return { outcome, states: entries.map(({ record, state }) => [record.value, state]), entries };
}

describe("looking up what was sent and never heard of", () => {
  it("tells what was written from what was not, and from what others have changed", async () => {
    const place = server();
    const of = (value: string, aliases: unknown, more = {}): Update => {
      const id = place.put(value, { aliases });
      return updateOf(undefined, { record: { id, value }, state: "sent", ...more });
    };
    const { outcome, states } = await settled(
      place,
      of("written", ["x"]),
      of("not written", []),
      of("others", ["y"]),
      of("just now", [], { daysAgo: 0 }),
      of("never sent", ["x"], { state: "planned" }),
      of("of another server", ["x"], { server: "https://other.test" }),
      updateOf(undefined, { record: { id: "gone", value: "gone" }, state: "sent" }),
      of("confirmed", [], { state: "confirmed" }),
    );
    deepEqual(states, [
      ["written", "confirmed"],
      ["others", "unknown"],
      ["just now", "sent"],
      ["of another server", "sent"],
      ["gone", "unknown"],
      ["confirmed", "confirmed"],
    ]);
    deepEqual(outcome, { open: 5, written: 1, unclear: 2, underWay: 1, failure: null });
    equal(place.edits(), 0);
  });

  it("takes an update back out of the journal that a later run has made in its place", async () => {
    const place = server();
    const id = place.put("Emberfox", { aliases: ["x"] });
    const record = { id, value: "Emberfox" };
    const { entries } = await settled(
      place,
      updateOf(undefined, { record, state: "sent", daysAgo: 0.002 }),
      updateOf(undefined, { record, run: "run-2", daysAgo: 0.001 }),
    );
    deepEqual(
      entries.map(({ run }) => run),
      ["run-2"],
    );
  });

  it("asks nothing where nothing is open, and changes nothing where XSOAR does not answer", async () => {
    const place = server();
    const none = await settled(place, updateOf());
    deepEqual([none.outcome.open, place.xsoar.requests().length], [0, 0]);
    place.xsoar.fail({ kind: "answer", status: 401, times: 9 });
    const failed = await settled(place, updateOf({}, { state: "sent" }), updateOf({}, { state: "planned" }));
    ok(failed.outcome.failure !== null);
    deepEqual(failed.states, [
      ["Emberfox", "sent"],
      ["Emberfox", "planned"],
    ]);
  });

  it("asks for 50 records at once, and tells those that are gone by their absence", async () => {
    const place = server();
    const values = Array.from({ length: 120 }, (_, at) => `Record ${at}`);
    const wanted = values.map((value) => ({ id: place.put(value), value }));
    const ids = wanted.map(({ id }) => id);
    const counted: number[] = [];
    const found = await recordsById(place.client, [...wanted, { id: "gone", value: "Gone" }], NEVER, (done) =>
      counted.push(done),
    );
    ok(found.ok);
    deepEqual([...found.records.keys()].toSorted(), ids.toSorted());
    // The one that is gone was asked for by its value as well.
    deepEqual([place.xsoar.requests().length, counted.at(-1)], [4, 121]);
  });
});
