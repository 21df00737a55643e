import { MAX_FEED_TITLE_BYTES, MAX_FEED_TITLE_CHARACTERS } from "../limits";
import { shortText } from "../text/beginning";
import { decodeBytes } from "../text/decode";
import { titleText } from "../text/xmlText";

/** What a feed calls itself, as plain text; empty when it does not say. */
export function feedTitle(bytes: Uint8Array, contentType: string | null): string {
  const start = decodeBytes(bytes.subarray(0, MAX_FEED_TITLE_BYTES), contentType, "xml");
  return shortText(start.trimStart().startsWith("{") ? jsonTitle(start) : xmlTitle(start), MAX_FEED_TITLE_CHARACTERS);
}

/** What the beginning of a page gives as its title, as plain text; empty when there is none. */
export function pageTitle(bytes: Uint8Array, contentType: string | null): string {
  const start = decodeBytes(bytes.subarray(0, MAX_FEED_TITLE_BYTES), contentType, "html");
  return shortText(xmlTitle(start), MAX_FEED_TITLE_CHARACTERS);
}

function xmlTitle(start: string): string {
  const entries = start.search(/<(?:\w+:)?(?:item|entry|image)[\s>]/i);
  const head = entries < 0 ? start : start.slice(0, entries);
  const open = /<(?:atom:)?title(?:\s[^<>]*)?>/i.exec(head);
  if (open === null) return "";
  const rest = head.slice(open.index + open[0].length);
  const close = rest.search(/<\/(?:atom:)?title\s*>/i);
  return close < 0 ? "" : titleText(rest.slice(0, close), new Map());
}

function jsonTitle(start: string): string {
  const entries = start.search(/"items"\s*:/);
  const written = /"title"\s*:\s*("(?:[^"\\]|\\.){0,1000}")/.exec(entries < 0 ? start : start.slice(0, entries))?.[1];
  if (written === undefined) return "";
  try {
    return titleText(String(JSON.parse(written)), new Map());
  } catch {
    return "";
  }
}
