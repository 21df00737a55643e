import assert from "node:assert/strict";
import { type HostMemory, createHostGate } from "../../../src/core/fetching/hostGate";
import { MAX_PUBLIC_HOSTS } from "../../../src/core/limits";

const START = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;

/** One scan: what each request to the host answers, and what is remembered then. */
function scan(
  known: ReadonlyMap<string, HostMemory>,
  atMs: number,
  answers: readonly (readonly [status: number, headers?: Record<string, string>])[],
  jitter = 1,
): ReadonlyMap<string, HostMemory> {
  const gate = createHostGate(known, { now: () => new Date(atMs) }, () => jitter);
  for (const [status, headers = {}] of answers) gate.answered("a.test", { status, headers });
  return gate.memory();
}

const minutesFrom = (atMs: number, memory: ReadonlyMap<string, HostMemory>): number | null => {
  const until = memory.get("a.test")?.wait?.until;
  return until === undefined ? null : (Date.parse(until) - atMs) / MINUTE;
};

describe("createHostGate", () => {
  it("leaves a host alone from the second scan on in which it only failed, longer each time", () => {
    let memory: ReadonlyMap<string, HostMemory> = new Map();
    let at = START;
    const waits: (number | null)[] = [];
    for (let round = 0; round < 10; round++) {
      memory = scan(memory, at, [[500], [503], [429]]);
      waits.push(minutesFrom(at, memory));
      at += 7 * 3_600_000;
    }
    assert.deepEqual(waits, [0, 5, 10, 20, 40, 80, 160, 320, 360, 360]);
  });

  it("spreads the pauses between half and the whole", () => {
    const twice = (jitter: number) => scan(scan(new Map(), START, [[500]]), START, [[500]], jitter);
    assert.equal(minutesFrom(START, twice(0)), 2.5);
    assert.equal(minutesFrom(START, twice(0.5)), 3.75);
  });

  it("forgets the failures of a host that answers anything else", () => {
    for (const status of [200, 301, 304, 404, 403]) {
      const memory = scan(scan(new Map(), START, [[500]]), START, [[500], [status], [500]]);
      assert.deepEqual([...memory], [], String(status));
    }
  });

  it("keeps what is not asked for a week after its time, and forgets it then", () => {
    const wait = { why: "backOff", until: new Date(START).toISOString() } as const;
    const known = new Map([["a.test", { failures: 3, wait }]]);
    assert.deepEqual([...scan(known, START - 1, [])], [...known]);
    assert.deepEqual([...scan(known, START + 7 * 24 * 60 * MINUTE - 1, [])], [...known]);
    assert.deepEqual([...scan(known, START + 7 * 24 * 60 * MINUTE, [])], []);
    assert.equal(minutesFrom(START, scan(known, START, [[500]])), 20, "asked and failed, it goes on counting");
  });

  it("holds Retry-After of 429 and 5xx at once, for the whole host and no other", () => {
    for (const status of [429, 503, 500]) {
      const gate = createHostGate(new Map(), { now: () => new Date(START) }, () => 0);
      gate.answered("a.test", { status, headers: { "retry-after": "90" } });
      const until = new Date(START + 90_000).toISOString();
      assert.deepEqual(gate.waits("a.test"), { why: "retryAfter", until });
      assert.equal(gate.waits("b.test"), null);
      assert.deepEqual(gate.memory().get("a.test")?.wait, { why: "retryAfter", until });
    }
    const gate = createHostGate(new Map(), { now: () => new Date(START) }, () => 0);
    gate.answered("a.test", { status: 200, headers: { "retry-after": "90" } });
    gate.answered("b.test", { status: 503, headers: { "retry-after": "0" } });
    assert.equal(gate.waits("a.test"), null);
    assert.equal(gate.waits("b.test"), null);
  });

  it("remembers the public hosts that were met last, 20,000 of them, whatever else it knows of them", () => {
    const meet = (
      known: ReadonlyMap<string, HostMemory>,
      hosts: readonly string[],
      failing: readonly string[] = [],
    ) => {
      const gate = createHostGate(known, { now: () => new Date(START) }, () => 0);
      for (const host of hosts) gate.met(host, "public");
      for (const host of failing) gate.answered(host, { status: 503, headers: { "retry-after": "90" } });
      const memory = gate.memory();
      return { memory, forgotten: gate.forgotten() };
    };
    const crowd = (of: string, count: number) => Array.from({ length: count }, (_, at) => `${of}${at}.test`);
    const { memory: first } = meet(new Map(), ["early.test", ...crowd("a", 10), "late.test"]);
    const { memory: failing } = meet(first, ["late.test"], ["late.test", "early.test"]);
    const full = meet(failing, crowd("b", MAX_PUBLIC_HOSTS - 3));
    assert.equal(full.forgotten, 8);
    const known = (host: string) => full.memory.get(host);
    assert.equal(known("late.test")?.wasPublic, true, "it was met after the others, though it has failed since");
    assert.deepEqual(
      [known("early.test")?.wasPublic, known("early.test")?.wait?.why],
      [true, "retryAfter"],
      "while it is to be left alone nothing of it is forgotten",
    );
    assert.deepEqual([known("a0.test"), known("a7.test"), known("a8.test")?.wasPublic], [undefined, undefined, true]);
    assert.equal([...full.memory.values()].filter(({ wasPublic }) => wasPublic === true).length, MAX_PUBLIC_HOSTS + 1);
  });

  it("counts a host that cannot be reached, unless most cannot", () => {
    const round = (known: ReadonlyMap<string, HostMemory>, well: readonly string[], lost: readonly string[]) => {
      const gate = createHostGate(known, { now: () => new Date(START) }, () => 1);
      for (const host of well) gate.answered(host, { status: 404, headers: {} });
      for (const host of lost) gate.unreachable(host);
      return gate.memory();
    };
    const once = round(new Map(), ["b.test"], ["a.test"]);
    assert.equal(once.get("a.test")?.failures, 1);
    const twice = round(once, ["b.test"], ["a.test"]);
    assert.equal(minutesFrom(START, twice), 5);
    assert.deepEqual([...round(twice, ["b.test"], ["a.test", "c.test"])], [...twice], "the network is down");
    assert.deepEqual([...round(new Map(), [], ["a.test"])], []);
    assert.deepEqual([...round(twice, ["a.test"], [])], []);
  });
});
