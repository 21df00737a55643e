import assert from "node:assert/strict";
import { parseConfig } from "../../../src/core/config/parseConfig";
import { prepareYaml, readYamlNodes } from "../../../src/core/config/yamlNodes";
import { type Case, expectOne } from "./marked";

/** Every kind of mistake in YAML at its place: all of it is ours to report. */
const errors: readonly Case[] = [
  { name: "an empty file", text: "«»", code: "empty" },
  { name: "comments only", text: "«»# later\n", code: "empty" },
  { name: "a document without content", text: "«»---\n", code: "empty" },
  { name: "a tab", text: "websiteconfig:\n«\t»webpages: []\n", code: "yamlSyntax" },
  { name: "two colons", text: "resultfile:\n  folder: «a»: b\n", code: "yamlSyntax" },
  { name: "text that is not closed", text: 'resultfile:\n  folder: "«a»\n', code: "yamlSyntax" },
  { name: "a reserved character", text: "resultfile:\n  folder: «@»x\n", code: "yamlSyntax" },
  { name: "a second document", text: "profileRecords: true\n«-»--\nprofileRecords: false\n", code: "yamlSyntax" },
  { name: "an alias without anchor", text: "resultfile: «*shared»\n", code: "yamlSyntax" },
  { name: "an alias inside itself", text: "x-all: &a\n  - «*a»\n", code: "yamlSyntax" },
  { name: "a key that is a section", text: "«{a: 1}»: 2\n", code: "yamlSyntax" },
  { name: "merging what is no section", text: "resultfile:\n  <<: «text»\n", code: "yamlSyntax" },
  { name: "a list at the top", text: "«- a»\n", code: "wrongType", args: { expected: "section", actual: "list" } },
  { name: "text at the top", text: "«https://a.example»\n", code: "wrongType" },
  {
    name: "nothing behind a key",
    text: "websiteconfig:\n  «rss_feeds»:\n",
    code: "wrongType",
    args: { expected: "list", actual: "nothing" },
  },
  { name: "a tilde behind a key", text: "websiteconfig:\n  rss_feeds: «~»\n", code: "wrongType" },
  {
    name: "a name of digits",
    text: "profiling:\n  profileData:\n    - Clop\n    - «8220» # a gang\n",
    code: "wrongType",
    path: ["profiling", "profileData", 1],
  },
  {
    name: "yes for true",
    text: "profileRecords: «yes»\n",
    code: "wrongType",
    args: { expected: "flag", actual: "text" },
  },
  { name: "half a day", text: "timeDelta4Delete: «0.5»\n", code: "notWhole" },
  { name: "no number at all", text: "timeDelta4Delete: «.nan»\n", code: "notWhole" },
  { name: "a port that is none", text: "controllerPort: «0x1FFFF»\n", code: "tooBig" },
  {
    name: "an address without http",
    text: "websiteconfig:\n  webpages: [«a.example», https://b.example]\n",
    code: "urlNotHttp",
  },
  { name: "an absolute folder", text: "resultfile:\n  folder: «C:\\out» # mine\n", code: "pathAbsolute" },
  { name: "a folder above in a block", text: "resultfile:\n  folder: «>-\n    ../out»\n", code: "pathOutside" },
  { name: "a name without letters", text: "profiling:\n  profileData: [«'***'»]\n", code: "nameWithoutLetters" },
  {
    name: "XSOAR without host",
    text: "profiling:\n  profile2cortex: true\n  «CortexXSOARAPIConfig»:\n    search_field: aliases\n",
    code: "noHost",
  },
];

const warnings: readonly Case[] = [
  { name: "a key that stands twice", text: "controllerPort: 0\n«controllerPort»: 9051\n", code: "duplicateKey" },
  {
    name: "a misspelt key",
    text: "profiling:\n  «profiledata»: []\n",
    code: "unknownKey",
    args: { key: "profiledata", suggestion: "profileData" },
  },
  { name: "a quoted misspelt key", text: 'profiling:\n  «"profileDate"»: []\n', code: "unknownKey" },
  { name: "an old section", text: "«archiving»:\n  profileData: [Clop]\n", code: "oldKey" },
  { name: "no names", text: "profiling:\n  profileData: «[]»\n", code: "noNames" },
  {
    name: "the same name",
    text: "profiling:\n  profileData:\n    - Fancy Bear\n    - «FancyBear»\n",
    code: "duplicateName",
    args: { name: "FancyBear", first: "Fancy Bear" },
  },
  {
    name: "a plain-text key",
    text: "profiling:\n  CortexXSOARAPIConfig:\n    api_key: «4F1C» # from the portal\n",
    code: "plainKey",
  },
  { name: "a tag", text: "profileRecords: true\nresultfile:\n  folder: «!!python/object» a\n", code: "yamlTag" },
];

describe("problems in YAML", () => {
  for (const one of errors) it(`error: ${one.name}`, () => void expectOne(one, "yaml"));
  for (const one of warnings) it(`warning: ${one.name}`, () => void expectOne({ ...one, severity: "warning" }, "yaml"));

  it("lines end with CRLF, and a byte order mark is no character", () => {
    const text = "\uFEFFtimeDelta4Delete: 10\r\nresultfile:\r\n  folder: «/tmp»\r\n";
    expectOne({ name: "", text, code: "pathAbsolute" }, "yaml");
    const first = expectOne({ name: "", text: "\uFEFFcontrollerPort: «-1»\r\n", code: "tooSmall" }, "yaml");
    assert.deepEqual([first.line, first.character, first.start], [0, 16, 17]);
  });
});

describe("anchors in YAML", () => {
  it("are followed, and a section takes in the keys of another", () => {
    const text = [
      "x-common: &common",
      "  createFile: false",
      "  folder: Results",
      "x-names: &names [Clop, APT]",
      "resultfile:",
      "  <<: *common",
      "  folder: Mine",
      "profiling:",
      "  profileData: *names",
    ].join("\n");
    const { config, problems } = parseConfig("articles", text, "yaml");
    assert.deepEqual(problems, []);
    assert.deepEqual(config?.resultfile, { createFile: false, folder: "Mine", filename: "articles.txt" });
    assert.deepEqual(config?.profiling.profileData, ["Clop", "APT"]);
  });
  it("of several sections taken in, the first counts", () => {
    const text = "x-a: &a {folder: A}\nx-b: &b {folder: B, filename: b.txt}\nresultfile:\n  <<: [*a, *b]\n";
    const { config } = parseConfig("articles", text, "yaml");
    assert.deepEqual(config?.resultfile, { createFile: true, folder: "A", filename: "b.txt" });
  });
  it("a mistake in what is taken in is told where it stands", () => {
    expectOne({ name: "", text: "x-a: &a {folder: «../x»}\nresultfile:\n  <<: *a\n", code: "pathOutside" }, "yaml");
  });
  it("the last anchor of a name before an alias counts", () => {
    const text = "x-a: &a One\nx-b: &a Two\nresultfile: {folder: *a}\n";
    assert.equal(parseConfig("articles", text, "yaml").config?.resultfile.folder, "Two");
  });
  it("YAML 1.1 is read by its own rules when the file says so", () => {
    const text = "%YAML 1.1\n---\nx-a: &a {createFile: no}\nresultfile:\n  <<: *a\nprofileRecords: off\n";
    const { config } = parseConfig("articles", text, "yaml");
    assert.deepEqual([config?.resultfile.createFile, config?.profileRecords], [false, false]);
  });
});

describe("a long YAML text", () => {
  const long = (name: string) => `profiling:\n  profileData:\n${`    - ${name}\n`.repeat(2_000)}`;

  it("is read once while it stays as it is, and anew when it changes", () => {
    const [first, second, third] = ["Grey Heron", "Night Stork", "Lone Owl"].map(long) as [string, string, string];
    const read = readYamlNodes(first);
    assert.ok(read.root !== null);
    assert.equal(readYamlNodes(first), read);
    assert.notDeepEqual(readYamlNodes(second), read);
    assert.equal(readYamlNodes(first), read);
    // Of the last two texts only.
    readYamlNodes(second);
    readYamlNodes(third);
    assert.notEqual(readYamlNodes(first), read);
    assert.deepEqual(readYamlNodes(first), read);
  });

  it("is read in turns where it is prepared, to the same outcome", async () => {
    const text = long("Reed Gang");
    let turns = 0;
    await prepareYaml(text, async () => void (turns += 1));
    assert.ok(turns >= 2, String(turns));
    const read = readYamlNodes(text);
    assert.deepEqual(read.root?.kind === "section" && read.root.entries[0]?.value, {
      ...((readYamlNodes(`${text}\n`).root as { entries: readonly { value: unknown }[] }).entries[0]?.value as object),
    });
    await prepareYaml(text, async () => assert.fail("It is prepared."));
  });
});
