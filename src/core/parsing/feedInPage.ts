import { MAX_TEXT_AROUND_FEED_CHARACTERS } from "../limits";
import { decodeEntities } from "../text/entities";
import { htmlTags } from "../text/htmlTags";

/** What shows a feed as text: a page, or the answer of a service that wraps its results (`<string>`). */
const QUOTING: ReadonlySet<string> = new Set(["pre", "string"]);
const ROOTS: ReadonlySet<string> = new Set(["rss", "feed", "rdf:rdf"]);

/**
 * A feed that a program has put into a page: between the tags of an XHTML page, or as the text of a `<pre>`, as browsers show XML. Only
 * when the page is nothing else: what quotes a feed has text around it, and links.
 *
 * @returns the feed alone, or null
 */
export function feedInPage(html: string): string | null {
  let around = 0;
  let quoted: string | null = null;
  let inPre = 0;
  for (const { name, closing, attributes, start, textStart } of htmlTags(html)) {
    const text = html.slice(textStart, start);
    if (inPre > 0 && quoted !== null) quoted += text;
    else around += text.trim().length;
    if (QUOTING.has(name) && (quoted === null || inPre > 0)) {
      quoted ??= "";
      inPre += closing ? -1 : 1;
    } else if (name === "a" || around > MAX_TEXT_AROUND_FEED_CHARACTERS) return null;
    else if (inPre === 0 && !closing && ROOTS.has(name) && /xmlns|version/i.test(attributes)) {
      return innerFeed(html, name, start);
    }
  }
  const said = decodeEntities(quoted ?? "").trim();
  return /^(?:<\?xml|<(?:rss|feed|rdf:rdf)[\s>]|\{)/i.test(said) ? said : null;
}

/** From its root on, unless much stands behind its end. */
function innerFeed(html: string, root: string, start: number): string | null {
  const end = html.lastIndexOf(`</${html.slice(start + 1, start + 1 + root.length)}`);
  if (end < start) return html.slice(start);
  const behind = html.slice(end).replace(/<[^<>]*>/g, "");
  return behind.trim().length > MAX_TEXT_AROUND_FEED_CHARACTERS ? null : html.slice(start);
}
