import type { ProfilingConfig, XsoarConfig } from "../config/types";
import type { Article, StoredNote } from "../model/model";
import { articleDate } from "../model/articleDate";

const DAY_MS = 86_400_000;

/**
 * Whether an article is news that may be noted without being asked for: not older than `notes_not_older_than` days, by its last
 * update, its publication, else by when it was found, and not from a source that has joined the folder with what it listed already.
 */
export function isNews(
  article: Article,
  { notes_not_older_than: days }: Pick<XsoarConfig, "notes_not_older_than">,
  now: Date,
): boolean {
  if (article.joined === true) return false;
  return days === 0 || now.getTime() - Date.parse(articleDate(article)) <= days * DAY_MS;
}

/** What a pair of a name and an article starts with that was not there before. */
export function freshNote(profiling: ProfilingConfig, now: Date): (article: Article) => StoredNote {
  const { profile2cortex, CortexXSOARAPIConfig } = profiling;
  return (article) => (profile2cortex && isNews(article, CortexXSOARAPIConfig, now) ? "pending" : "off");
}
