import { equal } from "node:assert/strict";
import {
  type EditedField,
  type FieldEdit,
  missingFields,
  sameText,
  valueAfter,
  withEdits,
  withMissingFields,
} from "../../../src/core/xsoar/fieldEdits";

const set = (value: string): FieldEdit => ({ kind: "set", value });
const list = (edit: Omit<Extract<FieldEdit, { kind: "list" }>, "kind">): FieldEdit => ({ kind: "list", ...edit });
const rows = (...of: string[]): FieldEdit => ({ kind: "rows", rows: of });
const UNSET: FieldEdit = { kind: "unset" };

describe("edits of fields", () => {
  it("set and unset whole values, whatever was there", () => {
    for (const before of [null, "null", '"a"', "[1]", "7"]) {
      equal(valueAfter(before, [set('"b"')]), '"b"');
      equal(valueAfter(before, [UNSET]), null);
    }
    equal(valueAfter('["a"]', [list({ added: ["b"] }), set('["c"]')]), '["c"]');
  });

  it("edits of a list go together, by its places as it was read", () => {
    const before = '[ " a", 1.0, "b" ,null,"B","c"]';
    equal(valueAfter(before, [list({ replaced: [[0, "a"]], removed: [4] })]), '[ "a", 1.0, "b" ,null,"c"]');
    equal(
      valueAfter(before, [
        list({ removed: [4] }),
        list({ replaced: [[5, "d"]], added: ["e"] }),
        list({ added: ["f"] }),
      ]),
      '[ " a", 1.0, "b" ,null,"d","e","f"]',
    );
    equal(valueAfter(before, [list({ removed: [0, 2, 5] }), list({ removed: [4] })]), "[ 1.0 ,null]");
    equal(valueAfter('["a"]', [list({ removed: [0], replaced: [[0, "b"]] })]), "[]");
    equal(valueAfter('["a"]', [list({ replaced: [[0, "b"]] }), list({ replaced: [[0, "c"]] })]), '["c"]');
    equal(valueAfter('["a"]', [list({ removed: [5], replaced: [[7, "x"]] })]), '["a"]');
  });

  it("what is added comes once, and not where it is", () => {
    equal(valueAfter('["a "]', [list({ added: ["A", "b", "B"] })]), '["a ","b"]');
    equal(valueAfter('["\\u0061"]', [list({ added: ["a"] })]), '["\\u0061"]');
    equal(valueAfter('["x"]', [list({ replaced: [[0, "a"]] }), list({ added: ["a", "x"] })]), '["a","x"]');
    equal(valueAfter('["a b"]', [list({ added: ["ab"] })]), '["a b","ab"]');
    equal(sameText(" CAFE\u0301 "), sameText("caf\u00e9"));
  });

  it("make a list where there is none, and nothing where there is nothing to add", () => {
    for (const before of [null, "null", '""', "{}", "[]", "[ ]"]) {
      equal(valueAfter(before, [list({ added: ["a"] })]), before === "[ ]" ? '["a" ]' : '["a"]', String(before));
      equal(valueAfter(before, [list({ added: [], removed: [0] })]), before, String(before));
    }
  });

  it("cannot be made on another form", () => {
    for (const before of ['"a, b"', "5", "true", '{"a":1}']) {
      equal(valueAfter(before, [list({ added: ["a"] })]), undefined);
      equal(valueAfter(before, [rows("{}")]), undefined);
      equal(withEdits({ raw: `{"id":"1","CustomFields":{"a":${before}}}` }, [{ field: "a", edit: rows("{}") }]), null);
    }
  });

  it("rows come to the end", () => {
    equal(
      valueAfter('[{}, {"notes":"a"}]', [rows('{"notes":"b"}'), rows("{}")]),
      '[{}, {"notes":"a"},{"notes":"b"},{}]',
    );
    equal(valueAfter(null, [rows("{}")]), "[{}]");
  });

  it("leave every byte outside their fields", () => {
    const raw = `{ "id":"1","firstSeen" : null ,"x":1.0,"CustomFields" : {"a":[ "x" ] ,"b":"\\u0061","a2":1E400 },"version":9223372036854775807}`;
    const edits: EditedField[] = [
      { field: "a", edit: list({ added: ["y"] }) },
      { field: "c", edit: set("[1]") },
      { field: "firstSeen", edit: set('"now"') },
      { field: "lastSeen", edit: set('"now"') },
    ];
    const after = raw
      .replace('"firstSeen" : null', '"firstSeen" : "now"')
      .replace('[ "x" ]', '[ "x","y" ]')
      .replace('"a2":1E400', '"a2":1E400,"c":[1]')
      .replace("775807}", '775807,"lastSeen":"now"}');
    equal(withEdits({ raw }, edits), after);
    equal(withEdits({ raw }, []), raw);
    equal(withEdits({ raw }, [{ field: "b", edit: UNSET }]), raw.replace(' ,"b":"\\u0061"', ""));
    equal(withEdits({ raw }, [{ field: "none", edit: UNSET }]), raw);
    equal(withEdits({ raw }, [{ field: "b", edit: set('"\\u0061"') }]), raw);
  });

  it("make custom fields where there are none, and take them away again", () => {
    for (const fields of [null, "null", '""', "[]", "[ ]"]) {
      const raw = `{"id":"1"${fields === null ? "" : `,"CustomFields": ${fields} `},"x":1}`;
      const made =
        withEdits({ raw }, [
          { field: "a", edit: set("1") },
          { field: "b", edit: set("2") },
        ]) ?? "";
      equal((JSON.parse(made) as { CustomFields: unknown }).CustomFields !== null, true);
      equal(missingFields({ raw }), fields);
      equal(missingFields({ raw: made }), undefined);
      const bare: string =
        withEdits({ raw: made }, [
          { field: "a", edit: UNSET },
          { field: "b", edit: UNSET },
        ]) ?? "";
      equal(withMissingFields(bare, fields), raw);
      equal(withMissingFields(made, fields), made);
    }
    for (const fields of ['"odd"', "3", '["a"]'])
      equal(withEdits({ raw: `{"id":"1","CustomFields":${fields}}` }, [{ field: "a", edit: set("1") }]), null);
  });
});
