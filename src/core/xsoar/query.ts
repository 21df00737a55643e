/** The query language of `/indicators/search` (Lucene-like), and when two names are one. */

import { MAX_QUERY_CHARACTERS, MAX_QUERY_CLAUSES, MAX_QUERY_SPELLINGS } from "../limits";

/** A text between the quotes of a query: the escapes of the vendor's own helper, backslash first. */
export function escapeTerm(text: string): string {
  return text
    .replace(/\\/g, "\\\\")
    .replace(/\n/g, "\\n")
    .replace(/\t/g, "\\t")
    .replace(/\r/g, "\\r")
    .replace(/["()[\]^:]/g, "\\$&");
}

/** True for what may stand before the colon of a query; the search field is a user's text. */
export function isFieldName(field: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_.]*$/.test(field);
}

/** How many clauses a query for these terms and patterns has. */
export function clauseCount(
  terms: readonly string[],
  searchField: string,
  { patterns = [], ids = [] }: MoreClauses = {},
): number {
  return terms.length * searchFields(searchField).length + patterns.length + ids.length;
}

/** What a query asks for beside terms: texts of a pattern in the search field, and records by their ids. */
interface MoreClauses {
  readonly patterns?: readonly string[];
  readonly ids?: readonly string[];
}

function searchFields(searchField: string): readonly string[] {
  return searchField.toLowerCase() === "value" ? ["value"] : ["value", searchField];
}

/**
 * The queries that find every record holding one of the terms as its value or in `searchField`, a text of one of the
 * patterns in `searchField`, or one of the ids: one, unless they are too many for it. Of records of any type: what a type is called differs
 * between servers, and a value that a record of another type has must not be given to a new one.
 */
export function recordQueries(
  terms: readonly string[],
  searchField: string,
  patterns: readonly string[] = [],
  ids: readonly string[] = [],
): string[] {
  const fields = searchFields(searchField);
  const queries: string[] = [];
  let clauses: string[] = [];
  let length = 0;
  const finish = (): void => {
    if (clauses.length === 0) return;
    queries.push(clauses.join(" or "));
    clauses = [];
    length = 0;
  };
  const exact = terms.map((term) => fields.map((field) => `${field}:"${escapeTerm(term)}"`));
  const byPattern = patterns.map((pattern) => [`${searchField}:${pattern}`]);
  for (const own of [...exact, ...byPattern, ...ids.map((id) => [idQuery(id)])]) {
    const ownLength = own.reduce((sum, clause) => sum + clause.length + 4, 0);
    if (clauses.length + own.length > MAX_QUERY_CLAUSES || length + ownLength > MAX_QUERY_CHARACTERS) finish();
    clauses.push(...own);
    length += ownLength;
  }
  finish();
  return queries;
}

/** The query for one record by its id. */
function idQuery(id: string): string {
  return `id:"${escapeTerm(id)}"`;
}

/**
 * The queries for one record, to be tried one after the other: that a server's search knows the field `id` is not documented, and a
 * value finds more than one record.
 */
export const RECORD_QUERIES: readonly ((record: { readonly id: string; readonly value: string }) => string)[] = [
  ({ id }) => idQuery(id),
  ({ value }) => `value:"${escapeTerm(value)}"`,
];

/** What two spellings of a name have in common when they are the same name: case, blanks and hyphens aside. */
export function sameNameKey(name: string): string {
  return name.normalize("NFC").toLowerCase().replace(GAPS, "");
}

/** The same for what the matcher takes for one name: underscores, dots and apostrophes aside as well. */
export function spellingKey(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
}

/**
 * The terms to ask for: each name in the spellings that differ by blanks and hyphens alone, and those of the given
 * spellings that are a spelling of one of the names. (The search ignores case, but knows nothing of blanks and hyphens:
 * with `FancyBear` alone it would miss the record *Fancy Bear*, and a second one would be made. A spelling can be more
 * than the name: `APT28` is what an article may say where the name `APT` was found, and it must not lead to the record
 * of APT28.) Doubles are left out without regard to case.
 */
export function searchTerms(names: readonly string[], spellings: readonly string[]): string[] {
  const keys = new Set(names.map(spellingKey));
  const own = spellings
    .filter((spelling) => keys.has(spellingKey(spelling)))
    .slice(0, MAX_QUERY_SPELLINGS * names.length);
  const terms = new Map<string, string>();
  for (const name of [...names, ...names.flatMap(variants), ...own]) {
    const term = name.trim().replace(/\s+/g, " ");
    const key = term.toLowerCase();
    if (sameNameKey(term) !== "" && !terms.has(key)) terms.set(key, term);
  }
  return [...terms.values()];
}

/**
 * A name as one word and with blanks or hyphens between its words; what begins with a capital, and where letters and
 * digits meet, may be words of their own.
 */
function variants(name: string): string[] {
  const words = name.trim().replace(GAPS, " ");
  const capitals = words.replace(WORD_START, " ");
  const apart = [words, capitals, words.replace(NUMBER_EDGE, " "), capitals.replace(NUMBER_EDGE, " ")];
  return [words.replaceAll(" ", ""), ...apart, ...apart.map((parts) => parts.replaceAll(" ", "-"))];
}

/** The signs that `sameNameKey` disregards, as they stand between the brackets of an expression. */
const GAP = String.raw`\s\p{Pd}\u00AD\u200B\u2060\uFEFF`;
const GAPS = new RegExp(`[${GAP}]+`, "gu");
/** A sign that it does not disregard. */
export const NAME_SIGN = new RegExp(`[^${GAP}]`, "u");
/** Where a capital begins a word inside a name: `Winter|Vivern`, `ALPHV|Group`; nowhere in `APT28`. */
const WORD_START = /(?<=[\p{L}\p{N}])(?=\p{Lu}\p{Ll})/gu;
/** Where letters and digits meet: `APT|28`, `8|Base`. */
const NUMBER_EDGE = /(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu;

/**
 * The pattern of the texts a name may stand in as one of several, or with something behind it: `*fancy*bear*`. It asks for
 * more than those, and without any sign that a query could take for its own. Null where nearly every text would be of it.
 */
export function textPattern(name: string, searchField: string): string | null {
  if (searchField.toLowerCase() === "value" || spellingKey(name).length < MIN_PATTERN) return null;
  const apart = name.normalize("NFC").replace(WORD_START, " ").replace(NUMBER_EDGE, " ");
  return `*${(apart.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join("*")}*`;
}

/** Letters and digits of the shortest name that is asked for as a part of a text. */
const MIN_PATTERN = 3;

export interface LookupOptions {
  /** The indicator field that holds the names, besides `value`. */
  readonly searchField: string;
  /** The types of the records that names may mean; see `recordTypeKey`. Records of others are as good as not there. */
  readonly recordTypes: readonly string[];
}
