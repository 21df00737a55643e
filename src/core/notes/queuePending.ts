import type { Article } from "../model/model";
import { type Outbox, queueNotes } from "../xsoar/outbox";
import type { RowMemory } from "../memory/memory";

/**
 * The outbox with every note the rows call pending. Those are new matches; and whatever an outbox that was damaged, or an
 * earlier version without one, did not keep: whether such a note stands on the record already is looked up before it is
 * written.
 */
export function queuePending(
  outbox: Outbox,
  rows: ReadonlyMap<string, RowMemory>,
  articles: ReadonlyMap<string, Article>,
  now: Date,
): Outbox {
  let queued = outbox;
  for (const [name, { owner, items }] of rows) {
    const notes = items.flatMap(({ key, matches, note }) => {
      const article = note === "pending" ? articles.get(key) : undefined;
      return article === undefined ? [] : [{ article, matches }];
    });
    queued = queueNotes(queued, name, owner, notes, now);
  }
  return queued;
}
