import assert from "node:assert/strict";
import { describeFix } from "../../../src/core/config/describeFix";
import { fixAll, fixesOf } from "../../../src/core/config/fixes";
import { parseConfig } from "../../../src/core/config/parseConfig";
import { isOwnJob } from "../../../src/core/config/parseOwnJob";
import { problemsOf } from "../../../src/core/config/problemsOf";
import type { ConfigFormat } from "../../../src/core/config/types";
import type { Job } from "../../../src/core/model/model";
import { plainText } from "../../../src/core/text/translate";

interface FixCase {
  readonly name: string;
  readonly format: ConfigFormat;
  readonly text: string;
  readonly title: string;
  readonly after: string;
  readonly job?: Job;
}

/** The first fix of a text with its title. */
const CASES: readonly FixCase[] = [
  { name: "a misspelt key", format: "yaml", text: "websiteconfig: # read\n  stopword: [x] # drop\n", title: "Change to stopwords", after: "websiteconfig: # read\n  stopwords: [x] # drop\n" },
  { name: "a misspelt key", format: "json", text: '{ "websiteconfig": { "stopword": ["x"] } }', title: "Change to stopwords", after: '{ "websiteconfig": { "stopwords": ["x"] } }' },
  { name: "a key in single quotes", format: "yaml", text: "'profileRecord': true\n", title: "Change to profileRecords", after: "'profileRecords': true\n" },
  { name: "an old key", format: "json", text: '{ "archiveRecords": true }', title: "Change to profileRecords", after: '{ "profileRecords": true }' },
  { name: "an old key", format: "yaml", text: "archiveRecords: true\n", title: "Change to profileRecords", after: "profileRecords: true\n" },
  { name: "an old key beside today's", format: "yaml", text: "# both\narchiveRecords: true # old\nprofileRecords: false\n", title: "Remove archiveRecords", after: "# both\nprofileRecords: false\n" },
  { name: "an old key beside today's", format: "json", text: '{\n  "archiveRecords": true,\n  "profileRecords": false\n}', title: "Remove archiveRecords", after: '{\n  "profileRecords": false\n}' },
  { name: "a key twice: the last counts", format: "yaml", text: "controllerPort: 0 # first\n# second\ncontrollerPort: 9051\n", title: "Remove duplicate", after: "# second\ncontrollerPort: 9051\n" },
  { name: "a key twice: the last counts", format: "json", text: '{ "controllerPort": 0, "profileRecords": true, "controllerPort": 9051 }', title: "Remove duplicate", after: '{ "profileRecords": true, "controllerPort": 9051 }' },
  { name: "a section twice", format: "yaml", text: "csv:\n  separator: auto\n\ncsv:\n  sepLine: true\n", title: "Remove duplicate", after: "\ncsv:\n  sepLine: true\n" },
  { name: "a name twice", format: "yaml", text: "profiling:\n  profileData:\n    - Heron # one\n    # of herons\n    - HERON # again\n    - Egret\n", title: "Remove duplicate", after: "profiling:\n  profileData:\n    - Heron # one\n    # of herons\n    - Egret\n" },
  { name: "a name twice", format: "json", text: '{ "profiling": { "profileData": ["Heron", "Egret", "heron"] } }', title: "Remove duplicate", after: '{ "profiling": { "profileData": ["Heron", "Egret"] } }' },
  { name: "a name with rules goes before one without", format: "yaml", text: "profiling:\n  profileData:\n    - Heron\n    - name: heron\n      match: {word: false}\n", title: "Remove duplicate", after: "profiling:\n  profileData:\n    - name: heron\n      match: {word: false}\n" },
  { name: "an alias twice", format: "json", text: '{ "profiling": { "profileData": [{ "name": "Heron", "aliases": ["Egret", "egret"] }] } }', title: "Remove duplicate", after: '{ "profiling": { "profileData": [{ "name": "Heron", "aliases": ["Egret"] }] } }' },
  { name: "an address twice, in both lists", format: "yaml", text: "websiteconfig:\n  rss_feeds: [https://news.example/a]\n  webpages:\n    - https://news.example/a\n", title: "Remove duplicate", after: "websiteconfig:\n  rss_feeds: [https://news.example/a]\n  webpages:\n    []\n" },
  { name: "an address without scheme", format: "yaml", text: "websiteconfig:\n  rss_feeds:\n    - news.example/feed.xml # daily\n", title: "Add https://", after: "websiteconfig:\n  rss_feeds:\n    - \"https://news.example/feed.xml\" # daily\n" },
  { name: "an address without scheme", format: "json", text: '{ "websiteconfig": { "rss_feeds": ["www.news.example/feed.xml"] } }', title: "Add https://", after: '{ "websiteconfig": { "rss_feeds": ["https://www.news.example/feed.xml"] } }' },
  { name: "a cut scheme", format: "json", text: '{ "websiteconfig": { "webpages": [{ "url": "htp:/news.example" }] } }', title: "Change to http://news.example", after: '{ "websiteconfig": { "webpages": [{ "url": "http://news.example" }] } }' },
  { name: "a defanged address", format: "yaml", text: "websiteconfig: {webpages: ['hxxps://news.example/x']}\n", title: "Change to https://news.example/x", after: "websiteconfig: {webpages: ['https://news.example/x']}\n" },
  { name: "the host of XSOAR", format: "yaml", text: "profiling:\n  CortexXSOARAPIConfig:\n    host: xsoar.example\n", title: "Add https://", after: 'profiling:\n  CortexXSOARAPIConfig:\n    host: "https://xsoar.example"\n' },
  { name: "a flag in quotes", format: "yaml", text: 'profileRecords: "true" # match\n', title: "Remove quotes", after: "profileRecords: true # match\n" },
  { name: "a flag in quotes", format: "json", text: '{ "profileRecords": "false" }', title: "Remove quotes", after: '{ "profileRecords": false }' },
  { name: "yes for true", format: "yaml", text: "profileRecords: yes\n", title: "Change to true", after: "profileRecords: true\n" },
  { name: "a number in quotes", format: "json", text: '{ "controllerPort": "9051" }', title: "Remove quotes", after: '{ "controllerPort": 9051 }' },
  { name: "a number in quotes", format: "yaml", text: "controllerPort: '9051'\n", title: "Remove quotes", after: "controllerPort: 9051\n" },
  { name: "a number with a point", format: "json", text: '{ "controllerPort": 9051.0 }', title: "Change to 9051", after: '{ "controllerPort": 9051 }' },
  { name: "a name of digits", format: "yaml", text: "profiling:\n  profileData:\n    - 0815 # a gang\n", title: "Put 0815 in quotes", after: 'profiling:\n  profileData:\n    - "0815" # a gang\n' },
  { name: "a name of digits", format: "json", text: '{ "profiling": { "profileData": [8220] } }', title: "Put 8220 in quotes", after: '{ "profiling": { "profileData": ["8220"] } }' },
  { name: "a text that is a flag", format: "yaml", text: "mailconfig:\n  mailSubject: true\n", title: "Put true in quotes", after: 'mailconfig:\n  mailSubject: "true"\n' },
  { name: "one for a list", format: "yaml", text: "profiling:\n  profileData: Heron\n", title: "Make it a list", after: 'profiling:\n  profileData: ["Heron"]\n' },
  { name: "one for a list", format: "json", text: '{ "profiling": { "profileData": "Heron" } }', title: "Make it a list", after: '{ "profiling": { "profileData": ["Heron"] } }' },
  { name: "a value to choose", format: "yaml", text: "csv: {separator: Auto}\n", title: "Change to auto", after: "csv: {separator: auto}\n" },
  { name: "a value to choose", format: "json", text: '{ "profiling": { "CortexXSOARAPIConfig": { "write": "reviews" } } }', title: "Change to review", after: '{ "profiling": { "CortexXSOARAPIConfig": { "write": "review" } } }' },
  { name: "a comma too many", format: "json", text: '{\n  "profileRecords": true,\n}', title: "Remove ,", after: '{\n  "profileRecords": true\n}' },
  { name: "the wrong port", format: "yaml", text: "controllerPort: 9050\n", title: "Change to 9051", after: "controllerPort: 9051\n" },
  { name: "a stopword that is empty", format: "json", text: '{ "websiteconfig": { "stopwords": ["", "x"] } }', title: 'Remove ""', after: '{ "websiteconfig": { "stopwords": ["x"] } }' },
  { name: "a key outside its section", format: "yaml", text: "# ours\nprofileData: # names\n  - Heron # grey\nprofiling:\n  profile2file: true # files\nprofileRecords: true\n", title: "Move to profiling.profileData", after: "# ours\nprofiling:\n  profile2file: true # files\n  profileData: # names\n    - Heron # grey\nprofileRecords: true\n" },
  { name: "a key outside its section", format: "json", text: '{\n  "host": "https://xsoar.example",\n  "profiling": {\n    "CortexXSOARAPIConfig": {\n      "write": "review"\n    }\n  }\n}', title: "Move to profiling.CortexXSOARAPIConfig.host", after: '{\n  "profiling": {\n    "CortexXSOARAPIConfig": {\n      "write": "review",\n      "host": "https://xsoar.example"\n    }\n  }\n}' },
  { name: "a key whose section is missing", format: "yaml", text: "sepLine: true\nprofileRecords: true\n", title: "Move to csv.sepLine", after: "profileRecords: true\ncsv:\n  sepLine: true\n" },
  { name: "a key whose section is missing", format: "json", text: '{ "sepLine": true }', title: "Move to csv.sepLine", after: '{ "csv": { "sepLine": true } }' },
  { name: "a rule beside the name", format: "yaml", text: "profiling:\n  profileData:\n    - name: Heron\n      requireContext: true # a bird\n    - Egret\n", title: "Move to match.requireContext", after: "profiling:\n  profileData:\n    - name: Heron\n      match:\n        requireContext: true # a bird\n    - Egret\n" },
  { name: "other names among the rules", format: "json", text: '{ "profiling": { "profileData": [{ "name": "Heron", "match": { "aliases": ["Egret"], "word": false } }] } }', title: "Move to aliases", after: '{ "profiling": { "profileData": [{ "name": "Heron", "match": { "word": false }, "aliases": ["Egret"] }] } }' },
]; // prettier-ignore

/** All of an analyst's first day. */
const YAML = `# Our sources
websiteconfig:
  rss_feed: # daily
    - news.example/feed.xml
    - https://press.example/a # press
    - https://press.example/a
  stopwords: imprint
profileRecords: "yes"
profiling:
  profileData:
    - name: Heron # grey
      matchIn: [Title]
    - 8220
    - heron
    - Egret
  sendMail: true
mailconfig:
  mailSubject: 7
controllerPort: "9050"
controllerPort: 9050
`;

const OTHERS: readonly Omit<FixCase, "title">[] = [
  {
    name: "in one line",
    format: "json",
    text: '{"websiteconfig": {"webpages": [], "hit": ["Contoso"]}}',
    after: '{"job": { "base": "counts" }, "websiteconfig": {"webpages": [], "hit": ["Contoso"]}}',
  },
  {
    name: "in lines",
    format: "json",
    text: '{\r\n\t"port": 1,\r\n\t"websiteconfig": {"hit": []}\r\n}',
    after: '{\r\n\t"job": { "base": "counts" },\r\n\t"port": 1,\r\n\t"websiteconfig": {"hit": []}\r\n}',
  },
  {
    name: "below a remark",
    format: "yaml",
    text: "# ours\nwebsiteconfig: # pages\n  hit: [Contoso]\n",
    after: "# ours\njob: { base: counts }\nwebsiteconfig: # pages\n  hit: [Contoso]\n",
  },
  {
    name: "further in",
    format: "yaml",
    text: "  websiteconfig: {hit: [a]}\n  csv: {}\n",
    after: "  job: { base: counts }\n  websiteconfig: {hit: [a]}\n  csv: {}\n",
  },
  {
    name: "in brackets",
    format: "yaml",
    text: "{websiteconfig: {hit: [a]}}\n",
    after: "{job: { base: counts }, websiteconfig: {hit: [a]}}\n",
  },
];

describe("fixes", () => {
  for (const { name, format, text, after } of OTHERS) {
    it(`make a job of somebody else's file: ${format} ${name}`, () => {
      const source = { job: "leaks", text, format };
      const [fix, ...more] = fixesOf(source, problemsOf("leaks", text, format));
      assert.ok(fix !== undefined);
      assert.deepEqual(
        [describeFix(fix, plainText), fix.after, more],
        ["Make it a job of your own, with the base counts", after, []],
      );
      assert.ok(isOwnJob(after, format));
      assert.ok(problemsOf("leaks", after, format).every(({ code }) => code !== "couldBeJob"));
      // Which nobody may do without having been asked.
      assert.deepEqual(fixAll(source), { text, count: 0 });
    });
  }

  it("mend the file of a job of the user's own as those of the four", () => {
    const text = "job: {base: counts}\nwebsiteconfig: {hits: [a]}\nresultfile: {createFile: yes}\n";
    const source = { job: "leaks", text, format: "yaml" } as const;
    assert.deepEqual(
      fixesOf(source, problemsOf("leaks", text, "yaml")).map((fix) => describeFix(fix, plainText)),
      ["Change to hit", "Change to true"],
    );
    assert.equal(fixAll(source).count, 2);
  });

  for (const { name, format, text, title, after, job = "articles" } of CASES) {
    it(`${format}: ${name}`, () => {
      const source = { job, text, format };
      const { problems } = parseConfig(job, text, format);
      const [fix] = fixesOf(source, problems);
      assert.ok(fix, JSON.stringify(problems));
      assert.deepEqual([describeFix(fix, plainText), fix.after], [title, after]);
    });
  }

  it("leave what needs a person: an unknown key, a name with rules twice, an address of another kind", () => {
    for (const text of [
      '{ "colour": 1 }',
      '{ "profiling": { "profileData": [{ "name": "Heron", "match": { "word": false } }, { "name": "heron", "comment": "x" }] } }',
      '{ "websiteconfig": { "rss_feeds": ["ftp://news.example/a"] } }',
      '{ "websiteconfig": { "stopword": [], "stopwords": [] } }',
    ]) {
      const { problems } = parseConfig("articles", text, "json");
      assert.equal(problems.length, 1, text);
      assert.deepEqual(fixesOf({ job: "articles", text, format: "json" }, problems), [], text);
    }
  });

  it("do not take a value from where others share it by an anchor", () => {
    const text = "x-all: &all [Heron]\nprofileData: *all\nprofiling: {profile2file: true}\n";
    const { problems } = parseConfig("articles", text, "yaml");
    assert.deepEqual(fixesOf({ job: "articles", text, format: "yaml" }, problems), []);
  });

  for (const [format, text] of [
    ["yaml", YAML],
    ["yaml", YAML.replaceAll("\n", "\r\n")],
    ["json", jsonOf(YAML)],
  ] as const) {
    it(`all of ${text.includes("\r") ? "CRLF " : ""}${format} in one go: nothing is left to fix, remarks stay`, () => {
      const { text: after, count } = fixAll({ job: "articles", text, format });
      const { problems } = parseConfig("articles", after, format);
      assert.deepEqual(fixesOf({ job: "articles", text: after, format }, problems), []);
      assert.deepEqual(
        problems.map(({ code }) => code),
        ["mailIncomplete"],
        after,
      );
      assert.ok(count >= 12, String(count));
      if (format === "json") return;
      for (const remark of ["# Our sources", "# daily", "# press", "# grey"]) assert.ok(after.includes(remark), remark);
      assert.equal(after.includes("\r\n"), text.includes("\r\n"));
      assert.equal(/[^\r]\n/.test(after), !text.includes("\r\n"), "one kind of line ends");
    });
  }
});

/** The same mistakes in JSON. */
function jsonOf(yaml: string): string {
  assert.ok(yaml.length > 0);
  return JSON.stringify(
    {
      websiteconfig: {
        rss_feed: ["news.example/feed.xml", "https://press.example/a", "https://press.example/a"],
        stopwords: "imprint",
      },
      profileRecords: "yes",
      profiling: { profileData: [{ name: "Heron", matchIn: ["Title"] }, 8220, "heron", "Egret"], sendMail: true },
      mailconfig: { mailSubject: 7 },
      controllerPort: "9050",
    },
    null,
    2,
  ).replace('"controllerPort"', '"controllerPort": 9050,\n  "controllerPort"');
}
