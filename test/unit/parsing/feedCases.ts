import assert from "node:assert/strict";
import type { FeedItem } from "../../../src/core/model/model";
import { parseFeed } from "../../../src/core/parsing/feed";

export const NAMESPACES =
  'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
  'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:x="http://x.example/ns"';

export const rss = (items: string): string =>
  `<?xml version="1.0"?><rss version="2.0" ${NAMESPACES}><channel><title>Channel</title><link>https://n.example/</link>${items}</channel></rss>`;
export const atom = (entries: string, attributes = ""): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>Feed</title><id>feed</id><link href="https://n.example/"/>${entries}</feed>`;

export type Expected = Partial<FeedItem>;

/** Parses and compares the fields that the case names. */
export function check(document: string | Uint8Array, expected: readonly Expected[]): void {
  const bytes = typeof document === "string" ? new TextEncoder().encode(document) : document;
  const outcome = parseFeed(bytes);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  const fields = outcome.items.map((item, index) =>
    Object.fromEntries(Object.keys(expected[index] ?? item).map((key) => [key, item[key as keyof FeedItem]])),
  );
  assert.deepEqual(fields, expected);
}

export function table(
  name: string,
  cases: readonly (readonly [why: string, document: string, expected: readonly Expected[]])[],
): void {
  describe(name, () => {
    for (const [why, document, expected] of cases) it(why, () => check(document, expected));
  });
}

export const A = "https://n.example/a";
export const B = "https://n.example/b";

export const title = (inner: string): string => rss(`<item><title>${inner}</title></item>`);
export const atomTitle = (type: string, inner: string): string =>
  atom(`<entry><title ${type}>${inner}</title></entry>`);

export const item = (name: string): string =>
  `<item><title>${name}</title><link>https://n.example/${name}</link></item>`;
export const read = (name: string): Expected => ({ title: name, link: `https://n.example/${name}` });
