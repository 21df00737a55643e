import { oneLine } from "../text/foreignText";
import type { XsoarFailure } from "../xsoar/failures";
import { sameText } from "../xsoar/fieldEdits";
import { type Lookup, type LookupName, candidateOf } from "../xsoar/lookup";
import { sameNameKey } from "../xsoar/query";
import { type IndicatorRecord, fieldTexts } from "../xsoar/record";
import type { RecordCandidate } from "../xsoar/reports";

/** What was found of one tracked name. */
export interface CheckedName {
  readonly name: string;
  /** The tracked name it is an alias of; only aliases that do not lead to the record of their name alone are told. */
  readonly aliasOf?: string;
  /**
   * `one`: found by its aliases as the search field holds it; `valueOnly`: by its value alone, so that a search for the alias misses it;
   * `failed`: it could not be looked up, which is not the same as `none`.
   */
  readonly found: "none" | "one" | "valueOnly" | "several" | "failed";
  readonly records: readonly RecordCandidate[];
  readonly failure?: XsoarFailure;
}

/** Records whose values differ in case, blanks or hyphens only. */
export interface Twins {
  readonly records: readonly RecordCandidate[];
}

/** An alias that several records have. */
export interface SharedAlias {
  readonly alias: string;
  readonly records: readonly RecordCandidate[];
}

/** What *Check Records* has found. */
export interface CheckReport {
  readonly names: readonly CheckedName[];
  readonly twins: readonly Twins[];
  readonly shared: readonly SharedAlias[];
  readonly server: string;
}

/** How much of what was found. */
export interface CheckTotals extends Readonly<Record<CheckedName["found"], number>> {
  readonly names: number;
  /** Those told. */
  readonly aliases: number;
  readonly twins: number;
  readonly shared: number;
}

/** A name, or an alias of one that is looked for by itself. */
export interface NameToCheck extends LookupName {
  readonly aliasOf?: string;
}

/**
 * Which records some names lead to, each name once.
 *
 * @param lookups as `lookUpAll` gives them; a name without an entry was not looked for
 * @param failure what concerned XSOAR as a whole, so that names have no entry
 */
export function checkNames(
  names: readonly NameToCheck[],
  lookups: ReadonlyMap<LookupName, Lookup>,
  failure: XsoarFailure | null,
  { searchField, server }: { readonly searchField: string; readonly server: string },
): CheckReport {
  const once = new Map(names.toReversed().map((name) => [sameText(name.name), name]));
  const records = new Map<string, IndicatorRecord>();
  const checked = names
    .filter((name) => once.get(sameText(name.name)) === name)
    .map((name): CheckedName => {
      const { aliasOf } = name;
      const said = { name: name.name, ...(aliasOf === undefined ? {} : { aliasOf }) };
      const lookup = lookups.get(name) ?? { kind: "failed", failure };
      if (lookup.kind === "failed")
        return {
          ...said,
          found: "failed",
          records: [],
          ...(lookup.failure === null ? {} : { failure: lookup.failure }),
        };
      if (lookup.kind === "missing") return { ...said, found: "none", records: [] };
      const own = lookup.kind === "found" ? [lookup.record] : lookup.records;
      const others = lookup.kind === "found" ? [...(lookup.among ?? []), ...(lookup.others ?? [])] : [];
      for (const record of [...own, ...others]) records.set(record.id, record);
      const [record] = own;
      const found =
        own.length > 1
          ? "several"
          : aliasOf === undefined && record !== undefined && isByValueOnly(record, name.name, searchField)
            ? "valueOnly"
            : "one";
      return { ...said, found, records: own.map(candidateOf) };
    });
  const all = [...records.values()];
  return {
    names: checked.filter((one) => isWorthTelling(one, checked)),
    twins: twinsAmong(all),
    shared: sharedAliases(all, searchField),
    server,
  };
}

/** An alias that leads to the record of its name alone is as it should be. */
function isWorthTelling({ aliasOf, found, records }: CheckedName, all: readonly CheckedName[]): boolean {
  if (aliasOf === undefined || found !== "one") return true;
  const owner = all.find((one) => one.aliasOf === undefined && one.name === aliasOf);
  return owner?.found === "several" || owner?.records[0]?.id !== records[0]?.id;
}

/** Totals of a report: names that failed are never among those that were not found. */
export function checkTotals({ names, twins, shared }: CheckReport): CheckTotals {
  const own = names.filter(({ aliasOf }) => aliasOf === undefined);
  const count = (kind: CheckedName["found"]): number => own.filter(({ found }) => found === kind).length;
  return {
    names: own.length,
    aliases: names.length - own.length,
    none: count("none"),
    one: count("one"),
    valueOnly: count("valueOnly"),
    several: count("several"),
    failed: count("failed"),
    twins: twins.length,
    shared: shared.length,
  };
}

/** Whether a record is called so, and does not list it. */
function isByValueOnly(record: IndicatorRecord, name: string, searchField: string): boolean {
  if (searchField.toLowerCase() === "value" || sameNameKey(record.value) !== sameNameKey(name)) return false;
  const spellings = new Set([name, record.value].map(sameText));
  return !listed(record, searchField).some((text) => spellings.has(sameText(text)));
}

function twinsAmong(records: readonly IndicatorRecord[]): Twins[] {
  const byValue = new Map<string, RecordCandidate[]>();
  for (const record of records) {
    const key = sameNameKey(record.value);
    byValue.set(key, [...(byValue.get(key) ?? []), candidateOf(record)]);
  }
  return [...byValue.values()].flatMap((alike) => (alike.length > 1 ? [{ records: alike }] : []));
}

/** A name that is one record's value and an alias of another is shared as well. */
function sharedAliases(records: readonly IndicatorRecord[], searchField: string): SharedAlias[] {
  const bearers = new Map<string, { readonly alias: string; readonly records: Set<IndicatorRecord> }>();
  for (const record of records) {
    for (const alias of [...listed(record, "aliases"), ...listed(record, searchField)]) {
      const key = sameNameKey(alias);
      const known = bearers.get(key) ?? { alias, records: new Set() };
      if (key !== "") bearers.set(key, known);
      known.records.add(record);
    }
  }
  for (const record of records) bearers.get(sameNameKey(record.value))?.records.add(record);
  return [...bearers.values()].flatMap(({ alias, records: of }) =>
    of.size > 1 ? [{ alias: oneLine(alias), records: [...of].map(candidateOf) }] : [],
  );
}

function listed(record: IndicatorRecord, field: string): readonly string[] {
  if (field.toLowerCase() === "value") return [];
  const { texts, parts } = fieldTexts(record, field);
  return [...new Set([...parts, ...texts])];
}
