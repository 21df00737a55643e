import { KEEP_ARTICLES_DAYS, MAX_STORY_DAYS } from "../limits";
import { type StoryPlace, dayOf, daysBefore } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import type { Article } from "../model/model";
import { finishInTurns } from "../text/turns";
import { type KnownArticle, tellStories } from "./tellStories";
import type { StoryArticle } from "./storyText";

const DAY_MS = 86_400_000;

/**
 * Tells the stories of all articles that were stored since it was done last, and remembers them. What a crash cuts off, the next run
 * completes.
 *
 * @param others articles that are not in the archive: those of other jobs
 * @param days how far apart articles of a story may be
 */
export async function rememberStories(
  { memory, clock }: Workspace,
  others: readonly Article[],
  days: number,
): Promise<void> {
  await memory.change(["stories", "storyState"], async ({ stories, storyState }) => {
    const now = clock.now();
    const oldest = daysBefore(now, MAX_STORY_DAYS + days);
    const articles = new Map<string, Article>();
    for (const article of others) if (article.found >= oldest) articles.set(article.key, article);
    for await (const piece of memory.archive.pieces(oldest)) {
      for (const [key, article] of piece) if (article.found >= oldest) articles.set(key, article);
    }
    const { told } = storyState;
    const firsts = new Set([...stories.values()].map(({ story }) => story));
    const fresh: StoryArticle[] = [];
    const known: KnownArticle[] = [];
    let last = told ?? "";
    for (const article of articles.values()) {
      const { key, found } = article;
      const place = stories.get(key);
      const isKnown = place !== undefined || firsts.has(key) || (told !== null && found <= told);
      if (isKnown) known.push({ article: storyArticle(article), story: place?.story ?? key });
      else fresh.push(storyArticle(article));
      if (found > last) last = found;
    }
    if (fresh.length === 0) return undefined;
    const { decisions } = storyState;
    const work = tellStories({ fresh, known, decisions, days });
    const { placed, joined } = await finishInTurns(work, () => clock.wait(0));
    const after = new Map<string, StoryPlace>();
    const oldestKept = daysBefore(now, KEEP_ARTICLES_DAYS);
    const put = (key: string, story: string, day: string): void => {
      const whole = joined.get(story) ?? story;
      if (key !== whole && day >= oldestKept) after.set(key, { story: whole, day });
    };
    for (const [key, { story, day }] of stories) put(key, story, day);
    for (const [gone, into] of joined) put(gone, into, articles.get(gone)?.found.slice(0, 10) ?? dayOf(now));
    for (const [key, { story }] of placed) put(key, story, articles.get(key)?.found.slice(0, 10) ?? dayOf(now));
    return { stories: after, storyState: { ...storyState, told: last } };
  });
}

/** Published when it is found, or before that: a date to come is none. */
function storyArticle({ key, url, title, source, published, found, firstFound, summary }: Article): StoryArticle {
  const foundAt = Date.parse(firstFound ?? found);
  const at = published === null ? foundAt : Date.parse(published);
  return {
    key,
    url,
    title,
    source,
    at: Number.isNaN(at) || at > foundAt + DAY_MS ? foundAt : at,
    ...(summary === undefined ? {} : { summary }),
  };
}

/** The story of each article that is not alone in it, the first one included. @param stories as they are remembered */
export function storiesByKey(stories: ReadonlyMap<string, StoryPlace>): ReadonlyMap<string, string> {
  return new Map([...stories].flatMap(([key, { story }]) => [[story, story] as const, [key, story] as const]));
}
