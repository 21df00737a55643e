import type { XsoarClient } from "./client";
import type { XsoarFailure } from "./failures";
import { type LookupOptions, isFieldName, sameNameKey, searchTerms, textPattern } from "./query";
import { type IndicatorRecord, fieldTexts } from "./record";
import { recordTypeKey } from "./recordTypes";
import type { AmbiguousOutcome } from "./reports";
import { type FoundTogether, NAMES_PER_QUERY, type TermsOf, searchTermsTogether } from "./searchTogether";

/** A name to find the record of. */
export interface LookupName {
  /** As configured. */
  readonly name: string;
  /** How articles spell it: the texts that matched. Those that are no spelling of the name or an alias are left out. */
  readonly spellings: readonly string[];
  /** Other names known for it. */
  readonly aliases: readonly string[];
  /** Those of them that were read from XSOAR, in lower case: it spells them just so. */
  readonly readAliases?: ReadonlySet<string>;
}

export type Lookup =
  | { readonly kind: "found"; readonly record: IndicatorRecord }
  /** `taken`: a record of another type has this very value, so that a new one cannot have it. */
  | { readonly kind: "missing"; readonly taken?: { readonly value: string; readonly type: string } }
  /** Several records bear the name; `values` tells them apart. */
  | { readonly kind: "ambiguous"; readonly values: readonly string[]; readonly records: readonly IndicatorRecord[] }
  | { readonly kind: "failed"; readonly failure: XsoarFailure };

/** What is compared with the names of records, and what is searched for. */
interface Wanted {
  readonly name: string;
  readonly byName: ReadonlySet<string>;
  readonly byAlias: ReadonlySet<string>;
  readonly terms: readonly string[];
  /** Further spellings of aliases: what a record lists is mostly spelled as it is there, so they come last. */
  readonly spare: readonly string[];
  /** Those of them without which a record might be missed: how XSOAR spells the alias is not known. */
  readonly needed: readonly string[];
  readonly patterns: readonly string[];
}

/**
 * The record of each name: the one whose value equals it, or else the one whose search field does; case aside, or else blanks
 * and hyphens aside as well; only when there is none, the one that equals a known alias. Records of types that names cannot
 * mean are left out. All names and aliases are searched for together. What a search
 * returns is a proposal: it ignores case, splits long texts into words and may rank, so every hit is compared before it
 * counts, whichever query brought it. Spellings of aliases that found no room in those queries are searched for after that,
 * for the names that were not found by their own name: the others need none.
 *
 * @param settle gets null for each search that went well, and each failure
 * @param stop asked between the searches; names not reached by then have no entry
 */
export async function findRecords<T extends LookupName>(
  client: XsoarClient,
  names: readonly T[],
  options: LookupOptions,
  settle: (failure: XsoarFailure | null) => void,
  stop: () => boolean,
  signal: AbortSignal,
): Promise<Map<T, Lookup>> {
  const { searchField } = options;
  if (!isFieldName(searchField)) {
    const failure: XsoarFailure = { code: "searchField", field: searchField };
    settle(failure);
    return new Map(names.map((name) => [name, { kind: "failed", failure }]));
  }
  const wanted = new Map(names.map((name) => [name, wantedOf(name, searchField)]));
  const search = (items: readonly TermsOf<T>[], namesPerQuery: number): Promise<FoundTogether<T>> =>
    searchTermsTogether(client, items, namesPerQuery, options, settle, stop, signal);
  const first = await search(
    [...wanted].map(([name, { terms, spare, patterns }]) => ({ item: name, terms, spare, patterns })),
    NAMES_PER_QUERY,
  );
  const early = bearersByKey(first.records, options);
  const left = [...wanted].flatMap(([name, { byName, needed }]) => {
    const terms = needed.filter((term) => !first.searched(term));
    const isOpen = terms.length > 0 && first.complete.has(name) && namedBy(byName, early).length === 0;
    return isOpen ? [{ item: name, terms, spare: [], patterns: [] }] : [];
  });
  const second = await search(left, left.length);

  const bearers = bearersByKey([...first.records, ...second.records], options);
  const unfinished = new Set(left.map(({ item }) => item).filter((name) => !second.complete.has(name)));
  const lookups = new Map<T, Lookup>();
  for (const [name, want] of wanted) {
    const failure = first.failures.get(name) ?? second.failures.get(name);
    if (failure !== undefined) lookups.set(name, { kind: "failed", failure });
    else if (first.complete.has(name) && !unfinished.has(name)) {
      const lookup = assigned(want, bearers, searchField);
      const doubt = lookup.kind === "missing" ? first.doubtful.get(name) : undefined;
      lookups.set(name, doubt === undefined ? lookup : { kind: "failed", failure: doubt });
    }
  }
  return lookups;
}

type ByKey = ReadonlyMap<string, ReadonlySet<IndicatorRecord>>;

/** The records that bear a name, by what its spellings have in common. */
interface Bearers {
  readonly byValue: ByKey;
  readonly byText: ByKey;
  /** Records of types that names cannot mean, by their values without case. */
  readonly others: ReadonlyMap<string, IndicatorRecord>;
}

function wantedOf({ name, spellings, aliases, readAliases }: LookupName, searchField: string): Wanted {
  const own = searchTerms([name], spellings);
  const others = aliases.filter((alias) => !["", sameNameKey(name)].includes(sameNameKey(alias)));
  const known = searchTerms(others, spellings);
  const guessed = others.filter((alias) => readAliases?.has(alias.toLowerCase()) !== true);
  return {
    name,
    byName: new Set(own.map(sameNameKey)),
    byAlias: new Set(known.map(sameNameKey)),
    terms: [...own, ...others],
    spare: known,
    needed: searchTerms(guessed, spellings),
    patterns: [textPattern(name, searchField)].filter((pattern) => pattern !== null),
  };
}

function bearersByKey(found: readonly IndicatorRecord[], { searchField, recordTypes }: LookupOptions): Bearers {
  const types = new Set(recordTypes.map(recordTypeKey));
  const byValue = new Map<string, Set<IndicatorRecord>>();
  const byText = new Map<string, Set<IndicatorRecord>>();
  const others = new Map<string, IndicatorRecord>();
  // Each record once, whichever search brought it.
  for (const record of new Map(found.map((one) => [one.id, one])).values()) {
    if (!types.has(recordTypeKey(record.type))) {
      others.set(caseless(record.value), record);
      continue;
    }
    const { texts, parts } = fieldTexts(record, searchField);
    add(byValue, sameNameKey(record.value), record);
    for (const key of new Set([...texts, ...parts].map(sameNameKey))) add(byText, key, record);
  }
  return { byValue, byText, others };
}

function add(bearers: Map<string, Set<IndicatorRecord>>, key: string, record: IndicatorRecord): void {
  const same = bearers.get(key);
  if (same === undefined) bearers.set(key, new Set([record]));
  else same.add(record);
}

function assigned({ name, byName, byAlias }: Wanted, bearers: Bearers, searchField: string): Lookup {
  const named = namedBy(byName, bearers);
  // Of records whose names differ by blanks and hyphens only, the one that is spelled as the name is.
  const exact = named.filter((record) => named.length > 1 && bears(record, name, searchField));
  const known = [...new Set([...byAlias].flatMap((key) => namedBy(new Set([key]), bearers)))];
  const records = [exact, named, known].find(({ length }) => length > 0) ?? [];
  const [record] = records;
  if (record === undefined) {
    const other = bearers.others.get(caseless(name));
    return { kind: "missing", ...(other === undefined ? {} : { taken: { value: other.value, type: other.type } }) };
  }
  return records.length === 1
    ? { kind: "found", record }
    : { kind: "ambiguous", values: distinguished(records), records };
}

/** The records whose value is the name; only when there is none, those that list it. */
function namedBy(keys: ReadonlySet<string>, { byValue, byText }: Bearers): readonly IndicatorRecord[] {
  const valued = bearersOf(keys, byValue);
  return valued.length > 0 ? valued : bearersOf(keys, byText);
}

/** Whether one of the record's names equals it, case aside. */
function bears(record: IndicatorRecord, name: string, searchField: string): boolean {
  const wanted = caseless(name);
  const { texts, parts } = fieldTexts(record, searchField);
  return [record.value, ...texts, ...parts].some((text) => caseless(text) === wanted);
}

function caseless(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

function bearersOf(keys: ReadonlySet<string>, bearers: ByKey): IndicatorRecord[] {
  return [...new Set([...keys].flatMap((key) => [...(bearers.get(key) ?? [])]))];
}

/** The values of several records; those that are alike get their id. */
function distinguished(records: readonly IndicatorRecord[]): string[] {
  return records.map(({ value, id }) =>
    records.filter((other) => other.value === value).length > 1 ? `${value} (${id})` : value,
  );
}

/**
 * The outcome of a name that several records bear. They are twins when some bear one value (case, blanks and hyphens aside):
 * one was made without knowing of the other.
 */
export function ambiguous({ values, records }: Extract<Lookup, { readonly kind: "ambiguous" }>): AmbiguousOutcome {
  const areTwins = new Set(records.map(({ value }) => sameNameKey(value))).size < records.length;
  return { kind: "ambiguous", values, ...(areTwins ? { twins: true } : {}) };
}
