import assert from "node:assert/strict";
import { describeProblem } from "../../../src/core/config/describeProblem";
import { mayBeJob } from "../../../src/core/config/configFiles";
import { isOwnJob, parseOwnJob } from "../../../src/core/config/parseOwnJob";
import type { Problem } from "../../../src/core/config/parseConfig";
import type { OwnJobCode } from "../../../src/core/config/problems";
import type { ConfigFormat } from "../../../src/core/config/types";
import { plainText } from "../../../src/core/text/translate";

const WATCH = `# Cards of a leak site
job: {name: Harbour watch, base: counts, every: 6h}
websiteconfig:
  webpages: ["https://leaks.example/"]
  hit: [Contoso]
extract:
  select: "main .card"
  fields:
    victim: h2
    size: {from: .meta, pattern: '(\\d+ GB)', volatile: true}
  exclude: [test victim]
  key: [victim]
format:
  columns: {Victim: "{victim}", "2024": "{size}", Page: "{url}"}
resultfile: {folder: Leaks, filename: leaks.csv}
steps: {delta: true, mail: false}
`;

const RECORDS = `job: {base: records}
select: {names: [Emberfox]}
script: {run: [python3, a.py], at: records, fields: [aliases, tags]}`;

function problemsOf(text: string, format: "yaml" | "json" = "yaml"): readonly Problem[] {
  const parsed = parseOwnJob("watch", text, format);
  assert.ok(parsed.kind === "job", "it is a job");
  return parsed.problems;
}

function configOf(text: string, format: "yaml" | "json" = "yaml") {
  const parsed = parseOwnJob("watch", text, format);
  assert.ok(parsed.kind === "job" && parsed.config !== null, JSON.stringify(parsed));
  assert.ok(parsed.config.base !== "records");
  return parsed.config;
}

/** A text that shows each kind of problem, where it stands (line and column from 1) and what its sentence says. */
const SAMPLES: {
  readonly [Code in Exclude<OwnJobCode, "tooManyJobs" | "couldBeJob">]: readonly (readonly [string, string, RegExp])[];
} = {
  baseMissing: [
    ["job: {name: A}", "1:6", /Write "base" in it, with one of: articles, keywords, counts, contents, records/],
  ],
  keyOfOtherBase: [
    ["job: {base: counts}\nprofileRecords: true", "2:1", /base articles, keywords.*this one is "counts"/],
    ["job: {base: articles}\nwebsiteconfig: {hit: [a]}", "2:17", /base counts/],
    ["job: {base: counts}\nselect: {names: [a]}", "2:1", /base records/],
    [
      `${RECORDS}\nwebsiteconfig: {hit: [a]}`,
      "4:1",
      /base articles, keywords, counts, contents.*this one is "records"/,
    ],
    ["job: {base: contents}\nsteps: {profiles: true}", "2:9", /base articles, keywords/],
    ["job: {base: articles}\nextract: {select: li, fields: {title: a}, key: [title]}", "2:43", /base counts, contents/],
  ],
  everyForm: [["job: {base: counts, every: often}", "1:28", /"30m", "6h" or "1d", but is "often"/]],
  everyTooShort: [["job: {base: counts, every: 5m}", "1:28", /15 minutes are the least/]],
  selectMissing: [["job: {base: counts}\nextract: {fields: {a: b}}", "2:1", /CSS selector such as "main .card"/]],
  titleMissing: [
    ["job: {base: articles}\nextract: {select: li, fields: {url: a}}", "2:23", /an article needs one/],
    ["job: {base: articles}\nextract: {select: li}", "2:1", /an article needs one/],
  ],
  extractField: [["job: {base: counts}\nextract: {select: li, fields: {1a: b}}", "2:32", /named "1a"/]],
  fieldsMissing: [["job: {base: counts}\nextract: {select: li}", "2:1", /has no fields/]],
  tooManyEntries: [
    [
      `job: {base: counts}\nextract: {select: li, fields: {${Array.from({ length: 51 }, (_, at) => `f${at}: a`).join(", ")}}}`,
      "2:31",
      /51 entries: 50 are the most/,
    ],
  ],
  templateHole: [
    [
      'job: {base: counts}\nformat: {item: "{name} {victim}"}',
      "2:16",
      /\{victim\} in it, which stays.*\{name\}, \{url\}, \{context\}/,
    ],
  ],
  keyField: [
    ["job: {base: counts}\nextract: {select: li, fields: {a: b}, key: [c]}", "2:45", /"c", which is no field.*a\./],
  ],
  itemAndColumns: [['job: {base: counts}\nformat: {item: "a", columns: {A: b}}', "2:21", /either text or a table/]],
  nothingToFormat: [["job: {base: counts}\nformat: {}", "2:1", /Write "item"/]],
  columnsInText: [
    [
      "job: {base: counts}\nformat: {columns: {A: b}}\nresultfile: {filename: a.txt}",
      "3:14",
      /does not end in "\.csv"/,
    ],
  ],
  scriptFile: [["job: {base: counts}\nscript: {at: alone}", "2:1", /one of them a file of the workspace: \[python3/]],
  envName: [
    ["job: {base: counts}\nscript: {run: [a], env: [TI_SCRAPER_MAIL_PASSWORD]}", "2:26", /is not passed on/],
    ["job: {base: counts}\nscript: {run: [a], env: [a=b]}", "2:26", /is not passed on/],
  ],
  secretName: [["job: {base: counts}\nscript: {run: [a], secrets: ['a b']}", "2:30", /but is "a b"/]],
  secretTwice: [
    [
      "job: {base: counts}\nscript: {run: [a], secrets: [leak-api, leak_api]}",
      "2:40",
      /same variable TI_SCRAPER_SECRET_WATCH_LEAK_API as "leak-api"/,
    ],
  ],
  scriptText: [["job: {base: counts}\nscript: {run: [a], at: filter, speaks: text}", "2:32", /"at: alone" only/]],
  scriptNeedsItems: [
    ["job: {base: counts}\nscript: {run: [a], at: filter}", "2:20", /"filter", and this job has no items/],
  ],
  scriptRecords: [
    ["job: {base: counts}\nscript: {run: [a], at: records, fields: [tags]}", "2:20", /for jobs with the base records/],
  ],
  scriptFieldsMissing: [
    ["job: {base: records}\nselect: {type: Malware}\nscript: {run: [a], at: records}", "3:1", /names no fields/],
    [
      "job: {base: records}\nselect: {type: Malware}\nscript: {run: [a], at: records, fields: []}",
      "3:33",
      /names no fields/,
    ],
  ],
  fieldsWithoutRecords: [["job: {base: counts}\nscript: {run: [a], fields: [tags]}", "2:20", /is ignored/]],
  recordsNeedScript: [
    ["job: {base: records}\nselect: {names: [a]}", "1:1", /needs a "script" with "at: records"/],
    ["job: {base: records}\nselect: {names: [a]}\nscript: {run: [a], fields: [tags]}", "3:1", /needs a "script"/],
  ],
  selectRecords: [
    ["job: {base: records}\nscript: {run: [a], at: records, fields: [tags]}", "1:1", /"names", "query" or "type"/],
    [RECORDS.replace("{names: [Emberfox]}", "{names: []}"), "2:1", /"names", "query" or "type"/],
  ],
  namesAndQuery: [[RECORDS.replace("[Emberfox]", "[Emberfox], query: 'tags:a'"), "2:29", /write one of both/]],
  scriptAndExtract: [
    [
      "job: {base: counts}\nextract: {select: li, fields: {a: b}}\nscript: {run: [a], at: extract}",
      "2:1",
      /finds the items by itself/,
    ],
  ],
  deltaOfCounts: [["job: {base: counts}\nsteps: {delta: true}", "2:9", /says nothing here/]],
};

describe("a job of the user's own", () => {
  it("is read with all it says, and has places of its own for what it writes", () => {
    const config = configOf(WATCH);
    assert.deepEqual(config.head, { name: "Harbour watch", base: "counts", every: 360 });
    assert.deepEqual(config.extract, {
      select: "main .card",
      fields: [
        ["victim", { from: "h2", attribute: "", pattern: "", volatile: false }],
        ["size", { from: ".meta", attribute: "", pattern: "(\\d+ GB)", volatile: true }],
      ],
      exclude: ["test victim"],
      key: ["victim"],
    });
    // In the order of the file, whatever a heading looks like.
    assert.deepEqual(
      config.format?.columns.map(([heading]) => heading),
      ["Victim", "2024", "Page"],
    );
    assert.deepEqual(config.config.resultfile.folder, "Leaks");
    assert.equal(config.isDelta, true);
    const plain = configOf("job: {base: contents}");
    assert.deepEqual([plain.config.resultfile.folder, plain.config.resultfile.filename], ["watch", "watch.txt"]);
    assert.equal(plain.config.websiteconfig.sourcesOfArticles, true);
  });
  it("may look at records instead of sources, and names the fields its script may see", () => {
    const parsed = parseOwnJob("watch", RECORDS, "yaml");
    assert.ok(parsed.kind === "job" && parsed.config?.base === "records");
    assert.deepEqual(parsed.config.select, { names: ["Emberfox"], query: "", type: "" });
    assert.deepEqual(parsed.config.script.fields, ["aliases", "tags"]);
    assert.deepEqual(parsed.problems, []);
    const protectedField = RECORDS.replace("[aliases, tags]", "[score, Tags]");
    assert.deepEqual(
      problemsOf(protectedField).map(({ code, args }) => [code, args["why"]]),
      [
        ["customField", "protected"],
        ["customField", "form"],
      ],
    );
  });
  it("says the same in JSON", () => {
    const written = { job: { base: "keywords", every: "1d" }, websiteconfig: { keywords: ["leak"], rss_feeds: [] } };
    const config = configOf(JSON.stringify(written), "json");
    assert.ok(config.base === "keywords");
    assert.deepEqual(config.config.websiteconfig.keywords, ["leak"]);
    assert.equal(config.head.every, 1440);
  });
  it("switches steps on and off", () => {
    const config = configOf(
      "job: {base: articles}\nsteps: {delta: false, profiles: false, notes: true, mail: true}\nmailconfig: {mailServer: a, senderMailAddress: b, destinationMailAddress: c}\nprofiling: {CortexXSOARAPIConfig: {host: 'https://x.example'}}",
    );
    assert.ok(config.base === "articles");
    const { getDeltaRecords, profileRecords, mailconfig, profiling } = config.config;
    assert.deepEqual(
      [getDeltaRecords, profileRecords, mailconfig.sendMail, profiling.profile2cortex],
      [false, false, true, true],
    );
  });
  it("leaves a foreign file alone, and knows one that could be a job", () => {
    const like = parseOwnJob("a", "# ours\nwebsiteconfig: {webpages: []}", "yaml");
    assert.ok(like.kind === "foreign");
    const [hint] = like.problems;
    assert.ok(hint?.code === "couldBeJob");
    assert.deepEqual([hint.line, hint.character], [1, 0]);
    assert.match(describeProblem(hint, plainText), /write "job" in it: job: \{base: articles\}/);
    assert.deepEqual(parseOwnJob("a", '{"port": 1}', "json"), { kind: "foreign", problems: [] });
    // With remarks, as other tools have them, it is no JSON of ours; its key of that name lies further in.
    const remarked = '{\n  // pipeline\n  "steps": {\n    "job": {"base": "x"}\n  }\n}';
    for (const text of [remarked, remarked.replace("// pipeline", "")]) {
      assert.deepEqual(parseOwnJob("a", text, "json"), { kind: "foreign", problems: [] });
      assert.deepEqual([mayBeJob(text), isOwnJob(text, "json")], [false, false]);
    }
    // Where that is not told by the blanks before it, it is by reading it.
    const nested = '{ "steps": {\n"job": {"base": "x"}\n} }';
    assert.deepEqual([mayBeJob(nested), isOwnJob(nested, "json")], [true, false]);
    assert.equal(parseOwnJob("a", "a: [", "yaml").kind, "foreign");
    assert.equal(parseOwnJob("a", "job: {base: [", "yaml").kind, "job");
  });
  it("knows a job that is still being typed", () => {
    for (const text of [
      '{"job": {"base": "coun',
      '{\n  "websiteconfig": {},\n  "job": {\n    "',
      '\uFEFF{\n\t"job" : {}',
    ])
      assert.ok(isOwnJob(text, "json"), text);
    assert.ok(isOwnJob("websiteconfig: {}\njob:\n  ba", "yaml"));
    assert.ok(!isOwnJob("jobs: {}\n", "yaml"));
  });
  it("says for a file that could be a job the base its keys are those of", () => {
    const baseOf = (text: string, format: ConfigFormat): unknown =>
      parseOwnJob("a", text, format).problems[0]?.args["base"];
    for (const [keys, base] of [
      ["webpages: []", "articles"],
      ["rss_feeds: [], stopwords: []", "articles"],
      ["rss_feeds: [], keywords: [leak]", "keywords"],
      ["webpages: [], hit: [Contoso]", "counts"],
    ])
      assert.equal(baseOf(`websiteconfig: {${keys}}`, "yaml"), base, keys);
    assert.equal(
      baseOf('{"websiteconfig": {"webpages": [], "hit": []}, "resultfile": {"tableHeaders": []}}', "json"),
      "counts",
    );
  });
  it("knows no base but its own", () => {
    const [problem] = problemsOf("job: {base: news}");
    assert.equal(problem?.code, "notOneOf");
  });
  it("tells a term, an expression and a selector that cannot be used", () => {
    const text = "job: {base: counts}\nextract: {select: li, fields: {a: {pattern: '('}}, exclude: ['/(/']}";
    assert.deepEqual(
      problemsOf(text).map(({ code }) => code),
      ["badPattern", "badPattern"],
    );
  });
  for (const [code, samples] of Object.entries(SAMPLES)) {
    for (const [text, place, sentence] of samples) {
      it(`${code}: ${text.slice(0, 60)}`, () => {
        const problem = problemsOf(text).find((one) => one.code === code);
        assert.ok(problem, JSON.stringify(problemsOf(text)));
        assert.equal(`${problem.line + 1}:${problem.character + 1}`, place);
        assert.match(describeProblem(problem, plainText), sentence);
        assert.doesNotMatch(describeProblem(problem, plainText), /undefined|\n/);
      });
    }
  }
  it("has the place of a problem in JSON as well", () => {
    const [problem] = problemsOf('{\n  "job": {"base": "counts"},\n  "profiling": {}\n}', "json");
    assert.ok(problem?.code === "keyOfOtherBase");
    assert.deepEqual([problem.line, problem.character, problem.endCharacter], [2, 2, 13]);
  });
});
