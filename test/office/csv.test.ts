import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type CsvForm, csvTable } from "../../src/core/exports/csv";
import { oneLine } from "../../src/core/text/foreignText";
import { HOSTILE } from "../unit/exports/hostile";
import { convert, ensureCalc } from "./writer";

/** By what sign a reader parts cells, as LibreOffice numbers it. */
const READ_BY: Readonly<Record<CsvForm["separator"], string>> = { ",": "CSV:44,34,76,1", ";": "CSV:59,34,76,1" };
const FORMS: Readonly<Record<string, CsvForm>> = {
  comma: { separator: ",", isNamed: false },
  commaNamed: { separator: ",", isNamed: true },
  semicolon: { separator: ";", isNamed: false },
  semicolonNamed: { separator: ";", isNamed: true },
};
const FORMULAS = [
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(1)",
  "a;=SUM(1);b",
  "a,=SUM(1),b",
  'a";"=SUM(1)',
  'a","=SUM(1)',
  "\t=1+1",
  "\r=1+1",
  "＝1+1",
  "=HYPERLINK(A1)",
];
const PLAIN = [
  "Füchse: 魔法少女",
  "Ransomware: ports, ships; and more",
  'The "Heron" case',
  "https://news.example/a,b;c?d=1",
];

// Where no Calc can be had, the preparation of this tier says so.
if (ensureCalc() !== null) {
  describe("CSV files in LibreOffice", function () {
    this.timeout(110_000);
    let folder: string;

    before(async () => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), "office-csv-"));
      const rows = [...PLAIN, ...FORMULAS, ...HOSTILE].map((text) => [text, "beside", "end"]);
      for (const [name, form] of Object.entries(FORMS)) {
        fs.writeFileSync(
          path.join(folder, `${name}.csv`),
          [...csvTable(["first", "second", "third"], rows, form)].join(""),
        );
      }
      const files = Object.keys(FORMS).map((name) => path.join(folder, `${name}.csv`));
      for (const [separator, readAs] of Object.entries(READ_BY)) {
        const profile = path.join(folder, "profile");
        await convert(files, "fods", path.join(folder, separator === "," ? "comma" : "semicolon"), profile, readAs);
      }
    });

    after(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

    for (const [name, { separator, isNamed }] of Object.entries(FORMS)) {
      it(`${name}: have every cell as it is, in whatever script`, () => {
        const rows = cellsOf(folder, separator, name);
        if (isNamed) assert.ok(rows.shift()?.[0]?.startsWith("sep="));
        assert.deepEqual(rows[0], ["first", "second", "third"]);
        for (const [at, text] of PLAIN.entries()) assert.deepEqual(rows[at + 1], [text, "beside", "end"]);
        for (const [at, text] of FORMULAS.entries()) {
          const [cell = ""] = rows[PLAIN.length + at + 1] ?? [];
          assert.equal(cell.replaceAll("'", "").trim(), oneLine(text));
        }
      });
      it(`${name}: have no formula${isNamed ? "" : ", by whatever sign they are parted"}`, () => {
        for (const read of isNamed ? [separator] : ([",", ";"] as const)) {
          assert.doesNotMatch(fodsOf(folder, read, name), /table:formula/);
          assert.ok(cellsOf(folder, read, name).length > PLAIN.length + FORMULAS.length);
        }
      });
    }

    it("would have formulas without what we do about them", async () => {
      const file = path.join(folder, "naive.csv");
      fs.writeFileSync(file, '\uFEFFa,"b;=SUM(1)"\r\n=SUM(1),b\r\n');
      for (const [separator, readAs] of Object.entries(READ_BY)) {
        await convert(
          [file],
          "fods",
          path.join(folder, separator === "," ? "comma" : "semicolon"),
          path.join(folder, "profile"),
          readAs,
        );
        assert.match(fodsOf(folder, separator, "naive"), /table:formula/);
      }
    });
  });
}

function fodsOf(folder: string, readBy: string, name: string): string {
  return fs.readFileSync(path.join(folder, readBy === "," ? "comma" : "semicolon", `${name}.fods`), "utf8");
}

/** The texts of a table, read off LibreOffice's own form of it; what is empty at the end of a row is left out. */
function cellsOf(folder: string, readBy: string, name: string): string[][] {
  const table = /<table:table [^]*<\/table:table>/.exec(fodsOf(folder, readBy, name))?.[0] ?? "";
  return Array.from(table.matchAll(/<table:table-row\b[^>]*>([^]*?)<\/table:table-row>/g), ([, row = ""]) =>
    Array.from(row.matchAll(/<table:table-cell\b[^>]*?(?:\/>|>([^]*?)<\/table:table-cell>)/g), ([, cell = ""]) =>
      oneLine(
        cell
          .replace(/<text:s\/>/g, " ")
          .replace(/<[^>]*>/g, "")
          .replace(/&lt;/g, "<")
          .replace(/&gt;/g, ">")
          .replace(/&quot;/g, '"')
          .replace(/&apos;/g, "'")
          .replace(/&amp;/g, "&"),
      ),
    ),
  );
}
