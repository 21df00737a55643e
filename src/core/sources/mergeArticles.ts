import type { Article } from "../model/model";
import { canonicalUrl } from "../urls/canonicalUrl";
import type { SourceReading } from "./articlesOf";
import { isSameSource } from "./joinedSources";

/**
 * One article for each key over all sources; the first source that has it gives title and address. One that joined sources alone
 * list is marked so.
 *
 * @param joined sources, by `canonicalUrl`
 * @param isSeen by key
 */
export function mergeArticles(
  readings: readonly SourceReading[],
  joined: ReadonlySet<string>,
  isSeen: (key: string) => boolean,
): ReadonlyMap<string, Article> {
  const merged = new Map<string, Article>();
  for (const reading of readings) {
    const isJoined = joined.has(canonicalUrl(reading.report.source.url)) && !isSameSource(reading, isSeen);
    for (const article of reading.articles) {
      const known = merged.get(article.key);
      if (known === undefined) merged.set(article.key, isJoined ? { ...article, joined: true } : article);
      else if (known.joined === true && !isJoined) {
        const { joined: _joined, ...listed } = known;
        merged.set(article.key, listed);
      }
    }
  }
  return merged;
}
