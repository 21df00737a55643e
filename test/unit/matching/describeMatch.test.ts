import assert from "node:assert/strict";
import { describeMatch } from "../../../src/core/matching/describeMatch";
import type { Match } from "../../../src/core/model/model";
import { plainText } from "../../../src/core/text/translate";

const base: Match = { profile: "APT28", name: "Fancy Bear", field: "title", start: 0, end: 10, text: "Fancy Bear" };

describe("describeMatch", () => {
  const rows: readonly (readonly [match: Partial<Match>, sentence: string])[] = [
    [{}, "“Fancy Bear” in the headline. Fancy Bear is another name of APT28."],
    [
      { profile: "Fancy Bear", rule: ["exact"], weight: 1 },
      "“Fancy Bear” in the headline. It is the tracked name Fancy Bear.",
    ],
    [
      { rule: ["compound"] },
      "“Fancy Bear” in the headline. Fancy Bear is another name of APT28. A word such as Bande or Trojaner is joined to the name.",
    ],
    [{ profile: null }, "“Fancy Bear” in the headline. Fancy Bear is an alias whose profile is not known."],
    [{ field: "url" }, "“Fancy Bear” in the address. Fancy Bear is another name of APT28."],
    [
      { field: "url", weight: 0.8, rule: ["digits", "plural"] },
      "“Fancy Bear” in the address (weight 80 %). Fancy Bear is another name of APT28. Digits follow the name. An s follows the name.",
    ],
    [
      { field: "summary", weight: 0.6, rule: ["shortForm", "lookalike"] },
      "“Fancy Bear” in the summary (weight 60 %). Fancy Bear is another name of APT28. " +
        "The class word of the name is left out. Letters of another script stand for Latin ones.",
    ],
    [
      {
        field: "content",
        weight: 0.4,
        rule: ["exact", "case", "context"],
        context: { text: "gang", start: 11, end: 15 },
      },
      "“Fancy Bear” in the text (weight 40 %). Fancy Bear is another name of APT28. " +
        "Upper and lower case are as in the name. “gang” stands near, as the rule of this name asks: much else is called so.",
    ],
    [
      { aliasSource: { title: "Some galaxy", date: "2026-08-06" }, ambiguous: ["APT29", "Turla"], rule: ["pattern"] },
      "“Fancy Bear” in the headline. Fancy Bear is another name of APT28. The regular expression of the name finds it. " +
        "The alias is from Some galaxy, 2026-08-06. Ambiguous: also a name of APT29, Turla.",
    ],
  ];
  for (const [match, sentence] of rows) {
    it(sentence, () => assert.equal(describeMatch({ ...base, ...match }, plainText), sentence));
  }
});
