import type { XsoarRecord } from "../../world/xsoar/server";

/** Names that mean one actor. A record belongs to the actor whose name or alias its value or its aliases equal. */
export const ACTORS = [
  { names: ["Clop", "TA505"], value: "Clop", aliases: ["TA505"] },
  { names: ["NightHeron"], value: "Night Heron", aliases: [] },
  { names: ["Grey Fox"], value: null, aliases: [] },
  { names: ["Storm-0978"], value: "RomCom", aliases: ["Storm-0978", "Tropical Scorpius"] },
  { names: ["Mallard"], value: null, aliases: [] },
] as const;

export function notesOf({ CustomFields }: XsoarRecord): string[] {
  const rows = CustomFields?.["communitynotes"] as readonly { readonly notes?: string }[] | null | undefined;
  return (rows ?? []).flatMap(({ notes }) => notes ?? []);
}

export function withoutNotes({
  CustomFields,
  version: _version,
  modified: _modified,
  lastSeen: _lastSeen,
  sortValues: _sortValues,
  ...rest
}: XsoarRecord): string {
  const { communitynotes: _n, ...fields } = CustomFields ?? {};
  return JSON.stringify([rest, fields]);
}

export function isTheirs(note: string): boolean {
  return note.startsWith("analyst") || note.startsWith("seen at");
}

/** The number of the article a text speaks of. */
export function numberIn(text: string): number | null {
  const number = /news\.test\/a(\d+)/.exec(text)?.[1];
  return number === undefined ? null : Number(number);
}

export function folded(name: string): string {
  return name.toLowerCase().replace(/[\s-]/g, "");
}

export function actorNamed(name: string): number {
  return ACTORS.findIndex(({ names }) => names.some((known) => folded(known) === folded(name)));
}

export function actorOfRecord({ value, CustomFields }: XsoarRecord): number {
  const aliases = (CustomFields?.["aliases"] as readonly string[] | null | undefined) ?? [];
  return ACTORS.findIndex((actor) =>
    [value, ...aliases].some((name) =>
      [...actor.names, actor.value ?? ""].some((known) => known !== "" && folded(known) === folded(name)),
    ),
  );
}
