import {
  MAX_LEAK_ADDRESS_CHARACTERS,
  MAX_LEAK_ALIASES,
  MAX_LEAK_ALIASES_CHARACTERS,
  MAX_LEAK_GROUPS,
  MAX_LEAK_HOSTS,
  MAX_LEAK_NAME_CHARACTERS,
  MAX_LEAK_TITLE_CHARACTERS,
} from "../limits";
import { isRecord } from "../text/isRecord";
import { oneLine, shortLine } from "../text/foreignText";
import type { Turns } from "../text/turns";
import { listedNames } from "../xsoar/listedNames";

/** A host where a group publishes what it has taken. Text, and nothing else: never linked, resolved or fetched. */
export interface LeakHost {
  /** A host name, lower case. */
  readonly host: string;
  /** Its address as the source has it, control characters out; "" for none. */
  readonly url: string;
  readonly title: string;
  readonly active: boolean;
  /** When the source looked last, as it wrote it; "" when it did not say. */
  readonly checked: string;
}

/** One entry of the source. */
export interface LeakGroup {
  readonly name: string;
  /** Other names the source has for it. */
  readonly aliases: readonly string[];
  /** Each host once. */
  readonly hosts: readonly LeakHost[];
}

/** A list of groups with their leak sites. */
export interface LeakSites {
  readonly groups: readonly LeakGroup[];
  /** Places that are not among the hosts: without a host name, or of a group that has too many. Names and addresses that are too long, or names too many. */
  readonly leftOut: number;
  /** ISO 8601 UTC. */
  readonly fetched: string;
  /** Address or path it was read from. */
  readonly source: string;
}

/** Whether leak sites are read from a web address; else the location is a path. */
export function isLeakSitesAddress(location: string): boolean {
  return /^\s*https?:\/\//i.test(location) && URL.canParse(location);
}

/** What people call a source: its host, or its path. */
export function leakSitesName(location: string): string {
  if (!isLeakSitesAddress(location)) return shortLine(location, 80);
  const { host } = new URL(location);
  return /(?:^|\.)ransomware\.live$/.test(host) ? "ransomware.live" : host;
}

/** What ransomware.live gives away without a key, and where those who have one ask. */
const FREE = /^(?:api|data|www)\.ransomware\.live$/;
const PRO_ORIGIN = "https://api-pro.ransomware.live";

/** The origin that a key entered for a location belongs to: that of the address, or of ransomware.live PRO where none is wanted there. */
export function keyOriginOf(location: string): string {
  if (!isLeakSitesAddress(location)) return PRO_ORIGIN;
  const { hostname, origin } = new URL(location);
  return FREE.test(hostname) ? PRO_ORIGIN : origin;
}

/** What a text holds that is to be a list of groups. */
export type ParsedLeakSites =
  | ({ readonly kind: "groups" } & Pick<LeakSites, "groups" | "leftOut">)
  /** The server says something instead, such as that it was asked too often: foreign text of any length. */
  | { readonly kind: "message"; readonly message: string }
  | { readonly kind: "wrong"; readonly why: "notJson" | "shape" | "noGroups" | "tooMany" };

/** Groups between two pauses: a few milliseconds. */
const GROUPS_PER_TURN = 100;

/**
 * Reads the groups of ransomware.live: an array of objects with `locations` (versions 1 and 2 of its API, and the files it is made of),
 * or `{"groups": [...]}` (PRO). Keys that are not looked for may hold anything; an entry that is no group is passed over.
 */
export function* parseLeakSites(text: string): Turns<ParsedLeakSites> {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { kind: "wrong", why: "notJson" };
  }
  const list = isRecord(data) && Array.isArray(data["groups"]) ? (data["groups"] as unknown[]) : data;
  if (!Array.isArray(list)) return withoutGroups(list);
  if (list.length === 0) return { kind: "wrong", why: "noGroups" };
  if (list.length > MAX_LEAK_GROUPS) return { kind: "wrong", why: "tooMany" };
  let leftOut = 0;
  const byName = new Map<string, { aliases: Set<string>; locations: unknown[] }>();
  for (const [at, entry] of (list as unknown[]).entries()) {
    if (at % GROUPS_PER_TURN === GROUPS_PER_TURN - 1) yield;
    if (!isRecord(entry) || !Array.isArray(entry["locations"])) continue;
    const name = nameOf(entry["name"]);
    if (isLong(entry["name"], MAX_LEAK_NAME_CHARACTERS)) leftOut++;
    if (name === "") continue;
    const group = byName.get(name) ?? { aliases: new Set(), locations: [] };
    byName.set(name, group);
    const known = aliasesOf(entry);
    leftOut += known.leftOut;
    for (const alias of known.names) if (alias !== name) group.aliases.add(alias);
    for (const location of entry["locations"] as unknown[]) group.locations.push(location);
  }
  if (byName.size === 0) return { kind: "wrong", why: "shape" };
  const groups: LeakGroup[] = [];
  for (const [name, { aliases, locations }] of byName) {
    if (groups.length % GROUPS_PER_TURN === GROUPS_PER_TURN - 1) yield;
    const found = hostsOfGroup(locations);
    leftOut += found.leftOut + Math.max(0, aliases.size - MAX_LEAK_ALIASES);
    groups.push({ name, aliases: [...aliases].slice(0, MAX_LEAK_ALIASES), hosts: found.hosts });
  }
  return { kind: "groups", groups, leftOut };
}

function withoutGroups(data: unknown): ParsedLeakSites {
  const said = isRecord(data) ? [data["error"], data["message"], data["detail"]] : [];
  const message = said.find((one) => typeof one === "string" && one.trim() !== "");
  return typeof message === "string" ? { kind: "message", message } : { kind: "wrong", why: "shape" };
}

/** "" for what is none. Longer ones are no names: cut, two could become one. */
function nameOf(value: unknown): string {
  const name = typeof value === "string" && value.length <= MAX_LEAK_NAME_CHARACTERS * 4 ? oneLine(value) : "";
  return name.length <= MAX_LEAK_NAME_CHARACTERS ? name : "";
}

function isLong(value: unknown, most: number): boolean {
  return typeof value === "string" && value.trim().length > most;
}

/** `altname` of version 2; in version 1 `meta` says "aka blackcat". */
function aliasesOf({ altname, meta }: Readonly<Record<string, unknown>>): {
  readonly names: readonly string[];
  readonly leftOut: number;
} {
  const looked = typeof meta === "string" ? meta.slice(0, MAX_LEAK_ALIASES_CHARACTERS) : "";
  const aka = /\baka\b[\s:]*([^.(]*)/i.exec(looked)?.[1] ?? "";
  const own = Array.isArray(altname) ? (altname as unknown[]) : [altname];
  const read = own.slice(0, MAX_LEAK_ALIASES);
  const names = [...read, aka].flatMap((text) =>
    typeof text === "string" ? listedNames(text.slice(0, MAX_LEAK_ALIASES_CHARACTERS), true) : [],
  );
  const long = [
    ...read.filter((text) => isLong(text, MAX_LEAK_ALIASES_CHARACTERS)),
    ...names.filter((name) => isLong(name, MAX_LEAK_NAME_CHARACTERS)),
  ];
  return { names: names.flatMap((name) => nameOf(name) || []), leftOut: own.length - read.length + long.length };
}

function hostsOfGroup(locations: readonly unknown[]): {
  readonly hosts: readonly LeakHost[];
  readonly leftOut: number;
} {
  const byHost = new Map<string, LeakHost>();
  let leftOut = 0;
  for (const location of locations) {
    const read = isRecord(location) ? hostOfLocation(location) : null;
    const known = read === null ? undefined : byHost.get(read.host);
    if (isRecord(location) && read !== null && isLong(location["slug"], MAX_LEAK_ADDRESS_CHARACTERS)) leftOut++;
    if (read === null || (known === undefined && byHost.size >= MAX_LEAK_HOSTS)) leftOut++;
    else byHost.set(read.host, known === undefined ? read : together(known, read));
  }
  return { hosts: [...byHost.values()], leftOut };
}

/** What two places of one host come to: it is active where one of them is, and that one tells more of it. */
export function together(known: LeakHost, other: LeakHost): LeakHost {
  const telling = other.active && !known.active ? other : known;
  return { ...telling, checked: known.checked > other.checked ? known.checked : other.checked };
}

function hostOfLocation(location: Readonly<Record<string, unknown>>): LeakHost | null {
  const { fqdn, slug, title, available, enabled, lastscrape, updated } = location;
  const host = hostName(fqdn) ?? hostName(slug);
  if (host === null) return null;
  const url = typeof slug === "string" && slug.length <= MAX_LEAK_ADDRESS_CHARACTERS ? oneLine(slug) : "";
  return {
    host,
    url: /^https?:\/\/\S+$/i.test(url) ? url : "",
    title: typeof title === "string" ? shortLine(title, MAX_LEAK_TITLE_CHARACTERS) : "",
    active: available === true && enabled !== false,
    checked: timeOf(lastscrape) || timeOf(updated),
  };
}

/** `2026-09-01 12:00:00.123456`, ISO 8601 and the like; "" for anything else. */
function timeOf(value: unknown): string {
  return typeof value === "string" && TIME.test(value) ? value : "";
}

/** The expression of a time as sources write it. */
export const CHECKED = String.raw`\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?`;
const TIME = new RegExp(`^${CHECKED}$`);

/** Scheme, user, host, port and the rest: what stands where a host is expected may be a whole address. */
const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@]*@)?([^/?#:@]+)(?::\d{1,5})?(?:[/?#].*)?$/is;
const LABEL = /^(?![-_])[\p{L}\p{M}\p{N}_-]{1,63}(?<!-)$/u;
/** Of an onion service: version 3, or the dead version 2. */
const ONION_LABEL = /^(?:[a-z2-7]{56}|[a-z2-7]{16})$/;

/** The host name in a text, lower case; null for none. Names in other scripts stay as they are. */
export function hostName(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 2000) return null;
  const written = ADDRESS.exec(value.trim())?.[1] ?? "";
  const host = written.normalize("NFC").toLowerCase().replace(/\.$/, "");
  const labels = host.split(".");
  if (host.length > 253 || labels.length < 2 || !labels.every((label) => LABEL.test(label))) return null;
  return labels.at(-1) !== "onion" || ONION_LABEL.test(labels.at(-2) ?? "") ? host : null;
}
