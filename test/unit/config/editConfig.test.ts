import assert from "node:assert/strict";
import { blankPlainKey, readPlainKey } from "../../../src/core/config/editConfig";
import { parseConfig } from "../../../src/core/config/parseConfig";
import type { ConfigFormat } from "../../../src/core/config/types";

/** The key is found and the text after moving it differs in nothing but the key's value. */
function assertMoved(format: ConfigFormat, before: string, after: string, key: string): void {
  const found = readPlainKey(before, format);
  assert.equal(found?.value, key);
  const edit = blankPlainKey(before, format);
  assert.ok(edit !== null);
  assert.deepEqual([edit.start, edit.end], [found?.start, found?.end]);
  assert.equal(before.slice(0, edit.start) + edit.newText + before.slice(edit.end), after);
  assert.equal(readPlainKey(after, format), null);
  assert.equal(blankPlainKey(after, format), null);
  assert.deepEqual(
    parseConfig("articles", after, format).problems.filter(({ code }) => code === "plainKey"),
    [],
  );
}

const yaml = (value: string) =>
  `profiling:\n  CortexXSOARAPIConfig:\n    api_key: ${value}\n    search_field: aliases\n`;

describe("moving a plain-text key out of JSON", () => {
  it("keeps every other character", () => {
    const before =
      '\uFEFF{\r\n\t"profiling" : {"CortexXSOARAPIConfig":{ "api_key" :"4F\\u00311C"  ,"host":""}}}\r\n\r\n';
    assertMoved("json", before, before.replace('"4F\\u00311C"', '""'), "4F11C");
  });
  it("works in a file that is broken elsewhere", () => {
    const before = '{ "profiling": { "CortexXSOARAPIConfig": { "api_key": "k", } }, // remark\n';
    const edit = blankPlainKey(before, "json");
    assert.equal(edit && before.slice(edit.start, edit.end), '"k"');
  });
  it("finds the key under the old section name, and the readable one of two", () => {
    const old = '{"archiving":{"CortexXSOARAPIConfig":{"api_key":"k"}}}';
    assertMoved("json", old, old.replace('"k"', '""'), "k");
    const twice = '{"profiling":{"CortexXSOARAPIConfig":{"api_key":"k","api_key":""}}}';
    assertMoved("json", twice, twice.replace('"k"', '""'), "k");
  });
  for (const text of [
    "",
    "{}",
    "[",
    "null",
    '{"profiling":{"CortexXSOARAPIConfig":{"api_key":""}}}',
    '{"profiling":{"CortexXSOARAPIConfig":{"api_key":"  "}}}',
    '{"profiling":{"CortexXSOARAPIConfig":{"api_key":5}}}',
    '{"profiling":{"CortexXSOARAPIConfig":[]}}',
    '{"api_key":"not here"}',
  ]) {
    it(`finds none in ${text || "nothing"}`, () => {
      assert.equal(readPlainKey(text, "json"), null);
      assert.equal(blankPlainKey(text, "json"), null);
    });
  }
});

describe("moving a plain-text key out of YAML", () => {
  const cases: readonly (readonly [name: string, value: string, after: string, key: string])[] = [
    ["plain", "4F1C", '""', "4F1C"],
    ["plain with a remark", "4F1C   # from the portal", '""   # from the portal', "4F1C"],
    ["in double quotes", '"4F\\x311C" # x', '"" # x', "4F11C"],
    ["in single quotes", "'4F''1C'", '""', "4F'1C"],
    ["over two lines", "4F1C\n      5D2E # x", '"" # x', "4F1C 5D2E"],
    ["in a block", "|\n      4F1C", '""', "4F1C"],
    ["in a block with remark and blank lines", ">-  # the key\n      4F1C\n\n", '""  # the key\n\n', "4F1C"],
    ["with an anchor", "&key 4F1C", '&key ""', "4F1C"],
    ["with a tag", "!!str 1234", '!!str ""', "1234"],
  ];
  for (const [name, value, after, key] of cases) {
    it(name, () => {
      assertMoved("yaml", yaml(value), yaml(after), key);
      const crlf = (text: string) => text.replaceAll("\n", "\r\n");
      assertMoved("yaml", `\uFEFF${crlf(yaml(value))}`, `\uFEFF${crlf(yaml(after))}`, key);
    });
  }
  it("in brackets", () => {
    const before = "profiling: {CortexXSOARAPIConfig: {api_key: 4F1C, host: ''}} # x\n";
    assertMoved("yaml", before, before.replace("4F1C", '""'), "4F1C");
  });
  it("behind an alias it is emptied where it stands", () => {
    const before = `x-key: &key 4F1C\n${yaml("*key")}`;
    assertMoved("yaml", before, before.replace("4F1C", '""'), "4F1C");
  });
  it("finds none where there is none", () => {
    for (const value of ['""', "''", "", "~", "[]", "*gone"]) assert.equal(readPlainKey(yaml(value), "yaml"), null);
  });
});
