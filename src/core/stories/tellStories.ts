import { MAX_STORY_DAYS, STORY_DAYS } from "../limits";
import type { Turns } from "../text/turns";
import type { StoryDecision } from "../memory/storyState";
import { decided } from "./decisions";
import { type SharedWord, likelihood, sharedWords } from "./evidence";
import { EntryMaker, ReadArticle } from "./storyEntry";
import { compareKeys } from "./compareKeys";
import { type StoryGroup, join, joinedSpan, mayJoin, newGroup, wholeOf } from "./storyGroups";
import { StoryIndex } from "./storyIndex";
import { type StoryArticle, type StoryText, readStoryText } from "./storyText";
import { countWords } from "./wordCounts";

/** An article of an earlier scan. */
export interface KnownArticle {
  readonly article: StoryArticle;
  /** The story it was shown in: its own key, as long as it is alone. */
  readonly story: string;
  /** From when the first article of that story is, in milliseconds, where that is not known by what is handed in. */
  readonly began?: number;
}

/** What the stories of a scan are told from. */
export interface StoriesInput {
  /** Articles that the scan has found, in any order. */
  readonly fresh: readonly StoryArticle[];
  /** Those of them, by key, that were stored before the scan without a story: how rare words are is told by these as well. */
  readonly stored?: ReadonlySet<string>;
  /** Those of earlier scans; what is not near a fresh one in time is passed over. */
  readonly known?: readonly KnownArticle[];
  /** What was decided by hand, the oldest first. */
  readonly decisions?: readonly StoryDecision[];
  readonly days?: number;
}

/** Why an article is in its story. */
export interface StoryReason {
  /** Key of the article of the story that says most for it. */
  readonly with: string;
  /** What they share, the rarest first; nothing where both are overviews of one day of patches. */
  readonly shared: readonly SharedWord[];
  /** Somebody has said so. */
  readonly byHand: boolean;
}

/** Where an article has come to. */
export interface Placed {
  /** The key of its first article. */
  readonly story: string;
  /** From when that is, in milliseconds. */
  readonly began: number;
  /** Null for an article alone. */
  readonly why: StoryReason | null;
  /** It tells several stories and is of none. */
  readonly isRoundup: boolean;
}

export interface StoriesOutcome {
  /** By the keys of the fresh articles. */
  readonly placed: ReadonlyMap<string, Placed>;
  /** Stories of earlier scans that have turned out to be one: the id that ends, and the older one that stays. */
  readonly joined: ReadonlyMap<string, string>;
}

/** Surer than that, two articles may bring their stories together. */
const SURE = 0.5;
const DAY_MS = 86_400_000;
/** So many likenesses of an article are kept: a story of more is held together by its others. */
const MOST_LIKENESSES = 12;
/** Articles read or compared between two turns of others. */
const AT_A_TIME = 20;
const GLANCES_AT_A_TIME = 4_000;

/** Two articles that are surely alike. */
interface Likeness {
  readonly one: ReadArticle;
  readonly other: ReadArticle;
  readonly score: number;
}

/**
 * Tells which articles are of one story. What comes in one scan has no order; what was shown in a story stays there, and a story keeps its
 * id. Of an article alone, the story is its own key.
 */
export function* tellStories(input: StoriesInput): Turns<StoriesOutcome> {
  const { fresh, decisions = [], days = STORY_DAYS } = input;
  const groups = new Map<string, StoryGroup>();
  const groupOfKey = new Map<string, StoryGroup>();
  const index = new StoryIndex();
  const { maker, texts } = yield* addKnown(input, { groups, groupOfKey, index });

  const read: ReadArticle[] = [];
  const likenesses: Likeness[] = [];
  const ordered = [...fresh].sort((a, b) => a.at - b.at || compareKeys(a.key, b.key));
  for (const [at, article] of ordered.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) yield;
    if (groupOfKey.has(article.key)) continue;
    const one = new ReadArticle(article, texts.get(article.key) ?? readStoryText(article), maker);
    read.push(one);
    const group = newGroup(article.key, false, { first: article.at, last: article.at });
    group.articles.push(one);
    groupOfKey.set(article.key, group);
    if (one.text.isRoundup) continue;
    likenesses.push(...likenessesOf(one, index, days));
    index.add(one);
  }
  yield;
  const { same, apart } = decided(decisions);
  for (const pair of same) {
    const both = groupsOf(pair, groupOfKey);
    if (both === null) continue;
    if (both[0] !== both[1]) join(...both);
    wholeOf(both[0]).isByHand = true;
  }
  for (const pair of apart) {
    const both = groupsOf(pair, groupOfKey);
    if (both !== null && both[0] !== both[1]) both[0].apart.add(both[1]);
  }
  likenesses.sort(bySureness);
  yield;
  yield* joinAlike(likenesses, groupOfKey, days);
  return { placed: yield* placesOf(read, likenesses, same, groupOfKey), joined: joinedOf(groups) };
}

interface Growing {
  readonly groups: Map<string, StoryGroup>;
  readonly groupOfKey: Map<string, StoryGroup>;
  readonly index: StoryIndex;
}

/**
 * Adds the articles of earlier scans that are near a fresh one in time, with the whole spans of their stories.
 * @returns what makes the fresh ones ready, with the weights that words have by those, and the words of fresh ones that were read for that
 */
function* addKnown(
  { known = [], fresh, stored = new Set(), days = STORY_DAYS }: StoriesInput,
  { groups, groupOfKey, index }: Growing,
): Turns<{ readonly maker: EntryMaker; readonly texts: ReadonlyMap<string, StoryText> }> {
  const near = yield* nearOnes(known, fresh, days);
  const unknown = fresh.filter(({ key }) => stored.has(key)).map((article) => ({ article, story: article.key }));
  const counted = [...near, ...unknown];
  const texts: StoryText[] = [];
  for (const [at, { article }] of counted.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) yield;
    texts.push(readStoryText(article));
  }
  const maker = new EntryMaker(yield* countWords(counted, texts));
  for (const [at, { article, story, began = article.at }] of near.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) yield;
    const group = groups.get(story) ?? newGroup(story, true, { first: article.at, last: article.at });
    group.span = joinedSpan(group.span, { first: Math.min(began, article.at), last: article.at });
    groups.set(story, group);
    groupOfKey.set(article.key, group);
    const one = new ReadArticle(article, texts[at] as StoryText, maker);
    group.articles.push(one);
    if (!one.text.isRoundup) index.add(one);
  }
  // No story is longer than that.
  const from = (near[0]?.article.at ?? Infinity) - MAX_STORY_DAYS * DAY_MS;
  const to = (near.at(-1)?.article.at ?? -Infinity) + MAX_STORY_DAYS * DAY_MS;
  for (let at = 0; at < known.length; at++) {
    if (at % GLANCES_AT_A_TIME === GLANCES_AT_A_TIME - 1) yield;
    const { article, story } = known[at] as KnownArticle;
    if (article.at < from || article.at > to) continue;
    const group = groups.get(story);
    if (group !== undefined) group.span = joinedSpan(group.span, { first: article.at, last: article.at });
  }
  const ofFresh = unknown.map(({ article }, at) => [article.key, texts[near.length + at] as StoryText] as const);
  return { maker, texts: new Map(ofFresh) };
}

function* nearOnes(
  known: readonly KnownArticle[],
  fresh: readonly StoryArticle[],
  days: number,
): Turns<readonly KnownArticle[]> {
  const reached = new Set<number>();
  for (const found of new Set(fresh.map(({ at }) => Math.floor(at / DAY_MS)))) {
    for (let day = -days; day <= days; day++) reached.add(found + day);
  }
  const near: KnownArticle[] = [];
  for (let at = 0; at < known.length; at++) {
    if (at % GLANCES_AT_A_TIME === GLANCES_AT_A_TIME - 1) yield;
    const one = known[at] as KnownArticle;
    if (reached.has(Math.floor(one.article.at / DAY_MS))) near.push(one);
  }
  return near.sort((a, b) => a.article.at - b.article.at || compareKeys(a.article.key, b.article.key));
}

/** The articles that one is surely like, those it is most like. */
function likenessesOf(one: ReadArticle, index: StoryIndex, days: number): readonly Likeness[] {
  const found: Likeness[] = [];
  for (const other of index.candidates(one.entry)) {
    if (Math.abs(other.article.at - one.article.at) > days * DAY_MS) continue;
    const score = likelihood(one.entry, other.entry);
    if (score > SURE) found.push({ one, other, score });
  }
  return found.sort(bySureness).slice(0, MOST_LIKENESSES);
}

/** Brings together what is alike, the surest first. */
function* joinAlike(
  likenesses: readonly Likeness[],
  groupOfKey: ReadonlyMap<string, StoryGroup>,
  days: number,
): Turns<void> {
  // Of two groups that may not be one, how many articles they had: only with more is it asked again.
  const refused = new Map<string, number>();
  for (const [at, { one, other }] of likenesses.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) yield;
    const [a, b] = [groupAt(groupOfKey, one), groupAt(groupOfKey, other)];
    if (a === b) continue;
    const pair = [a.id, b.id].sort().join("\n");
    const size = a.articles.length + b.articles.length;
    if (refused.get(pair) === size) continue;
    if (mayJoin(a, b, days)) join(a, b);
    else refused.set(pair, size);
  }
}

function groupAt(groupOfKey: ReadonlyMap<string, StoryGroup>, { article }: ReadArticle): StoryGroup {
  return wholeOf(groupOfKey.get(article.key) as StoryGroup);
}

/** What is not within reach was joined, or told apart, when it was decided. */
function groupsOf(
  [one, other]: readonly [string, string],
  groupOfKey: ReadonlyMap<string, StoryGroup>,
): readonly [StoryGroup, StoryGroup] | null {
  const [a, b] = [groupOfKey.get(one), groupOfKey.get(other)];
  if (a === undefined || b === undefined) return null;
  return [wholeOf(a), wholeOf(b)];
}

function* placesOf(
  read: readonly ReadArticle[],
  likenesses: readonly Likeness[],
  same: readonly (readonly [string, string])[],
  groupOfKey: ReadonlyMap<string, StoryGroup>,
): Turns<ReadonlyMap<string, Placed>> {
  const reasons = new Map<string, StoryReason>();
  const areOne = (one: string, other: string): boolean => {
    const [a, b] = [groupOfKey.get(one), groupOfKey.get(other)];
    return a !== undefined && b !== undefined && wholeOf(a) === wholeOf(b);
  };
  const put = (key: string, reason: () => StoryReason): void => {
    if (!reasons.has(key)) reasons.set(key, reason());
  };
  for (const [one, other] of same) {
    if (!areOne(one, other)) continue;
    put(one, () => ({ with: other, shared: [], byHand: true }));
    put(other, () => ({ with: one, shared: [], byHand: true }));
  }
  // The surest come first.
  for (const [at, { one, other }] of likenesses.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) yield;
    const [a, b] = [one.article.key, other.article.key];
    if ((reasons.has(a) && reasons.has(b)) || !areOne(a, b)) continue;
    put(a, () => ({ with: b, shared: sharedWords(one.entry, other.entry), byHand: false }));
    put(b, () => ({ with: a, shared: sharedWords(other.entry, one.entry), byHand: false }));
  }
  const placed = new Map<string, Placed>();
  for (const [at, one] of read.entries()) {
    if (at % GLANCES_AT_A_TIME === GLANCES_AT_A_TIME - 1) yield;
    const { key } = one.article;
    const { id, span } = groupAt(groupOfKey, one);
    placed.set(key, { story: id, began: span.first, why: reasons.get(key) ?? null, isRoundup: one.text.isRoundup });
  }
  return placed;
}

function joinedOf(groups: ReadonlyMap<string, StoryGroup>): ReadonlyMap<string, string> {
  return new Map([...groups].flatMap(([id, group]) => (group.into === null ? [] : [[id, wholeOf(group).id] as const])));
}

/** The surest first; of the same, in the order of their keys. */
function bySureness(a: Likeness, b: Likeness): number {
  return (
    b.score - a.score ||
    compareKeys(a.one.article.key, b.one.article.key) ||
    compareKeys(a.other.article.key, b.other.article.key)
  );
}
