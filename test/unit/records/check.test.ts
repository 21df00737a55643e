import { deepEqual, equal } from "node:assert/strict";
import { type CheckReport, type NameToCheck, checkNames, checkTotals } from "../../../src/core/records/check";
import type { Lookup, LookupName } from "../../../src/core/xsoar/lookup";
import { createTrouble, lookUpAll } from "../../../src/core/xsoar/lookupAll";
import type { XsoarFailure } from "../../../src/core/xsoar/failures";
import { NEVER, fakeStore } from "../xsoar/fakes";

const OPTIONS = { searchField: "aliases", recordTypes: ["Threat Actor"] };
const AT = { searchField: "aliases", server: "https://soar.test" };
const named = (name: string, aliases: string[] = []): LookupName => ({ name, spellings: [], aliases });

async function checked(
  records: readonly { id: string; value: string; aliases?: unknown }[],
  names: readonly NameToCheck[],
): Promise<CheckReport> {
  const lookups = await lookUpAll(fakeStore(records).client, names, OPTIONS, createTrouble(), NEVER);
  return checkNames(names, lookups, null, AT);
}

const found = ({ names }: CheckReport): unknown =>
  names.map((one) => [one.name, one.found, one.records.map(({ id }) => id)]);

describe("check of records", () => {
  it("tells names apart by what they lead to", async () => {
    const report = await checked(
      [
        { id: "1", value: "Turla", aliases: ["Turla", "Snake"] },
        { id: "2", value: "Clop", aliases: [] },
        { id: "3", value: "Conti" },
        { id: "4", value: "Akira", aliases: ["Akira"] },
        { id: "5", value: "Akira", aliases: null },
        { id: "6", value: "Fancy Bear", aliases: ["FancyBear"] },
        { id: "7", value: "Sandworm", aliases: ["Voodoo Bear"] },
      ],
      [
        ...["Turla", "Clop", "Conti", "Akira", "Nobody", "Fancy Bear", "FancyBear", "Voodoo Bear"].map((name) =>
          named(name),
        ),
        named("Telebots", ["Voodoo Bear"]),
        named("TURLA"),
      ],
    );
    deepEqual(found(report), [
      ["Turla", "one", ["1"]],
      ["Clop", "valueOnly", ["2"]],
      ["Conti", "valueOnly", ["3"]],
      ["Akira", "several", ["4", "5"]],
      ["Nobody", "none", []],
      ["Fancy Bear", "valueOnly", ["6"]],
      ["FancyBear", "one", ["6"]],
      ["Voodoo Bear", "one", ["7"]],
      ["Telebots", "one", ["7"]],
    ]);
    deepEqual(checkTotals(report), {
      names: 9,
      aliases: 0,
      none: 1,
      one: 4,
      valueOnly: 3,
      several: 1,
      failed: 0,
      twins: 1,
      shared: 1,
    });
    equal(report.server, AT.server);
  });

  it("tells of aliases that do not lead to the record of their name alone", async () => {
    const alias = (name: string): NameToCheck => ({ ...named(name), aliasOf: "Clop" });
    const report = await checked(
      [
        { id: "1", value: "Clop", aliases: ["Clop", "TA505", "Own Alias"] },
        { id: "2", value: "Graceful Spider", aliases: ["Graceful Spider", "TA505", "Lace Tempest"] },
      ],
      [named("Clop"), alias("Own Alias"), alias("Clop Gang"), alias("Lace Tempest"), alias("TA505")],
    );
    deepEqual(found(report), [
      ["Clop", "one", ["1"]],
      ["Clop Gang", "none", []],
      ["Lace Tempest", "one", ["2"]],
      ["TA505", "several", ["1", "2"]],
    ]);
    deepEqual([checkTotals(report).names, checkTotals(report).aliases], [1, 3]);
  });

  it("finds twins, those that differ in blanks or hyphens included", async () => {
    const { names, twins } = await checked(
      [
        { id: "1", value: "Fancy Bear", aliases: ["Fancy Bear"] },
        { id: "2", value: "fancy-bear", aliases: ["x"] },
        { id: "3", value: "Turla", aliases: ["Turla"] },
      ],
      [named("Fancy Bear"), named("Turla")],
    );
    deepEqual(
      names[0]?.records.map(({ id }) => id),
      ["1"],
    );
    deepEqual(
      twins.map(({ records }) => records.map(({ value }) => value)),
      [["Fancy Bear", "fancy-bear"]],
    );
  });

  it("finds aliases that records share, with the value of one among them", async () => {
    const { shared } = await checked(
      [
        { id: "1", value: "APT28", aliases: ["APT28", "Tsar Team"] },
        { id: "2", value: "APT29", aliases: ["APT29", "tsar-team"] },
        { id: "3", value: "Pawn Storm", aliases: ["apt28"] },
      ],
      [named("APT28"), named("APT29")],
    );
    deepEqual(
      shared.map(({ alias, records }) => [alias, records.map(({ id }) => id)]),
      [
        ["APT28", ["1", "3"]],
        ["Tsar Team", ["1", "2"]],
      ],
    );
  });

  it("what could not be looked up is never taken for what is not there", () => {
    const names = ["A", "B", "C"].map((name) => named(name));
    const own: XsoarFailure = { code: "searchField", field: "x y" };
    const common: XsoarFailure = { code: "searchField", field: "" };
    const lookups = new Map<LookupName, Lookup>([
      [names[0] as LookupName, { kind: "missing" }],
      [names[1] as LookupName, { kind: "failed", failure: own }],
    ]);
    const report = checkNames(names, lookups, common, AT);
    deepEqual(
      report.names.map((one) => [one.found, one.failure]),
      [
        ["none", undefined],
        ["failed", own],
        ["failed", common],
      ],
    );
    const { none, failed } = checkTotals(report);
    deepEqual([none, failed], [1, 2]);
  });
});
