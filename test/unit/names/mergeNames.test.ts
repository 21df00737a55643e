import assert from "node:assert/strict";
import { actorsCalled } from "../../../src/core/names/actorsCalled";
import type { SourcedEntry } from "../../../src/core/names/mergeNames";
import { entry, mergeNames } from "./fixtures";

function groups(entries: readonly SourcedEntry[]): string[] {
  return mergeNames(entries).names.map(({ entries: all }) => all.map(({ entry: { name } }) => name).join(" + "));
}

function owners(key: string, ...entries: readonly SourcedEntry[]): string[] {
  return actorsCalled(mergeNames(entries), key).map(({ name, sources }) => `${name} (${sources.join(", ")})`);
}

describe("mergeNames", () => {
  const cases: readonly (readonly [what: string, entries: readonly SourcedEntry[], expected: readonly string[]])[] = [
    [
      "the same name in another spelling",
      [entry("Rust Finch", "A"), entry("RUSTFINCH", "B")],
      ["Rust Finch + RUSTFINCH"],
    ],
    ["a class word more", [entry("Finch", "A"), entry("The Finch Group", "B")], ["Finch + The Finch Group"]],
    [
      "a class word more, but two entries fit",
      [entry("Finch Group", "A"), entry("Finch Team", "A"), entry("Finch", "B")],
      ["Finch Group", "Finch Team", "Finch"],
    ],
    [
      "each names the other",
      [entry("Rust Finch, Copper Bird", "A"), entry("Copper Bird, Rust Finch", "B")],
      ["Rust Finch + Copper Bird"],
    ],
    [
      "only one names the other",
      [entry("Rust Finch, Copper Bird", "A"), entry("Copper Bird", "B")],
      ["Rust Finch", "Copper Bird"],
    ],
    [
      "each names the other in one source",
      [entry("Rust Finch, Teal", "A"), entry("Teal, Rust Finch", "A")],
      ["Rust Finch", "Teal"],
    ],
    [
      "two names in common",
      [entry("Rust Finch, U1, U2", "A"), entry("Copper Bird, U1, U2", "B")],
      ["Rust Finch + Copper Bird"],
    ],
    [
      "two names in common with two of a source",
      [entry("Rust Finch, U1, U2", "A"), entry("Teal, U1, U2", "A"), entry("Copper Bird, U1, U2", "B")],
      ["Rust Finch", "Teal", "Copper Bird"],
    ],
    [
      "an actor and its malware",
      [entry("Rust Finch", "A"), entry("Rust Finch", "B", "malware")],
      ["Rust Finch", "Rust Finch"],
    ],
    [
      "a plain list follows the others",
      [entry("Doorbell", "A", "malware"), entry("Doorbell", "B", "name")],
      ["Doorbell + Doorbell"],
    ],
    [
      "never two of one source through a third",
      [
        entry("Rust Finch, U1", "A"),
        entry("Teal, U2, Bird", "A"),
        entry("Bird, Rust Finch, Teal", "B"),
        entry("Rust Finch, Bird", "C"),
      ],
      ["Rust Finch + Rust Finch", "Teal + Bird"],
    ],
  ];
  for (const [what, entries, expected] of cases) it(what, () => assert.deepEqual(groups(entries), expected));

  it("joins aliases, and takes country and description from the first that has them", () => {
    const merged = mergeNames([entry("Rust Finch, U1", "A"), entry("Rust Finch, u-1, U2", "B", "actor", "CL")]);
    assert.deepEqual(merged.names.length, 1);
    assert.deepEqual(merged.names[0]?.aliases, ["U1", "U2"]);
    assert.equal(merged.names[0]?.country, "CL");
  });
});

describe("actorsCalled", () => {
  it("finds all actors that go by a name, however it is spelled", () => {
    assert.deepEqual(owners("glassharbor", entry("Rust Finch, Glass Harbor", "A"), entry("Teal, glass-harbor", "A")), [
      "Rust Finch (A)",
      "Teal (A)",
    ]);
  });
  it("counts an actor that two sources have once, and names both", () => {
    assert.deepEqual(
      owners("glassharbor", entry("Rust Finch, Glass Harbor", "A"), entry("Rust Finch, Glass Harbor", "B")),
      ["Rust Finch (A, B)"],
    );
  });
  it("finds whose name an alias is", () => {
    assert.deepEqual(owners("teal", entry("Rust Finch, Teal", "A"), entry("Teal", "B")), [
      "Rust Finch (A)",
      "Teal (B)",
    ]);
  });
  it("lets an actor and its malware share a name", () => {
    assert.deepEqual(owners("doorbell", entry("Rust Finch, Doorbell", "A"), entry("Doorbell", "B", "malware")), [
      "Rust Finch (A)",
    ]);
  });
});
