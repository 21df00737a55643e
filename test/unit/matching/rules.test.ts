import assert from "node:assert/strict";
import { compileNames } from "../../../src/core/matching/matcher";
import type { NameEntry } from "../../../src/core/matching/nameEntry";
import { type RuleSettings, deriveAliasRule, deriveRule } from "../../../src/core/matching/rules";
import type { Match } from "../../../src/core/model/model";

/** A name, or one with settings. */
type Named = string | readonly [name: string, settings: RuleSettings];

function entryOf(named: Named): NameEntry {
  if (typeof named === "string") return { profile: named, name: named };
  const [name, settings] = named;
  return { profile: name, name, rule: deriveRule(name, settings) };
}

function found(names: readonly Named[], title: string): readonly Match[] {
  return compileNames(names.map(entryOf)).match({ title, url: "https://news.example/" });
}

function foundInPath(names: readonly Named[], path: string): readonly Match[] {
  return compileNames(names.map(entryOf)).match({ title: "", url: `https://news.example/${path}` });
}

const texts = (matches: readonly Match[]): readonly string[] => matches.map(({ text }) => text);
const codes = (matches: readonly Match[]): readonly string[] => matches.map(({ rule = [] }) => rule.join(" "));

describe("deriveRule", () => {
  it("takes a coined name as it comes", () => {
    assert.deepEqual(deriveRule("Marshtail"), {
      word: true,
      digits: true,
      exactCase: false,
      requireContext: false,
      shortForm: true,
      asName: true,
      notNear: [],
      pattern: null,
      matchIn: ["title", "url"],
      enabled: true,
    });
  });

  it("wants case for short all-caps names, context for words that mean something else", () => {
    const rows: readonly (readonly [name: string, exactCase: boolean, requireContext: boolean])[] = [
      ["APT", true, false],
      ["INC", true, true],
      ["A.P.T.", true, false],
      ["APT28", false, false],
      ["Apt", false, false],
      ["QAKBOT", false, false],
      ["Play", false, true],
      ["The Mask", false, true],
      ["Russian", false, true],
      ["Hydra", false, true],
      ["Wicked Panda", false, false],
    ];
    for (const [name, exactCase, requireContext] of rows) {
      const rule = deriveRule(name);
      assert.deepEqual([name, rule.exactCase, rule.requireContext], [name, exactCase, requireContext]);
    }
  });

  it("lets no digits follow a name that ends in one, nor an ordinary word", () => {
    assert.deepEqual(
      ["APT", "APT28", "Storm"].map((name) => deriveRule(name).digits),
      [true, false, false],
    );
  });

  it("knows well-known things that hold the name, adds the user's, and none when told so", () => {
    assert.ok(deriveRule("Play").notNear.includes("Google Play"));
    assert.ok(deriveRule("Play", { notNear: ["fair play"] }).notNear.includes("Google Play"));
    assert.ok(deriveRule("Play", { notNear: ["fair play"] }).notNear.includes("fair play"));
    assert.deepEqual(deriveRule("Play", { notNear: [] }).notNear, []);
  });

  it("gives an alias what is meant for all names of a profile, and what is set for the alias", () => {
    const rule = deriveAliasRule(
      "Bog Bear",
      { enabled: false, matchIn: ["title"], exactCase: true },
      { digits: false },
    );
    assert.deepEqual([rule.enabled, rule.matchIn, rule.exactCase, rule.digits], [false, ["title"], false, false]);
  });
});

describe("a name that is an ordinary word", () => {
  const counts: readonly (readonly [name: string, title: string])[] = [
    ["Play", "Play ransomware leaks files of a county council"],
    ["Play", "Play Ransomware Leaks Files of a County Council"],
    ["Play", "PLAY RANSOMWARE LEAKS FILES"],
    ["Play", "Molkerei steht still: Play-Bande fordert Lösegeld"],
    ["Play", "Ransomware gang Play posts another victim"],
    ["Play", "Hospital hit by the Play extortion group"],
    ["Play", "Police name a man behind ‘Play’ attacks"],
    ["Play", "Ransomware-Gruppe Play bekennt sich zu Angriff"],
    ["Play", "Die Erpresserbande „Play“ meldet sich zurück"],
    ["Play", "Ransomware crew dubbed Play moves to Linux"],
    ["Play", "Water utility blames Play: ransomware shut its billing down"],
    ["Mask", "Mask hackers return after a decade"],
    ["The Mask", "The Mask group spies on embassies again"],
    ["The Gentlemen", "Gentlemen ransomware hits a brewery"],
    ["Hive", "After a quiet year Hive is back, and its operators want more"],
    ["Storm", "Storm botnet rises from the dead"],
    ["Fake", "Researchers describe ransomware called Fake"],
    ["Russian", "New locker dubbed “Russian” demands ransom in stamps"],
    ["Chimera", "Chimera hits chip makers, steals designs"],
    ["SUMMIT", "Trojaner SUMMIT liest Mails von Diplomaten"],
    ["PLATINUM", "Old tricks still work for PLATINUM, says a vendor"],
    ["Play", "Play claims attack on a furniture maker"],
    ["Play", "Play erpresst Möbelhaus nach Cyberangriff"],
    ["Play", "Tools shared by Play, Ragtag and Bogus ransomware"],
    ["Play", "Inside ransomware gang Play’s chats"],
    ["Phantom", "New APT ‘Phantom’ reads mail"],
    ["Medusa", "Medusa fordert Millionen von Schulbezirk"],
    ["Akira", "Akira hat wieder zugeschlagen"],
    ["SideWinder", "SideWinder shifts its focus to ports"],
    ["Play", "Erpressungsgruppe Play veröffentlicht Kundendaten"],
    ["Play", "Festnahmen nach Razzia: Play-Hacker vor Gericht"],
    ["DarkSide", "Dark Side ransomware crew is back"],
    ["Pandora", "Pandora ransomware confirms nothing"],
    ["Pandora", "Pandora Leaks Blueprints of a Carmaker"],
    ["Nevada", "Nevada ransomware encrypts virtual machines"],
    ["Global", "Group known as Global extorts dentists with ransomware"],
  ];
  for (const [name, title] of counts) {
    it(`${name} counts: ${title}`, () => assert.equal(found([name], title).length, 1));
  }

  const doesNot: readonly (readonly [name: string, title: string])[] = [
    ["Play", "Children play with hacked toys"],
    ["Play", "Google Play drops twenty apps with malware"],
    ["Play", "Malware in the Play Store steals banking PINs"],
    ["Play", "Insurers play hardball after a ransomware attack"],
    ["Play", "How Attackers Play the Long Game"],
    ["Play", "Who Plays Hackers in Films?"],
    ["Mask", "Face mask maker hit by ransomware"],
    ["Hive", "Beekeepers lose a smart hive to hackers"],
    ["Hive", "Flaw in Apache Hive lets attackers read tables"],
    ["Storm", "Storm-9999 abuses mail forwarding, attackers unknown"],
    ["Storm", "Hacker Storm Over New Export Rules"],
    ["Spark", "Leaked Keys Spark Fears of New Attacks"],
    ["Nexus", "China-nexus hackers read mail of ministries"],
    ["Nexus", "Russia-Nexus Actors Hit Grid Operators"],
    ["Phoenix", "Bugs in Phoenix Contact controllers open doors to attackers"],
    ["Fake", "Fake ransomware decryptor steals wallets"],
    ["Russian", "Russian hackers read mail of ministries"],
    ["Android", "Android malware reads screens"],
    ["First", "First ransomware gang sentenced in Norway"],
    ["Chimera", "Chimera of a budget passes parliament"],
    ["Hydra", "Hydra Sports opens shops in five cities, data leak unlikely"],
    ["DarkSide", "The dark side of remote work"],
    ["Pandora", "Pandora Confirms Breach, Attackers Took Loyalty Data"],
    ["Triton", "Triton Flaw Exploited by Attackers"],
    ["Nevada", "Nevada offices closed after attack by a ransomware gang"],
    ["Play", "Play claims a prize at the theatre festival"],
    ["Phantom", "New APT ‘Phantom Orchard’ reads mail"],
    ["Play", "Play, rest and sleep: what hackers need"],
    ["Root", "Worm Runs as Root, Steals Keys"],
    ["Fake", "Vendor calls stolen data ‘fake’"],
    ["VPN", "VPN hackers sell access"],
    ["Global", "Global ransomware wave slows"],
  ];
  for (const [name, title] of doesNot) {
    it(`${name} does not count: ${title}`, () => assert.deepEqual(found([name], title), []));
  }

  it("counts in a list with another tracked name", () => {
    assert.deepEqual(texts(found(["Play", "Marshtail"], "Tools shared by Play, Marshtail and others")), [
      "Play",
      "Marshtail",
    ]);
    assert.deepEqual(texts(found(["Play", "Marshtail"], "Marshtail und Play teilen Werkzeuge")), ["Marshtail", "Play"]);
    assert.deepEqual(texts(found(["Play"], "Tools shared by Play, Marshtail and others")), []);
  });

  it("a borrowed one counts by itself in quotation marks, in a list with a tracked name, and where there is no room", () => {
    assert.equal(found(["Hydra"], "Nach Jahren der Stille ist „Hydra“ wieder da").length, 1);
    assert.equal(found(["Hydra", "Marshtail"], "What became of Hydra, Marshtail and the rest of them").length, 2);
    assert.equal(found(["Hydra"], "Hydra, Hydra und HYDRA").length, 3);
    assert.equal(found(["Hydra"], "What became of Hydra and the rest of them").length, 0);
  });

  it("counts in an address beside its class word", () => {
    assert.deepEqual(texts(foundInPath(["Play"], "news/play-ransomware-hits-brewery")), ["play"]);
    assert.deepEqual(foundInPath(["Play"], "malware/how-to-play-safe-with-passwords"), []);
  });

  it("tells the word that let it count, and where", () => {
    const [match] = found(["Play"], "Play ransomware leaks files");
    assert.deepEqual(match?.rule, ["exact", "context"]);
    assert.deepEqual(match?.context, { text: "ransomware", start: 5, end: 15 });
    const [inPath] = foundInPath(["Play"], "play%20ransomware");
    assert.deepEqual(inPath?.context, { text: "ransomware", start: 28, end: 38 });
  });

  it("needs none when the rule says so; a coined name needs one when it says so", () => {
    assert.equal(found([["Play", { requireContext: false }]], "Children play outside").length, 1);
    assert.equal(found([["Marshtail", { requireContext: true }]], "Marshtail opens a shop").length, 0);
    assert.equal(found([["Marshtail", { requireContext: true }]], "Marshtail opens a leak site").length, 1);
  });
});

describe("exact case", () => {
  const counts: readonly (readonly [name: string, title: string])[] = [
    ["APT", "New APT targets dentists"],
    ["APT", "APTs und ihre Werkzeuge"],
    ["APT", "Apt28 und apt41 im Vergleich"],
    ["INC", "INC ransomware hits a zoo"],
    ["LEAD", "The actor LEAD steals source code"],
    ["APT", "NEW APT TARGETS DENTISTS"],
  ];
  for (const [name, title] of counts) {
    it(`${name} counts: ${title}`, () => assert.ok(found([name], title).length > 0));
  }
  const doesNot: readonly (readonly [name: string, title: string])[] = [
    ["APT", "An apt answer to phishing"],
    ["INC", "Acme Inc. hit by a ransomware gang"],
    ["LEAD", "Flaws lead attackers to backups"],
    ["LEAD", "Flaws Lead Attackers to Backups"],
    ["STOP", "How to STOP clicking on everything"],
    ["SEA", "Pirates at Sea: Hackers Track Ships"],
  ];
  for (const [name, title] of doesNot) {
    it(`${name} does not count: ${title}`, () => assert.deepEqual(found([name], title), []));
  }

  it("in an address a word of threats stands in for it, or digits that follow", () => {
    assert.deepEqual(texts(foundInPath(["APT"], "new-apt-attacks-dentists")), ["apt"]);
    assert.deepEqual(texts(foundInPath(["APT"], "apt28-and-dentists")), ["apt28"]);
    assert.deepEqual(foundInPath(["APT"], "an-apt-answer"), []);
    assert.deepEqual(texts(foundInPath(["INC"], "inc-ransomware-hits-zoo")), ["inc"]);
    assert.deepEqual(foundInPath(["INC"], "acme-inc-files-for-ransom-insurance"), []);
  });

  it("is told, and may be set for any name", () => {
    assert.deepEqual(codes(found(["APT"], "New APT targets dentists")), ["exact case context"]);
    assert.equal(found([["Marshtail", { exactCase: true }]], "marshtail is back").length, 0);
    assert.equal(found([["APT", { exactCase: false }]], "An apt answer").length, 1);
  });
});

describe("not near", () => {
  const rule: RuleSettings = { notNear: ["zoo", "Marshtail Brewery"] };
  const rows: readonly (readonly [title: string, counts: boolean])[] = [
    ["Marshtail returns", true],
    ["Zoo blames Marshtail for outage", false],
    ["Marshtail attacks city zoo", false],
    ["Marshtail and three other crews hit a zoo", true],
    ["Marshtail Brewery opens", false],
    ["marshtail-brewery opens", false],
    ["Near the Marshtail Brewery police arrest Marshtail", true],
    ["Marshtail, brewer of malware", true],
  ];
  for (const [title, expected] of rows) {
    it(title, () => assert.equal(found([["Marshtail", rule]], title).length, Number(expected)));
  }
});

describe("short forms", () => {
  const rows: readonly (readonly [why: string, names: readonly Named[], title: string, expected: readonly string[]])[] =
    [
      ["a group", ["Marshtail Group"], "Marshtail steals code", ["shortForm context"]],
      ["the whole name", ["Marshtail Group"], "Marshtail Group steals code", ["exact"]],
      ["another class word", ["Marshtail Group"], "Marshtail gang steals code", ["shortForm context"]],
      ["German", ["Marshtail Group"], "Marshtail-Gruppe stiehlt Code", ["shortForm context"]],
      [
        "malware",
        ["Fenbite Stealer", "Mudgate RAT"],
        "Mudgate and Fenbite malware sold together",
        ["shortForm context", "shortForm context"],
      ],
      ["a figure of legend needs threats", ["Lazarus Group"], "Lazarus rises again in Leipzig theatre", []],
      ["and has them", ["Lazarus Group"], "Lazarus steals code of a game studio", ["shortForm context"]],
      ["an ordinary word is left", ["Ghost RAT", "Silent Group"], "Silent attack by a Ghost in the machine", []],
      ["too short", ["Zek Group"], "Zek attacks", []],
      ["owned by another name", ["Marshtail Group", "Marshtail"], "Marshtail steals code", ["exact"]],
      ["joined in the name, apart here", ["Redgate Stealer"], "The red gate to malware", []],
      [
        "words of every day",
        ["Social Network Team", "Offline Ransomware"],
        "Social network offline after ransomware attack",
        [],
      ],
      ["a short headline", ["Lazarus Group", "Marshtail Group"], "Lazarus is back", ["shortForm"]],
      ["a firm of that name", ["Marshtail Group"], "Marshtail opens an office in the city", []],
      ["switched off", [["Marshtail Group", { shortForm: false }]], "Marshtail steals code", []],
      ["the longest wins", ["Marshtail Group", "Marshtail Brigade"], "Marshtail Brigade steals code", ["exact"]],
    ];
  for (const [why, names, title, expected] of rows)
    it(why, () => assert.deepEqual(codes(found(names, title)), expected));

  it("of two names is told to be ambiguous", () => {
    const matches = found(["Marshtail Group", "Marshtail RAT"], "Marshtail steals code");
    assert.deepEqual(
      matches.map(({ profile, ambiguous }) => [profile, ambiguous]),
      [
        ["Marshtail Group", ["Marshtail RAT"]],
        ["Marshtail RAT", ["Marshtail Group"]],
      ],
    );
  });

  it("an alias of two profiles is told to be ambiguous, a profile's own name is not", () => {
    const entries = [
      { profile: "Grey Heron", name: "Mudgate" },
      { profile: "Bog Bear", name: "mud-gate", ambiguous: ["Fen Fox"] },
      { profile: "Mudgate", name: "Mudgate" },
    ];
    assert.deepEqual(
      compileNames(entries)
        .match({ title: "Mudgate", url: "" })
        .map(({ profile, ambiguous }) => [profile, ambiguous]),
      [
        ["Grey Heron", ["Bog Bear", "Mudgate"]],
        ["Bog Bear", ["Fen Fox", "Grey Heron", "Mudgate"]],
        ["Mudgate", undefined],
      ],
    );
  });

  it("does not come back for an alias that is switched off", () => {
    assert.deepEqual(found(["Marshtail Group", ["Marshtail", { enabled: false }]], "Marshtail steals code"), []);
  });
});

describe("spellings", () => {
  const rows: readonly (readonly [why: string, names: readonly Named[], title: string, expected: readonly string[]])[] =
    [
      ["Cyrillic letters in a Latin word", ["Lockfen"], "L\u043eckf\u0435n returns", ["exact lookalike"]],
      ["Greek letters", ["Marshtail"], "\u039carsht\u03b1il returns", ["exact lookalike"]],
      ["a Russian word stays one", ["cop"], "\u0441\u043e\u0440", []],
      ["a word with letters of its own stays as it is", ["Tabor"], "T\u0430bo\u044f", []],
      ["digits for letters", ["Lockfen"], "L0ckf3n returns", ["exact lookalike"]],
      ["one for l and for i", ["Clofen", "Minfen"], "C1ofen, m1nfen", ["exact lookalike", "exact lookalike"]],
      ["digits in the name", ["Cyber Av3ngers"], "Cyber Avengers claim a dam", ["exact lookalike"]],
      ["as an alias", ["L0ckfen", "Lockfen"], "L0ckfen returns", ["exact"]],
      ["no number is a word", ["Boss"], "8055 and 80SS and b055", []],
      ["an ordinary word is none", ["H34rt"], "A heart for hackers", []],
      [
        "a version",
        ["Lockfen"],
        "Lockfen 3.0, Lockfen v2 and Lockfen4.1",
        ["exact version", "exact version", "digits version"],
      ],
      ["a version that is joined", ["Lockfen"], "Lockfenv2 spreads", ["digits"]],
      ["not around a word that joins others", ["RatOn"], "Gang drops RAT on Windows", []],
      ["part of an identifier", ["Lockfen"], "Worm Lockfen_Mode spreads", []],
      ["before its class word", ["Lockfen"], "Lockfen_ransomware spreads", ["exact"]],
      ["German genitive", ["Lockfen"], "Lockfens Rückkehr", ["plural"]],
      ["no more than one of another word", ["RAA", "APT"], "RaaS and APTs", ["plural case"]],
      ["curly apostrophe", ["Lockfen"], "Lockfen’s return", ["exact"]],
    ];
  for (const [why, names, title, expected] of rows)
    it(why, () => assert.deepEqual(codes(found(names, title)), expected));

  it("gives digits for letters their places", () => {
    const title = "Ålesund: L0ckf3n and Lockfen";
    const matches = found(["Lockfen"], title);
    assert.deepEqual(texts(matches), ["L0ckf3n", "Lockfen"]);
    for (const { start, end, text } of matches) assert.equal(title.slice(start, end), text);
    assert.deepEqual(texts(foundInPath(["Lockfen"], "%41-l0ckf3n")), ["l0ckf3n"]);
  });
});

describe("rules that are set", () => {
  it("no digits", () => assert.deepEqual(found([["Fen", { digits: false }]], "Fen7 is back"), []));

  it("inside of words", () => {
    const inside: readonly Named[] = [["fen", { word: false }]];
    assert.deepEqual(
      found(inside, "Fenbite, fen and Stra fe-n: def, en").map(({ text, rule }) => [text, rule?.[0]]),
      [
        ["Fenbite", "inside"],
        ["fen", "exact"],
        ["fe-n", "exact"],
      ],
    );
    assert.deepEqual(texts(foundInPath(inside, "a/of%66endorsed/fe/n")), ["of%66endorsed"]);
  });

  it("switched off", () => assert.deepEqual(found([["Fenbite", { enabled: false }]], "Fenbite"), []));

  it("only in some parts of an article, each with its weight", () => {
    const article = {
      title: "Fenbite",
      url: "https://news.example/fenbite",
      summary: "On Fenbite",
      content: "The Fenbite",
    };
    const fields = (named: Named): unknown =>
      compileNames([entryOf(named)])
        .match(article)
        .map(({ field, weight, start }) => [field, weight, start]);
    assert.deepEqual(fields("Fenbite"), [
      ["title", 1, 0],
      ["url", 0.8, 21],
    ]);
    assert.deepEqual(fields(["Fenbite", { matchIn: ["summary", "content"] }]), [
      ["summary", 0.6, 3],
      ["content", 0.4, 4],
    ]);
    assert.deepEqual(fields(["Fenbite", { matchIn: [] }]), []);
  });
});
