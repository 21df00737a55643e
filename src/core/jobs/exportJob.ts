import { type CsvForm, csvTable } from "../exports/csv";
import { exportText } from "../exports/exportMatches";
import {
  type ExportChoice,
  type ExportFormat,
  type ExportMatches,
  chosenMatches,
  exportRows,
} from "../exports/exportRows";
import { indented } from "../exports/json";
import type { Clock } from "../ports";
import type { Translate } from "../text/translate";
import type { JobRow, KeywordArticle, OwnFound, OwnJob } from "./jobReports";
import { rowValues } from "./rows";

/** What came of exporting a job. */
export type JobExport =
  /** There is no such job, or its configuration cannot be read. */
  | { readonly kind: "none" }
  /** What it finds is exported in other formats. */
  | { readonly kind: "format"; readonly formats: readonly ExportFormat[] }
  /** It has found nothing, or nothing that is meant. */
  | { readonly kind: "nothing" }
  | { readonly kind: "text"; readonly text: string };

/** Which of what a job has found: its keywords are the names. Of tables times count alone. */
export type JobChoice = Omit<ExportChoice, "unread">;

/** A job with what it has found. */
export interface ExportedJob extends Pick<OwnJob, "id" | "name"> {
  readonly found: OwnFound;
  readonly csv: CsvForm;
}

/** A bundle of STIX says what is reported of a threat, which a job does not name. */
const OF_ARTICLES: readonly ExportFormat[] = ["markdown", "csv", "json"];
const OF_TABLES: readonly ExportFormat[] = ["csv", "json"];

/** The formats that what a job has found can be exported in. */
export function jobFormats({ kind }: Pick<OwnFound, "kind">): readonly ExportFormat[] {
  if (kind === "nothing") return [];
  return kind === "keywords" || kind === "articles" ? OF_ARTICLES : OF_TABLES;
}

/** Grows when a key changes its meaning or goes; new keys may come at any time. */
const VERSION = 1;

/** What articles are exported with. */
export interface ArticleMeans {
  readonly sentences: ReadonlyMap<string, readonly string[]>;
  readonly stories: ReadonlyMap<string, string>;
}

/** The articles a job keeps, under their keywords or the name of the job, as the rows of an export. */
export function articleRows(
  { found, name }: Pick<ExportedJob, "found" | "name">,
  choice: JobChoice,
): readonly ExportMatches[] {
  const row = (of: string, articles: readonly KeywordArticle[]): ExportMatches => ({
    name: of,
    owner: true,
    articles: articles.map(({ article }) => ({ article, matches: [], read: false, note: null })),
  });
  const rows =
    found.kind === "keywords"
      ? found.keywords.map(({ keyword, articles }) => row(keyword, articles))
      : found.kind === "articles"
        ? [row(name, found.articles)]
        : [];
  return chosenMatches(rows, choice);
}

/** As matches are exported: the same columns and keys, of which those of a match are empty. */
export function articlesText(
  format: ExportFormat,
  rows: readonly ExportMatches[],
  { sentences, stories }: ArticleMeans,
  clock: Pick<Clock, "now" | "wait">,
  csv: CsvForm,
  t: Translate,
): Promise<string> {
  // Ids are of STIX alone.
  return exportText(format, exportRows(rows, new Map(), new Map(), sentences, stories), clock, () => "", t, { csv });
}

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The text of a table of what a job has found; null when nothing of it is meant. */
export function tableText(
  format: ExportFormat,
  { id, name, found, csv }: ExportedJob,
  choice: JobChoice,
  now: Date,
): string | null {
  const { columns, rows } = tableOf(found, choice);
  if (rows.length === 0) return null;
  if (format === "csv") return [...csvTable(columns, rows, csv)].join("");
  const objects = rows.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""])));
  return `${indented({ version: VERSION, exported: now, job: id, name, rows: objects }, "")}\n`;
}

function tableOf(found: OwnFound, { since, until }: JobChoice): Table {
  const isMeant = (time: string | null): boolean =>
    time === null || ((since === undefined || time >= since) && (until === undefined || time < until));
  switch (found.kind) {
    case "rows":
      return rowTable(
        found.rows.filter((row) => isMeant(row.found)),
        found.fields,
      );
    case "counts":
      return {
        columns: ["name", "url", "context"],
        rows: found.rows.flatMap(({ name, pages }) => pages.map(({ url, before, from }) => [name, url, before + from])),
      };
    case "contents":
      return {
        columns: ["url", "change", "read", "changed"],
        rows: found.pages
          .filter(({ changed, read }) => isMeant(changed ?? read))
          .map(({ url, change, read, changed }) => [url, change, read ?? "", changed ?? ""]),
      };
    case "proposals":
      return {
        columns: ["record", "action", "field", "value", "why"],
        rows: found.proposals.map(({ record, action, field, text, values, why }) => [
          record.value,
          action,
          field,
          text ?? values.join("; "),
          why,
        ]),
      };
    case "keywords":
    case "articles":
    case "nothing":
      return { columns: [], rows: [] };
  }
}

/** The fields of the rows, and behind them what else a layout can name, where no field has that name. */
function rowTable(rows: readonly JobRow[], fields: readonly string[]): Table {
  const hasNames = rows.some(({ names }) => names.length > 0);
  const columns = [...new Set([...fields, ...(hasNames ? ["name"] : []), "url", "found"])];
  return {
    columns,
    rows: rows.map((row) => {
      const valueOf = rowValues(row, fields);
      return columns.map((column) => valueOf(column) ?? "");
    }),
  };
}
