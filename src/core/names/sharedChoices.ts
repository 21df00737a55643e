import { type FactMap, type PickedFact, standing } from "../config/nameFacts";
import { NAMES_FILE } from "../config/configFiles";
import { nameKey } from "../matching/nameKey";
import type { AliasSource } from "../model/model";
import type { AliasDecision } from "./choices";
import { bareName } from "./entryText";
import type { AliasOwner, Choice, NameFacts, NameKind } from "./types";

/** What was picked and decided for one workspace. */
export interface ChosenNames {
  readonly choices: readonly Choice[];
  readonly decisions: readonly AliasDecision[];
}

/** Kinds of which nobody asks whose an alias is. */
const NO_ACTORS: readonly string[] = ["campaign", "malware", "ransomware", "tool"] satisfies readonly NameKind[];

interface Gathered {
  readonly picked: PickedFact[];
  readonly aliases: Map<string, { readonly alias: string; readonly sources: AliasSource[] }>;
}

/** The chosen names with their aliases, and what was decided about aliases, as the facts of the workspace have it. */
export function chosenNames(facts: FactMap): ChosenNames {
  const names = new Map<string, Gathered>();
  const of = (name: string): Gathered => {
    const known = names.get(name) ?? { picked: [], aliases: new Map() };
    names.set(name, known);
    return known;
  };
  for (const fact of standing(facts, "picked")) of(fact.name).picked.push(fact);
  for (const { name, alias, source = NAMES_FILE, version = "" } of standing(facts, "alias")) {
    const key = nameKey(alias);
    if (key === nameKey(name)) continue;
    const { aliases } = of(name);
    const known = aliases.get(key) ?? { alias, sources: [] };
    aliases.set(key, known);
    known.sources.push({ title: source, date: version });
  }
  const others = othersByAlias(facts);
  const choices = [...names].map(([profile, { picked, aliases }]): Choice => {
    const knownAs = [...new Set(picked.map(({ entry }) => bareName(entry)))];
    const own = new Set([profile, ...knownAs].map(nameKey));
    const isActor = picked.length === 0 || picked.some(({ kind = "" }) => !NO_ACTORS.includes(kind));
    return {
      profile,
      knownAs,
      aliases: [...aliases].map(([key, known]) => ({
        ...known,
        others: isActor ? (others.get(key) ?? []).filter(({ name }) => !own.has(nameKey(name))) : [],
      })),
    };
  });
  return { choices, decisions: standing(facts, "decision") };
}

/** Key of an alias → the actors that go by it as well, with the sources that say so. */
function othersByAlias(facts: FactMap): ReadonlyMap<string, readonly AliasOwner[]> {
  const others = new Map<string, Map<string, AliasOwner>>();
  for (const { alias, other, country, source } of standing(facts, "other")) {
    const key = nameKey(alias);
    const actors = others.get(key) ?? new Map<string, AliasOwner>();
    others.set(key, actors);
    const known = actors.get(nameKey(other));
    actors.set(nameKey(other), {
      name: known?.name ?? other,
      sources: [...(known?.sources ?? []), ...(source === undefined ? [] : [source])],
      ...(known?.country === undefined && country === undefined ? {} : { country: known?.country ?? country ?? "" }),
    });
  }
  return new Map([...others].map(([key, actors]) => [key, [...actors.values()]]));
}

/** Alias of the alias file → the tracked names whose records list it. */
export function listedAliases(facts: FactMap): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, { readonly alias: string; readonly names: string[] }>();
  for (const { alias, recordOf } of standing(facts, "listed")) {
    const key = alias.toLowerCase();
    const known = owners.get(key) ?? { alias, names: [] };
    owners.set(key, known);
    known.names.push(recordOf);
  }
  return new Map([...owners.values()].map(({ alias, names }) => [alias, names.sort()]));
}

/** What sources say a tracked name is, for those that were picked from them. */
export function pickedFacts(facts: FactMap, profiles: readonly string[]): ReadonlyMap<string, NameFacts> {
  const wanted = new Set(profiles);
  const result = new Map<string, NameFacts>();
  for (const { name, kind = "name", source, id } of standing(facts, "picked")) {
    if (!wanted.has(name)) continue;
    const known = result.get(name);
    result.set(name, {
      kind: known === undefined || known.kind === "name" ? (kind as NameKind) : known.kind,
      ids: [...(known?.ids ?? []), ...(id === undefined || source === undefined ? [] : [{ source, id }])],
    });
  }
  return result;
}
