import type { Article, Job } from "../model/model";
import type { SourceReading } from "./articlesOf";
import { type Joined, hasJoined, isSameSource } from "./joinedSources";

/**
 * One article for each key over all sources; the first source that has it gives title and address. One that joined sources alone
 * list is marked so.
 *
 * @param job that has read them
 * @param isSeen by key
 */
export function mergeArticles(
  readings: readonly SourceReading[],
  job: Job,
  joined: Joined,
  isSeen: (key: string) => boolean,
): ReadonlyMap<string, Article> {
  const merged = new Map<string, Article>();
  for (const reading of readings) {
    const isJoined = hasJoined(joined, job, reading.report.source.url) && !isSameSource(reading, isSeen);
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
