import assert from "node:assert/strict";
import { parseConfig } from "../../../src/core/config/parseConfig";
import { type Case, expectOne } from "./marked";

/** Every kind of mistake in JSON: its code, its exact place, and whether VS Code's schema check tells it as well. */
const syntax: readonly Case[] = [
  { name: "a comma too much in a section", text: '{ "profileRecords": true,«}»', code: "jsonSyntax" },
  { name: "a comma too much in a list", text: '{ "websiteconfig": { "stopwords": ["a",«]» } }', code: "jsonSyntax" },
  { name: "a line comment", text: '{ «// why»\n "profileRecords": true }', code: "jsonSyntax" },
  { name: "a block comment", text: '{ «/* why */» "profileRecords": true }', code: "jsonSyntax" },
  { name: "a missing comma", text: '{ "profileRecords": true «"getDeltaRecords"»: true }', code: "jsonSyntax" },
  { name: "a missing colon", text: '{ "profileRecords" «true» }', code: "jsonSyntax" },
  { name: "a missing value", text: '{ "profileRecords": «}»', code: "jsonSyntax" },
  { name: "a section that never ends", text: '{ "profileRecords": tru«e»', code: "jsonSyntax" },
  { name: "something behind the end", text: "{}«}»", code: "jsonSyntax" },
  { name: "single quotes", text: "{ «'profileRecords'»: true }", code: "jsonSyntax" },
  { name: "a Python value", text: '{ "profileRecords": «True» }', code: "jsonSyntax" },
  { name: "an unknown escape", text: '{ "resultfile": { "folder": «"a\\q"» } }', code: "jsonSyntax" },
  { name: "text across lines", text: '{ "resultfile": { "folder": «"a»\nb" } }', code: "jsonSyntax" },
];

const values: readonly Case[] = [
  { name: "a list at the top", text: "«[]»", code: "wrongType", path: [] },
  { name: "null at the top", text: "«null»", code: "wrongType" },
  {
    name: "text for a list",
    text: '{ "websiteconfig": { "rss_feeds": «"https://news.example/feed"» } }',
    code: "wrongType",
    path: ["websiteconfig", "rss_feeds"],
    args: { expected: "list", actual: "text" },
  },
  { name: "a list for a section", text: '{ "websiteconfig": «[]» }', code: "wrongType" },
  { name: "null for a section", text: '{ "profiling": «null» }', code: "wrongType" },
  { name: "text for a flag", text: '{ "profileRecords": «"true"» }', code: "wrongType", path: ["profileRecords"] },
  { name: "a number for a flag", text: '{ "resultfile": { "createFile": «1» } }', code: "wrongType" },
  { name: "text for a number", text: '{ "timeDelta4Delete": «"10"» }', code: "wrongType" },
  { name: "a number for text", text: '{ "resultfile": { "filename": «5» } }', code: "wrongType" },
  {
    name: "a number in a list of names",
    text: '{ "profiling": { "profileData": ["Clop", «8220»] } }',
    code: "wrongType",
    path: ["profiling", "profileData", 1],
  },
  { name: "a list in a list", text: '{ "websiteconfig": { "stopwords": [«["a"]»] } }', code: "wrongType" },
  {
    name: "a number in special handling",
    text: '{ "websiteconfig": { "specialHandling": { "heise": «1» } } }',
    code: "wrongType",
    path: ["websiteconfig", "specialHandling", "heise"],
  },
  { name: "a decimal point", text: '{ "timeDelta4Delete": «10.0» }', code: "notWhole" },
  {
    name: "days below zero",
    text: '{ "timeDelta4Delete": «-1» }',
    code: "tooSmall",
    args: { minimum: 0, maximum: 36500 },
  },
  { name: "endless days", text: '{ "timeDelta4Delete": «1e309» }', code: "tooBig" },
  { name: "a port that is none", text: '{ "controllerPort": «65536» }', code: "tooBig" },
  {
    name: "an address without http",
    text: '{ "websiteconfig": { "webpages": ["https://a.example", «"ftp://b.example"»] } }',
    code: "urlNotHttp",
    path: ["websiteconfig", "webpages", 1],
    args: { url: "ftp://b.example" },
  },
  {
    name: "an address without scheme",
    text: '{ "websiteconfig": { "rss_feeds": [«"b.example/feed"»] } }',
    code: "urlNotHttp",
  },
  {
    name: "a file address",
    text: '{ "websiteconfig": { "rss_feeds": [«"file:///etc/passwd"»] } }',
    code: "urlNotHttp",
  },
  {
    name: "a host without scheme",
    text: '{ "profiling": { "CortexXSOARAPIConfig": { "host": «"xsoar.example"» } } }',
    code: "urlNotHttp",
  },
  {
    name: "a search field that is a query",
    text: '{ "profiling": { "CortexXSOARAPIConfig": { "search_field": «"aliases:* or value"» } } }',
    code: "fieldName",
  },
  {
    name: "an empty search field",
    text: '{ "profiling": { "CortexXSOARAPIConfig": { "search_field": «""» } } }',
    code: "fieldName",
  },
  {
    name: "a name field with a blank",
    text: '{ "profiling": { "CortexXSOARAPIConfig": { "nameFields": ["aliases", "other[]", «"my field"»] } } }',
    code: "fieldName",
  },
  {
    name: "two headers",
    job: "counts",
    text: '{ "websiteconfig": { "webpages": ["https://a.example"], "hit": ["x"] }, "resultfile": { "tableHeaders": «["a", "b"]» } }',
    code: "headerCount",
  },
];

const sources = '"websiteconfig": { "webpages": ["https://a.example"] }';

/** What the schema does not say. */
const own: readonly Case[] = [
  { name: "an empty file", text: "«»", code: "empty" },
  { name: "a blank file", text: "«»\r\n  \n", code: "empty" },
  { name: "a number that is whole for the schema", text: '{ "timeDelta4Delete": «15e-1» }', code: "notWhole" },
  {
    name: "a host name that cannot be",
    text: '{ "websiteconfig": { "webpages": [«"https://a b.example"»] } }',
    code: "urlNotHttp",
  },
  { name: "an absolute folder", text: '{ "resultfile": { "folder": «"/tmp"» } }', code: "pathAbsolute" },
  { name: "a drive", text: '{ "resultfile": { "folder": «"C:\\\\out"» } }', code: "pathAbsolute" },
  { name: "a drive without slash", text: '{ "resultfile": { "filename": «"c:x.txt"» } }', code: "pathAbsolute" },
  {
    name: "a network folder",
    text: '{ "resultfile": { "folder": «"\\\\\\\\server\\\\share"» } }',
    code: "pathAbsolute",
  },
  { name: "a folder above", text: '{ "resultfile": { "folder": «"../out"» } }', code: "pathOutside" },
  { name: "a folder above, further on", text: '{ "resultfile": { "folder": «"a/b/../../.."» } }', code: "pathOutside" },
  {
    name: "a folder above with backslashes",
    text: '{ "profiling": { "profileFolderName": «"a\\\\..\\\\b"» } }',
    code: "pathOutside",
  },
  {
    name: "a folder above as Windows reads it",
    text: '{ "resultfile": { "folder": «"a/.. /b"» } }',
    code: "pathOutside",
  },
  { name: "a file name above", text: '{ "resultfile": { "filename": «"../../x.txt"» } }', code: "pathOutside" },
  { name: "a name without letters", text: '{ "profiling": { "profileData": [«"???"»] } }', code: "nameWithoutLetters" },
  { name: "an empty name", text: '{ "profiling": { "profileData": ["Clop", «""»] } }', code: "nameWithoutLetters" },
  {
    name: "a keyword without letters",
    job: "keywords",
    text: '{ "websiteconfig": { "webpages": ["https://a.example"], "keywords": [«"-"»] } }',
    code: "nameWithoutLetters",
  },
  {
    name: "XSOAR with an empty host",
    text: '{ "profiling": { "profile2cortex": true, "CortexXSOARAPIConfig": { "host": «" "» } } }',
    code: "noHost",
    path: ["profiling", "CortexXSOARAPIConfig", "host"],
  },
  {
    name: "XSOAR without the key host",
    text: '{ "profiling": { "profile2cortex": true, «"CortexXSOARAPIConfig"»: {} } }',
    code: "noHost",
    path: ["profiling", "CortexXSOARAPIConfig"],
  },
  { name: "XSOAR without its section", text: '{ «"profiling"»: { "profile2cortex": true } }', code: "noHost" },
];

const warnings: readonly Case[] = [
  {
    name: "a misspelt key",
    text: '{ «"profileRecord"»: true }',
    code: "unknownKey",
    args: { key: "profileRecord", suggestion: "profileRecords" },
  },
  {
    name: "a key in other case",
    text: '{ «"ProfileRecords"»: true }',
    code: "unknownKey",
    args: { key: "ProfileRecords", suggestion: "profileRecords" },
  },
  {
    name: "a misspelt key further in",
    text: '{ "websiteconfig": { «"stop_words"»: [] } }',
    code: "unknownKey",
    path: ["websiteconfig", "stop_words"],
    args: { key: "stop_words", suggestion: "stopwords" },
  },
  {
    name: "a key in the wrong section",
    text: '{ «"profileData"»: [] }',
    code: "unknownKey",
    args: { key: "profileData", suggestion: "profiling.profileData" },
  },
  { name: "a key like no other", text: '{ «"colour"»: 1 }', code: "unknownKey", args: { key: "colour" } },
  {
    name: "a key named __proto__",
    text: '{ «"__proto__"»: { "getDeltaRecords": 5 } }',
    code: "unknownKey",
    args: { key: "__proto__" },
  },
  { name: "a key named constructor", text: '{ «"constructor"»: 1 }', code: "unknownKey", args: { key: "constructor" } },
  {
    name: "a key of another job",
    job: "contents",
    text: `{ ${sources}, «"profileRecords"»: true }`,
    code: "unknownKey",
  },
  {
    name: "the same address with http, www and slash",
    text: '{ "websiteconfig": { "rss_feeds": ["https://a.example/x", «"http://www.a.example/x/"»] } }',
    code: "duplicateSource",
    args: { url: "http://www.a.example/x/", first: "https://a.example/x" },
  },
  {
    name: "the same address as feed and page",
    text: '{ "websiteconfig": { "webpages": [«"https://a.example"»], "rss_feeds": ["https://a.example/"] } }',
    code: "duplicateSource",
  },
  {
    name: "the same name",
    text: '{ "profiling": { "profileData": ["WinterVivern", "APT", «"winter-vivern"»] } }',
    code: "duplicateName",
    path: ["profiling", "profileData", 2],
    args: { name: "winter-vivern", first: "WinterVivern" },
  },
  {
    name: "the same word to count",
    job: "counts",
    text: '{ "websiteconfig": { "webpages": ["https://a.example"], "hit": ["Clop", "clop", «"Clop"»] } }',
    code: "duplicateName",
  },
  { name: "no names to look for", text: '{ "profiling": { "profileData": «[]» } }', code: "noNames" },
  {
    name: "no source at all",
    text: '{ «"websiteconfig"»: { "rss_feeds": [] } }',
    code: "noSources",
    path: ["websiteconfig"],
  },
  {
    name: "no page at all",
    job: "contents",
    text: '{ «"websiteconfig"»: { "webpages": [] } }',
    code: "noSources",
    path: ["websiteconfig"],
  },
  {
    name: "no keywords",
    job: "keywords",
    text: '{ "websiteconfig": { "webpages": ["https://a.example"], "keywords": «[]» } }',
    code: "noTerms",
  },
  { name: "an empty stopword", text: '{ "websiteconfig": { "stopwords": ["a", «""»] } }', code: "emptyText" },
  {
    name: "a prefix no address has",
    text: '{ "websiteconfig": { "specialHandling": { "heise": «"www.heise.de/news"» } } }',
    code: "prefixNotHttp",
  },
  {
    name: "mail without server",
    text: '{ "mailconfig": { "sendMail": «true», "senderMailAddress": "a@b.example" } }',
    code: "mailIncomplete",
    args: { missing: "mailServer, destinationMailAddress" },
  },
  {
    name: "Tor's other port",
    text: '{ "controllerPort": «9050» }',
    code: "socksPort",
    args: { port: 9050, control: 9051 },
  },
  {
    name: "a result file without a name",
    text: '{ "resultfile": { "createFile": true, "filename": «"  "» } }',
    code: "emptyFilename",
    args: {},
  },
  {
    name: "a plain-text key",
    text: '{ "profiling": { "CortexXSOARAPIConfig": { "api_key": «"4F1C"» } } }',
    code: "plainKey",
    path: ["profiling", "CortexXSOARAPIConfig", "api_key"],
    args: {},
  },
  {
    name: "an old flag",
    text: '{ «"archiveRecords"»: true }',
    code: "oldKey",
    args: { key: "archiveRecords", newKey: "profileRecords" },
  },
  {
    name: "an old section",
    text: '{ «"archiving"»: {} }',
    code: "oldKey",
    args: { key: "archiving", newKey: "profiling" },
  },
  {
    name: "an old list",
    text: '{ "profiling": { «"archivedData"»: ["Clop"] } }',
    code: "oldKey",
    args: { key: "archivedData", newKey: "profileData" },
  },
  {
    name: "an old file flag",
    text: '{ "profiling": { «"archive2file"»: true } }',
    code: "oldKey",
    args: { key: "archive2file", newKey: "profile2file" },
  },
  {
    name: "an old folder",
    text: '{ "profiling": { «"archiveFolderName"»: "x" } }',
    code: "oldKey",
    args: { key: "archiveFolderName", newKey: "profileFolderName" },
  },
  {
    name: "an old XSOAR flag",
    text: '{ "profiling": { «"archive2cortex"»: false } }',
    code: "oldKey",
    args: { key: "archive2cortex", newKey: "profile2cortex" },
  },
  {
    name: "an old name beside the new one",
    text: '{ «"archiving"»: { "archivedData": 7 }, "profiling": {} }',
    code: "oldKeyIgnored",
  },
];

describe("problems in JSON", () => {
  for (const one of syntax) it(`syntax: ${one.name}`, () => void expectOne(one, "json"));
  for (const one of values) it(`value: ${one.name}`, () => void expectOne(one, "json"));
  for (const one of own) it(`ours alone: ${one.name}`, () => void expectOne(one, "json"));
  for (const one of warnings) it(`warning: ${one.name}`, () => void expectOne({ ...one, severity: "warning" }, "json"));

  it("a key that stands twice is a warning, and the last one counts", () => {
    const text = '{ "controllerPort": "x", «"controllerPort"»: 9051 }';
    expectOne({ name: "", text, code: "duplicateKey", severity: "warning" }, "json");
  });
  it("below an old key values are checked as well", () => {
    expectBelowOldKeys('{ "archiving": { "archivedData": «"Clop"» } }');
  });
  it("lines end with CRLF, and a byte order mark is no character", () => {
    expectOne({ name: "", text: '\uFEFF{\r\n  "profileRecords":\r\n    «7»\r\n}', code: "wrongType" }, "json");
    const first = expectOne({ name: "", text: '\uFEFF{ "controllerPort": «-1» }', code: "tooSmall" }, "json");
    if (first.character !== 20) throw new Error(`character ${first.character}`);
  });
});

/** One error beside the warnings about old names. */
function expectBelowOldKeys(marked: string): void {
  const text = marked.replace(/[«»]/g, "");
  const { problems } = parseConfig("articles", text, "json");
  assert.deepEqual(
    problems.map(({ code, start }) => [code, start === marked.indexOf("«")]),
    [
      ["oldKey", false],
      ["oldKey", false],
      ["wrongType", true],
    ],
  );
}

describe("a result file without a name", () => {
  it("is no problem where none is written", () => {
    const text = '{ "resultfile": { "createFile": false, "filename": "" } }';
    assert.deepEqual(
      parseConfig("articles", text, "json").problems.filter(({ code }) => code === "emptyFilename"),
      [],
    );
  });
});
