import { ok } from "node:assert/strict";
import { RECORDS } from "../../../../src/core/config/defaults";
import type { AttackObject, AttackTable } from "../../../../src/core/names/attack";
import type { ProposedChange, Recipe, RecipeContext, RecipeOutcome } from "../../../../src/core/records/types";
import { plainText } from "../../../../src/core/text/translate";
import { withEdits } from "../../../../src/core/xsoar/fieldEdits";
import { sameNameKey } from "../../../../src/core/xsoar/query";
import { type IndicatorRecord, readRecord } from "../../../../src/core/xsoar/record";

export const NOW = new Date("2026-05-04T10:20:30.456Z");

/** A table of ATT&CK with actors that have a name and aliases. */
export function attackWith(...actors: readonly (readonly [name: string, ...aliases: string[]])[]): AttackTable {
  const objects = actors.map(([name, ...aliases], at): AttackObject => ({
    id: `G${String(at + 1).padStart(4, "0")}`,
    kind: "actor",
    name,
    aliases,
    description: "",
    url: "",
    version: "1.0",
    domains: ["enterprise"],
    deprecated: false,
    revoked: false,
    revokedBy: null,
    techniques: [],
    software: [],
    campaigns: [],
  }));
  return {
    version: "ATT&CK 0",
    bearers: (key) => objects.filter(({ name, aliases }) => [name, ...aliases].some((one) => sameNameKey(one) === key)),
    object: (id) => objects.find((object) => object.id === id),
    technique: () => undefined,
    notice: "",
    hasTechniques: false,
    isTechnique: () => false,
  };
}

export function contextOf(
  options: Readonly<Record<string, string>> = {},
  attack: AttackTable | null = null,
): RecipeContext {
  return {
    t: plainText,
    config: RECORDS,
    options: new Map(Object.entries(options)),
    now: NOW,
    attack,
    leakSites: null,
    picks: () => undefined,
    chosenAttack: () => [],
    otherBearers: () => [],
  };
}

export function recordOf(text: string): IndicatorRecord {
  const record = readRecord(text);
  ok(record !== null, "readable");
  return record;
}

export function planned(recipe: Recipe, text: string, context: RecipeContext = contextOf()): RecipeOutcome {
  return recipe.plan({ record: recordOf(text), names: [] }, context);
}

/** The record as it is after some changes. */
export function written(text: string, changes: readonly ProposedChange[]): string {
  const after = withEdits(recordOf(text), changes);
  ok(after !== null, "the changes can be made");
  return after;
}

/** Without what is a guess. */
export function ticked({ changes }: RecipeOutcome): readonly ProposedChange[] {
  return changes.filter(({ isGuess }) => isGuess === undefined);
}

/** The record after all, and after what is ticked at first. */
export function outcomes(
  recipe: Recipe,
  text: string,
  context: RecipeContext = contextOf(),
): { readonly all: string; readonly ticked: string } {
  const outcome = planned(recipe, text, context);
  return { all: written(text, outcome.changes), ticked: written(text, ticked(outcome)) };
}
