import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

const root = process.cwd();
const read = (file: string) => JSON.parse(fs.readFileSync(path.join(root, file), "utf8")) as Record<string, string>;
const GAP = /\{(\w+)(?:([|:])[^{}|]*\|[^{}|]*)?\}/g;
const gaps = (text: string) => [...new Set([...text.matchAll(GAP)].map(([, name = ""]) => name))].sort();
const bent = (text: string) => [...text.matchAll(GAP)].filter(([, , form]) => form !== undefined);

/** Gaps for texts, for numbers that are never 1 (limits, amounts of units), and the words behind a number that fit one and many. */
const TEXTS = new Set(
  `account address alias before by byValue date edition field file folder host kind made message minimum name names number object option
  origin other own place placeholder port problem profile proxy receivers sender senders sentence server setting source status target
  tenant text time titles unknown value variable version what where why workspace`.split(/\s+/),
);
const NEVER_ONE = new Set("bytes characters days depth limit lines megabytes most ms percent sentences".split(" "));
const FITS_BOTH = new Set(
  "found gained gone known left lost more new not of read shown to unchanged unread waiting with without".split(" "),
);

/** Said of several alone. */
const SEVERAL = new Set([
  "Copied {count} lines.",
  "None of the {count} sources gave an answer: is there a network? They stay as they are.",
  "Testing {count} sources",
  "The newest {shown} of {count} stored articles. Enter opens one, with a tracked name beside the list, else in the browser.",
  "{answering} of {count} sources gave an answer.",
  "{answering} of {count} sources gave an answer; none came from: {names}.",
  "{answering} of {count} sources gave an answer; switched off: {names}.",
]);

/** Numbers of a sentence that could read "1 articles": no words for one and many, and no other sentence for one. */
function unbent(sentence: string, all: readonly string[]): readonly string[] {
  return [...sentence.matchAll(/\{(\w+)\} (\p{L}+)/gu)].flatMap(([gap, name = "", word = ""]) => {
    if (TEXTS.has(name) || NEVER_ONE.has(name) || FITS_BOTH.has(word)) return [];
    const start = `${sentence.slice(0, sentence.indexOf(gap))}1 `;
    return all.some((other) => other.startsWith(start)) ? [] : [gap];
  });
}
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
      assert.deepEqual(gaps(translated), gaps(sentence), sentence);
      assert.notEqual(translated.trim(), "", sentence);
    }
  });

  it("no number stands before words that fit many alone", () => {
    const all = [...found.keys()];
    const wrong = all.filter((sentence) => !SEVERAL.has(sentence) && unbent(sentence, all).length > 0);
    assert.deepEqual(
      wrong,
      [],
      "write {count|article|articles}, or {count:was|were} where the number stands elsewhere",
    );
    const german = read("l10n/bundle.l10n.de.json");
    const stiff = all.filter((sentence) =>
      bent(sentence).some(([, name]) =>
        new RegExp(`\\{${name}\\} (?!von |Mal |gewonnen|verloren|aufgegeben)\\p{L}`, "u").test(german[sentence] ?? ""),
      ),
    );
    assert.deepEqual(stiff, [], "German needs the same: {count|Artikel|Artikel}");
  });

  it("German has every text of the manifest, with the same links", () => {
    const english = read("package.nls.json");
    const german = read("package.nls.de.json");
    assert.deepEqual(Object.keys(german).sort(), Object.keys(english).sort());
    const links = (text = "") => text.match(/\((?:command|https?):[^)]*\)/g) ?? [];
    for (const [key, text] of Object.entries(english)) assert.deepEqual(links(german[key]), links(text), key);
  });
});
