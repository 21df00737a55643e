import type { Version } from "../memory/seenKeys";
import type { Article, JobId } from "../model/model";
import { addressOfKey } from "../urls/articleKey";
import type { SourceReading } from "./articlesOf";
import { type Joined, hasJoined, isSameSource } from "./joinedSources";

/** What the sources of one run list, put together. */
export interface Listed {
  /** By key. */
  readonly articles: ReadonlyMap<string, Article>;
  /** The latest version of each entry of a feed, by key, with the article it makes. */
  readonly versions: ReadonlyMap<string, ListedVersion>;
  /** To be remembered as well, by key. */
  readonly marks: ReadonlyMap<string, { readonly leadsTo: string | null; readonly source: string }>;
}

interface ListedVersion {
  readonly version: Version;
  readonly article: Article;
}

/**
 * One article for each key over all sources; the first source that has it gives title and address. One that joined sources alone
 * list is marked so.
 *
 * @param job that has read them
 * @param isSeen by key
 */
export function mergeArticles(
  readings: readonly SourceReading[],
  job: JobId,
  joined: Joined,
  isSeen: (key: string) => boolean,
): Listed {
  const keyIn = keysOfAll(readings, isSeen);
  const articles = new Map<string, Article>();
  const versions = new Map<string, ListedVersion>();
  const marks = new Map<string, { readonly leadsTo: string | null; readonly source: string }>();
  for (const reading of readings) {
    const isJoined = hasJoined(joined, job, reading.report.source.url) && !isSameSource(reading, isSeen);
    for (const one of reading.articles) {
      const key = keyIn(reading, one.key);
      const article = key === one.key ? one : { ...one, key };
      const known = articles.get(key);
      const marked: Article = isJoined ? { ...article, joined: true } : article;
      if (known === undefined) articles.set(key, marked);
      else if (known.joined === true && !isJoined) {
        const { joined: _joined, ...listed } = known;
        articles.set(key, listed);
      }
      const version = reading.versions.get(one.key);
      if (version !== undefined) versions.set(key, laterOf(versions.get(key), { version, article: marked }));
    }
    for (const [key, leadsTo] of reading.marks) marks.set(key, { leadsTo, source: reading.report.source.url });
  }
  return { articles, versions, marks };
}

/** The later of two versions, known by the identifiers of both; a joined source does not speak for the others. */
function laterOf(known: ListedVersion | undefined, other: ListedVersion): ListedVersion {
  if (known === undefined) return other;
  const [first, second] = [known.article.joined === true, other.article.joined === true];
  const isLater = first === second ? (other.version.date ?? -1) > (known.version.date ?? -1) : first;
  const { version, article } = isLater ? other : known;
  const ids = [...known.version.ids, ...other.version.ids];
  return { article, version: ids.length === version.ids.length ? version : { ...version, ids } };
}

/**
 * Each source was looked at by itself: what one of them tells of an address holds for the others as well. It may know that an address is
 * a new one of a known article, or that an address which another one has a single entry of is shared.
 */
function keysOfAll(
  readings: readonly SourceReading[],
  isSeen: (key: string) => boolean,
): (reading: SourceReading, key: string) => string {
  const moved = new Map<string, string>();
  const shared = new Map<string, string>();
  for (const { articles, versions, marks } of readings) {
    for (const [key, leadsTo] of marks) if (leadsTo !== null) moved.set(key, leadsTo);
    for (const { key } of articles) {
      if (!key.includes(" ")) continue;
      const head = versions.get(key)?.head;
      if (head !== undefined) shared.set(`${addressOfKey(key).address} ${head}`, key);
    }
  }
  return ({ versions }, key) => {
    const target = moved.get(key);
    if (target !== undefined) return target;
    if (shared.size === 0 || isSeen(key)) return key;
    const head = versions.get(key)?.head;
    return (head === undefined ? undefined : shared.get(`${key} ${head}`)) ?? key;
  };
}
