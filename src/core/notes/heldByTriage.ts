import { KEEP_DISMISSED_NOTES_DAYS } from "../limits";
import type { Memory, RowItem } from "../memory/memory";
import { daysAgo } from "../memory/activity";
import { storyOf } from "../stories/storyPlaces";
import { triageOf } from "../stories/triage";
import { type Outbox, type OutboxNote, type OutboxRow, discard, isWaiting, openNotes, tidied } from "../xsoar/outbox";

/** Whether the story of an article (by key) is out of the way. */
export type IsAside = (key: string) => boolean;

/** Whether a story keeps a note from being written. What a person has asked for since by name is not kept. */
function isHeld({ done, asked, article }: OutboxNote, isOut: IsAside): boolean {
  return !done && asked === undefined && isOut(article.key);
}

/**
 * The outbox as far as it is to be written: without what stories keep back that are dismissed or put off. Nothing is moved for it: what
 * was decided stays where it is, and waits again as soon as the story is back.
 */
export function withoutAside(outbox: Outbox, isOut: IsAside): Outbox {
  const rows = new Map<string, OutboxRow>();
  for (const [name, row] of outbox) {
    const notes = row.notes.filter((note) => !isHeld(note, isOut));
    if (notes.length === row.notes.length) rows.set(name, row);
    else if (isWaiting({ ...row, notes }) || row.made !== undefined) rows.set(name, { ...row, notes });
  }
  return rows;
}

/** The keys of the notes that stories keep back under a name. */
export function asideKeys(row: OutboxRow | undefined, isOut: IsAside): ReadonlySet<string> {
  const held = row === undefined ? [] : openNotes(row).filter((note) => isHeld(note, isOut));
  return new Set(held.map(({ article }) => article.key));
}

/** Somebody has decided that it is not to be noted. */
export function givenUp(item: RowItem): RowItem {
  return { ...item, note: "off", given: true };
}

/** Gives up notes that wait, as somebody does who discards them. */
export function withGivenUp(
  { rows, outbox }: Pick<Memory, "rows" | "outbox">,
  isMeant: (note: OutboxNote) => boolean,
): Pick<Memory, "rows" | "outbox"> {
  let after = outbox;
  const changed = new Map(rows);
  for (const [name, row] of outbox) {
    const keys = new Set(openNotes(row).flatMap((note) => (isMeant(note) ? [note.article.key] : [])));
    if (keys.size === 0) continue;
    after = discard(after, name, keys);
    const known = rows.get(name);
    if (known === undefined) continue;
    const items = known.items.map((item) => (keys.has(item.key) && item.note === "pending" ? givenUp(item) : item));
    changed.set(name, { ...known, items });
  }
  return after === outbox ? { rows, outbox } : { rows: changed, outbox: tidied(after) };
}

/** What to write of the memory so that notes of stories dismissed long ago are given up for good; undefined where there are none. */
export function withoutLongDismissed(
  now: Pick<Memory, "rows" | "outbox" | "stories" | "triage">,
  time: Date,
): Pick<Memory, "rows" | "outbox"> | undefined {
  const of = triageOf(now.triage, now.stories, time);
  const oldest = daysAgo(KEEP_DISMISSED_NOTES_DAYS, time);
  // A note may have waited for long when its story was dismissed.
  const lately = new Set([...now.triage].flatMap(([id, { at }]) => (at < oldest ? [] : [storyOf(now.stories, id)])));
  const settled = withGivenUp(now, ({ asked, decided, article: { key } }) => {
    const isLong = decided < oldest && !lately.has(storyOf(now.stories, key));
    return asked === undefined && isLong && of(key)?.mark?.kind === "dismissed";
  });
  return settled.outbox === now.outbox ? undefined : settled;
}
