import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../vscode/project";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Table = Readonly<Record<string, string>>;
interface Texts {
  readonly path: string;
  /** The keyword whose value it is; a text in a list has that of its list. */
  readonly keyword: string;
  readonly english: string;
  readonly german: string;
}

/** The keywords whose value is for people, and those whose value is for programs. */
const TOLD = /^(title|(markdownD|d)escription|enumDescriptions|label)$/;
const NOT_TOLD = /^(\$schema|\$ref|x-type|x-enum|default|examples|body)$/;

const read = (file: string) => fs.readFileSync(path.join(projectRoot, file), "utf8");
const table = JSON.parse(read("l10n/schemas.de.json")) as Table;
const { plain, translate } = createTools();
const english = urls("package.nls.json");
const german = urls("package.nls.de.json");

/** The build's own part; it is no TypeScript. */
function createTools() {
  return require(path.join(projectRoot, "l10n", "schemas.js")) as {
    readonly plain: (markdown: string) => string;
    readonly translate: (schema: Json, sentences: Table) => Json;
  };
}

function urls(file: string): Table {
  const all = Object.entries(JSON.parse(read(file)) as Table);
  return Object.fromEntries(all.filter(([key]) => key.startsWith("schema.")));
}

/** Every text of a schema beside that of the other; whatever is no text has to be the same in both. */
function differences(before: Json, after: Json, place: string, keyword: string): Texts[] {
  if (typeof before === "string" && typeof after === "string") {
    if (TOLD.test(keyword)) return [{ path: place, keyword, english: before, german: after }];
    assert.match(keyword, NOT_TOLD, `${place}: is this a text?`);
  }
  if (typeof before !== "object" || before === null || NOT_TOLD.test(keyword)) {
    const gaps = (value: Json) => JSON.stringify(value).replace(/\$\{(\d+):[^}]*\}/g, keyword === "body" ? "$1" : "$&");
    assert.equal(gaps(after), gaps(before), place);
    return [];
  }
  assert.ok(typeof after === "object" && after !== null, place);
  assert.deepEqual(Object.keys(after), Object.keys(before), place);
  const other = new Map<string, Json>(Object.entries(after));
  return Object.entries(before).flatMap(([name, value]) => {
    const named = /^(properties|definitions)$/.test(keyword) ? "" : name;
    return differences(value, other.get(name) ?? null, `${place}/${name}`, Array.isArray(before) ? keyword : named);
  });
}

describe("the schemas in German", () => {
  it("are files of their own for each schema", () => {
    assert.deepEqual(Object.keys(german).sort(), Object.keys(english).sort());
    assert.equal(new Set([...Object.values(german), ...Object.values(english)]).size, 12);
  });

  it("differ from the English ones in texts only, and have every text", () => {
    const load = (url = "") => JSON.parse(read(url)) as Json;
    const texts = Object.keys(english).flatMap((key) => differences(load(english[key]), load(german[key]), key, ""));
    assert.ok(texts.length > 500);
    const markdown = new Map(
      texts.filter(({ keyword }) => keyword === "markdownDescription").map((text) => [path.dirname(text.path), text]),
    );
    const used = new Set<string>();
    for (const text of texts) {
      // A value to choose is called what it is; the build lets no other label without a translation pass.
      if (text.keyword === "label" && !Object.hasOwn(table, text.english)) {
        assert.equal(text.german, text.english, text.path);
        continue;
      }
      const source = text.keyword === "description" ? markdown.get(path.dirname(text.path)) : undefined;
      if (source === undefined) {
        used.add(text.english);
        assert.equal(text.german, table[text.english], text.path);
      } else {
        assert.equal(text.english, plain(source.english), text.path);
        assert.equal(text.german, plain(source.german), text.path);
      }
    }
    assert.deepEqual(
      Object.keys(table).filter((sentence) => !used.has(sentence)),
      [],
      "these are no longer said",
    );
  });

  it("keep what stands in code, and call commands by their German names", () => {
    const nls = {
      en: JSON.parse(read("package.nls.json")) as Table,
      de: JSON.parse(read("package.nls.de.json")) as Table,
    };
    const code = (text: string) => (text.match(/`[^`]*`|\{\w+\}/g) ?? []).sort();
    let commands = 0;
    for (const [sentence, translated] of Object.entries(table)) {
      assert.notEqual(translated.trim(), "", sentence);
      assert.deepEqual(code(translated), code(sentence), sentence);
      for (const [key, title] of Object.entries(nls.en)) {
        if (!key.startsWith("command.") || !/ .* /.test(title) || !sentence.includes(title)) continue;
        assert.ok(translated.includes(nls.de[key] ?? "?"), `${sentence}: ${nls.de[key]}`);
        commands += 1;
      }
    }
    assert.ok(commands >= 4);
  });

  it("cannot be built while a sentence is missing", () => {
    const schema = {
      title: "One",
      enumDescriptions: ["Two"],
      default: { name: "One" },
      properties: { title: { description: "Of a `key` and *more*.", markdownDescription: "Of a **key**." } },
      defaultSnippets: [{ label: "Three", body: { name: "${1:One}", other: "${2:else}" } }],
    };
    const all = { One: "Eins", Two: "Zwei", Three: "Drei", "Of a **key**.": "Von `einem` **Schlüssel**." };
    assert.deepEqual(translate(schema, all), {
      title: "Eins",
      enumDescriptions: ["Zwei"],
      default: { name: "One" },
      properties: {
        title: { description: 'Von "einem" Schlüssel.', markdownDescription: "Von `einem` **Schlüssel**." },
      },
      defaultSnippets: [{ label: "Drei", body: { name: "${1:Eins}", other: "${2:else}" } }],
    });
    assert.throws(() => translate(schema, { One: "Eins", Two: "Zwei" }), /:\nOf a \*\*key\*\*\.\nThree$/);
  });
});

describe("the walkthrough in German", () => {
  it("has each page that is written in Markdown", () => {
    const pages = [...read("package.json").matchAll(/"markdown": "([^"]+)\.md"/g)].map(([, page = ""]) => page);
    assert.deepEqual(pages, ["media/walkthrough/xsoar"]);
    for (const page of pages) {
      const [before, after] = [read(`${page}.md`), read(`${page}.nls.de.md`)];
      const kept = (text: string) => text.match(/`[^`]*`|^\| ---.*/gm);
      assert.deepEqual(kept(after), kept(before));
      assert.notEqual(after, before);
    }
  });
});
