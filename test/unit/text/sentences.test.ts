import assert from "node:assert/strict";
import { sentencesIn } from "../../../src/core/text/sentences";
import { summarise } from "../../../src/core/text/summarise";
import { DEFANGED, OTHER_STRETCHES } from "./defangedForms";

const ABBREVIATIONS = {
  en: [
    "e.g. Emberfox",
    "the U.S. Treasury",
    "Harbour Inc. Magazine",
    "Dr. Meier",
    "No. 5",
    "Fig. 3",
    "a.k.a. Copper Lynx",
    "approx. 30",
    "Sen. Marlow",
  ],
  de: [
    "z. B. Reedereien",
    "i. d. R. Reedereien",
    "sog. Emberfox",
    "Dr. Meier",
    "Nr. 5",
    "Abb. 3",
    "ca. 30",
    "am 24. November",
    "rund 3 Mio. Euro",
  ],
} as const;

const about = (stretch: string): readonly string[] => [
  "The first sentence tells of the port.",
  `They saw ${stretch} in the logs of three ships.`,
  `Later came ${stretch}.`,
  "Then it went on for days.",
];

describe("sentencesIn", () => {
  for (const language of ["en", "de"] as const) {
    for (const stretch of [...DEFANGED, ...OTHER_STRETCHES]) {
      it(`ends none inside of ${stretch} (${language})`, () => {
        const sentences = about(stretch);
        assert.deepEqual(sentencesIn(sentences.join(" "), language), sentences);
      });
    }
    it(`ends none behind an abbreviation (${language})`, () => {
      for (const stretch of ABBREVIATIONS[language]) {
        const sentences = about(stretch).toSpliced(2, 1);
        assert.deepEqual(sentencesIn(sentences.join(" "), language), sentences);
      }
    });
  }

  it("ends them where they end", () => {
    const sentences = [
      "He said no.",
      "The rest is art.",
      "Who?",
      "Me!",
      "“Quoted.”",
      "Next one (in brackets).",
      "Last.",
    ];
    assert.deepEqual(sentencesIn(sentences.join(" "), "en"), sentences);
    assert.deepEqual(sentencesIn("第一句。第二句！第三句？", "en"), ["第一句。", "第二句！", "第三句？"]);
    assert.deepEqual(sentencesIn("One line\nAnother line", "en"), ["One line", "Another line"]);
  });

  it("leaves nothing of a text out but the blanks between them", () => {
    const text = `${DEFANGED.join(". ")} ${OTHER_STRETCHES.join("! ")}. U.S. Dr. 3. End`;
    assert.equal(sentencesIn(text, "en").join("").replace(/\s/g, ""), text.replace(/\s/g, ""));
  });
});

describe("summarise", () => {
  for (const stretch of DEFANGED) {
    it(`keeps ${stretch} whole`, () => {
      const paragraph = about(stretch).join(" ");
      for (const sentence of summarise([paragraph], "en")) {
        assert.ok(about(stretch).includes(sentence), sentence);
      }
      // A paragraph that is longer than what is looked at.
      for (let room = 9_960; room <= 10_000; room += 3) {
        const long = `${"One more ship came in from the sea. ".repeat(400).slice(0, room).trimEnd()} in the end saw ${stretch} there`;
        for (const sentence of summarise([long], "en")) {
          const rest = sentence.split(" in the end saw ")[1];
          if (rest !== undefined) assert.ok(`${stretch} there`.startsWith(rest) && !isParted(rest, stretch), sentence);
        }
      }
    });
  }
});

function isParted(rest: string, stretch: string): boolean {
  return rest.length > 0 && rest.length < stretch.length;
}
