import assert from "node:assert/strict";
import { describeProblem } from "../../../src/core/config/describeProblem";
import { type Problem, parseConfig } from "../../../src/core/config/parseConfig";
import type { NamesFileCode, OwnJobCode } from "../../../src/core/config/problems";
import type { ConfigFormat } from "../../../src/core/config/types";
import type { Job } from "../../../src/core/model/model";
import { plainText } from "../../../src/core/text/translate";

type Sample = readonly [text: string, sentence: RegExp, format?: ConfigFormat, job?: Job];

const xsoar = (text: string) => `{"profiling":{"CortexXSOARAPIConfig":{${text}}}}`;

/** At least one real file for each kind of problem of configurations, and what its sentence has to say. */
const SAMPLES: { readonly [Code in Exclude<Problem["code"], NamesFileCode | OwnJobCode>]: readonly Sample[] } = {
  empty: [["", /empty.*Create Configuration/]],
  tooLong: [[" ".repeat(1_000_001), /1,000,000 characters/]],
  tooDeep: [["[".repeat(99), /64 levels/]],
  tooMuch: [[`[${"1,".repeat(250_000)}1]`, /200,000 values/]],
  moreProblems: [
    [JSON.stringify({ profiling: { profileData: Array<string>(560).fill("!") } }), /^60 more problems.*500 of a file/],
  ],
  jsonSyntax: [
    ['{"a":1,}', /comma.*one too many/],
    ['{"a":[1,]}', /comma.*one too many/],
    ['{"a"}', /colon is missing/],
    ['{"a":}', /value is missing/],
    ["{1:2}", /key in double quotes/],
    ['{"a":1 "b":2}', /comma is missing/],
    ['{"a":1', /section is not closed/],
    ['["a"', /list is not closed/],
    ["{} 1", /ended before this/],
    ["{/**/}", /no comments.*YAML/],
    ["{} /*", /no comments/],
    ['{"a":"b', /not closed: a double quote/],
    ['{"a":1.}', /no complete number/],
    ['{"a":"\\q"}', /backslash/],
    ['{"a":"\\u12"}', /backslash/],
    ['{"a":"\t"}', /\\n or \\t/],
    ["{'a':1}", /double quotes/],
  ],
  yamlSyntax: [
    ["\ta: 1", /Replace the tab/, "yaml"],
    ["a: [1,\nb: 2", /brackets|missing/, "yaml"],
    ["- a\nb: c", /indentation/, "yaml"],
    ["a: b: c", /key and value apart/, "yaml"],
    ["a: 'b", /missing here/, "yaml"],
    ["a: @b", /in quotes/, "yaml"],
    ['a: "\\q"', /backslash/, "yaml"],
    ["a: 1\n---\nb: 1", /second document/, "yaml"],
    ["a: *b", /"\*b" stands for nothing/, "yaml"],
    ["a: &b [*b]", /inside "&b"/, "yaml"],
    ["[a]: 1", /key must be text/, "yaml"],
    ["a: {<<: 1}", /sections only/, "yaml"],
    ["a: &b &c 1", /not YAML: .*anchor/, "yaml"],
  ],
  yamlTag: [["{x-a: !thing 1}", /"!thing"/, "yaml"]],
  duplicateKey: [
    ["a: 1\na: 2", /"a" stands here twice/, "yaml"],
    ['{"a":1,"a":2}', /only the last one counts/],
  ],
  unknownKey: [
    ['{"profileRecord":1}', /Unknown key "profileRecord".*Did you mean "profileRecords"/],
    ['{"colour":1}', /Unknown key "colour".*spelling/],
  ],
  oldKey: [['{"archiving":{}}', /"archiving" is an old name.*"profiling"/]],
  oldKeyIgnored: [['{"archiving":{},"profiling":{}}', /only "profiling" counts.*Remove "archiving"/]],
  wrongType: [
    ["[]", /^The file must be a section.*is a list/],
    ['{"websiteconfig":{"webpages":"x"}}', /"websiteconfig\.webpages" must be a list.*is text/],
    ['{"profileRecords":1}', /true or false.*is a number/],
    ['{"controllerPort":true}', /whole number.*is true or false/],
    ['{"resultfile":{"folder":null}}', /text in quotes, but is empty/],
    ['{"websiteconfig":{"stopwords":["a",{}]}}', /^Entry 2 of "websiteconfig\.stopwords".*is a section/],
  ],
  notWhole: [['{"controllerPort":1.5}', /"controllerPort" must be a whole number/]],
  tooSmall: [['{"controllerPort":-1}', /from 0 to 65535/]],
  tooBig: [['{"controllerPort":99999}', /from 0 to 65535/]],
  headerCount: [['{"resultfile":{"tableHeaders":[]}}', /exactly three.*has 0/, "json", "counts"]],
  emptyText: [['{"websiteconfig":{"stopwords":[""]}}', /^Entry 1 of .* is empty/]],
  urlNotHttp: [
    ['{"websiteconfig":{"webpages":["ftp://u:pw@a.example"]}}', /http:\/\/ or https:\/\/.*"ftp:\/\/a\.example"/],
  ],
  prefixNotHttp: [['{"websiteconfig":{"specialHandling":{"h":"x"}}}', /"x".*every one with "h"/]],
  pathAbsolute: [['{"resultfile":{"folder":"/x"}}', /inside the workspace.*"\/x"/]],
  pathOutside: [['{"resultfile":{"folder":"../x"}}', /inside the workspace.*"\.\."/]],
  fieldName: [[xsoar('"search_field":"a b"'), /name of an indicator field.*"a b"/]],
  customField: [
    [
      '{"records":{"techniqueField":"MITRE Technique"}}',
      /"records\.techniqueField" must be the machine name.*Did you mean "mitretechnique"\?/,
    ],
    ['{"records":{"onionField":"[]"}}', /small letters and digits alone\. "\[\]" is none\.$/],
    ['{"records":{"onionField":"comment"}}', /"comment" belongs to the indicator itself/],
  ],
  templateWithoutHost: [['{"records":{"onionLine":"{url}"}}', /onionLine" must be one line with .host. in it/]],
  languageTag: [['{"csv":{"language":"deutsch!"}}', /language" must be the tag of a language.*"deutsch!"/]],
  keyId: [[xsoar('"key_id":"no. 3"'), /number of the API key.*"no\. 3"/]],
  notOneOf: [[xsoar('"key_type":"Advanced"'), /one of: standard, advanced\. "Advanced" is none/]],
  blankText: [[xsoar('"indicator_type":" "'), /indicator_type" must not be empty/]],
  templateWithoutUrl: [[xsoar('"note_template":"(title)"'), /note_template" must have .url. in it/]],
  templateField: [
    [
      xsoar('"note_template":"{author}: {url}"'),
      /has \{author\} in it.*\{title\} \{url\} \{source\} \{published\} \{matched\}/,
    ],
  ],
  nameWithoutLetters: [['{"profiling":{"profileData":["?"]}}', /letter or a digit: "\?"/]],
  noHost: [['{"profiling":{"profile2cortex":true}}', /"profile2cortex" is on.*host" is missing/]],
  xsoarAddress: [
    [xsoar('"host":"https://soar.example/#/acc_blue"'), /names a tenant where it would get lost/],
    [xsoar('"host":"https://soar.example/acc_blue","key_id":"3"'), /tenant \(acc_…\).*key ID/],
    [xsoar('"host":"https://u:p@soar.example"'), /must not hold a user name or password/],
  ],
  keyIdMissing: [
    [xsoar('"host":"https://blue.xdr.eu.paloaltonetworks.com"'), /key_id" is missing/],
    [xsoar('"host":"https://soar.example/xsoar/public/v1","key_id":" "'), /key_id" is missing/],
    [xsoar('"host":"https://soar.example","key_type":"advanced"'), /key_id" is missing/],
  ],
  noNames: [['{"profiling":{"profileData":[]}}', /"profileRecords" is on.*no names/]],
  noTerms: [['{"websiteconfig":{"webpages":["https://a.example"],"hit":[]}}', /no entries/, "json", "counts"]],
  noSources: [['{"websiteconfig":{"webpages":[]}}', /nothing to read/]],
  duplicateSource: [
    ['{"websiteconfig":{"webpages":["https://a.example","http://a.example/"]}}', /duplicate of "https:\/\/a\.example"/],
    ['{"websiteconfig":{"webpages":["https://a.example","https://a.example"]}}', /duplicate/],
  ],
  duplicateName: [
    ['{"profiling":{"profileData":["APT","apt"]}}', /"apt", is a duplicate of "APT"/],
    ['{"profiling":{"profileData":["APT","APT"]}}', /duplicate: "APT"/],
  ],
  duplicateAlias: [
    [
      '{"profiling":{"profileData":[{"name":"APT","aliases":["apt"]}]}}',
      /^Entry 1 of "aliases" in entry 1 of "profiling\.profileData", "apt", is a duplicate of "APT"/,
    ],
  ],
  nameMissing: [['{"profiling":{"profileData":["APT",{}]}}', /^Entry 2 of "profiling\.profileData" has no name/]],
  urlMissing: [
    [
      '{"websiteconfig":{"rss_feeds":[{"name":"A"}]}}',
      /^Entry 1 of "websiteconfig\.rss_feeds" has no address\. .*"url"/,
    ],
  ],
  textTooLong: [
    [
      `{"websiteconfig":{"webpages":[{"url":"https://a.example","select":"${"a".repeat(501)}"}]}}`,
      /^"select" in entry 1 .* 500 characters/,
    ],
    [
      `{"websiteconfig":{"webpages":[{"url":"https://a.example","include":["${"a".repeat(601)}"]}]}}`,
      /^Entry 1 of "include" in entry 1 .* 600 characters/,
    ],
  ],
  badPattern: [
    [
      '{"websiteconfig":{"rss_feeds":[{"url":"https://a.example","exclude":["title:/(?=a)/"]}]}}',
      /^Entry 1 of "exclude" in entry 1 .*syntax is that of RE2/,
    ],
    [
      '{"profiling":{"profileData":[{"name":"APT","match":{"pattern":"a("}}]}}',
      /^"match\.pattern" in entry 1 of .*"a\(" \(.*\)/,
    ],
    ['{"profiling":{"profileData":[{"name":"APT","match":{"pattern":"a*"}}]}}', /find everything/],
    [`{"profiling":{"profileData":[{"name":"APT","match":{"pattern":"${"a".repeat(501)}"}}]}}`, /500 characters/],
  ],
  emptyList: [
    [
      '{"profiling":{"profileData":[{"name":"APT","match":{"notHere":[]}}]}}',
      /"match\.notHere" in entry 1 .* empty list/,
    ],
    [xsoar('"record_types":[]'), /record_types" is an empty list/],
  ],
  mailIncomplete: [['{"mailconfig":{"sendMail":true}}', /mailServer, senderMailAddress, destinationMailAddress/]],
  emptyFilename: [['{"resultfile":{"filename":" "}}', /resultfile\.filename.*"__" alone/]],
  socksPort: [['{"controllerPort":9150}', /9150.*9151/]],
  plainKey: [[xsoar('"api_key":"4F1C"'), /secret storage.*replace it/]],
};

describe("the sentence for a problem", () => {
  for (const [code, samples] of Object.entries(SAMPLES)) {
    for (const [text, sentence, format = "json", job = "articles"] of samples) {
      it(`${code}: ${text.slice(0, 50)}`, () => {
        const problem = parseConfig(job, text, format).problems.find((one) => one.code === code);
        assert.ok(problem, JSON.stringify(parseConfig(job, text, format).problems));
        const told = describeProblem(problem, plainText);
        assert.match(told, sentence);
        // What a note template fills in is written like that.
        assert.doesNotMatch(code.startsWith("template") ? "" : told, /\{\w|undefined|\n/, told);
      });
    }
  }
  it("never shows the key", () => {
    const [problem] = parseConfig("articles", xsoar('"api_key":"4F1C"'), "json").problems;
    assert.ok(problem && !describeProblem(problem, plainText).includes("4F1C"));
  });
  it("shows foreign text short and without what hides or reorders it", () => {
    const name = `\u202Eevil\u0007\n${"long ".repeat(50)}`;
    const [problem] = parseConfig("articles", JSON.stringify({ [name]: 1 }), "json").problems;
    assert.ok(problem);
    const told = describeProblem(problem, plainText);
    assert.match(told, /^Unknown key "evil long long .*…"/);
    assert.ok(told.length < 180);
  });
  it("is translated whole", () => {
    const asked: string[] = [];
    const [problem] = parseConfig("articles", '{"profileRecords":"x"}', "json").problems;
    assert.ok(problem);
    const told = describeProblem(problem, (message, args) => {
      asked.push(message);
      return `<${plainText(message, args)}>`;
    });
    assert.equal(told, '<"profileRecords" must be true or false, without quotes, but is <text>.>');
    assert.equal(asked.length, 2);
  });
});
