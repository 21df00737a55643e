import assert from "node:assert/strict";
import { keyOfState, readPageMessage } from "../../../../src/ui/pages/messages";

describe("what a page says", () => {
  it("is read when it is one of its messages", () => {
    assert.deepEqual(readPageMessage({ kind: "ready" }), { kind: "ready" });
    assert.deepEqual(readPageMessage({ kind: "do", action: "write", at: "" }), { kind: "do", action: "write", at: [] });
    assert.deepEqual(readPageMessage({ kind: "tick", at: "3.12", on: false }), {
      kind: "tick",
      at: [3, 12],
      on: false,
    });
    assert.deepEqual(readPageMessage({ kind: "tick", at: "3", on: true, more: 1 }), {
      kind: "tick",
      at: [3],
      on: true,
    });
  });

  it("tells what was seen, and keeps what it showed", () => {
    assert.deepEqual(readPageMessage({ kind: "seen", key: "k" }), { kind: "seen", key: "k" });
    assert.equal(keyOfState({ key: "k", places: [] }), "k");
    for (const key of ["", 7, null, undefined, {}, "x".repeat(30_000)]) {
      assert.equal(readPageMessage({ kind: "seen", key }), null);
      assert.equal(keyOfState({ key }), null);
    }
    for (const state of [null, undefined, "k", [], 7]) assert.equal(keyOfState(state), null);
  });

  it("is nothing when it is anything else", () => {
    const odd: readonly unknown[] = [
      null,
      undefined,
      "ready",
      7,
      [],
      {},
      { kind: "READY" },
      { kind: "do", action: "write" },
      { kind: "do", action: "", at: "" },
      { kind: "do", action: "constructor()", at: "" },
      { kind: "do", action: "x".repeat(40), at: "" },
      { kind: "do", action: ["write"], at: "" },
      { kind: "tick", at: "1", on: "true" },
      { kind: "tick", at: 1, on: true },
      ...["-1", "1.", ".1", "1.2.3", "1e3", " 1", "1\n", "٣", "12345678", "__proto__", "1.0x", "9".repeat(400)].map(
        (at) => ({ kind: "tick", at, on: true }),
      ),
      { kind: "tick", at: { toString: () => "1" }, on: true },
    ];
    for (const value of odd) assert.equal(readPageMessage(value), null, JSON.stringify(value));
  });
});
