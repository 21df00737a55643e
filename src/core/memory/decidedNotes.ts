import type { Article } from "../model/model";
import { type Outbox, queueNotes } from "../xsoar/outbox";
import type { RowMemory } from "./memory";

/**
 * The outbox with every note that the rows call decided. New matches come to it by this; and so does what an outbox that was damaged,
 * or an earlier version without one, did not keep: whether such a note stands on the record already is looked up before it is written.
 *
 * @param articles of the rows; not asked for when nothing is lacking
 */
export async function withDecidedNotes(
  outbox: Outbox,
  rows: ReadonlyMap<string, RowMemory>,
  articles: () => Promise<ReadonlyMap<string, Article>>,
  now: Date,
): Promise<Outbox> {
  const decided = [...rows].flatMap(([name, { owner, items }]) => {
    const pending = items.filter(({ note }) => note === "pending");
    const waiting = outbox.get(name);
    const known = new Set(waiting?.notes.map(({ article }) => article.key));
    const isThere = waiting?.owner === owner && pending.every(({ key }) => known.has(key));
    return pending.length === 0 || isThere ? [] : [{ name, owner, pending }];
  });
  if (decided.length === 0) return outbox;
  const stored = await articles();
  return decided.reduce((queued, { name, owner, pending }) => {
    const notes = pending.flatMap(({ key, matches }) => {
      const article = stored.get(key);
      return article === undefined ? [] : [{ article, matches }];
    });
    return queueNotes(queued, name, owner, notes, now);
  }, outbox);
}
