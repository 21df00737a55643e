import { deepEqual, equal, match, ok } from "node:assert/strict";
import { NEVER } from "../xsoar/fakes";
import { xsoarFolder } from "../notes/xsoarFolder";
import type { PlanRequest } from "../../../src/core/records/records";
import type { Selection } from "../../../src/core/records/types";
import { queryOf } from "../../../src/core/records/select";

const NAMES = ["Clop", "Night Heron", "Mallard"];
const all: Selection = { kind: "names", names: null, type: null };

function folder(section: Readonly<Record<string, unknown>> = {}) {
  const it = xsoarFolder(NAMES, section);
  const request = (selection: Selection): PlanRequest => ({
    selection,
    recipes: ["name-into-aliases"],
    options: new Map(),
  });
  return {
    ...it,
    selected: async (selection: Selection) => {
      const planned = await it.it.session.records.plan(it.access, request(selection), NEVER);
      ok(planned.kind === "planned", JSON.stringify(planned));
      const { plans, untouched, skipped } = planned.plan;
      return {
        found: [...plans.map(({ record }) => record.value), ...untouched.map(({ value }) => value)].toSorted(),
        names: new Map(plans.map(({ record, names }) => [record.value, names])),
        skipped: new Map(skipped.map(({ name, why }) => [name, why])),
        failures: skipped.filter(({ failure }) => failure !== undefined).map(({ name }) => name),
      };
    },
    failing: (selection: Selection) => it.it.session.records.plan(it.access, request(selection), NEVER),
    count: (selection: Selection) => it.it.session.records.count(it.access, selection, NEVER),
  };
}

describe("selecting records", () => {
  it("by all tracked names, by some of them, and by a list that may hold others", async () => {
    const place = folder();
    place.put("Clop", []);
    place.put("Night Heron", []);
    place.put("Elsewhere", []);
    deepEqual((await place.selected(all)).found, ["Clop", "Night Heron"]);
    deepEqual((await place.selected({ ...all, names: ["Clop"] })).found, ["Clop"]);
    const list = await place.selected({ kind: "list", names: ["Elsewhere", "CLOP", "clop", "Nobody"], type: null });
    deepEqual(list.found, ["Clop", "Elsewhere"]);
    deepEqual(list.names.get("Clop"), ["Clop"]);
    equal(list.skipped.get("Nobody"), "There is no record of this name.");
  });

  it("takes a record that several names lead to once, with all of them", async () => {
    const place = folder();
    place.put("Clop", ["Night Heron"]);
    const { found, names } = await place.selected(all);
    deepEqual(found, ["Clop"]);
    deepEqual(names.get("Clop"), ["Clop", "Night Heron"]);
  });

  it("tells names with several records from those with none, and from those that failed", async () => {
    const place = folder();
    place.put("One", ["Clop"]);
    place.put("Two", ["Clop"]);
    const { skipped, failures } = await place.selected(all);
    match(skipped.get("Clop") ?? "", /Several records bear the name: (One, Two|Two, One)\./);
    equal(skipped.get("Mallard"), "There is no record of this name.");
    deepEqual(failures, []);
  });

  it("ends where XSOAR cannot be used", async () => {
    const place = folder();
    place.xsoar.setKeyState("expired");
    const outcome = await place.failing(all);
    equal(outcome.kind, "failed");
  });

  it("says that a record is of a type that names do not mean, and takes it when that type is asked for", async () => {
    const place = folder({ record_types: ["Malware"] });
    place.put("Clop", [], { indicator_type: "Report" });
    match(
      (await place.selected(all)).skipped.get("Clop") ?? "",
      /no record of this name among the types .* is of type Report|There is no record/,
    );
    deepEqual((await place.selected({ ...all, type: "Report" })).found, ["Clop"]);
  });

  it("by a query, a type or both; other types than names may mean are told of, not taken", async () => {
    const place = folder();
    place.put("Clop", ["x"]);
    place.put("Owl", ["x"], { indicator_type: "Threat Actor" });
    place.put("News", ["x"], { indicator_type: "Report" });
    const query = { kind: "query", query: 'aliases:"x"', type: null } as const;
    const { found, names, skipped } = await place.selected(query);
    deepEqual(found, ["Clop", "Owl"]);
    deepEqual([names.get("Clop"), names.get("Owl")], [["Clop"], []]);
    match(skipped.get("News") ?? "", /Its type is Report, which is none of record_types/);
    deepEqual((await place.selected({ ...query, type: "Report" })).found, ["News"]);
    deepEqual((await place.selected({ kind: "query", query: "", type: "Threat Actor" })).found, ["Owl"]);
  });

  it("puts a query in brackets beside a type, and quotes of a type away", () => {
    equal(queryOf({ kind: "query", query: "a or b", type: "Malware" }), '(a or b) and type:"Malware"');
    equal(queryOf({ kind: "query", query: " ", type: "Malware" }), 'type:"Malware"');
    equal(queryOf({ kind: "query", query: " a ", type: null }), "a");
    ok(queryOf({ kind: "query", query: "", type: 'x" or value:"y' }).includes('\\"'));
  });

  it("tells of a query that XSOAR refuses", async () => {
    const outcome = await folder().failing({ kind: "query", query: 'value:"unclosed', type: null });
    ok(outcome.kind === "failed");
    equal(outcome.failure.code, "rejected");
  });

  it("counts before anything is read: names by themselves, a query by one small search", async () => {
    const place = folder();
    for (const value of ["Clop", "Owl"]) place.put(value, ["x"]);
    place.xsoar.clearRequests();
    deepEqual(await place.count(all), { kind: "counted", count: 3 });
    deepEqual(await place.count({ kind: "list", names: ["a", "b"], type: null }), { kind: "counted", count: 2 });
    equal(place.xsoar.requests().length, 0);
    deepEqual(await place.count({ kind: "query", query: 'aliases:"x"', type: null }), { kind: "counted", count: 2 });
    deepEqual(
      place.xsoar.requests().map(({ body }) => (body as { size: number }).size),
      [1],
    );
  });
});
