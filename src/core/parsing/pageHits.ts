import { withoutParts } from "../text/addressSpans";
import type { PageHit } from "../model/parseJob";

const CONTEXT = 35;

/** Finds names in a page as it was sent, tags and all, with their case. */
export function pageHits(html: string, names: readonly string[]): readonly PageHit[] {
  return names.flatMap((name) => {
    const at = html.indexOf(name);
    if (at < 0) return [];
    // A character may take two units, and none is cut in two.
    const before = Array.from(html.slice(Math.max(0, at - 2 * CONTEXT), at))
      .slice(-CONTEXT)
      .join("");
    const from = Array.from(html.slice(at, at + 2 * CONTEXT))
      .slice(0, CONTEXT)
      .join("");
    const context = [at - before.length, at + from.length] as const;
    const [start, end] = withoutParts(html, context, [at, at + name.length]);
    return [{ name, before: html.slice(start, at), from: html.slice(at, end) }];
  });
}
