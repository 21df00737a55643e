import assert from "node:assert/strict";
import path from "node:path";
import articles from "../../../media/schemas/articles_config.schema.json";
import contents from "../../../media/schemas/contents_config.schema.json";
import counts from "../../../media/schemas/counts_config.schema.json";
import keywords from "../../../media/schemas/keywords_config.schema.json";
import { SHAPES } from "../../../src/core/config/files";
import { parseConfig } from "../../../src/core/config/parseConfig";
import {
  ATTACK_DOMAINS,
  CSV_SEPARATORS,
  CUSTOM_FIELD_PATTERN,
  FIELD_PATTERN,
  FILLED_PATTERN,
  KEY_ID_PATTERN,
  KEY_TYPES,
  LANGUAGE_PATTERN,
  NAME_FIELD_PATTERN,
  NOTE_FIELDS,
  NOTE_TEMPLATE_PATTERN,
  ONION_FIELDS,
  ONION_LINE_PATTERN,
  SUBTECHNIQUES,
  TECHNIQUE_FORMS,
  URL_PATTERN,
} from "../../../src/core/config/rules";
import { namesOf } from "../../../src/core/config/shape";
import { configTemplate } from "../../../src/core/config/templates";
import { deriveRule } from "../../../src/core/matching/rules";
import type { Job } from "../../../src/core/model/model";
import { plainText } from "../../../src/core/text/translate";
import { projectRoot } from "../../vscode/project";
import { type Schema, resolve, schemaProblems } from "./schemaCheck";

const SCHEMAS = { articles, keywords, counts, contents } as unknown as Readonly<Record<Job, Schema>>;
const JOBS = Object.keys(SCHEMAS) as Job[];
/** The build's own part; it is no TypeScript. */
const { unchecked } = require(path.join(projectRoot, "l10n", "schemas.js")) as {
  readonly unchecked: (schema: Schema) => Schema;
};
const UNCHECKED = Object.fromEntries(JOBS.map((job) => [job, unchecked(SCHEMAS[job])])) as Readonly<
  Record<Job, Schema>
>;
/** Our own check does without: it asks for the text that is empty first. */
const URL_OR_EMPTY_PATTERN = new RegExp(URL_PATTERN.source.replace(/^\^\\s\*(.*)$/, String.raw`^\s*($|$1)`));

/** Each key of a schema by its dotted name. */
function keysOf(schema: Schema, root: Schema, prefix = ""): readonly (readonly [string, Schema])[] {
  return Object.entries(resolve(schema, root).properties ?? {}).flatMap(([key, below]) => {
    if (key === "$schema") return [];
    const name = prefix === "" ? key : `${prefix}.${key}`;
    return [[name, resolve(below, root)] as const, ...keysOf(below, root, name)];
  });
}

describe("the schemas of the configuration files", () => {
  for (const job of JOBS) {
    const root = SCHEMAS[job];
    const keys = keysOf(root, root);

    it(`${job}: has the keys that are read, no more and no less`, () => {
      assert.deepEqual(keys.map(([name]) => name).toSorted(), namesOf(SHAPES[job]).toSorted());
    });
    it(`${job}: every key has a title, a description and a type`, () => {
      for (const [name, schema] of [["", root] as const, ...keys]) {
        assert.ok((schema.title ?? "").length > 2 && (schema.description ?? "").length > 12 && schema.type, name);
        if (schema.items !== undefined) assert.ok(resolve(schema.items, root).description, `entries of ${name}`);
      }
    });
    it(`${job}: the defaults are those a missing key takes`, () => {
      const config = parseConfig(job, "{}", "json").config as unknown;
      const valueAt = (name: string) =>
        name.split(".").reduce((value: unknown, key) => (value as Record<string, unknown>)[key], config);
      for (const [name, schema] of keys) {
        if (schema.type !== "object" || schema.default !== undefined)
          assert.deepEqual(schema.default, valueAt(name), name);
      }
    });
    it(`${job}: defaults and examples follow their own schema`, () => {
      for (const [name, schema] of keys) {
        for (const value of [schema.default, ...(schema.examples ?? [])]) {
          if (value === undefined) continue;
          const problems = schemaProblems(JSON.stringify(value), { ...schema, definitions: root.definitions ?? {} });
          assert.deepEqual([...problems], [], `${name}: ${JSON.stringify(value)}`);
        }
      }
    });
    it(`${job}: stands alone, and leaves unknown keys and repetitions to our own check`, () => {
      const text = JSON.stringify(root);
      for (const [, target] of text.matchAll(/"\$ref":"([^"]*)"/g)) assert.match(target ?? "", /^#\/definitions\/\w+$/);
      assert.doesNotMatch(text, /"additionalProperties":false|"uniqueItems"|"required"/);
    });
  }

  it("have the patterns our own check has", () => {
    const patterns = new Set(JSON.stringify(SCHEMAS).match(/"pattern":"(?:[^"\\]|\\.)*"/g));
    const own = [
      URL_PATTERN,
      URL_OR_EMPTY_PATTERN,
      FIELD_PATTERN,
      NAME_FIELD_PATTERN,
      KEY_ID_PATTERN,
      FILLED_PATTERN,
      NOTE_TEMPLATE_PATTERN,
      CUSTOM_FIELD_PATTERN,
      ONION_LINE_PATTERN,
      LANGUAGE_PATTERN,
    ];
    assert.deepEqual(
      [...patterns].toSorted(),
      own.map(({ source }) => `"pattern":${JSON.stringify(source)}`).toSorted(),
    );
  });
  it("have the choices our own check has, and name all that a note template fills in", () => {
    const schemas = new Map(keysOf(SCHEMAS.articles, SCHEMAS.articles));
    const xsoar = "profiling.CortexXSOARAPIConfig";
    assert.deepEqual(schemas.get(`${xsoar}.key_type`)?.enum, KEY_TYPES);
    const told = schemas.get(`${xsoar}.note_template`)?.description ?? "";
    for (const name of NOTE_FIELDS) assert.ok(told.includes(`{${name}}`), name);
    assert.deepEqual(schemas.get("records.techniqueForm")?.enum, TECHNIQUE_FORMS);
    assert.deepEqual(schemas.get("records.subtechniques")?.enum, SUBTECHNIQUES);
    assert.deepEqual(schemas.get("records.attackDomains")?.items?.enum, ATTACK_DOMAINS);
    for (const job of ["articles", "counts"] as const) {
      assert.deepEqual(new Map(keysOf(SCHEMAS[job], SCHEMAS[job])).get("csv.separator")?.enum, CSV_SEPARATORS);
    }
    const line = schemas.get("records.onionLine")?.description ?? "";
    for (const name of ONION_FIELDS) assert.ok(line.includes(`{${name}}`), name);
  });
  it("say the same about keys that several files have", () => {
    for (const [name, schema] of keysOf(SCHEMAS.articles, SCHEMAS.articles)) {
      if (!/^(mailconfig|profiling|timeDelta4Delete|controllerPort|csv\.)/.test(name)) continue;
      for (const job of JOBS) {
        const other = keysOf(SCHEMAS[job], SCHEMAS[job]).find(([key]) => key === name)?.[1];
        if (other !== undefined) assert.deepEqual(other, schema, `${job}: ${name}`);
      }
    }
  });
});

/** Values put in the place of every key in turn. */
const VALUES = [
  "null", "true", '";"', '"auto"', '"de-CH"', '"de_CH"', "0", '"12"', '" 7 "', '"advanced"', '"{url}"', '"{title}"', '"{x}{url}"', '"{host}"', '"{host}\\n"', '"{x}{host}"', '"id name"', '"keep"', '"comment"', '["ics"]', "1e300", "-1", "1.0", "1.5", "1e-1", "1e309", "70000", "9050", '""', '" "', '"text"', '"ftp://a.example"',
  '"HTTPS://A.example/x"', '"https://"', '"https:// x"', '"http://a b/"', '"../x"', '"C:\\\\x"', '"!!!"', '"a b"', '"a.b"', '"_x"',
  '"x[]"', "[]", '["a"]', '["https://a.example","http://www.a.example/"]', "[1]", "[null]", "[[]]", '["a","b","c"]', '["a","b",1]',
  '["","!"]', "{}", '{"a":1}', '{"a":"x","b":null}',
]; // prettier-ignore

describe("one mistake shows once", () => {
  for (const job of JOBS) {
    it(`${job}: whatever stands in place of a key, we tell it and the schema of editors does not`, () => {
      for (const name of namesOf(SHAPES[job])) {
        for (const value of VALUES) {
          const path = name.split(".");
          const text = path.reduceRight((inner, key) => `{"${key}":${inner}}`, value);
          assertToldOnce(job, text);
          assertToldOnce(job, text.replace(`"${path.at(-1)}"`, `"${path.at(-1)}s"`));
        }
      }
    });
  }
  it("also in the sections of names and their rules", () => {
    const matchKeys = ["word", "digits", "notNear", "notHere", "pattern", "matchIn", "enabled"];
    for (const value of [
      ...VALUES,
      '["title"]',
      '["title","text"]',
      '"a("',
      '[""]',
      '[{"name":"a"}]',
      '[{"name":1}]',
      '{"name":"a"}',
    ]) {
      for (const job of ["articles", "keywords"] as const) {
        const inNames = (entry: string) => `{"profiling":{"profileData":[${entry}]}}`;
        assertToldOnce(job, inNames(value));
        for (const key of ["name", "aliases", "match", "comment"]) {
          assertToldOnce(job, inNames(key === "name" ? `{"name":${value}}` : `{"name":"Heron","${key}":${value}}`));
        }
        for (const key of matchKeys) {
          assertToldOnce(job, inNames(`{"name":"Heron","match":{"${key}":${value}}}`));
          assertToldOnce(job, inNames(`{"name":"Heron","aliases":[{"name":"Egret","match":{"${key}":${value}}}]}`));
        }
      }
    }
  });
  it("by a schema that keeps what is told and offered, and checks nothing", () => {
    for (const job of JOBS) {
      const text = JSON.stringify(UNCHECKED[job]);
      assert.doesNotMatch(
        text,
        /"(?:type|enum|pattern|format|minimum|maximum|m\w+Items|maxLength|required|additionalProperties|anyOf|\w*[eE]rrorMessage)":[^{]/,
      );
      const whole = new Map(keysOf(SCHEMAS[job], SCHEMAS[job]));
      const left = new Map(keysOf(UNCHECKED[job], UNCHECKED[job]));
      assert.deepEqual([...left.keys()], [...whole.keys()]);
      for (const [name, schema] of whole) {
        const { title, description, default: standing, examples } = left.get(name) ?? {};
        assert.deepEqual(
          [title, description, standing, examples],
          [schema.title, schema.description, schema.default, schema.examples],
          name,
        );
      }
    }
    const flags = (UNCHECKED.articles.properties?.["getDeltaRecords"] ?? {}) as { readonly defaultSnippets?: unknown };
    assert.deepEqual(flags.defaultSnippets, [
      { label: "true", body: true },
      { label: "false", body: false },
    ]);
  });
  it("knows every rule a name can have", () => {
    for (const job of ["articles", "keywords"] as const) {
      const rules = SCHEMAS[job].definitions?.["matchRules"]?.properties ?? {};
      assert.deepEqual(Object.keys(rules).toSorted(), [...Object.keys(deriveRule("Heron")), "notHere"].toSorted());
      for (const schema of Object.values(rules)) assert.ok((schema.description ?? "").length > 12 && schema.type);
    }
  });
  it("also where a key stands twice, or below old names", () => {
    for (const text of [
      '{"profileRecords":"x","profileRecords":true}',
      '{"profileRecords":true,"profileRecords":"x"}',
      '{"archiving":{"archivedData":1,"archive2cortex":"x"}}',
      '{"profiling":{"archivedData":1}}',
      '{"archiveRecords":5}',
      configTemplate("json", plainText),
    ]) {
      assertToldOnce("articles", text);
    }
  });
});

/** By the whole schema, which no editor gets, each mistake is one of ours; by those that editors get nothing is. */
function assertToldOnce(job: Job, text: string): void {
  const problems = parseConfig(job, text, "json").problems;
  const place = ({ start, end }: { start: number; end: number }) => `${start}-${end}`;
  const own = new Set(problems.map(place));
  for (const mistake of schemaProblems(text, SCHEMAS[job])) assert.ok(own.has(mistake), `${mistake} of ${text}`);
  assert.deepEqual([...schemaProblems(text, UNCHECKED[job])], [], text);
}
