import assert from "node:assert/strict";
import { describeRule } from "../../../src/core/matching/describeRule";
import { excerpt, explainMatches } from "../../../src/core/matching/explainMatches";
import { deriveRule } from "../../../src/core/matching/rules";
import type { Match } from "../../../src/core/model/model";
import { plainText } from "../../../src/core/text/translate";

const article = {
  key: "https://news.example/marsh-crew",
  title: "Marsh Crew\u202E strikes\na bank",
  url: "https://news.example/marsh-crew",
  source: "https://news.example/feed.xml",
  published: "2026-03-10T09:30:00Z",
  found: "2026-03-10T11:00:00Z",
};
const inTitle: Match = {
  profile: "Grey Heron",
  name: "Marsh Crew",
  field: "title",
  start: 0,
  end: 10,
  text: "Marsh Crew",
  rule: ["exact"],
  weight: 1,
  aliasSource: { title: "MISP galaxy threat-actor", date: "2026-02-01" },
};
const inUrl: Match = { ...inTitle, field: "url", start: 21, end: 31, text: "marsh-crew", weight: 0.8 };

describe("why an article stands in a row", () => {
  it("tells for each match where it stands, by which name, rule and source, and its weight", () => {
    assert.equal(
      explainMatches("Grey Heron", article, [inTitle, inUrl], plainText),
      `Why Grey Heron matches this article

Marsh Crew strikes a bank
https://news.example/marsh-crew
Source: https://news.example/feed.xml
Published 2026-03-10T09:30:00Z

1. Headline
   »Marsh Crew« strikes a bank
   “Marsh Crew” in the headline.
   Marsh Crew is another name of Grey Heron.
   The alias is from MISP galaxy threat-actor, 2026-02-01.

2. Address
   https://news.example/»marsh-crew«
   “marsh-crew” in the address (weight 80 %).
   Marsh Crew is another name of Grey Heron.
   The alias is from MISP galaxy threat-actor, 2026-02-01.
`,
    );
  });

  it("shows the words around a match of a long text, no character cut in two", () => {
    const text = `${"x".repeat(99)}😀${"a".repeat(79)}Heron${"b".repeat(79)}😀${"y".repeat(99)}`;
    const start = text.indexOf("Heron");
    assert.equal(excerpt(text, { start, end: start + 5 }), `…${"a".repeat(79)}»Heron«${"b".repeat(79)}…`);
  });

  it("does without a text that is not kept any more", () => {
    assert.match(
      explainMatches("Grey Heron", article, [{ ...inTitle, field: "content" }], plainText),
      /1\. Text\n {3}»«\n/,
    );
  });
});

describe("a rule in words", () => {
  it("says what counts, in the order of its importance", () => {
    assert.deepEqual(describeRule(deriveRule("Grey Heron"), plainText), [
      "As whole words.",
      "Digits may follow.",
      "Written as a name is, not as words of every day.",
      "Looked for in: headline, address.",
    ]);
    assert.deepEqual(
      describeRule(
        deriveRule("LEAD", {
          digits: true,
          notNear: ["lead time", "pencil"],
          requireContext: true,
          matchIn: ["title"],
        }),
        plainText,
      ),
      [
        "As whole words.",
        "Digits may follow.",
        "Upper and lower case as written.",
        "Written as a name is, not as words of every day.",
        "Only where a word such as group, ransomware or attack stands near.",
        "Not near “lead time”, “pencil”.",
        "Looked for in: headline.",
      ],
    );
    assert.deepEqual(describeRule(deriveRule("Xyz", { pattern: "x+y", word: false, digits: false }), plainText), [
      "By the regular expression x+y.",
      "Looked for in: headline, address.",
    ]);
    assert.equal(
      describeRule(deriveRule("Xyz", { word: false, digits: false }), plainText)[0],
      "Inside of longer words too.",
    );
    assert.deepEqual(describeRule(deriveRule("Xyz", { enabled: false }), plainText), [
      "Not looked for: it is switched off.",
    ]);
  });
});
