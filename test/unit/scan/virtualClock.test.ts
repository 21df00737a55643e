import assert from "node:assert/strict";
import { virtualClock } from "./virtualClock";

describe("the clock of the tests", () => {
  it("ends waits in the order of their times, also those that begin meanwhile, and moves on by them", async () => {
    const clock = virtualClock(1000);
    const ends: string[] = [];
    const wait = async (name: string, ms: number): Promise<void> => {
      await clock.wait(ms);
      ends.push(`${name} ${clock.now().getTime()}`);
    };
    await Promise.all([
      wait("long", 60_000),
      wait("short", 10).then(() => wait("after", 10)),
      wait("turn", 0),
      wait("same", 20),
    ]);
    assert.deepEqual(ends, ["turn 1000", "short 1010", "same 1020", "after 1020", "long 61000"]);
  });

  it("lets what needs no time go first, and does not move on while nobody waits", async () => {
    const clock = virtualClock(0);
    const order: string[] = [];
    const waited = clock.wait(0).then(() => order.push("waited"));
    for (let step = 0; step < 20; step++) await Promise.resolve();
    order.push("steps");
    await waited;
    assert.deepEqual([order, clock.now().getTime()], [["steps", "waited"], 0]);
    clock.later(5);
    clock.slowDown(2);
    assert.equal(clock.now().getTime(), 7);
  });

  it("ends a wait at once that is cancelled, without moving on", async () => {
    const clock = virtualClock(0);
    const cancel = new AbortController();
    const waited = clock.wait(60_000, cancel.signal);
    cancel.abort();
    await waited;
    await clock.wait(60_000, cancel.signal);
    assert.equal(clock.now().getTime(), 0);
  });
});
