import { KEEP_SEEN_DAYS } from "../limits";
import { type Memory, SEEN_STEP_DAYS, dayOf, daysBefore } from "../memory/memory";
import { headMark, seenAfter, seenToForget, seenValue, sourceTags } from "../memory/seenKeys";
import type { Article } from "../model/model";
import type { Clock } from "../ports";
import type { Listed } from "../sources/mergeArticles";
import type { Revisions } from "./revisions";

/** Keys looked at before other work of the process gets its turn. */
const SEEN_PER_TURN = 5_000;

/** What of a scan decides what is remembered as seen. */
interface Finding {
  readonly listed: Listed;
  readonly newArticles: readonly Article[];
  readonly started: Date;
}

/**
 * The keys that were seen, after a scan, and how many were given up since a source has too many.
 *
 * @param kept those of the new articles that are stored
 */
export async function seenAfterScan(
  clock: Clock,
  before: Memory["seen"],
  { listed, newArticles, started }: Finding,
  kept: readonly Article[],
  changes: Revisions["changes"],
): Promise<{ readonly seen: Memory["seen"]; readonly forgotten: number }> {
  const oldest = daysBefore(started, KEEP_SEEN_DAYS);
  const [today, recent] = [dayOf(started), daysBefore(started, SEEN_STEP_DAYS)];
  const seen = new Map<string, string>();
  let sinceTurn = 0;
  for (const [key, value] of before) {
    if (value >= oldest) seen.set(key, value);
    sinceTurn += 1;
    if (sinceTurn % SEEN_PER_TURN === 0) await clock.wait(0);
  }
  const tagOf = sourceTags();
  for (const [key, { source }] of listed.articles) {
    const version = listed.versions.get(key)?.version ?? null;
    const change = changes.get(key) ?? null;
    const listing = { today, recent, tag: tagOf(source), version, change, leadsTo: null };
    seen.set(key, seenAfter(seen.get(key), listing));
    sinceTurn += 1;
    if (sinceTurn % SEEN_PER_TURN === 0) await clock.wait(0);
  }
  for (const [key, { leadsTo, source }] of listed.marks) {
    seen.set(
      key,
      seenAfter(seen.get(key), { today, recent, tag: tagOf(source), version: null, change: null, leadsTo }),
    );
  }
  const dropped = new Set(newArticles.map(({ key }) => key));
  for (const { key } of kept) dropped.delete(key);
  const isListed = (key: string): boolean => listed.articles.has(key) || listed.marks.has(key);
  const forgotten = seenToForget(seen, isListed, (key) => dropped.has(key));
  for (const key of forgotten) seen.delete(key);
  return { seen, forgotten: forgotten.size };
}

/**
 * Articles that a scan which was interrupted has stored with their rows, and not yet remembered as seen: as if it had, so that the next one
 * knows them by the keys they were given.
 */
export function storedUnseen({ seen, articles }: Pick<Memory, "seen" | "articles">): ReadonlyMap<string, string> {
  const tagOf = sourceTags();
  return new Map(
    [...articles].flatMap(([key, { title, source, found }]) => {
      if (seen.has(key)) return [];
      const version = { head: headMark(title), date: null, ids: [] };
      return [[key, seenValue({ day: dayOf(new Date(found)), tag: tagOf(source), version })] as const];
    }),
  );
}
