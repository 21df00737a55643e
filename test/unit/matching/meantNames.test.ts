import assert from "node:assert/strict";
import { compileNames } from "../../../src/core/matching/matcher";
import { type RuleSettings, deriveRule } from "../../../src/core/matching/rules";

type Named = string | readonly [name: string, settings: RuleSettings];
type Row = readonly [names: readonly Named[], title: string];

function foundIn(names: readonly Named[], title: string, url = "https://news.example/"): readonly string[] {
  const entries = names.map((named) => {
    const [name, settings] = typeof named === "string" ? [named, undefined] : named;
    return { profile: name, name, ...(settings === undefined ? {} : { rule: deriveRule(name, settings) }) };
  });
  const matches = compileNames(entries).match({ title, url });
  return [...new Set(matches.map(({ profile }) => profile ?? ""))].sort();
}

function namesOf(names: readonly Named[]): readonly string[] {
  return names.map((named) => (typeof named === "string" ? named : named[0])).sort();
}

/** Each headline has all the names, or none of them. */
function check(counts: readonly Row[], doesNot: readonly Row[]): void {
  for (const [names, title] of counts)
    it(`${namesOf(names).join(", ")} counts: ${title}`, () => assert.deepEqual(foundIn(names, title), namesOf(names)));
  for (const [names, title] of doesNot)
    it(`${namesOf(names).join(", ")} does not count: ${title}`, () => assert.deepEqual(foundIn(names, title), []));
}

describe("a place or a describing word with its class word", () => {
  check(
    [
      [["Peru"], "Peru ransomware shuts dairy"],
      [["Peru"], "Peru-Ransomware legt Molkerei lahm"],
      [["Peru"], "Ransomware crew Peru leaks dairy files"],
      [["Peru"], "Die Bande hinter der Ransomware Peru"],
      [["Hidden"], "Hidden ransomware hits dairy"],
      [["Hidden"], "HIDDEN ransomware group posts dairy files"],
      [["Hidden"], "Police unmask the Hidden ransomware gang"],
    ],
    [
      [["Peru"], "Trains run again in Peru after hackers are gone"],
      [["Peru"], "Peru gang violence rises"],
      [["Peru", "Haiti"], "Peru and Haiti suffer blackouts"],
      [["Hidden"], "Hidden malware found on tills"],
      [["First"], "First ransomware hits a lighthouse"],
    ],
  );
});

describe("class words of more than one word", () => {
  check(
    [
      [["Marshtail Ransomware Group"], "Marshtail gang claims dairy breach"],
      [["Marshtail Threat Actors"], "Marshtail hackers breach dairy"],
      [["Marshtail Ransomware-as-a-Service"], "Marshtail gang claims dairy breach"],
      [["Fen999(7) Hacktivist Group"], "Fen999(7) gang claims dairy breach"],
      [["Hollow Marsh APT Group"], "Hollow Marsh steals mail of ministries"],
    ],
    [[["Everest Extortion Group"], "Everest climbers wait for the storm to pass"]],
  );
});

describe("lists with a tracked name", () => {
  check(
    [
      [["Castle", "Hydra"], "Hydra and Castle lead the June ranking"],
      [["Castle", "Marshtail"], "Marshtail vs. Castle: who leads"],
      [["Marshtail", "Castle"], "Marshtail (aka Castle) moves on"],
    ],
    [[["Hydra", "Apollo"], "Hydra and Apollo statues are back on show"]],
  );
});

describe("what only extortionists have", () => {
  check(
    [
      [["Castle"], "Castle’s leak site names a dairy"],
      [["Castle"], "Dairy listed on the dark web site of Castle"],
      [["Castle"], "Castle nennt Molkerei auf seiner Leak-Seite"],
      [["Hunters"], "Hunters’ leak blog names a dairy"],
      [["Castle"], "Castle operation disrupted by police"],
    ],
    [[["Castle"], "Castle festival site leaks guest list"]],
  );
});

describe("what stands behind a name and says what it is", () => {
  check(
    [
      [["Castle"], "Castle, a ransomware crew, is back"],
      [["Castle"], "Castle (an extortion gang) is back"],
      [["Castle"], "Castle, eine Ransomware-Bande, ist zurück"],
      [["Castle"], "Castle, the ransomware known for its notes, hits a dairy"],
      [["4AM"], "4AM: new ransomware written in Zig"],
    ],
    [
      [["Castle"], "Castle, a theatre group, is back"],
      [["Castle"], "Castle, a ransomware insurer, is sold"],
      [["Castle"], "Castle, the startup fighting ransomware, is sold"],
      [["Castle"], "Castle, a hotel hit by a ransomware gang, opens again"],
    ],
  );
});

describe("names of before", () => {
  check(
    [
      [["Castle"], "Marshtail, formerly Castle, hits a dairy"],
      [["Castle"], "Marshtail (ex-Castle) ransomware is back"],
      [["Castle"], "Marshtail, vormals Castle, meldet sich"],
      [["Castle"], "Marshtail, früher bekannt als Castle, ist zurück"],
      [["Castle"], "Marshtail, formerly the Castle, is back"],
      [["Castle"], "Castle rebrands as Marshtail ransomware"],
      [["Castle"], "Marshtail, a rebrand of Castle, hits a dairy"],
    ],
    [
      [["Castle"], "Ferry line, formerly Castle, confirms breach"],
      [["Castle"], "Former castle factory opens as museum"],
    ],
  );
});

describe("an abbreviation", () => {
  check(
    [
      [["FEN"], "Fen Ransom claims breach of dairy"],
      [["FEN"], "Fen Ransom-Bande nennt Molkerei"],
      [["FEN"], "New FEN malware reads mail"],
    ],
    [
      [["INC"], "Marsh Inc. hit by ransomware"],
      [["INC"], "Marsh Inc ransomware attack stops dairies"],
      [["FEN"], "FEN 2.4 lands in the archive"],
      [["FEN"], "FEN hospital breach affects thousands"],
      [["FEN"], "A fen 40 miles from the coast"],
    ],
  );
  it("has digits of its own in an address, not those of another part", () => {
    assert.deepEqual(foundIn(["FEN"], "News", "https://a.example/fen/2025/04/notes"), []);
    assert.deepEqual(foundIn(["FEN"], "News", "https://a.example/fen-28-hits-dairy"), ["FEN"]);
  });
});

describe("a name that stands there as words of every day", () => {
  check(
    [
      [["LockBolt"], "Lock Bolt ransomware is back"],
      [["CastleBear"], "Castle Bear targets ministries"],
      [["MarshStealer"], "Marsh stealer is back"],
    ],
    [
      [["LockBolt"], "How to lock bolt after bolt"],
      [["4AM"], "At 4am, hackers came"],
      [["MudDigger"], "Mud digger finds a coin"],
      [["castlebears"], "Castle bears: lights made of snow"],
      [["Grey Heron"], "A grey heron at the lake"],
      [["Grey Heron"], "Grey Heron Hotel opens"],
      [["Lapse$"], "Ein Lapse mit Folgen"],
      [["Marshtail"], "The marshtail of a horse: malware shuts race track"],
    ],
  );
  check([[["Lapse$"], "Lapse hackers leak source code"]], []);
  it("of several words needs more in an address, and the headline tells", () => {
    const url = "https://a.example/travel/grey-heron-island";
    assert.deepEqual(foundIn(["Grey Heron"], "The ferry runs again", url), []);
    assert.deepEqual(foundIn(["Grey Heron"], "Hackers breach the ferry", url), ["Grey Heron"]);
  });
  it("counts by its letters alone where the rule says so", () => {
    assert.deepEqual(foundIn([["LockBolt", { asName: false }]], "How to lock bolt after bolt"), ["LockBolt"]);
    assert.equal(deriveRule("LockBolt", { exactCase: false }).asName, false);
    assert.equal(deriveRule("LockBolt", { requireContext: false }).asName, false);
  });
});

describe("words of every day are no words of threats", () => {
  check(
    [[["Hydra"], "Hydra strikes dairy, demands ransom"]],
    [
      [["Hydra"], "Hydra strikes deal with ferry line"],
      [["Hydra"], "Hydra drops a lawsuit"],
      [["Hydra"], "Hydra hits record"],
      [["Hydra"], "Hydra raises prices"],
      [["Hydra"], "Hydra leaks oil"],
    ],
  );
});
