import { decodeEntities } from "./entities";

const NONE: ReadonlyMap<string, string> = new Map();

/**
 * Name, then a value in quotes or up to the next blank (HTML Standard §13.2.5.32 to 40): a value without quotes may hold quotes, a slash
 * between attributes parts them, a quote that is not closed goes on to the end.
 */
const ATTRIBUTE = /([^\s/][^\s/=]*)(?:\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s"'][^\s]*)?))?/g;

/** Reads what stands between the name and the `>` of a tag in a page. Names in lower case; values decoded; the first of a name counts. */
export function htmlAttributes(text: string): ReadonlyMap<string, string> {
  if (text === "") return NONE;
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single, bare] of text.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, decodeEntities(double ?? single ?? bare ?? ""));
  }
  return attributes;
}
