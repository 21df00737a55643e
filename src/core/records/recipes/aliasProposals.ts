import type { AttackTable } from "../../names/attack";
import { sameText } from "../../xsoar/fieldEdits";
import { sameNameKey } from "../../xsoar/query";
import { splitAtCommas } from "./splitAtCommas";
import { tidyText } from "./tidyText";

/** An alias of a record, tidied. */
export interface TidyAlias {
  /** The place of its element in the list as it was read. */
  readonly place: number;
  readonly text: string;
}

/** What is to be looked for beyond what is certain. */
export interface Proposing {
  readonly split: boolean;
  readonly spaced: boolean;
  readonly oneWord: boolean;
  readonly repair: boolean;
}

type Replaced = readonly [place: number, text: string];

/** What may be meant by the aliases of a record. Each is a guess of its own, and may be followed or not without the others. */
export interface AliasProposals {
  /** Elements that enumerate several names, and the names they would become. */
  readonly split: {
    readonly texts: readonly string[];
    readonly replaced: readonly Replaced[];
    readonly removed: readonly number[];
    readonly added: readonly string[];
  };
  /** Names in one word of which the list has the form with blanks. */
  readonly spaced: { readonly texts: readonly string[]; readonly removed: readonly number[] };
  /** Names in one word that ATT&CK spells with blanks. */
  readonly repair: { readonly texts: readonly string[]; readonly replaced: readonly Replaced[] };
  /** Names in one word that are missing: of the aliases, and of the record's own name. */
  readonly oneWord: readonly string[];
}

/**
 * Proposals for aliases that are tidy and differ from each other. Names are left alone that are the record's own, or that ATT&CK
 * spells so. The names that an enumeration would become are taken as the other proposals would have them: what is followed
 * altogether leaves nothing to propose.
 */
export function aliasProposals(
  aliases: readonly TidyAlias[],
  ownName: string,
  attack: AttackTable | null,
  { split, spaced, oneWord, repair }: Proposing,
): AliasProposals {
  const spellings = (text: string): readonly string[] =>
    attack?.bearers(sameNameKey(text)).flatMap(({ name, aliases: others }) => [name, ...others]) ?? [];
  const isName = (text: string): boolean =>
    [ownName, ...spellings(text)].some((name) => sameText(name) === sameText(text));
  const divided = new Map(
    split
      ? aliases.flatMap(({ place, text }) => {
          if (!text.includes(",") || isName(text)) return [];
          const parts = splitAtCommas(text);
          return parts.length === 1 && parts[0] === text ? [] : [[place, parts] as const];
        })
      : [],
  );
  const names = withParts(aliases, divided);
  const withBlanks = new Set(names.filter(({ text }) => text.includes(" ")).map(({ text }) => oneWordKey(text)));

  const result = names.flatMap((alias): TidyAlias[] => {
    const { place, text } = alias;
    if (/[ ,]/.test(text) || (!spaced && !repair) || isName(text)) return [alias];
    if (withBlanks.has(sameText(text))) return spaced ? [] : [alias];
    const spelled = new Set(spellings(text).map(tidyText));
    const meant = [...spelled].filter((name) => name.replaceAll(" ", "") === text);
    const [only] = meant;
    return repair && only !== undefined && meant.length === 1 ? [{ place, text: only }] : [alias];
  });

  const after = new Map<number, string[]>();
  for (const { place, text } of result) after.set(place, [...(after.get(place) ?? []), text]);
  const partsAfter = [...divided.keys()].map((place) => [place, after.get(place) ?? []] as const);
  const wholes = aliases.filter(({ place }) => !divided.has(place));
  const dropped = wholes.filter(({ place }) => !after.has(place));
  const repaired = wholes.filter(({ place, text }) => after.has(place) && after.get(place)?.[0] !== text);
  return {
    split: {
      texts: textsAt(aliases, divided),
      replaced: partsAfter.flatMap(([place, [first]]): Replaced[] => (first === undefined ? [] : [[place, first]])),
      removed: partsAfter.flatMap(([place, parts]) => (parts.length === 0 ? [place] : [])),
      added: partsAfter.flatMap(([, parts]) => parts.slice(1)),
    },
    spaced: { texts: dropped.map(({ text }) => text), removed: dropped.map(({ place }) => place) },
    repair: {
      texts: repaired.map(({ text }) => text),
      replaced: repaired.map(({ place, text }): Replaced => [place, after.get(place)?.[0] ?? text]),
    },
    oneWord: oneWord ? missingWords([...result.map(({ text }) => text), ownName]) : [],
  };
}

/** The aliases with the names of enumerations in their place, each name once: where it is an alias of its own, there. */
function withParts(aliases: readonly TidyAlias[], divided: ReadonlyMap<number, readonly string[]>): TidyAlias[] {
  const known = new Set(aliases.flatMap(({ place, text }) => (divided.has(place) ? [] : [sameText(text)])));
  return aliases.flatMap((alias): TidyAlias[] => {
    const parts = divided.get(alias.place);
    if (parts === undefined) return [alias];
    return parts.flatMap((text) => {
      if (known.has(sameText(text))) return [];
      known.add(sameText(text));
      return [{ place: alias.place, text }];
    });
  });
}

function missingWords(names: readonly string[]): string[] {
  const known = new Set(names.map(sameText));
  return names.flatMap((name) => {
    if (!name.includes(" ") || name.includes(",") || known.has(oneWordKey(name))) return [];
    known.add(oneWordKey(name));
    return [name.replaceAll(" ", "")];
  });
}

function oneWordKey(text: string): string {
  return sameText(text.replaceAll(" ", ""));
}

function textsAt(aliases: readonly TidyAlias[], places: ReadonlyMap<number, unknown>): string[] {
  return aliases.flatMap(({ place, text }) => (places.has(place) ? [text] : []));
}
