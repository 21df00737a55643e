import assert from "node:assert/strict";
import { pickText, plain, safe, safeList, safeTexts, withoutSecret } from "../../../src/ui/messages";

const HOSTILE = "[x](command:workbench.action.quit)";

describe("foreign text in messages", () => {
  it("cannot become a link", () => {
    assert.equal(safe(HOSTILE), "(x)(command:workbench.action.quit)");
    assert.equal(safe("a [[b](https://c.example)]"), "a ((b)(https://c.example))");
  });

  it("hides nothing: control, bidirectional and zero-width characters go", () => {
    assert.equal(safe("a\u0000b\u001b[31mc"), "ab(31mc");
    assert.equal(safe("moc\u202etxt.exe\u2066x\u2069"), "moctxt.exex");
    assert.equal(safe("ze\u200bro\u00adwidth\ufeff"), "zerowidth");
    assert.equal(safe("one\r\n\ttwo\u2028three"), "one two three");
  });

  it("is 80 characters long at most, without half a character at the end", () => {
    assert.equal(safe("a".repeat(80)), "a".repeat(80));
    assert.equal(safe("a".repeat(81)), `${"a".repeat(79)}…`);
    const faces = safe("😀".repeat(100));
    assert.equal(Array.from(faces).length, 80);
    assert.equal(faces.at(-2) + (faces.at(-1) ?? ""), "\ude00…");
  });

  it("is shortened to three names", () => {
    assert.equal(safeList(["a", "b"]), "a, b");
    assert.equal(safeList(["[a]", "b", "c", "d"]), "(a), b, c, …");
  });

  it("is made safe in every field of a failure but its code", () => {
    assert.deepEqual(safeTexts({ code: "[c]", detail: HOSTILE, status: 500 }), {
      code: "[c]",
      detail: "(x)(command:workbench.action.quit)",
      status: 500,
    });
    assert.deepEqual(safeTexts({ code: "circuitOpen", cause: { code: "[c]", detail: HOSTILE }, list: ["[a]"] }), {
      code: "circuitOpen",
      cause: { code: "[c]", detail: "(x)(command:workbench.action.quit)" },
      list: ["[a]"],
    });
  });
});

describe("foreign text elsewhere", () => {
  it("draws no icon in a quick pick", () => {
    assert.equal(pickText("$(error) Clop \u202e"), String.raw`\$(error) Clop `);
  });

  it("keeps its length and brackets in a row", () => {
    const long = `[${"a".repeat(200)}]`;
    assert.equal(plain(long), long);
    assert.equal(plain("a\nb\u202ec"), "a bc");
  });

  it("loses a secret that a server sent back", () => {
    assert.equal(withoutSecret("key=s3cret, s3cret", "s3cret"), "key=***, ***");
    assert.equal(withoutSecret("nothing", ""), "nothing");
  });
});
