import assert from "node:assert/strict";
import { oneLine } from "../../../src/core/text/foreignText";
import { codeSpan, readableMarkdown } from "../../../src/core/text/readableMarkdown";
import { HOSTILE } from "../exports/hostile";
import { markdownParts } from "../exports/markdownParts";

/** Whatever means something in Markdown, or stands beside it. */
const PIECES = [
  "`", "``", "*", "**", "_", "__", "~", "~~", "[", "]", "](", "]:", "[x]", "[ ]", "[^1]", "![", "(", ")", "<", ">", "</", "<!--", "<b>", "&", "&amp;", "&#60;", "#", "##", " #",
  "!", "|", " | ", "---", "===", "-", "+", "=", ":", ":-:", "\\", "\\\\", "$", "$$", "1.", "1)", "{", "}", "http://", "https://evil.example/a_b_c", "www.evil.example",
  "//evil.example", "me@evil.example", "@", "mailto:", "ftp://h/", "hxxp://evil[.]example", " ", "  ", "a", "Zeta", "ü", "7", ".", ",", "“", "”", "\u{1F98A}",
]; // prettier-ignore

function* soups(count: number): Iterable<string> {
  let state = 20_261_130;
  const below = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  for (let made = 0; made < count; made++) {
    yield oneLine(Array.from({ length: 1 + below(12) }, () => PIECES[below(PIECES.length)]).join(""));
  }
}

/** Where a line may stand, each with what is around it. */
const PLACES: readonly ((line: string, inTable: (text: string) => string) => string)[] = [
  (line) => `${line}\n`,
  (line) => `before  \n${line}  \n${line}\n`,
  (line) => `## ${line}\n`,
  (line) => `- **${line}**  \n  ${line}  \n  ${line}\n- ${line}\n`,
  (line) => `1. ${line}\n`,
  (line) => `second [${line}](<https://news.example/a>)\n`,
  (_line, inTable) => `| A | B |\n| --- | --- |\n| ${inTable("x")} | **${inTable("y")}**<br>${inTable("z")} |\n`,
];

describe("Markdown that reads as text", () => {
  it("is the text itself for ordinary headlines", () => {
    for (const line of [
      "CVE-2026-12345: Zeta's “Heron” kit is back (2026-11-29)",
      "198.51.100.23 and 127.0.3.1 belong to evil[.]example, says a_b_c.py",
      "Threat Brief | Zeta Unit - week #48 - C# and F#",
      "[Update] AT&T, R&D and ~200 others: $5 million, a < b, x -> y",
      "5 * 3, 100 %, 2 + 2 = 4; {json}; 10:30; a/b; C:\\Windows\\System32 @desk!",
      "2026. Heron ist zurück".replace("2026.", "Im Jahr 2026."),
      "مرحبا Heron 魔法少女",
    ]) {
      assert.equal(readableMarkdown(line), line);
      assert.deepEqual(markdownParts(`- ${readableMarkdown(line)}`).words, [line]);
    }
  });

  it("has in back-ticks what viewers would make a link of, without the punctuation around", () => {
    assert.equal(
      readableMarkdown("See (https://evil.example/a_b), hxxp://evil[.]example/x or me@evil.example. www.evil.example!"),
      "See (`https://evil.example/a_b`), `hxxp://evil[.]example/x` or `me@evil.example`. `www.evil.example`!",
    );
    assert.equal(codeSpan("CVE-2026-1"), "`CVE-2026-1`");
    assert.equal(codeSpan("a``b`"), "``` a``b` ```");
    assert.equal(codeSpan(""), "");
  });

  it("has behind a backslash what would be markup where it stands, and no more", () => {
    for (const [line, made] of [
      ["# one # two #", String.raw`\# one # two \#`],
      ["- a - b", String.raw`\- a - b`],
      ["2026. a 2. b", String.raw`2026\. a 2. b`],
      ["> a > b", String.raw`\> a > b`],
      ["[x] done [x]", String.raw`\[x\] done [x]`],
      ["[a](b) [c]: d", String.raw`\[a\](b) \[c\]: d`],
      ["*a* _b_ ~~c~~ `d`", "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\`"],
      ["<b> &amp; ![i]", String.raw`\<b> \&amp; \![i]`],
      ["--- | ---", String.raw`\--- | ---`],
      ["===", String.raw`\===`],
      [String.raw`a \* b \ c`, String.raw`a \\\* b \ c`],
      ["$x$ for $5", String.raw`\$x\$ for $5`],
    ] as const) {
      assert.equal(readableMarkdown(line), made);
    }
    assert.equal(readableMarkdown("a | b", true), String.raw`a \| b`);
  });

  it("reads as the text wherever it stands, and nothing else comes of it, whatever the text", () => {
    const plain = PLACES.map((place) => markdownParts(place("word", () => "word")).kinds);
    const lines = [...HOSTILE.map(oneLine), ...soups(4000)].filter((line) => line !== "");
    for (const line of lines) {
      const made = readableMarkdown(line);
      for (const [at, place] of PLACES.entries()) {
        const text = place(made, () => readableMarkdown(line, true));
        const { words, kinds } = markdownParts(text);
        assert.deepEqual(kinds, plain[at], JSON.stringify([line, text]));
        for (const shown of words) {
          const own = shown.replace(/^(?:before|second |A|B)/, "");
          assert.ok(own === "" || own === line, JSON.stringify([line, text, shown]));
        }
        assert.ok(
          words.some((shown) => shown.endsWith(line)),
          JSON.stringify([line, text]),
        );
      }
      const code = markdownParts(`- a  \n  ${codeSpan(line)}, ${codeSpan("x")}\n`);
      assert.deepEqual(code.words.slice(-1), [`${line}, x`]);
    }
  });

  it("takes time in proportion to the text", () => {
    for (const piece of ["[", "]", ")", "(", "#", "_", "&a", "<", "a@", "//", "www.", "`|", " #", "~", "- "]) {
      const started = performance.now();
      readableMarkdown(`${piece.repeat(200_000)}x`);
      assert.ok(performance.now() - started < 3000, piece);
    }
  });
});
