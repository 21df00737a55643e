import { type FactMap, type NewFact, factKey, standing } from "../config/nameFacts";
import type { PickKind, Picks } from "./types";

/** Looks up what was picked. */
export function picksOf(facts: FactMap): Picks {
  const picked = [
    ...standing(facts, "attack").map((fact) => [factKey(fact), fact.attack] as const),
    ...standing(facts, "leakSite").map((fact) => [factKey(fact), fact.leakSite] as const),
  ];
  const byKey = new Map(picked.map(([key, id]) => [key, id === "" ? null : id]));
  return (kind, name) => byKey.get(factKey(pickFact(kind, name, null)));
}

/** What a name means of several: by its number or name there, or null for none of them. */
export function pickFact(kind: PickKind, name: string, id: string | null): NewFact {
  return kind === "attack" ? { is: kind, name, attack: id ?? "" } : { is: kind, name, leakSite: id ?? "" };
}
