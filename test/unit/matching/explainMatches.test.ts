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
    assert.deepEqual(explainMatches(article, [inTitle, inUrl], plainText), [
      {
        place: "Headline",
        excerpt: { before: "", match: "Marsh Crew", after: " strikes a bank" },
        sentences: [
          "“Marsh Crew” in the headline.",
          "Marsh Crew is another name of Grey Heron.",
          "The alias is from MISP galaxy threat-actor, 2026-02-01.",
        ],
      },
      {
        place: "Address",
        excerpt: { before: "https://news.example/", match: "marsh-crew", after: "" },
        sentences: [
          "“marsh-crew” in the address (weight 80 %).",
          "Marsh Crew is another name of Grey Heron.",
          "The alias is from MISP galaxy threat-actor, 2026-02-01.",
        ],
      },
    ]);
  });

  it("shows the words around a match of a long text, no character cut in two", () => {
    const text = `${"x".repeat(99)}😀${"a".repeat(79)}Heron${"b".repeat(79)}😀${"y".repeat(99)}`;
    const start = text.indexOf("Heron");
    assert.deepEqual(excerpt(text, { start, end: start + 5 }), {
      before: `…${"a".repeat(79)}`,
      match: "Heron",
      after: `${"b".repeat(79)}…`,
    });
  });

  it("does without a text that is not kept any more", () => {
    const [reason] = explainMatches(article, [{ ...inTitle, field: "content" }], plainText);
    assert.deepEqual([reason?.place, reason?.excerpt.match], ["Text", ""]);
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
