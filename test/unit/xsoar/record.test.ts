import { deepEqual, equal, ok } from "node:assert/strict";
import { documentSpan, elementsOf, memberOf } from "../../../src/core/xsoar/json";
import { editedRecord, fieldTexts, noteTexts, readRecord } from "../../../src/core/xsoar/record";

const ROW = '{"notes":"new: https://news.test/1","timestamp":"2026-05-04T10:20:30.456Z"}';
const EDIT = { noteRows: [ROW], lastSeen: "2026-05-04T10:20:30.456Z" };

function edited(text: string): string | null {
  const record = readRecord(text);
  ok(record !== null, "readable");
  return editedRecord(record, EDIT);
}

describe("lossless records", () => {
  it("an edit leaves every other byte as it was", () => {
    const before = String.raw`{ "id":"4737",  "version":41,"sequenceNumber":9223372036854775807,"ratio":1.0, "tiny":1e-7,"big":1E400,
	"modified":"2019-07-14T16:54:02.719044123+03:00","value":"Z\u00fcrich \ud83d\ude00 \/ \ud800","Value":"other case","x":1,"x":2,
  "lastSeen" : "0001-01-01T00:00:00Z" ,"unknown":{"deep":[null,true,{},[ ]],"":0},"__proto__":{"a":1},
  "CustomFields":{"aliases":["A","B"],"communitynotes":[{},{ },{"notes":"old","extra":[1.50]} ] ,"grid":null},"sortValues":["4737"]}`;
    const after = before
      .replace('"lastSeen" : "0001-01-01T00:00:00Z"', `"lastSeen" : "${EDIT.lastSeen}"`)
      .replace('"extra":[1.50]} ]', `"extra":[1.50]},${ROW} ]`);
    equal(edited(before), after);
  });

  const frame = (fields: string): string => `{"id":"1","lastSeen":null${fields}}`;
  const seen = `{"id":"1","lastSeen":"${EDIT.lastSeen}"`;
  const shapes: readonly (readonly [string, string, string])[] = [
    ["no custom fields", frame(""), `${seen},"CustomFields":{"communitynotes":[${ROW}]}}`],
    [
      "custom fields null",
      frame(',"CustomFields":null,"z":1'),
      `${seen},"CustomFields":{"communitynotes":[${ROW}]},"z":1}`,
    ],
    ["custom fields []", frame(',"CustomFields":[]'), `${seen},"CustomFields":{"communitynotes":[${ROW}]}}`],
    ["custom fields {}", frame(',"CustomFields":{ }'), `${seen},"CustomFields":{"communitynotes":[${ROW}] }}`],
    ["no notes", frame(',"CustomFields":{"a":1 }'), `${seen},"CustomFields":{"a":1,"communitynotes":[${ROW}] }}`],
    [
      "notes null",
      frame(',"CustomFields":{"communitynotes":null}'),
      `${seen},"CustomFields":{"communitynotes":[${ROW}]}}`,
    ],
    ["notes {}", frame(',"CustomFields":{"communitynotes":{}}'), `${seen},"CustomFields":{"communitynotes":[${ROW}]}}`],
    [
      "notes []",
      frame(',"CustomFields":{"communitynotes":[ ]}'),
      `${seen},"CustomFields":{"communitynotes":[${ROW} ]}}`,
    ],
    [
      "rows {}",
      frame(',"CustomFields":{"communitynotes":[{},{},{}]}'),
      `${seen},"CustomFields":{"communitynotes":[{},{},{},${ROW}]}}`,
    ],
    [
      "rows null",
      frame(',"CustomFields":{"communitynotes":[null]}'),
      `${seen},"CustomFields":{"communitynotes":[null,${ROW}]}}`,
    ],
  ];
  for (const [name, before, after] of shapes) it(`appends where there is: ${name}`, () => equal(edited(before), after));

  it("adds lastSeen where there is none, after any change of the custom fields", () => {
    const notes = `"CustomFields":{"communitynotes":[${ROW}]}`;
    equal(edited('{"id":"1"}'), `{"id":"1",${notes},"lastSeen":"${EDIT.lastSeen}"}`);
    equal(edited('{"id":"1","CustomFields":null}'), `{"id":"1",${notes},"lastSeen":"${EDIT.lastSeen}"}`);
    equal(edited('{"id":"1","CustomFields":{}}'), `{"id":"1",${notes},"lastSeen":"${EDIT.lastSeen}"}`);
  });

  it("edits the last of doubled keys, the one every parser reads", () => {
    const text = edited(
      '{"id":"1","lastSeen":"a","lastSeen":"b","CustomFields":{"communitynotes":[1]},"CustomFields":{"communitynotes":[2]}}',
    )!;
    equal(
      text,
      `{"id":"1","lastSeen":"a","lastSeen":"${EDIT.lastSeen}","CustomFields":{"communitynotes":[1]},"CustomFields":{"communitynotes":[2,${ROW}]}}`,
    );
  });

  it("knows keys written with escapes", () => {
    const record = readRecord(
      String.raw`{"\u0069d":"7","v\u0061lue":"x","CustomFields":{"community\u006eotes":[{"notes":"n"}]}}`,
    )!;
    deepEqual([record.id, record.value, noteTexts(record)], ["7", "x", ["n"]]);
  });

  it("refuses to replace notes of another form", () => {
    for (const notes of ['"text"', "5", "true", '{"notes":"one"}']) {
      equal(edited(`{"id":"1","CustomFields":{"communitynotes":${notes}}}`), null);
    }
    for (const fields of ['"text"', "[1]", "7"]) equal(edited(`{"id":"1","CustomFields":${fields}}`), null);
  });

  it("reads what it needs from whatever the server keeps", () => {
    const record = readRecord(
      '{"id":12,"version":3,"value":"V","tags":["t"],"CustomFields":{"aliases":["A",null,5,"B"],"names":"C, D;E","Note":"x","empty":null}}',
    )!;
    deepEqual([record.id, record.version], ["12", 3]);
    const texts = (field: string): readonly string[] => fieldTexts(record, field).texts;
    deepEqual(texts("aliases"), ["A", "B"]);
    deepEqual(fieldTexts(record, "names"), { texts: ["C, D;E"], parts: ["C", "D", "E"] });
    deepEqual(texts("note"), ["x"]);
    deepEqual(texts("tags"), ["t"]);
    deepEqual(texts("CustomFields.aliases"), ["A", "B"]);
    deepEqual([texts("empty"), texts("none"), texts("version")], [[], [], []]);
  });

  it("takes no record without an id", () => {
    for (const text of ["{}", '{"id":""}', '{"id":null}', "[]", "null", '"id"', "", "{"]) equal(readRecord(text), null);
  });
});

describe("the JSON scanner agrees with JSON.parse", () => {
  const samples = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1.5e+10",
    "01",
    "1.",
    ".5",
    "-",
    "+1",
    "1e",
    "NaN",
    "Infinity",
    "nul",
    "truex",
    '"a"',
    '"\\u00e9"',
    '"\\u00g9"',
    '"\\x"',
    '"a\nb"',
    '"\\"',
    '"',
    "'a'",
    "[]",
    "[ ]",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1,2",
    "{}",
    '{"a":1}',
    '{"a":1,}',
    "{a:1}",
    '{"a" 1}',
    '{"a":}',
    '{"a":1 "b":2}',
    '{"a":[{"b":[]}]}',
    "[}",
    "{]",
    "[1]]",
    " [1] ",
    "[1]x",
    "\uFEFF1",
    "\u00a01",
    "",
    " ",
    "//x\n1",
    '{"a":{"b":[1,{"c":"\\\\"}]}}',
    '["\\\\\\""]',
    "1 2",
    "[true,false,null]",
    '"\u2028"',
    '"\u007f"',
  ];
  for (const sample of samples) it(JSON.stringify(sample), () => equal(documentSpan(sample) !== null, parses(sample)));

  it("on ten thousand mutations of a record", () => {
    const seed = '{"a":[1,-2.5e3,{"b":"x\\u0041\\n","c":null}],"d":{"e":[true,false,[]],"":{}}}';
    const pieces = Array.from('{}[],:"\\ue0-+.1 tfn\n');
    let random = 12_345;
    const next = (limit: number): number => (random = (random * 48_271) % 2_147_483_647) % limit;
    for (let run = 0; run < 10_000; run++) {
      const at = next(seed.length);
      const mutant = seed.slice(0, at) + (pieces[next(pieces.length)] ?? "") + seed.slice(at + next(3));
      equal(documentSpan(mutant) !== null, parses(mutant), mutant);
    }
  });

  it("reads 9,000 levels and refuses 11,000, on any stack", () => {
    ok(documentSpan("[".repeat(9_000) + "]".repeat(9_000)) !== null);
    equal(documentSpan("[".repeat(11_000) + "]".repeat(11_000)), null);
    equal(documentSpan("[".repeat(5_000_000)), null);
  });

  it("gives elements and members by their place", () => {
    const text = ' {"a" : [ 1 , "b" , {} ] } ';
    const rows = memberOf(text, documentSpan(text)!, "a")!;
    deepEqual(
      elementsOf(text, rows).map(({ start, end }) => text.slice(start, end)),
      ["1", '"b"', "{}"],
    );
    equal(memberOf(text, documentSpan(text)!, "none"), null);
    deepEqual(elementsOf(text, documentSpan(text)!), []);
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
