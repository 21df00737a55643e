import { nameKey } from "../matching/nameKey";
import type { ColumnChoice, ColumnRole, ImportReading } from "./types";

/** How a heading names a column: as one text, its words in lower case with single blanks. The first that fits decides. */
const ROLES: readonly (readonly [ColumnRole, RegExp])[] = [
  [
    "aliases",
    /^(?:x (?:mitre|opencti) )?(?:(?:known|other|common|all|weitere|andere|bekannte) )?(?:alias(?:e|es|se|namen)?|alias es|aka|akas|a k a|altnames?|synonyms?|synonyme|synonymes|sin[oó]nimos?|beinamen?|decknamen?|nicknames?)(?: names?)?(?: \d{1,2})?$/u,
  ],
  [
    "aliases",
    /^(?:also|other|alt|alternate|alternative|additional|associated|former|formerly|previous|old|vendor|weitere|andere|alternative|fr[uü]here|ehemalige|zus[aä]tzliche|autres?|anciens?|otros?|antiguos?)(?: \p{L}+)? (?:names?|namen|groups?|software|known as|known|bezeichnung|bezeichnungen|noms?|nombres?|designations?)(?: \d{1,2})?$/u,
  ],
  [
    "aliases",
    /^(?:also |auch |formerly )?(?:known as|bekannt als|genannt)$|^(?:noms?|nombres?) alternati(?:f|fs|vo|vos)$/u,
  ],
  ["id", /^(?:\p{L}+ )?(?:id|uuid|guid|nummer|number)$/u],
  ["kind", /^(?:(?:\p{L}+ )?(?:type|category|kind|art|typ|kategorie)|categor[ií]a|cat[ée]gorie|tipo)$/u],
  [
    "description",
    /^(?:(?:\p{L}+ )?(?:description|beschreibung|summary|notes?|comments?)|about|notiz(?:en)?|kommentare?|bemerkung(?:en)?|descripci[oó]n)$/u,
  ],
  [
    "country",
    /^(?:(?:\p{L}+ )?(?:country|countries|origin|nation|nationality|sponsor|state|state sponsor|attribution|herkunft|herkunftsland|ursprung|ursprungsland)|origin threat|land|staat|pays|pa[ií]s|origen|origine)$/u,
  ],
];

/** Words a heading of names consists of; those that make it one, by how surely the column is what is to be tracked. */
const QUALIFIERS = wordsOf(
  "threat common primary main canonical standard preferred official tracked activity intrusion set cluster apt hacker hacking cyber public suspected de der du del la le the and or und oder",
);
const NAME_WORDS: readonly ReadonlySet<string>[] = [
  wordsOf("name names namen nom noms nombre nombres bezeichnung bezeichnungen codename"),
  wordsOf(
    "actor actors threatactor actorname group groups groupname gang adversary adversaries akteur akteure bedrohungsakteur angreifer angreifergruppe hackergruppe tätergruppe gruppe gruppen gruppenname acteur acteurs groupe groupes grupo grupos actores team apt",
  ),
  wordsOf(
    "malware malwarename ransomware software tool family familie schadsoftware schadprogramm campaign kampagne operation werkzeug campagne campaña set cluster",
  ),
  wordsOf("title titel titre título value label entity"),
];
const NAME_WORD = new Set([...NAME_WORDS.flatMap((words) => [...words]), ...QUALIFIERS]);

/** Who gives names: tables that compare them have a column for each. */
const NAME_GIVERS = wordsOf(
  "crowdstrike mandiant fireeye microsoft kaspersky secureworks symantec proofpoint eset talos cisco dragos isight sentinelone trendmicro checkpoint recordedfuture unit42 paloalto paloaltounit42 paloaltonetworks ibm ibmxforce xforce google googletag groupib intel471 zscaler cybereason bitdefender sophos f5 nsfocus qianxin 360 irl clearsky blackberry cylance rsa accenture pwc volexity redcanary huntress mitre mitreattack",
);

/** A heading's best rank among names, 0 the surest; null for a column of something else. */
interface Heading {
  readonly role: ColumnRole | null;
  readonly rank: number;
}

/** What a column under this heading holds; null when it does not say. */
export function roleOf(heading: string): ColumnRole | null {
  return headingOf(heading).role;
}

function headingOf(text: string): Heading {
  // Headings are short; what is longer is data.
  const words = text.length > 60 ? "" : spaced(text);
  if (words === "") return { role: null, rank: 0 };
  const known = ROLES.find(([, pattern]) => pattern.test(words));
  if (known !== undefined) return { role: known[0], rank: 0 };
  // “Name 2” is a heading, “Group 72” a name.
  const parts = words.replace(/(?<=\bnam(?:e|es|en)) \d{1,2}$/u, "").split(" ");
  if (!parts.every((word) => NAME_WORD.has(word))) return { role: null, rank: 0 };
  const rank = NAME_WORDS.findIndex((list) => parts.some((word) => list.has(word)));
  return { role: rank < 0 ? null : "name", rank };
}

/** `threat_actorName (APT)` → `threat actor name apt`. */
function spaced(text: string): string {
  return text
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** What the columns of a table hold. */
export interface Columns {
  readonly roles: readonly (ColumnRole | null)[];
  /** No heading says which column holds the names: that of `roles` is a guess. */
  readonly isDoubtful: boolean;
}

/** A column that was asked for, and that is not there. */
export interface NoColumn {
  readonly missing: string;
}

/** How a column is called: by its heading, or by its number where it has none. */
export function columnName(heading: string, at: number): string {
  return heading.trim() === "" ? String(at + 1) : heading;
}

/**
 * Tells the columns by their headings. Nothing is an alias whose heading does not say so.
 *
 * @param choice what the user says of them: it decides
 * @param hasHeadings whether the headings are some, or the first row of a table without
 */
export function columnsOf(
  headings: readonly string[],
  hasHeadings: boolean,
  choice: ColumnChoice | undefined,
): Columns | NoColumn {
  const found = headings.map((heading) => (hasHeadings ? headingOf(heading) : { role: null, rank: 0 }));
  const names = found.flatMap(({ role, rank }, at) => (role === "name" ? [{ at, rank }] : []));
  const best = names.reduce((least, { rank }) => Math.min(least, rank), Infinity);
  const named = names.find(({ rank }) => rank === best)?.at ?? -1;
  const base = numberless(headings[named] ?? "");
  const roles = found.map(({ role }, at): ColumnRole | null => {
    if (at === named) return "name";
    const heading = headings[at] ?? "";
    // “Name 2” goes on where “Name” ends; another kind of name (“Malware” beside “Actor”) is another thing's.
    if (role === "name") return numberless(heading) === base && base !== nameKey(heading) ? "aliases" : null;
    if (role === null && named >= 0 && NAME_GIVERS.has(nameKey(heading))) return "aliases";
    return role;
  });
  if (choice === undefined) return named >= 0 ? { roles, isDoubtful: false } : guess(roles);
  return chosen(roles, headings, hasHeadings, choice);
}

function chosen(
  roles: readonly (ColumnRole | null)[],
  headings: readonly string[],
  hasHeadings: boolean,
  { name, aliases }: ColumnChoice,
): Columns | NoColumn {
  const at = (column: string): number => positionOf(column, headings, hasHeadings);
  const missing = [name ?? [], aliases ?? []].flat().find((column) => at(column) < 0);
  if (missing !== undefined) return { missing };
  const nameAt = name === undefined ? roles.indexOf("name") : at(name);
  const aliasesAt = aliases?.map(at);
  const changed = roles.map((role, position): ColumnRole | null => {
    if (position === nameAt) return "name";
    if (aliasesAt !== undefined) return aliasesAt.includes(position) ? "aliases" : role === "aliases" ? null : role;
    return role === "name" ? null : role;
  });
  return nameAt >= 0 ? { roles: changed, isDoubtful: false } : guess(changed);
}

/** The position of a column that is called by its heading, or by its number from 1 on; -1 for none. */
export function positionOf(column: string, headings: readonly string[], hasHeadings: boolean): number {
  const key = column.trim().toLowerCase();
  const byHeading = hasHeadings ? headings.findIndex((heading) => heading.trim().toLowerCase() === key) : -1;
  if (byHeading >= 0) return byHeading;
  return /^[1-9]\d{0,3}$/u.test(key) && Number(key) <= headings.length ? Number(key) - 1 : -1;
}

/** What is to be said so that one column holds something else, and the others what they hold now. */
export function choiceWith(
  { columns, hasHeadings }: Pick<ImportReading, "columns" | "hasHeadings">,
  at: number,
  role: "name" | "aliases" | null,
): ColumnChoice {
  const headings = columns.map(({ heading }) => heading);
  const called = (position: number): string => {
    const name = columnName(headings[position] ?? "", position);
    return positionOf(name, headings, hasHeadings) === position ? name : String(position + 1);
  };
  const roles = columns.map(({ role: before }, position) =>
    position === at ? role : before === "name" && role === "name" ? null : before,
  );
  return choiceOf(roles, called, hasHeadings);
}

/** The same with the first row taken for headings, or no more. */
export function choiceWithHeadings({ columns }: Pick<ImportReading, "columns">, hasHeadings: boolean): ColumnChoice {
  // A heading may come or go by it: numbers stay.
  return choiceOf(
    columns.map(({ role }) => role),
    (position) => String(position + 1),
    hasHeadings,
  );
}

function choiceOf(
  roles: readonly (ColumnRole | null)[],
  called: (position: number) => string,
  headings: boolean,
): ColumnChoice {
  const name = roles.indexOf("name");
  const aliases = [...roles.keys()].filter((position) => roles[position] === "aliases").map(called);
  return { ...(name < 0 ? {} : { name: called(name) }), aliases, headings };
}

/** The first column about which nothing is known is as good a guess as any. */
function guess(roles: readonly (ColumnRole | null)[]): Columns {
  const at = Math.max(0, roles.indexOf(null));
  return { roles: roles.map((role, position) => (position === at ? "name" : role)), isDoubtful: true };
}

function numberless(heading: string): string {
  return nameKey(heading.replace(/(?<!\s)\s*\d{1,2}$/u, ""));
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
