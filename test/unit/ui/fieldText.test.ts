import assert from "node:assert/strict";
import { brokenJson, recordAfter, recordBefore } from "../../../src/ui/fieldDiff";
import { changeLines, shownElements, shownJson } from "../../../src/ui/fieldText";
import { planOf } from "./pages/recordPlans";
import { seeded } from "./pages/plannedWrites";

describe("a change of a field as lines", () => {
  it("says of a list what is added, replaced and removed, by the places of the edit", () => {
    assert.deepEqual(
      changeLines('["a"," b ","c",1]', '["b","c",1,"d"]', {
        kind: "list",
        removed: [0],
        replaced: [[1, "b"]],
        added: ["d", "C"],
      }),
      [
        { kind: "replaced", text: '" b "', by: '"b"' },
        { kind: "removed", text: '"a"' },
        { kind: "added", text: '"d"' },
      ],
      "what was not added since it is there is not told",
    );
  });

  it("finds out itself what differs where only both values are known", () => {
    assert.deepEqual(changeLines('["a","b","b"]', '["b","c"]'), [
      { kind: "removed", text: '"a"' },
      { kind: "removed", text: '"b"' },
      { kind: "added", text: '"c"' },
    ]);
    assert.deepEqual(changeLines(null, '["c"]'), [{ kind: "added", text: '"c"' }]);
    assert.deepEqual(changeLines('["a","b"]', '["b","a"]'), [
      { kind: "before", text: '["a","b"]' },
      { kind: "after", text: '["b","a"]' },
    ]);
    assert.deepEqual(changeLines('"x\\ny"', '"x\\nz"'), [
      { kind: "removed", text: '"y"' },
      { kind: "added", text: '"z"' },
    ]);
    assert.deepEqual(changeLines("1.0", null), [
      { kind: "before", text: "1.0" },
      { kind: "after", text: "" },
    ]);
  });

  it("says so where a long value is cut", () => {
    const long = JSON.stringify("x".repeat(20_000));
    const [before, after, ...more] = changeLines('"a"', long);
    assert.deepEqual([before?.text, after?.text.length, after?.text.at(-1)], ['"a"', 20_001, "…"]);
    assert.deepEqual(more, [{ kind: "cut", text: "" }]);
    assert.equal(changeLines('"a"', '"b…"').length, 2);
  });

  it("shows so many lines, and says how many there are more", () => {
    const list = JSON.stringify(Array.from({ length: 5000 }, (_, at) => String(at)));
    const lines = changeLines(null, list);
    assert.equal(lines.length, 201);
    assert.deepEqual(lines.at(-1), { kind: "more", text: "4800" });
  });

  it("quotes texts, breaks their lines and hides nothing", () => {
    assert.equal(shownJson('"a \\u200b\\tb"'), String.raw`"a \u200b\tb"`);
    assert.equal(shownJson('"a\u202eb"'), String.raw`"a\u202eb"`);
    assert.equal(shownJson('"one\\ntwo"'), '"one\\n\ntwo"');
    assert.equal(shownJson(String.raw`"no\\new line"`), String.raw`"no\\new line"`);
    assert.deepEqual(shownElements('["a",{"b":1.0}]'), ['"a"', '{"b":1.0}']);
    assert.deepEqual(shownElements(null), []);
  });
});

describe("a record before and after a change, to the letter", () => {
  it("is broken into lines and keeps every byte", () => {
    const json = '{"a":[1.0,"x,{[\\"]} \u200b"],"b":{},"c":[],"d": [ ],"e":{"f":9007199254740993}}';
    const lines = brokenJson(json);
    assert.match(lines, /\n {2}"a":\[\n {4}1\.0,\n/);
    assert.ok(lines.includes('"b":{},\n') && lines.includes('"c":[],\n'), lines);
    assert.ok(lines.includes(String.raw`\u{200b}`), "what is invisible is shown as JSON never writes it");
    assert.equal(lines.replaceAll(/\n */g, "").replace(String.raw`\u{200b}`, "\u200b"), json.replace("[ ]", "[]"));
  });

  it("does so for whatever there is", () => {
    const random = seeded(11302026);
    const value = (depth: number): unknown => {
      const kind = random(depth > 3 ? 3 : 5);
      if (kind === 0) return random(1000) / 8;
      if (kind === 1) return `a"\\{}[],: ${String.fromCharCode(0x200b)}${random(9)}`;
      if (kind === 2) return random(2) === 0 ? null : true;
      const values = Array.from({ length: random(4) }, () => value(depth + 1));
      return kind === 3 ? values : Object.fromEntries(values.map((one, at) => [`k${at}`, one]));
    };
    for (let round = 0; round < 300; round++) {
      const json = JSON.stringify(value(0));
      const back = brokenJson(json)
        .replaceAll(/\n */g, "")
        .replaceAll(String.raw`\u{200b}`, "\u200b");
      assert.equal(back, json, `round ${round}`);
    }
  });

  it("differs in the change alone", () => {
    const plan = planOf("Emberfox", '{"aliases":[" Lynx ","x"]}', [
      { field: "aliases", edit: { kind: "list", replaced: [[0, "Lynx"]] }, why: "" },
    ]);
    const [before, after] = [recordBefore(plan).split("\n"), recordAfter(plan).split("\n")];
    assert.deepEqual(
      before.map((line, at) => [line.trim(), after[at]?.trim()]).filter(([old, now]) => old !== now),
      [['" Lynx ",', '"Lynx",']],
    );
    const undone = {
      ...planOf("Heron", '{"note":"a"}', [{ field: "note", edit: { kind: "unset" }, why: "" }]),
      customFields: null,
    };
    assert.ok(!recordAfter(undone).includes("CustomFields"), "what was no member is none again");
  });
});
