import { deepEqual, equal } from "node:assert/strict";
import {
  customFieldProblem,
  fieldRaw,
  formOf,
  formOfField,
  isUnsetTime,
  listTexts,
  timestampOf,
} from "../../../src/core/xsoar/recordFields";
import { notesOf, timeOf } from "../../../src/core/xsoar/recordTimes";

const of = (fields: string, more = ""): { raw: string } => ({ raw: `{"id":"1"${more},"CustomFields":${fields}}` });

describe("fields of records", () => {
  it("are read to the letter, the last of doubled ones", () => {
    equal(fieldRaw(of('{"a":1.0,"b": [ 1 ] }'), "a"), "1.0");
    equal(fieldRaw(of('{"a":1.0,"b": [ 1 ] }'), "b"), "[ 1 ]");
    equal(fieldRaw(of('{"a":1,"a":null}'), "a"), "null");
    equal(fieldRaw(of("{}"), "a"), null);
    equal(fieldRaw(of("null"), "a"), null);
    equal(fieldRaw({ raw: '{"id":"1","a":1}' }, "a"), null);
    equal(fieldRaw(of('{"firstSeen":"x"}', ',"firstSeen":"y"'), "firstSeen"), '"y"');
  });

  it("have one of four forms", () => {
    for (const raw of [null, "null", '""', "[]", "[ ]", "{ }"]) deepEqual(formOf(raw), { kind: "empty" }, String(raw));
    for (const raw of ["0", "false", '{"a":null}', "[{}]", '[null,{"a":1}]'])
      deepEqual(formOf(raw), { kind: "other" }, raw);
    deepEqual(formOf('"\\u0061"'), { kind: "text", text: "a" });
    deepEqual(formOf('["a",1,null,["b"],{}]'), { kind: "list", texts: ["a", null, null, null, null] });
    deepEqual(formOf("[1]"), { kind: "list", texts: [null] });
  });

  it("cannot be put into a member of another form", () => {
    for (const fields of ['"odd"', "3", "true", '["a"]']) {
      deepEqual(formOfField(of(fields), "aliases"), { kind: "other" }, fields);
      equal(listTexts(of(fields), "aliases"), null, fields);
      deepEqual(formOfField(of(fields, ',"firstSeen":"x"'), "firstSeen"), { kind: "text", text: "x" });
    }
    for (const fields of ["null", '""', "[]", "{}"]) deepEqual(listTexts(of(fields), "aliases"), [], fields);
    deepEqual(listTexts({ raw: '{"id":"1"}' }, "aliases"), []);
    equal(listTexts(of('{"aliases":"a"}'), "aliases"), null);
  });

  it("a name is one of the server's own, or has the form of one, or not", () => {
    for (const field of ["aliases", "mitreattacktechnique", "note", "x1"]) equal(customFieldProblem(field), null);
    for (const field of ["Score", "firstSeen", "LASTSEEN", "customfields", "indicator_type", "sortValues"])
      equal(customFieldProblem(field), "protected", field);
    for (const field of ["", "Aliases", "a b", "a.b", "ä", "__proto__", "a\n"])
      equal(customFieldProblem(field), "form", field);
  });

  it("times of year 1 are none", () => {
    for (const raw of [null, "null", '""', '" "', '"0001-01-01T00:00:00Z"', '"0000-12-31T19:00:00-05:00"'])
      equal(isUnsetTime(raw), true, String(raw));
    for (const raw of ['"2001-01-01"', '"1-1-2001"', "1", '"soon"']) equal(isUnsetTime(raw), false, raw);
    equal(timestampOf(of("{}", ',"timestamp":"x"')), "x");
    equal(timestampOf(of("{}", ',"timestamp":5')), null);
  });

  it("times are read as servers and grids write them, without a zone as UTC", () => {
    const noon = Date.UTC(2024, 1, 29, 12, 30);
    for (const text of [
      "2024-02-29T12:30:00Z",
      "2024-02-29T12:30:00.000000001z",
      "2024-02-29 12:30",
      " 2024-02-29T14:30:00+02:00 ",
      "2024-02-29T07:00:00-0530",
    ])
      equal(timeOf(text), noon, text);
    equal(timeOf("2024-02-29"), Date.UTC(2024, 1, 29));
    for (const text of ["", "0001-01-01T00:00:00Z", "2024-13-01", "29.02.2024", "17", "2024-02-29T25:00:00Z"])
      equal(timeOf(text), null, text);
  });

  it("notes are rows that say something", () => {
    const rows = [
      "{}",
      "null",
      '{"notes":"a","timestamp":"2024-01-01T00:00:00Z"}',
      '{"note":"b"}',
      '"c"',
      '{"notes":" "}',
      '{"notes":5}',
      '{"notes":"d","timestamp":"0001-01-01T00:00:00Z"}',
    ];
    deepEqual(notesOf(of(`{"communitynotes":[${rows.join(",")}]}`)), [
      { text: "a", time: "2024-01-01T00:00:00Z" },
      { text: "b", time: null },
      { text: "c", time: null },
      { text: "d", time: null },
    ]);
    for (const fields of ["null", "{}", '{"communitynotes":"a"}', '{"communitynotes":{"notes":"a"}}'])
      deepEqual(notesOf(of(fields)), [], fields);
  });
});
