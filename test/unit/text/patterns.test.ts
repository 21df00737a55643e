import assert from "node:assert/strict";
import { compileLinearPattern } from "../../../src/core/text/linearPattern";
import { compileNames } from "../../../src/core/matching/matcher";
import type { NameEntry } from "../../../src/core/matching/nameEntry";
import { describeRuleProblem } from "../../../src/core/text/patterns";
import { type RuleSettings, deriveRule } from "../../../src/core/matching/rules";
import { plainText } from "../../../src/core/text/translate";

const options = { compilePattern: compileLinearPattern };

function named(name: string, settings: RuleSettings): NameEntry {
  return { profile: name, name, rule: deriveRule(name, settings) };
}

describe("a name with a regular expression", () => {
  const matcher = compileNames(
    [named("Fen", { pattern: String.raw`\bFEN-?\d{2,}\b` }), { profile: "Fenbite", name: "Fenbite" }],
    options,
  );

  it("is found where the expression finds something, whatever its letters", () => {
    const title = "Fen, fen-21 and FEN7, Fen300 of Fenbite";
    assert.deepEqual(
      matcher.match({ title, url: "" }).map(({ name, start, text, rule }) => [name, start, text, rule?.[0]]),
      [
        ["Fen", 5, "fen-21", "pattern"],
        ["Fen", 22, "Fen300", "pattern"],
        ["Fenbite", 32, "Fenbite", "exact"],
      ],
    );
  });

  it("is looked for in the beginning of a long text, which is said once", () => {
    const own = compileNames([named("Fen", { pattern: String.raw`\bFEN\d`, matchIn: ["content"] })], options);
    const content = `FEN1 ${"word ".repeat(10_000)} FEN2`;
    for (const _ of [1, 2]) assert.equal(own.match({ title: "", url: "", content }).length, 1);
    assert.deepEqual(
      own.problems.map((problem) => describeRuleProblem(problem, plainText)),
      [
        String.raw`The pattern \bFEN\d of Fen is looked for in the first 50,000 characters of a text, and one is longer.`,
      ],
    );
  });

  it("needs no word of threats unless it is told to, though the name is an ordinary word", () => {
    for (const [settings, count] of [
      [{}, 1],
      [{ requireContext: true }, 0],
    ] as const) {
      const own = compileNames([named("Play", { pattern: "playcrypt(?:er)?", ...settings })], options);
      assert.equal(own.match({ title: "The PlayCrypter leaves the stage", url: "" }).length, count);
    }
  });

  it("is found in the path alone of an address", () => {
    assert.deepEqual(
      matcher
        .match({ title: "", url: "https://fen21.example/a%20fen%2D22?fen23" })
        .map(({ start, end, text }) => [start, end, text]),
      [[26, 34, "fen%2D22"]],
    );
  });

  it("follows the rest of its rule", () => {
    const strict = compileNames(
      [named("Fen", { pattern: "fen[0-9]", exactCase: true, notNear: ["zoo"], requireContext: true })],
      options,
    );
    const count = (title: string): number => strict.match({ title, url: "" }).length;
    assert.equal(count("FEN1 and fen2 attack"), 1);
    assert.equal(count("fen2 at a zoo under attack"), 0);
    assert.equal(count("fen2 opens a shop"), 0);
  });

  it("is a problem when it cannot be read, and finds nothing; the others go on", () => {
    const patterns: readonly (readonly [pattern: string, sentence: RegExp])[] = [
      ["fen(", /^The pattern fen\( of Fen is not looked for: .+\.$/],
      [String.raw`(fen)\1`, /is not looked for: /],
      ["x*", /it matches the empty text\.$/],
      ["x".repeat(501), /it has more than 500 characters\.$/],
      ["(abcdefghij){300}", /is not looked for: expression too large\.$/],
    ];
    for (const [pattern, sentence] of patterns) {
      const broken = compileNames([named("Fen", { pattern }), { profile: "Fenbite", name: "Fenbite" }], options);
      assert.deepEqual(
        broken.match({ title: "fen of Fenbite", url: "" }).map(({ name }) => name),
        ["Fenbite"],
      );
      assert.equal(broken.problems.length, 1);
      assert.match(describeRuleProblem(broken.problems[0]!, plainText), sentence);
    }
  });

  it("is a problem without an engine; switched off it is none", () => {
    const [problem] = compileNames([named("Fen", { pattern: "fen" })]).problems;
    assert.equal(
      describeRuleProblem(problem!, plainText),
      "The pattern of Fen is not looked for: regular expressions are not available here.",
    );
    assert.deepEqual(compileNames([named("Fen", { pattern: "fen(", enabled: false })], options).problems, []);
  });

  it("takes no longer than the text is long, whatever the expression", function () {
    this.timeout(20_000);
    const bad = ["(a+)+$", "(a|aa)+b", "(.*a){12}c", "((a{0,15}){0,15})b"];
    const greedy = compileNames(
      bad.map((pattern, at) => named(`Fen${at}`, { pattern })),
      options,
    );
    assert.deepEqual(greedy.problems, []);
    greedy.match({ title: "a".repeat(20_000), url: "" });
  });

  it("is switched off and told when it takes too long for one text all the same", () => {
    let now = 0;
    const slow = compileNames([named("Fen", { pattern: "fen" }), named("Mudgate", { pattern: "mud" })], {
      compilePattern: (pattern) => ({
        ok: true,
        findAll: (text) => {
          now += pattern === "fen" && text.length > 10 ? 1_000 : 1;
          return [[0, 3]];
        },
      }),
      now: () => now,
    });
    const found = (title: string): readonly string[] => slow.match({ title, url: "" }).map(({ name }) => name);
    assert.deepEqual(found("fen"), ["Fen", "Mudgate"]);
    assert.deepEqual(slow.problems, []);
    assert.deepEqual(found("fen and more"), ["Fen", "Mudgate"]);
    assert.deepEqual(found("fen"), ["Mudgate"]);
    assert.deepEqual(
      slow.problems.map((problem) => describeRuleProblem(problem, plainText)),
      ["The pattern fen of Fen was switched off: it took more than 500 ms for one text."],
    );
  });
});
