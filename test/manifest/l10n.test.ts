import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

const root = process.cwd();
const read = (file: string) => JSON.parse(fs.readFileSync(path.join(root, file), "utf8")) as Record<string, string>;
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
const CALL = /(?<![\w$])(?:\w+\.)*t\(\s*/g;
const LITERAL = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?=\s*[,)])/;

/** Every sentence of the sources, with a file it stands in; and the calls whose sentence cannot be read off. */
function sentences(): { readonly found: ReadonlyMap<string, string>; readonly other: readonly string[] } {
  const found = new Map<string, string>();
  const other: string[] = [];
  const files = fs
    .readdirSync(path.join(root, "src"), { recursive: true })
    .map((name) => path.join("src", String(name)));
  for (const file of files.filter((name) => name.endsWith(".ts"))) {
    const text = fs.readFileSync(path.join(root, file), "utf8");
    for (const call of text.matchAll(CALL)) {
      const literal = LITERAL.exec(text.slice(call.index + call[0].length))?.[0];
      if (literal === undefined) other.push(`${file}: ${call[0].trim()}`);
      else found.set(unquoted(literal), file);
    }
  }
  return { found, other };
}

function unquoted(literal: string): string {
  const inner = literal.slice(1, -1);
  return literal.startsWith('"')
    ? (JSON.parse(literal) as string)
    : (JSON.parse(`"${inner.replaceAll("\\'", "'").replaceAll(/(?<!\\)"/g, '\\"')}"`) as string);
}

describe("languages", () => {
  const { found, other } = sentences();

  it("every sentence stands whole in a call, so that it can be translated", () => {
    assert.deepEqual(other, ["src/vscode/shell/l10n.ts: vscode.l10n.t("]);
    assert.ok(found.size > 500);
  });

  it("German has every sentence, none that is gone, and the same gaps in each", () => {
    const german = read("l10n/bundle.l10n.de.json");
    const missing = [...found].filter(([sentence]) => !(sentence in german));
    assert.deepEqual(
      missing.map(([sentence, file]) => `${file}: ${sentence}`),
      [],
      "translate these in l10n/bundle.l10n.de.json",
    );
    assert.deepEqual(
      Object.keys(german).filter((sentence) => !found.has(sentence)),
      [],
      "these are no longer said",
    );
    for (const [sentence, translated] of Object.entries(german)) {
      assert.deepEqual(placeholders(translated), placeholders(sentence), sentence);
      assert.notEqual(translated.trim(), "", sentence);
    }
  });

  it("German has every text of the manifest, with the same links", () => {
    const english = read("package.nls.json");
    const german = read("package.nls.de.json");
    assert.deepEqual(Object.keys(german).sort(), Object.keys(english).sort());
    const links = (text = "") => text.match(/\((?:command|https?):[^)]*\)/g) ?? [];
    for (const [key, text] of Object.entries(english)) assert.deepEqual(links(german[key]), links(text), key);
  });
});
