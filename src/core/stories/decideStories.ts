import type { StoryPlace } from "../memory/memory";
import type { StoryDecision, StoryState } from "../memory/storyState";
import { findArticles } from "../memory/storedArticles";
import type { Workspace } from "../memory/workspace";
import { rememberCarried } from "./carriedArticles";
import { compareKeys } from "./compareKeys";

import { membersOf, storyOf } from "./storyPlaces";

type Places = ReadonlyMap<string, StoryPlace>;

/** What a person has decided of stories, and its way back; null where there was nothing to decide. */
export type Undo = (() => Promise<void>) | null;

/** What is remembered of stories, as it is decided upon. */
export interface Decidable {
  readonly stories: Places;
  readonly storyState: StoryState;
}

/** An article leaves its story, and comes back by no words. Where it was the first, the story goes on under the next. */
export async function tellApart(workspace: Workspace, key: string): Promise<Undo> {
  return decide(workspace, (now) => apart(now, key));
}

/** The stories of two articles are one from now on, under the id of the older. */
export async function tellSame(workspace: Workspace, one: string, other: string): Promise<Undo> {
  const { memory } = workspace;
  const { stories } = await memory.load("stories");
  const firsts = [storyOf(stories, one), storyOf(stories, other)];
  const found = await findArticles(memory.archive, new Set([...firsts, one, other]));
  const timeOf = (key: string): string => {
    const article = found.get(key);
    return article === undefined ? "" : (article.published ?? article.firstFound ?? article.found);
  };
  const dayOf = (key: string): string => found.get(key)?.found.slice(0, 10) ?? "";
  return decide(workspace, (now) => same(now, [one, other], timeOf, dayOf));
}

async function decide(workspace: Workspace, change: (now: Decidable) => Decidable | null): Promise<Undo> {
  const { memory } = workspace;
  let before: Decidable | null = null;
  let after: Decidable | null = null;
  await memory.change(["stories", "storyState"], (now) => {
    after = change(now);
    if (after === null) return undefined;
    before = now;
    return after;
  });
  if (before === null || after === null) return null;
  const [was, is]: readonly [Decidable, Decidable] = [before, after];
  await rememberCarried(workspace);
  return async () => {
    await memory.change(["stories", "storyState"], (now) => undone(now, was, is));
    await rememberCarried(workspace);
  };
}

/** What has come since stays; only what the decision changed goes back. */
function undone(now: Decidable, was: Decidable, is: Decidable): Decidable {
  const stories = new Map(now.stories);
  for (const key of new Set([...was.stories.keys(), ...is.stories.keys()])) {
    const [place, later] = [was.stories.get(key), is.stories.get(key)];
    if (place?.story === later?.story) continue;
    if (place === undefined) stories.delete(key);
    else stories.set(key, place);
  }
  const added = new Set(is.storyState.decisions.slice(was.storyState.decisions.length).map(textOf));
  const decisions = now.storyState.decisions.filter((decision) => !added.has(textOf(decision)));
  return { stories, storyState: { ...now.storyState, decisions } };
}

const textOf = (decision: StoryDecision): string => JSON.stringify(decision);

function apart(now: Decidable, key: string): Decidable | null {
  const story = storyOf(now.stories, key);
  const others = membersOf(now.stories, story).filter((member) => member !== key);
  if (others.length === 0) return null;
  const stories = new Map(now.stories);
  stories.delete(key);
  if (key === story) {
    // The others came after it: the one that was found first is the first now.
    const dayOf = (member: string): string => now.stories.get(member)?.day ?? "";
    const [next = "", ...rest] = [...others].sort((a, b) => compareKeys(dayOf(a), dayOf(b)));
    stories.delete(next);
    for (const member of rest) {
      const place = now.stories.get(member);
      if (place !== undefined) stories.set(member, { ...place, story: next });
    }
  }
  const decisions = others.map((other): StoryDecision => ({ same: false, articles: [key, other] }));
  return withDecisions(now, stories, decisions);
}

function same(
  now: Decidable,
  [one, other]: readonly [string, string],
  timeOf: (key: string) => string,
  dayOf: (key: string) => string,
): Decidable | null {
  const [a, b] = [storyOf(now.stories, one), storyOf(now.stories, other)];
  if (a === b) return null;
  const [older, younger] = timeOf(a) < timeOf(b) || (timeOf(a) === timeOf(b) && a < b) ? [a, b] : [b, a];
  const [left, right] = [new Set(membersOf(now.stories, a)), new Set(membersOf(now.stories, b))];
  const stories = new Map(now.stories);
  const began = timeOf(older) || timeOf(younger);
  for (const member of a === younger ? left : right) {
    stories.set(member, { story: older, day: now.stories.get(member)?.day ?? dayOf(member), began });
  }
  // What was told apart before is the same now, or the next scan would go by that.
  const overruled = now.storyState.decisions.filter(({ same: isSame, articles: [x, y] }) => {
    return !isSame && ((left.has(x) && right.has(y)) || (left.has(y) && right.has(x)));
  });
  const pairs = [[one, other] as const, ...overruled.map(({ articles }) => articles)];
  return withDecisions(
    now,
    stories,
    pairs.map((articles): StoryDecision => ({ same: true, articles })),
  );
}

function withDecisions({ storyState }: Decidable, stories: Places, decisions: readonly StoryDecision[]): Decidable {
  return { stories, storyState: { ...storyState, decisions: [...storyState.decisions, ...decisions] } };
}
