import { equal, ok } from "node:assert/strict";
import { MAX_OPENING_CHARACTERS } from "../../../src/core/limits";
import { opening } from "../../../src/core/text/opening";

describe("the beginning of a text that has no headline", () => {
  const cases: readonly (readonly [why: string, lines: readonly string[], expected: string])[] = [
    ["its first sentence", ["Heron is back with a new site. Mirrors are below."], "Heron is back with a new site."],
    ["its first line", ["Heron is back", "Mirrors are below"], "Heron is back"],
    ["the first line that says something", ["", "🚨 !!!", "https://x.test/a", "Heron is back"], "Heron is back"],
    ["an address, where there is nothing else", ["https://x.test/a"], "https://x.test/a"],
    ["more than a call", ["Breaking! New victim. Heron lists a dairy. More soon."], "Breaking! New victim."],
    ["all that is short", ["Heron again"], "Heron again"],
    [
      "not an abbreviation",
      ["The dairy Acme Inc. was hit by Heron. More soon."],
      "The dairy Acme Inc. was hit by Heron.",
    ],
    ["not a version", ["Heron exploits Mail Gate 7.2. Patch it now."], "Heron exploits Mail Gate 7.2."],
    [
      "not a harmless address",
      ["Heron calls 203[.]0[.]113[.]7 and evil[.]test. Block both."],
      "Heron calls 203[.]0[.]113[.]7 and evil[.]test.",
    ],
    [
      "not a harmless address with blanks",
      ["Heron calls evil [.] test at night. Block it."],
      "Heron calls evil [.] test at night.",
    ],
    ["a question with its quotation mark", ["“Is Heron back again?” asks the desk. It is."], "“Is Heron back again?”"],
    ["a sentence of a script without blanks", ["海莲花组织再次发动攻击。详情见下文。"], "海莲花组织再次发动攻击。"],
    ["nothing where nothing is said", ["…", "42"], ""],
  ];
  for (const [why, lines, expected] of cases) it(why, () => equal(opening(lines), expected));

  it("is cut between words, with a sign that it goes on", () => {
    const text = opening([
      "Heron moves against rail operators, dairies, shipyards and whoever else has left the door of a mail gateway open, says the report",
    ]);
    equal(
      text,
      "Heron moves against rail operators, dairies, shipyards and whoever else has left the door of a mail gateway open, says…",
    );
    ok(text.length <= MAX_OPENING_CHARACTERS + 1);
  });

  it("is never cut inside an address, harmless or not, however long it is", () => {
    const filler = "word ".repeat(21);
    for (const address of [
      "hxxps://evil[.]test/a/very/long/path/to/something",
      "evil [.] example [.] test",
      "203[.]0[.]113[.]7:8443/gate",
      "evil (dot) test",
    ]) {
      const text = opening([`${filler}at ${address} and more that follows behind it, on and on`]);
      const kept = text.replace(/…$/, "");
      ok(kept.endsWith(address) || !/evil|203|\[|hxxp/.test(kept), text);
    }
    const long = `https://x.test/${"a".repeat(200)}`;
    equal(opening([`${long} Heron`]), `${long}…`);
  });

  it("is cut anywhere in a script without blanks, and not in the middle of a character", () => {
    const text = opening(["海".repeat(300)]);
    equal(text, `${"海".repeat(MAX_OPENING_CHARACTERS)}…`);
    ok(!/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(opening([`a${"𠮷".repeat(200)}`])));
  });
});
