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
export const CUSTOMARY: ReadonlyMap<string, Vocabulary> = new Map<string, Vocabulary>([
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

/** The namespaces of RSS 0.90, 1.0, 1.1 and 2.0 in their spellings, and of RDF around them; their modules are others. */
const RSS =
  /^https?:\/\/(?:purl\.org\/(?:rss\/1\.0|net\/rss1\.1)|(?:my|channel)\.netscape\.com\/(?:rdf\/simple\/[\d.]+|publish\/formats\/rss-[\d.]+(?:\.dtd)?)|backend\.userland\.com\/rss[\d.]*|(?:blogs|cyber)\.law\.harvard\.edu\/(?:tech\/)?rss(?:\/rss\.html)?|(?:www\.)?rssboard\.org\/rss-specification|(?:www\.)?w3\.org\/(?:1999\/02\/22-rdf-syntax-ns|tr\/rdf-syntax|tr\/1999\/rec-rdf-syntax-\d+))[/#]*$/;
const ATOM = /^https?:\/\/(?:(?:www\.)?w3\.org\/2005\/atom|purl\.org\/(?:atom\/ns|echo|pie))[/#]*$/;
const DUBLIN_CORE = /^https?:\/\/purl\.org\/(?:dc\/|metadata\/dublin_core|rss\/1\.0\/modules\/dc(?:terms)?\/)/;
const MEDIA = /search\.yahoo\.com\/mrss|\/itunes|\/podcast-1/;

/** As nearly every feed declares them. */
const USUAL: ReadonlyMap<string, Vocabulary> = new Map<string, Vocabulary>([
  ["http://www.w3.org/2005/Atom", "atom"],
  ["http://purl.org/dc/elements/1.1/", "dublinCore"],
  ["http://purl.org/rss/1.0/", "own"],
  ["http://www.w3.org/1999/02/22-rdf-syntax-ns#", "own"],
  ["http://search.yahoo.com/mrss/", "media"],
  ["http://www.itunes.com/dtds/podcast-1.0.dtd", "media"],
  ["http://purl.org/rss/1.0/modules/content/", "foreign"],
  ["http://purl.org/rss/1.0/modules/slash/", "foreign"],
  ["http://purl.org/rss/1.0/modules/syndication/", "foreign"],
  ["http://wellformedweb.org/CommentAPI/", "foreign"],
  ["http://www.w3.org/1999/xhtml", "foreign"],
]);

/** The vocabulary that a namespace address stands for. */
export function vocabularyOf(namespace: string): Vocabulary {
  const usual = USUAL.get(namespace);
  if (usual !== undefined) return usual;
  const address = namespace.toLowerCase();
  if (ATOM.test(address)) return "atom";
  if (DUBLIN_CORE.test(address)) return "dublinCore";
  if (MEDIA.test(address)) return "media";
  return RSS.test(address) ? "own" : "foreign";
}

/**
 * @param raw the name as written, in lower case
 * @param prefixOf what its prefix stands for; of names without one it is empty
 */
export function readName(raw: string, prefixOf: (prefix: string) => Vocabulary): ElementName {
  const colon = raw.indexOf(":");
  const local = raw.slice(colon + 1);
  const vocabulary = prefixOf(colon < 0 ? "" : raw.slice(0, colon));
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
