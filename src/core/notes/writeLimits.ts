import type { XsoarConfig } from "../config/types";
import { NOTES_OF_FOLDER_FACTOR, NOTES_OF_SOURCE_FACTOR, NOTES_WINDOW_MS } from "../limits";
import type { Activity } from "../memory/activity";
import type { LeftToReview } from "../xsoar/reports";
import type { DueNotes, Held } from "../xsoar/dueNotes";
import type { NoteArticle } from "../xsoar/noteText";
import type { ReviewReason } from "../model/model";

/** What bounds the notes of a run that nobody has asked for by name. */
export interface WriteLimits {
  readonly config: Pick<XsoarConfig, "write" | "review_above">;
  /** How many this run may write without a review, whatever `review_above` says. */
  readonly maxNotes: number | undefined;
  /** What was sent out before. */
  readonly activity: Activity;
  /** Base URL of Cortex XSOAR. */
  readonly server: string;
  readonly now: Date;
}

/**
 * Which of the notes that are due are left to be reviewed. Counted are those the records lack and nobody has asked for by name, with the
 * ones written within a day; where a limit is passed all notes of that record, that source or the run are left, none is chosen by chance.
 */
export async function heldBack(due: readonly DueNotes[], limits: WriteLimits): Promise<ReadonlyMap<DueNotes, Held>> {
  const counted = due.map((one): Counted => ({ one, articles: automatic(one.articles) }));
  const isHeld = deciding(limits);
  // What the records hold already is read only where it matters.
  if ([...isHeld(counted).values()].every(({ size }) => size === 0)) return new Map();
  return isHeld(
    await Promise.all(
      counted.map(async ({ one }): Promise<Counted> => ({ one, articles: automatic(await one.lacking()) })),
    ),
  );
}

function automatic(articles: readonly NoteArticle[]): readonly NoteArticle[] {
  return articles.filter(({ asked }) => asked === undefined);
}

/** Decides on notes by these limits. */
function deciding(limits: WriteLimits): (counted: readonly Counted[]) => ReadonlyMap<DueNotes, Held> {
  const { config, maxNotes } = limits;
  if (config.write === "review") return (counted) => heldFor(counted, () => "write");
  if (maxNotes !== undefined) return (counted) => heldFor(counted, () => (totalOf(counted) > maxNotes ? "run" : null));
  const above = config.review_above;
  if (above === 0) return () => new Map();
  const before = writtenBefore(limits);
  return (counted) => {
    const sources = new Map(before.sources);
    for (const { source } of counted.flatMap(({ articles }) => articles)) {
      sources.set(source, (sources.get(source) ?? 0) + 1);
    }
    const isFull = totalOf(counted) + before.total > above * NOTES_OF_FOLDER_FACTOR;
    return heldFor(counted, ({ source }, { record }, count) => {
      if (isFull) return "folder";
      if (count + (before.records.get(record ?? "") ?? 0) > above) return "record";
      return (sources.get(source) ?? 0) > above * NOTES_OF_SOURCE_FACTOR ? "source" : null;
    });
  };
}

/** What was left, in numbers. */
export function leftToReview(held: ReadonlyMap<DueNotes, Held>): LeftToReview | null {
  const all = [...held.values()].filter(({ size }) => size > 0);
  if (all.length === 0) return null;
  const why = new Set(all.flatMap((one) => [...one.values()]));
  return { notes: all.reduce((sum, { size }) => sum + size, 0), records: all.length, why: [...why] };
}

/** Notes that count, for one record. */
interface Counted {
  readonly one: DueNotes;
  readonly articles: readonly NoteArticle[];
}

function totalOf(counted: readonly Counted[]): number {
  return counted.reduce((sum, { articles }) => sum + articles.length, 0);
}

function heldFor(
  counted: readonly Counted[],
  why: (article: NoteArticle, due: DueNotes, count: number) => ReviewReason | null,
): ReadonlyMap<DueNotes, Held> {
  return new Map(
    counted.map(({ one, articles }) => {
      const reasons = articles.map((article) => [article.key, why(article, one, articles.length)] as const);
      return [one, new Map(reasons.filter((pair): pair is [string, ReviewReason] => pair[1] !== null))] as const;
    }),
  );
}

/** Notes written within the window that nobody had asked for: in all, by the ID of the record, and by source. */
function writtenBefore({ activity, server, now }: WriteLimits) {
  const since = new Date(now.getTime() - NOTES_WINDOW_MS).toISOString();
  const records = new Map<string, number>();
  const sources = new Map<string, number>();
  let total = 0;
  for (const entry of activity.values()) {
    if (entry.kind === "mail" || entry.kind === "fields" || entry.at < since || entry.server !== server) continue;
    for (const { source, asked } of entry.notes) {
      if (asked === true) continue;
      total += 1;
      records.set(entry.record.id, (records.get(entry.record.id) ?? 0) + 1);
      sources.set(source, (sources.get(source) ?? 0) + 1);
    }
  }
  return { total, records, sources };
}
