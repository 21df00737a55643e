import { NAMES_PER_QUERY } from "../limits";
import type { LostChoice } from "../model/model";
import type { XsoarClient } from "./client";
import type { XsoarFailure } from "./failures";
import { type LookupOptions, isFieldName, sameNameKey, searchTerms, textPattern } from "./query";
import { type IndicatorRecord, fieldTexts, modifiedOf, noteCount } from "./record";
import { recordTypeKey } from "./recordTypes";
import type { AmbiguousOutcome, RecordCandidate } from "./reports";
import { type FoundTogether, type TermsOf, searchTermsTogether } from "./searchTogether";

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
  /** The record the user has chosen among several, as it was then. */
  readonly chosen?: { readonly id: string; readonly value: string };
}

export type Lookup =
  /**
   * `among`: the record was chosen, and the name fits these. `others`: records that fit less well, since they merely list the name,
   * or spell it with other blanks or hyphens.
   */
  | {
      readonly kind: "found";
      readonly record: IndicatorRecord;
      readonly among?: readonly IndicatorRecord[];
      readonly others?: readonly IndicatorRecord[];
    }
  /** `taken`: a record of another type has this very value, so that a new one cannot have it. */
  | { readonly kind: "missing"; readonly taken?: { readonly value: string; readonly type: string } }
  /**
   * Several records bear the name; `values` tells them apart. With `lost` the one that was chosen cannot be taken: then it
   * may be a single one, which the user has not chosen.
   */
  | {
      readonly kind: "ambiguous";
      readonly values: readonly string[];
      readonly records: readonly IndicatorRecord[];
      readonly lost?: LostChoice;
    }
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
  readonly chosen: LookupName["chosen"] | undefined;
}

/**
 * The record of each name: the one whose value equals it, or else the one whose search field does; case aside, or else blanks
 * and hyphens aside as well; only when there is none, the one that equals a known alias. Records of types that names cannot
 * mean are left out. All names and aliases are searched for together. What a search
 * returns is a proposal: it ignores case, splits long texts into words and may rank, so every hit is compared before it
 * counts, whichever query brought it. A record that was chosen is asked for by its id and value in the same search, and taken
 * as long as both agree. Spellings of aliases that found no room in those queries are searched for after that,
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
    [...wanted].map(([name, { terms, spare, patterns, chosen }]) => ({
      item: name,
      terms,
      spare,
      patterns,
      ids: chosen === undefined ? [] : [chosen.id],
    })),
    NAMES_PER_QUERY,
  );
  const early = bearersByKey(first.records, options);
  const left = [...wanted].flatMap(([name, { byName, needed, chosen }]) => {
    const terms = needed.filter((term) => !first.searched(term));
    const isKnown =
      namedBy(byName, early).length > 0 || (chosen !== undefined && chosenAmong(chosen, early).kind === "taken");
    const isOpen = terms.length > 0 && first.complete.has(name) && !isKnown;
    return isOpen ? [{ item: name, terms, spare: [], patterns: [], ids: [] }] : [];
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
  /** All of them, with whether names can mean their type. */
  readonly byId: ReadonlyMap<string, { readonly record: IndicatorRecord; readonly isMeant: boolean }>;
}

function wantedOf({ name, spellings, aliases, readAliases, chosen }: LookupName, searchField: string): Wanted {
  const own = searchTerms([name], spellings);
  const others = aliases.filter((alias) => !["", sameNameKey(name)].includes(sameNameKey(alias)));
  const known = searchTerms(others, spellings);
  const guessed = others.filter((alias) => readAliases?.has(alias.toLowerCase()) !== true);
  return {
    name,
    byName: new Set(own.map(sameNameKey)),
    byAlias: new Set(known.map(sameNameKey)),
    terms: [...own, ...others, ...(chosen === undefined ? [] : [chosen.value])],
    spare: known,
    needed: searchTerms(guessed, spellings),
    patterns: [textPattern(name, searchField)].filter((pattern) => pattern !== null),
    chosen,
  };
}

function bearersByKey(found: readonly IndicatorRecord[], { searchField, recordTypes }: LookupOptions): Bearers {
  const types = new Set(recordTypes.map(recordTypeKey));
  const byValue = new Map<string, Set<IndicatorRecord>>();
  const byText = new Map<string, Set<IndicatorRecord>>();
  const others = new Map<string, IndicatorRecord>();
  // Each record once, whichever search brought it.
  const byId = new Map(found.map((record) => [record.id, { record, isMeant: types.has(recordTypeKey(record.type)) }]));
  for (const { record, isMeant } of byId.values()) {
    if (!isMeant) {
      others.set(caseless(record.value), record);
      continue;
    }
    const { texts, parts } = fieldTexts(record, searchField);
    add(byValue, sameNameKey(record.value), record);
    for (const key of new Set([...texts, ...parts].map(sameNameKey))) add(byText, key, record);
  }
  return { byValue, byText, others, byId };
}

function add(bearers: Map<string, Set<IndicatorRecord>>, key: string, record: IndicatorRecord): void {
  const same = bearers.get(key);
  if (same === undefined) bearers.set(key, new Set([record]));
  else same.add(record);
}

function assigned({ name, byName, byAlias, chosen }: Wanted, bearers: Bearers, searchField: string): Lookup {
  const named = namedBy(byName, bearers);
  // Of records whose names differ by blanks and hyphens only, the one that is spelled as the name is.
  const exact = named.filter((record) => named.length > 1 && bears(record, name, searchField));
  const known = [...new Set([...byAlias].flatMap((key) => namedBy(new Set([key]), bearers)))];
  const records = [exact, named, known].find(({ length }) => length > 0) ?? [];
  if (chosen !== undefined) {
    const choice = chosenAmong(chosen, bearers);
    if (choice.kind === "taken") return { kind: "found", record: choice.record, among: records };
    // One of several was meant, which is not the one that is left: nobody has said that this one is.
    const left = [...new Set([...records, ...choice.records])];
    if (left.length > 0) return { kind: "ambiguous", values: distinguished(left), records: left, lost: choice.lost };
  }
  const [record] = records;
  if (record === undefined) {
    const other = bearers.others.get(caseless(name));
    return { kind: "missing", ...(other === undefined ? {} : { taken: { value: other.value, type: other.type } }) };
  }
  const others = bearersOf(byName, bearers.byValue).concat(bearersOf(byName, bearers.byText));
  const rest = [...new Set(others)].filter(({ id }) => id !== record.id);
  return records.length === 1
    ? { kind: "found", record, ...(rest.length === 0 ? {} : { others: rest }) }
    : { kind: "ambiguous", values: distinguished(records), records };
}

/** The record that was chosen, or why it is not taken, with what may have become of it. */
function chosenAmong(
  { id, value }: NonNullable<LookupName["chosen"]>,
  { byId, byValue }: Bearers,
):
  | { readonly kind: "taken"; readonly record: IndicatorRecord }
  | { readonly kind: "lost"; readonly lost: LostChoice; readonly records: readonly IndicatorRecord[] } {
  const found = byId.get(id);
  if (found?.isMeant === true && found.record.value === value) return { kind: "taken", record: found.record };
  const alike = bearersOf(new Set([sameNameKey(value)]), byValue);
  if (found === undefined) return { kind: "lost", lost: "gone", records: alike };
  return found.isMeant
    ? { kind: "lost", lost: "renamed", records: [found.record, ...alike] }
    : { kind: "lost", lost: "type", records: alike };
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
export function distinguished(records: readonly Pick<IndicatorRecord, "id" | "value">[]): string[] {
  return records.map(({ value, id }) =>
    records.filter((other) => other.value === value).length > 1 ? `${value} (${id})` : value,
  );
}

/**
 * The outcome of a name that several records bear. They are twins when some bear one value (case, blanks and hyphens aside):
 * one was made without knowing of the other.
 */
export function ambiguous({
  values,
  records,
  lost,
}: Extract<Lookup, { readonly kind: "ambiguous" }>): AmbiguousOutcome {
  const areTwins = new Set(records.map(({ value }) => sameNameKey(value))).size < records.length;
  const candidates = records.map(candidateOf);
  return {
    kind: "ambiguous",
    values,
    candidates,
    ...(areTwins ? { twins: true } : {}),
    ...(lost === undefined ? {} : { lost }),
  };
}

/** A record as somebody chooses it among others. */
export function candidateOf(record: IndicatorRecord): RecordCandidate {
  const { id, value, type } = record;
  const aliases = fieldTexts(record, "aliases").parts.length;
  return { id, value, type, modified: modifiedOf(record), notes: noteCount(record), aliases };
}

/** The same name for whom no record was chosen. */
export function withoutChoice({ name, spellings, aliases, readAliases }: LookupName): LookupName {
  return { name, spellings, aliases, ...(readAliases === undefined ? {} : { readAliases }) };
}
