import { KEEP_ARTICLES_DAYS, MAX_STORY_DAYS } from "../limits";
import { type StoryPlace, dayOf, daysBefore } from "../memory/memory";
import type { StoredTriages } from "../memory/triage";
import type { Workspace } from "../memory/workspace";
import type { Article } from "../model/model";
import { finishInTurns } from "../text/turns";
import { rememberCarried } from "./carriedArticles";
import type { Decidable } from "./decideStories";
import { type KnownArticle, tellStories } from "./tellStories";
import { storyOf } from "./storyPlaces";
import { type StoryArticle, tellsBy } from "./storyText";

const DAY_MS = 86_400_000;

/** What a run has for its stories. */
export interface StoriesOfRun {
  /** Articles that are not in the archive: those of other jobs. Asked for only where there is something to tell. */
  readonly others: () => Promise<readonly Article[]>;
  /** The run has stored articles. */
  readonly hasNews: boolean;
  /** How far apart articles of a story may be. */
  readonly days: number;
}

/**
 * Tells the stories of all articles that were stored since it was done last, and remembers them with what they carry in. What a crash cuts
 * off, a later run completes.
 */
export async function rememberStories(workspace: Workspace, run: StoriesOfRun): Promise<void> {
  const others = new Map<string, Article>();
  await tellAnew(workspace, run, others);
  await rememberCarried(workspace, others, daysBefore(workspace.clock.now(), MAX_STORY_DAYS + run.days));
}

/**
 * It may take long, so that the memory stays free meanwhile: what a person decides until it is over has it done anew.
 *
 * @param others gets the articles that are not in the archive
 */
async function tellAnew(workspace: Workspace, run: StoriesOfRun, others: Map<string, Article>): Promise<void> {
  const { memory } = workspace;
  for (;;) {
    const { triage, ...before } = await memory.load("stories", "storyState", "triage");
    const after = await toldBy(workspace, run, before, others, triage);
    if (after === null) return;
    const isAsItWas = JSON.stringify(before.storyState);
    const done = await memory.change(["storyState"], ({ storyState }) =>
      JSON.stringify(storyState) === isAsItWas ? after : undefined,
    );
    if (done !== undefined) return;
  }
}

/** What is remembered of stories with those of what was found since; null where nothing was. */
async function toldBy(
  { memory, clock }: Workspace,
  { others, hasNews, days }: StoriesOfRun,
  { stories, storyState }: Decidable,
  atHand: Map<string, Article>,
  triage: StoredTriages,
): Promise<Decidable | null> {
  const { told, decisions } = storyState;
  if (!hasNews && told !== null) return null;
  const now = clock.now();
  // The first time all becomes stories that may still go on; later only what is near is looked at.
  const oldest = daysBefore(now, told === null ? MAX_STORY_DAYS + days : days + 1);
  const beganOf = new Map<string, number>();
  for (const { story, day, began } of stories.values()) beganOf.set(story, Date.parse(began) || Date.parse(day));
  const fresh: StoryArticle[] = [];
  const known: KnownArticle[] = [];
  // A source that comes anew lists articles of long ago: no story goes on with these.
  const from = now.getTime() - (MAX_STORY_DAYS + days) * DAY_MS;
  // There may be many: what is not needed of an article is let go.
  const foundOf = new Map<string, string>();
  let last = told ?? "";
  const add = (article: Article): void => {
    const { key, found } = article;
    if (found < oldest || foundOf.has(key)) return;
    foundOf.set(key, found);
    if (found > last) last = found;
    const read = storyArticle(article);
    const story = stories.get(key)?.story ?? key;
    const began = beganOf.get(story);
    const isKnown = began !== undefined || (told !== null && found <= told);
    if (isKnown) known.push({ article: read, story, ...(began === undefined ? {} : { began }) });
    else if (read.at >= from) fresh.push(read);
  };
  for await (const piece of memory.archive.pieces(oldest)) for (const article of piece.values()) add(article);
  for (const article of await others()) {
    if (!foundOf.has(article.key)) atHand.set(article.key, article);
    add(article);
  }
  if (last === (told ?? "")) return null;
  const isStored = ({ key }: StoryArticle): boolean => told === null && (foundOf.get(key) ?? last) < last;
  const stored = new Set(fresh.filter(isStored).map(({ key }) => key));
  const work = tellStories({ fresh, stored, known, decisions, days });
  const { placed, joined } = await finishInTurns(work, () => clock.wait(0));
  for (const { story, began } of placed.values()) beganOf.set(story, Math.min(beganOf.get(story) ?? began, began));
  const after = new Map<string, StoryPlace>();
  const oldestKept = daysBefore(now, KEEP_ARTICLES_DAYS);
  // What is dismissed or put off keeps back the notes of all its articles.
  const triaged = new Set([...triage.keys()].map((id) => storyOf(stories, id)));
  const put = (key: string, story: string, day: string): void => {
    const whole = joined.get(story) ?? story;
    const began = new Date(beganOf.get(whole) ?? now.getTime()).toISOString();
    if (key !== whole && (day >= oldestKept || triaged.has(story))) after.set(key, { story: whole, day, began });
  };
  for (const [key, { story, day }] of stories) put(key, story, day);
  const dayOfKey = (key: string): string => foundOf.get(key)?.slice(0, 10) ?? dayOf(now);
  for (const [gone, into] of joined) put(gone, into, dayOfKey(gone));
  for (const [key, { story }] of placed) put(key, story, dayOfKey(key));
  return { stories: after, storyState: { ...storyState, told: last } };
}

/** What stories are told from. Published when it is found, or before that: a date to come is none. */
export function storyArticle({
  key,
  url,
  title,
  source,
  published,
  found,
  firstFound,
  summary,
}: Article): StoryArticle {
  const foundAt = Date.parse(firstFound ?? found);
  const at = published === null ? foundAt : Date.parse(published);
  return {
    key,
    url,
    title,
    source,
    at: Number.isNaN(at) || at > foundAt + DAY_MS ? foundAt : at,
    ...(summary === undefined || !tellsBy(summary) ? {} : { summary }),
  };
}

/** The story of each article that is not alone in it, the first one included. @param stories as they are remembered */
export function storiesByKey(stories: ReadonlyMap<string, StoryPlace>): ReadonlyMap<string, string> {
  return new Map([...stories].flatMap(([key, { story }]) => [[story, story] as const, [key, story] as const]));
}
