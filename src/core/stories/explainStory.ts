import { MAX_STORY_COMPARED } from "../limits";
import { daysBefore } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import { articleDate } from "../model/articleDate";
import type { Article } from "../model/model";
import { type Turns, finishInTurns } from "../text/turns";
import { decided } from "./decisions";
import { describePlaced, sameStory } from "./describePlaced";
import { likelihood, sharedWords } from "./evidence";
import { storyArticle } from "./rememberStories";
import { EntryMaker, type StoryEntry } from "./storyEntry";
import { compareKeys } from "./compareKeys";

import { membersOf, storyOf } from "./storyPlaces";
import type { Placed } from "./tellStories";
import { type StoryText, readStoryText } from "./storyText";
import { countWords } from "./wordCounts";

const DAY_MS = 86_400_000;
/** Words are rare or not by what was found in these days around the story. */
const DAYS_AROUND = 2;
const AT_A_TIME = 20;

/** An article of a story, and why it is in it: a sentence. */
export interface ToldArticle {
  readonly article: Article;
  readonly why: string;
}

/** What speaks for each article of the story that one is of (by key), the oldest first; that one alone where no other tells it. */
export async function explainStory({ memory, clock, t }: Workspace, key: string): Promise<readonly ToldArticle[]> {
  const { stories, storyState, articles, carried } = await memory.load("stories", "storyState", "articles", "carried");
  const keys = new Set(membersOf(stories, storyOf(stories, key)));
  const told = new Map<string, Article>();
  for (const member of keys) {
    const article = articles.get(member) ?? carried.get(member);
    if (article !== undefined) told.set(member, article);
  }
  const around = new Map(told);
  const days = [...told.values()].map(({ found }) => found.slice(0, 10)).sort();
  const [first = "", last = ""] = [days[0], days.at(-1)].map((day) => day ?? "");
  const until = new Date((Date.parse(last) || clock.now().getTime()) + DAYS_AROUND * DAY_MS).toISOString();
  const oldest = daysBefore(new Date(Date.parse(first) || clock.now().getTime()), DAYS_AROUND);
  for await (const piece of memory.archive.pieces(oldest)) {
    for (const [one, article] of piece) {
      if (article.found >= oldest && article.found <= until) around.set(one, article);
      if (keys.has(one)) told.set(one, article);
    }
  }
  const ordered = [...told.values()].sort(
    (a, b) => compareKeys(articleDate(a), articleDate(b)) || compareKeys(a.key, b.key),
  );
  const counted = [...around.values()].map((article) => ({ article, story: storyOf(stories, article.key) }));
  const byHand = decided(storyState.decisions).same.filter((pair) => pair.every((one) => told.has(one)));
  const titleOf = (one: string): string => told.get(one)?.title ?? "";
  const reasons = await finishInTurns(reasonsFor(ordered, counted, byHand), () => clock.wait(0));
  return ordered.map((article, at) => {
    const reason = reasons[at] as Reason;
    return {
      article,
      why: reason.isLoose ? sameStory(titleOf(reason.why?.with ?? ""), t) : describePlaced(reason, titleOf, t),
    };
  });
}

interface Reason extends Pick<Placed, "why" | "isRoundup"> {
  /** What it shared words with has left the story since. */
  readonly isLoose: boolean;
}

/** For each article of a story, in their order. @param counted articles by whose words these are rare or not */
function* reasonsFor(
  articles: readonly Article[],
  counted: readonly { readonly article: Article; readonly story: string }[],
  byHand: readonly (readonly [string, string])[],
): Turns<readonly Reason[]> {
  const texts: StoryText[] = [];
  for (const [at, { article }] of counted.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) yield;
    texts.push(readStoryText(storyArticle(article)));
  }
  const maker = new EntryMaker(yield* countWords(counted, texts));
  const entries = articles.map((article) => {
    const told = storyArticle(article);
    return maker.make(told, readStoryText(told));
  });
  const reasons: Reason[] = [];
  for (const [at, entry] of entries.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) yield;
    reasons.push(reasonFor(entry, entries, byHand));
  }
  return reasons;
}

function reasonFor(
  entry: StoryEntry,
  entries: readonly StoryEntry[],
  byHand: readonly (readonly [string, string])[],
): Reason {
  const { key } = entry.article;
  const { isRoundup } = entry;
  const pair = byHand.find((both) => both.includes(key));
  if (pair !== undefined) {
    const other = pair[0] === key ? pair[1] : pair[0];
    return { isRoundup, isLoose: false, why: { with: other, shared: [], byHand: true } };
  }
  let best: StoryEntry | null = null;
  let most = -Infinity;
  for (const other of entries.filter((one) => one !== entry).slice(0, MAX_STORY_COMPARED)) {
    const score = likelihood(entry, other);
    if (score > most) [best, most] = [other, score];
  }
  if (best === null) return { isRoundup, isLoose: false, why: null };
  const shared = sharedWords(entry, best);
  const isLoose = shared.length === 0 && entry.overview === null;
  return { isRoundup, isLoose, why: { with: best.article.key, shared, byHand: false } };
}
