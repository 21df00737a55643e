import type { StoryPlace } from "../memory/memory";
import { type StoredTriage, type StoredTriages, oneLineOf } from "../memory/triage";
import type { ProfileMatches } from "../model/model";
import { type Mark, type Triage, isAside } from "../model/triage";
import { compareKeys } from "./compareKeys";
import { storyOf } from "./storyPlaces";

type Places = ReadonlyMap<string, StoryPlace>;

/** Of stories that are one now the first of these counts: what was called important is not hidden by what others have dismissed. */
const STRONGEST = ["important", "later", "dismissed"] as const;

/** Between the remarks of stories that are one now. */
const BETWEEN = " / ";

/** What was decided about each story as it is now, by its id: that of stories that were joined together. */
export function triageByStory(stored: StoredTriages, stories: Places): ReadonlyMap<string, Triage> {
  const byStory = new Map<string, StoredTriage[]>();
  for (const [id, triage] of stored) {
    const story = storyOf(stories, id);
    byStory.set(story, [...(byStory.get(story) ?? []), triage]);
  }
  return new Map([...byStory].map(([story, triages]) => [story, together(triages)]));
}

/** The stronger mark; of two that put off, the one that ends first. Reasons and remarks in the order in which they were written. */
function together(triages: readonly StoredTriage[]): Triage {
  const [only, second] = triages;
  if (only !== undefined && second === undefined) return { mark: only.mark, remark: only.remark };
  const inOrder = triages.toSorted((a, b) => compareKeys(a.at, b.at));
  const marks = inOrder.flatMap(({ mark }) => mark ?? []);
  return { mark: strongest(marks), remark: joined(inOrder.map(({ remark }) => remark)) };
}

function strongest(marks: readonly Mark[]): Mark | null {
  const kind = STRONGEST.find((one) => marks.some((mark) => mark.kind === one));
  if (kind === undefined) return null;
  if (kind === "important") return { kind };
  if (kind === "dismissed")
    return { kind, reason: joined(marks.map((mark) => (mark.kind === "dismissed" ? mark.reason : ""))) };
  const ends = marks.flatMap((mark) => (mark.kind === "later" ? [mark.until] : []));
  return { kind, until: ends.reduce((a, b) => (Date.parse(a) <= Date.parse(b) ? a : b)) };
}

function joined(texts: readonly string[]): string {
  return oneLineOf([...new Set(texts.filter((text) => text !== ""))].join(BETWEEN));
}

/** What counts of it at a time: what was put off until then is back. Undefined where that is nothing. */
export function triageAt({ mark, remark }: Triage, now: Date): Triage | undefined {
  const isBack = mark?.kind === "later" && Date.parse(mark.until) <= now.getTime();
  const counts = isBack ? null : mark;
  return counts === null && remark === "" ? undefined : { mark: counts, remark };
}

/** What counts of each article's story, by the key of an article. */
export type TriageOf = (key: string) => Triage | undefined;

/** @param now by the clock of whoever looks: nothing has to happen for a story to come back */
export function triageOf(stored: StoredTriages, stories: Places, now: Date): TriageOf {
  if (stored.size === 0) return () => undefined;
  const counting = new Map<string, Triage>();
  for (const [story, triage] of triageByStory(stored, stories)) {
    const counts = triageAt(triage, now);
    if (counts !== undefined) counting.set(story, counts);
  }
  return (key) => counting.get(storyOf(stories, key));
}

/** Rows with what was decided about the story of each article. */
export function withTriage(rows: readonly ProfileMatches[], of: TriageOf): readonly ProfileMatches[] {
  return rows.map((row) => {
    const articles = row.articles.map((item) => {
      const triage = of(item.article.key);
      return triage === undefined ? item : { ...item, triage };
    });
    return { ...row, articles };
  });
}

/** Whether an article (by key) is of a story that is out of the way. */
export function asideBy(of: TriageOf): (key: string) => boolean {
  return (key) => isAside(of(key));
}
