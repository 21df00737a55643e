import assert from "node:assert/strict";
import type { NameFact, NewFact } from "../../../src/core/config/nameFacts";
import { factKey } from "../../../src/core/config/nameFacts";
import { changeLine, partFacts, tidingsLines, tidingsOf } from "../../../src/core/names/tidings";
import { plainText } from "../../../src/core/text/translate";
import { entry } from "./fixtures";

const AT = "2026-01-02T03:04:05.000Z";

/** `"Name, alias, alias"` of each. */
function entriesOf(...names: string[]) {
  return names.map((text) => entry(text, "1").entry);
}

function known(...facts: NewFact[]): ReadonlyMap<string, NameFact> {
  return new Map(facts.map((fact) => [factKey(fact), { ...fact, at: AT }]));
}

function alias(name: string, text: string, source = "A"): NewFact {
  return { is: "alias", name, alias: text, source };
}

describe("what a source says otherwise than before", () => {
  it("names that came, went and were revoked, and aliases that are another's now", () => {
    const before = entriesOf("Gray Stork, Old Stork, Tall Stork", "Blue Tern, Sea Tern", "Red Kite", "White Gull");
    const after = entriesOf("gray-stork, Tall Stork", "Blue Tern, Sea Tern, OLD STORK", "Green Finch");
    assert.deepEqual(tidingsOf(before, after, ["Red Kite", "Green Finch"]), {
      added: ["Green Finch"],
      gone: ["White Gull"],
      revoked: ["Red Kite"],
      moved: [{ alias: "OLD STORK", from: "Gray Stork", to: "Blue Tern" }],
    });
  });

  it("nothing when nothing changed, nor when several come to share an alias", () => {
    const before = entriesOf("Gray Stork, Old Stork", "Blue Tern");
    const none = { added: [], gone: [], revoked: [], moved: [] };
    assert.deepEqual(tidingsOf(before, before, []), none);
    assert.deepEqual(tidingsOf(before, entriesOf("Gray Stork, Old Stork", "Blue Tern, Old Stork"), []), none);
    assert.deepEqual(tidingsLines(none, plainText), []);
  });

  it("is told in a line for each kind, the first dozen by name", () => {
    const many = Array.from({ length: 14 }, (_, at) => `Bird ${at + 1}`);
    const lines = tidingsLines(
      { added: many, gone: [], revoked: ["Red Kite"], moved: [{ alias: "Old", from: "A", to: "B" }] },
      plainText,
    );
    assert.match(lines[0] ?? "", /^New: Bird 1, .*, Bird 12 and 2 more$/);
    assert.deepEqual(lines.slice(1), ["Revoked by the source: Red Kite", "Moved to another: Old (A → B)"]);
  });
});

describe("what has to be asked before it is taken over", () => {
  it("is what a tracked name gains and loses, and nothing else", () => {
    const before = known(alias("Stork", "Old Stork"), alias("Stork", "Tall Stork"));
    const other: NewFact = { is: "other", alias: "Tall Stork", other: "Tern", source: "A" };
    const lost: NewFact = { ...alias("Stork", "Old Stork"), withdrawn: true };
    const { quiet, asked, changes } = partFacts(
      [alias("Stork", "Tall Stork"), alias("Stork", "New Stork"), lost, other],
      before,
    );
    assert.deepEqual(changes, [{ profile: "Stork", gained: ["New Stork"], lost: ["Old Stork"] }]);
    assert.equal(changeLine(changes[0] ?? { gained: [], lost: [] }), "+ New Stork, − Old Stork");
    assert.deepEqual(asked.get("Stork"), [alias("Stork", "New Stork"), lost]);
    assert.deepEqual(quiet, [alias("Stork", "Tall Stork"), other]);
  });

  it("is nothing when a further source says the same, or one of several does not any more", () => {
    const before = known(alias("Stork", "Old Stork", "A"), alias("Stork", "Old Stork", "B"));
    const facts: NewFact[] = [
      { ...alias("Stork", "Old Stork", "A"), withdrawn: true },
      alias("Stork", "old-stork", "C"),
    ];
    assert.deepEqual(partFacts(facts, before).changes, []);
    assert.deepEqual(partFacts(facts, before).quiet, facts);
  });
});
