import type { Match, ProfileArticle } from "../core/model/model";
import { headline } from "./rowText";

/** A headline with the stretches of it in which its names stand. */
export function markedHeadline(item: ProfileArticle): {
  readonly label: string;
  readonly highlights: [number, number][];
} {
  const label = headline(item);
  // Offsets count in the published title: they hold only while nothing had to be taken out of it.
  return { label, highlights: label === item.article.title ? titleSpans(item.matches) : [] };
}

/** The marked stretches of the title, in order, without overlap. */
export function titleSpans(matches: readonly Match[]): [number, number][] {
  const spans: [number, number][] = [];
  const inTitle = matches.filter((match) => match.field === "title").sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end } of inTitle) {
    const last = spans.at(-1);
    if (last === undefined || start >= last[1]) spans.push([start, end]);
  }
  return spans;
}
