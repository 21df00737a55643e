import { defang } from "../model/indicators";
import { describeMatch } from "../matching/describeMatch";
import { inLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import type { ExportRow } from "./exportRows";

const COLUMNS = [
  "profile",
  "title",
  "url",
  "source",
  "published",
  "found",
  "matched",
  "why",
  "note",
  "summary",
  "categories",
  "indicators",
  "updated",
];

/** Spreadsheets take text without it for the encoding of the machine. */
const BYTE_ORDER_MARK = "\uFEFF";

/** A table as CSV (RFC 4180), in pieces. No cell can be a formula. */
export function* csvTable(columns: readonly string[], rows: Iterable<readonly string[]>): Iterable<string> {
  yield BYTE_ORDER_MARK + line(columns);
  for (const cells of rows) yield line(cells);
}

/** The matches as CSV, a line for each name and article, in pieces. */
export function toCsv(rows: readonly ExportRow[], t: Translate): Iterable<string> {
  return csvTable(COLUMNS, matchCells(rows, t));
}

function* matchCells(rows: readonly ExportRow[], t: Translate): Iterable<readonly string[]> {
  for (const { name, articles, sentences } of rows) {
    for (const { article, matches, note } of articles) {
      yield [
        name,
        article.title,
        article.url,
        article.source,
        article.published ?? "",
        article.found,
        [...new Set(matches.map(({ text }) => text))].join("; "),
        [...new Set(matches.map((match) => describeMatch(match, t)))].join(" "),
        note,
        (sentences.get(article.key) ?? []).join(" "),
        (article.categories ?? []).join("; "),
        (article.indicators ?? []).map((indicator) => defang(indicator)).join("; "),
        article.updated ?? "",
      ];
    }
  }
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/** Signs that begin a formula, in whatever width they are written; quotation marks and invisible characters may stand before. */
const FORMULA = /^[\s\p{C}"']*[=+\-\u2212@]/u;

/**
 * A cell that begins like a formula gets an apostrophe, which spreadsheets do not show (CWE-1236). Where they are set up for
 * semicolons, as in German, a cell begins behind each of them, quoted here or not.
 */
function cell(text: string): string {
  const written = inLine(text)
    .split(";")
    .map((part) => (FORMULA.test(part.normalize("NFKC")) ? `'${part}` : part))
    .join(";");
  return /[",;']/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
}
