import assert from "node:assert/strict";
import {
  type SafeText,
  type TranslateSafely,
  apart,
  harmless,
  inLine,
  oneLine,
  pickText,
  printable,
  safe,
  safeList,
  safeTexts,
  withoutSecret,
} from "../../../src/core/text/foreignText";
import { plainText } from "../../../src/core/text/translate";

const HOSTILE = "[x](command:workbench.action.quit)";

describe("foreign text in messages", () => {
  it("cannot become a link", () => {
    assert.equal(safe(HOSTILE), "(x)(command:workbench.action.quit)");
    assert.equal(safe("a [[b](https://c.example)]"), "a ((b)(https://c.example))");
  });

  it("hides nothing: control, bidirectional and zero-width characters go", () => {
    assert.equal(safe("a\u0000b\u001b[31mc"), "a b (31mc");
    assert.equal(safe("moc\u202etxt.exe\u2066x\u2069"), "moctxt.exex");
    assert.equal(safe("ze\u200bro\u00adwidth\ufeff"), "zerowidth");
    assert.equal(safe("one\r\n\ttwo\u2028three"), "one two three");
  });

  it("keeps its own direction in a sentence, which keeps its order", () => {
    assert.equal(apart("كتاب Clop 11"), "\u2068كتاب Clop 11\u2069");
    assert.equal(apart("Clop 11 · news.example"), "Clop 11 · news.example");
    assert.equal(apart("\u2067\u05d0\u2069\u202e"), "\u2068\u05d0\u2069");
    assert.equal(safe(apart("עיתון [x]")), "\u2068עיתון (x)\u2069");
    assert.equal(safeList(["Clop", "ماء"]), "Clop, \u2068ماء\u2069");
    assert.equal(harmless(`${safe("ماء")} is new. ${safe("ماء")}`), "\u2068ماء\u2069 is new. \u2068ماء\u2069");
    assert.equal(pickText("$(x) ماء"), String.raw`${"\u2068"}\$(x) ماء${"\u2069"}`);
    assert.equal(oneLine(apart("ماء")), "ماء");
  });

  it("isolates nothing by itself in a sentence: what a stranger wrote as if it were ours goes", () => {
    assert.equal(harmless("\u2068abc\u2069 \u2068ماء"), "abc ماء");
    assert.equal(harmless("\u2068a\u202e\u2068ب\u2069\u2069 c "), "a\u2068ب\u2069 c");
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

describe("what may be said", () => {
  const say = (sentence: SafeText): string => sentence;
  const t = plainText as TranslateSafely;

  it("is a sentence of ours with foreign text made safe, and the compiler refuses any other", () => {
    assert.equal(say(t("{name} is new.", { name: safe(HOSTILE) })), "(x)(command:workbench.action.quit) is new.");
    assert.equal(say(harmless(`${HOSTILE} is new.`)), "(x)(command:workbench.action.quit) is new.");
    // @ts-expect-error -- raw foreign text
    say(HOSTILE);
    // @ts-expect-error -- raw foreign text in a sentence
    say(t("{name} is new.", { name: HOSTILE }));
    // @ts-expect-error -- put together from what may be said and what may not
    say(`${safe("a")} ${HOSTILE}`);
  });
});

describe("foreign text elsewhere", () => {
  it("draws no icon in a quick pick", () => {
    assert.equal(pickText("$(error) Clop \u202e"), String.raw`\$(error) Clop`);
  });

  it("keeps its length and brackets in a row", () => {
    const long = `[${"a".repeat(200)}]`;
    assert.equal(oneLine(long), long);
    assert.equal(oneLine("a\nb\u202ec"), "a bc");
    assert.equal(oneLine("a\r\n\tb\u2028c"), "a b c");
  });

  it("keeps the joiners that words of other scripts and emoji are spelled with", () => {
    assert.equal(oneLine("می\u200cخواهم 👩\u200d💻 \ud83d!"), "می\u200cخواهم 👩\u200d💻 !");
  });

  it("as a part of a line keeps the blanks at its ends", () => {
    assert.equal(inLine(" \u202ea\u0000\u00a0 b\n"), " a b ");
  });

  it("loses a secret that a server sent back", () => {
    assert.equal(withoutSecret("key=s3cret, s3cret", "s3cret"), "key=***, ***");
    assert.equal(withoutSecret("nothing", ""), "nothing");
  });
});

describe("printable", () => {
  it("keeps lines, tabs and every script", () => {
    const text = "Clop\tMedusa\r\n海莲花 – “Кобальт”\n";
    assert.equal(printable(text), text);
  });

  it("shows what would move the cursor, colour, clear, overwrite or reorder", () => {
    assert.equal(
      printable("\u001b[2J\u0007\u009b31m\u007f1 failed\r0 failed"),
      String.raw`\u001b[2J\u0007\u009b31m\u007f1 failed\u000d0 failed`,
    );
    for (const control of "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") {
      const escape = `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`;
      assert.equal(printable(`moc${control}txt.exe`), `moc${escape}txt.exe`);
    }
  });

  it("leaves JSON the JSON of the same value", () => {
    const value = { title: "a\u0085b\u009bc\u001b\u202ed" };
    assert.deepEqual(JSON.parse(printable(JSON.stringify(value))), value);
  });
});
