import type { CsvConfig } from "../config/types";
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
  "story",
  "remark",
];

/** Spreadsheets take text without it for the encoding of the machine. */
const BYTE_ORDER_MARK = "\uFEFF";

/** How a table is written. */
export interface CsvForm {
  readonly separator: Separator;
  /** The first line names the separator, for spreadsheets. */
  readonly isNamed: boolean;
}

type Separator = "," | ";";

/** As programs read it (RFC 4180). */
export const PLAIN_CSV: CsvForm = { separator: ",", isNamed: false };

/** How a configuration wants tables to be written; null where it says nothing. */
export function csvForm({ separator, language, sepLine }: CsvConfig): CsvForm | null {
  if (separator !== "auto") return { separator, isNamed: sepLine };
  return language === "" ? null : { separator: separatorOf(language), isNamed: sepLine };
}

/** Where the comma stands in numbers, spreadsheets part cells by semicolons. */
function separatorOf(language: string): Separator {
  try {
    return new Intl.NumberFormat(new Intl.Locale(language).language).format(1.5).includes(",") ? ";" : ",";
  } catch {
    return ",";
  }
}

/** A table as CSV, in pieces. No cell begins like a formula. */
export function* csvTable(
  columns: readonly string[],
  rows: Iterable<readonly string[]>,
  form: CsvForm = PLAIN_CSV,
): Iterable<string> {
  yield BYTE_ORDER_MARK + (form.isNamed ? `sep=${form.separator}\r\n` : "") + line(columns, form);
  for (const cells of rows) yield line(cells, form);
}

/** The matches as CSV, a line for each name and article, in pieces. */
export function toCsv(rows: readonly ExportRow[], t: Translate, form?: CsvForm): Iterable<string> {
  return csvTable(COLUMNS, matchCells(rows, t), form);
}

function* matchCells(rows: readonly ExportRow[], t: Translate): Iterable<readonly string[]> {
  for (const { name, articles, sentences, stories } of rows) {
    for (const { article, matches, note, triage } of articles) {
      yield [
        name,
        article.title,
        article.url,
        article.source,
        article.published ?? "",
        article.found,
        [...new Set(matches.map(({ text }) => text))].join("; "),
        [...new Set(matches.map((match) => describeMatch(match, t)))].join(" "),
        note ?? "",
        (sentences.get(article.key) ?? []).join(" "),
        (article.categories ?? []).join("; "),
        (article.indicators ?? []).map((indicator) => defang(indicator)).join("; "),
        article.updated ?? "",
        stories.get(article.key) ?? "",
        triage?.remark ?? "",
      ];
    }
  }
}

function line(cells: readonly string[], form: CsvForm): string {
  return `${cells.map((cell) => quoted(withoutFormulas(inLine(cell), form))).join(form.separator)}\r\n`;
}

function quoted(cell: string): string {
  return /[",;']/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Signs that begin a formula, in whatever width they are written; quotation marks and invisible characters may stand before. */
const FORMULA = /^[\s\p{C}"']*[=+\-\u2212@]/u;
/**
 * What such a text needs to be more than a sum, or none at all: a call, another sheet, another program, or an end that takes in the next
 * cell, be it a sign or a quotation mark. A headline that goes on with a number, a dash or a name has nothing of it.
 */
const ACTS = /\p{L}[\p{N}_.]*\s*\(|\|[^|]*!|[\p{L}\p{N}\]]!\$?\p{L}|["']|[^\p{L}\p{N}\s%.!?)\]…]\s*$/u;
const ADDRESS = /^[a-z][a-z\d+.-]*:\/\/\S+$/i;

/**
 * A cell, one line, that begins like no formula: such a one gets an apostrophe (CWE-1236). The inside stays as it is; only where nothing
 * names the separator, so that a spreadsheet may be set up for the other one and begin a cell behind it, quoted or not, does a formula that
 * acts get an apostrophe there as well. An address stays one.
 */
export function withoutFormulas(text: string, { separator, isNamed }: CsvForm): string {
  const isFormula = (part: string): boolean => FORMULA.test(part.normalize("NFKC"));
  const whole = isFormula(text) ? `'${text}` : text;
  if (isNamed) return whole;
  const other = separator === "," ? ";" : ",";
  const isAddress = ADDRESS.test(text);
  const [first = "", ...rest] = whole.split(other);
  const behind = rest.map((part) => {
    if (!isFormula(part) || !ACTS.test(part.normalize("NFKC"))) return other + part;
    return isAddress ? encodeURIComponent(other) + part : `${other}'${part}`;
  });
  return first + behind.join("");
}
