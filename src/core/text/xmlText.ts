import { decodeEntities } from "./entities";
import { foldSpace, htmlToText, stripTags } from "./plainText";

const CDATA_OPEN = "<![CDATA[";
const CDATA_CLOSE = "]]>";

/** Attributes of one tag by lower-case name, prefix included. Values are decoded; the first of a name counts. */
export type Attributes = ReadonlyMap<string, string>;

export const NO_ATTRIBUTES: Attributes = new Map();
const ATTRIBUTE = /([^\s=/"'<>]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** Reads what stands between an element's name and its `>`. */
export function readAttributes(text: string): Attributes {
  if (text === "") return NO_ATTRIBUTES;
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single, bare] of text.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, decodeEntities(double ?? single ?? bare ?? ""));
  }
  return attributes;
}

/** The text of an element from what stands between its tags: CDATA as it is, elsewhere no markup and entities resolved. */
export function elementText(raw: string): string {
  if (!raw.includes("<")) return decodeEntities(raw);
  let text = "";
  let at = 0;
  for (;;) {
    const open = raw.indexOf(CDATA_OPEN, at);
    const plain = open < 0 ? raw.slice(at) : raw.slice(at, open);
    text += decodeEntities(stripTags(plain, true));
    if (open < 0) return text;
    const start = open + CDATA_OPEN.length;
    const close = raw.indexOf(CDATA_CLOSE, start);
    // Left open: the section ends where the element does.
    if (close < 0) return text + decodeEntities(stripTags(raw.slice(start).replaceAll(CDATA_OPEN, ""), true));
    text += raw.slice(start, close);
    at = close + CDATA_CLOSE.length;
  }
}

/**
 * A title as plain text. Atom says by `type` and `mode` (RFC 4287 §3.1, Atom 0.3 §3.1) what it holds; RSS says nothing and
 * mostly holds escaped HTML, and so does Atom's `text` in practice.
 */
export function titleText(raw: string, attributes: Attributes): string {
  const type = attributes.get("type")?.toLowerCase() ?? "";
  const mode = attributes.get("mode")?.toLowerCase() ?? "";
  const text = elementText(raw);
  const isHtml = type.includes("html");
  if (mode === "base64" || type === "application/octet-stream") return htmlToText(decodeBase64(text), isHtml);
  // XHTML is markup of the document itself, gone already: what is left is text, with `<` where `&lt;` stood.
  if (type.includes("xhtml") && mode !== "escaped") return foldSpace(text);
  return htmlToText(text, isHtml);
}

/** What an entry says beyond its title, as plain text: HTML, unless it is declared to be none. */
export function longText(raw: string, attributes: Attributes): string {
  const type = attributes.get("type")?.toLowerCase() ?? "";
  if (type.includes("xhtml")) return foldSpace(elementText(raw));
  const text = elementText(raw);
  return type === "text" || type === "text/plain" ? foldSpace(text) : htmlToText(text, true);
}

function decodeBase64(text: string): string {
  try {
    const binary = atob(text.replace(/\s+/g, ""));
    return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
  } catch {
    return text;
  }
}
