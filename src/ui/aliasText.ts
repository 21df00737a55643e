import type { NamedAliases } from "../core/notes/aliasOutcome";
import { oneLine } from "../core/text/foreignText";
import type { Translate } from "../core/text/translate";

export interface AliasCount {
  readonly added: number;
  readonly removed: number;
}

/** "6 new aliases": what the records say and the alias file does not; without new ones, what they say no longer. */
export function aliasCount({ added, removed }: AliasCount, t: Translate): string {
  if (added === 1) return t("1 new alias");
  if (added > 1) return t("{count} new aliases", { count: added });
  return removed === 1 ? t("1 alias is on no record") : t("{count} aliases are on no record", { count: removed });
}

/** Whose the aliases are: a line for each name, below it its aliases, with what is new of them and what has gone. */
export function aliasList(names: readonly NamedAliases[], t: Translate): string {
  return names
    .map(({ name, aliases, added, removed }) => {
      const isNew = new Set(added);
      return [
        name === null ? t("Of unknown owner") : oneLine(name),
        ...aliases.map((alias) => `  ${isNew.has(alias) ? t("{alias} (new)", { alias }) : alias}`),
        ...removed.map((alias) => `  ${t("{alias} (removed)", { alias: oneLine(alias) })}`),
      ].join("\n");
    })
    .join("\n\n");
}

/** How many names are told of before a field is agreed to. */
const NAMES_SHOWN = 12;

/** What would be written, a line for each name; only what is new. */
export function addedLines(names: readonly NamedAliases[], t: Translate): readonly string[] {
  const lines = names.flatMap(({ name, added }) => {
    const values = { name: name === null ? t("Of unknown owner") : oneLine(name), aliases: shortened(added, t) };
    return added.length === 0 ? [] : [t("{name}: {aliases}", values)];
  });
  if (lines.length === 0) return [t("It holds nothing new now.")];
  const more = lines.length - NAMES_SHOWN;
  return more > 0 ? [...lines.slice(0, NAMES_SHOWN), t("and {count|more name|more names}", { count: more })] : lines;
}

const ALIASES_SHOWN = 8;

function shortened(aliases: readonly string[], t: Translate): string {
  const more = aliases.length - ALIASES_SHOWN;
  const shown = aliases.slice(0, ALIASES_SHOWN).map(oneLine);
  return [...shown, ...(more > 0 ? [t("{count} more", { count: more })] : [])].join(", ");
}
