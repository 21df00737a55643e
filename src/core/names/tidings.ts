import { type FactMap, type NewFact, factKey, standing } from "../config/nameFacts";
import { nameKey } from "../matching/nameKey";
import type { Translate } from "../text/translate";
import type { KnowledgeEntry } from "./types";

/** So many of each kind are named. */
const NAMED = 12;

/** What a source says now that it did not say when it was read before. */
export interface Tidings {
  readonly added: readonly string[];
  /** Names it does not have any more, without those it has revoked. */
  readonly gone: readonly string[];
  /** Names it had, and says now that they are no more. */
  readonly revoked: readonly string[];
  /** Other names that it gives to another one now. */
  readonly moved: readonly MovedAlias[];
}

interface MovedAlias {
  readonly alias: string;
  readonly from: string;
  readonly to: string;
}

/** Other names that a tracked name would be looked for by, or would not be any more. */
export interface AliasChange {
  readonly profile: string;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** @param revoked names that the source says are no more */
export function tidingsOf(
  before: readonly KnowledgeEntry[],
  after: readonly KnowledgeEntry[],
  revoked: readonly string[],
): Tidings {
  const [old, now] = [namesByKey(before), namesByKey(after)];
  const noMore = new Set(revoked.map(nameKey));
  const lost = [...old].filter(([key]) => !now.has(key));
  const [ownersBefore, ownersNow] = [ownersByAlias(before), ownersByAlias(after)];
  const moved: MovedAlias[] = [];
  for (const [key, { alias, owners }] of ownersNow) {
    const from = ownersBefore.get(key)?.owners;
    // One that several go by is not moved: it comes to one of them, or leaves one.
    if (from?.size !== 1 || owners.size !== 1) continue;
    const [[fromKey, fromName] = ["", ""]] = from;
    const [[toKey, toName] = ["", ""]] = owners;
    if (fromKey !== toKey) moved.push({ alias, from: fromName, to: toName });
  }
  return {
    added: [...now].flatMap(([key, name]) => (old.has(key) ? [] : [name])),
    gone: lost.flatMap(([key, name]) => (noMore.has(key) ? [] : [name])),
    revoked: lost.flatMap(([key, name]) => (noMore.has(key) ? [name] : [])),
    moved,
  };
}

function namesByKey(entries: readonly KnowledgeEntry[]): ReadonlyMap<string, string> {
  return new Map(entries.map(({ name }) => [nameKey(name), name]));
}

/** Key of an other name → whose it is, by the keys of their names. */
function ownersByAlias(entries: readonly KnowledgeEntry[]) {
  const found = new Map<string, { readonly alias: string; readonly owners: Map<string, string> }>();
  for (const { name, aliases } of entries) {
    for (const alias of aliases) {
      const key = nameKey(alias);
      const known = found.get(key) ?? { alias, owners: new Map() };
      found.set(key, known);
      known.owners.set(nameKey(name), name);
    }
  }
  return found;
}

/** New facts of a source, those apart that would change by which names a tracked one is looked for. */
export interface PartedFacts {
  readonly quiet: readonly NewFact[];
  /** By tracked name. */
  readonly asked: ReadonlyMap<string, readonly NewFact[]>;
  readonly changes: readonly AliasChange[];
}

/**
 * Parts facts by whether they have to be asked about. That a further source says the same, or one of several does not any more, changes
 * nothing that is looked for.
 */
export function partFacts(facts: readonly NewFact[], known: FactMap): PartedFacts {
  const before = countAliases(standing(known, "alias"));
  const standsNow = new Set(standing(known, "alias").map(factKey));
  const after = new Map(before);
  for (const fact of facts) {
    if (fact.is !== "alias") continue;
    const stood = standsNow.has(factKey(fact));
    const change = fact.withdrawn === true ? (stood ? -1 : 0) : stood ? 0 : 1;
    after.set(aliasKey(fact), (after.get(aliasKey(fact)) ?? 0) + change);
  }
  const quiet: NewFact[] = [];
  const asked = new Map<string, NewFact[]>();
  const changes = new Map<string, { readonly gained: Set<string>; readonly lost: Set<string> }>();
  for (const fact of facts) {
    const key = fact.is === "alias" ? aliasKey(fact) : "";
    const [had, has] = [(before.get(key) ?? 0) > 0, (after.get(key) ?? 0) > 0];
    if (fact.is !== "alias" || had === has) {
      quiet.push(fact);
      continue;
    }
    asked.set(fact.name, [...(asked.get(fact.name) ?? []), fact]);
    const change = changes.get(fact.name) ?? { gained: new Set(), lost: new Set() };
    changes.set(fact.name, change);
    if (has !== (fact.withdrawn === true)) (has ? change.gained : change.lost).add(fact.alias);
  }
  return {
    quiet,
    asked,
    changes: [...changes].map(([profile, { gained, lost }]) => ({ profile, gained: [...gained], lost: [...lost] })),
  };
}

function countAliases(
  facts: readonly { readonly name: string; readonly alias: string }[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const fact of facts) counts.set(aliasKey(fact), (counts.get(aliasKey(fact)) ?? 0) + 1);
  return counts;
}

function aliasKey({ name, alias }: { readonly name: string; readonly alias: string }): string {
  return JSON.stringify([name, nameKey(alias)]);
}

/** What came and went, a sentence a line; none when the source says what it said before. */
export function tidingsLines({ added, gone, revoked, moved }: Tidings, t: Translate): readonly string[] {
  const named = (names: readonly string[]): string => {
    const shown = names.slice(0, NAMED).join(", ");
    return names.length > NAMED ? t("{names} and {count} more", { names: shown, count: names.length - NAMED }) : shown;
  };
  return [
    ...(added.length === 0 ? [] : [t("New: {names}", { names: named(added) })]),
    ...(gone.length === 0 ? [] : [t("No longer there: {names}", { names: named(gone) })]),
    ...(revoked.length === 0 ? [] : [t("Revoked by the source: {names}", { names: named(revoked) })]),
    ...(moved.length === 0
      ? []
      : [
          t("Moved to another: {names}", {
            names: named(moved.map(({ alias, from, to }) => `${alias} (${from} → ${to})`)),
          }),
        ]),
  ];
}

/** `+ New Sett, − Old Sett`. */
export function changeLine({ gained, lost }: Pick<AliasChange, "gained" | "lost">): string {
  return [...gained.map((alias) => `+ ${alias}`), ...lost.map((alias) => `− ${alias}`)].join(", ");
}
