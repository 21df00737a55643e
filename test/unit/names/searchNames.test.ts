import assert from "node:assert/strict";
import { nameSearchSteps } from "../../../src/core/names/searchNames";
import { finish } from "../../../src/core/text/turns";
import { entry, mergeNames } from "./fixtures";

const sourced = [
  entry("Rust Finch, Copper Bird, UNK-77", "A", "actor", "RU"),
  entry("Finchley", "A", "malware"),
  entry("Blue Heron, Rusty", "A", "actor", "KP"),
  entry("Goldfinch, The Finch", "A", "actor", "DE"),
  entry("Play", "A", "ransomware"),
  entry("Blue Goose, Teal", "A"),
  entry("Old Teal, Teal, U-1", "A"),
  entry("Teal, Old Teal, U-1", "B"),
];
const described = sourced.map(({ sourceId, entry: one }) => ({
  sourceId,
  entry: one.name === "Play" ? { ...one, description: "Extorts hospitals in Chile." } : one,
}));
const index = finish(nameSearchSteps(mergeNames(described).names));
const search = (query: string, limit: number) => index.search(query, limit);

function found(query: string): string[] {
  return search(query, 10).map(({ known, by, text }) => (by === "name" ? known.name : `${known.name} (${by} ${text})`));
}

describe("searching names", () => {
  const cases: readonly (readonly [query: string, expected: readonly string[]])[] = [
    ["rust finch", ["Rust Finch"]],
    ["RUSTFI", ["Rust Finch"]],
    ["copper-bird", ["Rust Finch (alias Copper Bird)"]],
    ["unk77", ["Rust Finch (alias UNK-77)"]],
    ["finch", ["Finchley", "Rust Finch", "Goldfinch (alias The Finch)"]],
    ["teal", ["Old Teal (alias Teal)", "Blue Goose (alias Teal)"]],
    ["rust", ["Rust Finch", "Blue Heron (alias Rusty)"]],
    ["russian", ["Rust Finch (country Russia)"]],
    ["north korea", ["Blue Heron (country North Korea)"]],
    ["deutschland", ["Goldfinch (country Germany)"]],
    ["KP", ["Blue Heron (country North Korea)"]],
    ["hospitals", ["Play (description Play)"]],
    ["ransomware chile", ["Play (description Play)"]],
    ["heron hospitals", []],
    ["nothing like it", []],
  ];
  for (const [query, expected] of cases) it(query, () => assert.deepEqual(found(query), expected));

  it("an empty query shows the first names", () => assert.equal(search(" ", 2).length, 2));
  it("is among one kind or country alone, and tells which there are", () => {
    const names = (query: string, filter: object) => index.search(query, 10, filter).map(({ known }) => known.name);
    assert.deepEqual(names("finch", { kind: "malware" }), ["Finchley"]);
    assert.deepEqual(names("", { country: "KP" }), ["Blue Heron"]);
    assert.deepEqual(names("finch", { country: "DE", kind: "actor" }), ["Goldfinch"]);
    assert.deepEqual(names("finch", { country: "DE", kind: "malware" }), []);
    const counts = [
      index.count("finch"),
      index.count("finch", { kind: "malware" }),
      index.count("", { country: "KP" }),
    ];
    assert.deepEqual(counts, [3, 1, 1]);
    assert.deepEqual([index.facets.kinds[0]?.[0], index.facets.kinds.at(-1)?.[1]], ["actor", 1]);
    assert.deepEqual(index.facets.countries, [
      ["DE", 1],
      ["KP", 1],
      ["RU", 1],
    ]);
  });
  it("tells names and aliases that are ordinary words", () => {
    assert.deepEqual(
      search("play", 1).map(({ plain }) => plain),
      [true],
    );
    assert.deepEqual(search("heron", 1)[0]?.plainAliases, ["Rusty"]);
    assert.equal(search("heron", 1)[0]?.plain, false);
  });
});
