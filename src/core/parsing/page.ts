import { parseHTML } from "linkedom";
import { CutCounter } from "../model/cuts";
import type { PageLink, SourceFailure } from "../model/model";
import { binaryFailure } from "../text/binary";
import { canonicalUrl } from "../urls/canonicalUrl";
import { decodeBytes } from "../text/decode";
import { HEADLINE_RANK, type Headline, betterHeadline } from "./headline";
import { type DomNode, headlineOf } from "./linkHeadline";
import { contentMarkup } from "./pageContent";
import { boundedMarkup, withoutBrokenEnd, withoutScripts } from "./pageMarkup";
import { resolveAddress } from "../urls/resolveAddress";

type PageOutcome =
  | { readonly ok: true; readonly links: readonly PageLink[] }
  | { readonly ok: false; readonly failure: PageFailure };

type PageFailure = Extract<
  SourceFailure,
  { code: "empty" | "binary" | "noLinks" | "selectorInvalid" | "selectorEmpty" }
>;

/**
 * Reads the links of a page that lead to http(s) addresses: those of its `<main>`s, with those of the rest where they hold nearly no
 * articles; those of the whole body where there is none.
 *
 * @param options.contentType value of the HTTP header, for its charset
 * @param options.url the page's address after redirects
 * @param options.select a CSS selector: only links that are, or stand inside, what it finds anywhere in the page
 * @param options.isCut only the beginning of the page came
 * @param cuts counts what is read in part
 * @returns one link for each distinct address, in document order, with the best headline the page gives it anywhere
 */
export function parsePage(
  bytes: Uint8Array,
  options: {
    readonly contentType?: string | null;
    readonly url: string;
    readonly select?: string;
    readonly isCut?: boolean;
  },
  cuts: CutCounter = new CutCounter(),
): PageOutcome {
  const failure = binaryFailure(bytes);
  if (failure !== null) return { ok: false, failure };
  const decoded = decodeBytes(bytes, options.contentType, "html");
  const html = options.isCut === true ? withoutBrokenEnd(decoded) : decoded;
  if (html.trim() === "") return { ok: false, failure: { code: "empty" } };
  if (options.select !== undefined) return selectedLinks(html, options.url, options.select, cuts);
  const { markup: all, base } = contentMarkup(html, cuts);
  const markup = boundedMarkup(all, cuts);
  const links = listed(readLinks(documentOf(markup).getElementsByTagName("a"), baseOf(base, options.url)));
  return links.length === 0 ? { ok: false, failure: { code: "noLinks" } } : { ok: true, links };
}

function selectedLinks(html: string, pageUrl: string, select: string, cuts: CutCounter): PageOutcome {
  const document = documentOf(boundedMarkup(withoutScripts(html), cuts));
  let found: readonly DomElement[];
  try {
    found = [...document.querySelectorAll(select)];
  } catch {
    return { ok: false, failure: { code: "selectorInvalid", selector: select } };
  }
  const anchors = new Set(
    found.flatMap((element) => (element.localName === "a" ? [element] : [...element.getElementsByTagName("a")])),
  );
  const whole = contentMarkup(html, new CutCounter(), true);
  const base = baseOf(whole.base, pageUrl);
  const selected = readLinks(anchors, base);
  // The headline of a link without one stands beside it, outside of what was selected.
  if ([...selected.headlines.values()].some(({ rank }) => rank < HEADLINE_RANK.block)) {
    const { headlines } = readLinks(documentOf(boundedMarkup(whole.markup, cuts)).getElementsByTagName("a"), base);
    for (const [key, headline] of selected.headlines) {
      const beside = headlines.get(key);
      if (headline.rank < HEADLINE_RANK.block && beside !== undefined)
        selected.headlines.set(key, betterHeadline(headline, beside));
    }
  }
  const links = listed(selected);
  return links.length === 0 ? { ok: false, failure: { code: "selectorEmpty", selector: select } } : { ok: true, links };
}

function baseOf(written: string | null, pageUrl: string): string {
  return (written === null ? null : resolveAddress(written, pageUrl)) ?? pageUrl;
}

interface ReadLinks {
  /** By address, in the page's order; the key is that of its headline. */
  readonly seen: ReadonlyMap<string, { readonly href: string; readonly key: string }>;
  readonly headlines: Map<string, Headline>;
}

function readLinks(anchors: Iterable<DomNode>, base: string): ReadLinks {
  const seen = new Map<string, { readonly href: string; readonly key: string }>();
  const headlines = new Map<string, Headline>();
  for (const link of anchors) {
    const href = link.getAttribute?.("href") ?? null;
    if (href === null || href.trimStart().startsWith("#")) continue;
    const url = resolveAddress(href, base);
    if (url === null) continue;
    // An image may carry the article's address with a tracking parameter and no text: it shares the headline.
    const key = seen.get(url)?.key ?? canonicalUrl(url);
    if (!seen.has(url)) seen.set(url, { href, key });
    const known = headlines.get(key);
    const headline = headlineOf(link, url);
    headlines.set(key, known === undefined ? headline : betterHeadline(known, headline));
  }
  return { seen, headlines };
}

function listed({ seen, headlines }: ReadLinks): readonly PageLink[] {
  return Array.from(seen, ([url, { href, key }]) => ({ href, url, title: headlines.get(key)?.text ?? "" }));
}

interface DomElement extends DomNode {
  getElementsByTagName(name: string): Iterable<DomElement>;
}

interface DomDocument {
  getElementsByTagName(name: string): Iterable<DomElement>;
  querySelectorAll(selector: string): Iterable<DomElement>;
}

/** linkedom's types speak of the browser's, which a program for Node does not have. */
function documentOf(markup: string): DomDocument {
  const html = /<html[\s>]/i.test(markup) ? markup : `<html><body>${markup}</body></html>`;
  return (parseHTML(html) as unknown as { readonly document: DomDocument }).document;
}
