import type { NewFact } from "../config/nameFacts";

/** Alias of the alias file → the tracked names whose records list it. */
export type AliasOwners = ReadonlyMap<string, readonly string[]>;

/** What is to be told where records list others than before. */
export function ownerFacts(before: AliasOwners, after: AliasOwners): readonly NewFact[] {
  const isAfter = new Set(pairsOf(after).map(pairKey));
  const gone = pairsOf(before).filter((pair) => !isAfter.has(pairKey(pair)));
  return [
    ...pairsOf(after).map((pair): NewFact => ({ is: "listed", ...pair })),
    ...gone.map((pair): NewFact => ({ is: "listed", ...pair, withdrawn: true })),
  ];
}

interface Pair {
  readonly alias: string;
  readonly recordOf: string;
}

function pairsOf(owners: AliasOwners): readonly Pair[] {
  return [...owners].flatMap(([alias, names]) => names.map((recordOf) => ({ alias, recordOf })));
}

function pairKey({ alias, recordOf }: Pair): string {
  return JSON.stringify([recordOf, alias.toLowerCase()]);
}
