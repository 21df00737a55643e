import {
  MAX_ADDRESS_CHARACTERS,
  MAX_FEED_BYTES,
  MAX_PAGE_BYTES,
  MAX_SCRIPT_PAGE_CHARACTERS,
  MAX_TITLE_CHARACTERS,
} from "../limits";
import { CutCounter } from "../model/cuts";
import type { FeedItem, SourceFailure } from "../model/model";
import { articleText } from "./articleText";
import { binaryFailure } from "../text/binary";
import { findIndicators, mayHoldIndicators } from "../indicators/findIndicators";
import { extractItems } from "./extractItems";
import { type FeedOutcome, parseFeed } from "./feed";
import { feedTitle, pageTitle } from "./feedTitle";
import type { FeedDetail, ParseJob, ParseOutcome, ParsedItem } from "../model/parseJob";
import { titleFromUrl } from "./headline";
import { decodeBytes } from "../text/decode";
import { firstUnits, shortText } from "../text/beginning";
import { NO_ATTRIBUTES, longText } from "../text/xmlText";
import { parsePage } from "./page";
import { pageHits } from "./pageHits";
import { withoutBrokenEnd } from "./pageMarkup";
import { pageText } from "./pageText";
import { leadsTo } from "../urls/redirectors";
import { resolveAddress } from "../urls/resolveAddress";
import { withScheme } from "../urls/writtenHost";

/**
 * Reads what a source answered. A configured feed must be a feed (a page in its place is `notFeed`); a configured page
 * that turns out to be a feed is read as one. Pure, and not to be trusted with time: linkedom needs seconds for hostile
 * pages, so callers run it where it can be ended.
 */
export function parseSource(job: ParseJob): ParseOutcome {
  const outcome = readSource(job);
  // What is missing may stand in what was cut off.
  const isCutOff = job.isCut === true && !outcome.ok && MISSING.has(outcome.failure.code);
  const limitBytes = job.kind === "feed" ? MAX_FEED_BYTES : MAX_PAGE_BYTES;
  return isCutOff ? { ok: false, failure: { code: "tooLarge", limitBytes } } : outcome;
}

const MISSING: ReadonlySet<SourceFailure["code"]> = new Set([
  "notFeed",
  "noItems",
  "noLinks",
  "selectorEmpty",
  "empty",
  "truncated",
]);

function readSource(job: ParseJob): ParseOutcome {
  const failure = binaryFailure(job.bytes);
  if (failure !== null) return { ok: false, failure };
  if (job.read !== undefined) return readPage(job, job.read);
  const cuts = new CutCounter();
  const feed = job.kind === "feed" || looksLikeFeed(job.bytes) ? parseFeed(job.bytes, job, cuts) : null;
  if (feed?.ok === true) return titled(readItems(feed, job, cuts), feedTitle(job.bytes, job.contentType));
  if (feed !== null && job.kind === "feed") return feed;
  cuts.clear();
  const page = parsePage(job.bytes, job, cuts);
  if (!page.ok) return page;
  const items = page.links
    .filter(({ url }) => !isTooLong(url, cuts))
    .map(({ title, url, href }) => ({
      title: shortTitle(title, url),
      url: leadsTo(url),
      href,
      guid: "",
      published: null,
    }));
  return titled(read(items, job, cuts), pageTitle(job.bytes, job.contentType));
}

function titled(outcome: ParseOutcome, title: string): ParseOutcome {
  return outcome.ok && title !== "" ? { ...outcome, title } : outcome;
}

function read(
  items: readonly ParsedItem[],
  { isCut }: ParseJob,
  counted: CutCounter,
): Extract<ParseOutcome, { ok: true }> {
  if (isCut === true) counted.add("answer");
  const cuts = counted.cuts();
  return { ok: true, items, ...(cuts === undefined ? {} : { cuts }) };
}

function isTooLong(url: string, cuts: CutCounter): boolean {
  if (url.length <= MAX_ADDRESS_CHARACTERS) return false;
  cuts.add("address");
  return true;
}

function readPage(job: ParseJob, wanted: NonNullable<ParseJob["read"]>): ParseOutcome {
  const decoded = decodeBytes(job.bytes, job.contentType, "html");
  const html = job.isCut === true ? withoutBrokenEnd(decoded) : decoded;
  if (html.trim() === "") return { ok: false, failure: { code: "empty" } };
  const whole = read([], job, new CutCounter());
  if (typeof wanted === "object" && "extract" in wanted) {
    const cuts = new CutCounter();
    const found = extractItems(html, job.url, job.select, wanted.extract, cuts);
    if (!found.ok) return found;
    const title = pageTitle(job.bytes, job.contentType);
    return titled(
      { ...read(found.items, job, cuts), ...(found.rows === undefined ? {} : { rows: found.rows }) },
      title,
    );
  }
  if (wanted === "article") return { ...whole, article: articleText(html) };
  const title = pageTitle(job.bytes, job.contentType);
  if (wanted !== "text" && wanted !== "page") return titled({ ...whole, hits: pageHits(html, wanted.hits) }, title);
  const { text, rest } = pageText(html);
  if (wanted === "page") {
    const isLong = html.length > MAX_SCRIPT_PAGE_CHARACTERS;
    const source = isLong ? firstUnits(html, MAX_SCRIPT_PAGE_CHARACTERS) : html;
    return titled({ ...whole, text, html: source, ...(isLong ? { cuts: { ...whole.cuts, page: 1 } } : {}) }, title);
  }
  return titled({ ...whole, text, ...(rest === "" ? {} : { rest, cuts: { ...whole.cuts, page: 1 } }) }, title);
}

/** The first element of an XML document that is no page, or a JSON object. */
function looksLikeFeed(bytes: Uint8Array): boolean {
  const start = new TextDecoder("windows-1252").decode(bytes.subarray(0, 4096)).replaceAll("\0", "");
  return (
    /^[^<{]{0,16}(?:\{|<\?xml\b|<(?:rss|feed|rdf:RDF)\b)/i.test(start) ||
    /<(?:rss|feed|rdf:RDF)\s[^<>]*(?:xmlns|version)/i.test(start)
  );
}

type ReadFeed = Extract<FeedOutcome, { readonly ok: true }>;

/**
 * Items without an address are opened where the feed's site is; those with one too long, or with neither address nor headline, are passed
 * over. A feed of which nothing is left is none for us.
 */
function readItems({ items, home, isBase, holdsSeconds }: ReadFeed, job: ParseJob, cuts: CutCounter): ParseOutcome {
  const { detail } = job;
  const told = resolveAddress(withScheme(home, job.url), job.url);
  const site = told ?? job.url;
  const resolve = (link: string): string | null =>
    resolveAddress(withScheme(withScheme(link, site), job.url), isBase ? site : job.url);
  const found = items.flatMap((item): ParsedItem[] => {
    const published = resolve(item.original ?? "") ?? resolve(item.link);
    const own = published ?? (item.guid.includes("://") ? resolve(item.guid) : null);
    if (own === null && item.title === "") return [];
    const url = own === null ? site : leadsTo(own);
    if (isTooLong(url, cuts)) return [];
    const title = item.title === "" ? titleFromUrl(url) : item.title;
    return [
      {
        title: shortTitle(title, url),
        url,
        ...(own === null ? { ownAddress: false } : {}),
        href: item.link === "" ? item.guid : item.link,
        guid: item.guid,
        published: item.published,
        ...(item.modified === undefined ? {} : { modified: item.modified }),
        ...(detail === undefined || detail === "headline"
          ? {}
          : beyond(item, title, own === null ? "" : url, detail, cuts)),
      },
    ];
  });
  if (found.length === 0 && items.length > 0) return { ok: false, failure: { code: "noItems" } };
  const isTold = home !== "" && told !== null && told.length <= MAX_ADDRESS_CHARACTERS;
  return {
    ...read(found, job, cuts),
    ...(holdsSeconds === undefined ? {} : { holdsSeconds }),
    ...(isTold ? { site: told } : {}),
  };
}

/** The whole text of an entry stays here unless it was asked for: only what it says of attacks is of use to everybody. */
function beyond(
  { summary, content, categories, body = "" }: FeedItem,
  title: string,
  url: string,
  detail: FeedDetail,
  cuts: CutCounter,
): Pick<ParsedItem, "summary" | "content" | "categories" | "indicators"> {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  const text = mayHoldIndicators(body) ? longText(body, NO_ATTRIBUTES) : "";
  const indicators = findIndicators([title, path, text].join("\n"), () => cuts.add("indicators"));
  return {
    ...(summary === undefined ? {} : { summary }),
    ...(content === undefined || detail !== "content" ? {} : { content }),
    ...(categories === undefined ? {} : { categories }),
    ...(indicators.length === 0 ? {} : { indicators }),
  };
}

/** @param url gives the headline where the title is one endless address */
function shortTitle(title: string, url: string): string {
  const short = shortText(title, MAX_TITLE_CHARACTERS) || shortText(titleFromUrl(url), MAX_TITLE_CHARACTERS);
  return short === "" ? new URL(url).hostname : short;
}
