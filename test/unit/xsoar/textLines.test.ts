import assert from "node:assert/strict";
import { type FieldEdit, valueAfter } from "../../../src/core/xsoar/fieldEdits";
import { textLines } from "../../../src/core/xsoar/textLines";

const lines = (edit: Omit<Extract<FieldEdit, { kind: "lines" }>, "kind">): FieldEdit => ({ kind: "lines", ...edit });

describe("the lines of a text", () => {
  it("end with LF, CRLF or CR, however JSON writes them", () => {
    assert.deepEqual(textLines(String.raw`"a\nb\r\nc\rd\u000ae\u000D\u000A\n\\nf"`), [
      "a",
      "b",
      "c",
      "d",
      "e",
      "",
      String.raw`\nf`,
    ]);
    assert.deepEqual(textLines('"a\\n"'), ["a"]);
    for (const none of [null, "null", '""']) assert.deepEqual(textLines(none), []);
    for (const other of ["[]", "{}", "7", "true", '["a"]']) assert.equal(textLines(other), null);
  });

  it("stay as they are written when others change", () => {
    const before = String.raw`"caf\u00e9 \u003cb\u003e\r\nold\nkeep \/\t\r\nlast"`;
    assert.equal(
      valueAfter(before, [lines({ replaced: [[1, 'new "x"']], added: ["end"] })]),
      String.raw`"caf\u00e9 \u003cb\u003e\r\nnew \"x\"\nkeep \/\t\r\nlast\r\nend"`,
    );
    assert.equal(valueAfter(before, [lines({ removed: [0, 2] })]), String.raw`"old\nlast"`);
    assert.equal(valueAfter(before, [lines({ replaced: [[1, "old"]], added: ["old", "last"] })]), before);
    assert.equal(valueAfter(before, [lines({ replaced: [[9, "x"]], removed: [9] })]), before);
  });

  it("begin a text that is not there, and end as those before", () => {
    for (const none of [null, "null", '""'])
      assert.equal(valueAfter(none, [lines({ added: ["a", "b", "a"] })]), String.raw`"a\nb\n"`);
    assert.equal(valueAfter('"x\\n"', [lines({ added: ["a"] })]), String.raw`"x\na\n"`);
    assert.equal(valueAfter('"x"', [lines({ added: ["a"] })]), String.raw`"x\na"`);
    assert.equal(valueAfter(null, [lines({})]), null);
    assert.equal(valueAfter("null", [lines({ added: [] })]), "null");
  });

  it("are those of a text alone", () => {
    for (const other of ["[]", '["a"]', "7", "{}"])
      assert.equal(valueAfter(other, [lines({ added: ["a"] })]), undefined, other);
    assert.equal(valueAfter(null, [lines({ added: ["a"] }), { kind: "list", added: ["b"] }]), undefined);
  });

  it("of several edits come to one text, in whatever order", () => {
    const edits = [
      lines({ replaced: [[0, "one"]], added: ["x"] }),
      lines({ added: ["y", "x"] }),
      lines({ removed: [1], added: ["y"] }),
    ];
    assert.equal(valueAfter(String.raw`"1\n2\n3\n"`, edits), String.raw`"one\n3\nx\ny\n"`);
  });
});
