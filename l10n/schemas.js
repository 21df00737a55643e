// The schemas of the configuration files in German, made from the English ones: media/schemas/de/. VS Code has no translations for schemas;
// package.nls.de.json names these files in their place.
const fs = require("node:fs");
const path = require("node:path");

const english = path.join(__dirname, "..", "media", "schemas");
const german = path.join(english, "de");
/** What editors show to people. */
const TEXTS = new Set([
  "title",
  "description",
  "markdownDescription",
  "enumDescriptions",
  "errorMessage",
  "patternErrorMessage",
  "label",
]);

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

/** Writes media/schemas/de/ anew. Throws when l10n/schemas.de.json lacks a sentence. */
function writeGermanSchemas() {
  const table = JSON.parse(fs.readFileSync(path.join(__dirname, "schemas.de.json"), "utf8"));
  fs.rmSync(german, { recursive: true, force: true });
  const names = fs.readdirSync(english).filter((name) => name.endsWith(".json"));
  const files = names.map((name) => {
    const schema = JSON.parse(fs.readFileSync(path.join(english, name), "utf8"));
    return { name, text: JSON.stringify(translate(schema, table)) };
  });
  fs.mkdirSync(german);
  for (const { name, text } of files) fs.writeFileSync(path.join(german, name), text);
}

module.exports = { plain, translate, writeGermanSchemas };
