import type { XsoarClient } from "./client";
import type { XsoarFailure } from "./failures";
import { isFieldName, sameNameKey, searchTerms } from "./query";
import { fieldTexts, type IndicatorRecord } from "./record";
import { searchTermsTogether } from "./searchTogether";

/** A name to find the record of. */
export interface LookupName {
  /** As configured. */
  readonly name: string;
  /** How articles spell it: the texts that matched. Those that are no spelling of the name or an alias are left out. */
  readonly spellings: readonly string[];
  /** Other names known for it. */
  readonly aliases: readonly string[];
}

export interface LookupOptions {
  /** The indicator field that holds the names, besides `value`. */
  readonly searchField: string;
  /** Only records of this indicator type. Not given: of any, since a profile may be a malware as well as an actor. */
  readonly type?: string;
}

export type Lookup =
  | { readonly kind: "found"; readonly record: IndicatorRecord }
  | { readonly kind: "missing" }
  /** Several records bear the name; `values` tells them apart. */
  | { readonly kind: "ambiguous"; readonly values: readonly string[]; readonly records: readonly IndicatorRecord[] }
  | { readonly kind: "failed"; readonly failure: XsoarFailure };

/** What is compared with the names of records, and what is searched for. */
interface Wanted {
  readonly byName: ReadonlySet<string>;
  readonly byAlias: ReadonlySet<string>;
  readonly terms: readonly string[];
  /** Further spellings of aliases, searched for where there is room: what a record lists is mostly spelled as it is there. */
  readonly spare: readonly string[];
}

/**
 * The record of each name: the one whose value or search field equals it (case, blanks and hyphens aside); only when
 * there is none, the one that equals a known alias. All names and aliases are searched for together. What a search
 * returns is a proposal: it ignores case, splits long texts into words and may rank, so every hit is compared before it
 * counts, whichever query brought it.
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
  const wanted = new Map(names.map((name) => [name, wantedOf(name)]));
  const found = await searchTermsTogether(
    client,
    [...wanted].map(([name, { terms, spare }]) => ({ item: name, terms, spare })),
    options,
    settle,
    stop,
    signal,
  );
  const bearers = bearersByKey(found.records, searchField);
  const lookups = new Map<T, Lookup>();
  for (const [name, want] of wanted) {
    const failure = found.failures.get(name);
    if (failure !== undefined) lookups.set(name, { kind: "failed", failure });
    else if (found.complete.has(name)) lookups.set(name, assigned(want, bearers));
  }
  return lookups;
}

/** The same for one name. */
export async function findRecord(
  client: XsoarClient,
  name: LookupName,
  options: LookupOptions,
  signal: AbortSignal,
): Promise<Lookup> {
  const lookups = await findRecords(
    client,
    [name],
    options,
    () => undefined,
    () => false,
    signal,
  );
  return lookups.get(name) ?? { kind: "failed", failure: { code: "aborted" } };
}

function wantedOf({ name, spellings, aliases }: LookupName): Wanted {
  const own = searchTerms([name], spellings);
  const others = aliases.filter((alias) => !["", sameNameKey(name)].includes(sameNameKey(alias)));
  const known = searchTerms(others, spellings);
  return {
    byName: new Set(own.map(sameNameKey)),
    byAlias: new Set(known.map(sameNameKey)),
    terms: [...own, ...others],
    spare: known,
  };
}

function bearersByKey(
  records: Iterable<IndicatorRecord>,
  searchField: string,
): ReadonlyMap<string, ReadonlySet<IndicatorRecord>> {
  const bearers = new Map<string, Set<IndicatorRecord>>();
  for (const record of records) {
    const { texts, parts } = fieldTexts(record, searchField);
    for (const key of new Set([record.value, ...texts, ...parts].map(sameNameKey))) {
      const same = bearers.get(key);
      if (same === undefined) bearers.set(key, new Set([record]));
      else same.add(record);
    }
  }
  return bearers;
}

function assigned({ byName, byAlias }: Wanted, bearers: ReadonlyMap<string, ReadonlySet<IndicatorRecord>>): Lookup {
  for (const keys of [byName, byAlias]) {
    const records = [...new Set([...keys].flatMap((key) => [...(bearers.get(key) ?? [])]))];
    const [record] = records;
    if (record === undefined) continue;
    return records.length === 1
      ? { kind: "found", record }
      : { kind: "ambiguous", values: distinguished(records), records };
  }
  return { kind: "missing" };
}

/** The values of several records; those that are alike get their id. */
function distinguished(records: readonly IndicatorRecord[]): string[] {
  return records.map(({ value, id }) =>
    records.filter((other) => other.value === value).length > 1 ? `${value} (${id})` : value,
  );
}

/** True when several of the records bear one value (case, blanks and hyphens aside): one was made without knowing of the other. */
export function areTwins(records: readonly IndicatorRecord[]): boolean {
  return new Set(records.map(({ value }) => sameNameKey(value))).size < records.length;
}
