import { MAX_MARKUP_CHARACTERS } from "../limits";
import type { CutCounter } from "../model/cuts";

/** In characters: an opening tag of a script is not looked at further than that. */
const MAX_OPENING = 1000;

/** A page of which only the beginning came, without the script, style sheet or comment, the link and the tag that were cut in two. */
export function withoutBrokenEnd(html: string): string {
  const lower = html.toLowerCase();
  const open = ["script", "style", "textarea", "noscript"].map((name) => unfinished(lower, `<${name}`, `</${name}`));
  const end = Math.min(html.length, unfinished(lower, "<!--", "-->"), ...open);
  const lastLink = lower.lastIndexOf("</a>", end - 1);
  const lastTag = lower.lastIndexOf("<", end - 1);
  const isTagWhole = lastTag < 0 || lower.indexOf(">", lastTag) >= 0;
  const isLinkOpen = lower.slice(0, end).lastIndexOf("<a ") > lastLink;
  return html.slice(0, isLinkOpen && lastLink >= 0 ? lastLink + "</a>".length : isTagWhole ? end : lastTag);
}

/** Where the last element begins that does not end; infinitely far when all do. */
function unfinished(lower: string, opening: string, closing: string): number {
  const last = lower.lastIndexOf(opening);
  return last > lower.lastIndexOf(closing) ? last : Number.POSITIVE_INFINITY;
}

/**
 * A page without its scripts and style sheets, of which there may be ten times as much as of anything else. What describes the article
 * (JSON-LD) stays. One pass that stays linear whatever stands there.
 */
export function withoutScripts(html: string): string {
  const opener = /<(script|style)(?=[\s/>])/gi;
  const missing = new Set<string>();
  let kept = "";
  let from = 0;
  for (let match = opener.exec(html); match !== null; match = opener.exec(html)) {
    const name = match[1]?.toLowerCase() ?? "";
    const opening = html.slice(match.index, match.index + MAX_OPENING);
    if (missing.has(name) || /^[^>]*ld\+json/i.test(opening)) continue;
    const closer = new RegExp(`</${name}(?=[\\s/>])[^<>]{0,${MAX_OPENING}}>?`, "gi");
    closer.lastIndex = match.index;
    if (!closer.test(html)) {
      missing.add(name);
      continue;
    }
    kept += html.slice(from, match.index);
    from = closer.lastIndex;
    opener.lastIndex = from;
  }
  return kept + html.slice(from);
}

/** As much of some markup as is read, up to its last whole link or tag. @param cuts is told where that is not all */
export function boundedMarkup(markup: string, cuts: CutCounter): string {
  if (markup.length <= MAX_MARKUP_CHARACTERS) return markup;
  cuts.add("markup");
  return withoutBrokenEnd(markup.slice(0, MAX_MARKUP_CHARACTERS));
}
