import { type FactMap, type NewFact, factKey, standing } from "../config/nameFacts";
import { nameKey } from "../matching/nameKey";
import { actorsCalled } from "./actorsCalled";
import { bareName } from "./entryText";
import type { KnownName, Merged } from "./mergeNames";
import type { StoredSource } from "./nameStore";
import type { EntryRef, NamePick } from "./types";

/** The imported names, as they are now. */
export interface Library {
  readonly merged: Merged;
  readonly sources: readonly StoredSource[];
}

/** What its source calls the version of what was imported, else the day it was read. */
function versionOf({ attack, imported }: StoredSource): string {
  return attack === undefined || attack.version === "" ? imported.slice(0, 10) : attack.version;
}

/**
 * What is told of a picked name: the entries it stands for, all names the sources have for them, and who else goes by these. An alias
 * that is the tracked name itself is none.
 */
function factsOfPick({ profile: name, refs }: NamePick, { merged, sources }: Library): readonly NewFact[] {
  const wanted = new Set(refs.map(refKey));
  const known = merged.names.filter(({ entries }) =>
    entries.some(({ sourceId, entry }) => wanted.has(refKey({ source: sourceId, name: entry.name }))),
  );
  const own = nameKey(name);
  const names = new Set(known.map((one) => one.name));
  const isActor = known.some(({ family }) => family === "actor");
  const facts: NewFact[] = [];
  for (const { entries, kind } of known) {
    for (const { sourceId, entry } of entries) {
      if (!wanted.has(refKey({ source: sourceId, name: entry.name }))) continue;
      const id = entry.id === undefined ? {} : { id: entry.id };
      facts.push({ is: "picked", name, entry: entry.name, kind, ...id, ...from(entry.source, sources) });
    }
  }
  for (const alias of known.flatMap((one) => [one.name, ...one.aliases])) {
    const key = nameKey(alias);
    if (key === own) continue;
    for (const source of sourcesWith(known, key)) facts.push({ is: "alias", name, alias, ...from(source, sources) });
    const others = isActor ? actorsCalled(merged, key).filter((actor) => !names.has(actor.name)) : [];
    for (const { name: other, country, sources: titles } of others) {
      const where = country === undefined ? {} : { country };
      for (const source of titles) facts.push({ is: "other", alias, other, ...where, ...from(source, sources) });
    }
  }
  return [...new Map(facts.map((fact) => [factKey(fact), fact])).values()];
}

function from(
  source: string,
  sources: readonly StoredSource[],
): { readonly source: string; readonly version?: string } {
  const stored = sources.findLast(({ title }) => title === source);
  return { source, ...(stored === undefined ? {} : { version: versionOf(stored) }) };
}

/** The titles of the sources that have a name, by its key. */
function sourcesWith(known: readonly KnownName[], key: string): ReadonlySet<string> {
  return new Set(
    known.flatMap(({ entries }) =>
      entries.flatMap(({ entry }) =>
        [entry.name, ...entry.aliases].some((name) => nameKey(name) === key) ? [entry.source] : [],
      ),
    ),
  );
}

function refKey({ source, name }: EntryRef): string {
  return `${source} ${nameKey(name)}`;
}

/**
 * What picking changes. The same entry picked again, perhaps from a further source, adds to what is known; another one takes the place
 * of all that was known of the name, from sources that this user has not imported as well.
 */
export function factsOfChoice(facts: FactMap, pick: NamePick, library: Library): readonly NewFact[] {
  const { profile } = pick;
  const now = factsOfPick(pick, library);
  const before = standing(facts, "picked").filter(({ name }) => name === profile);
  const thing = ({ entry, kind = "" }: { readonly entry: string; readonly kind?: string }) =>
    `${kind} ${nameKey(bareName(entry))}`;
  const things = new Set(now.flatMap((fact) => (fact.is === "picked" ? [thing(fact)] : [])));
  if (before.length === 0 || before.some((fact) => things.has(thing(fact)))) return now;
  const aliases = standing(facts, "alias").filter(({ name, source }) => name === profile && source !== undefined);
  return [...now, ...withdrawn([...before, ...aliases], now)];
}

/**
 * What a source that was read anew changes for the chosen names. Only what it has said itself is taken back; a name whose entry it has
 * lost keeps what it had.
 */
export function factsAfterImport(facts: FactMap, title: string, library: Library): readonly NewFact[] {
  const picks = new Map<string, EntryRef[]>();
  for (const { name, entry, source } of standing(facts, "picked")) {
    const refs = picks.get(name) ?? [];
    picks.set(name, refs);
    for (const { id } of library.sources.filter((one) => one.title === source)) refs.push({ source: id, name: entry });
  }
  const ofSource = <F extends { readonly source?: string }>(list: readonly F[]): readonly F[] =>
    list.filter(({ source }) => source === title);
  const now: NewFact[] = [];
  const read = new Set<string>();
  const aliases = new Set<string>();
  for (const [profile, refs] of picks) {
    const found = factsOfPick({ profile, refs }, library);
    if (found.length === 0) continue;
    read.add(profile);
    now.push(...found.filter((fact) => "source" in fact && fact.source === title));
    for (const fact of found) if (fact.is === "alias") aliases.add(nameKey(fact.alias));
  }
  const stale = [
    ...ofSource(standing(facts, "alias")).filter(({ name }) => read.has(name)),
    ...ofSource(standing(facts, "other")).filter(({ alias }) => aliases.has(nameKey(alias))),
  ];
  return [...now, ...withdrawn(stale, now)];
}

/** What goes with a source that was removed: all that it has said. */
export function factsAfterRemoval(facts: FactMap, title: string): readonly NewFact[] {
  const said = [...standing(facts, "picked"), ...standing(facts, "alias"), ...standing(facts, "other")];
  return withdrawn(
    said.filter(({ source }) => source === title),
    [],
  );
}

/** Takes back those that are not said any more. */
function withdrawn(before: readonly NewFact[], now: readonly NewFact[]): readonly NewFact[] {
  const said = new Set(now.map(factKey));
  return before.filter((fact) => !said.has(factKey(fact))).map((fact) => ({ ...fact, withdrawn: true }));
}
