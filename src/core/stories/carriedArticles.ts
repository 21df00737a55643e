import { type StoryPlace, daysBefore } from "../memory/memory";
import { findArticles } from "../memory/storedArticles";
import type { Workspace } from "../memory/workspace";
import type { Article, CarriedArticle, ProfileMatches } from "../model/model";
import { storyOf } from "./storyPlaces";

type Places = ReadonlyMap<string, StoryPlace>;

/**
 * Remembers the articles that name nobody and tell a story of a tracked name: rows show them with that story. What rows or stories have
 * come to have is looked up, what they have no more is forgotten.
 *
 * @param atHand articles by key that need not be looked up, such as those of jobs that the archive has not
 * @param since a day: what was found before it is not looked up, so that a scan does not read all that is stored for what went missing
 */
export async function rememberCarried(
  { memory }: Workspace,
  atHand: ReadonlyMap<string, Article> = new Map(),
  since = "",
): Promise<void> {
  await memory.change(["rows", "stories", "carried"], async ({ rows, stories, carried }) => {
    const named = new Set([...rows.values()].flatMap(({ items }) => items.map(({ key }) => key)));
    const after = new Map<string, Article>();
    const missing = new Set<string>();
    let oldest = "9999";
    for (const [key, day] of carriedKeys(named, stories)) {
      const article = atHand.get(key) ?? carried.get(key);
      if (article !== undefined) after.set(key, article);
      else if (day >= since) {
        missing.add(key);
        if (day < oldest) oldest = day;
      }
    }
    for (const [key, article] of await findArticles(memory.archive, missing, oldest)) after.set(key, article);
    return after.size + carried.size === 0 ? undefined : { carried: after };
  });
}

/** What tells the stories of matches and is none itself, with a day before which it was not found. */
function carriedKeys(named: ReadonlySet<string>, stories: Places): ReadonlyMap<string, string> {
  const ofNames = new Set([...named].map((key) => storyOf(stories, key)));
  const keys = new Map<string, string>();
  for (const [key, { story, day, began }] of stories) {
    if (!ofNames.has(story)) continue;
    if (!named.has(key)) keys.set(key, day);
    // A date to come counts for none, so that what was found a day earlier may be the first.
    if (!named.has(story)) keys.set(story, Number.isNaN(Date.parse(began)) ? "" : daysBefore(new Date(began), 1));
  }
  return keys;
}

/** Rows with what is known of stories: each article its own, and each row the articles that are carried in. @param stories by the key of each article that is not alone in its own */
export function withStories(
  rows: readonly ProfileMatches[],
  stories: ReadonlyMap<string, string>,
  carried: ReadonlyMap<string, Article>,
): readonly ProfileMatches[] {
  if (stories.size === 0) return rows;
  const named = new Set(rows.flatMap(({ articles }) => articles.map(({ article }) => article.key)));
  const byStory = new Map<string, CarriedArticle[]>();
  for (const [key, article] of carried) {
    const story = stories.get(key);
    if (story === undefined || named.has(key)) continue;
    byStory.set(story, [...(byStory.get(story) ?? []), { article, story }]);
  }
  return rows.map((row) => {
    const told = new Set<string>();
    const articles = row.articles.map((item) => {
      const story = stories.get(item.article.key);
      if (story === undefined) return item;
      told.add(story);
      return { ...item, story };
    });
    const carriedIn = [...told].flatMap((story) => byStory.get(story) ?? []);
    return { ...row, articles, ...(carriedIn.length === 0 ? {} : { carried: carriedIn }) };
  });
}
