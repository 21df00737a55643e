import { compareNames } from "./aliases";
import { sameNameKey } from "./query";
import type { AliasChange } from "./reports";

/** The other names that are looked for, and whose they are. */
export interface KnownAliases {
  /** As the alias file has them. */
  readonly file: readonly string[];
  readonly owners: ReadonlyMap<string, readonly string[]>;
}

/**
 * What the aliases of one profile's record would change, as `planAliasFile` has it for a profile that was read; all other
 * profiles are left alone.
 *
 * @param onRecord as `aliasesOnRecord` gives them
 */
export function aliasChange(
  name: string,
  onRecord: readonly string[],
  { file, owners }: KnownAliases,
  profileNames: readonly string[],
): AliasChange {
  const names = new Set(profileNames.map(sameNameKey));
  const inFile = new Set(file.map(keyOf));
  const own = [...owners].flatMap(([alias, of]) => (of.includes(name) && inFile.has(keyOf(alias)) ? [alias] : []));
  const owned = new Set(own.map(keyOf));
  const listed = new Set(onRecord.map(keyOf));
  return {
    name,
    added: onRecord
      .filter((alias) => !owned.has(keyOf(alias)) && !names.has(sameNameKey(alias)))
      .toSorted(compareNames),
    removed: own.filter((alias) => !listed.has(keyOf(alias))).toSorted(compareNames),
  };
}

/** The known aliases with changes made: an alias that is nobody's any more leaves the file. */
export function withAliasChanges(
  { file, owners }: KnownAliases,
  changes: readonly AliasChange[],
  profileNames: readonly string[],
): KnownAliases {
  const texts = new Map(file.map((alias) => [keyOf(alias), alias]));
  const ownersOf = new Map([...owners].map(([alias, of]) => [keyOf(alias), { alias, of: new Set(of) }]));
  for (const { name, added, removed } of changes) {
    for (const alias of removed) {
      const known = ownersOf.get(keyOf(alias));
      if (known === undefined || !known.of.delete(name) || known.of.size > 0) continue;
      ownersOf.delete(keyOf(alias));
      texts.delete(keyOf(alias));
    }
    for (const alias of added) {
      const known = ownersOf.get(keyOf(alias)) ?? { alias, of: new Set() };
      known.of.add(name);
      ownersOf.set(keyOf(alias), known);
      if (!texts.has(keyOf(alias))) texts.set(keyOf(alias), alias);
    }
  }
  const inOrder = (of: ReadonlySet<string>): readonly string[] => [
    ...profileNames.filter((name) => of.has(name)),
    ...[...of].filter((name) => !profileNames.includes(name)),
  ];
  return {
    file: [...texts.values()].toSorted(compareNames),
    owners: new Map([...ownersOf.values()].map(({ alias, of }) => [alias, inOrder(of)])),
  };
}

/** The part of a change that is among some names, compared without case, and what is left of it. */
export function partOf(
  { name, added, removed }: AliasChange,
  among: Pick<AliasChange, "added" | "removed">,
): { readonly in: AliasChange; readonly out: AliasChange } {
  const wanted = { added: new Set(among.added.map(keyOf)), removed: new Set(among.removed.map(keyOf)) };
  const isIn = (what: "added" | "removed", has: boolean) => (alias: string) => wanted[what].has(keyOf(alias)) === has;
  return {
    in: { name, added: added.filter(isIn("added", true)), removed: removed.filter(isIn("removed", true)) },
    out: { name, added: added.filter(isIn("added", false)), removed: removed.filter(isIn("removed", false)) },
  };
}

/** True when nothing is to be changed. */
export function isEmptyChange({ added, removed }: AliasChange): boolean {
  return added.length + removed.length === 0;
}

function keyOf(alias: string): string {
  return alias.trim().toLowerCase();
}
