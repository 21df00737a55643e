import assert from "node:assert/strict";
import { originalFinder, plainWordFinder } from "../../quality/baselines";
import { type GoldPair, ownFinder, scoreGold } from "../../quality/gold";
import {
  originalSentenceFinder,
  ownSentenceFinder,
  plainWordSentenceFinder,
  readTagged,
  scoreNer,
} from "../../quality/ner";
import { scoresOf } from "../../quality/score";

describe("the measure of matching", () => {
  const profiles = [
    { name: "Fenbite", aliases: ["Mud Gate"] },
    { name: "Play", aliases: [] },
  ];
  const pair = (profile: string, title: string, label: 0 | 1 | 2): GoldPair => ({
    profile,
    aliases: [],
    title,
    url: "https://news.example/a",
    label,
  });
  const pairs = [
    pair("Fenbite", "Mudgate is back", 1),
    pair("Fenbite", "Fenbiters of the world", 0),
    pair("Play", "Play ransomware hits a zoo", 1),
    pair("Play", "Kids play outside", 0),
    pair("Play", "Something unclear about play", 2),
  ];

  it("holds rules against labelled headlines, unclear ones left out", () => {
    const own = scoreGold(pairs, ownFinder(profiles));
    assert.deepEqual(own.outcomes, { truePositives: 2, falsePositives: 0, falseNegatives: 0 });
    assert.deepEqual(own.mistakes, []);
    assert.deepEqual(scoreGold(pairs, originalFinder(profiles)).outcomes, {
      truePositives: 2,
      falsePositives: 2,
      falseNegatives: 0,
    });
    const words = scoreGold(pairs, plainWordFinder(profiles));
    assert.deepEqual(words.outcomes, { truePositives: 1, falsePositives: 1, falseNegatives: 1 });
    assert.deepEqual(scoresOf(words.outcomes), { precision: 0.5, recall: 0.5, f1: 0.5 });
    assert.equal(words.mistakes.length, 2);
  });

  it("reads tagged sentences: actors, tools and samples alone, places of several words as one", () => {
    const text =
      "The O\nMud B-HackOrg\nGate I-HackOrg\nteam O\nin B-Area\n\nFenbite B-Tool\nFenbite B-Tool\nbroken\nI O\n";
    assert.deepEqual(readTagged(text), [
      { text: "The Mud Gate team in", spans: [[4, 12]] },
      {
        text: "Fenbite Fenbite",
        spans: [
          [0, 7],
          [8, 15],
        ],
      },
      { text: "I", spans: [] },
    ]);
  });

  it("counts a name once a sentence, and of what is tagged only known names", () => {
    const names = [
      { profile: "Fenbite", name: "Fenbite" },
      { profile: "Fenbite", name: "mud gate" },
    ];
    const sentences = [
      { text: "Fenbite met Fenbite", spans: [[12, 19]] },
      { text: "A Mudgate was seen", spans: [] },
      {
        text: "Unknowns use mud gate",
        spans: [
          [0, 8],
          [13, 21],
        ],
      },
    ] as const;
    const own = scoreNer(sentences, names, ownSentenceFinder(names));
    assert.deepEqual([own.precision, own.recall], [2 / 3, 1]);
    assert.deepEqual(own.wrong, [["mudgate", 1, "A Mudgate was seen"]]);
    assert.equal(scoreNer(sentences, names, originalSentenceFinder(names)).precision, 2 / 3);
    assert.equal(scoreNer(sentences, names, plainWordSentenceFinder(names)).precision, 1);
  });
});
