import assert from "node:assert/strict";
import { parseConfig } from "../../../src/core/config/parseConfig";
import { quickNameKey } from "../../../src/core/config/rules";
import { nearest } from "../../../src/core/config/suggest";
import type { ConfigFormat } from "../../../src/core/config/types";
import { MAX_CONFIG_PROBLEMS } from "../../../src/core/limits";
import { nameKey } from "../../../src/core/matching/nameKey";
import { processorMs } from "../../processorMs";

const MAIL = {
  sendMail: false,
  sendSummary: false,
  previewFirst: false,
  mailServer: "",
  senderMailAddress: "",
  destinationMailAddress: "",
  mailSubject: "TI Scraper: New Articles",
  placeholder: "Currently there are no new articles.",
};

const NAMES = ["Clop", "Conti", "APT", "WinterVivern", "BlackCat"];

const PROFILING = {
  profileData: NAMES,
  profiles: NAMES.map((name) => ({ name, aliases: [], match: {}, notHere: [] })),
  match: {},
  profile2file: false,
  profileFolderName: "99 Archive",
  profile2cortex: false,
  CortexXSOARAPIConfig: {
    host: "",
    api_key: "",
    key_id: "",
    key_type: "standard",
    search_field: "aliases",
    nameFields: ["aliases"],
    indicator_type: "Threat Actor",
    record_types: ["Threat Actor", "Intrusion Set", "Malware", "Tool", "Campaign"],
    note_template: "{title}: {url}",
    note_max_length: 2000,
    set_last_seen: true,
    dry_run: false,
    write: "limits",
    notes_not_older_than: 7,
    review_above: 20,
  },
};

const RECORDS = {
  techniqueField: "mitreattacktechnique",
  techniqueForm: "name",
  subtechniques: "parent",
  attackDomains: ["enterprise"],
  onionField: "note",
  onionSource: "https://api.ransomware.live/groups",
  onionLine: "{host},\t{status}",
};

const STORIES = { days: 4 };
const CSV = { separator: "auto", language: "", sepLine: true };
const COMMON = { timeDelta4Delete: 10, controllerPort: 0, mailconfig: MAIL };

/** As users of the old tool have it: no `nameFields`, two equal stopwords, empty text for what is not used. */
const OLD_FILE = `{
    "websiteconfig": {
        "rss_feeds": ["https://www.darkreading.com/rss.xml"],
        "webpages": [
            "https://www.bleepingcomputer.com/news/security",
            "https://thehackernews.com",
            "https://www.infosecurity-magazine.com/news/",
            "https://www.security-insider.de/fachbeitraege",
            "https://www.heise.de/security/news"
            ],
        "stopwords": ["analytics", "/author/", "#comment", "/search?", "javascript", "facebook.com", "#comment", "/download/"],
        "specialHandling": {
            "heise": "https://www.heise.de/security//news/",
            "infosecurity": "https://www.infosecurity-magazine.com/news/",
            "bleeping": "https://www.bleepingcomputer.com/news/security"
        }
    },
    "getDeltaRecords": true,
    "timeDelta4Delete": 10,
    "controllerPort": 0,
    "resultfile": { "createFile": true, "folder": "00 Article Result Files", "filename": "articles.txt" },
    "mailconfig":{
        "sendMail": false,
        "sendSummary": false,
        "mailServer": "",
        "senderMailAddress": "",
        "destinationMailAddress": "",
        "mailSubject": "[TEST] News",
        "placeholder": "Currently there are no new articles."
    },
    "profileRecords": true,
    "profiling": {
        "profileData": ["Clop", "Conti", "APT", "WinterVivern", "BlackCat"],
        "profile2file": false,
        "profileFolderName": "99 Archive",
        "profile2cortex": false,
        "CortexXSOARAPIConfig": { "host": "", "api_key": "", "search_field": "aliases" }
    }
}
`;

describe("the configuration that results", () => {
  it("a file of the old tool loads without a problem", () => {
    for (const text of [OLD_FILE, OLD_FILE.replaceAll("\n", "\r\n"), `\uFEFF${OLD_FILE}`]) {
      const { config, problems } = parseConfig("articles", text, "json");
      assert.deepEqual(problems, []);
      assert.deepEqual(config?.websiteconfig, { ...JSON.parse(OLD_FILE).websiteconfig, sourceRules: [] });
      assert.equal(config?.mailconfig.mailSubject, "[TEST] News");
      assert.deepEqual(config?.profiling, PROFILING);
    }
  });

  it("JSON read as YAML is the same", () => {
    assert.deepEqual(parseConfig("articles", OLD_FILE, "yaml"), parseConfig("articles", OLD_FILE, "json"));
  });

  for (const format of ["json", "yaml"] as const) {
    it(`an empty section (${format}) stands for the shipped values`, () => {
      const { config, problems } = parseConfig("articles", "{}", format);
      assert.deepEqual(problems, []);
      assert.deepEqual(config, {
        websiteconfig: {
          rss_feeds: ["https://www.darkreading.com/rss.xml"],
          webpages: [
            "https://www.bleepingcomputer.com/news/security",
            "https://thehackernews.com",
            "https://www.infosecurity-magazine.com/news/",
            "https://www.security-insider.de/fachbeitraege",
            "https://www.heise.de/security/news",
          ],
          sourceRules: [],
          stopwords: ["analytics", "/author/", "#comment", "javascript", "facebook.com", "/download/"],
          specialHandling: {
            heise: "https://www.heise.de/security//news/",
            infosecurity: "https://www.infosecurity-magazine.com/news/",
            bleeping: "https://www.bleepingcomputer.com/news/security",
          },
        },
        getDeltaRecords: true,
        ...COMMON,
        resultfile: { createFile: true, folder: "00 Article Result Files", filename: "articles.txt" },
        profileRecords: true,
        profiling: PROFILING,
        records: RECORDS,
        stories: STORIES,
        csv: CSV,
      });
    });
  }

  it("the other jobs have shipped values of their own", () => {
    assert.deepEqual(parseConfig("keywords", "{}", "json").config, {
      websiteconfig: { rss_feeds: [], webpages: [], sourceRules: [], sourcesOfArticles: true, keywords: [] },
      getDeltaRecords: true,
      ...COMMON,
      resultfile: { createFile: true, folder: "01 Keyword Result Files", filename: "keyword_search.txt" },
      profileRecords: false,
      profiling: PROFILING,
    });
    assert.deepEqual(parseConfig("counts", "{}", "json").config, {
      websiteconfig: { webpages: [], sourceRules: [], sourcesOfArticles: true, hit: [] },
      ...COMMON,
      resultfile: {
        createFile: true,
        folder: "02 Count Hits Result Files",
        filename: "counts.csv",
        tableHeaders: ["Name", "Hit", "URL and Context"],
      },
      csv: CSV,
    });
    assert.deepEqual(parseConfig("contents", "{}", "json").config, {
      websiteconfig: { webpages: [], sourceRules: [], sourcesOfArticles: true },
      getDeltaRecords: true,
      ...COMMON,
      resultfile: { createFile: true, folder: "03 Content Result Files", filename: "contents.txt" },
    });
  });

  it("feeds alone mean no pages, and pages alone no feeds", () => {
    const feeds = parseConfig("articles", '{"websiteconfig":{"rss_feeds":["https://a.example/f"]}}', "json").config;
    assert.deepEqual([feeds?.websiteconfig.rss_feeds, feeds?.websiteconfig.webpages], [["https://a.example/f"], []]);
    const pages = parseConfig("articles", '{"websiteconfig":{"webpages":["https://a.example"]}}', "json").config;
    assert.deepEqual([pages?.websiteconfig.rss_feeds, pages?.websiteconfig.webpages], [[], ["https://a.example"]]);
    assert.equal(feeds?.websiteconfig.stopwords.length, 6);
  });

  it("old key names fill the new ones, and new ones win", () => {
    const old = {
      archiveRecords: false,
      archiving: {
        archivedData: ["Old"],
        archive2file: true,
        archiveFolderName: "Box",
        archive2cortex: true,
        CortexXSOARAPIConfig: { host: "https://xsoar.example", search_field: "value" },
      },
    };
    const { config } = parseConfig("articles", JSON.stringify(old), "json");
    assert.equal(config?.profileRecords, false);
    assert.deepEqual(config?.profiling, {
      profileData: ["Old"],
      profiles: [{ name: "Old", aliases: [], match: {}, notHere: [] }],
      match: {},
      profile2file: true,
      profileFolderName: "Box",
      profile2cortex: true,
      CortexXSOARAPIConfig: { ...PROFILING.CortexXSOARAPIConfig, host: "https://xsoar.example", search_field: "value" },
    });
    const both = JSON.stringify({ ...old, profiling: { profileData: ["New"] } });
    assert.deepEqual(parseConfig("articles", both, "json").config?.profiling.profileData, ["New"]);
  });

  it("reads what is said about XSOAR keys and notes", () => {
    const yaml = [
      "profiling:",
      "  CortexXSOARAPIConfig:",
      "    host: https://soar.example",
      "    key_id: 12",
      "    key_type: advanced",
      "    indicator_type: ' STIX Threat Actor '",
      "    record_types: [Malware, ' Tool ']",
      "    note_template: '{published} {title} [{matched}] {url} ({source})'",
      "    note_max_length: 0",
      "    set_last_seen: false",
      "    dry_run: true",
      "",
    ].join("\n");
    const { config, problems } = parseConfig("articles", yaml, "yaml");
    assert.deepEqual(problems, []);
    assert.deepEqual(config?.profiling.CortexXSOARAPIConfig, {
      host: "https://soar.example",
      api_key: "",
      key_id: "12",
      key_type: "advanced",
      search_field: "aliases",
      nameFields: ["aliases"],
      indicator_type: "STIX Threat Actor",
      record_types: ["Malware", "Tool"],
      note_template: "{published} {title} [{matched}] {url} ({source})",
      note_max_length: 0,
      set_last_seen: false,
      dry_run: true,
      write: "never",
      notes_not_older_than: 7,
      review_above: 20,
    });
  });

  for (const format of ["json", "yaml"] as const) {
    it(`reads how records are updated (${format})`, () => {
      const records = {
        techniqueField: "attack1",
        techniqueForm: "id name",
        subtechniques: "keep",
        attackDomains: ["ics", "mobile"],
        onionField: "leaksites",
        onionSource: "lists/groups.json",
        onionLine: "{status} {host}",
      };
      const read = parseConfig("articles", JSON.stringify({ records }), format);
      assert.deepEqual(read.problems, []);
      assert.deepEqual(read.config?.records, records);
      const wrong = {
        techniqueField: "Mitre_Technique",
        techniqueForm: "number",
        subtechniques: "none",
        attackDomains: [],
        onionField: "id",
        onionSource: "../groups.json",
        onionLine: "a\n{host}",
      };
      const { config, problems } = parseConfig(
        "articles",
        JSON.stringify({ records: { ...wrong, onionFeld: "x" } }),
        format,
      );
      assert.deepEqual(
        problems.map(({ code, severity }) => `${code} ${severity}`),
        [
          "customField error",
          "notOneOf error",
          "notOneOf error",
          "emptyList error",
          "customField error",
          "pathOutside error",
          "templateWithoutHost error",
          "unknownKey warning",
        ],
      );
      assert.equal(problems.at(-1)?.args["suggestion"], "onionField");
      assert.equal(config, null);
    });
    it(`reads how CSV files are written (${format})`, () => {
      for (const job of ["articles", "counts"] as const) {
        const told = (csv: object) => {
          const { config, problems } = parseConfig(job, JSON.stringify({ csv }), format);
          return [config?.csv, problems.map(({ code }) => code)];
        };
        assert.deepEqual(told({ separator: ";" }), [{ ...CSV, separator: ";" }, []]);
        const whole = { separator: "auto", language: "de-AT", sepLine: false };
        assert.deepEqual(told(whole), [whole, []]);
        assert.deepEqual(told({ separator: "\t" }), [undefined, ["notOneOf"]]);
        assert.deepEqual(told({ language: "de_AT" }), [undefined, ["languageTag"]]);
        assert.deepEqual(told({ seperator: ";" }), [CSV, ["unknownKey"]]);
      }
    });
    it(`leak sites come from a web address or a file of the workspace (${format})`, () => {
      const told = (onionSource: string) =>
        parseConfig("articles", JSON.stringify({ records: { onionSource } }), format).problems.map(({ code }) => code);
      for (const good of ["https://api-pro.ransomware.live/groups", "HTTP://a.example/x", "a/groups.json"])
        assert.deepEqual(told(good), [], good);
      assert.deepEqual(told("ftp://a.example/groups"), ["urlNotHttp"]);
      assert.deepEqual(told("https://"), ["urlNotHttp"]);
      assert.deepEqual(told("/etc/passwd"), ["pathAbsolute"]);
      assert.deepEqual(told("C:\\groups.json"), ["pathAbsolute"]);
      assert.deepEqual(told(" "), ["blankText"]);
    });
  }

  it("a key in a section that does not count is still told", () => {
    const text = '{"profiling":{},"archiving":{"CortexXSOARAPIConfig":{"api_key":"k"}}}';
    assert.deepEqual(
      parseConfig("articles", text, "json").problems.map(({ code }) => code),
      ["oldKeyIgnored", "plainKey"],
    );
  });

  it("blanks around addresses, paths and names are dropped, those of search terms are kept", () => {
    const text = JSON.stringify({
      websiteconfig: { webpages: [" https://a.example "], keywords: ["APT "] },
      resultfile: { folder: " Out " },
      profiling: { profileData: [" Fancy Bear "], CortexXSOARAPIConfig: { host: " https://x.example " } },
    });
    const { config, problems } = parseConfig("keywords", text, "json");
    assert.deepEqual(problems, []);
    assert.deepEqual(config?.websiteconfig, {
      rss_feeds: [],
      webpages: ["https://a.example"],
      sourceRules: [],
      sourcesOfArticles: false,
      keywords: ["APT "],
    });
    assert.equal(config?.resultfile.folder, "Out");
    assert.deepEqual(config?.profiling.profileData, ["Fancy Bear"]);
    assert.equal(config?.profiling.CortexXSOARAPIConfig.host, "https://x.example");
  });

  it("what looks like a way up but is none is allowed", () => {
    const text = JSON.stringify({ resultfile: { folder: "a..b/...c/.d", filename: "..txt" } });
    assert.deepEqual(parseConfig("articles", text, "json").problems, []);
  });

  it("keys of objects are nothing special in special handling", () => {
    for (const format of ["json", "yaml"] as const) {
      const text = '{"websiteconfig":{"specialHandling":{"__proto__":"https://a/","constructor":"https://b/"}}}';
      const handling = parseConfig("articles", text, format).config?.websiteconfig.specialHandling ?? {};
      assert.deepEqual(Object.entries(handling), [
        ["__proto__", "https://a/"],
        ["constructor", "https://b/"],
      ]);
      assert.equal(Object.getPrototypeOf(handling), Object.prototype);
    }
  });

  it("remarks are no unknown keys", () => {
    const text = '{"$schema":"./s.json","//":"a","//":"b","x-notes":{"a":1},"profiling":{"//":1}}';
    assert.deepEqual(parseConfig("articles", text, "json").problems, []);
  });
});

describe("hostile configuration text", () => {
  const deep = 200_000;
  const texts: readonly (readonly [string, ConfigFormat, string])[] = [
    ["brackets without end", "json", "[".repeat(deep)],
    ["braces without end", "json", '{"a":'.repeat(deep)],
    ["brackets without end", "yaml", "[".repeat(deep)],
    ["hyphens without end", "yaml", "- ".repeat(deep)],
    ["question marks without end", "yaml", "? ".repeat(20_000)],
    ["deep indentation", "yaml", Array.from({ length: 500 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
  ];
  for (const [name, format, text] of texts) {
    it(`${name} (${format}): nested too deep, at its place`, () => {
      const { config, problems } = parseConfig("articles", text, format);
      assert.equal(config, null);
      assert.deepEqual(
        problems.map(({ code }) => code),
        ["tooDeep"],
      );
    });
  }
  it("nesting up to the limit is read", () => {
    const text = `{"x-a":${"[".repeat(60)}${"]".repeat(60)}}`;
    for (const format of ["json", "yaml"] as const)
      assert.deepEqual(parseConfig("articles", text, format).problems, []);
  });
  it("more than a million characters are not read", () => {
    for (const format of ["json", "yaml"] as const) {
      const { problems } = parseConfig("articles", `{}${" ".repeat(1_000_000)}`, format);
      assert.deepEqual(
        problems.map(({ code }) => code),
        ["tooLong"],
      );
    }
  });
  const wide = Array.from({ length: 3_000 }, (_, index) => `  k${index}: 1`).join("\n");
  const layers = (one: (level: number) => string, count: number) =>
    Array.from({ length: count }, (_, level) => `x-${level + 1}: &x${level + 1} ${one(level)}`).join("\n");
  const doubled = layers((level) => `[*x${level}, *x${level}]`, 60);
  const graphs: readonly (readonly [what: string, text: string])[] = [
    ["sections taken in", `x-a: &a\n${wide}\nx-b:\n${"  - {<<: *a}\n".repeat(1_000)}`],
    ["lists of lists", `x-0: &x0 [a]\n${doubled}\nprofiling: {profileData: *x60}`],
    ["sections of sections", `x-0: &x0 {a: 1}\n${layers((level) => `{a: *x${level}, b: *x${level}}`, 60)}`],
    [
      "one profile with many aliases, many times",
      `x-0: &x0 {name: a, aliases: [${"b, ".repeat(3_000)}]}\nprofiling: {profileData: [${"*x0, ".repeat(3_000)}]}`,
    ],
    [
      "one alias with rules, many times",
      `x-0: &x0 [${"{name: b, match: {word: true}}, ".repeat(400)}]\nprofiling: {profileData: [${"{name: a, aliases: *x0}, ".repeat(400)}]}`,
    ],
    [
      "one long text, many times",
      `x-0: &x0 ${"a".repeat(5_000)}\nprofiling: {profileData: [${"*x0, ".repeat(3_000)}]}`,
    ],
    [
      "one long key, many times",
      `x-0: &x0 {${"a".repeat(5_000)}: 1}\nprofiling: {profileData: [${"*x0, ".repeat(3_000)}]}`,
    ],
    ["in a broken file", `x-0: &x0 [a]\n${doubled}\nprofiling: {profileData: *x60}\nb: [`],
  ];
  for (const [what, text] of graphs) {
    it(`aliases that multiply are refused: ${what} in ${text.length} characters`, () => {
      const { config, problems } = parseConfig("articles", text, "yaml");
      assert.equal(config, null);
      assert.deepEqual(
        problems.map(({ code, args }) => [code, args["limit"]]),
        [["tooMuch", 200_000]],
      );
    });
  }
  it("a chain of aliases, however long, is followed without recursion", () => {
    for (const [length, codes] of [
      [500, []],
      [20_000, ["tooMuch"]],
    ] as const) {
      const { problems } = parseConfig(
        "articles",
        `x-0: &x0 [a]\n${layers((level) => `[*x${level}]`, length)}`,
        "yaml",
      );
      assert.deepEqual(
        problems.map(({ code }) => code),
        codes,
      );
    }
  });
  it("values without end are refused in JSON too", () => {
    const { problems } = parseConfig("articles", `{"x-a":[${"1,".repeat(250_000)}1]}`, "json");
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["tooMuch"],
    );
  });
  it("of endless mistakes the errors come first", () => {
    const names = [...Array<string>(MAX_CONFIG_PROBLEMS + 50).fill("APT"), "!"];
    const { problems } = parseConfig("articles", JSON.stringify({ profiling: { profileData: names } }), "json");
    const more = problems.filter(({ code }) => code === "moreProblems");
    assert.equal(problems.length - more.length, MAX_CONFIG_PROBLEMS);
    assert.deepEqual(
      more.map(({ severity, args }) => [severity, args["count"]]),
      [["warning", 50]],
    );
    assert.equal(problems.filter(({ severity }) => severity === "error").length, 1);
    assert.deepEqual(
      problems,
      problems.toSorted((a, b) => a.start - b.start),
    );
  });
  it("no damage to a file makes it throw, and every place lies in the text", function () {
    this.timeout(10_000);
    const random = generator(20_260_715);
    const bits = [
      '"',
      "'",
      ",",
      "{",
      "}",
      "[",
      "]",
      ":",
      "- ",
      "\n",
      "\r",
      "\t",
      "  ",
      "#",
      "&a ",
      "*a",
      "!",
      "|",
      ">",
      "null",
      "\0",
      "\ud800",
      "\uFEFF",
      "<<",
    ];
    for (let round = 0; round < 400; round++) {
      const format = round % 2 === 0 ? "json" : "yaml";
      let text = OLD_FILE;
      for (let damage = 0; damage <= random(3); damage++) {
        const at = random(text.length);
        text = text.slice(0, at) + (bits[random(bits.length)] ?? "") + text.slice(at + random(4));
      }
      const { problems } = parseConfig("articles", text, format);
      for (const { start, end, line, endLine } of problems) {
        assert.ok(start >= 0 && start <= end && end <= text.length && line <= endLine, JSON.stringify(text));
      }
    }
  });
});

describe("large configurations", () => {
  it("1,000 sources and 10,000 names are read in a moment", () => {
    const text = JSON.stringify(
      {
        websiteconfig: { rss_feeds: Array.from({ length: 1_000 }, (_, index) => `https://news${index}.example/feed`) },
        profiling: { profileData: Array.from({ length: 10_000 }, (_, index) => `Group ${index}`) },
      },
      null,
      4,
    );
    const started = processorMs();
    assert.deepEqual(parseConfig("articles", text, "json").problems, []);
    // Some 20 ms on a quiet machine; what must not return is the square of the number of names.
    assert.ok(processorMs() - started < 5_000);
  });
  it("the quick key of a name is the matcher's", () => {
    const names = [
      "Winter Vivern",
      "APT-28",
      "o'Neil",
      "a$b#c.d_e",
      "!?",
      "",
      "Ünal ß",
      "ＡＰＴ",
      "x\u200by",
      "C++",
      "8220",
    ];
    for (const name of names) assert.equal(quickNameKey(name), nameKey(name), name);
  });
});

describe("the nearest key", () => {
  const known = ["rss_feeds", "webpages", "stopwords", "api_key"];
  const cases: readonly (readonly [string, string | null])[] = [
    ["rss_feed", "rss_feeds"],
    ["RssFeeds", "rss_feeds"],
    ["webapges", "webpages"],
    ["stop-words", "stopwords"],
    ["apiKey", "api_key"],
    ["feeds", null],
    ["x", null],
    ["", null],
    ["a".repeat(10_000), null],
  ];
  for (const [word, expected] of cases) {
    it(`${word.slice(0, 20) || "nothing"} → ${expected ?? "none"}`, () => assert.equal(nearest(word, known), expected));
  }
});

/** Numbers below a limit, the same in every run. */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % limit;
  };
}
