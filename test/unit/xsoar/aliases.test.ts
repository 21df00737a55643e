import { deepEqual, equal, ok } from "node:assert/strict";
import {
  type PulledAliases,
  aliasFileText,
  planAliasFile,
  pullAliases,
  aliasesOnRecord,
} from "../../../src/core/xsoar/aliases";
import { readRecord } from "../../../src/core/xsoar/record";
import { NEVER, fakeStore, json, recordText, scripted } from "./fakes";

const found = (name: string, ...aliases: string[]): PulledAliases => ({ name, kind: "found", aliases, left: 0 });
const owned = (owners: Record<string, readonly string[]>): ReadonlyMap<string, readonly string[]> =>
  new Map(Object.entries(owners));
const NONE = owned({});
const failure = { code: "timeout", seconds: 1 } as const;

describe("aliasesOnRecord", () => {
  it("are the aliases and the search field, each once, and not the value", () => {
    const names = (value: string, fields: unknown, field = "aliases"): readonly string[] =>
      aliasesOnRecord(readRecord(recordText("1", value, fields))!, field).aliases;
    deepEqual(
      names("APT28", { aliases: ["Fancy  Bear", "fancy bear", "", "--", "Sofacy\n", null, 5, "x".repeat(500)] }),
      ["Fancy Bear", "Sofacy"],
    );
    deepEqual(names("APT28", { aliases: "Sofacy; Fancy Bear," }), ["Sofacy", "Fancy Bear"]);
    deepEqual(names("APT28", { aliases: ["A"], othernames: ["B"] }, "othernames"), ["A", "B"]);
    deepEqual(names("APT28", { aliases: ["Foo, Inc."] }, "value"), ["Foo, Inc."]);
    deepEqual(names("APT28", null), []);
    const long = readRecord(recordText("1", "A", { aliases: ["B", "x".repeat(121), "x".repeat(120)] }))!;
    equal(aliasesOnRecord(long, "aliases").left, 1, "what is too long for a name is told of");
  });
});

describe("aliases without end", () => {
  const many = (count: number, of: string) => Array.from({ length: count }, (_, at) => `${of} number ${at}`);

  it("of a record are 200, and how many more there are is told", () => {
    const { aliases, left } = aliasesOnRecord(
      readRecord(recordText("1", "A", { aliases: many(400_000, "A") }))!,
      "aliases",
    );
    deepEqual([aliases.length, aliases[0], aliases[199], left], [200, "A number 0", "A number 199", 399_800]);
    const plan = planAliasFile(NONE, [{ name: "A", kind: "found", aliases, left }], ["A"], []);
    deepEqual([plan.file.length, plan.left], [200, { ofRecords: [{ name: "A", count: 399_800 }], ofAll: 0 }]);
  });

  it("of all records, and of a file that is there, are 20,000", () => {
    const names = many(120, "Actor");
    const pulled = names.map((name) => found(name, ...many(200, name)));
    const plan = planAliasFile(NONE, pulled, names, many(50_000, "Old"));
    deepEqual([plan.file.length, plan.owners.size, plan.left.ofAll], [20_000, 20_000, 120 * 200 - 20_000 + 50_000]);
    ok(
      plan.file.every((alias) => alias.startsWith("Actor")),
      "what records say comes first",
    );
  });
});

describe("pullAliases", () => {
  it("reads each profile's record", async () => {
    const store = fakeStore([
      { id: "1", value: "Clop", aliases: ["TA505", "Cl0p"] },
      { id: "2", value: "Conti" },
      { id: "3", value: "CONTI" },
    ]);
    const profiles = ["Clop", "Conti", "Unknown"].map((name) => ({ name, spellings: [], aliases: [] }));
    const result = await pullAliases(
      store.client,
      profiles,
      { searchField: "aliases", recordTypes: ["Threat Actor", "Malware"] },
      NEVER,
    );
    deepEqual(result.ok && result.pulled, [
      found("Clop", "TA505", "Cl0p"),
      { name: "Conti", kind: "ambiguous", values: ["Conti", "CONTI"] },
      { name: "Unknown", kind: "missing" },
    ]);
  });

  it("fails as a whole when XSOAR cannot be used", async () => {
    const { client, log } = scripted(json({}, 403));
    const profiles = ["A", "B", "C"].map((name) => ({ name, spellings: [], aliases: [] }));
    const result = await pullAliases(
      client,
      profiles,
      { searchField: "aliases", recordTypes: ["Threat Actor", "Malware"] },
      NEVER,
    );
    equal(!result.ok && result.failure.code, "keyRefused");
    equal(log.length, 1);
  });
});

describe("planAliasFile", () => {
  it("sorts, leaves out doubles and names of profiles without regard to case", () => {
    const plan = planAliasFile(
      NONE,
      [found("APT28", "sofacy", "Sednit", "apt28", "Fancy Bear"), found("FancyBear", "SOFACY", "Zebra", "APT 28")],
      ["APT28", "FancyBear"],
      [],
    );
    deepEqual(plan, {
      file: ["Sednit", "sofacy", "Zebra"],
      owners: owned({ Sednit: ["APT28"], sofacy: ["APT28", "FancyBear"], Zebra: ["FancyBear"] }),
      added: ["Sednit", "sofacy", "Zebra"],
      removed: [],
      kept: [],
      left: { ofRecords: [], ofAll: 0 },
    });
  });

  it("removes what a record no longer lists, and says so", () => {
    const plan = planAliasFile(
      owned({ Old: ["Clop"], Cl0p: ["Clop"] }),
      [found("Clop", "CL0P", "New")],
      ["Clop"],
      ["Cl0p", "Old"],
    );
    deepEqual([plan.file, plan.added, plan.removed], [["CL0P", "New"], ["New"], ["Old"]]);
  });

  it("keeps the aliases of a profile that failed, is ambiguous or has no record", () => {
    const owners = owned({ a1: ["A"], b1: ["B"], c1: ["C"], d1: ["D"] });
    const pulled: PulledAliases[] = [
      { name: "A", kind: "failed", failure },
      { name: "B", kind: "ambiguous", values: ["B", "b"] },
      { name: "C", kind: "missing" },
      { name: "E", kind: "missing" },
      { name: "F", kind: "failed", failure },
    ];
    const plan = planAliasFile(owners, pulled, ["A", "B", "C", "D", "E", "F"], ["a1", "b1", "c1", "d1"]);
    deepEqual([plan.file, plan.owners, plan.added, plan.removed], [["a1", "b1", "c1", "d1"], owners, [], []]);
    deepEqual(plan.kept, [
      { name: "A", why: "failed" },
      { name: "B", why: "ambiguous" },
      { name: "F", why: "failed" },
      { name: "C", why: "missing" },
      { name: "D", why: "failed" },
    ]);
  });

  it("keeps aliases nobody is known to own until somebody is", () => {
    const first = planAliasFile(NONE, [found("Clop", "TA505")], ["Clop"], ["Lazarus", "ta505", "clop"]);
    deepEqual([first.file, first.owners, first.removed], [["Lazarus", "TA505"], owned({ TA505: ["Clop"] }), ["clop"]]);
    const second = planAliasFile(
      first.owners,
      [found("Clop", "TA505"), found("APT38", "Lazarus")],
      ["Clop", "APT38"],
      first.file,
    );
    deepEqual([second.file, second.owners], [["Lazarus", "TA505"], owned({ Lazarus: ["APT38"], TA505: ["Clop"] })]);
  });

  it("drops the aliases of a profile that is no longer configured", () => {
    const plan = planAliasFile(
      owned({ TA505: ["Clop"], Ryuk: ["Conti"] }),
      [found("Conti", "Ryuk")],
      ["Conti"],
      ["Ryuk", "TA505"],
    );
    deepEqual([plan.file, plan.removed, plan.kept], [["Ryuk"], ["TA505"], []]);
  });

  it("gives an alias to every profile whose record lists it, in the order of the profiles, until it no longer does", () => {
    const both = [found("B", "shared"), found("A", "Shared")];
    const first = planAliasFile(NONE, both, ["A", "B"], []);
    deepEqual([first.owners, first.file, first.added], [owned({ shared: ["A", "B"] }), ["shared"], ["shared"]]);
    for (const [a, owners] of [
      [{ name: "A", kind: "failed", failure }, ["A", "B"]],
      [{ name: "A", kind: "missing" }, ["A", "B"]],
      [found("A"), ["B"]],
    ] as const) {
      const plan = planAliasFile(first.owners, [a, found("B", "Shared")], ["A", "B"], ["shared"]);
      deepEqual([plan.owners, plan.file, plan.removed], [owned({ Shared: [...owners] }), ["Shared"], []]);
    }
    const neither = planAliasFile(first.owners, [found("A"), found("B")], ["A", "B"], ["shared"]);
    deepEqual([neither.owners, neither.file, neither.removed], [NONE, [], ["shared"]]);
  });

  it("is the same on a second run, whatever the alias is called", () => {
    const pulled = [found("P", "__proto__", "constructor", "Ä", "z", "A")];
    const first = planAliasFile(NONE, pulled, ["P"], []);
    const second = planAliasFile(first.owners, pulled, ["P"], first.file);
    deepEqual(second, { ...first, added: [] });
    equal(first.file.length, 5);
  });
});

describe("aliasFileText", () => {
  it("is a plain JSON array in ASCII that ends with a new line", () => {
    const text = aliasFileText(["Größe", "a\u2028b", "😀"]);
    ok(/^[\x20-\x7e\n]+$/.test(text) && text.endsWith("]\n"));
    deepEqual(JSON.parse(text), ["Größe", "a\u2028b", "😀"]);
    equal(aliasFileText([]), "[]\n");
  });
});
