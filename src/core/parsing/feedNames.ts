/** What an element means to the feed reader. */
type Role =
  | "root"
  | "channel"
  | "item"
  | "title"
  | "link"
  | "id"
  | "date"
  /** The published address behind the one a feed service counts readers with. */
  | "original"
  /** What the entry says beyond its title, short or whole. */
  | "summary"
  | "content"
  | "category"
  /** A file that comes with the entry. Holds nothing and is often left open. */
  | "enclosure"
  /** Belongs to an item and is not read; its start ends an unclosed field before it. */
  | "field"
  /** Holds nothing and is often left open. */
  | "void"
  | "other";

/** An element name, interned once for each document. */
export interface ElementName {
  readonly role: Role;
  /** Lower case, without prefix. */
  readonly local: string;
  /** Not of the feed's own vocabulary. */
  readonly foreign: boolean;
  /** Of several elements of one role in an item the highest rank is taken. */
  readonly rank: number;
  /** How many elements of this name are open right now. */
  open: number;
}

/** Whose word an element is: the feed's own, Atom inside another format, Dublin Core, a media extension, a stranger. */
export type Vocabulary = "own" | "atom" | "dublinCore" | "media" | "foreign";

export const MEDIA_RANK = 10;
const RANK: Readonly<Record<Vocabulary, number>> = { own: 40, atom: 30, dublinCore: 20, media: MEDIA_RANK, foreign: 0 };

const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ["rss", "root"],
  ["rdf", "root"],
  ["feed", "root"],
  ["channel", "channel"],
  ["item", "item"],
  ["entry", "item"],
  ["title", "title"],
  ["link", "link"],
  ["guid", "id"],
  ["id", "id"],
  ["description", "summary"],
  ["summary", "summary"],
  ["content", "content"],
  ["encoded", "content"],
  ["author", "field"],
  ["category", "category"],
  ["comments", "field"],
  ["source", "field"],
  ["enclosure", "enclosure"],
  ["img", "void"],
  ["br", "void"],
  ["hr", "void"],
]);

/** Of a date that tells of a change. */
export const CHANGE_RANK = 3;

/** Publication stands above creation, and a change only counts where nothing else is said. */
const DATE_RANKS: ReadonlyMap<string, number> = new Map([
  ["pubdate", 9],
  ["published", 9],
  ["issued", 9],
  ["date", 6],
  ["created", 5],
  ["available", 4],
  ["updated", CHANGE_RANK],
  ["modified", CHANGE_RANK],
  ["lastbuilddate", 2],
]);

/** Prefixes as everyone writes them, for documents that do not declare them. */
const CUSTOMARY: ReadonlyMap<string, Vocabulary> = new Map<string, Vocabulary>([
  ["rss", "own"],
  ["rdf", "own"],
  ["atom", "atom"],
  ["atom10", "atom"],
  ["a10", "atom"],
  ["dc", "dublinCore"],
  ["dcterms", "dublinCore"],
  ["media", "media"],
  ["itunes", "media"],
]);

/** The vocabulary that a namespace address stands for. */
export function vocabularyOf(namespace: string): Vocabulary {
  const address = namespace.toLowerCase();
  if (/\/atom\b/.test(address)) return "atom";
  if (/purl\.org\/dc\/|purl\.org\/metadata\/dublin_core/.test(address)) return "dublinCore";
  if (/search\.yahoo\.com\/mrss|\/itunes|\/podcast-1/.test(address)) return "media";
  return /\/rss\/|\/rss[12]|rdf-syntax|backend\.userland|\/rdf\/simple/.test(address) ? "own" : "foreign";
}

/**
 * @param raw the name as written
 * @param prefixes vocabularies of the prefixes the document declares
 * @param rootPrefix prefix of the root element, which is the feed's own
 */
export function readName(raw: string, prefixes: ReadonlyMap<string, Vocabulary>, rootPrefix: string): ElementName {
  const lower = raw.toLowerCase();
  const colon = lower.indexOf(":");
  const prefix = colon < 0 ? "" : lower.slice(0, colon);
  const local = lower.slice(colon + 1);
  const vocabulary =
    prefix === "" || prefix === rootPrefix ? "own" : (prefixes.get(prefix) ?? CUSTOMARY.get(prefix) ?? "foreign");
  return { local, foreign: vocabulary !== "own", ...roleOf(local, vocabulary), open: 0 };
}

function roleOf(local: string, vocabulary: Vocabulary): { readonly role: Role; readonly rank: number } {
  // FeedBurner's and Pheedo's `origLink`.
  if (local === "origlink" && vocabulary === "foreign") return { role: "original", rank: 0 };
  // `content:encoded` of RSS, and keywords in Dublin Core.
  if (local === "encoded" && vocabulary === "foreign") return { role: "content", rank: 1 };
  if (local === "subject" && vocabulary === "dublinCore") return { role: "category", rank: 0 };
  // `media:content` is a file; `dc:description` and `itunes:summary` stand in where there is no other text.
  if (local === "content" && vocabulary === "media") return { role: "enclosure", rank: 0 };
  if ((local === "description" || local === "summary") && (vocabulary === "media" || vocabulary === "dublinCore"))
    return { role: "summary", rank: RANK[vocabulary] };
  const dateRank = DATE_RANKS.get(local);
  if (dateRank !== undefined && vocabulary !== "foreign" && vocabulary !== "media")
    return { role: "date", rank: dateRank };
  const role = ROLES.get(local) ?? "other";
  const isReadable =
    vocabulary === "own" ||
    vocabulary === "atom" ||
    // `dc:title` and `media:title` stand in where there is no other title.
    (role === "title" && vocabulary !== "foreign");
  return isReadable ? { role, rank: RANK[vocabulary] } : { role: "other", rank: 0 };
}
