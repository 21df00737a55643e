import assert from "node:assert/strict";
import { compileNames } from "../../../src/core/matching/matcher";
import type { NameEntry } from "../../../src/core/matching/nameEntry";
import { nameKey } from "../../../src/core/matching/nameKey";
import { deriveRule } from "../../../src/core/matching/rules";
import type { Match } from "../../../src/core/model/model";
import { naiveMatch } from "./naiveMatcher";

/** Profiles with their aliases, as `[name, ...aliases]` or a lone name. */
type Tracked = string | readonly [string, ...string[]];

function entriesOf(tracked: readonly Tracked[]): NameEntry[] {
  return tracked.flatMap((item) => {
    const names = typeof item === "string" ? [item] : item;
    return names.map((name) => byLetters({ profile: names[0], name }));
  });
}

/** Looked for by its letters alone: what an ordinary word or an abbreviation needs beside them has tests of its own. */
function byLetters(entry: NameEntry): NameEntry {
  const digits = !/\p{N}[^\p{L}\p{N}]*$/u.test(entry.name);
  return {
    ...entry,
    rule: deriveRule(entry.name, { digits, exactCase: false, requireContext: false, shortForm: false }),
  };
}

/** What and where, without how. */
function places(matches: readonly Match[]): Match[] {
  return matches.map(({ profile, name, field, start, end, text }) => ({ profile, name, field, start, end, text }));
}

/** Matches in a title as `profile=text`, with `(name)` when an alias matched. Asserts that the offsets give the text. */
function inTitle(tracked: readonly Tracked[], title: string): string[] {
  return compileNames(entriesOf(tracked))
    .match({ title, url: "https://news.example/" })
    .map(({ profile, name, field, start, end, text }) => {
      assert.equal(field, "title");
      assert.equal(title.slice(start, end), text);
      return `${profile}${name === profile ? "" : `(${name})`}=${text}`;
    });
}

function inUrl(tracked: readonly Tracked[], url: string): string[] {
  return compileNames(entriesOf(tracked))
    .match({ title: "", url })
    .map(({ profile, name, field, start, end, text }) => {
      assert.equal(field, "url");
      assert.equal(url.slice(start, end), text);
      return `${profile}${name === profile ? "" : `(${name})`}=${text}`;
    });
}

type Row = readonly [why: string, tracked: readonly Tracked[], text: string, expected: readonly string[]];

const vivern = ["WinterVivern"];

const words: readonly Row[] = [
  ["a whole word", ["Conti"], "Conti returns", ["Conti=Conti"]],
  ["not a part of a word", ["Conti"], "Outage continues at Continental, says Contigo", []],
  ["not the end of a word", ["APT"], "Bot captures screens of Lapt users", []],
  ["without case", ["clop"], "CLOP and Clop", ["clop=CLOP", "clop=Clop"]],
  ["two words for one", vivern, "Winter Vivern is back", ["WinterVivern=Winter Vivern"]],
  ["a hyphen", vivern, "Spies of winter-vivern", ["WinterVivern=winter-vivern"]],
  ["written as one", vivern, "WinterVivern", ["WinterVivern=WinterVivern"]],
  ["one word for two", ["Winter Vivern"], "#WinterVivern", ["Winter Vivern=WinterVivern"]],
  ["underscores", vivern, "sample winter_vivern.exe", ["WinterVivern=winter_vivern"]],
  ["dots", ["TEMP.Reaper"], "temp reaper, TempReaper", ["TEMP.Reaper=temp reaper", "TEMP.Reaper=TempReaper"]],
  ["an apostrophe within", ["Gold D'Oro"], "Gold D’Oro", ["Gold D'Oro=Gold D’Oro"]],
  ["a non-breaking hyphen", ["APT28"], "APT\u201128 blamed", ["APT28=APT\u201128"]],
  ["an en dash", ["APT28"], "APT–28 blamed", ["APT28=APT–28"]],
  ["a non-breaking blank", ["Fancy Bear"], "Fancy\u00a0Bear", ["Fancy Bear=Fancy\u00a0Bear"]],
  ["up to five words", ["abcde"], "a b-c.d_e", ["abcde=a b-c.d_e"]],
  ["six words are too many", ["abcdef"], "a b c d e f", []],
  [
    "a long name at its own length",
    ["one two three four five six"],
    "one two Three four five six seven",
    ["one two three four five six=one two Three four five six"],
  ],
  [
    "a long name written tighter",
    ["one two three four five six"],
    "OneTwo three-four FiveSix",
    ["one two three four five six=OneTwo three-four FiveSix"],
  ],
  ["a long name lends its length to no other", ["one two three four five six", "abcdef"], "a b c d e f", []],
  ["a German compound", ["Conti"], "Conti-Bande erpresst Klinik", ["Conti=Conti"]],
  ["a German compound in one word", ["Conti"], "Contibande erpresst Klinik", ["Conti=Conti"]],
  ["one of a name of two words", ["Grey Otter"], "Die Grey Ottergruppe droht", ["Grey Otter=Grey Otter"]],
  ["one with the longest noun", ["Emotet"], "EMOTETHACKERGRUPPE ZERSCHLAGEN", ["Emotet=EMOTET"]],
  [
    "one with another name beside it",
    ["Conti", "Emotet"],
    "Contibande, Emotettrojaner",
    ["Conti=Conti", "Emotet=Emotet"],
  ],
  ["no compound of a small word", ["Conti"], "Die contibande ist nicht gemeint, sagt die Polizei", []],
  ["no compound of a short name", ["Clop"], "Clopbande", []],
  ["no compound of an ordinary word", ["Phantom", "Cyber"], "Phantomgruppe und Cyberangriff", []],
  ["no compound with any other word", ["Conti"], "Contiaktie und Contiwerk", []],
  ["a compound that is a name", ["Conti", "Contibande"], "Contibande", ["Contibande=Contibande"]],
  [
    "quotation marks around",
    ["Medusa"],
    '„Medusa“ und ‘Medusa’ und "Medusa"',
    ["Medusa=Medusa", "Medusa=Medusa", "Medusa=Medusa"],
  ],
  ["every occurrence", ["Akira"], "Akira, akira and AKIRA", ["Akira=Akira", "Akira=akira", "Akira=AKIRA"]],
  ["a name of one letter", ["X"], "X and Xs but not XY", ["X=X", "X=Xs"]],
  ["a name of digits", ["1877"], "1877 Team, 18771", ["1877=1877"]],
  ["digits in front belong to the word", ["Base"], "8Base leaks", []],
  ["a name that begins with a digit", ["8Base"], "8base leaks", ["8Base=8base"]],
  ["nothing tracked", [], "Conti", []],
  ["an empty title", ["Conti"], "", []],
];

const punctuation: readonly Row[] = [
  ["a comma parts", ["Fancy Bear"], "Fancy, Bear", []],
  ["a colon parts", ["Lazarus Group"], "Lazarus: Group of hackers", []],
  ["a bar parts", ["Lazarus Group"], "All about Lazarus | Group of the year", []],
  ["brackets part", ["Lazarus Group"], "Lazarus (Group)", []],
  ["a slash parts", ["Black Cat"], "Black/Cat", []],
  ["a long dash parts", ["Venom Spider"], "Venom — Spider", []],
  ["an exclamation mark parts", ["Black Cat"], "Black! Cat", []],
  ["the words alone still match", [["Lazarus Group", "Lazarus"]], "Lazarus: Group", ["Lazarus Group(Lazarus)=Lazarus"]],
  [
    "punctuation of the name itself",
    ["DEV#POPPER"],
    "DEV#POPPER, dev # popper, dev popper",
    ["DEV#POPPER=DEV#POPPER", "DEV#POPPER=dev # popper", "DEV#POPPER=dev popper"],
  ],
  ["other punctuation than the name has", ["DEV#POPPER"], "dev:popper", []],
  ["the name's punctuation at another place", ["AB#C"], "A#BC", []],
  [
    "brackets in a name",
    ["NoName057(16)"],
    "NoName057(16) and noname05716",
    ["NoName057(16)=NoName057(16", "NoName057(16)=noname05716"],
  ],
  ["a slash in a name", ["Salt/Typhoon"], "salt/typhoon", ["Salt/Typhoon=salt/typhoon"]],
  ["punctuation lends nothing to other names", ["DEV#POPPER", "Salt Typhoon"], "Salt#Typhoon", []],
  [
    "a currency sign at the end",
    ["LAPSUS$"],
    "LAPSUS$: teen guilty; Lapsus$’s chats",
    ["LAPSUS$=LAPSUS", "LAPSUS$=Lapsus"],
  ],
  [
    "a currency sign within",
    ["Scattered Lapsus Hunters"],
    "Scattered LAPSUS$ Hunters",
    ["Scattered Lapsus Hunters=Scattered LAPSUS$ Hunters"],
  ],
  ["odd runs", ["CL0P^_-LEAKS"], "CL0P^_- LEAKS", ["CL0P^_-LEAKS=CL0P^_- LEAKS"]],
];

const endings: readonly Row[] = [
  ["digits may follow", ["APT"], "APT28 and APT", ["APT=APT28", "APT=APT"]],
  ["both are tracked", ["APT", "APT28"], "APT28", ["APT=APT28", "APT28=APT28"]],
  ["not after a name that ends in a digit", ["APT2"], "APT28", []],
  ["letters after the digits", ["APT"], "APT28x", []],
  [
    "a version: its digits alone",
    ["LockBit"],
    "LockBit3.0 builder, LockBit 3.0",
    ["LockBit=LockBit3", "LockBit=LockBit"],
  ],
  ["digits as a word of their own are not part of it", ["APT"], "APT-28, APT 28", ["APT=APT", "APT=APT"]],
  ["the numbered name takes them, the other stays", ["APT", "APT28"], "APT-28", ["APT28=APT-28", "APT=APT"]],
  ["a joined name with digits", ["Lazarus Group"], "Lazarus Group2", ["Lazarus Group=Lazarus Group2"]],
  ["full-width digits", ["APT"], "APT２８", ["APT=APT２８"]],
  ["a plural", ["RAT", "APT"], "RATs and APTs", ["RAT=RATs", "APT=APTs"]],
  ["a plural of more words", ["Wicked Panda"], "wicked pandas", ["Wicked Panda=wicked pandas"]],
  ["a German genitive", ["Emotet"], "Emotets Comeback", ["Emotet=Emotets"]],
  ["a possessive: the name alone", ["LockBit"], "LockBit's and LockBit’s", ["LockBit=LockBit", "LockBit=LockBit"]],
  ["a possessive s begins no name", ["Sage", "S"], "Conti's Age, Conti’s; S. Age", ["Sage=S. Age"]],
  ["what follows another apostrophe may be a name", ["APT28"], "l'APT28, d’APT28", ["APT28=APT28", "APT28=APT28"]],
  ["a possessive of a plural", ["APT"], "the APTs’ tools", ["APT=APTs"]],
  ["digits and a plural", ["APT", "APT28"], "APT28s Kampagne", ["APT=APT28s", "APT28=APT28s"]],
  ["another ending", ["RAT"], "RATes", []],
  ["an s twice", ["RAT"], "RATss", []],
  ["a name that is another's plural", ["RAT", "RATS"], "RATs", ["RATS=RATs"]],
  ["a name that ends in s", ["Lazarus"], "Lazarus", ["Lazarus=Lazarus"]],
];

const overlaps: readonly Row[] = [
  ["the longest wins across profiles", ["Venom", "Venom Spider"], "Venom Spider", ["Venom Spider=Venom Spider"]],
  [
    "whatever the order",
    ["Venom Spider", "Spider", "Venom"],
    "Venom Spider, Venom, Spider",
    ["Venom Spider=Venom Spider", "Venom=Venom", "Spider=Spider"],
  ],
  [
    "the longer of two that overlap, not the first",
    ["Alpha Beta", "Beta Gamma Delta"],
    "Alpha Beta Gamma Delta",
    ["Beta Gamma Delta=Beta Gamma Delta"],
  ],
  ["letters count, not words", ["A B C", "C Longer"], "A B C Longer", ["C Longer=C Longer"]],
  ["blanks and hyphens do not count", ["ab - - - cd", "CD EFG"], "ab - - - cd efg", ["CD EFG=cd efg"]],
  ["of two of equal length the first", ["Pink Panda", "Dark Pinks"], "Dark Pinks Panda", ["Dark Pinks=Dark Pinks"]],
  ["of equal keys the first", ["Pandas Pink", "Dark Panda"], "Dark Pandas Pink", ["Pandas Pink=Pandas Pink"]],
  ["a plural s does not count", ["Dark Star", "Stars Dark"], "Dark Stars Dark", ["Stars Dark=Stars Dark"]],
  [
    "following digits do not count",
    ["B APT", "APT281234"],
    "b APT281234",
    ["B APT=b APT281234", "APT281234=APT281234"],
  ],
  ["what overlaps only a loser is free", ["A B", "B C D", "A"], "A B C D", ["A=A", "B C D=B C D"]],
  [
    "a chain: each loser frees what is behind it",
    ["Aa Bb", "Bb Ccc", "Ccc Dddd", "Dddd Ee"],
    "Aa Bb Ccc Dddd Ee",
    ["Aa Bb=Aa Bb", "Ccc Dddd=Ccc Dddd"],
  ],
  ["one name over and over", ["a a", "a a a"], "a a a a a, a a", ["a a a=a a a", "a a=a a", "a a=a a"]],
  [
    "across aliases of one profile too",
    [["Alpha", "Alpha Beta", "Beta Gamma Delta"]],
    "Alpha Beta Gamma Delta",
    ["Alpha=Alpha", "Alpha(Beta Gamma Delta)=Beta Gamma Delta"],
  ],
  [
    "several profiles with the longest",
    [["P", "Beta Gamma Delta"], "Alpha Beta", ["Q", "Beta-Gamma-Delta"]],
    "Alpha Beta Gamma Delta",
    ["P(Beta Gamma Delta)=Beta Gamma Delta", "Q(Beta-Gamma-Delta)=Beta Gamma Delta"],
  ],
  [
    "a plural loses to a longer name on its right",
    ["Alpha Beta", "Betas Gamma Delta"],
    "Alpha Betas Gamma Delta",
    ["Betas Gamma Delta=Betas Gamma Delta"],
  ],
  [
    "a name with digits stays beside a longer one on its right",
    ["Fancy APT", "APT28 Group Leaders", "Fancy"],
    "Fancy APT28 Group Leaders",
    ["Fancy APT=Fancy APT28", "APT28 Group Leaders=APT28 Group Leaders"],
  ],
  [
    "of the same profile it does not stay",
    [["Fancy APT", "APT28 Group Leaders"]],
    "Fancy APT28 Group Leaders",
    ["Fancy APT(APT28 Group Leaders)=APT28 Group Leaders"],
  ],
  ["what follows is free again", ["Dark Pink", "Panda"], "Dark Pink Panda", ["Dark Pink=Dark Pink", "Panda=Panda"]],
  [
    "several profiles with the same name",
    [
      ["Andariel", "Silent Chollima"],
      ["Lazarus", "Silent-Chollima"],
    ],
    "Silent Chollima",
    ["Andariel(Silent Chollima)=Silent Chollima", "Lazarus(Silent-Chollima)=Silent Chollima"],
  ],
  [
    "several aliases of one profile: its own name",
    [["WinterVivern", "Winter Vivern", "winter-vivern"]],
    "Winter Vivern",
    ["WinterVivern=Winter Vivern"],
  ],
  [
    "several aliases of one profile: the first",
    [["APT38", "Blue Noroff", "Bluenoroff"]],
    "BlueNoroff",
    ["APT38(Blue Noroff)=BlueNoroff"],
  ],
  ["one profile: the whole name before the digits", [["APT", "APT28"]], "APT28", ["APT(APT28)=APT28"]],
  ["one profile: a longer alias", [["LockBit", "LockBit 3.0"]], "LockBit 3.0", ["LockBit(LockBit 3.0)=LockBit 3.0"]],
  [
    "a name with digits inside a longer one",
    ["APT", "APT28", "APT28 Group"],
    "APT28 Group",
    ["APT28 Group=APT28 Group", "APT=APT28"],
  ],
  [
    "digits as a word inside a longer one",
    ["LockBit", "LockBit 3.0 Black"],
    "LockBit 3.0 Black",
    ["LockBit 3.0 Black=LockBit 3.0 Black", "LockBit=LockBit"],
  ],
  [
    "not first inside a longer one",
    ["APT", "Fake APT28 Group"],
    "Fake APT28 Group",
    ["Fake APT28 Group=Fake APT28 Group", "APT=APT28"],
  ],
];

const unicode: readonly Row[] = [
  ["full-width letters", ["LockBit"], "ＬｏｃｋＢｉｔ の新しい攻撃", ["LockBit=ＬｏｃｋＢｉｔ"]],
  [
    "no blank before another script",
    ["LockBit", "Kimsuky"],
    "LockBitの攻撃、또 Kimsuky의 공격",
    ["LockBit=LockBit", "Kimsuky=Kimsuky"],
  ],
  ["a name in another script", ["海莲花", "라자루스"], "海莲花 APT32 라자루스", ["海莲花=海莲花", "라자루스=라자루스"]],
  ["inside of a run of Han letters", ["海莲花"], "疑似海莲花组织发起攻击", ["海莲花=海莲花"]],
  ["beside punctuation of its own", ["海莲花"], "“海莲花”组织，海莲花（APT32）", ["海莲花=海莲花", "海莲花=海莲花"]],
  ["not a short one inside of a run", ["海莲"], "疑似海莲花组织", []],
  ["before a Japanese particle", ["ラザルス"], "北朝鮮のラザルスが攻撃", ["ラザルス=ラザルス"]],
  ["not inside of a longer Katakana word", ["コンティ"], "コンティニューする、スコンティ", []],
  ["before a Korean particle", ["라자루스"], "북한 라자루스가 공격", ["라자루스=라자루스"]],
  ["not behind other Hangul", ["라자루스"], "가라자루스", []],
  ["inside of a run of Thai", ["มัสแตง"], "กลุ่มมัสแตงโจมตี", ["มัสแตง=มัสแตง"]],
  ["decomposed Hangul", ["라자루스"], "라자루스".normalize("NFD"), [`라자루스=${"라자루스".normalize("NFD")}`]],
  ["Cyrillic without case", ["Сандворм"], "САНДВОРМ атакует", ["Сандворм=САНДВОРМ"]],
  ["a sharp s", ["Weißer Bär"], "WEISSER BÄR", ["Weißer Bär=WEISSER BÄR"]],
  ["a sharp s in the title", ["WEISSER"], "Weißer", ["WEISSER=Weißer"]],
  ["a dotted capital I", ["Clip"], "CLİP", ["Clip=CLİP"]],
  ["a dotless i", ["LockBit"], "LockBıt", ["LockBit=LockBıt"]],
  ["a long s and a ligature", ["Sofacy", "Fin"], "ſofacy ﬁn", ["Sofacy=ſofacy", "Fin=ﬁn"]],
  ["a final sigma", ["Σίσυφος"], "ΣΊΣΥΦΟΣ", ["Σίσυφος=ΣΊΣΥΦΟΣ"]],
  ["a combining mark", ["Bär"], "Ba\u0308r greift an", ["Bär=Ba\u0308r"]],
  ["a mark that changes the letter", ["Bar"], "Bär und Ba\u0308r", []],
  ["a mark at the end", ["Cafe"], "Cafe\u0301", []],
  ["a soft hyphen", ["BlackSuit", "Conti"], "Black\u00adSuit, Conti\u00adnental", ["BlackSuit=Black\u00adSuit"]],
  [
    "zero-width characters",
    ["LockBit"],
    "Lock\u200bBit, \u2060Lock\u200dBit\ufeff",
    ["LockBit=Lock\u200bBit", "LockBit=Lock\u200dBit"],
  ],
  ["direction marks are not in the text", ["Conti"], "\u200eConti\u200f!", ["Conti=Conti"]],
  ["an emoji in front", ["LockBit"], "⚡️LockBit 💥Conti", ["LockBit=LockBit"]],
  ["offsets behind an emoji", ["Conti"], "💥💥 Conti", ["Conti=Conti"]],
  [
    "letters beyond the BMP",
    ["Clop"],
    "\u{1d402}\u{1d425}\u{1d428}\u{1d429}",
    ["Clop=\u{1d402}\u{1d425}\u{1d428}\u{1d429}"],
  ],
  ["an Arabic name", ["الثعلب"], "هجوم الثعلب الجديد", ["الثعلب=الثعلب"]],
  ["a lone surrogate", ["Conti"], "\ud800Conti\udc00", ["Conti=Conti"]],
];

const urls: readonly Row[] = [
  ["the path", vivern, "https://news.example/2026/winter-vivern-returns.html", ["WinterVivern=winter-vivern"]],
  ["not the host", ["Conti"], "https://conti.example/news", []],
  ["not the user or port", ["Conti", "8080"], "https://conti:conti@news.example:8080/", []],
  ["not the query", ["Conti"], "https://news.example/a?q=conti", []],
  ["not the fragment", ["Conti"], "https://news.example/a#conti", []],
  ["a host only", ["Conti"], "https://conti", []],
  ["not across segments", vivern, "https://news.example/winter/vivern", []],
  ["not even where the name has a slash", ["Salt/Typhoon"], "https://news.example/salt/typhoon", []],
  ["each segment", ["Conti"], "https://news.example/conti/conti", ["Conti=conti", "Conti=conti"]],
  ["percent-encoded blanks", vivern, "https://news.example/Winter%20Vivern", ["WinterVivern=Winter%20Vivern"]],
  ["a plus sign for a blank", vivern, "https://news.example/tag/winter+vivern", ["WinterVivern=winter+vivern"]],
  ["percent-encoded letters", ["Bär"], "https://news.example/x-b%C3%A4r-y", ["Bär=b%C3%A4r"]],
  ["encoded beyond the BMP", ["Conti"], "https://news.example/%F0%9F%92%A5conti", ["Conti=conti"]],
  ["raw letters", ["Bär"], "https://news.example/bär", ["Bär=bär"]],
  ["an encoded name", ["Clop"], "https://news.example/%43lo%70", ["Clop=%43lo%70"]],
  ["bytes that are no UTF-8 stay", ["Conti"], "https://news.example/%E4-conti-%ff%", ["Conti=conti"]],
  ["overlong bytes are no slash", vivern, "https://news.example/winter%C0%AFvivern", []],
  ["an encoded question mark stays in the path", ["Conti"], "https://news.example/why%3Fconti", ["Conti=conti"]],
  ["a surrogate in UTF-8 stays", ["Conti"], "https://news.example/%ED%A0%80/conti", ["Conti=conti"]],
  ["digits and plural", ["APT"], "https://news.example/apt28-and-chinese-apts/", ["APT=apt28", "APT=apts"]],
  ["a path alone", ["Conti"], "/news/conti?x=1", ["Conti=conti"]],
  ["without a scheme", ["Conti", "News"], "//conti.example/news", ["News=news"]],
  ["a bare host", ["Conti", "News"], "conti.example/news", ["News=news"]],
  ["a bare host with a port", ["Conti", "News"], "conti.example:8080/news", ["News=news"]],
  ["a relative path", ["Conti"], "news/conti.html", ["Conti=conti"]],
  ["a file name", ["Conti"], "conti.html", ["Conti=conti"]],
  ["odd slashes", ["Conti", "News"], " https:\\\\conti\\news", ["News=news"]],
  ["another scheme", ["Conti", "Tag"], "tag:conti", ["Conti=conti"]],
  ["another scheme with a host", ["Conti", "News"], "ftp://conti/news", ["News=news"]],
  ["an empty address", ["Conti"], "", []],
];

describe("compileNames", () => {
  for (const [group, rows] of Object.entries({ words, punctuation, endings, overlaps, unicode })) {
    describe(`title: ${group}`, () => {
      for (const [why, tracked, text, expected] of rows) {
        it(why, () => assert.deepEqual(inTitle(tracked, text), expected));
      }
    });
  }

  describe("address", () => {
    for (const [why, tracked, url, expected] of urls) it(why, () => assert.deepEqual(inUrl(tracked, url), expected));
  });

  it("gives everything a match keeps, the title before the address", () => {
    const aliasSource = { title: "Some galaxy", date: "2026-08-06" };
    const entry = { profile: "APT28", name: "Fancy Bear", aliasSource, ambiguous: ["APT29"] };
    const matches = compileNames([entry]).match({ title: "On Fancy Bear", url: "https://news.example/fancy-bear" });
    const same = { rule: ["exact"], aliasSource, ambiguous: ["APT29"] };
    assert.deepEqual(matches, [
      {
        profile: "APT28",
        name: "Fancy Bear",
        field: "title",
        start: 3,
        end: 13,
        text: "Fancy Bear",
        weight: 1,
        ...same,
      },
      {
        profile: "APT28",
        name: "Fancy Bear",
        field: "url",
        start: 21,
        end: 31,
        text: "fancy-bear",
        weight: 0.8,
        ...same,
      },
    ]);
  });

  it("never joins title and address", () => {
    assert.deepEqual(
      compileNames([{ profile: "P", name: "Winter Vivern" }]).match({ title: "Winter", url: "/vivern" }),
      [],
    );
  });

  it("reports an alias of unknown owner once, and not where a profile owns the name", () => {
    const entries = [
      { profile: null, name: "Fancy Bear" },
      { profile: null, name: "FancyBear" },
      { profile: null, name: "Cozy Bear" },
      { profile: "APT29", name: "CozyBear" },
    ];
    const found = compileNames(entries).match({ title: "Fancy Bear, Cozy Bear", url: "" });
    assert.deepEqual(
      found.map(({ profile, name }) => [profile, name]),
      [
        [null, "Fancy Bear"],
        ["APT29", "CozyBear"],
      ],
    );
  });

  it("leaves an alias of unknown owner out beside a longer name, where that name's profile owns it", () => {
    const entries = [
      { profile: null, name: "APT" },
      { profile: "P", name: "A.P.T" },
      { profile: "P", name: "APT28" },
    ];
    const found = compileNames(entries).match({ title: "APT-28", url: "" });
    assert.deepEqual(
      found.map(({ profile, name }) => [profile, name]),
      [["P", "APT28"]],
    );
  });

  it("ignores names without letter or digit", () => {
    assert.deepEqual(
      compileNames([
        { profile: "!", name: "***" },
        { profile: "", name: "" },
      ]).match({ title: "*** !", url: "/***" }),
      [],
    );
  });

  it("keeps profiles apart that are named like built-in properties", () => {
    const tracked = ["constructor", "__proto__", "toString"];
    assert.deepEqual(inTitle(tracked, "constructor, __proto__ and toString"), [
      "constructor=constructor",
      "__proto__=proto",
      "toString=toString",
    ]);
  });

  it("gives the same result after other texts, long ones among them", () => {
    const matcher = compileNames(entriesOf(["Conti", "Bär"]));
    const before = matcher.match({ title: "Conti und Bär", url: "/b%C3%A4r" });
    matcher.match({ title: "x ".repeat(100_000), url: "/y".repeat(10_000) });
    matcher.match({ title: "ﷺ".repeat(3000), url: "" });
    assert.deepEqual(matcher.match({ title: "Conti und Bär", url: "/b%C3%A4r" }), before);
    assert.equal(before.length, 3);
  });
});

describe("nameKey", () => {
  const rows: readonly (readonly [name: string, key: string])[] = [
    ["Winter Vivern", "wintervivern"],
    ["winter-vivern", "wintervivern"],
    ["LAPSUS$", "lapsus"],
    ["NoName057(16)", "noname05716"],
    ["Ｃｌｏｐ", "clop"],
    ["Weißer Bär", "weisserbär"],
    ["\u00ad\u200b", ""],
    ["***", ""],
    ["", ""],
  ];
  for (const [name, key] of rows) it(JSON.stringify(name), () => assert.equal(nameKey(name), key));
});

/** A small generator of repeatable random numbers (a linear congruential one): integers from 0 up to `below`. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("against the rules written down plainly", () => {
  // Few different pieces, so that names meet, nest and overlap all the time.
  const pieces = ["a", "b", "ab", "s", "as", "2", "28", "Bs", "ä", "a\u0308", "ß", "Ａ", "ба", "i"];
  const gaps = ["", "", " ", " ", "-", "_", ".", "'", "’s ", ", ", ": ", "#", " $ ", "/"];

  for (let seed = 1; seed <= 40; seed++) {
    it(`random names and titles, seed ${seed}`, () => {
      const random = randomFrom(seed);
      const phrase = (longest: number): string => {
        let text = "";
        for (let i = random(longest); i >= 0; i--) text += pieces[random(pieces.length)]! + gaps[random(gaps.length)]!;
        return text;
      };
      for (let round = 0; round < 25; round++) {
        const profiles = Array.from({ length: 1 + random(5) }, () => phrase(4));
        const entries = [...new Set(profiles)].flatMap((profile) => [
          byLetters({ profile, name: profile }),
          ...Array.from({ length: random(4) }, () => byLetters({ profile, name: phrase(7) })),
        ]);
        const matcher = compileNames(entries);
        for (let i = 0; i < 6; i++) {
          const title = phrase(12);
          const expected = naiveMatch(entries, title);
          assert.deepEqual(places(matcher.match({ title, url: "" })), expected, JSON.stringify({ entries, title }));
          // The same text as a path, percent-encoded: nothing else may change. There a slash is a wall, an underscore a blank.
          if (/[/_]/.test(title)) continue;
          const inPath = matcher.match({ title: "", url: `https://a.example/${encodeURIComponent(title)}?a` });
          assert.deepEqual(
            inPath.map(({ profile, name, text }) => ({ profile, name, text: decodeURIComponent(text) })),
            expected.map(({ profile, name, text }) => ({ profile, name, text })),
          );
        }
      }
    });
  }
});

describe("hostile text of a megabyte", function () {
  // Quadratic work would take minutes; the limit leaves room for a busy machine.
  this.timeout(20_000);
  const inRows = Array.from({ length: 2000 }, (_, i) => `${"a ".repeat(1 + (i % 5))}${i}`);
  const titles: readonly (readonly [why: string, piece: string, names: readonly string[]])[] = [
    ["one letter over and over, names that nearly match", "a ", inRows],
    ["one letter over and over, names that match", "a ", ["a", "aa", "aaa", "aaaaa"]],
    ["names that overlap without end", "a ", ["a a", "a a a"]],
    ["names with digits that overlap without end", "a1 ", ["a a", "a1 a1 a1", "a"]],
    ["digits without end", "1", ["a", "b1"]],
    ["a word without end", "a", ["a", "aa", ...inRows]],
    ["combining marks without end", "\u0315\u0300", ["a"]],
    ["invisible characters between letters", "a\u200b", ["a", "aaa"]],
    ["letters that grow when folded", "ﷺ", ["a"]],
    ["dots", ".", ["a.b"]],
    ["digits for letters without end", "a1", ["a", "al"]],
    ["a word of digits without end behind a letter", "1", ["all"]],
    ["look-alikes without end", "a\u0430", ["aaa"]],
  ];
  it("title: ordinary words, capitals and class words without end", () => {
    const names = ["play", "Mask", "SEA", "Hydra", "Lazarus Group", "DarkSide"];
    const entries = names.map((name) => ({ profile: name, name }));
    const piece = "Play mask, ‘Sea’ play and Hydra gang lazarus dark side: ";
    compileNames(entries).match({ title: piece.repeat(2 ** 20 / piece.length), url: "" });
    const path = "play-mask_sea-hydra-dark-side/";
    compileNames(entries).match({ title: "", url: `https://news.example/${path.repeat(2 ** 20 / path.length)}` });
  });
  it("title: phrases that must not stand near", () => {
    const rule = deriveRule("Marsh", { notNear: ["a b c d e f g h i j k l m n o p", "x".repeat(500)] });
    compileNames([{ profile: "Marsh", name: "Marsh", rule }]).match({ title: "marsh a b ".repeat(100_000), url: "" });
  });
  for (const [why, piece, names] of titles) {
    it(`title: ${why}`, () => {
      compileNames(entriesOf(names)).match({ title: `a${piece.repeat(2 ** 20 / piece.length)}`, url: "" });
    });
  }
  for (const piece of ["a.", "/a", "%41", "%C3", ":", " "]) {
    it(`address: ${JSON.stringify(piece)}`, () => {
      compileNames(entriesOf(["a"])).match({ title: "", url: piece.repeat(2 ** 20 / piece.length) });
    });
  }
});
