import { MAX_DISCOVERY_CHARACTERS, MAX_FEED_CANDIDATES } from "../limits";
import { htmlTags } from "../text/htmlTags";
import { resolveAddress } from "../urls/resolveAddress";
import { type Attributes, readAttributes } from "../text/xmlText";

const FEED_TYPE = /^(?:application|text)\/(?:rss|atom|rdf|feed)\+(?:xml|json)\b|^application\/(?:rss|atom)\b/i;

const FEED_ADDRESS = /(?:^|[^a-z])(?:rss2?|atom|rdf|feeds?)(?:$|[^a-z])/i;

/** The feeds that a page names as its own (`<link rel="alternate">`), in its order. */
export function namedFeeds(html: string, pageUrl: string): string[] {
  return addressesOf(html, pageUrl, "link", (read) => isFeedLink(read.get("rel") ?? "", read.get("type") ?? ""));
}

/** What a page links to that has the address of a feed, in its order. */
export function linkedFeeds(html: string, pageUrl: string): string[] {
  return addressesOf(html, pageUrl, "a", (_, { pathname, search }) => FEED_ADDRESS.test(pathname + search));
}

function addressesOf(
  html: string,
  pageUrl: string,
  tag: string,
  isWanted: (attributes: Attributes, address: URL) => boolean,
): string[] {
  const found = new Set<string>();
  let base = pageUrl;
  for (const { name, closing, attributes } of htmlTags(html.slice(0, MAX_DISCOVERY_CHARACTERS))) {
    if (closing || (name !== tag && name !== "base")) continue;
    const read = readAttributes(attributes);
    const href = resolveAddress(read.get("href") ?? "", base);
    if (href === null) continue;
    if (name === "base") base = href;
    else if (isWanted(read, new URL(href))) found.add(href);
    if (found.size >= MAX_FEED_CANDIDATES) break;
  }
  return [...found];
}

function isFeedLink(rel: string, type: string): boolean {
  const relations = rel.toLowerCase().split(/\s+/);
  return relations.includes("feed") || (relations.includes("alternate") && FEED_TYPE.test(type.trim()));
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
  return [...new Set([...beside, ...top.map((path) => origin + path)])].slice(0, MAX_FEED_CANDIDATES);
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
