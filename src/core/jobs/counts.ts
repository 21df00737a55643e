import { type CsvForm, csvTable, withoutFormulas } from "../exports/csv";
import { inLine } from "../text/foreignText";
import type { CountRow, CountedPage } from "./jobReports";
import type { PageReading } from "./wantedPages";

/** How many pages hold each name, by name; a page counts once. */
export function countRows(names: readonly string[], readings: readonly PageReading[]): readonly CountRow[] {
  const pages = new Map<string, CountedPage[]>(names.map((name) => [name, []]));
  for (const { report, outcome } of readings) {
    for (const { name, before, from } of outcome?.hits ?? []) {
      pages.get(name)?.push({ url: report.source.url, before, from });
    }
  }
  return [...pages]
    .map(([name, found]) => ({ name, pages: found }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * The result file. Where nothing is said of CSV it is as the original tool writes it: the headers with a semicolon behind each, a blank
 * line, a row for each name; what would end a field or a line stands there as a blank. No field is a formula.
 */
export function countsText(
  headers: readonly [string, string, string],
  rows: readonly CountRow[],
  form: CsvForm | null,
): string {
  if (form !== null) return [...csvTable(headers, rows.map(cells), form)].join("");
  const lines = rows.map(({ name, pages }) => {
    const places = pages
      .map(({ url, before, from }) => `${addressField(url)}: ...${field(before + from)}...`)
      .join(",\t\t");
    return `${field(name)};${pages.length};${pages.length === 0 ? "-: -" : places}`;
  });
  return `${headers.map((header) => `${field(header)};`).join("")}\n\n${lines.map((line) => `${line}\n`).join("")}`;
}

function cells({ name, pages }: CountRow): readonly string[] {
  const places = pages.map(({ url, before, from }) => `${url}: ...${inLine(before + from)}...`);
  return [name, String(pages.length), places.join("; ")];
}

/** What the original tool writes. */
const ORIGINAL: CsvForm = { separator: ";", isNamed: false };

/** An address stays what it is: its `;` and quotes are written as their codes. */
function addressField(url: string): string {
  return field(url.replace(/[;"]/g, encodeURIComponent));
}

function field(text: string): string {
  return withoutFormulas(inLine(text).replace(/[;"]/g, " "), ORIGINAL);
}
