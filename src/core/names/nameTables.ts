import { type Columns, columnName, columnsOf } from "./columns";
import { aliasesIn, namesIn, textsOf } from "./cells";
import { EntryList } from "./entryList";
import type { ColumnChoice, ColumnRole, NameKind, ReadColumn, ParsedEntries } from "./types";
import { shortLine } from "../text/foreignText";

/** Some first cells of a column are shown, each shortened; they stand in the first rows, or the column is all but empty. */
const SAMPLES = 3;
const SAMPLE_ROWS = 200;
const SAMPLE_CHARACTERS = 60;

const KIND_WORDS: readonly (readonly [RegExp, NameKind])[] = [
  [/ransom|erpress/iu, "ransomware"],
  [/campaign|kampagne|operation/iu, "campaign"],
  [/actor|group|gruppe|akteur|intrusion|apt|gang|bande/iu, "actor"],
  [/malware|trojan|rat\b|botnet|backdoor|stealer|loader|schad/iu, "malware"],
  [/tool|werkzeug|software/iu, "tool"],
];

/** A table as its format gives it: cells of text, in JSON and YAML also lists of them. */
export interface NameTable {
  readonly headings: readonly string[];
  /** False: there are none, and each heading is "". */
  readonly hasHeadings: boolean;
  readonly rows: readonly (readonly unknown[])[];
  /** What its entries are where no column says so. */
  readonly kind?: NameKind;
}

/** A column that was asked for and is not there, with those that are. */
export interface UnknownColumn {
  readonly missing: string;
  readonly columns: readonly string[];
}

/** Names of a table by its columns, or the column that was asked for and is not there. */
export function readTable(
  table: NameTable,
  choice: ColumnChoice | undefined,
  title: string,
  list = new EntryList(title),
): ParsedEntries | UnknownColumn {
  const columns = columnsOf(table.headings, table.hasHeadings, choice);
  if ("missing" in columns)
    return { missing: columns.missing, columns: table.headings.map((_, at) => called(table, at)) };
  for (const row of table.rows) addRow(list, row, columns.roles, table.kind ?? "name");
  const { reading, ...read } = list.read();
  return {
    title,
    ...read,
    reading: {
      ...reading,
      columns: shown(table, columns),
      isTable: true,
      hasHeadings: table.hasHeadings,
      isDoubtful: columns.isDoubtful,
    },
  };
}

function addRow(list: EntryList, row: readonly unknown[], roles: Columns["roles"], kind: NameKind): void {
  const cells = (role: ColumnRole): readonly string[] =>
    roles.flatMap((one, at) => (one === role ? textsOf(row[at]) : []));
  const [name, ...others] = cells("name").flatMap(namesIn);
  if (name === undefined) {
    // What else stands in the row tells which one it is.
    list.skip("noName", row.filter((cell) => typeof cell === "string" && cell.trim() !== "").join(" · "));
    return;
  }
  const aliases = roles.flatMap((role, at) => {
    if (role !== "aliases") return [];
    // The names of a list are parted already.
    return Array.isArray(row[at]) ? textsOf(row[at]) : textsOf(row[at]).flatMap(aliasesIn);
  });
  list.add({
    name,
    aliases: [...others, ...aliases],
    kind: kindOf(cells("kind")[0], kind),
    country: cells("country")[0],
    description: cells("description")[0],
    id: cells("id")[0],
  });
}

/** A column by its heading; by its number and first cell in a table without. */
function called({ headings, rows }: NameTable, at: number): string {
  const name = columnName(headings[at] ?? "", at);
  const cell = shortLine(textsOf(rows[0]?.[at]).join(", "), SAMPLE_CHARACTERS);
  return headings[at] !== "" || cell === "" ? name : `${name} (${cell})`;
}

function shown({ headings, rows }: NameTable, { roles }: Columns): readonly ReadColumn[] {
  const first = rows.slice(0, SAMPLE_ROWS);
  return headings.map((heading, at) => {
    const samples = new Set<string>();
    for (const row of first) {
      if (samples.size === SAMPLES) break;
      const text = shortLine(textsOf(row[at]).join(", "), SAMPLE_CHARACTERS);
      if (text !== "") samples.add(text);
    }
    return { heading: shortLine(heading, SAMPLE_CHARACTERS), role: roles[at] ?? null, samples: [...samples] };
  });
}

/** What a word of a source says an entry is. */
export function kindOf(value: unknown, otherwise: NameKind): NameKind {
  return typeof value === "string" ? (KIND_WORDS.find(([words]) => words.test(value))?.[1] ?? otherwise) : otherwise;
}
