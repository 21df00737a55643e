import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { inflateSync } from "node:zlib";
import type { TextDocument } from "../../src/core/exports/document";
import { toOdt } from "../../src/core/exports/odt";
import { type RecordsOutput, reportOdt } from "../../src/core/records/report";
import { oneLine } from "../../src/core/text/foreignText";
import { plainText as t } from "../../src/core/text/translate";
import { finish } from "../../src/core/text/turns";
import { HOSTILE } from "../unit/exports/hostile";
import { AT, CHECK, NOTICE, PLAN, PROFILES, REPORT } from "../unit/records/reportFixture";
import { readZip } from "../readZip";
import { convert } from "./writer";

const OUTPUTS: Readonly<Record<string, RecordsOutput>> = {
  plan: { kind: "plan", plan: PLAN, at: AT },
  report: { kind: "report", report: REPORT },
  check: { kind: "check", report: CHECK, at: AT },
  profiles: { kind: "profiles", ...PROFILES },
};

const LONG_ROWS = 300;

/** Everything a document can hold, with texts of many scripts and of somebody who means it ill. */
const EVERYTHING: TextDocument = {
  title: "Füchse: 魔法少女 مرحبا",
  created: new Date(AT),
  header: "Kopfzeile ÄÖÜ",
  footer: "Fußzeile",
  blocks: [
    { kind: "heading", level: 1, text: "Überschrift 魔法" },
    { kind: "heading", level: 2, text: "שלום בעולם" },
    { kind: "heading", level: 3, text: "<h1>third</h1>" },
    {
      kind: "paragraph",
      lines: ["erste Zeile", ["zweite ", { text: "mit Link", url: "https://soar.example/#/x?a=1&b=2" }]],
    },
    { kind: "list", items: HOSTILE.filter((text) => text !== "") },
    { kind: "table", columns: ["Größe", "值"], widths: [1, 3], rows: HOSTILE.map((text) => [[text], [text, text]]) },
    {
      kind: "table",
      columns: ["Nummer"],
      rows: Array.from({ length: LONG_ROWS }, (_, at) => [[`Zeile ${at}`]]),
    },
  ],
};

describe("OpenDocument texts in LibreOffice", function () {
  this.timeout(110_000);
  let folder: string;
  const read = (name: string): Buffer => fs.readFileSync(path.join(folder, name));
  const text = (name: string): string => read(`${name}.txt`).toString("utf8");
  const html = (name: string): string => read(`${name}.html`).toString("utf8").replace(/\s+/g, " ");

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "office-"));
    const made = new Map<string, Uint8Array>([["everything", finish(toOdt(EVERYTHING))]]);
    for (const [name, output] of Object.entries(OUTPUTS)) made.set(name, finish(reportOdt(output, t)));
    for (const [name, bytes] of made) fs.writeFileSync(path.join(folder, `${name}.odt`), bytes);
    const files = [...made.keys()].map((name) => path.join(folder, `${name}.odt`));
    const profile = path.join(folder, "profile");
    await convert(files, "txt:Text (encoded):UTF8", folder, profile);
    await convert(files, "html:HTML (StarWriter):EmbedImages", folder, profile);
    await convert(
      files,
      'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}',
      folder,
      profile,
    );
  });

  after(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

  it("are opened, every one, into text and PDF", () => {
    for (const name of ["everything", ...Object.keys(OUTPUTS)]) {
      readZip(read(`${name}.odt`));
      assert.notEqual(text(name).trim(), "", name);
      assert.equal(read(`${name}.pdf`).toString("latin1", 0, 5), "%PDF-", name);
    }
  });

  it("have every text again, in each script, hostile ones to the letter", () => {
    const lines = text("everything").replace("\uFEFF", "").split(/\r?\n/);
    for (const wanted of [
      EVERYTHING.title,
      "Überschrift 魔法",
      "שלום בעולם",
      "<h1>third</h1>",
      "erste Zeile",
      "Größe",
      "值",
    ]) {
      assert.ok(lines.includes(wanted), wanted);
    }
    assert.ok(lines.includes("zweite mit Link"));
    for (const hostile of HOSTILE.filter((one) => one !== "")) {
      const shown = oneLine(hostile.replace(/[\uFFFE\uFFFF]/g, ""));
      const times = lines.filter((line) => line.replace(/^ *• /, "") === shown).length;
      assert.equal(times, 4, `in the list and in three cells: ${JSON.stringify(shown)}`);
    }
    assert.ok(lines.includes(`Zeile ${LONG_ROWS - 1}`));
  });

  it("have their headings, links, lists and tables as such", () => {
    const page = html("everything");
    assert.match(page, /<title>Füchse: 魔法少女 مرحبا<\/title>/);
    for (const [level, wanted] of [
      [1, "Überschrift 魔法"],
      [2, "שלום בעולם"],
      [3, "&lt;h1&gt;third&lt;/h1&gt;"],
    ] as const) {
      const inner = new RegExp(`<h${level}\\b[^>]*>(.*?)</h${level}>`).exec(page)?.[1] ?? "";
      assert.equal(inner.replace(/<[^>]*>/g, "").trim(), wanted);
    }
    const links = Array.from(page.matchAll(/<a href="([^"]*)"/gi), ([, url]) => url);
    assert.deepEqual(links, ["https://soar.example/#/x?a=1&amp;b=2"], "and no other");
    assert.equal(page.match(/<li\b/g)?.length, HOSTILE.length - 1);
    assert.equal(page.match(/<table\b/g)?.length, 2);
    const [narrow = 0, wide = 0] = Array.from(page.matchAll(/<col width="(\d+)\*?"/g), ([, width]) => Number(width));
    assert.ok(narrow > 0 && wide / narrow > 2.5 && wide / narrow < 3.5, `columns of ${narrow} and ${wide}`);
    assert.equal(page.match(/<th\b/g)?.length, 3);
    assert.equal(page.match(/<td\b/g)?.length, HOSTILE.length * 2 + LONG_ROWS);
    assert.doesNotMatch(page, /<script|<img/i);
    assert.match(page, /title="header".*Kopfzeile ÄÖÜ.*title="footer".*Fußzeile/);
  });

  it("are in PDF what they are: headings in the outline, tagged tables that go on over pages, links", () => {
    const pdf = readPdf(read("everything.pdf"));
    assert.deepEqual(pdf.outline, ["Überschrift 魔法", "שלום בעולם", "<h1>third</h1>"]);
    assert.deepEqual(pdf.links, ["https://soar.example/#/x?a=1&b=2"]);
    assert.ok(pdf.pages > 3, `${pdf.pages} pages`);
    const cells = HOSTILE.length * 2 + LONG_ROWS;
    assert.deepEqual(
      ["H1", "H2", "H3", "TH", "TD", "Link"].map((tag) => pdf.tags.get(tag)),
      [1, 1, 1, 3, cells, 1],
    );
  });

  it("are reports that can be read: records by their headings, changes in tables, pages linked, notices there", () => {
    const report = readPdf(read("report.pdf"));
    assert.deepEqual(report.outline.slice(0, 4), ["Warnings", "Records", "Emberfox", "Schneeeule 魔法"]);
    assert.ok(report.links.includes("https://soar.example/#/indicator/1"));
    assert.ok(report.links.includes("https://soar.example/#/indicator/3%20%2F%3F%23"));
    assert.ok(!report.links.some((url) => /onion|leak/.test(url)));
    const written = text("report");
    for (const wanted of [NOTICE, "abcdefghijklmnop[.]onion, inactive", "مرحبا =1+1", "Elk | <b>", "Result: Written"]) {
      assert.ok(written.includes(wanted), wanted);
    }
    assert.match(text("plan"), /This is a plan: nothing was written\./);
    assert.match(text("check"), /Could not be looked up: 1/);
    assert.match(text("profiles"), /Second paragraph, ÄÖÜ 魔法少女 مرحبا\./);
  });
});

interface Pdf {
  readonly pages: number;
  /** Texts of the outline, in the order of their objects. */
  readonly outline: readonly string[];
  readonly links: readonly string[];
  /** How many elements of the structure bear a tag. */
  readonly tags: ReadonlyMap<string, number>;
}

/** What a PDF says of its structure, read off its objects: those in compressed streams as well. */
function readPdf(bytes: Buffer): Pdf {
  const file = bytes.toString("latin1");
  const objects = [file.replace(/stream\r?\n[^]*?endstream/g, "")];
  for (const stream of file.matchAll(/\/ObjStm\b[^]*?stream\r?\n/g)) {
    const start = stream.index + stream[0].length;
    objects.push(inflateSync(bytes.subarray(start, file.indexOf("endstream", start))).toString("latin1"));
  }
  const all = objects.join("\n");
  const tags = new Map<string, number>();
  for (const [, tag = ""] of all.matchAll(/\/Type\s*\/StructElem\s*\/S\s*\/(\w+)/g)) {
    tags.set(tag, (tags.get(tag) ?? 0) + 1);
  }
  return {
    pages: all.match(/\/Type\s*\/Page\b/g)?.length ?? 0,
    outline: Array.from(all.matchAll(/\/Title\s*<([0-9A-F]+)>\s*\/Dest\b/g), ([, hex = ""]) => utf16(hex)),
    links: Array.from(all.matchAll(/\/URI\s*\(((?:\\.|[^\\)])*)\)/g), ([, url = ""]) => url.replace(/\\(.)/g, "$1")),
    tags,
  };
}

function utf16(hex: string): string {
  return Buffer.from(hex, "hex")
    .swap16()
    .toString("utf16le")
    .replace(/^\uFEFF/, "");
}
