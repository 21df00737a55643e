// The schemas that editors get, made from those in media/schemas: media/schemas/en/ and, in German, media/schemas/de/. VS Code has no
// translations for schemas; package.nls.json and package.nls.de.json name these files.
const fs = require("node:fs");
const path = require("node:path");

const english = path.join(__dirname, "..", "media", "schemas");
/** What editors show to people. */
const TEXTS = new Set(["title", "description", "markdownDescription", "enumDescriptions", "label"]);

/** What is left of Markdown where an editor shows none. */
function plain(markdown) {
  return markdown.replace(/`([^`]*)`/g, '"$1"').replace(/(\*\*?)(\S[^*]*)\1/g, "$2");
}

/**
 * A copy of a schema with all its texts, the names of gaps in snippets among them, in another language.
 * @param table English text → its translation; Markdown where there is Markdown. The plain description follows from it.
 * @throws Error that tells every sentence without a translation.
 */
function translate(schema, table) {
  const missing = new Set();
  const told = (text) => {
    if (!Object.hasOwn(table, text)) missing.add(text);
    return table[text] ?? text;
  };
  const gaps = (text) =>
    text.replace(/\$\{(\d+):([^}]*)\}/g, (gap, number, name) => (table[name] ? `\${${number}:${table[name]}}` : gap));
  const copy = (value, key) => {
    if (typeof value === "string") return TEXTS.has(key) ? told(value) : gaps(value);
    if (Array.isArray(value)) return value.map((item) => copy(item, key));
    if (typeof value !== "object" || value === null) return value;
    const { markdownDescription } = value;
    const entries = Object.entries(value).map(([name, item]) =>
      name === "description" && typeof markdownDescription === "string"
        ? [name, plain(told(markdownDescription))]
        : [name, copy(item, name)],
    );
    return Object.fromEntries(entries);
  };
  const translated = copy(schema, "");
  if (missing.size > 0) throw new Error(["These have no translation:", ...missing].join("\n"));
  return translated;
}

/** What an editor would tell mistakes by: ours are told by ourselves, once and in the same words in JSON and YAML. */
const CHECKS = new Set([
  "type",
  "enum",
  "pattern",
  "format",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
  "maxLength",
  "required",
]);
/** Under these stand schemas by a name that is no keyword. */
const NAMED = new Set(["properties", "definitions"]);
/** Under these stands no schema. */
const VALUES = new Set(["default", "examples", "defaultSnippets"]);

/**
 * A copy of a schema by which nothing is a mistake. What kind of value belongs somewhere, and the values to choose from, stand there by
 * names that no editor checks ("x-type", "x-enum"), and as snippets to be offered.
 */
function unchecked(schema) {
  const copy = (value) => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== "object" || value === null) return value;
    const { type, enum: choices, anyOf, ...rest } = value;
    const entries = Object.entries(rest)
      .filter(([key, inner]) => !CHECKS.has(key) && !(key === "additionalProperties" && inner === false))
      .map(([key, inner]) => {
        if (VALUES.has(key)) return [key, inner];
        return [key, NAMED.has(key) ? byName(inner) : copy(inner)];
      });
    const kinds = type === undefined ? {} : { "x-type": [type].flat() };
    const alternatives = Object.assign({}, ...(anyOf ?? []).map(copy));
    return { ...Object.fromEntries(entries), ...kinds, ...alternatives, ...offered(choices, value) };
  };
  const byName = (schemas) => Object.fromEntries(Object.entries(schemas).map(([name, inner]) => [name, copy(inner)]));
  return copy(schema);
}

/** The values to choose from, for editors that take them from the schema. */
function offered(choices, { type, enumDescriptions = [] }) {
  const values = choices ?? (type === "boolean" ? [true, false] : undefined);
  if (values === undefined) return {};
  const defaultSnippets = values.map((body, at) => ({
    label: String(body),
    ...(enumDescriptions[at] === undefined ? {} : { description: enumDescriptions[at] }),
    body,
  }));
  return { ...(choices === undefined ? {} : { "x-enum": choices }), defaultSnippets };
}

/** Writes media/schemas/en/ and media/schemas/de/ anew. Throws when l10n/schemas.de.json lacks a sentence. */
function writeSchemas() {
  const table = JSON.parse(fs.readFileSync(path.join(__dirname, "schemas.de.json"), "utf8"));
  const names = fs.readdirSync(english).filter((name) => name.endsWith(".json"));
  const schemas = names.map((name) => [name, JSON.parse(fs.readFileSync(path.join(english, name), "utf8"))]);
  const languages = { en: (schema) => schema, de: (schema) => translate(schema, table) };
  for (const [language, told] of Object.entries(languages)) {
    const folder = path.join(english, language);
    const files = schemas.map(([name, schema]) => [name, JSON.stringify(unchecked(told(schema)))]);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder);
    for (const [name, text] of files) fs.writeFileSync(path.join(folder, name), text);
  }
}

module.exports = { plain, translate, unchecked, writeSchemas };
