import {
  MAX_DISCOVERY_BYTES,
  MAX_DISCOVERY_CHARACTERS,
  MAX_FEED_CANDIDATES,
  MAX_FEED_TITLE_BYTES,
  MAX_PAGE_REFRESHES,
} from "../limits";
import type { SourceFailure } from "../model/model";
import type { ParseJob } from "../model/parseJob";
import type { Web } from "../ports";
import { type AnswerHints, fetchSource } from "../fetching/fetchSource";
import { isOnion } from "../urls/onion";
import { typedAddress } from "../urls/typedAddress";
import { mapLimit } from "../text/mapLimit";
import { canonicalUrl } from "../urls/canonicalUrl";
import { decodeBytes } from "../text/decode";
import { feedTitle } from "../parsing/feedTitle";
import { shownUrl } from "../urls/shownUrl";
import type { Translate } from "../text/translate";
import {
  customaryFeeds,
  headerFeeds,
  isCommentsFeed,
  linkedFeeds,
  namedFeeds,
  refreshTarget,
  siteFeeds,
} from "./candidates";

/** What is said where a page may name more feeds than were tried. */
export function describeMoreFeeds(t: Translate): string {
  return t("There may be more: of a page the first {limit} feeds within {characters} characters are tried.", {
    limit: MAX_FEED_CANDIDATES,
    characters: MAX_DISCOVERY_CHARACTERS,
  });
}

/** A feed that was read, or the page itself. */
export interface FoundSource {
  readonly kind: "feed" | "page";
  /** After redirects that are meant for good, without credentials. */
  readonly url: string;
  /** Plain text; empty when it gives none. */
  readonly title: string;
  /** Entries of a feed, links of a page. */
  readonly items: number;
  /** A feed of remarks on the articles of a page. */
  readonly isComments?: true;
}

export type Discovery =
  /** Feeds first, in the order in which the page names them; then the page, when it has links; feeds of comments last. */
  | {
      readonly kind: "found";
      readonly sources: readonly FoundSource[];
      /** The page may name more feeds than were tried. */
      readonly isCut?: boolean;
    }
  | { readonly kind: "failed"; readonly failure: SourceFailure }
  | { readonly kind: "noAddress" }
  | { readonly kind: "cancelled" };

interface DiscoveryOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Tor's control port; 0 for none. */
  readonly controllerPort: number;
  /** Left out: only an onion service is asked through Tor. */
  readonly throughTor?: boolean;
}

interface Asking extends DiscoveryOptions {
  /** Whoever looks at an onion service is not to be seen at the sites it names. */
  readonly throughTor: boolean;
  /** Given for what a page of the internet names. */
  readonly reach?: "public";
}

interface Read {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly finalUrl: string;
  readonly link?: string;
  readonly hints: Pick<AnswerHints, "movedTo">;
  readonly isCut?: true;
}

/** A page, and the address by which it was asked. */
interface ReadPage {
  readonly asked: string;
  readonly read: Read;
  readonly html: string;
  readonly options: Asking;
}

/**
 * Finds the feeds of an address: itself, those its page names, those its site is known to have, else those it links to, and
 * else those at customary places; feeds of comments come last, and only where there is no other are more places looked at. Each is read,
 * so that what is told of it is true. A page that only leads on is followed. A page on the internet cannot lead into the own network.
 *
 * @param address as typed: without a scheme, or with `feed:`, it counts as https, and an onion service as http
 */
export async function discoverFeeds(web: Web, address: string, given: DiscoveryOptions): Promise<Discovery> {
  const start = typedAddress(address);
  if (!/^https?:/i.test(start) || !URL.canParse(start)) return { kind: "noAddress" };
  const asking: Asking = { ...given, throughTor: given.throughTor === true || isOnion(new URL(start).hostname) };
  const first = await readPage(web, start, asking);
  if (first.kind === "cancelled") return { kind: "cancelled" };
  if (first.kind === "failed") {
    // Some sites refuse their pages to programs and give their feeds.
    const known = await readFeeds(web, siteFeeds(start), asking);
    return known.length > 0 ? { kind: "found", sources: known } : { kind: "failed", failure: first.failure };
  }
  if (first.kind === "unchanged") return { kind: "found", sources: [] };
  let { page } = first;
  for (let hop = 0; ; hop++) {
    const itself = await asFeed(web, page.asked, { ...page.read, bytes: page.read.bytes.slice() }, page.options);
    if (itself !== null) return { kind: "found", sources: [itself] };
    const target = hop < MAX_PAGE_REFRESHES ? refreshTarget(page.html, page.read.finalUrl) : null;
    if (target === null || canonicalUrl(target) === canonicalUrl(page.read.finalUrl)) break;
    const next = await readPage(web, target, page.options);
    if (next.kind !== "page") break;
    page = next.page;
  }
  return sourcesOf(web, start, page);
}

async function sourcesOf(web: Web, start: string, { asked, read, html, options }: ReadPage): Promise<Discovery> {
  const { finalUrl } = read;
  let feeds: readonly FoundSource[] = [];
  let isCut = false;
  const [inHeader, inPage] = [headerFeeds(read.link ?? "", finalUrl), namedFeeds(html, finalUrl)];
  for (const candidates of [
    {
      addresses: [...siteFeeds(start), ...inHeader.addresses, ...inPage.addresses],
      isCut: inHeader.isCut || inPage.isCut,
    },
    linkedFeeds(html, finalUrl),
    { addresses: customaryFeeds(finalUrl), isCut: false },
  ]) {
    if (!feeds.every(({ isComments }) => isComments)) break;
    feeds = [...feeds, ...(await readFeeds(web, candidates.addresses, options))].map(told);
    isCut ||= candidates.isCut;
  }
  const page = await asPage(web, asked, read, html, options);
  if (options.signal.aborted) return { kind: "cancelled" };
  const found = [...new Map(feeds.map((feed) => [canonicalUrl(feed.url), feed])).values()];
  const articles = found.filter(({ isComments }) => isComments !== true);
  const comments = found.filter(({ isComments }) => isComments === true);
  const sources = [...articles, ...(page === null ? [] : [page]), ...comments];
  return { kind: "found", sources, ...(isCut ? { isCut } : {}) };
}

function told(feed: FoundSource): FoundSource {
  return isCommentsFeed(feed.title, feed.url) ? { ...feed, isComments: true } : feed;
}

async function readPage(
  web: Web,
  url: string,
  asking: Asking,
): Promise<
  | { readonly kind: "page"; readonly page: ReadPage }
  | { readonly kind: "failed"; readonly failure: SourceFailure }
  | { readonly kind: "unchanged" }
  | { readonly kind: "cancelled" }
> {
  const read = await fetchSource(web.http, { kind: "page", url }, fetchOptions(web, asking));
  if (read.kind !== "body") return read;
  const options: Asking = {
    ...asking,
    throughTor: asking.throughTor || isOnion(new URL(read.finalUrl).hostname),
    ...(read.isPublic ? { reach: "public" } : {}),
  };
  const html = decodeBytes(read.bytes.subarray(0, MAX_DISCOVERY_BYTES), read.contentType, "html");
  return { kind: "page", page: { asked: url, read, html, options } };
}

function fetchOptions({ clock }: Web, asking: Asking) {
  const { signal, timeoutMs, controllerPort, throughTor, reach } = asking;
  const tor = { controllerPort, always: throughTor };
  return { clock, signal, timeoutMs, tor, mayCut: true as const, ...(reach === undefined ? {} : { reach }) };
}

/** What of these addresses is a feed, each once, in their order. Two at a time: they mostly are of one host. */
async function readFeeds(web: Web, urls: readonly string[], options: Asking): Promise<FoundSource[]> {
  const found = new Map<string, FoundSource>();
  const read = (url: string): Promise<FoundSource | null> => readFeed(web, url, options);
  for (const feed of await mapLimit(urls, 2, read, () => options.signal.aborted)) {
    if (feed != null && !found.has(canonicalUrl(feed.url))) found.set(canonicalUrl(feed.url), feed);
  }
  return [...found.values()];
}

async function readFeed(web: Web, url: string, options: Asking): Promise<FoundSource | null> {
  const read = await fetchSource(web.http, { kind: "feed", url }, fetchOptions(web, options));
  return read.kind === "body" ? asFeed(web, url, read, options) : null;
}

/** A passing redirect may lead elsewhere tomorrow: the address that was asked stays the one to ask. */
function addressOf(asked: string, { hints }: Read): string {
  return hints.movedTo ?? shownUrl(new URL(asked).href);
}

/** Null when it is no feed. */
async function asFeed(
  { parser }: Web,
  asked: string,
  read: Read,
  { signal }: DiscoveryOptions,
): Promise<FoundSource | null> {
  const { bytes, contentType } = read;
  const title = feedTitle(bytes, contentType);
  const parsed = await parser.parse(jobOf("feed", read), signal);
  return parsed.ok ? { kind: "feed", url: addressOf(asked, read), title, items: parsed.items.length } : null;
}

async function asPage(
  { parser }: Web,
  asked: string,
  read: Read,
  html: string,
  { signal }: DiscoveryOptions,
): Promise<FoundSource | null> {
  const title = feedTitle(new TextEncoder().encode(html.slice(0, MAX_FEED_TITLE_BYTES)), "text/html; charset=utf-8");
  const parsed = await parser.parse(jobOf("page", read), signal);
  return parsed.ok ? { kind: "page", url: addressOf(asked, read), title, items: parsed.items.length } : null;
}

function jobOf(kind: ParseJob["kind"], { bytes, contentType, finalUrl, isCut }: Read): ParseJob {
  return { kind, bytes, contentType, url: finalUrl, ...(isCut === undefined ? {} : { isCut }) };
}
