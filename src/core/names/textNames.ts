import { roleOf } from "./columns";
import { findDelimiter, parseCsv } from "./csv";
import { EntryList } from "./entryList";
import { fixedColumns } from "./fixedColumns";
import { tableOf } from "./headingRow";
import { listedName } from "./listedName";
import { markdownTable } from "./markdownTable";
import { type UnknownColumn, readTable } from "./nameTables";
import type { ColumnChoice, KnowledgeFormat, ParsedEntries } from "./types";

type TextEntries = ParsedEntries & { readonly format: KnowledgeFormat };

/**
 * Names of plain text: one a line (`#` begins a remark), a table, or a list or table of Markdown.
 *
 * @param title of the source
 */
export function parseNameText(
  text: string,
  choice: ColumnChoice | undefined,
  title: string,
  fileName: string,
): TextEntries | UnknownColumn {
  const isMarkdown = /\.(?:md|markdown)$/iu.test(fileName);
  const list = new EntryList(title);
  const rows = markdownTable(text, list);
  if (rows !== null) return as("markdown", readTable(tableOf(rows, choice, list), choice, title, list));
  if (isMarkdown) {
    addBullets(list, text);
    return { format: "markdown", title, ...fixedColumns(list, {}) };
  }
  const separator = /^\uFEFF?sep=([^\r\n])\r?\n/iu.exec(text);
  // A number sign before a delimiter is the heading of a column of numbers.
  const table = text.slice(separator?.[0].length ?? 0).replace(/^[ \t]*#(?![ \t]*[,;|\t]).*$/gmu, "");
  const delimiter = separator?.[1] ?? (/\.tsv$/iu.test(fileName) ? "\t" : findDelimiter(table));
  if (delimiter !== null)
    return as("csv", readTable(tableOf(parseCsv(table, delimiter), choice, list), choice, title, list));
  addLines(list, table);
  return { format: "list", title, ...fixedColumns(list, {}) };
}

function as(format: KnowledgeFormat, read: ParsedEntries | UnknownColumn): TextEntries | UnknownColumn {
  return "missing" in read ? read : { format, ...read };
}

function addLines(list: EntryList, text: string): void {
  let before: string | undefined;
  let count = 0;
  const add = (line: string): void => list.add({ ...listedName(line), kind: "name" });
  // One after the other: a list of millions is not to be there twice.
  for (const [line] of text.matchAll(/[^\r\n]+/gu)) {
    if (line.trim() === "") continue;
    count += 1;
    // A file of one column may have its heading too.
    if (before !== undefined && !(count === 2 && roleOf(before) === "name")) add(before);
    before = line;
  }
  if (before !== undefined) add(before);
}

/** The points of a list of Markdown that are not inside others; what stands around them is counted. */
function addBullets(list: EntryList, text: string): void {
  let outer: number | undefined;
  for (const [line] of withoutFrontMatter(text).matchAll(/[^\r\n]+/gu)) {
    if (line.trim() === "" || /^\s*(?:#|-{3,}\s*$|\*{3,}\s*$|<!--)/u.test(line)) continue;
    const indent = /^(\s*)(?:[-*+•]|\d{1,4}[.)])\s/u.exec(line)?.[1]?.length;
    if (indent === undefined || indent > (outer ??= indent)) list.skip("outsideList", line);
    else list.add({ ...listedName(line), kind: "name" });
  }
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^---\r?\n.*?\r?\n---\r?\n/su, "");
}
