import assert from "node:assert/strict";
import { compileNames } from "../../../src/core/matching/matcher";
import {
  type LineProblem,
  type NamesProblem,
  describeLineProblem,
  describeNamesProblem,
  matchLine,
  readTrackedNames,
} from "../../../src/core/matching/matchLines";
import { plainText } from "../../../src/core/text/translate";

describe("readTrackedNames", () => {
  it("takes names and names with aliases", () => {
    assert.deepEqual(readTrackedNames(["Conti", { name: "APT28", aliases: ["Fancy Bear", "***"] }, { name: "Clop" }]), {
      ok: true,
      entries: [
        { profile: "Conti", name: "Conti" },
        { profile: "APT28", name: "APT28" },
        { profile: "APT28", name: "Fancy Bear" },
        { profile: "Clop", name: "Clop" },
      ],
    });
  });

  it("takes rules, those of a name for its aliases where they are meant for all names", () => {
    const read = readTrackedNames([
      {
        name: "Fenbite",
        match: { matchIn: ["content"], digits: false },
        aliases: ["Mudgate", { name: "FEN", match: { exactCase: false } }],
      },
    ]);
    assert.ok(read.ok);
    assert.deepEqual(
      read.entries.map(({ name, rule }) => [name, rule?.matchIn, rule?.digits, rule?.exactCase]),
      [
        ["Fenbite", ["content"], false, false],
        ["Mudgate", ["content"], true, false],
        ["FEN", ["content"], true, false],
      ],
    );
    for (const [match, key] of [
      [{ digit: true }, "digit"],
      [{ digits: 1 }, "digits"],
      [{ matchIn: ["headline"] }, "matchIn"],
      [{ notNear: "zoo" }, "notNear"],
      [{ constructor: true }, "constructor"],
      [7, "match"],
    ] as const) {
      assert.deepEqual(readTrackedNames(["Conti", { name: "Fenbite", match }]), {
        ok: false,
        problem: { code: "badMatch", index: 1, key },
      });
    }
    assert.equal(
      describeNamesProblem({ code: "badMatch", index: 1, key: "digit" }, plainText),
      'In entry 2 of the names, "digit" of "match" is not a rule.',
    );
  });

  it("takes none", () => assert.deepEqual(readTrackedNames([]), { ok: true, entries: [] }));

  const bad: readonly (readonly [value: unknown, problem: NamesProblem, sentence: string])[] = [
    [{ name: "Conti" }, { code: "notArray" }, 'The names must be a JSON array of "name" or {"name", "aliases": []}.'],
    [null, { code: "notArray" }, 'The names must be a JSON array of "name" or {"name", "aliases": []}.'],
    [
      ["Conti", 7],
      { code: "badEntry", index: 1 },
      'Entry 2 of the names is neither a "name" nor {"name", "aliases": []}.',
    ],
    [[null], { code: "badEntry", index: 0 }, 'Entry 1 of the names is neither a "name" nor {"name", "aliases": []}.'],
    [
      [["Conti"]],
      { code: "badEntry", index: 0 },
      'Entry 1 of the names is neither a "name" nor {"name", "aliases": []}.',
    ],
    [
      [{ aliases: ["Conti"] }],
      { code: "badEntry", index: 0 },
      'Entry 1 of the names is neither a "name" nor {"name", "aliases": []}.',
    ],
    [
      [{ name: "Conti", aliases: "x" }],
      { code: "badAliases", index: 0 },
      'The aliases of entry 1 of the names are not an array of "name" or {"name", "match": {}}.',
    ],
    [
      [{ name: "Conti", aliases: [1] }],
      { code: "badAliases", index: 0 },
      'The aliases of entry 1 of the names are not an array of "name" or {"name", "match": {}}.',
    ],
    [
      ["Conti", "!?"],
      { code: "noLetter", index: 1, name: "!?" },
      'Entry 2 of the names, "!?", has no letter or digit.',
    ],
  ];
  for (const [value, problem, sentence] of bad) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      assert.deepEqual(readTrackedNames(value), { ok: false, problem });
      assert.equal(describeNamesProblem(problem, plainText), sentence);
    });
  }
});

describe("matchLine", () => {
  const matcher = compileNames([
    { profile: "APT", name: "APT" },
    { profile: "APT28", name: "APT28" },
  ]);

  it("gives one entry for each occurrence, with its keys in their order", () => {
    const line = '{"url":"https://news.example/apt-28?x=APT","title":"APT28 \\ud83d\\udca5 APT","date":null}';
    const result = matchLine(matcher, line);
    assert.ok(result.ok);
    assert.equal(
      JSON.stringify(result.article),
      '{"url":"https://news.example/apt-28?x=APT","title":"APT28 💥 APT","matches":[' +
        '{"profile":"APT","name":"APT","field":"title","start":0,"end":5,"text":"APT28","rule":["digits"],"weight":1},' +
        '{"profile":"APT28","name":"APT28","field":"title","start":0,"end":5,"text":"APT28","rule":["exact"],"weight":1},' +
        '{"profile":"APT","name":"APT","field":"title","start":9,"end":12,"text":"APT","rule":["exact","context"],"weight":1,"context":{"text":"APT28","start":0,"end":5}},' +
        '{"profile":"APT28","name":"APT28","field":"url","start":21,"end":27,"text":"apt-28","rule":["exact"],"weight":0.8},' +
        '{"profile":"APT","name":"APT","field":"url","start":21,"end":24,"text":"apt","rule":["exact"],"weight":0.8}]}',
    );
  });

  it("takes what is missing as empty", () => {
    assert.deepEqual(matchLine(matcher, '{"title":null}'), { ok: true, article: { url: "", title: "", matches: [] } });
  });

  const bad: readonly (readonly [line: string, problem: LineProblem, sentence: string])[] = [
    ["{", { code: "notJson" }, "Line 3 is not valid JSON."],
    ["[]", { code: "notObject" }, 'Line 3 is not an object {"url", "title"}.'],
    ["null", { code: "notObject" }, 'Line 3 is not an object {"url", "title"}.'],
    ['"APT"', { code: "notObject" }, 'Line 3 is not an object {"url", "title"}.'],
    ['{"url":1}', { code: "badField", field: "url" }, 'In line 3, "url" is not a string.'],
    ['{"summary":1}', { code: "badField", field: "summary" }, 'In line 3, "summary" is not a string.'],
    ['{"title":[]}', { code: "badField", field: "title" }, 'In line 3, "title" is not a string.'],
  ];
  for (const [line, problem, sentence] of bad) {
    it(`refuses ${line}`, () => {
      assert.deepEqual(matchLine(matcher, line), { ok: false, problem });
      assert.equal(describeLineProblem(problem, 3, plainText), sentence);
    });
  }
});
