import { nameKey } from "../matching/nameKey";
import { findDelimiter, parseCsv } from "./csv";
import { isRecord } from "../text/isRecord";
import { EntryList, stringsOf } from "./entryList";
import type { ParsedEntries } from "./mispGalaxy";
import type { KnowledgeFormat, NameKind } from "./types";

type Column = "name" | "aliases" | "country" | "description" | "kind" | "id";

/** Keys (see `nameKey`) of the headings a column goes by, in English and German. */
const HEADINGS: Readonly<Record<Column, ReadonlySet<string>>> = {
  name: words(
    "name names actor threatactor actorname group groupname malware malwarename tool title value label family",
  ),
  aliases: words("alias aliases aka alsoknownas synonym synonyms synonyme othernames anderenamen alternativenames"),
  country: words("country countries origin nation state sponsor land herkunft"),
  description: words("description summary notes note comment about beschreibung notiz"),
  kind: words("kind type category art typ kategorie"),
  id: words("id uuid externalid mitreid attackid"),
};

const KIND_WORDS: readonly (readonly [RegExp, NameKind])[] = [
  [/ransom|erpress/iu, "ransomware"],
  [/campaign|kampagne|operation/iu, "campaign"],
  [/actor|group|gruppe|akteur|intrusion|apt|gang|bande/iu, "actor"],
  [/malware|trojan|rat\b|botnet|backdoor|stealer|loader|schad/iu, "malware"],
  [/tool|werkzeug|software/iu, "tool"],
];

/** Names from a JSON array of `"name"` or `{ name, aliases }`, the form that the command line's `match` reads too; else null. */
export function parseNameArray(json: unknown, title: string): ParsedEntries | null {
  const items = isRecord(json) ? [json["names"], json["profileData"]].find((value) => Array.isArray(value)) : json;
  if (!Array.isArray(items)) return null;
  const list = new EntryList(title);
  for (const item of items as unknown[]) {
    if (typeof item === "string") list.add({ name: item, aliases: [], kind: "name" });
    else if (isRecord(item)) addRecord(list, item);
    else list.skip();
  }
  return { title, ...list.read() };
}

function addRecord(list: EntryList, item: Record<string, unknown>): void {
  const find = (column: Column): unknown =>
    Object.entries(item).find(([key]) => HEADINGS[column].has(nameKey(key)))?.[1];
  list.add({
    name: item["name"] ?? find("name"),
    aliases: stringsOf(find("aliases")),
    kind: kindOf(find("kind")),
    country: find("country"),
    description: find("description"),
    id: find("id"),
  });
}

/**
 * Names from plain text. One name a line (`#` begins a remark), or a table: with headings, the columns are told by
 * them; without, the first column is the name and the others are its aliases. Aliases in one cell are parted by
 * `,`, `;`, `|` or line ends.
 */
export function parseNameText(
  text: string,
  title: string,
  fileName: string,
): ParsedEntries & { readonly format: KnowledgeFormat } {
  const list = new EntryList(title);
  const table = text.replace(/^[ \t]*#.*$/gmu, "");
  const delimiter = /\.tsv$/iu.test(fileName) ? "\t" : findDelimiter(table);
  const rows = delimiter === null ? null : parseCsv(table, delimiter);
  if (rows === null) addLines(list, table);
  else addRows(list, rows);
  return { format: rows === null ? "list" : "csv", title, ...list.read() };
}

function addLines(list: EntryList, text: string): void {
  let before: string | undefined;
  let count = 0;
  const add = (line: string) => list.add({ name: bullet(line), aliases: [], kind: "name" });
  // One after the other: a list of millions is not to be there twice.
  for (const [line] of text.matchAll(/[^\r\n]+/gu)) {
    if (line.trim() === "") continue;
    count += 1;
    // A file of one column may have its heading too.
    if (before !== undefined && !(count === 2 && HEADINGS.name.has(nameKey(before)))) add(before);
    before = line;
  }
  if (before !== undefined) add(before);
}

/** A line of a Markdown list without its mark. */
function bullet(line: string): string {
  return line.replace(/^\s*[-*+•]\s+/u, "");
}

function addRows(list: EntryList, rows: readonly (readonly string[])[]): void {
  const headings = (rows[0] ?? []).map(columnOf);
  const named = headings.indexOf("name");
  const hasHeadings = named >= 0 && headings.some((column, index) => column !== null && index !== named);
  for (const row of hasHeadings ? rows.slice(1) : rows) {
    if (!hasHeadings) {
      list.add({ name: bullet(row[0] ?? ""), aliases: row.slice(1).flatMap(partsOf), kind: "name" });
      continue;
    }
    const cells = (column: Column): string[] => row.filter((_, index) => headings[index] === column);
    list.add({
      name: row[named],
      aliases: cells("aliases").flatMap(partsOf),
      kind: kindOf(cells("kind")[0]),
      country: cells("country")[0],
      description: cells("description")[0],
      id: cells("id")[0],
    });
  }
}

/** “Alias 2” is a column of aliases too; a second column of names holds other names. */
function columnOf(heading: string, index: number, row: readonly string[]): Column | null {
  const key = nameKey(heading).replace(/(?<!\d)\d+$/u, "");
  const column = (Object.keys(HEADINGS) as Column[]).find((name) => HEADINGS[name].has(key)) ?? null;
  const earlier = row.slice(0, index).some((other) => HEADINGS.name.has(nameKey(other)));
  return column === "name" && earlier ? "aliases" : column;
}

function partsOf(cell: string): string[] {
  return cell.split(/[,;|\n]/u);
}

function kindOf(value: unknown): NameKind {
  return typeof value === "string" ? (KIND_WORDS.find(([words]) => words.test(value))?.[1] ?? "name") : "name";
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
