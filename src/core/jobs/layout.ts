import type { FormatConfig } from "../config/ownTypes";
import { HOLE } from "../config/ownChecks";
import { type CsvForm, csvTable } from "../exports/csv";
import type { KeywordArticle } from "./jobReports";

/** What fills the holes of a layout for one item; undefined for a hole that stays as it stands. */
export type Values = (name: string) => string | undefined;

/** The text of a result file as a job of the user's own lays it out. @param placeholder stands there where no item does */
export function laidOut(
  { item, columns }: FormatConfig,
  items: readonly Values[],
  placeholder: string,
  csv: CsvForm,
): string {
  if (columns.length === 0)
    return items.length === 0 ? placeholder : items.map((values) => filled(item, values)).join("");
  const headings = columns.map(([heading]) => heading);
  const rows = items.map((values) => columns.map(([, cell]) => filled(cell, values)));
  return [...csvTable(headings, rows, csv)].join("");
}

function filled(layout: string, values: Values): string {
  return layout.replace(HOLE, (hole, name: string) => values(name) ?? hole);
}

/** What a layout can say of an article. */
export function articleValues({ article, keywords }: KeywordArticle): Values {
  const { title, url, source, published, summary = "", found } = article;
  const values = new Map([
    ["title", title],
    ["url", url],
    ["source", source],
    ["published", published ?? ""],
    ["summary", summary],
    ["found", found],
    ["keywords", keywords.join(", ")],
  ]);
  return (name) => values.get(name);
}
