import { nameKey } from "../matching/nameKey";
import type { AliasSource } from "../model/model";
import type { AliasOwner, Choice, WrittenAlias } from "./types";

/** What the user said whose an alias is. */
export interface AliasDecision {
  readonly alias: string;
  /** The actors it stands for; none: it is never looked for. */
  readonly owners: readonly string[];
  /** All that it could stand for when asked: another one since then asks again. Left out, whoever it may be. */
  readonly known?: readonly string[];
}

/** An alias to look for. */
export interface KnownAlias {
  readonly profile: string;
  readonly alias: string;
  readonly sources: readonly AliasSource[];
  /** The other actors it may stand for, as long as nobody has said; empty when it is clear. */
  readonly ambiguous: readonly string[];
  /** Somebody has said that it stands for this one. */
  readonly decided?: true;
}

/** The aliases of tracked names as the decisions leave them. */
export interface SettledAliases {
  readonly aliases: readonly KnownAlias[];
  /** Those that were decided to be others': not to be looked for, wherever they are written. */
  readonly denied: readonly Pick<KnownAlias, "profile" | "alias">[];
}

/** Settles the aliases that were imported and those that are written. */
export type SettleAliases = (profiles: readonly string[], written: readonly WrittenAlias[]) => Promise<SettledAliases>;

/** An alias to ask about. */
export interface AliasQuestion {
  readonly alias: string;
  readonly owners: readonly (AliasOwner & { readonly tracked: boolean })[];
  /** What was decided before, among these owners. */
  readonly decided?: readonly string[];
}

/**
 * The aliases that come with the tracked names. One that two or more actors go by is there for each tracked one of them, with the
 * others named, until somebody has decided; then for the decided ones alone.
 *
 * @param profiles the names tracked now: choices of others are passed over
 */
export function settledAliases(
  choices: readonly Choice[],
  decisions: readonly AliasDecision[],
  profiles: readonly string[],
): SettledAliases {
  const tracked = trackedChoices(choices, profiles);
  const claims = claimsOf(tracked, profiles);
  const isSame = sameActors(tracked);
  const decided = new Map(decisions.map((decision) => [nameKey(decision.alias), decision]));
  const known: KnownAlias[] = [];
  const denied: Pick<KnownAlias, "profile" | "alias">[] = [];
  for (const { profile, aliases } of tracked) {
    for (const { alias, sources } of aliases) {
      const key = nameKey(alias);
      const owners = [...(claims.get(key)?.keys() ?? [])];
      const others = owners.filter((owner) => owner !== profile && !isSame(profile, owner));
      const decision = others.length === 0 ? undefined : decided.get(key);
      const isCovered = decision !== undefined && covers(decision, owners);
      if (isCovered && !includesName(decision.owners, profile)) denied.push({ profile, alias });
      else if (isCovered) known.push({ profile, alias, sources, ambiguous: [], decided: true });
      else known.push({ profile, alias, sources, ambiguous: others });
    }
  }
  return { aliases: known, denied };
}

/**
 * The aliases nobody has decided about yet, each once.
 *
 * @param all those that are decided as well
 */
export function aliasQuestions(
  choices: readonly Choice[],
  decisions: readonly AliasDecision[],
  profiles: readonly string[],
  all = false,
): readonly AliasQuestion[] {
  const claims = claimsOf(trackedChoices(choices, profiles), profiles);
  const names = new Set(profiles);
  const decided = new Map(decisions.map((decision) => [nameKey(decision.alias), decision]));
  const questions = new Map<string, AliasQuestion>();
  for (const { alias, ambiguous } of settledAliases(choices, all ? [] : decisions, profiles).aliases) {
    const key = nameKey(alias);
    if (ambiguous.length === 0 || questions.has(key)) continue;
    const owners = [...(claims.get(key)?.values() ?? [])].map((owner) => ({
      ...owner,
      tracked: names.has(owner.name),
    }));
    const decision = decided.get(key);
    const isDecided =
      decision !== undefined &&
      covers(
        decision,
        owners.map(({ name }) => name),
      );
    questions.set(key, { alias, owners, ...(isDecided ? { decided: decision.owners } : {}) });
  }
  return [...questions.values()];
}

/** The answer to a question, as it is remembered. */
export function decisionOn(question: AliasQuestion, owners: readonly string[]): Required<AliasDecision> {
  return { alias: question.alias, owners, known: question.owners.map(({ name }) => name) };
}

function trackedChoices(choices: readonly Choice[], profiles: readonly string[]): readonly Choice[] {
  const names = new Set(profiles);
  return choices.filter(({ profile }) => names.has(profile));
}

/**
 * Whether two tracked names are spelled alike or were picked from the same entries: the user tracks one actor under both, so neither
 * is in doubt.
 */
function sameActors(choices: readonly Choice[]): (one: string, other: string) => boolean {
  const choiceOf = new Map(choices.map((choice) => [choice.profile, choice]));
  return (one, other) => {
    const [first, second] = [choiceOf.get(one), choiceOf.get(other)];
    return nameKey(one) === nameKey(other) || second?.knownAs.some((name) => first?.knownAs.includes(name)) === true;
  };
}

/** Key of an alias → who claims it, by name: tracked names by theirs, the rest as the sources call them. */
function claimsOf(
  choices: readonly Choice[],
  profiles: readonly string[],
): ReadonlyMap<string, ReadonlyMap<string, AliasOwner>> {
  const profileOf = new Map(choices.flatMap(({ profile, knownAs }) => knownAs.map((name) => [nameKey(name), profile])));
  for (const profile of profiles) profileOf.set(nameKey(profile), profile);
  const claims = new Map<string, Map<string, AliasOwner>>();
  for (const { profile, aliases } of choices) {
    for (const { alias, sources, others } of aliases) {
      const key = nameKey(alias);
      const owners = claims.get(key) ?? new Map<string, AliasOwner>();
      claims.set(key, owners);
      owners.set(profile, { name: profile, sources: sources.map(({ title }) => title) });
      for (const other of others) {
        const name = profileOf.get(nameKey(other.name)) ?? other.name;
        if (!owners.has(name)) owners.set(name, { ...other, name });
      }
    }
  }
  for (const profile of profiles) {
    const owners = claims.get(nameKey(profile));
    if (owners !== undefined && !owners.has(profile)) owners.set(profile, { name: profile, sources: [] });
  }
  return claims;
}

function covers({ known }: AliasDecision, owners: readonly string[]): boolean {
  return known === undefined || owners.every((owner) => includesName(known, owner));
}

function includesName(names: readonly string[], name: string): boolean {
  const key = nameKey(name);
  return names.some((one) => nameKey(one) === key);
}
