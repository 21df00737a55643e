import type { FeedItem, SourceFailure } from "../model";
import { binaryFailure } from "./binary";
import { decodeBytes } from "./decode";
import { readJsonFeed } from "./jsonFeed";
import { readXmlFeed } from "./xmlFeed";

export type FeedOutcome =
  | { readonly ok: true; readonly items: readonly FeedItem[] }
  | { readonly ok: false; readonly failure: Extract<SourceFailure, { code: "empty" | "binary" | "notFeed" }> };

/**
 * Reads a feed of any format: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, JSON Feed. Lenient for each item; never throws.
 *
 * @param contentType value of the HTTP header, for its charset only: what the document is shows in the document
 * @returns the items in the feed's order; a feed without items is a feed
 */
export function parseFeed(bytes: Uint8Array, options: { readonly contentType?: string | null } = {}): FeedOutcome {
  const failure = binaryFailure(bytes);
  if (failure !== null) return { ok: false, failure };
  const text = decodeBytes(bytes, options.contentType, "xml");
  const first = /[^\s\uFEFF]/.exec(text)?.[0];
  if (first === undefined) return { ok: false, failure: { code: "empty" } };
  const items = first === "{" ? readJsonFeed(text.trim()) : readXmlFeed(text);
  return items === null ? { ok: false, failure: { code: "notFeed" } } : { ok: true, items };
}
