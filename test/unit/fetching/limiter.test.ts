import assert from "node:assert/strict";
import { createLimiter } from "../../../src/core/fetching/limiter";
import { systemClock } from "../../../src/node/systemClock";

const never = new AbortController().signal;

/** Works that end when told, and a record of who runs. */
function stage() {
  const running = new Map<string, () => void>();
  const order: string[] = [];
  return {
    order,
    running,
    work: (name: string) => () =>
      new Promise<string>((resolve) => {
        order.push(name);
        running.set(name, () => {
          running.delete(name);
          resolve(name);
        });
      }),
    end: async (name: string) => {
      running.get(name)?.();
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("createLimiter", () => {
  it("keeps the total, first come first served", async () => {
    const limiter = createLimiter({ total: 2, perHost: 2, clock: systemClock });
    const { work, order, end } = stage();
    for (const name of ["a", "b", "c", "d"]) void limiter.run(name, never, work(name));
    await settled();
    assert.deepEqual(order, ["a", "b"]);
    await end("b");
    assert.deepEqual(order, ["a", "b", "c"]);
    await end("a");
    assert.deepEqual(order, ["a", "b", "c", "d"]);
  });

  it("lets others pass a host at its limit, and keeps the order within the host", async () => {
    const limiter = createLimiter({ total: 10, perHost: 2, clock: systemClock });
    const { work, order, end } = stage();
    for (const name of ["x1", "x2", "x3", "x4", "y1"]) void limiter.run(name.charAt(0), never, work(name));
    await settled();
    assert.deepEqual(order, ["x1", "x2", "y1"]);
    await end("x2");
    assert.deepEqual(order.slice(3), ["x3"]);
    await end("x1");
    assert.deepEqual(order.slice(3), ["x3", "x4"]);
  });

  it("gives what the work gives, and passes on what it throws", async () => {
    const limiter = createLimiter({ total: 1, perHost: 1, clock: systemClock });
    assert.equal(await limiter.run("h", never, async () => 7), 7);
    await assert.rejects(
      limiter.run("h", never, async () => {
        throw new Error("broken");
      }),
      /broken/,
    );
    assert.equal(await limiter.run("h", never, async () => 8), 8);
  });

  it("ends what waits at once when the signal fires, and frees nothing twice", async () => {
    const limiter = createLimiter({ total: 1, perHost: 1, clock: systemClock });
    const { work, order, end } = stage();
    const cancel = new AbortController();
    const first = limiter.run("h", cancel.signal, work("first"));
    const waiting = limiter.run("h", cancel.signal, work("waiting"));
    const patient = limiter.run("h", never, work("patient"));
    await settled();
    cancel.abort();
    assert.equal(await waiting, null);
    assert.equal(await limiter.run("h", cancel.signal, work("late")), null);
    assert.deepEqual(order, ["first"]);
    await end("first");
    assert.equal(await first, "first");
    await end("patient");
    assert.equal(await patient, "patient");
    assert.deepEqual(order, ["first", "patient"]);
  });

  it("never passes its limits with a thousand works", async () => {
    const limiter = createLimiter({ total: 50, perHost: 2, clock: systemClock });
    const perHost = new Map<string, number>();
    let running = 0;
    let most = 0;
    let arrived: (() => void)[] = [];
    const together = () =>
      new Promise<void>((resolve) => {
        if (arrived.push(resolve) < 50) return;
        for (const go of arrived) go();
        arrived = [];
      });
    const works = Array.from({ length: 1000 }, (_, index) => {
      const host = `host-${index % 40}`;
      return limiter.run(host, never, async () => {
        running += 1;
        perHost.set(host, (perHost.get(host) ?? 0) + 1);
        most = Math.max(most, running);
        assert.ok((perHost.get(host) ?? 0) <= 2);
        await together();
        running -= 1;
        perHost.set(host, (perHost.get(host) ?? 0) - 1);
        return index;
      });
    });
    assert.deepEqual(
      await Promise.all(works),
      works.map((_, index) => index),
    );
    assert.equal(most, 50);
  });

  it("lets others have their turn while many works begin", async () => {
    const limiter = createLimiter({ total: 50, perHost: 2, clock: systemClock });
    const { work, order } = stage();
    for (let index = 0; index < 50; index++) void limiter.run(`host-${index}`, never, work(String(index)));
    const begun: number[] = [];
    while (order.length < 50) {
      const before = order.length;
      await settled();
      begun.push(order.length - before);
    }
    assert.ok(Math.max(...begun) <= 10, begun.join());
    assert.deepEqual(
      order,
      Array.from({ length: 50 }, (_, index) => String(index)),
    );
  });
});

describe("createLimiter with a pause", () => {
  it("lets the works of one host come one by one, each so long after the end of the one before", async () => {
    let now = 0;
    const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
    const clock = {
      now: () => new Date(now),
      wait: (ms: number) => new Promise<void>((wake) => sleepers.push({ at: now + ms, wake })),
    };
    const advance = async (ms: number) => {
      now += ms;
      for (const sleeper of sleepers.splice(0)) {
        if (sleeper.at <= now) sleeper.wake();
        else sleepers.push(sleeper);
      }
      await settled();
    };
    const limiter = createLimiter({ total: 10, perHost: 2, clock, pause: { ms: 1000 } });
    const { work, order, end } = stage();
    for (const name of ["a1", "a2", "a3"]) void limiter.run("a", never, work(name));
    void limiter.run("b", never, work("b1"));
    await settled();
    assert.deepEqual(order, ["a1", "b1"]);
    await advance(5000);
    await end("a1");
    assert.deepEqual(order, ["a1", "b1"]);
    await advance(999);
    assert.deepEqual(order, ["a1", "b1"]);
    await advance(1);
    assert.deepEqual(order, ["a1", "b1", "a2"]);
    await end("a2");
    await advance(1000);
    await end("a3");
    assert.equal(sleepers.length, 0, "nobody waits for a pause that nobody needs");
    void limiter.run("a", never, work("a4"));
    await settled();
    assert.equal(order.includes("a4"), false, "the pause holds for whoever comes later too");
    await advance(1000);
    assert.deepEqual(order.at(-1), "a4");
  });
});
