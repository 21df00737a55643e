import type { Article } from "../model/model";
import type { Memory } from "../memory/memory";
import { type Outbox, openNotes, queueCreation, queueNotes } from "../xsoar/outbox";
import type { PlannedWrite, ReviewedWrite } from "../xsoar/reports";
import { type Chosen, notesOfItems } from "./noteRequests";

/**
 * What was decided, also of articles that wait by a second key: one that was told by another key before others came to its address. A
 * review shows their note once.
 */
export function withSecondKeys(outbox: Outbox, writes: readonly ReviewedWrite[]): readonly ReviewedWrite[] {
  return writes.map((write) => {
    const open = write.names.flatMap((name) => openNotes(outbox.get(name) ?? { notes: [] }));
    const textOf = ({ url, title }: Article): string => `${url} ${title}`;
    const wanted = new Set(write.keys);
    const texts = new Set(open.flatMap(({ article }) => (wanted.has(article.key) ? textOf(article) : [])));
    const more = open.flatMap(({ article }) => (texts.has(textOf(article)) ? article.key : []));
    return { ...write, keys: [...new Set([...write.keys, ...more])] };
  });
}

/** The run that writes what was decided: these articles of these names. */
export function chosenByReview(writes: readonly ReviewedWrite[]): Chosen {
  const keys = new Map<string, Set<string>>();
  for (const { names, keys: wanted } of writes) {
    for (const name of names) keys.set(name, new Set([...(keys.get(name) ?? []), ...wanted]));
  }
  return { names: [...keys.keys()], keys, byWish: true };
}

/** Queues the decided notes as asked for, and the records to be made. A note that waits needs neither row nor stored article. */
export function queueReviewed(
  { rows, articles, outbox }: Pick<Memory, "rows" | "articles" | "outbox">,
  writes: readonly ReviewedWrite[],
  now: Date,
): Outbox {
  let queued = outbox;
  for (const { kind, names, keys } of writes) {
    const wanted = new Set(keys);
    for (const name of names) {
      const row = rows.get(name);
      const waiting = queued.get(name);
      const owner = row?.owner ?? waiting?.owner ?? true;
      const open = waiting === undefined ? [] : openNotes(waiting).filter(({ article }) => wanted.has(article.key));
      const waits = new Set(open.map(({ article }) => article.key));
      const items = row?.items.filter(({ key }) => wanted.has(key) && !waits.has(key)) ?? [];
      queued = queueNotes(queued, name, owner, [...open, ...notesOfItems(items, articles)], now, true);
      if (kind === "create" && owner) queued = queueCreation(queued, name, now);
    }
  }
  return queued;
}

/** Writes as what somebody has decided on. */
export function reviewed(writes: readonly PlannedWrite[]): readonly ReviewedWrite[] {
  return writes.map(({ kind, names, notes }) => ({ kind, names, keys: notes.map(({ key }) => key) }));
}
