import { deepEqual, equal, match } from "node:assert/strict";
import { KNOWN_FIELDS } from "../../../../src/core/records/recipes/knownFields";
import { setFieldRecipe } from "../../../../src/core/records/recipes/setField";
import { plainText } from "../../../../src/core/text/translate";
import { customFieldProblem } from "../../../../src/core/xsoar/recordFields";
import { NOW, contextOf, outcomes, planned } from "./recipeTests";

const record = (fields: string): string => `{"id":"1","value":"X","source":"Feed A","CustomFields":${fields}}`;
const problem = (options: Record<string, string>): string | null | undefined =>
  setFieldRecipe.problem?.({ ...contextOf(options), t: plainText });

function after(which: "all" | "ticked", fields: string, options: Record<string, string>): string {
  return outcomes(setFieldRecipe, record(fields), contextOf(options))[which];
}

/** How many changes and reasons to leave it alone. */
function counts(fields: string, options: Record<string, string>): readonly number[] {
  const { changes, skipped } = planned(setFieldRecipe, record(fields), contextOf(options));
  return [changes.length, skipped.length];
}

describe("set a field", () => {
  const set = (field: string, value: string): Record<string, string> => ({ action: "set", field, value });

  it("fills what is empty, and overwrites only what was ticked", () => {
    const options = set("mainmotivation", " money ");
    for (const fields of ["{}", '{"mainmotivation":null}', '{"mainmotivation":""}', '{"mainmotivation":" "}'])
      equal(after("ticked", fields, options), record('{"mainmotivation":"money"}'));
    equal(after("ticked", '{"mainmotivation":"fame"}', options), record('{"mainmotivation":"fame"}'));
    equal(after("all", '{"mainmotivation":"fame"}', options), record('{"mainmotivation":"money"}'));
    deepEqual(counts('{"mainmotivation":"money"}', options), [0, 0]);
  });

  it("sets a list on a list", () => {
    const options = set("sophistication", "Expert; advanced;expert");
    equal(after("ticked", "null", options), record('{"sophistication":["expert","advanced"]}'));
    equal(
      after("ticked", '{"sophistication":["expert"]}', options),
      record('{"sophistication":["expert","advanced"]}'),
    );
    equal(after("ticked", '{"sophistication":["none"]}', options), record('{"sophistication":["none"]}'));
    equal(after("all", '{"sophistication":["none"]}', options), record('{"sophistication":["expert","advanced"]}'));
    deepEqual(counts('{"sophistication":["ADVANCED","expert "]}', options), [0, 0]);
    equal(after("all", '{"made":["a"]}', set("made", "b;c")), record('{"made":["b","c"]}'));
  });

  it("never makes another form of a value", () => {
    equal(after("ticked", '{"made":[]}', set("made", "b; c")), record('{"made":["b","c"]}'));
    for (const value of ["5", "true", '{"a":1}', '[{"notes":"x"}]']) {
      for (const action of ["set", "add", "remove"])
        deepEqual(counts(`{"made":${value}}`, { action, field: "made", value: "b" }), [0, 1], `${action} ${value}`);
    }
    for (const action of ["add", "remove"])
      deepEqual(counts('{"made":"text"}', { action, field: "made", value: "b" }), [0, 1], action);
    deepEqual(counts('{"sophistication":"none"}', set("sophistication", "expert;advanced")), [0, 1]);
    deepEqual(counts('"odd"', set("made", "b")), [0, 1]);
  });

  it("adds to a list what it lacks", () => {
    const options = { action: "add", field: "tags", value: "b;  C ;b" };
    equal(after("ticked", '{"tags":["a","c",null]}', options), record('{"tags":["a","c",null,"b"]}'));
    equal(after("ticked", "{}", options), record('{"tags":["b","C"]}'));
    deepEqual(counts('{"tags":["B ","c"]}', options), [0, 0]);
  });

  it("removes from a list when that was ticked", () => {
    const options = { action: "remove", field: "tags", value: "b;c" };
    equal(after("ticked", '{"tags":["a","b"," B","d"]}', options), record('{"tags":["a","b"," B","d"]}'));
    equal(after("all", '{"tags":["a","b"," B","d"]}', options), record('{"tags":["a","d"]}'));
    deepEqual(counts('{"tags":["a"]}', options), [0, 0]);
    deepEqual(counts("{}", options), [0, 0]);
  });

  it("writes a community note once", () => {
    const options = { action: "note", value: "Seen\n in the wild " };
    const row = JSON.stringify({ notes: "Seen in the wild", timestamp: NOW.toISOString() });
    equal(after("ticked", '{"communitynotes":[{},{}]}', options), record(`{"communitynotes":[{},{},${row}]}`));
    equal(after("ticked", "null", options), record(`{"communitynotes":[${row}]}`));
    deepEqual(counts('{"communitynotes":[{"notes":"Seen  in the wild"}]}', options), [0, 0]);
    deepEqual(counts('{"communitynotes":"text"}', options), [0, 1]);
  });

  it("says what is missing or wrong", () => {
    equal(problem(set("made", "b")), null);
    equal(problem({ action: "note", value: "x" }), null);
    equal(problem({ action: "note", value: "x", field: "communitynotes" }), null);
    equal(problem({ action: "remove", field: "sophistication", value: "genius" }), null);
    for (const [options, what] of [
      [{}, /"action"/],
      [{ action: "delete", field: "made", value: "b" }, /"action"/],
      [{ action: "set", value: "b" }, /"field"/],
      [{ action: "set", field: "made" }, /"value"/],
      [set("made", "  "), /"value"/],
      [{ action: "add", field: "made", value: " ; " }, /"value"/],
      [{ action: "note", value: "x", field: "made" }, /"field"/],
      [set("sophistication", "expert;genius"), /^genius is no value of sophistication.*minimal/],
      [set("Made", "b"), /^Made is no name of a field/],
      [set("communitynotes", "b"), /action note/],
      [set("publications", "b"), /table/],
      [{ action: "add", field: "description", value: "b" }, /only be set/],
      ...["firstSeen", "lastSeen", "score", "value", "id", "timestamp", "CustomFields"].map(
        (field) => [set(field, "b"), /kept by XSOAR/] as const,
      ),
    ] as const)
      match(problem(options) ?? "", what, JSON.stringify(options));
  });

  it("names the field it writes to", () => {
    deepEqual(setFieldRecipe.fields(contextOf({ action: "note", value: "x" })), ["communitynotes"]);
    deepEqual(setFieldRecipe.fields(contextOf(set("made", "b"))), ["made"]);
    deepEqual(setFieldRecipe.fields(contextOf()), []);
  });

  it("offers fields that can be set, with values it takes", () => {
    for (const { field, values } of KNOWN_FIELDS) {
      equal(customFieldProblem(field), null, field);
      for (const value of values ?? []) equal(problem(set(field, value)), null, `${field} ${value}`);
    }
  });
});
