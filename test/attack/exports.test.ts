import assert from "node:assert/strict";
import MarkdownIt from "markdown-it";
import { exportText } from "../../src/core/exports/exportMatches";
import type { ExportFormat, ExportRow } from "../../src/core/exports/exportRows";
import { articleGroups } from "../../src/core/mail/articleDigest";
import { buildDigest } from "../../src/core/mail/digest";
import type { ProfileArticle } from "../../src/core/model/model";
import { type RecordsOutput, type ReportTextFormat, reportOdt, reportText } from "../../src/core/records/report";
import { oneLine } from "../../src/core/text/foreignText";
import { plainText as t } from "../../src/core/text/translate";
import { finish } from "../../src/core/text/turns";
import { nodeSigning } from "../../src/node/signing";
import { readZip } from "../readZip";
import { HOSTILE } from "../unit/exports/hostile";
import { elementNames } from "../unit/exports/xml";
import { csvRows } from "../unit/records/csvRows";
import { parsedDocument } from "../unit/ui/pages/parsed";
import { AT, CHECK, PROFILES, changeOf, planOf, recordOf } from "../unit/records/reportFixture";
import { type Attack, type Random, attackClass } from "./corpus";

const HARMLESS = "Emberfox strikes again";
const URL_OF_ARTICLE = "https://news.example/a?b=1&c=2";
/** A harmless text of as many lines: what is shown line by line has a part for each. */
function harmlessAs(text: string): string {
  return text
    .split(/(\r\n?|\n)/)
    .map((part, at) => (part.trim() === "" ? part : `${HARMLESS} ${at}`))
    .join("");
}

const CLOCK = { now: () => new Date(AT), wait: async () => undefined };

/** Pieces that mean something in one of the formats; soups are made of them. */
const PIECES = [
  "=", "+", "-", "@", "\t", "\r", "\n", ";", ",", '"', "'", "|", "`", "*", "_", "[", "](", ")", "<", ">", "&", "#", "!", "~~", "$", "\\", "{", "}",
  "http://evil.example", "command:x", "<b>", "</text:p>", "]]>", "<!--", "\u202e", "\u0000", "\ufffe", "\ud800", "x", " ", "1.", "'; --", "\u2028",
]; // prettier-ignore

/** A formula behind what spreadsheets pass over, in each of their scripts. */
const FORMULAS = [
  "=cmd|'/C calc'!A0",
  "\u200b=1+1",
  " \t+1",
  "\uff1d1+1",
  "'\"=1",
  "a;=1+1;@x",
  "\u2212\u2212 1",
  "a;=1&",
  "&cmd|'/C calc'!A0;=T(1)",
];

/** What a writer makes of a text. It throws where the text is more than text in it; what it gives is its shape, the same for each text. */
type Writer = (text: string) => Promise<readonly string[]> | readonly string[];

const item = (text: string, url = URL_OF_ARTICLE): ProfileArticle => ({
  article: {
    key: "key",
    title: text,
    url,
    source: "https://www.news.example/feed",
    published: "2026-03-01T08:00:00.000Z",
    found: "2026-03-01T09:00:00.000Z",
    summary: text,
    categories: [text],
    indicators: [
      { kind: "domain", value: text },
      { kind: "url", value: `https://evil.example/${text}` },
    ],
  },
  matches: [
    { profile: text, name: text, field: "title", start: 0, end: text.length, text },
    { profile: text, name: "Emberfox", field: "summary", start: 0, end: text.length, text },
  ],
  read: false,
  note: "pending",
});

const rowsOf = (text: string): readonly ExportRow[] => [
  {
    name: text,
    owner: true,
    kind: "actor",
    ids: [{ source: text, id: text }],
    aliases: [text, `${text} 2`],
    sentences: new Map([["key", [text, text]]]),
    stories: new Map([["key", text]]),
    articles: [item(text)],
  },
];

const exported = (format: ExportFormat, text: string): Promise<string> =>
  exportText(format, rowsOf(text), CLOCK, (space, name) => nodeSigning.uuid5(space, name), t);

/** As VS Code's preview reads it. */
const markdown = new MarkdownIt({ html: true, linkify: true });
markdown.linkify.set({ fuzzyLink: false });

/** The parts of a Markdown text beside its words; links lead nowhere but to these, and no markup of HTML is in it but line breaks. */
function markdownShape(text: string, mayLead: RegExp): readonly string[] {
  const tokens = markdown.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  for (const token of tokens) {
    if (token.type.startsWith("html_")) assert.equal(token.content, "<br>");
    if (token.type === "link_open") assert.match(token.attrGet("href") ?? "", mayLead);
    assert.notEqual(token.type, "image");
  }
  // What would be a link stands as code, whose content is text.
  return tokens.map(({ type }) => type).filter((type) => !/^(?:text(?:_special)?|code_inline)$/.test(type));
}

/** Begins like a formula and is one that acts: a call or a link as far as the first quotation mark, or a sign before that. */
function isActing(part: string): boolean {
  const [formula = ""] = /^[\s\p{C}]*[=+@\u2212-][^"]*/u.exec(part) ?? [];
  if (formula === "") return /^["\s\p{C}]*[=+@\u2212-]/u.test(part);
  return (
    /\p{L}[\p{N}_.]*\s*\(|\|.*!|[\p{L}\p{N}'\]]!\$?\p{L}/u.test(formula) ||
    (part.includes('"') && /[-&+*/^=<>(,:{]\s*$/.test(formula))
  );
}

/** Rows with as many cells each, none of which begins like a formula, and none acts wherever a spreadsheet parts them. */
function csvShape(text: string): readonly string[] {
  for (const line of text.slice(1).split("\r\n"))
    for (const part of line.split(/[;\t]/)) assert.ok(!isActing(part.normalize("NFKC")), part);
  return csvRows(text).map(({ length }) => `${length} cells`);
}

/** The strings in a JSON text, whole; its shape is its keys. */
function jsonShape(text: string, wanted: string): readonly string[] {
  const keys: string[] = [];
  let isWhole = false;
  JSON.parse(text, (key, value: unknown) => {
    keys.push(/^\d+$/.test(key) ? "" : key);
    isWhole ||= value === wanted;
    return value;
  });
  assert.ok(isWhole, "the text is in it as it was");
  return keys;
}

interface StixObject {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly pattern?: string;
  readonly object_refs?: readonly string[];
}

const stix: Writer = async (text) => {
  const { objects } = JSON.parse(await exported("stix", text)) as { readonly objects: readonly StixObject[] };
  const ids = new Set(objects.map(({ id }) => id));
  assert.equal(ids.size, objects.length);
  for (const { id, type, name, pattern, object_refs: refs = [] } of objects) {
    assert.match(id, new RegExp(`^${type}--[0-9a-f-]{36}$`));
    for (const ref of refs) assert.ok(ids.has(ref));
    if (pattern === undefined) continue;
    // One comparison with one string, which says what the indicator is.
    const [, value] = /^\[(?:domain-name|url):value = '((?:[^'\\]|\\['\\])*)'\]$/su.exec(pattern) ?? [];
    assert.equal(value?.replaceAll(/\\(.)/gs, "$1"), name);
  }
  return objects.map(({ type }) => type);
};

const mail: Writer = (text) => {
  const found = {
    newArticles: [item(text, "https://news.example/other").article],
    newMatches: [{ ...rowsOf(text)[0], name: text, articles: [item(text)] }],
  };
  const groups = articleGroups(found as unknown as Parameters<typeof articleGroups>[0], new Map([["key", [text]]]), t);
  const digest = buildDigest(text, groups, "Nothing new.", t);
  assert.doesNotMatch(digest.subject, /[\p{Cc}\u2028\u2029]/u, "one line");
  const elements = [...parsedDocument(digest.html).querySelectorAll("*")];
  for (const element of elements) {
    for (const { name } of element.attributes) assert.match(name, /^(?:style|href|charset)$/);
    assert.match(element.getAttribute("href") ?? URL_OF_ARTICLE, /^https:\/\/news\.example\//);
  }
  return elements.map(({ tagName }) => tagName);
};

/** Everything that work on records tells, with the text in each place for foreign text. */
function outputs(text: string): readonly RecordsOutput[] {
  const record = recordOf("1", text, JSON.stringify({ aliases: [text, "Copper Lynx"], description: text }));
  const change = changeOf(
    record,
    "set-field",
    "description",
    { kind: "set", value: JSON.stringify(`new ${text}`) },
    { why: text },
  );
  const list = changeOf(
    record,
    "tidy-aliases",
    "aliases",
    { kind: "list", added: [`${text} new`] },
    { isGuess: true, why: text },
  );
  const plan = planOf([{ record, names: [text], changes: [change, list] }], {
    untouched: [{ id: "4", value: text }],
    skipped: [{ name: text, record: { id: "1", value: text }, recipe: "attack", why: text }],
    questions: [{ kind: "attack", name: text, choices: [{ id: text, label: text, detail: text }] }],
    warnings: [text],
    remarks: [text],
    data: [text],
  });
  const [candidate] = CHECK.twins.flatMap(({ records }) => records);
  const [profile] = PROFILES.profiles;
  assert.ok(candidate && profile);
  const found = { ...candidate, value: text, type: text };
  return [
    { kind: "plan", plan, at: AT },
    {
      kind: "report",
      report: { plan, run: "run-1", at: AT, results: [{ plan: { record, names: [text], changes: [change] }, outcome: "written" }], left: [], failure: null },
    },
    {
      kind: "check",
      at: AT,
      report: { ...CHECK, names: [{ name: text, aliasOf: text, found: "one", records: [found] }], twins: [{ records: [found, found] }], shared: [{ alias: text, records: [found] }] },
    },
    {
      kind: "profiles",
      ...PROFILES,
      profiles: [{ ...profile, value: text, type: text, aliases: [text], description: text, techniques: [text], notes: [{ text, time: null }] }],
      skipped: [{ name: text, record: null, recipe: null, why: text }],
    },
  ]; // prettier-ignore
}

const reported =
  (format: ReportTextFormat, shape: (made: string, text: string) => readonly string[]): Writer =>
  (text) =>
    outputs(text).flatMap((output) => shape(finish(reportText(output, format, t)), text));

const odt: Writer = (text) =>
  outputs(text).flatMap((output) =>
    readZip(finish(reportOdt(output, t)))
      .filter(({ name }) => name.endsWith(".xml"))
      .flatMap(({ name, bytes }) => [name, ...elementNames(bytes.toString("utf8"))]),
  );

const RECORD_LINK = /^https:\/\/soar\.example\/#\//;

const WRITERS: Readonly<Record<string, Writer>> = {
  "matches as CSV": async (text) => csvShape(await exported("csv", text)),
  "matches as Markdown": async (text) =>
    markdownShape(await exported("markdown", text), /^https:\/\/news\.example\/a\?b=1&c=2$/),
  "matches as JSON": async (text) => jsonShape(await exported("json", text), text),
  "matches as STIX": stix,
  "a mail": mail,
  "records as CSV": reported("csv", csvShape),
  "records as Markdown": reported("markdown", (made) => markdownShape(made, RECORD_LINK)),
  "records as JSON": reported("json", (made, text) => jsonShape(made, text)),
  "records as OpenDocument text": odt,
};

function texts(random: Random): readonly string[] {
  const soups = Array.from({ length: 4 }, () =>
    Array.from({ length: 20 + random(60) }, () => PIECES[random(PIECES.length)]).join(""),
  );
  return [...HOSTILE, ...FORMULAS, ...soups];
}

describe("exports", () => {
  attackClass(
    "exports",
    {
      atLeast: 83,
      control: async () => {
        const naive = "- [x](command:evil)\n";
        assert.throws(() => markdownShape(naive, RECORD_LINK), "a link is seen");
        for (const write of Object.values(WRITERS)) assert.ok((await write(HARMLESS)).length > 0);
      },
    },
    (random) => {
      const tried = texts(random);
      return Object.entries(WRITERS).flatMap(([what, write]) =>
        tried.map((text, at): Attack => {
          return {
            name: `${what}, text ${at} (${JSON.stringify(text.slice(0, 60))})`,
            holds: async () => {
              const shape = await write(text);
              // What shows nothing may leave out what stands around it.
              if (oneLine(text) === "") return;
              assert.deepEqual(shape, await write(harmlessAs(text)), "its parts are those of a harmless text");
            },
          };
        }),
      );
    },
  );
});
