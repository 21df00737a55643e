import { MAX_TRIAGED_STORIES } from "../limits";
import type { Memory } from "../memory/memory";
import { type StoredTriage, oneLineOf } from "../memory/triage";
import type { Workspace } from "../memory/workspace";
import { type Mark, type Triage, isAside } from "../model/triage";
import type { Undo } from "../stories/decideStories";
import { compareKeys } from "../stories/compareKeys";
import { storyOf } from "../stories/storyPlaces";
import { triageByStory } from "../stories/triage";
import { type Outbox, openNotes } from "../xsoar/outbox";
import { withGivenUp } from "./heldByTriage";

/** What a person decides about stories: their mark, or their remark. The other one stays. */
export type TriageChange = { readonly mark: Mark | null } | { readonly remark: string };

type Parts = Pick<Memory, "triage" | "stories" | "rows" | "outbox">;

/** What a decision has changed, each with how it was before. */
interface Changed {
  readonly before: ReadonlyMap<string, StoredTriage | undefined>;
  readonly after: ReadonlyMap<string, StoredTriage | undefined>;
  /** Articles by name that count as unread since, and notes that count as asked for no more. */
  readonly unread: ReadonlyMap<string, ReadonlySet<string>>;
  readonly unasked: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Decides about the stories of some articles (by key), an article alone being a story of one. What is put off is unread when it comes back;
 * where a story goes out of the way, a wish for its notes that was uttered before holds no more.
 *
 * @returns the way back; null where all of them are so already
 */
export async function decideTriage(
  { memory, clock }: Workspace,
  keys: readonly string[],
  change: TriageChange,
): Promise<Undo> {
  let made: Changed | null = null;
  await memory.change(["triage", "stories", "rows", "outbox"], (now) => {
    const changed = changedBy(now, keys, change, clock.now().toISOString());
    if (changed.after.size === 0) return undefined;
    made = changed;
    const marked = {
      triage: withEntries(now.triage, changed.after),
      rows: withRead(now.rows, changed.unread, false),
      outbox: withAsked(now.outbox, changed.unasked, false),
    };
    return bounded(now, marked);
  });
  if (made === null) return null;
  const done: Changed = made;
  return async () => {
    await memory.change(["triage", "rows", "outbox"], ({ triage, rows, outbox }) => {
      // What was decided since stays.
      const isOurs = ([id]: readonly [string, unknown]): boolean => isSame(triage.get(id), done.after.get(id));
      return {
        triage: withEntries(triage, new Map([...done.before].filter(isOurs))),
        rows: withRead(rows, done.unread, true),
        outbox: withAsked(outbox, done.unasked, true),
      };
    });
  };
}

function changedBy(now: Parts, keys: readonly string[], change: TriageChange, at: string): Changed {
  const known = triageByStory(now.triage, now.stories);
  const before = new Map<string, StoredTriage | undefined>();
  const after = new Map<string, StoredTriage | undefined>();
  const decided = new Map<string, Triage>();
  for (const story of new Set(keys.map((key) => storyOf(now.stories, key)))) {
    const was = known.get(story) ?? { mark: null, remark: "" };
    const is = { ...was, ...cleaned(change) };
    if (isSame(was, is)) continue;
    decided.set(story, is);
    after.set(story, is.mark === null && is.remark === "" ? undefined : { ...is, at });
  }
  if (decided.size === 0) return { before, after, unread: new Map(), unasked: new Map() };
  // From now on it stands under the one id; what was said under those that were joined is in it.
  for (const id of now.triage.keys())
    if (!after.has(id) && decided.has(storyOf(now.stories, id))) after.set(id, undefined);
  for (const id of after.keys()) before.set(id, now.triage.get(id));
  const of = (key: string): Triage | undefined => decided.get(storyOf(now.stories, key));
  const isPutOff = (key: string): boolean => of(key)?.mark?.kind === "later";
  const unread = [...now.rows].map(([name, { items }]) => {
    return [name, new Set(items.flatMap(({ key, read }) => (read && isPutOff(key) ? [key] : [])))] as const;
  });
  const unasked = [...now.outbox].map(([name, row]) => {
    const asked = openNotes(row).filter((note) => note.asked === true && isAside(of(note.article.key)));
    return [name, new Set(asked.map(({ article }) => article.key))] as const;
  });
  const isMark = "mark" in change;
  return { before, after, unread: new Map(isMark ? unread : []), unasked: new Map(isMark ? unasked : []) };
}

function cleaned(change: TriageChange): TriageChange {
  if ("remark" in change) return { remark: oneLineOf(change.remark) };
  const { mark } = change;
  return { mark: mark?.kind === "dismissed" ? { ...mark, reason: oneLineOf(mark.reason) } : mark };
}

/** Without the oldest where there are too many. What such a story kept back is given up, or it would go out unasked. */
function bounded(
  now: Parts,
  marked: Pick<Memory, "triage" | "rows" | "outbox">,
): Pick<Memory, "triage" | "rows" | "outbox"> {
  const surplus = marked.triage.size - MAX_TRIAGED_STORIES;
  if (surplus <= 0) return marked;
  const oldest = [...marked.triage].sort(([, a], [, b]) => compareKeys(a.at, b.at)).slice(0, surplus);
  const triage = new Map(marked.triage);
  for (const [id] of oldest) triage.delete(id);
  const gone = new Set(oldest.flatMap(([id, one]) => (isAside(one) ? [storyOf(now.stories, id)] : [])));
  const isGone = (key: string): boolean => gone.has(storyOf(now.stories, key));
  return { triage, ...withGivenUp(marked, (note) => note.asked === undefined && isGone(note.article.key)) };
}

function withEntries(
  triage: Memory["triage"],
  entries: ReadonlyMap<string, StoredTriage | undefined>,
): Memory["triage"] {
  const after = new Map(triage);
  for (const [id, entry] of entries) {
    if (entry === undefined) after.delete(id);
    else after.set(id, entry);
  }
  return after;
}

function withRead(rows: Memory["rows"], chosen: Changed["unread"], read: boolean): Memory["rows"] {
  const after = new Map(rows);
  for (const [name, row] of rows) {
    const keys = chosen.get(name);
    if (keys === undefined || keys.size === 0) continue;
    after.set(name, { ...row, items: row.items.map((item) => (keys.has(item.key) ? { ...item, read } : item)) });
  }
  return after;
}

function withAsked(outbox: Outbox, chosen: Changed["unasked"], isAsked: boolean): Outbox {
  let after: Outbox = outbox;
  for (const [name, keys] of chosen) {
    const row = outbox.get(name);
    if (row === undefined || keys.size === 0) continue;
    const notes = row.notes.map((note) => {
      if (note.done || !keys.has(note.article.key)) return note;
      const { asked: _asked, ...rest } = note;
      return isAsked ? { ...rest, asked: true as const } : rest;
    });
    after = new Map(after).set(name, { ...row, notes });
  }
  return after;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
