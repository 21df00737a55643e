import assert from "node:assert/strict";
import { deriveRule } from "../../../src/core/matching/rules";
import { parseConfig } from "../../../src/core/config/parseConfig";
import { describeProblem } from "../../../src/core/config/describeProblem";
import { trackedNames } from "../../../src/core/names/trackedNames";
import { plainText } from "../../../src/core/text/translate";
import { type Case, expectOne } from "./marked";

const inNames = (marked: string) => `{ "profiling": { "profileData": [${marked}] } }`;
const inMatch = (marked: string) => inNames(`{ "name": "Heron", "match": { ${marked} } }`);

/** What the schema says as well. */
const values: readonly Case[] = [
  { name: "a number for an entry", text: inNames("«5»"), code: "wrongType", args: { expected: "name", actual: "number" } },
  { name: "a number for a name", text: inNames('{ "name": «5» }'), code: "wrongType", path: ["profiling", "profileData", 0, "name"] },
  { name: "text for the other names", text: inNames('{ "name": "Heron", "aliases": «"Egret"» }'), code: "wrongType" },
  { name: "a flag for another name", text: inNames('{ "name": "Heron", "aliases": [«true»] }'), code: "wrongType" },
  { name: "text for the rules", text: inNames('{ "name": "Heron", "match": «"word"» }'), code: "wrongType" },
  { name: "text for a flag", text: inMatch('"word": «"yes"»'), code: "wrongType" },
  { name: "text for phrases", text: inMatch('"notNear": «"Google"»'), code: "wrongType" },
  { name: "a part that is none", text: inMatch('"matchIn": ["title", «"body"»]'), code: "notOneOf" },
  { name: "a blank expression", text: inMatch('"pattern": «" "»'), code: "blankText" },
  { name: "an article without address", text: inMatch('"notHere": [«"toys"»]'), code: "urlNotHttp" },
  { name: "a number for a remark", text: inNames('{ "name": "Heron", "comment": «7» }'), code: "wrongType" },
]; // prettier-ignore

const own: readonly Case[] = [
  { name: "no name", text: inNames('«{ "aliases": ["Egret"] }»'), code: "nameMissing" },
  { name: "another name without a name", text: inNames('{ "name": "Heron", "aliases": [«{ "match": {} }»] }'), code: "nameMissing" },
  { name: "a name without letters", text: inNames('{ "name": «"?"» }'), code: "nameWithoutLetters" },
  { name: "a phrase without letters", text: inMatch('"notNear": [«" "»]'), code: "nameWithoutLetters" },
  { name: "an open bracket", text: inMatch('"pattern": «"her(on"»'), code: "badPattern" },
  { name: "look-behind", text: inMatch('"pattern": «"(?<=a)heron"»'), code: "badPattern" },
  { name: "a back reference", text: inMatch(String.raw`"pattern": «"(a)\\1"»`), code: "badPattern" },
  { name: "what agrees with nothing", text: inMatch('"pattern": «"x*"»'), code: "badPattern" },
  { name: "an endless expression", text: inMatch(`"pattern": «"${"x".repeat(1_001)}"»`), code: "badPattern" },
  { name: "nowhere to look", text: inMatch('"matchIn": «[]»'), code: "emptyList" },
]; // prettier-ignore

const warnings: readonly Case[] = [
  { name: "no articles", text: inMatch('"notHere": «[]»'), code: "emptyList" },
  { name: "a rule that is none", text: inMatch('«"requireContexts"»: true'), code: "unknownKey", args: { key: "requireContexts", suggestion: "requireContext" } },
  { name: "a key that is none", text: inNames('{ "name": "Heron", «"alias"»: [] }'), code: "unknownKey", args: { key: "alias", suggestion: "aliases" } },
  { name: "a name in both forms", text: inNames('"Grey Heron", { "name": «"grey-heron"» }'), code: "duplicateName", path: ["profiling", "profileData", 1, "name"] },
  { name: "its own name again", text: inNames('{ "name": "Heron", "aliases": [«"HERON"»] }'), code: "duplicateAlias", path: ["profiling", "profileData", 0, "aliases", 0] },
  { name: "another name twice", text: inNames('{ "name": "Heron", "aliases": ["Egret", { "name": «"egret"» }] }'), code: "duplicateAlias" },
]; // prettier-ignore

describe("names with rules", () => {
  for (const one of values) it(`value: ${one.name}`, () => void expectOne(one, "json"));
  for (const one of own) it(`ours alone: ${one.name}`, () => void expectOne(one, "json"));
  for (const one of warnings) it(`warning: ${one.name}`, () => void expectOne({ ...one, severity: "warning" }, "json"));
  for (const one of [...values, ...own]) {
    it(`in YAML: ${one.name}`, () => void expectOne(one, "yaml"));
  }

  it("take what holds for all names where they say nothing themselves, other names too", () => {
    for (const [format, text] of [
      [
        "yaml",
        "profiling:\n  match: {matchIn: [title, summary], requireContext: true, notNear: [heron bay]}\n  profileData:\n    - Heron\n    - name: Egret\n      match: {matchIn: [url], notNear: [egret lane]}\n      aliases: [Bittern, {name: Stork, match: {requireContext: false}}]\n",
      ],
      [
        "json",
        '{"profiling":{"match":{"matchIn":["title","summary"],"requireContext":true,"notNear":["heron bay"]},"profileData":["Heron",{"name":"Egret","match":{"matchIn":["url"],"notNear":["egret lane"]},"aliases":["Bittern",{"name":"Stork","match":{"requireContext":false}}]}]}}',
      ],
    ] as const) {
      const { config, problems } = parseConfig("articles", text, format);
      assert.deepEqual(problems, []);
      assert.ok(config);
      const entries = trackedNames(config.profiling.profiles, ["Avocet"], new Map());
      const told = entries.map(({ profile, name, rule }) => [
        profile,
        name,
        rule?.matchIn.join(),
        rule?.requireContext,
        rule?.notNear.filter((phrase) => /heron bay|egret lane/.test(phrase)).join(),
      ]);
      assert.deepEqual(told, [
        ["Heron", "Heron", "title,summary", true, "heron bay"],
        ["Egret", "Egret", "url", true, "egret lane"],
        ["Egret", "Bittern", "url", true, "egret lane"],
        ["Egret", "Stork", "url", false, "egret lane"],
        [null, "Avocet", "title,summary", true, "heron bay"],
      ]);
    }
  });
  it("say where a rule belongs that stands in the wrong place", () => {
    const told = (text: string) => {
      const { problems } = parseConfig("articles", text, "yaml");
      return problems.map((problem) => describeProblem(problem, plainText));
    };
    const place = 'it belongs to "profiling.match.matchIn".';
    assert.deepEqual(told("matchIn: [title]\n"), [`"matchIn" stands in the wrong place, so it is ignored: ${place}`]);
    assert.deepEqual(told("profiling: {matchIn: [title]}\n"), [
      `"matchIn" stands in the wrong place, so it is ignored: ${place}`,
    ]);
    assert.deepEqual(told("profiling: {match: {pattern: a}}\n"), [
      '"pattern" stands in the wrong place, so it is ignored: it belongs to "match.pattern" in an entry of "profiling.profileData".',
    ]);
    assert.deepEqual(
      told("websiteconfig: {exclude: [a], rss_feeds: [https://news.example/a]}\nresultfile: {}\n").slice(0, 1),
      [
        '"exclude" stands in the wrong place, so it is ignored: it belongs to "exclude" in an entry of "websiteconfig.rss_feeds".',
      ],
    );
  });

  it("are read with all that is said about them, beside plain ones", () => {
    const text = `
profiling:
  profileData:
    - Clop
    - name: " Play "
      comment: a word of every day
      aliases:
        - PlayCrypt
        - name: Balloonfly
          match: { enabled: false }
      match:
        requireContext: false
        notNear: [Google Play, Play Store]
        notHere: [" https://news.example/toys "]
        matchIn: [title]
`;
    const { config, problems } = parseConfig("articles", text, "yaml");
    assert.deepEqual(problems, []);
    assert.deepEqual(config?.profiling.profileData, ["Clop", "Play"]);
    assert.deepEqual(config.profiling.profiles, [
      { name: "Clop", aliases: [], match: {}, notHere: [] },
      {
        name: "Play",
        aliases: [
          { name: "PlayCrypt", match: {}, notHere: [] },
          { name: "Balloonfly", match: { enabled: false }, notHere: [] },
        ],
        match: { requireContext: false, notNear: ["Google Play", "Play Store"], matchIn: ["title"] },
        notHere: ["https://news.example/toys"],
      },
    ]);
  });

  it("do without the well-known phrases where the list is empty", () => {
    const { config, problems } = parseConfig("articles", inMatch('"notNear": []').replace(/[«»]/g, ""), "json");
    assert.deepEqual(problems, []);
    const [profile] = config?.profiling.profiles ?? [];
    assert.deepEqual(profile?.match, { notNear: [] });
    assert.deepEqual(deriveRule("Play", profile.match).notNear, []);
  });

  it("keep working below the old names of the keys, for both jobs", () => {
    const text = '{ "archiving": { "archivedData": [{ "name": "Heron", "aliases": ["Egret"] }] } }';
    for (const job of ["articles", "keywords"] as const) {
      const { config } = parseConfig(job, text, "json");
      assert.deepEqual(config?.profiling.profiles, [
        { name: "Heron", aliases: [{ name: "Egret", match: {}, notHere: [] }], match: {}, notHere: [] },
      ]);
    }
  });
});
