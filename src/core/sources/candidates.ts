import {
  MAX_DISCOVERY_CHARACTERS,
  MAX_FEED_CANDIDATES,
  MAX_LINK_CHARACTERS,
  MAX_LINK_HEADER_CHARACTERS,
} from "../limits";
import { decodeEntities } from "../text/entities";
import { htmlAttributes } from "../text/htmlAttributes";
import { type HtmlTag, htmlTags } from "../text/htmlTags";
import { foldSpace } from "../text/plainText";
import { withoutFeedScheme } from "../urls/feedScheme";
import { resolveAddress } from "../urls/resolveAddress";

const FEED_TYPE = /^(?:application|text)\/(?:x[-.])?(?:rss|atom|rdf|feed)(?:cat)?(?:\+(?:xml|json))?\s*(?:;|$)/i;
/** Types that older programs give their feeds, and others to what is none. */
const PERHAPS_TYPE = /^(?:(?:application|text)\/(?:xml|json|xml\+rss)\s*(?:;|$)|$)/i;

const FEED_ADDRESS = /(?:^|[^a-z])(?:rss2?|atom|rdf|feeds?)(?:$|[^a-z])/i;
/** What a link to a feed says: "RSS", "Atom feed", "Subscribe by RSS", "RSS-Feed abonnieren". */
const FEED_TEXT = /(?:^|[^a-z])(?:rss|atom|web ?feed|xml feed|json feed)(?:$|[^a-z])|^feeds?$/i;
const COMMENTS =
  /(?:^|[^\p{L}])(?:comments?|kommentare?n?|commentaires?|comentarios?|comentários?|commenti|reacties|komentarze|комментари[ия]|replies)(?:(?![\p{L}])|(?=feed|rss|atom))/iu;

/** Addresses that may be feeds. */
export interface Candidates {
  readonly addresses: readonly string[];
  /** There may be more in the page. */
  readonly isCut: boolean;
}

/** What tells a page's feeds, in the order in which they are tried. */
type Trust = "sure" | "perhaps" | null;

/** The feeds that a page names as its own (`<link rel="alternate">`), in its order; those with a doubtful type behind the others. */
export function namedFeeds(html: string, pageUrl: string): Candidates {
  return addressesOf(html, pageUrl, "link", (read, address) =>
    trustOf(read.get("rel") ?? "", read.get("type") ?? "", address, read.get("title") ?? ""),
  );
}

/** What a page links to that is called a feed, or has the address of one, in its order. */
export function linkedFeeds(html: string, pageUrl: string): Candidates {
  return addressesOf(html, pageUrl, "a", (read, { pathname, search }, text) => {
    if (FEED_TYPE.test(read.get("type")?.trim() ?? "") || /^\s*feeds?:/i.test(read.get("href") ?? "")) return "sure";
    if (FEED_ADDRESS.test(pathname + search)) return "sure";
    return [text, read.get("title"), read.get("aria-label"), read.get("class")].some((said) =>
      FEED_TEXT.test(said ?? ""),
    )
      ? "perhaps"
      : null;
  });
}

/** The feeds that the header `Link` of a page names (RFC 8288 §3). */
export function headerFeeds(header: string, pageUrl: string): Candidates {
  const found = new Ranked();
  for (const [, target = "", written = ""] of header.slice(0, MAX_LINK_HEADER_CHARACTERS).matchAll(LINK_VALUE)) {
    const parameters = new Map<string, string>();
    for (const [, name = "", quoted, bare] of written.matchAll(PARAMETER)) {
      const key = name.toLowerCase();
      if (!parameters.has(key)) parameters.set(key, (quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "").trim());
    }
    const href = resolveAddress(target, pageUrl);
    if (href === null) continue;
    const trust = trustOf(
      parameters.get("rel") ?? "",
      parameters.get("type") ?? "",
      new URL(href),
      parameters.get("title") ?? "",
    );
    found.add(href, trust, parameters.get("title") ?? "");
  }
  return found.list(header.length > MAX_LINK_HEADER_CHARACTERS);
}

const LINK_VALUE = /<([^<>]*)>((?:\s*;[^,<>"]*(?:"(?:[^"\\]|\\.)*"[^,<>"]*)*)*)/g;
const PARAMETER = /;\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g;

/** Whether a feed is one of remarks on articles, by its title or its address. */
export function isCommentsFeed(title: string, url: string): boolean {
  const path = URL.canParse(url) ? new URL(url).pathname + new URL(url).search : url;
  return COMMENTS.test(title) || COMMENTS.test(path);
}

/** Where a page leads whoever reads it (`<meta http-equiv="refresh">`), as an absolute address; null when it stays. */
export function refreshTarget(html: string, pageUrl: string): string | null {
  let base = pageUrl;
  for (const { name, closing, attributes } of htmlTags(html.slice(0, MAX_DISCOVERY_CHARACTERS))) {
    if (closing || (name !== "meta" && name !== "base")) continue;
    const read = htmlAttributes(attributes);
    if (name === "base") base = resolveAddress(read.get("href") ?? "", pageUrl) ?? base;
    if (read.get("http-equiv")?.trim().toLowerCase() !== "refresh") continue;
    const written = REFRESH.exec(foldSpace(read.get("content") ?? ""));
    // One that comes late reloads a page that is read meanwhile.
    if (written === null || Number(written[1]) > LONGEST_DELAY_S) continue;
    const target = written[2] ?? written[3] ?? written[4] ?? "";
    if (!/^url ?=? ?$/i.test(target)) return resolveAddress(target, base);
  }
  return null;
}

const LONGEST_DELAY_S = 30;
/** Seconds, then `url=` or not, in quotes or not (HTML Standard §4.2.5.3). Its white space is folded. */
const REFRESH = /^(\d{0,4})(?:\.[\d.]*)?(?: ?[;,]| ) ?(?:url ?= ?)?(?:"([^"]*)|'([^']*)|([^ "'].*))/i;

/** Addresses by how much can be trusted, those of remarks last. */
class Ranked {
  private readonly found = new Map<string, number>();

  get isFull(): boolean {
    return this.found.size >= MAX_FEED_CANDIDATES * 2;
  }

  add(url: string, trust: Trust, title: string): void {
    if (trust === null || this.found.has(url)) return;
    this.found.set(url, (trust === "sure" ? 0 : 1) + (isCommentsFeed(title, url) ? 2 : 0));
  }

  /** @param isPart whether only a part was looked through */
  list(isPart: boolean): Candidates {
    const addresses = [...this.found].sort(([, one], [, other]) => one - other).map(([url]) => url);
    return {
      addresses: addresses.slice(0, MAX_FEED_CANDIDATES),
      isCut: isPart || addresses.length > MAX_FEED_CANDIDATES,
    };
  }
}

function addressesOf(
  html: string,
  pageUrl: string,
  wanted: "link" | "a",
  trust: (attributes: ReadonlyMap<string, string>, address: URL, text: string) => Trust,
): Candidates {
  const page = html.slice(0, MAX_DISCOVERY_CHARACTERS);
  const found = new Ranked();
  let base = pageUrl;
  /** The link that is open, and what it says. */
  let open: { readonly read: ReadonlyMap<string, string>; readonly href: string; text: string } | null = null;
  const end = (): void => {
    if (open === null) return;
    const text = foldSpace(decodeEntities(open.text));
    found.add(open.href, trust(open.read, new URL(open.href), text), open.read.get("title") ?? text);
    open = null;
  };
  const read = (tag: HtmlTag): void => {
    if (open !== null && open.text.length < MAX_LINK_CHARACTERS) open.text += page.slice(tag.textStart, tag.start);
    if (tag.name === "img" && open !== null) open.text += ` ${htmlAttributes(tag.attributes).get("alt") ?? ""} `;
    if (tag.name === wanted) end();
    if (tag.closing || (tag.name !== wanted && tag.name !== "base")) return;
    const attributes = htmlAttributes(tag.attributes);
    const href = resolveAddress(withoutFeedScheme(attributes.get("href") ?? ""), base);
    if (href === null) return;
    if (tag.name === "base") base = href;
    else open = { read: attributes, href, text: "" };
    if (wanted === "link") end();
  };
  for (const tag of htmlTags(page)) {
    read(tag);
    if (found.isFull) break;
  }
  end();
  return found.list(html.length > MAX_DISCOVERY_CHARACTERS);
}

function trustOf(rel: string, type: string, { pathname, search }: URL, title: string): Trust {
  const relations = rel.toLowerCase().split(/\s+/);
  if (relations.includes("feed") || relations.includes("service.feed")) return "sure";
  if (!relations.includes("alternate")) return null;
  if (FEED_TYPE.test(type.trim())) return "sure";
  const isCalledSo = FEED_ADDRESS.test(pathname + search) || FEED_TEXT.test(title);
  return PERHAPS_TYPE.test(type.trim()) && (type.trim() !== "" || isCalledSo) ? "perhaps" : null;
}

/** Where sites mostly keep a feed that they do not name: beside the page, then at the top. */
export function customaryFeeds(pageUrl: string): string[] {
  const { origin, pathname } = new URL(pageUrl);
  const folder = pathname.replace(/(?<![^/])[^/.]*\.[^/]*$/, "").replace(/(?<!\/)\/+$/, "");
  const beside = folder === "" ? [] : ["/feed", "/rss.xml", "/feed.xml"].map((path) => origin + folder + path);
  const top = [
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds/posts/default",
    "/feed.json",
  ];
  return [...new Set([...beside, ...top.map((path) => origin + path)])];
}

/** Feeds of sites that are known to have one for each channel, group or project. */
export function siteFeeds(address: string): string[] {
  const { hostname, pathname, searchParams } = new URL(address);
  const host = hostname.replace(/^(?:www|m|old)\./, "");
  const [first = "", second = ""] = pathname.split("/").filter((part) => part !== "");
  if (host === "youtube.com") {
    const videos = "https://www.youtube.com/feeds/videos.xml";
    const list = searchParams.get("list");
    if (first === "channel" && second !== "") return [`${videos}?channel_id=${encodeURIComponent(second)}`];
    return list === null ? [] : [`${videos}?playlist_id=${encodeURIComponent(list)}`];
  }
  if (host === "reddit.com" && (first === "r" || first === "user") && second !== "") {
    return [`https://www.reddit.com/${first}/${second}/.rss`];
  }
  if (host === "github.com" && second !== "") {
    const project = `https://github.com/${first}/${second.replace(/\.git$/, "")}`;
    return [`${project}/releases.atom`, `${project}/commits.atom`];
  }
  return [];
}
