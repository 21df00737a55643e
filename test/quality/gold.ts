import { compileNames } from "../../src/core/matching/matcher";
import type { NameEntry } from "../../src/core/matching/nameEntry";
import { type Finder, type Outcomes, addOutcome, noOutcomes } from "./score";

/** A labelled pair of a name and a headline: 1 the headline is about it, 0 it is not, 2 unclear (not scored). */
export interface GoldPair {
  readonly profile: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly url: string;
  readonly label: 0 | 1 | 2;
}

interface TrackedProfile {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** What one rule made of the labelled pairs. */
export interface GoldResult {
  readonly outcomes: Outcomes;
  /** Pairs it got wrong, as `missed` or `wrong`, the name and the headline. */
  readonly mistakes: readonly string[];
}

/**
 * The rule of this project, with all names tracked together as a user has them.
 * @returns which profiles an article names
 */
export function ownFinder(profiles: readonly TrackedProfile[]): Finder {
  const entries = profiles.flatMap(({ name, aliases }): NameEntry[] =>
    [name, ...aliases].map((one) => ({ profile: name, name: one })),
  );
  const matcher = compileNames(entries);
  return ({ title, url }) => new Set(matcher.match({ title, url }).map(({ profile }) => profile ?? ""));
}

/** Holds a rule against the labels. */
export function scoreGold(pairs: readonly GoldPair[], find: Finder): GoldResult {
  const outcomes = noOutcomes();
  const mistakes: string[] = [];
  for (const { profile, title, url, label } of pairs) {
    if (label === 2) continue;
    const found = find({ title, url }).has(profile);
    addOutcome(outcomes, label === 1, found);
    if (found !== (label === 1)) mistakes.push(`${found ? "wrong" : "missed"}\t${profile}\t${title}\t${url}`);
  }
  return { outcomes, mistakes };
}

/** The names of a labelled set, each once, where no list of all tracked names is given. */
export function profilesOf(pairs: readonly GoldPair[]): readonly TrackedProfile[] {
  return [...new Map(pairs.map(({ profile, aliases }) => [profile, { name: profile, aliases }])).values()];
}
