import assert from "node:assert/strict";
import { type CsvForm, PLAIN_CSV, csvForm, csvTable } from "../../../src/core/exports/csv";
import { countsText } from "../../../src/core/jobs/counts";
import { parseCsv } from "../../../src/core/names/csv";
import { HOSTILE } from "./hostile";

const SEMICOLON: CsvForm = { separator: ";", isNamed: true };
const FORMULA = /^[\s\p{C}"]*[=+@\u2212-]/u;
const table = (rows: readonly (readonly string[])[], form?: CsvForm) =>
  [...csvTable(["one", "two"], rows, form)].join("");

describe("how CSV files are written", () => {
  it("goes by the separator, else by the language, and else as ever", () => {
    const form = (separator: ";" | "," | "auto", language = "", sepLine = true) =>
      csvForm({ separator, language, sepLine });
    assert.deepEqual(form(";"), SEMICOLON);
    assert.deepEqual(form(";", "en", false), { separator: ";", isNamed: false });
    assert.deepEqual(form(",", "de"), { separator: ",", isNamed: true });
    assert.equal(form("auto"), null);
    for (const language of ["de", "de-CH", "fr", "pl", "pt-BR"]) {
      assert.deepEqual(form("auto", language), SEMICOLON, language);
    }
    for (const language of ["en", "en-GB", "ja", "zz", "abcdefgh-x"]) {
      assert.deepEqual(form("auto", language), { separator: ",", isNamed: true }, language);
    }
  });

  it("names the separator before the headers where it is told to", () => {
    assert.equal(table([["a", "b"]], SEMICOLON), "\uFEFFsep=;\r\none;two\r\na;b\r\n");
    assert.equal(table([["a", "b"]], { separator: ";", isNamed: false }), "\uFEFFone;two\r\na;b\r\n");
    assert.equal(table([["a", "b"]]), "\uFEFFone,two\r\na,b\r\n");
  });

  for (const form of [PLAIN_CSV, SEMICOLON]) {
    it(`keeps each cell one, and none begins like a formula (${form.separator})`, () => {
      const texts = [...HOSTILE, "a;=1", "a,=1", 'a";"=1', 'a","=1', "=1;=1,=1", "x, @y", "x; +1", "\u2212 1"];
      const made = table(
        texts.map((text) => [text, "end"]),
        form,
      );
      const rows = parseCsv(made.replace(/^\uFEFF(?:sep=.\r\n)?/, ""), form.separator);
      for (const row of rows) {
        assert.equal(row.length, 2);
        for (const cell of row) assert.doesNotMatch(cell.normalize("NFKC"), FORMULA);
      }
    });

    it(`leaves the inside of headlines and addresses alone (${form.separator})`, () => {
      for (const text of [
        "Ransomware: ports - ships + cranes = trouble @ sea",
        "Emberfox, Heron; and more",
        "1-2; 3=4, 5+6",
        "Ports hit; -50 % of ships, =all of them; @heron takes credit, +1 more",
        "Heron; =1+1, −1; (=2)",
        "Ports, -5 (of 9), @heron! | The News",
        "say \"hi\", 'now'",
        "https://news.example/a,b;c=d?e=-1",
        "+49 30 1",
      ]) {
        const [, row] = parseCsv(table([[text, "end"]], form).replace(/^\uFEFF(?:sep=.\r\n)?/, ""), form.separator);
        assert.deepEqual(row, [text.replace(/^\+/, "'+"), "end"]);
      }
    });
  }

  it("has no call behind the other separator, where nothing names the one that is meant", () => {
    for (const separator of [",", ";"] as const) {
      const other = separator === "," ? ";" : ",";
      const cell = (text: string, isNamed: boolean) =>
        parseCsv(
          table([[text, "end"]], { separator, isNamed }).replace(/^\uFEFF(?:sep=.\r\n)?/, ""),
          separator,
        )[1]?.[0];
      for (const call of [
        "=HYPERLINK(A1)",
        "@SUM(A1)",
        "＝SUM(A1)",
        " =SUM(A1)",
        '"=SUM(A1)',
        "=SUM (A1)",
        "+Sheet!A1",
        // The next cell would end what these begin.
        "=1&",
        "-5+ ",
        '=1&"x',
        "=A1|B1!C1",
        "='x'!$A1",
        "-cmd|' /C calc'!A0",
      ]) {
        const text = `a${other}${call}`;
        assert.equal(cell(text, false), `a${other}'${call}`);
        assert.equal(cell(text, true), text);
      }
    }
  });

  it("keeps an address one where a part of it would be a formula", () => {
    for (const [separator, address, written] of [
      [",", "https://news.example/a;-b(1),-c(1)", "https://news.example/a%3B-b(1),-c(1)"],
      [";", "https://news.example/a,-b(1);-c(1)", "https://news.example/a%2C-b(1);-c(1)"],
    ] as const) {
      assert.ok(table([[address, "end"]], { separator, isNamed: false }).includes(`"${written}"`));
    }
  });

  it("is the same for the counts, which without a word are as the original tool writes them", () => {
    const rows = [
      { name: "=Heron", pages: [{ url: "https://a.example/x,-1", before: "see ", from: "Heron; a,=T(1), -2" }] },
      { name: "Egret", pages: [] },
    ];
    const headers = ["Name", "Hit", "Where"] as const;
    assert.equal(
      countsText(headers, rows, null),
      "Name;Hit;Where;\n\n'=Heron;1;https://a.example/x,-1: ...see Heron  a,'=T(1), -2...\nEgret;0;-: -\n",
    );
    assert.equal(
      countsText(headers, rows, SEMICOLON),
      '\uFEFFsep=;\r\nName;Hit;Where\r\n"\'=Heron";1;"https://a.example/x,-1: ...see Heron; a,=T(1), -2..."\r\nEgret;0;\r\n',
    );
    assert.equal(
      countsText(headers, rows.slice(1), { separator: ",", isNamed: true }),
      "\uFEFFsep=,\r\nName,Hit,Where\r\nEgret,0,\r\n",
    );
  });
});
