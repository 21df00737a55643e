import assert from "node:assert/strict";
import path from "node:path";
import { placesAt } from "../../../src/core/config/cursorPlace";
import { keyHover } from "../../../src/core/config/keyHover";
import { type Offer, offersAt } from "../../../src/core/config/offers";
import { parseConfig } from "../../../src/core/config/parseConfig";
import type { SchemaNode } from "../../../src/core/config/schemaNodes";
import type { ConfigFormat } from "../../../src/core/config/types";
import { plainText } from "../../../src/core/text/translate";
import { projectRoot } from "../../vscode/project";

/** The build's own part; it is no TypeScript. */
const { unchecked } = require(path.join(projectRoot, "l10n", "schemas.js")) as {
  readonly unchecked: (schema: unknown) => SchemaNode;
};
const schemaOf = (name: string): SchemaNode =>
  unchecked(require(path.join(projectRoot, "media", "schemas", `${name}.schema.json`)));
const articles = schemaOf("articles_config");

/** The offers at the mark | of a text, and the text without it. */
function at(marked: string, format: ConfigFormat, schema = articles) {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  return { text, offset, offers: offersAt(text, format, placesAt(text, offset), schema, plainText) };
}

/** The text with an offer taken, its gaps filled with what stands in them. */
function taken(text: string, { start, end, insert }: Offer): string {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  const written = insert
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1")
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, "$1")
    .replace(/\$\d/g, "")
    .replace(/\\([\\$}])/g, "$1")
    .replaceAll("\n", `\n${indent}`);
  return text.slice(0, start) + written + text.slice(end);
}

/** Labels that have to be offered, those that must not be, at a place. */
const YAML: readonly (readonly [name: string, text: string, has: readonly string[], hasNot: readonly string[]])[] = [
  ["an empty file", "|", ["websiteconfig", "profiling", "A small configuration"], ["rss_feeds"]],
  ["the outermost level, with a word begun", "profileRecords: true\npro|\n", ["profiling"], ["profileRecords", "rss_feeds"]],
  ["a section, in its first line", "websiteconfig:\n  |\n", ["rss_feeds", "webpages", "stopwords"], ["profiling"]],
  ["a section between its keys", "websiteconfig:\n  rss_feeds: []\n  |\n  stopwords: []\n", ["webpages"], ["rss_feeds", "stopwords"]],
  ["a blank line back at the outermost level", "websiteconfig:\n  rss_feeds:\n    - https://a.example\n|\n", ["profiling"], ["webpages"]],
  ["behind remarks", "profiling: # names\n  # more\n  |", ["profileData", "CortexXSOARAPIConfig"], []],
  ["a section within", "profiling:\n  CortexXSOARAPIConfig:\n    host: https://x.example\n    |\n", ["write", "search_field"], ["host", "profileData"]],
  ["the keys of an entry, behind the dash", "profiling:\n  profileData:\n    - |\n", ["A name with other names", "name", "aliases", "match"], ["profiling"]],
  ["the keys of an entry, below the dash", "profiling:\n  profileData:\n    - name: Heron\n      |\n    - Egret\n", ["aliases", "match", "comment"], ["name"]],
  ["a further entry without its dash", "profiling:\n  profileData:\n    - Heron\n    |\n", ["A name", "A name with rules"], ["aliases", "profile2file"]],
  ["an entry of a list that is not indented", "profiling:\n  profileData:\n  - Heron\n  - |", ["A name", "aliases"], []],
  ["rules", "profiling:\n  profileData:\n    - name: Heron\n      match:\n        word: true\n        |\n", ["requireContext", "matchIn"], ["word", "aliases"]],
  ["a flag", "profileRecords: |\n", ["true", "false"], []],
  ["a flag that stands there", "profileRecords: fal|se # no\n", ["true", "false"], []],
  ["one of a few", "csv:\n  separator: |\n", [";", ",", "auto"], []],
  ["one of a few, in a list", "profiling:\n  profileData:\n    - name: Heron\n      match:\n        matchIn:\n          - |\n", ["title", "url", "summary", "content"], []],
  ["one of a few, in brackets", "profiling: {profileData: [{name: Heron, match: {matchIn: [title, |]}}]}\n", ["summary"], []],
  ["a key in brackets", "profiling: {profile2file: true, |}\n", ["profileData"], ["profile2file", "websiteconfig"]],
  ["an address", "websiteconfig:\n  rss_feeds:\n    - |\n", ["Address of a feed", "Feed with rules", "url"], []],
  ["brackets over several lines", "csv: {\n  separator: auto,\n  |\n}\n", ["language", "sepLine"], ["separator", "csv"]],
]; // prettier-ignore

describe("what an editor offers in YAML", () => {
  for (const [name, marked, has, hasNot] of YAML) {
    it(name, () => {
      const { text, offers } = at(marked, "yaml");
      const labels = offers.map(({ label }) => label);
      for (const label of has) assert.ok(labels.includes(label), `${label} is not among ${labels.join(", ")}`);
      for (const label of hasNot) assert.ok(!labels.includes(label), `${label} is among ${labels.join(", ")}`);
      assert.equal(new Set(labels).size, labels.length, labels.join(", "));
      for (const offer of offers) {
        const { problems } = parseConfig("articles", taken(text, offer), "yaml");
        const syntax = problems.filter(({ code }) => /Syntax|unknown|duplicateKey/.test(code));
        assert.deepEqual(syntax, [], `${offer.label}:\n${taken(text, offer)}`);
        assert.ok(offer.documentation.length > 10, offer.label);
      }
    });
  }
  it("nothing in remarks, in texts of several lines, below unknown keys, and where nothing is known", () => {
    for (const marked of [
      "# web|\nprofileRecords: true\n",
      "profileRecords: true # tr|ue\n",
      "mailconfig:\n  placeholder: |-\n    some\n    ¦\n",
      "colour:\n  ¦\n",
      "profileRecords: true ¦\nprofiling: {}\n",
    ]) {
      const { offers } = marked.includes("¦")
        ? at(marked.replace("|", "\u0000").replace("¦", "|").replace("\u0000", ">"), "yaml")
        : at(marked, "yaml");
      assert.deepEqual(
        offers.map(({ label }) => label),
        [],
        marked,
      );
    }
  });
  it("keys with what belongs behind them", () => {
    const insert = (marked: string, label: string) =>
      at(marked, "yaml").offers.find((one) => one.label === label)?.insert;
    assert.equal(insert("|", "websiteconfig"), "websiteconfig:\n  $0");
    assert.equal(insert("websiteconfig:\n  |", "rss_feeds"), "rss_feeds:\n  - $0");
    assert.equal(insert("|", "profileRecords"), "profileRecords: ${1|true,false|}");
    assert.equal(insert("csv:\n  |", "separator"), 'separator: ${1|auto,";","\\,"|}');
    assert.equal(insert("profiling:\n  profileData:\n    - |", "match"), "match:\n    $0");
    assert.equal(insert("|files: x", "getDeltaRecords"), "getDeltaRecords", "the colon is there");
    assert.equal(
      insert("profiling:\n  profileData:\n    - |", "A name with other names"),
      "name: ${1:Name}\n  aliases:\n    - ${2:Other name}",
    );
    assert.equal(insert("profiling:\n  profileData:\n    - Heron\n    |", "A name"), "- ${1:Name}");
  });
});

const JSON_PLACES: typeof YAML = [
  ["the outermost level", '{ "profileRecords": true, | }', ["websiteconfig"], ["profileRecords", "rss_feeds"]],
  ["a key begun", '{\n  "web|\n}', ["websiteconfig"], []],
  ["a section", '{ "websiteconfig": { "|" } }', ["rss_feeds", "stopwords"], ["profiling"]],
  ["a flag", '{ "profileRecords": | }', ["true", "false"], []],
  ["an entry", '{ "profiling": { "profileData": ["Heron", |] } }', ["A name", "A name with rules"], ["aliases"]],
  ["rules", '{ "profiling": { "profileData": [{ "name": "Heron", "match": { | } }] } }', ["matchIn"], ["name"]],
  ["one of a few", '{ "csv": { "separator": "|" } }', [";", ",", "auto"], []],
]; // prettier-ignore

describe("what an editor offers in JSON", () => {
  for (const [name, marked, has, hasNot] of JSON_PLACES) {
    it(name, () => {
      const { offers } = at(marked, "json");
      const labels = offers.map(({ label }) => label);
      for (const label of has) assert.ok(labels.includes(label), `${label} is not among ${labels.join(", ")}`);
      for (const label of hasNot) assert.ok(!labels.includes(label), `${label} is among ${labels.join(", ")}`);
      for (const offer of offers) assert.ok(/^["{[tf\d$]/.test(offer.insert), offer.insert);
    });
  }
  it("a whole file where there is none yet", () => {
    const { text, offers } = at("|", "json");
    assert.deepEqual(
      offers.map(({ label }) => label),
      ["A small configuration"],
    );
    const [whole] = offers;
    assert.ok(whole);
    assert.equal(parseConfig("articles", taken(text, whole), "json").problems.length, 0);
  });
  it("a key with its comma where another one follows", () => {
    const { offers } = at('{\n  |\n  "profileRecords": true\n}', "json");
    assert.equal(offers.find(({ label }) => label === "csv")?.insert, '"csv": {$0},');
  });
});

describe("what an editor offers in the names file", () => {
  const names = schemaOf("names.lock");
  it("the keys of a fact, and the kinds of names", () => {
    const labels = (marked: string) => at(marked, "yaml", names).offers.map(({ label }) => label);
    assert.ok(labels("- {name: Heron, |}").includes("alias"));
    assert.ok(!labels("- {name: Heron, |}").includes("name"));
    assert.ok(labels("- {name: Heron, kind: |}").includes("malware"));
  });
});

describe("what an editor says of a key", () => {
  const told = (marked: string, schema = articles) => {
    const offset = marked.indexOf("|");
    const text = marked.replace("|", "");
    const found = keyHover(text, offset, schema);
    return found && [text.slice(found.start, found.end), found.text];
  };
  it("is what the schema has, in YAML as in JSON", () => {
    const [, yaml] = told("websiteconfig:\n  rss_f|eeds: []\n") ?? [];
    const [word, json] = told('{ "websiteconfig": { "rss_|feeds": [] } }') ?? [];
    assert.equal(word, '"rss_feeds"');
    assert.equal(yaml, json);
    assert.match(String(yaml), /^\*\*Feeds\*\*\n\nFeeds to read/);
    assert.match(
      String(told("profiling:\n  profileData:\n    - name: Heron\n      match: {require|Context: true}")?.[1]),
      /word such as \*group\*/,
    );
    assert.match(String(told("- {name: Heron, ali|as: Egret}", schemaOf("names.lock"))?.[1]), /Another name/);
  });
  it("also of a value that was chosen, and nothing of others", () => {
    assert.match(String(told("profiling:\n  CortexXSOARAPIConfig:\n    key_type: adv|anced\n")?.[1]), /digest/);
    for (const marked of [
      "websiteconfig:\n  rss_feeds: [https://a.|example]\n",
      "# web|siteconfig: x\n",
      "colour|: 1\n",
    ])
      assert.equal(told(marked), null, marked);
  });
  it("is found quickly in a large file", () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `    - Heron ${index}`).join("\n");
    const text = `profiling:\n  profileData:\n${names}\nprofile|Records: true\n`;
    const before = performance.now();
    assert.equal(told(text)?.[0], "profileRecords");
    assert.ok(performance.now() - before < 2_000);
  });
});
