import { MAX_IMPORT_KEYS } from "../limits";
import { nameKey } from "../matching/nameKey";
import { oneLine } from "../text/foreignText";
import { isRecord } from "../text/isRecord";
import { roleOf } from "./columns";
import type { EntryList } from "./entryList";
import { fixedColumns } from "./fixedColumns";
import { tableOf } from "./headingRow";
import { type NameTable, type UnknownColumn, kindOf, readTable } from "./nameTables";
import type { ColumnChoice, ColumnRole, NameKind, ParsedEntries } from "./types";

/** Keys are collected from the first entries: later ones have the same, or are none of a list of names. */
const SAMPLE_ENTRIES = 1_000;
/** Objects around a list of names, one inside the other. */
const MAX_WRAPPERS = 3;
/** Objects inside an entry that hold its facts. */
const NESTED: ReadonlySet<string> = new Set(["meta", "attributes", "properties", "fields", "data"]);
/** Malware as Malpedia's address has it: `win.agent_btz`. */
const MALPEDIA_ID = /^(?:win|elf|apk|osx|ios|js|jar|ps1|py|php|asp|vbs|symbian|aix|fas)\.[a-z0-9_]+$/u;

type Entry = Readonly<Record<string, unknown>>;

/**
 * Names of JSON that is no format of its own: a list of names or of objects, bare or under a key, or an object with an entry for each
 * name. Null when it is none of these.
 */
export function parseJsonNames(
  json: unknown,
  choice: ColumnChoice | undefined,
  title: string,
  list: EntryList,
): ParsedEntries | UnknownColumn | null {
  const found = entriesIn(json, MAX_WRAPPERS);
  if (found === null) return null;
  if ("rows" in found) return readTable(found, choice, title, list);
  return fromItems(found, kindIn(json), choice, titleIn(json, title), list);
}

function fromItems(
  items: readonly unknown[],
  kind: NameKind,
  choice: ColumnChoice | undefined,
  title: string,
  list: EntryList,
): ParsedEntries | UnknownColumn {
  if (items.length > 0 && items.every((item) => Array.isArray(item))) {
    const rows = items.map((row) => (row as readonly unknown[]).map((cell) => (typeof cell === "string" ? cell : "")));
    return readTable({ ...tableOf(rows, choice, list), kind }, choice, title, list);
  }
  const records = items.filter(isRecord).map(flattened);
  const texts = items.filter((item) => typeof item === "string");
  const isMalpedia = texts.length > 0 && texts.every((text) => MALPEDIA_ID.test(text));
  for (const text of texts) list.add({ name: isMalpedia ? familyName(text) : text, aliases: [], kind });
  for (const item of items) if (typeof item !== "string" && !isRecord(item)) list.skip("noName");
  if (records.length === 0) return { title, ...fixedColumns(list, {}) };
  const headings = keysOf(records);
  const rows = records.map((record) => headings.map((heading) => record[heading]));
  const isLeakSites = headings.includes("locations") && headings.some((heading) => /^(?:name|group)$/u.test(heading));
  return readTable({ headings, hasHeadings: true, rows, kind: isLeakSites ? "ransomware" : kind }, choice, title, list);
}

/** The entries of a list; a table for lists of names under names, of which nothing says what they are. */
function entriesIn(json: unknown, wrappers: number): readonly unknown[] | NameTable | null {
  if (Array.isArray(json)) return json as unknown[];
  if (!isRecord(json)) return null;
  const members = Object.entries(json);
  if (
    hasRole(members, "aliases") &&
    members.some(([key, value]) => roleOf(key) === "name" && typeof value === "string")
  )
    return [json];
  // Several of them are of several kinds of names.
  const ofNames = members.flatMap(([key, value]) =>
    Array.isArray(value) && (key === "profileData" || roleOf(key) === "name") ? (value as unknown[]) : [],
  );
  if (ofNames.length > 0) return ofNames;
  const lists = members.filter(([, value]) => Array.isArray(value) && value.some(isRecord));
  if (lists.length === 1) return lists[0]?.[1] as unknown[];
  const names = keyed(members);
  if (names !== null || wrappers === 0) return names;
  // Answers of servers wrap what they hold.
  const inner = members.flatMap(([, value]) => (isRecord(value) ? [entriesIn(value, wrappers - 1)] : []));
  const [only, second] = inner.filter((one) => one !== null);
  return second === undefined ? (only ?? null) : null;
}

function hasRole(members: readonly (readonly [string, unknown])[], role: ColumnRole): boolean {
  return members.some(([key]) => roleOf(key) === role);
}

/** `{ "APT28": { "aliases": […] } }`, or `{ "APT28": ["Fancy Bear"] }`. */
function keyed(members: readonly (readonly [string, unknown])[]): readonly unknown[] | NameTable | null {
  if (members.length === 0) return null;
  if (members.every(([, value]) => isRecord(value))) {
    const entries = members as readonly (readonly [string, Entry])[];
    const known = entries.filter(([, entry]) => Object.keys(entry).some((key) => roleOf(key) !== null));
    if (known.length * 2 < entries.length) return null;
    const hasNames = entries.some(([, entry]) => hasRole(Object.entries(entry), "name"));
    return entries.map(([key, entry]) => (hasNames ? { ...entry, key } : { name: familyName(key), ...entry }));
  }
  if (!members.every(([, value]) => Array.isArray(value) && value.every((one) => typeof one === "string"))) return null;
  return { headings: ["", ""], hasHeadings: false, rows: members };
}

/** An entry with what the objects inside it hold of its facts. */
function flattened(entry: Entry): Entry {
  const inner = Object.entries(entry).flatMap(([key, value]) =>
    NESTED.has(key) && isRecord(value) ? Object.entries(value) : [],
  );
  return inner.length === 0 ? entry : Object.fromEntries([...inner, ...Object.entries(entry)]);
}

function keysOf(records: readonly Entry[]): readonly string[] {
  const keys = new Set<string>();
  let others = 0;
  for (const record of records.slice(0, SAMPLE_ENTRIES)) {
    for (const key of Object.keys(record)) {
      if (keys.has(key)) continue;
      const isKnown = roleOf(key) !== null;
      if (!isKnown && others >= MAX_IMPORT_KEYS) continue;
      if (!isKnown) others += 1;
      keys.add(key);
    }
  }
  return [...keys];
}

function familyName(id: string): string {
  return MALPEDIA_ID.test(id) ? id.slice(id.indexOf(".") + 1).replaceAll("_", " ") : id;
}

/** What an answer says that all of its entries are. */
function kindIn(json: unknown): NameKind {
  return isRecord(json) ? kindOf(json["type"] ?? json["category"], "name") : "name";
}

function titleIn(json: unknown, title: string): string {
  const name = isRecord(json) && Array.isArray(json["values"]) ? json["name"] : undefined;
  return typeof name === "string" && nameKey(name) !== "" ? oneLine(name.slice(0, 400)).slice(0, 100) : title;
}
