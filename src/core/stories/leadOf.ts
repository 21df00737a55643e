import { MAX_STORY_COMPARED } from "../limits";
import type { Article } from "../model/model";
import { siteName } from "../urls/siteName";
import { compareKeys } from "./compareKeys";

/** An outlet's name that is so long is looked for in texts without their blanks: *The Hacker News* is of thehackernews.com. */
const LONG_NAME = 8;
/** Shorter parts of an address are words of any text. */
const SHORTEST_NAME = 4;
const NOT_ALPHANUMERIC = /[^\p{L}\p{N}]+/u;

/**
 * The article whose headline stands for a story: an original report before what retells it, which is one that others name and that names
 * none of them; of several the one that was seen first.
 */
export function leadOf(articles: readonly [Article, ...Article[]]): Article {
  const [first, ...others] = [...articles].sort(bySeen).slice(0, MAX_STORY_COMPARED) as [Article, ...Article[]];
  if (others.length === 0) return first;
  const told = [first, ...others].map((article) => ({
    article,
    outlet: outletOf(article.url),
    words: wordsOf(article),
  }));
  const names = (text: Words, outlet: string): boolean =>
    text.words.has(outlet) || (outlet.length >= LONG_NAME && text.joined.includes(outlet));
  const originals = told.filter(({ article, outlet, words }) => {
    const besides = told.filter((other) => other.outlet !== outlet);
    // A headline that was shown stays: what was found by an earlier scan retells nothing of this one. Dates of outlets lie.
    const later = besides.filter((other) => compareKeys(seen(other.article), seen(article)) >= 0);
    const isNamed = outlet.length >= SHORTEST_NAME && later.some((other) => names(other.words, outlet));
    return isNamed && !besides.some((other) => other.outlet.length >= SHORTEST_NAME && names(words, other.outlet));
  });
  return originals[0]?.article ?? first;
}

/** The outlets of articles, each once. */
export function outletsOf(articles: readonly Pick<Article, "url">[]): readonly string[] {
  return [...new Set(articles.map(({ url }) => siteName(url)))];
}

/** As it was found; of one scan, as it was published. */
function bySeen(a: Article, b: Article): number {
  return (
    compareKeys(seen(a), seen(b)) ||
    compareKeys(a.published ?? a.found, b.published ?? b.found) ||
    compareKeys(a.key, b.key)
  );
}

function seen({ firstFound, found }: Article): string {
  return firstFound ?? found;
}

/** What an outlet is called: the longest part of its address, the last one left out. */
function outletOf(url: string): string {
  const parts = siteName(url).toLowerCase().split(".").slice(0, -1);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), "").replaceAll("-", "");
}

interface Words {
  readonly words: ReadonlySet<string>;
  readonly joined: string;
}

function wordsOf({ title, summary = "" }: Article): Words {
  const words = `${title} ${summary}`.toLowerCase().split(NOT_ALPHANUMERIC);
  return { words: new Set(words), joined: words.join("") };
}
