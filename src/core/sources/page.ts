import { parseHTML } from "linkedom";
import type { PageLink, SourceFailure } from "../model";
import { binaryFailure } from "./binary";
import { canonicalUrl } from "./canonicalUrl";
import { decodeBytes } from "./decode";
import { betterHeadline, type Headline } from "./headline";
import { headlineOf, type DomNode } from "./linkHeadline";
import { contentMarkup } from "./pageContent";
import { resolveAddress } from "./resolveAddress";

export type PageOutcome =
  | { readonly ok: true; readonly links: readonly PageLink[] }
  | { readonly ok: false; readonly failure: Extract<SourceFailure, { code: "empty" | "binary" | "noLinks" }> };

/**
 * Reads the links of a page: those of `<main>`, or of the whole body when there is none, that lead to http(s) addresses.
 *
 * @param options.contentType value of the HTTP header, for its charset
 * @param options.url the page's address after redirects
 * @returns one link for each distinct address, in document order, with the best headline the page gives it anywhere
 */
export function parsePage(
  bytes: Uint8Array,
  options: { readonly contentType?: string | null; readonly url: string },
): PageOutcome {
  const failure = binaryFailure(bytes);
  if (failure !== null) return { ok: false, failure };
  const html = decodeBytes(bytes, options.contentType, "html");
  if (html.trim() === "") return { ok: false, failure: { code: "empty" } };
  const links = readLinks(html, options.url);
  return links.length === 0 ? { ok: false, failure: { code: "noLinks" } } : { ok: true, links };
}

function readLinks(html: string, pageUrl: string): readonly PageLink[] {
  const content = contentMarkup(html);
  const base = (content.base === null ? null : resolveAddress(content.base, pageUrl)) ?? pageUrl;
  const anchors = anchorsOf(content.markup);
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
  return Array.from(seen, ([url, { href, key }]) => ({ href, url, title: headlines.get(key)?.text ?? "" }));
}

/** linkedom's types speak of the browser's, which a program for Node does not have. */
function anchorsOf(markup: string): Iterable<DomNode> {
  const { document } = parseHTML(`<html><body>${markup}</body></html>`) as unknown as {
    readonly document: { getElementsByTagName(name: string): Iterable<DomNode> };
  };
  return document.getElementsByTagName("a");
}
