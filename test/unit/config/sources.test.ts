import assert from "node:assert/strict";
import articles from "../../../media/schemas/articles_config.schema.json";
import { parseConfig } from "../../../src/core/config/parseConfig";
import { sources } from "../../../src/core/config/sources";
import { rulesOf } from "../../../src/core/config/sourceShape";
import { type Schema, resolve, schemaProblems } from "./schemaCheck";

const schema = articles as unknown as Schema;
const websiteconfig = (text: string) => `{"websiteconfig":{${text}}}`;
const parse = (text: string) => parseConfig("articles", websiteconfig(text), "json");

describe("sources with more than an address", () => {
  it("are addresses to read and rules, in JSON and YAML alike", () => {
    const json = parse(`"rss_feeds":["https://a.test/1",{"url":" https://a.test/2 ","name":"Two","include":["ransom"],
      "exclude":["title:/webinar/i"],"category":"Vendors/Labs"}],"webpages":[{"url":"https://b.test","select":"main a","tor":true},
      {"url":"https://c.test","enabled":false}]`);
    const yaml = parseConfig(
      "articles",
      `websiteconfig:
  rss_feeds:
    - https://a.test/1
    - url: https://a.test/2
      name: Two
      include: [ransom]
      exclude: ["title:/webinar/i"]
      category: Vendors/Labs
  webpages:
    - { url: https://b.test, select: main a, tor: true }
    - url: https://c.test
      enabled: false
`,
      "yaml",
    );
    const plain = { name: "", enabled: true, include: [], exclude: [], select: "", tor: false, category: "" };
    for (const { config, problems } of [json, yaml]) {
      assert.deepEqual(problems, []);
      assert.deepEqual(config?.websiteconfig.rss_feeds, ["https://a.test/1", "https://a.test/2"]);
      assert.deepEqual(config?.websiteconfig.webpages, ["https://b.test"]);
      assert.deepEqual(config?.websiteconfig.sourceRules, [
        {
          ...plain,
          kind: "feed",
          url: "https://a.test/2",
          name: "Two",
          include: ["ransom"],
          exclude: ["title:/webinar/i"],
          category: "Vendors/Labs",
        },
        { ...plain, kind: "page", url: "https://b.test", select: "main a", tor: true },
        { ...plain, kind: "page", url: "https://c.test", enabled: false },
      ]);
      assert.deepEqual(
        sources(config).map(({ kind, url }) => [kind, url]),
        [
          ["feed", "https://a.test/1"],
          ["feed", "https://a.test/2"],
          ["page", "https://b.test"],
        ],
      );
    }
    assert.deepEqual(rulesOf("feed", ["https://a.test"]), []);
  });

  it("are read for every job", () => {
    for (const job of ["keywords", "counts", "contents"] as const) {
      const { config, problems } = parseConfig(
        job,
        websiteconfig(
          '"webpages":["https://a.test",{"url":"https://b.test","name":"B"},{"url":"https://c.test","enabled":false}]',
        ),
        "json",
      );
      assert.deepEqual(
        problems.map(({ code }) => code),
        [],
        job,
      );
      assert.deepEqual(config?.websiteconfig.webpages, ["https://a.test", "https://b.test"]);
      assert.deepEqual(
        config?.websiteconfig.sourceRules.map(({ url }) => url),
        ["https://b.test", "https://c.test"],
      );
    }
  });

  it("stand in for the shipped ones, switched off too", () => {
    assert.deepEqual(
      parse('"rss_feeds":[{"url":"https://a.test","enabled":false}]').config?.websiteconfig.rss_feeds,
      [],
    );
  });

  it("are compared with the others", () => {
    const { problems } = parse(
      '"rss_feeds":["https://a.test/x",{"url":"http://www.a.test/x/"}],"webpages":[{"url":"https://a.test/x"}]',
    );
    assert.deepEqual(
      problems.map(({ code, path }) => `${code} ${path.join(".")}`),
      ["duplicateSource websiteconfig.rss_feeds.1.url", "duplicateSource websiteconfig.webpages.0.url"],
    );
  });

  const mistakes: readonly (readonly [item: string, code: string, severity: string])[] = [
    ["5", "wrongType", "error"],
    ["[]", "wrongType", "error"],
    ["{}", "urlMissing", "error"],
    ['{"url":5}', "wrongType", "error"],
    ['{"url":"ftp://a.test"}', "urlNotHttp", "error"],
    ['{"url":"https://a.test","enabled":"yes"}', "wrongType", "error"],
    ['{"url":"https://a.test","include":"x"}', "wrongType", "error"],
    ['{"url":"https://a.test","include":[" "]}', "blankText", "error"],
    ['{"url":"https://a.test","include":["title:"]}', "blankText", "error"],
    ['{"url":"https://a.test","exclude":["/a(/"]}', "badPattern", "error"],
    ['{"url":"https://a.test","exclude":["/a/x"]}', "badPattern", "error"],
    ['{"url":"https://a.test","exclude":["/(?<=a)b/"]}', "badPattern", "error"],
    ['{"url":"https://a.test","select":""}', "blankText", "error"],
    ['{"url":"https://a.test","exlude":[]}', "unknownKey", "warning"],
  ];
  for (const [item, code, severity] of mistakes) {
    it(`${item}: ${code}, said once`, () => {
      const text = websiteconfig(`"webpages":[${item}]`);
      const { config, problems } = parseConfig("articles", text, "json");
      assert.deepEqual(
        problems.map((one) => [one.code, one.severity]),
        [[code, severity]],
      );
      assert.equal(config === null, severity === "error");
      const places = problems.map(({ start, end }) => `${start}-${end}`);
      for (const mistake of schemaProblems(text, schema)) assert.ok(places.includes(mistake), mistake);
    });
  }

  it("have every key explained in the schemas", () => {
    for (const name of ["feedAddress", "pageAddress"]) {
      const keys = Object.entries(resolve({ $ref: `#/definitions/${name}` }, schema).properties ?? {});
      assert.deepEqual(keys.map(([key]) => key).toSorted(), [
        "category",
        "enabled",
        "exclude",
        "include",
        "name",
        "select",
        "tor",
        "url",
      ]);
      for (const [key, { title = "", description = "" }] of keys)
        assert.ok(title.length > 2 && description.length > 12, key);
    }
  });
});
