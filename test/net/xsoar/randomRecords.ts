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
  const [, told, addressed] = /strikes (\d+)|news\.test\/a(\d+)/.exec(text) ?? [];
  const number = told ?? addressed;
  return number === undefined ? null : Number(number);
}

/** Where an article stands: at an address of its own, at a fragment of a page, or at an address that others share. */
export function placeOf(number: number): "own" | "fragment" | "shared" {
  return number % 7 === 3 ? "fragment" : number % 7 === 5 ? "shared" : "own";
}

export function addressOf(number: number): string {
  return {
    own: `https://news.test/a${number}`,
    fragment: `https://news.test/page#b${number}`,
    shared: "https://news.test/status",
  }[placeOf(number)];
}

/** The entry of a feed about an article. @param query behind an address of its own */
export function entryOf(number: number, title: string, query = ""): string {
  const link = placeOf(number) === "own" ? addressOf(number) + query : addressOf(number);
  return `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">id-${number}</guid></item>`;
}

/**
 * An entry at the shared address that names nobody, in every feed: whoever sees one of them alone takes the address for its own, and
 * such a feed has always had others.
 */
export const SHARED_ENTRY = entryOf(5_000_007, "All is well");

export function folded(name: string): string {
  return name.toLowerCase().replace(/[\s-]/g, "");
}

export function actorNamed(name: string): number {
  return ACTORS.findIndex(({ names }) => names.some((known) => folded(known) === folded(name)));
}

/** The actor a record belongs to, -1 for none: one of another type belongs to nobody, whatever it is called. */
export function actorOfRecord({ value, indicator_type: type, CustomFields }: XsoarRecord): number {
  if (OTHER_TYPES.includes(String(type))) return -1;
  const aliases = JSON.stringify(CustomFields?.["aliases"] ?? []);
  return ACTORS.findIndex((actor) =>
    [...actor.names, actor.value ?? ""].some(
      (known) => known !== "" && (folded(known) === folded(value) || folded(aliases).includes(folded(known))),
    ),
  );
}

/** Types of records that no name means. */
export const OTHER_TYPES: readonly string[] = ["Location", "Report", "STIX Report", "Threat Actors", ""];
/** Types of records that names mean, as servers may spell them. */
export const ACTOR_TYPES: readonly string[] = ["Threat Actor", "STIX Threat Actor", "threat actor", "Intrusion Set"];

/** Aliases as feeds write them: a list, a list as a text in several ways, with who gave them. */
export const ALIAS_FORMS: readonly ((aliases: readonly string[]) => unknown)[] = [
  (aliases) => aliases,
  (aliases) => aliases,
  (aliases) => [`[${aliases.map((alias) => `'${alias}'`).join(", ")}]`],
  (aliases) => [JSON.stringify([...aliases, "Another"])],
  (aliases) => JSON.stringify(["Another", ...aliases]),
  (aliases) => aliases.map((alias) => `${alias} (Somebody)`),
  (aliases) => ["Another", ...aliases].map((alias) => `${alias} (One, Two)`).join("; "),
];
