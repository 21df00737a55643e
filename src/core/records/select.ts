import type { ArticlesConfig } from "../config/types";
import { NAMES_PER_QUERY } from "../limits";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import { aliasesRead, recordAliases } from "../names/namesToFind";
import { lookupOptions } from "../notes/lookupOptions";
import { createRecordChoices } from "../notes/recordChoices";
import { shortLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import type { XsoarClient } from "../xsoar/client";
import { describeXsoarFailure } from "../xsoar/describeFailure";
import type { XsoarFailure } from "../xsoar/failures";
import { type Lookup, type LookupName, ambiguous } from "../xsoar/lookup";
import { createTrouble, lookUpAll } from "../xsoar/lookupAll";
import { escapeTerm, sameNameKey } from "../xsoar/query";
import type { IndicatorRecord } from "../xsoar/record";
import { recordTypeKey } from "../xsoar/recordTypes";
import { searchAll } from "../xsoar/searchAll";
import type { RecordsCount } from "./records";
import type { Selected, Selection, SkippedRecord } from "./types";

/** What a selection is looked up with. */
export interface SelectPlace {
  readonly workspace: Workspace;
  readonly names: Names;
  readonly config: ArticlesConfig;
  /** Base URL. */
  readonly server: string;
  readonly client: XsoarClient;
}

/** Finds the records of a selection. */
export async function select(
  place: SelectPlace,
  selection: Selection,
  signal: AbortSignal,
  count?: RecordsCount,
): Promise<Selected> {
  return selection.kind === "query"
    ? selectByQuery(place, selection, signal)
    : selectByNames(place, selection, signal, count);
}

/** The query a selection stands for. */
export function queryOf({ query, type }: Extract<Selection, { readonly kind: "query" }>): string {
  const ofType = type === null || type.trim() === "" ? "" : `type:"${escapeTerm(type)}"`;
  const own = query.trim();
  return ofType === "" || own === "" ? own + ofType : `(${own}) and ${ofType}`;
}

/** The names of a selection as they are looked for. */
export async function lookupNames(
  { workspace, names, config, server }: SelectPlace,
  selection: Exclude<Selection, { readonly kind: "query" }>,
): Promise<readonly LookupName[]> {
  const { profiling } = config;
  const aliases = await recordAliases(workspace, names, profiling);
  const chosen = await createRecordChoices(workspace).on(server);
  const readAliases = await aliasesRead(workspace);
  const configured = new Map(profiling.profileData.map((name) => [sameNameKey(name), name]));
  return (selection.names ?? profiling.profileData).map((written) => {
    // A name of a list that is tracked is looked for as the tracked one is.
    const name = configured.get(sameNameKey(written)) ?? written;
    const record = chosen.get(name);
    return {
      name,
      spellings: [],
      aliases: (aliases.get(name) ?? []).filter((alias) => alias !== name),
      readAliases,
      ...(record === undefined ? {} : { chosen: record }),
    };
  });
}

/** Looks names up, telling how far it is; what was not looked for because of a failure that concerns all has no entry. */
export async function lookUpNames(
  { config, client }: SelectPlace,
  wanted: readonly LookupName[],
  type: string | null,
  signal: AbortSignal,
  count?: RecordsCount,
): Promise<{ readonly lookups: ReadonlyMap<LookupName, Lookup>; readonly failure: XsoarFailure | null }> {
  const options = lookupOptions(config.profiling.CortexXSOARAPIConfig);
  const narrowed = type === null ? options : { ...options, recordTypes: [type] };
  const trouble = createTrouble();
  const lookups = new Map<LookupName, Lookup>();
  for (let at = 0; at < wanted.length && trouble.failure() === null; at += NAMES_AT_ONCE) {
    const some = wanted.slice(at, at + NAMES_AT_ONCE);
    for (const [name, lookup] of await lookUpAll(client, some, narrowed, trouble, signal)) lookups.set(name, lookup);
    count?.(Math.min(wanted.length, at + NAMES_AT_ONCE), wanted.length);
  }
  return { lookups, failure: trouble.failure() };
}

/** Names that are looked up before it is told how far it is: some searches' worth. */
const NAMES_AT_ONCE = 10 * NAMES_PER_QUERY;

async function selectByNames(
  place: SelectPlace,
  selection: Exclude<Selection, { readonly kind: "query" }>,
  signal: AbortSignal,
  count?: RecordsCount,
): Promise<Selected> {
  const { t } = place.workspace;
  const wanted = distinctNames(await lookupNames(place, selection));
  const { lookups, failure } = await lookUpNames(place, wanted, selection.type, signal, count);
  if (failure !== null) return { kind: "failed", failure };
  const records = new Map<string, { readonly record: IndicatorRecord; readonly names: string[] }>();
  const skipped: SkippedRecord[] = [];
  for (const want of wanted) {
    const lookup = lookups.get(want);
    const { name } = want;
    if (lookup?.kind !== "found") {
      skipped.push(notFound(name, lookup, t));
      continue;
    }
    const { record } = lookup;
    const known = records.get(record.id);
    if (known === undefined) records.set(record.id, { record, names: [name] });
    else known.names.push(name);
  }
  return { kind: "selected", records: [...records.values()], skipped };
}

function distinctNames(names: readonly LookupName[]): readonly LookupName[] {
  return [...new Map(names.map((one) => [sameNameKey(one.name) || one.name, one])).values()];
}

function notFound(name: string, lookup: Lookup | undefined, t: Translate): SkippedRecord {
  const skipped = { name, record: null, recipe: null };
  switch (lookup?.kind) {
    case "ambiguous": {
      const { values, lost } = ambiguous(lookup);
      const records = shortLine(values.join(", "), 300);
      return {
        ...skipped,
        why:
          lost === undefined
            ? t("Several records bear the name: {records}. Choose one by Choose Record….", { records })
            : t("The record that was chosen cannot be taken any more. It may be: {records}.", { records }),
      };
    }
    case "failed":
      return { ...skipped, why: describeXsoarFailure(lookup.failure, t), failure: lookup.failure };
    case "missing": {
      const { taken } = lookup;
      return {
        ...skipped,
        why:
          taken === undefined
            ? t("There is no record of this name.")
            : t("There is no record of this name among the types that names may mean; {value} is of type {type}.", {
                value: shortLine(taken.value, 100),
                type: shortLine(taken.type, 60),
              }),
      };
    }
    default:
      return { ...skipped, why: t("It was not looked up.") };
  }
}

async function selectByQuery(
  { workspace, config, client }: SelectPlace,
  selection: Extract<Selection, { readonly kind: "query" }>,
  signal: AbortSignal,
): Promise<Selected> {
  const { t } = workspace;
  const found = await searchAll(client, queryOf(selection), signal);
  if (!found.ok) return { kind: "failed", failure: found.failure };
  const tracked = new Map<string, string[]>();
  for (const name of config.profiling.profileData) {
    const key = sameNameKey(name);
    tracked.set(key, [...(tracked.get(key) ?? []), name]);
  }
  const { recordTypes } = lookupOptions(config.profiling.CortexXSOARAPIConfig);
  const types = new Set([...recordTypes, ...(selection.type === null ? [] : [selection.type])].map(recordTypeKey));
  const isMeant = ({ type }: IndicatorRecord): boolean => types.has(recordTypeKey(type));
  return {
    kind: "selected",
    records: found.records
      .filter(isMeant)
      .map((record) => ({ record, names: tracked.get(sameNameKey(record.value)) ?? [] })),
    skipped: found.records
      .filter((record) => !isMeant(record))
      .map(({ id, value, type }) => ({
        name: value,
        record: { id, value },
        recipe: null,
        why: t("Its type is {type}, which is none of record_types. Choose that type to have it updated.", {
          type: shortLine(type, 60),
        }),
      })),
  };
}
