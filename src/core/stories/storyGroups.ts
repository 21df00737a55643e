import { MAX_STORY_COMPARED, MAX_STORY_DAYS } from "../limits";
import { compareKeys } from "./compareKeys";
import { likelihood } from "./evidence";
import type { ReadArticle } from "./storyEntry";

const DAY_MS = 86_400_000;

/** From the first article of a story to its last. */
export interface StorySpan {
  readonly first: number;
  readonly last: number;
}

/** A story as it grows within one scan. */
export interface StoryGroup {
  id: string;
  /** It was there before the scan, so that its id stays. */
  isKnown: boolean;
  span: StorySpan;
  /** Its articles that are within reach. */
  readonly articles: ReadArticle[];
  /** Somebody has put together what words did not: then it is enough to be like a part of it. */
  isByHand: boolean;
  /** Groups that somebody has told apart from it. */
  readonly apart: Set<StoryGroup>;
  /** The group it has become part of. */
  into: StoryGroup | null;
}

export function newGroup(id: string, isKnown: boolean, span: StorySpan): StoryGroup {
  return { id, isKnown, span, articles: [], isByHand: false, apart: new Set(), into: null };
}

/** What a group is part of by now. */
export function wholeOf(group: StoryGroup): StoryGroup {
  let whole = group;
  while (whole.into !== null) whole = whole.into;
  return whole;
}

/** The articles of two groups tell one story where the average pair of them rather does than not, or nearly so. */
const LEAST_AVERAGE = -0.5;

/** Whether two groups may be one: nobody has told them apart, they are near in time, and what they tell is alike throughout; or in part, where a person has put one together. */
export function mayJoin(one: StoryGroup, other: StoryGroup, days: number): boolean {
  if ([...one.apart].some((group) => wholeOf(group) === other)) return false;
  if ([...other.apart].some((group) => wholeOf(group) === one)) return false;
  const gap = Math.max(one.span.first, other.span.first) - Math.min(one.span.last, other.span.last);
  if (gap > days * DAY_MS) return false;
  const whole = joinedSpan(one.span, other.span);
  if (whole.last - whole.first > MAX_STORY_DAYS * DAY_MS) return false;
  const scores: number[] = [];
  for (const a of one.articles.slice(-MAX_STORY_COMPARED)) {
    for (const b of other.articles.slice(-MAX_STORY_COMPARED)) scores.push(likelihood(a.entry, b.entry));
  }
  const isPart = one.isByHand || other.isByHand;
  const counted = isPart ? scores.sort((a, b) => b - a).slice(0, Math.ceil(scores.length / 3)) : scores;
  return counted.reduce((sum, score) => sum + score, 0) >= counted.length * LEAST_AVERAGE;
}

/** Makes two groups one, under the id of the older. */
export function join(one: StoryGroup, other: StoryGroup): void {
  const [older, younger] = isOlder(one, other) ? [one, other] : [other, one];
  older.span = joinedSpan(older.span, younger.span);
  older.articles.push(...younger.articles);
  older.articles.sort(byTime);
  older.isByHand ||= younger.isByHand;
  for (const group of younger.apart) older.apart.add(group);
  younger.into = older;
}

/** What was there before stays; of two the one whose first article is older. */
function isOlder(one: StoryGroup, other: StoryGroup): boolean {
  if (one.isKnown !== other.isKnown) return one.isKnown;
  return one.span.first !== other.span.first ? one.span.first < other.span.first : one.id < other.id;
}

/** From the first article of either to the last. */
export function joinedSpan(one: StorySpan, other: StorySpan): StorySpan {
  return { first: Math.min(one.first, other.first), last: Math.max(one.last, other.last) };
}

/** The order of time; of one moment, that of the keys. */
function byTime(one: ReadArticle, other: ReadArticle): number {
  return one.article.at - other.article.at || compareKeys(one.article.key, other.article.key);
}
