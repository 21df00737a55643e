import assert from "node:assert/strict";
import { type Lesson, type LessonTarget, learn, lessonEntry } from "../../../src/core/config/learn";
import { parseConfig } from "../../../src/core/config/parseConfig";
import type { ConfigFormat } from "../../../src/core/config/types";

const NEAR: Lesson = { kind: "notNear", phrase: "google" };
const CONTEXT: Lesson = { kind: "requireContext" };
const STOP: Lesson = { kind: "stop" };
const HERE: Lesson = { kind: "notHere", url: "https://news.example/toys" };
const play: LessonTarget = { profile: "Play", alias: null };
const crypt: LessonTarget = { profile: "Play", alias: "PlayCrypt" };

interface LearnCase {
  readonly name: string;
  readonly format: ConfigFormat;
  readonly before: string;
  readonly lessons: readonly (readonly [LessonTarget, Lesson])[];
  readonly after: string;
}

const CASES: readonly LearnCase[] = [
  {
    name: "a name among others in lines of JSON",
    format: "json",
    before: '{\r\n  "profiling": {\r\n    "profileData": [\r\n      "Clop",\r\n      "Play",\r\n      "APT"\r\n    ]\r\n  }\r\n}\r\n',
    lessons: [[play, NEAR]],
    after: '{\r\n  "profiling": {\r\n    "profileData": [\r\n      "Clop",\r\n      { "name": "Play", "match": { "notNear": ["google"] } },\r\n      "APT"\r\n    ]\r\n  }\r\n}\r\n',
  },
  {
    name: "several rules one after the other in one line of JSON",
    format: "json",
    before: '{"profiling": {"profileData": ["Clop",   "Play"]}}',
    lessons: [[play, NEAR], [play, CONTEXT], [play, HERE], [play, { kind: "notNear", phrase: "App Store" }]],
    after: '{"profiling": {"profileData": ["Clop",   { "name": "Play", "match": { "notNear": ["google", "App Store"], "requireContext": true, "notHere": ["https://news.example/toys"] } }]}}',
  },
  {
    name: "another name that is not there yet, in JSON",
    format: "json",
    before: '{"profiling": {"profileData": ["Play"]}}',
    lessons: [[crypt, STOP]],
    after: '{"profiling": {"profileData": [{ "name": "Play", "aliases": [{ "name": "PlayCrypt", "match": { "enabled": false } }] }]}}',
  },
  {
    name: "a section with its members in lines of their own",
    format: "json",
    before: '{\n\t"profiling": {\n\t\t"profileData": [\n\t\t\t{\n\t\t\t\t"name": "Play",\n\t\t\t\t"aliases": [\n\t\t\t\t\t"PlayCrypt",\n\t\t\t\t\t"Balloonfly"\n\t\t\t\t],\n\t\t\t\t"match": {\n\t\t\t\t\t"requireContext": false\n\t\t\t\t}\n\t\t\t}\n\t\t]\n\t}\n}',
    lessons: [[play, CONTEXT], [play, NEAR], [crypt, NEAR]],
    after: '{\n\t"profiling": {\n\t\t"profileData": [\n\t\t\t{\n\t\t\t\t"name": "Play",\n\t\t\t\t"aliases": [\n\t\t\t\t\t{ "name": "PlayCrypt", "match": { "notNear": ["google"] } },\n\t\t\t\t\t"Balloonfly"\n\t\t\t\t],\n\t\t\t\t"match": {\n\t\t\t\t\t"requireContext": true,\n\t\t\t\t\t"notNear": ["google"]\n\t\t\t\t}\n\t\t\t}\n\t\t]\n\t}\n}',
  },
  {
    name: "a name in lines of YAML with remarks",
    format: "yaml",
    before: "# ours\nprofiling:\n  profileData:\n    - Clop # first\n    - 'Play'   # a plain word\n    # the last one\n    - APT\n  profile2file: false\n",
    lessons: [[play, NEAR]],
    after: "# ours\nprofiling:\n  profileData:\n    - Clop # first\n    - name: 'Play'   # a plain word\n      match:\n        notNear:\n          - google\n    # the last one\n    - APT\n  profile2file: false\n",
  },
  {
    name: "several rules one after the other in YAML, with CRLF and without indentation of the list",
    format: "yaml",
    before: "profiling:\r\n  profileData:\r\n  - Play\r\n  - Clop",
    lessons: [[play, HERE], [play, CONTEXT], [crypt, STOP], [play, { kind: "notHere", url: "https://news.example/games" }]],
    after: 'profiling:\r\n  profileData:\r\n  - name: Play\r\n    match:\r\n      notHere:\r\n        - "https://news.example/toys"\r\n        - "https://news.example/games"\r\n      requireContext: true\r\n    aliases:\r\n      - name: PlayCrypt\r\n        match:\r\n          enabled: false\r\n  - Clop',
  },
  {
    name: "brackets and braces in YAML",
    format: "yaml",
    before: "profiling: {profileData: [Clop, {name: Play, aliases: [PlayCrypt]}]} # short\n",
    lessons: [[crypt, STOP], [play, NEAR]],
    after: "profiling: {profileData: [Clop, {name: Play, aliases: [{ name: PlayCrypt, match: { enabled: false } }], match: { notNear: [google] }}]} # short\n",
  },
  {
    name: "a phrase beside others, and an alias beside others",
    format: "yaml",
    before: 'profiling:\n  profileData:\n    - name: Play\n      match:\n        notNear: ["Google Play"] # shops\n      aliases:\n        - Balloonfly\n',
    lessons: [[play, NEAR], [crypt, CONTEXT]],
    after: 'profiling:\n  profileData:\n    - name: Play\n      match:\n        notNear: ["Google Play", google] # shops\n      aliases:\n        - Balloonfly\n        - name: PlayCrypt\n          match:\n            requireContext: true\n',
  },
  {
    name: "a name the configuration does not have",
    format: "yaml",
    before: "profiling:\n  profileData:\n    - Clop\n",
    lessons: [[{ profile: "Reed Gang", alias: null }, STOP]],
    after: "profiling:\n  profileData:\n    - Clop\n    - name: Reed Gang\n      match:\n        enabled: false\n",
  },
  {
    name: "the old names of the keys, the name in another spelling",
    format: "json",
    before: '{"archiving": {"archivedData": ["winter-vivern"]}}',
    lessons: [[{ profile: "WinterVivern", alias: null }, CONTEXT]],
    after: '{"archiving": {"archivedData": [{ "name": "winter-vivern", "match": { "requireContext": true } }]}}',
  },
  {
    name: "words that YAML takes for something else are in quotes",
    format: "yaml",
    before: "profiling:\n  profileData: [Play]\n",
    lessons: [[play, { kind: "notNear", phrase: "no" }], [play, { kind: "notNear", phrase: 'a: "b" # c' }]],
    after: 'profiling:\n  profileData: [{ name: Play, match: { notNear: ["no", "a: \\"b\\" # c"] } }]\n',
  },
]; // prettier-ignore

function learnAll(format: ConfigFormat, text: string, lessons: LearnCase["lessons"]): string | null {
  return lessons.reduce<string | null>(
    (changed, [target, lesson]) => (changed === null ? null : learn("articles", changed, format, target, lesson)),
    text,
  );
}

describe("a lesson in a configuration", () => {
  for (const { name, format, before, lessons, after } of CASES) {
    it(name, () => {
      assert.equal(learnAll(format, before, lessons), after);
      const { problems } = parseConfig("articles", after, format);
      assert.deepEqual(problems.filter(({ code }) => code !== "oldKey"), []); // prettier-ignore
    });
    it(`${name}: once learned, it stays as it is`, () => {
      assert.equal(learnAll(format, after, lessons), after);
    });
  }

  it("is the rule the configuration then has", () => {
    const text = "profiling:\n  profileData:\n    - Play\n";
    const changed = learnAll("yaml", text, [[play, NEAR], [play, HERE], [crypt, STOP]]); // prettier-ignore
    assert.ok(changed !== null);
    assert.deepEqual(parseConfig("articles", changed, "yaml").config?.profiling.profiles, [
      {
        name: "Play",
        aliases: [{ name: "PlayCrypt", match: { enabled: false }, notHere: [] }],
        match: { notNear: ["google"] },
        notHere: ["https://news.example/toys"],
      },
    ]);
  });

  it("writes the names that a file leaves out", () => {
    const changed = learn("articles", "profileRecords: true\n", "yaml", { profile: "Conti", alias: null }, CONTEXT);
    assert.deepEqual(
      parseConfig("articles", changed ?? "", "yaml").config?.profiling.profiles.map(({ name, match }) => [name, match]),
      [["Clop", {}], ["Conti", { requireContext: true }], ["APT", {}], ["WinterVivern", {}], ["BlackCat", {}]], // prettier-ignore
    );
  });

  it("can be told as an entry, for a file that is changed by hand", () => {
    assert.equal(
      lessonEntry("json", crypt, NEAR),
      '{ "name": "Play", "aliases": [{ "name": "PlayCrypt", "match": { "notNear": ["google"] } }] }',
    );
    assert.equal(lessonEntry("yaml", play, CONTEXT), "{ name: Play, match: { requireContext: true } }");
  });

  it("does nothing to a text with errors, or where others share the place", () => {
    for (const [format, text] of [
      ["json", '{"profiling": {"profileData": ["Play"'],
      ["json", '{"profiling": {"profileData": [5, "Play"]}}'],
      ["yaml", "x-names: &names [Play]\nprofiling:\n  profileData: *names\n"],
      ["yaml", "x-play: &play {name: Play}\nprofiling:\n  profileData:\n    - *play\n"],
      ["yaml", "x-match: &match {word: true}\nprofiling:\n  profileData:\n    - name: Play\n      match: *match\n"],
      ["yaml", "profiling:\n  profileData:\n    - &play Play\n    - name: Clop\n      aliases: [*play]\n"],
    ] as const) {
      assert.equal(learn("articles", text, format, play, CONTEXT), null, text);
    }
  });
});
